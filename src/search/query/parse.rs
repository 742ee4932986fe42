//! Reads a query from left to right, with the place of every fault.

use super::pattern::Pattern;
use super::{Clause, Field, Query, QueryError, Span, Term, Test};

/// The fields, with what follows them, for the help and for messages.
pub const FIELDS: [(&str, &str); 11] = [
    ("title:", "words of the title"),
    ("author:", "who wrote it"),
    ("domain:", "its site"),
    ("link:", "its address"),
    ("category:", "its category"),
    ("story:", "words of a story's headline"),
    ("year:", "2017, 2017..2019, >2017"),
    ("date:", "2020-06, >2020-06, 2020-01-15..2020-02"),
    ("is:", "unread, read, starred"),
    ("has:", "problem"),
    ("-", "before anything: leaves it out"),
];

/// What opens and closes a phrase; texts that are pasted have curly ones.
const QUOTES: [char; 3] = ['"', '“', '”'];

pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
}

type Result<T> = std::result::Result<T, QueryError>;

fn error<T>(at: usize, what: impl Into<String>) -> Result<T> {
    Err(QueryError { at, what: what.into() })
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn query(mut self) -> Result<Query> {
        let mut query = Query::default();
        // The place of an OR that waits for what follows it.
        let mut or: Option<usize> = None;
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            if self.rest().is_empty() {
                break;
            }
            if self.word() == "OR" {
                if query.clauses.is_empty() || or.is_some() {
                    return error(self.at, "OR stands between two things: robots OR arms");
                }
                or = Some(self.at);
                self.at += "OR".len();
                continue;
            }
            let Some(term) = self.term()? else { continue };
            match query.clauses.last_mut().filter(|_| or.take().is_some()) {
                Some(clause) => clause.terms.push(term),
                None => query.clauses.push(Clause { terms: vec![term] }),
            }
        }
        match or {
            Some(at) => error(at, "OR or what? something has to follow"),
            None => Ok(query),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// What stands here up to the next blank.
    fn word(&self) -> &'a str {
        self.rest().split(char::is_whitespace).next().unwrap_or_default()
    }

    /// One term; none for quotes with nothing between them.
    fn term(&mut self) -> Result<Option<Term>> {
        let negated = self.rest().starts_with('-');
        if negated {
            self.at += 1;
            if self.word().is_empty() {
                return error(self.at - 1, "leave out what? something has to follow the -");
            }
        }
        let test = match self.field_name()? {
            Some(name) => Some(self.field(name)?),
            None => self.pattern()?.map(Test::Text),
        };
        Ok(test.map(|test| Term { negated, test }))
    }

    /// The name of the field that begins here, and steps behind its colon.
    fn field_name(&mut self) -> Result<Option<&'a str>> {
        let word = self.word();
        let Some((name, value)) = word.split_once(':') else { return Ok(None) };
        if FIELDS.iter().any(|(field, _)| field.strip_suffix(':') == Some(name)) {
            self.at += name.len() + 1;
            return Ok(Some(name));
        }
        // `https://…`, `12:30` and `AI:` are words.
        let looks_like_one = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase());
        if looks_like_one && !value.is_empty() && !value.starts_with('/') {
            return error(self.at, format!("no field is called {name}: (in quotes it is searched as it stands)"));
        }
        Ok(None)
    }

    fn field(&mut self, name: &str) -> Result<Test> {
        let at = self.at;
        let mut text =
            |what: &str| self.pattern()?.map_or_else(|| error(at, format!("{name}: is followed by {what}")), Ok);
        Ok(match name {
            "title" => Test::Field(Field::Title, text("words of the title")?),
            "author" => Test::Field(Field::Author, text("a name")?),
            "domain" => Test::Field(Field::Domain, text("a site")?),
            "link" => Test::Field(Field::Link, text("part of an address")?),
            "category" => Test::Field(Field::Category, text("a category")?),
            "story" => Test::Story(text("words of a headline")?),
            _ => return self.value(name, at),
        })
    }

    /// The value of a field that is no text.
    fn value(&mut self, name: &str, at: usize) -> Result<Test> {
        let value = self.word();
        self.at += value.len();
        match (name, value) {
            ("year" | "date", _) => {
                Span::parse(value, name == "year").map(Test::Date).or_else(|(place, what)| error(at + place, what))
            }
            ("is", "unread") => Ok(Test::Read(false)),
            ("is", "read") => Ok(Test::Read(true)),
            ("is", "starred") => Ok(Test::Starred),
            ("has", "problem" | "problems") => Ok(Test::Problem),
            ("is", _) => error(at, "is: is followed by unread, read or starred"),
            _ => error(at, "has: is followed by problem"),
        }
    }

    /// Words, a phrase or an expression; none where nothing is there.
    fn pattern(&mut self) -> Result<Option<Pattern>> {
        let at = self.at;
        if self.rest().starts_with('/') {
            return self.regex().map(Some);
        }
        let words = match self.rest().strip_prefix(QUOTES) {
            Some(phrase) => {
                let opening = self.rest().len() - phrase.len();
                // While it is being typed, a phrase has no end yet.
                let end = phrase.find(QUOTES).unwrap_or(phrase.len());
                let closing = phrase[end..].chars().next().map_or(0, char::len_utf8);
                self.at += opening + end + closing;
                &phrase[..end]
            }
            None => {
                let word = self.word();
                self.at += word.len();
                word
            }
        };
        if words.trim().is_empty() {
            return Ok(None);
        }
        Pattern::words(words).map(Some).or_else(|what| error(at, what))
    }

    /// `/…/`, in which `\/` is a slash.
    fn regex(&mut self) -> Result<Pattern> {
        let at = self.at;
        let inner = &self.rest()[1..];
        let mut escaped = false;
        let end = inner.find(|c| {
            let closes = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(end) = end else {
            return error(at, "this expression has no / at its end");
        };
        self.at += end + 2;
        if end == 0 {
            return error(at, "nothing stands between these slashes");
        }
        Pattern::regex(&inner[..end]).or_else(|(place, what)| error(at + 1 + place, what))
    }
}
