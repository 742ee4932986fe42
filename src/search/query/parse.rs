//! Parses a query from left to right. Every error has its offset.

use super::date_range::DateRange;
use super::fields::{self, Field, Value};
use super::pattern::Pattern;
use super::{Clause, Query, QueryError, Term, Test};

/// The quotes around a phrase. Pasted text has curly ones.
const QUOTES: [char; 3] = ['"', '“', '”'];

pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
}

type Result<T> = std::result::Result<T, QueryError>;

fn error<T>(offset: usize, message: impl Into<String>) -> Result<T> {
    Err(QueryError { offset, message: message.into() })
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn query(mut self) -> Result<Query> {
        let mut query = Query::default();
        // The offset of an OR whose right side was not parsed yet.
        let mut or: Option<usize> = None;
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            if self.rest().is_empty() {
                break;
            }
            if self.word() == "OR" {
                if query.clauses.is_empty() || or.is_some() {
                    return error(self.at, "OR needs a term on both sides, as in robots OR arms");
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
            Some(at) => error(at, "expected a term after OR"),
            None => Ok(query),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The text from here to the next space.
    fn word(&self) -> &'a str {
        self.rest().split(char::is_whitespace).next().unwrap_or_default()
    }

    /// One term; `None` for empty quotes.
    fn term(&mut self) -> Result<Option<Term>> {
        let negated = self.rest().starts_with('-');
        if negated {
            self.at += 1;
            if self.word().is_empty() {
                return error(self.at - 1, "expected a term after -");
            }
        }
        let test = match self.field_name()? {
            Some(field) => Some(self.field(field)?),
            None => self.pattern()?.map(Test::Text),
        };
        Ok(test.map(|test| Term { negated, test }))
    }

    /// The field whose name starts here, if there is one; skips the name and its colon.
    fn field_name(&mut self) -> Result<Option<&'static Field>> {
        let word = self.word();
        let Some((name, value)) = word.split_once(':') else { return Ok(None) };
        if let Some(field) = fields::by_name(name) {
            self.at += name.len() + 1;
            return Ok(Some(field));
        }
        // `https://…`, `12:30` and `AI:` are words.
        let looks_like_a_field = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase());
        if looks_like_a_field && !value.is_empty() && !value.starts_with('/') {
            return error(self.at, format!("unknown field {name}: (put it in quotes to search for it)"));
        }
        Ok(None)
    }

    /// The value of a field.
    fn field(&mut self, field: &Field) -> Result<Test> {
        let at = self.at;
        let missing = |expected: &str| error(at, format!("expected {expected} after {}:", field.name));
        match &field.value {
            &Value::Text { expected, zone, of_post } => match self.pattern()? {
                Some(pattern) => Ok(Test::Field { zone, of_post, pattern }),
                None => missing(expected),
            },
            Value::Headlines { expected } => {
                self.pattern()?.map_or_else(|| missing(expected), |p| Ok(Test::Headline(p)))
            }
            Value::Date { years_only } => {
                let range = DateRange::parse(self.take_word(), *years_only);
                range.map(Test::Date).map_err(|error| error.shifted(at))
            }
            Value::Keyword(keywords) => {
                let word = self.take_word();
                match keywords.iter().find(|keyword| keyword.is(word)) {
                    Some(keyword) => Ok(Test::Filter(keyword.test)),
                    None => missing(&fields::list_words(keywords)),
                }
            }
        }
    }

    /// The word that starts here; skips it.
    fn take_word(&mut self) -> &'a str {
        let word = self.word();
        self.at += word.len();
        word
    }

    /// Words, a phrase or a regular expression; `None` if there is nothing.
    fn pattern(&mut self) -> Result<Option<Pattern>> {
        let at = self.at;
        if self.rest().starts_with('/') {
            return self.regex().map(Some);
        }
        let words = match self.rest().strip_prefix(QUOTES) {
            Some(phrase) => {
                let opening = self.rest().len() - phrase.len();
                // While a phrase is being typed, it has no closing quote.
                let end = phrase.find(QUOTES).unwrap_or(phrase.len());
                let closing = phrase[end..].chars().next().map_or(0, char::len_utf8);
                self.at += opening + end + closing;
                &phrase[..end]
            }
            None => self.take_word(),
        };
        if words.trim().is_empty() {
            return Ok(None);
        }
        Pattern::words(words).map(Some).map_err(|error| error.shifted(at))
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
            return error(at, "expected a / at the end of this regular expression");
        };
        self.at += end + 2;
        if end == 0 {
            return error(at, "this regular expression is empty");
        }
        Pattern::regex(&inner[..end]).map_err(|error| error.shifted(at + 1))
    }
}
