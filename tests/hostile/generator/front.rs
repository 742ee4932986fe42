//! Front matter that is made to break a YAML parser, or breaks it by accident.

use super::{Kind, Made, Rng};

pub(super) static KINDS: [Kind; 14] = [
    Kind { name: "yaml aliases", why: "a few lines unfold to gigabytes", count: 8, make: aliases },
    Kind { name: "yaml depth", why: "parsers recurse or take time quadratic in it", count: 10, make: depth },
    Kind { name: "yaml tags", why: "some parsers make objects of them", count: 6, make: |_, at| value(TAGS, at) },
    Kind { name: "yaml documents", why: "a second document, a directive, an end mark", count: 5, make: documents },
    Kind {
        name: "yaml types",
        why: "a title that is a number, a list, a mapping or nothing",
        count: 14,
        make: |_, at| value(TYPES, at),
    },
    Kind {
        name: "yaml escapes that are none",
        why: "lone surrogates, numbers beyond Unicode, an escaped end",
        count: 8,
        make: |_, at| value(ESCAPES, at),
    },
    Kind { name: "duplicate keys", why: "an error in YAML; the first counts here", count: 4, make: duplicates },
    Kind { name: "unescaped quotes", why: "an error in YAML, and common", count: 10, make: quotes },
    Kind { name: "never closed", why: "where does the text begin?", count: 6, make: never_closed },
    Kind {
        name: "front matter over its limit",
        why: "reading it costs more than all the rest",
        count: 6,
        make: too_long,
    },
    Kind { name: "tab indentation", why: "an error in YAML", count: 4, make: tabs },
    Kind { name: "block scalars", why: "indentation that does not fit", count: 5, make: |_, at| value(BLOCKS, at) },
    Kind { name: "many keys", why: "a key a byte", count: 3, make: many_keys },
    Kind { name: "long keys", why: "a key as long as a book", count: 3, make: long_keys },
];

const TAGS: &[&str] = &[
    "!!python/object/apply:os.system [\"true\"]",
    "!!binary aGVsbG8=",
    "!<tag:yaml.org,2002:str> text",
    "!ruby/object:Gem::Installer {}",
    "!!set {a, b}",
    "! text",
];
const TYPES: &[&str] = &[
    "1e999",
    ".inf",
    "0x1F",
    "true",
    "~",
    "null",
    "[]",
    "{}",
    "[a, [b, [c]]]",
    "{a: {b: c}}",
    "? x",
    "- a",
    "2024-03-05",
    "\"\"",
];
const ESCAPES: &[&str] = &[
    "\"\\ud800\"",
    "\"\\udfff\\ud800\"",
    "\"\\U00110000\"",
    "\"\\q\"",
    "\"\\\"",
    "\"\\\\\\\"",
    "\"\\x\"",
    "'\\e[31m'",
];
const BLOCKS: &[&str] = &["|\n text\n  more\n less", ">9\n a", "|-\n\ttab", ">+\n\n\n a\n\n", "|\nnot indented"];

/// A post whose title and author are such a value.
fn value(values: &[&str], variant: usize) -> Made {
    let value = values[variant % values.len()];
    Made::front(&format!("title: {value}\nauthor: {value}\ndate: 2024-03-05")).any_fault()
}

/// Nine levels, each naming the one before it ten times; one long scalar named many times; a name that names itself.
fn aliases(_: &mut Rng, variant: usize) -> Made {
    let mut bomb = "[&a [x,x,x,x,x,x,x,x,x,x]".to_owned();
    for (level, before) in ('b'..='i').zip('a'..) {
        bomb.extend([",&".to_owned(), level.to_string(), format!(" [{}]", vec![format!("*{before}"); 10].join(","))]);
    }
    bomb.push(']');
    let field = ["title", "author", "tags", "date"][variant / 2];
    let value = match variant % 2 {
        0 => bomb,
        _ => format!("[&a \"{}\"{}]", "x".repeat(50_000), ", *a".repeat(2_000)),
    };
    Made::front(&format!("base: &base\n  <<: *base\n{field}: {value}\nx: &x [*x]\ndate: 2024-03-05")).any_fault()
}

fn depth(_: &mut Rng, variant: usize) -> Made {
    let nest = ["[", "{a: ", "- ", "? ", "[{"][variant / 2];
    let value = nest.repeat(if variant.is_multiple_of(2) { 1_000 } else { 100_000 / nest.len() });
    Made::front(&format!("author: {value}\ntitle: A title\ndate: 2024-03-05")).any_fault()
}

