//! Characters that a terminal obeys, that turn text around, that nobody sees or that stack without end.

use super::{Faults, Kind, Made, Rng};

pub(super) static KINDS: [Kind; 20] = [
    Kind {
        name: "raw C0",
        why: "ESC, BEL, BS and their like drive a terminal",
        count: 12,
        make: |_, at| spread(at, C0),
    },
    Kind { name: "raw C1", why: "8-bit terminals take U+009B for ESC [", count: 6, make: |_, at| spread(at, C1) },
    Kind { name: "sequences", why: "titles, clipboards and links are set by them", count: 8, make: sequences },
    Kind {
        name: "decimal entities",
        why: "decoded after cleaning they are controls",
        count: 8,
        make: |_, at| spread(at, DECIMAL),
    },
    Kind { name: "hex entities", why: "as the decimal ones", count: 8, make: |_, at| spread(at, HEX) },
    Kind {
        name: "open entities",
        why: "HTML reads them without a semicolon",
        count: 4,
        make: |_, at| spread(at, OPEN),
    },
    Kind {
        name: "entities of entities",
        why: "decoding twice makes controls",
        count: 4,
        make: |_, at| spread(at, TWICE),
    },
    Kind { name: "yaml escapes", why: "decoded by YAML, behind any check of the file", count: 14, make: yaml_escapes },
    Kind { name: "bidi", why: "one address looks like another", count: 12, make: |_, at| spread(at, BIDI) },
    Kind { name: "bidi entities", why: "the same, spelled out", count: 6, make: |_, at| spread(at, BIDI_ENTITIES) },
    Kind {
        name: "zero width",
        why: "words that look alike and are not",
        count: 8,
        make: |_, at| spread(at, ZERO_WIDTH),
    },
    Kind { name: "tag characters", why: "a hidden text within a text", count: 4, make: |_, at| spread(at, TAGS) },
    Kind {
        name: "soft hyphens",
        why: "they break the search and show as anything",
        count: 4,
        make: |_, at| spread(at, SOFT),
    },
    Kind { name: "line separators", why: "a line that is two", count: 6, make: |_, at| spread(at, SEPARATORS) },
    Kind {
        name: "variation selectors",
        why: "a hidden text within an emoji",
        count: 4,
        make: |_, at| spread(at, SELECTORS),
    },
    Kind {
        name: "stand-ins",
        why: "the page's own stand-ins live in the private planes",
        count: 4,
        make: |_, at| spread(at, PRIVATE),
    },
    Kind { name: "stacked marks", why: "a cell takes 100,000 of them", count: 12, make: stacked },
    Kind { name: "joined emoji", why: "a cluster without end, of unknown width", count: 8, make: joined },
    Kind {
        name: "tabs",
        why: "a tab is as wide as it likes",
        count: 6,
        make: |_, at| spread(at, &["\t", "a\tb\t\tc"]),
    },
    Kind { name: "percent", why: "decoded for the eye they are controls", count: 6, make: |_, at| spread(at, PERCENT) },
];

const C0: &[&str] =
    &["\u{1b}[2J", "\u{7}\u{8}\u{8}\u{7f}", "\u{1b}c\u{1b}(0", "\u{b}\u{c}\u{e}\u{f}", "a\rb", "\0\u{1}\u{1a}"];
const C1: &[&str] = &["\u{9b}31m", "\u{90}q\u{9c}", "\u{85}\u{84}\u{8d}"];
const DECIMAL: &[&str] = &["&#27;[31m", "&#155;31m", "&#7;&#8;&#127;", "&#0;&#13;&#128;"];
const HEX: &[&str] = &["&#x1b;]0;x&#x7;", "&#X9B;31m", "&#x0000001b;c", "&#x90;q&#x9c;"];
const OPEN: &[&str] = &["&#27[31m", "&#x1b]0;x&#7"];
const TWICE: &[&str] = &["&amp;#27;[31m", "&amp;amp;#x1b;[31m", "&#38;#27;c"];
const BIDI: &[&str] = &[
    "\u{202e}gnp\u{202c}",
    "\u{2066}a\u{2067}b\u{2068}c\u{2069}",
    "\u{61c}\u{200e}\u{200f}",
    "\u{202a}\u{202b}\u{202d}",
];
const BIDI_ENTITIES: &[&str] = &["&#8238;gnp&#x202c;", "&rlm;&lrm;&#x61c;", "&#x2066;a&#8297;"];
const ZERO_WIDTH: &[&str] =
    &["pay\u{200b}pal", "pay\u{200d}pal\u{200c}", "\u{feff}\u{2060}\u{2063}", "&#8203;&zwj;&zwnj;"];
const TAGS: &[&str] = &["\u{e0049}\u{e0067}\u{e006e}", "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}", "&#xe0041;"];
const SOFT: &[&str] = &["soft\u{ad}hy\u{ad}phen", "soft&shy;hy&#173;phen"];
const SEPARATORS: &[&str] = &["a\u{2028}b\u{2029}c", "a&#8232;b&#x2029;c", "a\u{85}b\u{b}c\u{c}d"];
const SELECTORS: &[&str] = &["a\u{fe00}\u{fe01}\u{fe02}\u{fe0f}", "\u{2764}\u{fe0f}\u{fe0f}\u{fe0f}\u{e0100}\u{e01ef}"];
const PRIVATE: &[&str] = &["\u{f0000}\u{f0001}\u{10fff0}", "&#xf0000;&#x10fff0;\u{fffff}\u{10ffff}"];
const PERCENT: &[&str] =
    &["https://a.example/%1b%5b31m%9b%e2%80%ae", "<https://a.example/%00%0a|%1b[31m>", "https://a.example/?q=%C2%9B"];

