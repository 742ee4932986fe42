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

const IN_POST: [(&str, &str); 4] = [
    ("robot arms", "exactly these words, also over the end of a line"),
    ("Robots", "a capital letter: match case"),
    ("/robot(s|ic)/", "a regular expression"),
    ("title: OR -", "are searched for as they are: fields and operators work in the post list only"),
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
    let fields = FIELDS.iter().flat_map(|field| {
        let names = std::iter::once(format!("{}:", field.name)).chain(std::iter::repeat(String::new()));
        names.zip(field.help.lines())
    });
    let fields = SyntaxSection { heading: "Fields", rows: fields.collect() };
    [section("Words", &WORDS), section("Operators", &OPERATORS), fields]
}

/// The help for the search in a post.
#[must_use]
pub fn post_syntax() -> [SyntaxSection; 1] {
    [section("In this post", &IN_POST)]
}

fn section(heading: &'static str, rows: &[(&str, &'static str)]) -> SyntaxSection {
    SyntaxSection { heading, rows: rows.iter().map(|&(example, what)| (example.to_owned(), what)).collect() }
}
