//! The table of query fields. The parser, the help and the evaluation are made from it: a new text field is one row
//! here.

use crate::model::{Mark, Post};
use crate::search::rank::Zone;

/// A field of the query language, as in `title:robots`.
#[derive(Debug)]
pub struct Field {
    /// Its name, without the colon.
    pub name: &'static str,
    /// What may follow the colon, for the help.
    pub help: &'static str,
    pub(super) value: Value,
}

/// The kind of value that follows a field's name, and how a post is tested for it.
#[derive(Debug)]
pub(super) enum Value {
    /// A word, phrase or regular expression, searched for in a short text of the post.
    Text {
        /// What follows the name, for the error message.
        expected: &'static str,
        /// The zone of the page in which matches are highlighted; `None` if the page does not show this text.
        zone: Option<Zone>,
        of_post: fn(&Post) -> &str,
    },
    /// The same, searched for in the headlines of the post's stories.
    Headlines { expected: &'static str },
    /// A date or a range of dates.
    Date { years_only: bool },
    /// One of a few words.
    Keyword(&'static [Keyword]),
}

/// A word that may follow a field's name.
#[derive(Debug)]
pub(super) struct Keyword {
    pub(super) word: &'static str,
    /// Another spelling that is accepted.
    pub(super) alias: Option<&'static str>,
    pub(super) test: Filter,
}

/// A test of a post that needs no typed value.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) enum Filter {
    /// Of what the user did with the post.
    Mark(fn(Mark) -> bool),
    /// Of the post itself.
    Post(fn(&Post) -> bool),
}

/// All fields, in the order of the help.
pub static FIELDS: [Field; 11] = [
    text("title", "words of the title", "words of the title", Some(Zone::Title), |post| &post.title),
    text("author", "who wrote it", "a name", None, |post| &post.author),
    text("domain", "its site", "a site", None, |post| &post.domain),
    text("link", "its address", "part of an address", None, |post| post.link.as_deref().unwrap_or_default()),
    text("category", "its category", "a category", None, |post| &post.category),
    text("tag", "one of its tags", "a tag", None, |post| &post.tags),
    field("story", "words of a story's headline", Value::Headlines { expected: "words of a headline" }),
    field("year", "2017, 2017..2019, >2017", Value::Date { years_only: true }),
    field("date", "2020-06, >2020-06, 2020-01-15..2020-02", Value::Date { years_only: false }),
    field("is", "unread, read, starred, draft", Value::Keyword(&IS)),
    field("has", "problem", Value::Keyword(&HAS)),
];

static IS: [Keyword; 4] = [
    Keyword { word: "unread", alias: None, test: Filter::Mark(|mark| !mark.read) },
    Keyword { word: "read", alias: None, test: Filter::Mark(|mark| mark.read) },
    Keyword { word: "starred", alias: None, test: Filter::Mark(|mark| mark.starred) },
    Keyword { word: "draft", alias: Some("drafts"), test: Filter::Post(|post| post.is_draft) },
];

static HAS: [Keyword; 1] =
    [Keyword { word: "problem", alias: Some("problems"), test: Filter::Post(|post| !post.problems.is_empty()) }];

const fn field(name: &'static str, help: &'static str, value: Value) -> Field {
    Field { name, help, value }
}

const fn text(
    name: &'static str,
    help: &'static str,
    expected: &'static str,
    zone: Option<Zone>,
    of_post: fn(&Post) -> &str,
) -> Field {
    field(name, help, Value::Text { expected, zone, of_post })
}

/// The field of a name, if there is one.
pub(super) fn by_name(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// What can be typed in front of a term, each with its help: the fields, and the minus.
pub fn prefixes() -> impl Iterator<Item = (String, &'static str)> {
    let fields = FIELDS.iter().map(|field| (format!("{}:", field.name), field.help));
    fields.chain([("-".to_owned(), "in front of a term: posts without it")])
}

/// The words of a keyword field, as in `unread, read or starred`.
pub(super) fn list_words(keywords: &[Keyword]) -> String {
    let words: Vec<&str> = keywords.iter().map(|keyword| keyword.word).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

impl Keyword {
    pub(super) fn is(&self, word: &str) -> bool {
        self.word == word || self.alias == Some(word)
    }
}

impl Filter {
    pub(super) fn matches(self, post: &Post, mark: Mark) -> bool {
        match self {
            Self::Mark(test) => test(mark),
            Self::Post(test) => test(post),
        }
    }
}
