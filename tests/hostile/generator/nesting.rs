//! Depth without end: of elements, of quotes, of lists, of emphasis and brackets.

use super::{Kind, Made, Rng, numbered};

pub(super) static KINDS: [Kind; 5] = [
    Kind {
        name: "deep elements",
        why: "HTML parsers are quadratic in depth or run out of stack",
        count: 40,
        make: elements,
    },
    Kind { name: "deep and closed", why: "the way back is as long as the way in", count: 12, make: closed },
    Kind { name: "deep Markdown", why: "quotes and lists nest by one sign each", count: 12, make: markdown },
    Kind { name: "emphasis runs", why: "matching signs is quadratic in careless parsers", count: 10, make: emphasis },
    Kind { name: "brackets", why: "links within links within images", count: 8, make: brackets },
];

const NESTED: [&str; 20] = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "a",
    "blockquote",
    "ul",
    "ol",
    "ul><li",
    "table",
    "table><tr><td",
    "tr",
    "td",
    "pre",
    "code",
    "h1",
    "dl><dd",
    "font",
    "sup",
];

fn elements(_: &mut Rng, variant: usize) -> Made {
    let open = format!("<{}>", NESTED[variant / 2]).repeat(10_000);
    let made = Made::body(&format!("{open}kestrel"));
    if variant.is_multiple_of(2) { made } else { made.html() }
}

fn closed(_: &mut Rng, variant: usize) -> Made {
    let element = ["div", "b", "blockquote", "ul", "table", "span"][variant / 2];
    let depth = 10_000;
    let body = format!("{}a{}kestrel", format!("<{element}>").repeat(depth), format!("</{element}>").repeat(depth));
    let made = Made::body(&body);
    if variant.is_multiple_of(2) { made } else { made.html() }
}

fn markdown(_: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => ">".repeat(20_000),
        1 => "> ".repeat(10_000),
        2 => "- ".repeat(10_000),
        3 => "1. ".repeat(10_000),
        4 => numbered(500, |level| format!("{}- a\n", "  ".repeat(level))),
        5 => "> - ".repeat(5_000),
        6 => numbered(500, |level| format!("{} a\n", ">".repeat(level))),
        7 => "* ".repeat(10_000) + "\n\n" + &"+ ".repeat(10_000),
        8 => numbered(300, |level| format!("{}1. a\n\n", "   ".repeat(level))),
        9 => "    ".repeat(10_000),
        10 => "- > 1. ".repeat(3_000),
        _ => "~~~\n".repeat(5_001),
    };
    Made::body(&format!("The kestrel hovers.\n\n{body}a"))
}

fn emphasis(rng: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => "*".repeat(79_000),
        1 => "*a _b ".repeat(20_000),
        2 => "**a __b ".repeat(12_000),
        3 => "a**b".repeat(20_000),
        4 => "*a".repeat(24_000) + &"a*".repeat(24_000),
        5 => "_a*b".repeat(24_000),
        6 => "***a ".repeat(16_000),
        7 => "~~a ".repeat(20_000),
        _ => rng.string(&["*", "**", "_", "__", "a", " ", "`", "~~", "\\"], 79_000),
    };
    Made::body(&format!("The kestrel hovers. {body}"))
}

fn brackets(_: &mut Rng, variant: usize) -> Made {
    let body = match variant {
        0 => "[".repeat(79_000),
        1 => "![".repeat(79_000),
        2 => "[a](".repeat(20_000),
        3 => "[".repeat(20_000) + "a" + &"](x)".repeat(20_000),
        4 => "[a]: <".repeat(20_000),
        5 => "<a ".repeat(79_000),
        6 => (1..300).map(|count| "`".repeat(count) + "a ").collect(),
        _ => "](".repeat(50_000),
    };
    Made::body(&format!("The kestrel hovers. {body}"))
}
