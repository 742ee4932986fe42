//! The query language by example: the help in the reader, and that of `search --help`.

use super::fields::FIELDS;

/// A part of the help.
#[derive(Debug)]
pub struct SyntaxSection {
    /// Its heading.
    pub heading: &'static str,
    /// Examples, each with what it finds. An empty example continues the one above.
    pub rows: Vec<(String, &'static str)>,
}

const WORDS: [(&str, &str); 4] = [
    ("robots arms", "both words, anywhere; parts of words count"),
    ("\"robot arms\"", "the exact phrase"),
    ("/robot(s|ic)/", "a regular expression"),
    ("Robots", "a capital letter: match case"),
];

const OPERATORS: [(&str, &str); 4] = [
    ("robots OR arms", "either of the two"),
    ("robots AND arms", "the same as robots arms"),
    ("-arms", "posts without it; the same as NOT arms"),
    ("(a OR b) -(c d)", "brackets; OR joins first: a b OR c is a (b OR c)"),
];

/// All of the help.
#[must_use]
pub fn syntax() -> [SyntaxSection; 3] {
    let section = |heading, rows: &[(&str, &'static str)]| SyntaxSection {
        heading,
        rows: rows.iter().map(|&(example, what)| (example.to_owned(), what)).collect(),
    };
    let fields = FIELDS.iter().flat_map(|field| {
        let names = std::iter::once(format!("{}:", field.name)).chain(std::iter::repeat(String::new()));
        names.zip(field.help.lines())
    });
    let fields = SyntaxSection { heading: "Fields", rows: fields.collect() };
    [section("Words", &WORDS), section("Operators", &OPERATORS), fields]
}
