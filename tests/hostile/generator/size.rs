//! Files that are far too large, in every shape that costs more than its bytes.

use super::{FRONT, Kind, Made, Rng, marks, numbered};

const MIB: usize = 1024 * 1024;

pub(super) static KINDS: [Kind; 8] = [
    Kind { name: "16 MiB of one line", why: "the largest file that is read", count: 4, make: one_line },
    Kind { name: "over 16 MiB", why: "more than is read", count: 2, make: too_large },
    Kind { name: "body over 1 MiB", why: "more than is set", count: 6, make: over_a_mebibyte },
    Kind { name: "1 MiB of one thing", why: "what costs most is what there is most of", count: 40, make: of_one_thing },
    Kind {
        name: "79,000 of one thing",
        why: "as much as is set before it is shown as plain text",
        count: 40,
        make: of_half_as_much,
    },
    Kind { name: "issues of one thing", why: "what repairs stories looks far ahead", count: 14, make: issues },
    Kind {
        name: "attributes of one tag",
        why: "the tokenizer compares each attribute of a tag with all others",
        count: 4,
        make: attributes,
    },
    Kind { name: "long words", why: "nothing to break a line at", count: 6, make: long_words },
];

fn one_line(_: &mut Rng, variant: usize) -> Made {
    let line = ["word ", "x", "字", "<b>"][variant];
    let start = format!("{FRONT}The kestrel hovers. ");
    let count = (16 * MIB - start.len()) / line.len();
    Made::new(start + &line.repeat(count)).told("longer than 1 MiB")
}

fn too_large(_: &mut Rng, variant: usize) -> Made {
    let start = format!("{FRONT}The kestrel hovers. ");
    let bytes = start + &["word ", "\n"][variant].repeat(17 * MIB / [5, 1][variant]);
    Made::new(bytes).told("larger than 16 MiB").wordless()
}

/// Cut at 1 MiB, also within a character, a tag or a row of signs; the page says that the text goes on.
fn over_a_mebibyte(_: &mut Rng, variant: usize) -> Made {
    let piece = ["word ", "字", "<p>word</p>\n", "**word** ", "👨\u{200d}👩\u{200d}👧 ", "\n\nword"][variant];
    Made::body(&format!("The kestrel hovers. {}", piece.repeat(MIB / piece.len() + 1))).told("longer than 1 MiB")
}

/// A tag with as many attributes as fit, all of different names; one that is none, which is text.
fn attributes(_: &mut Rng, variant: usize) -> Made {
    let count = [120_000, 120_000, 20_000, 20_000][variant];
    let names = numbered(count, |number| format!(" a{number:x}"));
    let made = Made::body(&format!("<{}{names}>\n\nThe kestrel hovers.\n", ["a", "none", "div", "none"][variant]));
    if variant < 2 { made.html() } else { made }
}

/// What there may be very much of.
const PIECES: [&str; 40] = [
    "word ",
    "word\n",
    "word\n\n",
    "a ",
    "a\n\n",
    "字",
    "é ",
    "e\u{301}",
    "\u{1f600}",
    "❤\u{fe0f} ",
    "#",
    "# a\n",
    "- a\n",
    "1. a\n\n",
    "> a\n\n",
    "|a|b|\n",
    "* * *\n\n",
    "    a\n",
    "`a` ",
    "*a* ",
    "<b>a</b>",
    "<p>a",
    "<br>",
    "<li>a",
    "<td>a",
    "&amp;",
    "&",
    "<",
    "http://",
    "https://a.example/x ",
    "www.",
    "[a](b) ",
    "arXiv 1706.03762 h ",
    "10.1145/a ",
    "Read more: ",
    "arxiv a ",
    "لا",
    "\u{1780}\u{17d2}",
    "\u{a4fc}",
    "क\u{94d}",
];

/// Just below the limit.
fn of_one_thing(_: &mut Rng, variant: usize) -> Made {
    let piece = PIECES[variant];
    Made::body(&format!("The kestrel hovers. {}", piece.repeat((MIB - 100) / piece.len()))).any_fault()
}

/// As much as makes no plain text of it yet.
fn of_half_as_much(_: &mut Rng, variant: usize) -> Made {
    let piece = PIECES[variant];
    let count = 79_000usize.checked_div(marks(piece)).unwrap_or(MIB).min((MIB - 100) / piece.len());
    Made::body(&format!("The kestrel hovers. {}", piece.repeat(count)))
}

/// Issues of one thing, behind two stories.
fn issues(_: &mut Rng, variant: usize) -> Made {
    const PIECES: [&str; 14] = [
        "http",
        "](",
        "<h",
        "\\*",
        "(",
        "a; ",
        "Headline&hellip;",
        "…",
        "Read more ",
        "Thanks for reading!",
        ". Via ",
        "&nbsp",
        "http://",
        "word ",
    ];
    let piece = PIECES[variant];
    let two = "One bird, the kestrel:\n…it hovers…\nText of it.\n\n##########\n\nAnother, an owl:\n…it hoots…\n";
    Made::body(&format!("{two}{}", piece.repeat((MIB - 300) / piece.len()))).any_fault()
}

fn long_words(_: &mut Rng, variant: usize) -> Made {
    let word = match variant {
        0 => "x".repeat(500_000),
        1 => "http://a.example/".to_owned() + &"x".repeat(300_000),
        2 => "\u{301}".repeat(300_000),
        3 => "x\u{ad}".repeat(200_000),
        4 => numbered(50_000, |at| at.to_string()),
        _ => "\u{a0}".repeat(300_000) + "x",
    };
    Made::body(&format!("The kestrel {word} hovers."))
}