fn documents(_: &mut Rng, variant: usize) -> Made {
    let text = [
        "---\ntitle: A title\ndate: 2024-03-05\n---\ntitle: another\n---\nThe kestrel.\n",
        "---\ntitle: A title\ndate: 2024-03-05\n...\nThe kestrel.\n",
        "%YAML 1.2\n---\ntitle: A title\n---\nThe kestrel.\n",
        "---\n---\n---\nThe kestrel.\n",
        "--- \ntitle: A title\ndate: 2024-03-05\n---   \n---\nThe kestrel.\n",
    ][variant];
    Made::new(text).any_fault()
}

fn duplicates(_: &mut Rng, variant: usize) -> Made {
    let count = [2, 3, 100, 5_000][variant];
    Made::front(&format!("date: 2024-03-05\n{}", "title: A title\n".repeat(count).trim_end())).told("duplicate key")
}

fn quotes(rng: &mut Rng, variant: usize) -> Made {
    let text = [
        "The \"odd\" one".to_owned(),
        "\"Quoted\" at the start".to_owned(),
        "ends in \"quotes\"".to_owned(),
        "\" \" \" \"".to_owned(),
        "one \" only".to_owned(),
    ];
    match variant {
        0..5 => Made::front(&format!("title: \"{}\"\ndate: 2024-03-05", text[variant])).any_fault(),
        5..8 => {
            let noise = rng.string(&["\"", "\\\"", "\n", "word ", "Key: ", "title: ", "''", "\\"], 20_000);
            Made::front(&format!("title: A title\ndate: 2024-03-05\nexcerpt: \"{noise}\"")).any_fault()
        }
        8 => Made::front(&format!("title: A title\nexcerpt: \"{}\"", "\"\n".repeat(60_000))).any_fault(),
        _ => Made::front(&format!("title: A title\nexcerpt: \"{}\"", "\"a\nkey: \"b\n".repeat(20_000))).any_fault(),
    }
}

fn never_closed(_: &mut Rng, variant: usize) -> Made {
    let text = [
        "---\ntitle: A title\ndate: 2024-03-05\n\nThe kestrel hovers.\n",
        "---\ntitle: \"A title\ndate: 2024-03-05\n\nThe kestrel hovers.\n",
        "---\nThe kestrel hovers.\n",
        "---\n\n\n\n\nkestrel\n",
        "---\ntitle: |\n  A title\n\nThe kestrel hovers.\n",
        "---\ntitle: A title\ndate: 2024-03-05\nexcerpt: \"The kestrel\nhovers.\n\nAnd on.\n",
    ][variant];
    Made::new(text).any_fault()
}

/// Around 256 KiB, by one value, many lines, or a value that is never closed.
fn too_long(_: &mut Rng, variant: usize) -> Made {
    let start = "title: A title\ndate: 2024-03-05\n";
    match variant {
        0 => Made::front(&format!("{start}excerpt: \"{}\"", "kestrels and owls\n".repeat(20_000))),
        1 => Made::front(&format!("{start}{}", "filler: of no use\n".repeat(20_000))),
        2 => Made::front(&format!("{start}excerpt: {}", "日本語".repeat(60_000))),
        3 => Made::front(&format!("{start}filler: \"{}", "\\\"".repeat(200_000))),
        4 => Made::front(&format!("{start}{}", "# a comment\n".repeat(40_000))),
        _ => Made::front(&format!("{start}filler: |\n{}", "  line\n".repeat(60_000))),
    }
    .told("longer than 256 KiB")
}

fn tabs(_: &mut Rng, variant: usize) -> Made {
    let lines = ["tags:\n\t- a\n\t- b", "author:\n\tname: x", "author:\tJo\tDoe", "\tauthor: Jo"][variant];
    Made::front(&format!("title: A title\ndate: 2024-03-05\n{lines}")).any_fault()
}

fn many_keys(_: &mut Rng, variant: usize) -> Made {
    let keys = match variant {
        0 => "a:\n".repeat(60_000),
        1 => super::numbered(10_000, |at| format!("key{at}: \"value\"\n")),
        _ => "author: x\n".repeat(20_000),
    };
    Made::front(&format!("title: A title\ndate: 2024-03-05\n{}", keys.trim_end())).any_fault()
}

fn long_keys(_: &mut Rng, variant: usize) -> Made {
    let key = ["k".repeat(200_000) + ": v", "k-".repeat(100_000), "k ".repeat(100_000) + ": v"][variant].clone();
    Made::front(&format!("title: A title\ndate: 2024-03-05\n{key}")).any_fault()
}
