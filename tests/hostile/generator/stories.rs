//! Issues whose stories do not end, overlap, or are not there.

use super::{Kind, Made, Rng, numbered};

pub(super) static KINDS: [Kind; 5] = [
    Kind { name: "stories", why: "thousands of them, or half of one", count: 10, make: stories },
    Kind { name: "emphasis over lines", why: "what was meant by signs that do not match", count: 10, make: emphasis },
    Kind { name: "citations", why: "sources without end or sense", count: 8, make: citations },
    Kind { name: "torn lines", why: "lines that are parts of one sentence or list", count: 14, make: torn },
    Kind { name: "story soup", why: "all that marks a story, in any order", count: 24, make: soup },
];

const TWO: &str = "One bird: the kestrel:\n…it hovers…\nText of it.\n\n##########\n\nAnother: an owl:\n…it hoots…\n";

fn stories(_: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => numbered(5_000, |at| format!("Story {at}: a headline:\n…a dek…\nText.\n\n")),
        1 => "Headline:…".repeat(20_000),
        2 => "Headline:&hellip;Dek&hellip;Text.&nbsp;&nbsp;".repeat(5_000),
        3 => format!("Headline:\n…{}", "dek ".repeat(50_000)),
        4 => "####################".repeat(20_000),
        5 => "Tech Tales:\n\n".repeat(5_000),
        6 => "***\n\n".repeat(9_000),
        7 => "**Headline:  \n**_…dek…  \n_ Body\n\n".repeat(2_000),
        8 => ":".repeat(79_000),
        _ => "…".repeat(100_000),
    };
    Made::body(&format!("{TWO}{body}"))
}

fn emphasis(rng: &mut Rng, variant: usize) -> Made {
    let line = match variant {
        0 => "*a ".repeat(30_000),
        1 => "_a **b ".repeat(16_000),
        2 => "`".repeat(49_001),
        3 => "](".repeat(50_000),
        4 => "http".repeat(30_000),
        5 => "<h".repeat(79_000),
        6 => "**a\n".repeat(16_000),
        7 => "\\*".repeat(79_000),
        _ => rng.string(&["*", "**", "_", "a", " ", "`", "](", "<h", "http", "://", "\n", "&nbsp;"], 60_000),
    };
    Made::body(&format!("{TWO}{line}"))
}

fn citations(rng: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => "Read more: Title (arXiv).".repeat(5_000),
        1 => format!("Read more: {}", "(".repeat(50_000)),
        2 => format!("Read more: {}", "[Title (arXiv)](".repeat(10_000)),
        3 => format!("Read more: {}", "a; ".repeat(30_000)),
        4 => format!("**Read more** : {}", "[T](https://a.example/%1b)".repeat(5_000)),
        5 => format!("Read more: Title ({}", ")".repeat(50_000)),
        6 => format!("Read more: {} (Import AI {}).", "x".repeat(50_000), "9".repeat(10_000)),
        _ => format!(
            "Read more: {}",
            rng.string(&["(", ")", "[", "]", "Title", ".", " ", "https://a.example", ";", ":"], 20_000)
        ),
    };
    Made::body(&format!("{TWO}{body}"))
}

fn torn(_: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => "word (\n".repeat(140_000),
        1 => "a\n.\n".repeat(250_000),
        2 => "*a*\n\nb\n\n".repeat(20_000),
        3 => format!("{}{}", "**.**\n\n***.***\n\n".repeat(4_000), "*b*\n\nb\n\n".repeat(4_000)),
        4 => "***\n\nHeadline:\nText\n\n".repeat(12_000),
        5 => "*****\n\nHeadline:\n**Text\n\n".repeat(5_000),
        6 => "the[a](https://a.example)".repeat(8_000),
        7 => "a[".repeat(40_000),
        8 => "    * item\n\n  * item\n\n".repeat(20_000),
        9 => numbered(1_200, |at| format!("{}* item\n\n", " ".repeat(at))),
        10 => "***\n\nTitle\n[Place]\nThings that inspired this: a\n\n".repeat(10_000),
        11 => format!("Tech Tales:\n\n{}", "one line\nand one more\n\n".repeat(45_000)),
        12 => "x.A: *b*".repeat(20_000),
        _ => "Is it so? Yes.&nbsp;Read more:\n".repeat(30_000),
    };
    Made::body(&format!("{TWO}{body}"))
}

fn soup(rng: &mut Rng, variant: usize) -> Made {
    const PIECES: [&str; 24] = [
        "Headline:",
        "…",
        "&hellip;",
        "...",
        "\n",
        "\n\n",
        "####################",
        "***",
        "**",
        "_",
        "Tech Tales:",
        "Read more:",
        "Why this matters:",
        "&nbsp;&nbsp;",
        "&ndash;&nbsp;",
        "Title (arXiv).",
        "[T (arXiv)](https://a.example)",
        "(Import AI 122)",
        "Things that inspired this story: a; b.",
        "Thanks for reading!",
        "Welcome to Import AI,",
        "word ",
        ". ",
        "字",
    ];
    Made::body(&format!("{TWO}{}", rng.string(&PIECES, 60 + 40 * variant)))
}
