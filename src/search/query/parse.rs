//! Reads a query from left to right, with the place of every fault.

use super::date_range::DateRange;
use super::fields::{self, Field, Value};
use super::pattern::Pattern;
use super::{Clause, Query, QueryError, Term, Test};

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
            Some(field) => Some(self.field(field)?),
            None => self.pattern()?.map(Test::Text),
        };
        Ok(test.map(|test| Term { negated, test }))
    }

    /// The field whose name begins here; skips the name and its colon.
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
            return error(self.at, format!("no field is called {name}: (in quotes it is searched as it stands)"));
        }
        Ok(None)
    }

    /// The value of a field.
    fn field(&mut self, field: &Field) -> Result<Test> {
        let at = self.at;
        let missing = |expected: &str| error(at, format!("{}: is followed by {expected}", field.name));
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
                range.map(Test::Date).or_else(|(offset, message)| error(at + offset, message))
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

    /// The word that begins here; skips it.
    fn take_word(&mut self) -> &'a str {
        let word = self.word();
        self.at += word.len();
        word
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
            None => self.take_word(),
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
