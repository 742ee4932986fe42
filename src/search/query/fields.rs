//! The table of query fields. The parser, the help and the evaluation are made from it: a new text field is one row
//! here.

use crate::model::{Mark, Post, SearchText, StoryFacts};
use crate::search::rank::Zone;

/// A field of the query language, as in `title:robots`.
#[derive(Debug)]
pub struct Field {
    /// Its name, without the colon.
    pub name: &'static str,
    /// What may follow the colon, for the help; a row for each line.
    pub help: &'static str,
    /// A value that may follow it.
    pub example: &'static str,
    /// What a value is.
    pub(super) needs: &'static str,
    pub(super) value: Value,
}

/// The kind of value that follows a field's name, and how a post is tested for it.
#[derive(Debug)]
pub(super) enum Value {
    /// A word, phrase or regular expression, searched for in a short text of the post.
    Text {
        /// The zone of the page in which matches are highlighted; `None` if the page does not show this text.
        zone: Option<Zone>,
        of_post: fn(&Post) -> &str,
    },
    /// The same, searched for in the headlines of the post's stories.
    Headline,
    /// The same, searched for in the labels of the stories.
    Label,
    /// What identifies a work that a story cites.
    Work,
    /// A year or a range of years.
    Year,
    /// A date or a range of dates.
    Date,
    /// A number or a range of numbers.
    Number(fn(&Post) -> u32),
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
    /// Of what is known of its stories.
    Stories(fn(&SearchText) -> bool),
    /// None: the whole query is to match one story.
    InStory,
}

/// All fields, in the order of the help.
pub static FIELDS: &[Field] = &[
    text("title", "words of the title", ("a word", "robots"), Some(Zone::Title), |post| &post.title),
    text("author", "who wrote it", ("a name", "jack"), None, |post| &post.author),
    text("domain", "its site", ("a site", "example.org"), None, |post| &post.domain),
    text("link", "its address", ("part of an address", "example.org/posts"), None, |post| {
        post.link.as_deref().unwrap_or_default()
    }),
    text("category", "its category", ("a category", "notes"), None, |post| &post.category),
    text("tag", "one of its tags", ("a tag", "vision"), None, |post| &post.tags),
    field("story", "words of a story's headline", ("a word", "robots"), Value::Headline),
    field("label", "words of a label in a story", ("a label", "\"why this matters\""), Value::Label),
    field("cites", "a work that a story cites:\nan arXiv identifier, a DOI, an address", WORK, Value::Work),
    field("fiction", "yes, no", ("yes or no", "yes"), Value::Keyword(&FICTION)),
    field("in", "story: everything in one story", ("the word story", "story"), Value::Keyword(&IN)),
    field("year", "2017, 2017..2019, >2017", ("a year", "2017"), Value::Year),
    field("date", DATE_HELP, ("a date", "2020-06"), Value::Date),
    field("minutes", "<5, 10..20: reading time", ("a number", "10..20"), Value::Number(|post| post.length.minutes())),
    field("words", "<500, >500: length", ("a number", ">500"), Value::Number(|post| post.length.total())),
    field("is", "unread, read, starred, draft", ("a word", "unread"), Value::Keyword(IS)),
    field("has", "problem", ("a word", "problem"), Value::Keyword(&HAS)),
];

const DATE_HELP: &str = "2020-06, >2020-06, 2020-01-15..2020-02
<3weeks: less than three weeks old; >3weeks: older
units: days, weeks, months, years, or d, w, m, y";

const WORK: (&str, &str) = ("an arXiv identifier, a DOI or an address", "1706.03762");

static FICTION: [Keyword; 2] = [
    Keyword { word: "yes", alias: None, test: Filter::Stories(has_fiction) },
    Keyword { word: "no", alias: None, test: Filter::Stories(|text| !has_fiction(text)) },
];

static IN: [Keyword; 1] = [Keyword { word: "story", alias: Some("stories"), test: Filter::InStory }];

fn has_fiction(text: &SearchText) -> bool {
    text.stories().iter().any(StoryFacts::is_fiction)
}

static IS: &[Keyword] = &[
    Keyword { word: "unread", alias: None, test: Filter::Mark(|mark| !mark.read) },
    Keyword { word: "read", alias: None, test: Filter::Mark(|mark| mark.read) },
    Keyword { word: "starred", alias: None, test: Filter::Mark(|mark| mark.starred) },
    Keyword { word: "draft", alias: Some("drafts"), test: Filter::Post(|post| post.is_draft) },
];

static HAS: [Keyword; 1] =
    [Keyword { word: "problem", alias: Some("problems"), test: Filter::Post(|post| !post.problems.is_empty()) }];

const fn field(name: &'static str, help: &'static str, value: (&'static str, &'static str), kind: Value) -> Field {
    Field { name, help, needs: value.0, example: value.1, value: kind }
}

const fn text(
    name: &'static str,
    help: &'static str,
    value: (&'static str, &'static str),
    zone: Option<Zone>,
    of_post: fn(&Post) -> &str,
) -> Field {
    field(name, help, value, Value::Text { zone, of_post })
}

/// The field of a name in any case, if there is one.
pub(super) fn by_name(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

/// The keywords of a field, as in `is:unread, is:read or is:starred`.
pub(super) fn list_keywords(field: &Field, keywords: &[Keyword]) -> String {
    let words: Vec<String> = keywords.iter().map(|keyword| format!("{}:{}", field.name, keyword.word)).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

impl Keyword {
    pub(super) fn is(&self, word: &str) -> bool {
        self.spellings().any(|spelling| spelling.eq_ignore_ascii_case(word))
    }

    pub(super) fn starts_with(&self, letters: &str) -> bool {
        self.spellings().any(|spelling| spelling.starts_with(&letters.to_ascii_lowercase()))
    }

    fn spellings(&self) -> impl Iterator<Item = &'static str> {
        [self.word].into_iter().chain(self.alias)
    }
}

impl Filter {
    pub(super) fn matches(self, post: &Post, mark: Mark, text: &SearchText) -> bool {
        match self {
            Self::Mark(test) => test(mark),
            Self::Post(test) => test(post),
            Self::Stories(test) => test(text),
            Self::InStory => true,
        }
    }
}