/// The fields and the forms of text in which a payload may stand; the variant says which.
const PLACES: [&str; 8] = [
    "title: \"a EVIL b\"\nauthor: EVIL\nBODYThe kestrel EVIL hovers.",
    "title: A title EVIL\ndomain: \"EVIL.example\"\nBODY# EVIL\n\nThe kestrel hovers.",
    "title: 'EVIL'\nlink: \"https://a.example/EVIL\"\nBODY- EVIL\n- The kestrel hovers\n\n> EVIL",
    "title: A title\nexcerpt: \"EVIL and more\"\nBODY`EVIL` **EVIL** The kestrel\n\n```\nEVIL\n```\n",
    "title: A title\nauthor: [\"EVIL\", b]\nBODY[EVIL](https://a.example/EVIL) ![EVIL](EVIL) The kestrel",
    "title: A title\nname: EVIL\nBODY| EVIL | b |\n|--|--|\n| kestrel | EVIL |",
    "title: A title\nBODY<p>EVIL</p><img alt=\"EVIL\"><a href=\"https://a.example/EVIL\">EVIL kestrel</a>",
    "title: A title\nBODYHeadline: EVIL:\n…EVIL dek…\nText EVIL.\n\n#########\n\nA second: EVIL:\n…dek EVIL…\nThe kestrel EVIL.",
];

/// A post with one of the payloads in one of the places.
fn spread(variant: usize, payloads: &[&str]) -> Made {
    let place = PLACES[variant % PLACES.len()].replace("EVIL", payloads[variant % payloads.len()]);
    let (front, body) = place.split_once("BODY").unwrap();
    let text = format!("---\ndate: 2024-03-05\n{front}---\n\n{body}\n");
    Made::new(text).any_fault()
}

fn sequences(_: &mut Rng, variant: usize) -> Made {
    spread(
        variant,
        &[
            "\u{1b}]0;mine\u{7}",
            "\u{1b}]52;c;ZWNobyBoaQ==\u{1b}\\",
            "\u{1b}]8;;https://b.example\u{1b}\\a\u{1b}]8;;\u{1b}\\",
            "\u{1b}P$q\"p\u{1b}\\\u{1b}_x\u{1b}\\\u{1b}^x\u{1b}\\",
            "\u{1b}[?1049l\u{1b}[?25h\u{1b}[6n\u{1b}[c",
        ],
    )
}

const FIELDS: [&str; 7] = ["title", "author", "link", "domain", "date", "name", "excerpt"];

/// Values of double quotes whose escapes are controls.
fn yaml_escapes(_: &mut Rng, variant: usize) -> Made {
    let value = ["\\e[31mRed\\e[0m", "\\x9b31m\\u202eab\\U000E0041\\N\\L\\P\\_\\0\\a\\b\\v\\f"][variant % 2];
    Made::front(&format!("{}: \"x{value}y\"\ndate: 2024-03-05", FIELDS[variant / 2])).any_fault()
}

/// A hundred thousand marks of one sort on one character.
fn stacked(_: &mut Rng, variant: usize) -> Made {
    const MARKS: [&str; 6] = [
        "\u{301}",                    // an accent
        "\u{336}\u{489}",             // strokes and Cyrillic millions
        "\u{93e}",                    // a vowel sign that takes room, of Devanagari
        "\u{1abf}\u{20dd}",           // an enclosing circle
        "\u{f71}\u{f90}",             // Tibetan letters below letters
        "\u{1d165}\u{302a}\u{1e8d0}", // marks of music, of Chinese tones and of Mende digits
    ];
    let stack = format!("a{}", MARKS[variant % 6].repeat(100_000 / MARKS[variant % 6].chars().count()));
    match variant / 6 {
        0 => Made::body(&format!("The kestrel {stack} hovers. `{stack}`")),
        _ => {
            let mut made = Made::front(&format!("title: A title {stack}\ndate: 2024-03-05"));
            made.want.faults = Faults::Any;
            made
        }
    }
}

/// Clusters of many characters that are no marks: families, flags, keycaps, letters written before or within others.
fn joined(_: &mut Rng, variant: usize) -> Made {
    const PIECES: [(&str, usize); 8] = [
        ("\u{1f468}\u{200d}", 20_000),
        ("\u{1f469}\u{1f3fb}\u{200d}\u{2764}\u{fe0f}\u{200d}", 5_000),
        ("\u{1f1e9}\u{1f1ea}", 10_000),
        ("1\u{fe0f}\u{20e3}", 10_000),
        ("\u{1100}", 20_000),
        ("\u{600}", 20_000),
        ("\u{915}\u{94d}", 20_000),
        ("\u{2764}\u{fe0f}\u{200d}", 10_000),
    ];
    let (piece, count) = PIECES[variant % 8];
    Made::body(&format!("The kestrel {} hovers.", piece.repeat(count)))
}
