//! Parses a query from left to right. Every error has its offset.

use jiff::civil::Date;

use super::fields::{self, Field, Keyword, Value};
use super::pattern::Pattern;
use super::tree::Node;
use super::{Query, QueryError, Term, Test, dates, range};
use crate::model::{StoryFacts, WorkId};

/// The quotes around a phrase. Pasted text has curly ones.
const QUOTES: [char; 3] = ['"', '“', '”'];

/// Brackets within each other: each takes some space on the stack.
const MAX_DEPTH: usize = 50;

pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
    today: Date,
    /// The number of open brackets.
    depth: usize,
    /// The field of the open brackets, as in `title:(robots arms)`.
    field: Option<&'static Field>,
    /// The first thing that is not finished.
    unfinished: Option<QueryError>,
}

type Result<T> = std::result::Result<T, QueryError>;

fn error<T>(offset: usize, message: impl Into<String>) -> Result<T> {
    Err(QueryError::new(offset, message))
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, today: Date) -> Self {
        Self { text, at: 0, today, depth: 0, field: None, unfinished: None }
    }

    /// The query without what is not finished at its end, and the error for that.
    pub(super) fn query(mut self) -> Result<(Query, Option<QueryError>)> {
        let root = self.parts()?;
        Ok((Query { root }, self.unfinished))
    }

    /// The parts up to the end or the closing bracket; `None` if there are none.
    fn parts(&mut self) -> Result<Option<Node>> {
        let mut parts: Vec<Node> = Vec::new();
        // The operator whose right side was not parsed yet, and its offset.
        let mut operator: Option<(&str, usize)> = None;
        loop {
            self.skip_spaces();
            if self.is_at_end() {
                break;
            }
            if let Some(name) = self.joining_operator() {
                let at = self.at;
                self.at += name.len();
                if (parts.is_empty() || operator.is_some()) && !self.rest().trim().is_empty() {
                    return Err(needs_two(name, at));
                }
                operator = Some((name, at));
                continue;
            }
            let Some(part) = self.part()? else { continue };
            match (operator.take(), parts.pop()) {
                (Some(("OR", _)), Some(before)) => parts.push(before.or(part)),
                (_, before) => parts.extend(before.into_iter().chain([part])),
            }
        }
        if let Some((name, at)) = operator {
            self.wait_for_more(needs_two(name, at))?;
        }
        Ok(Node::all(parts))
    }

    /// A term or brackets, perhaps negated; `None` if it is empty, or unfinished at the end of the text.
    fn part(&mut self) -> Result<Option<Node>> {
        match self.signed() {
            Err(error) => self.wait_for_more(error).map(|()| None),
            part => part,
        }
    }

    /// Notes an error that more text may make right. Any other is returned.
    fn wait_for_more(&mut self, error: QueryError) -> Result<()> {
        if !error.is_unfinished || !self.rest().trim().is_empty() {
            return Err(error);
        }
        self.unfinished.get_or_insert(error);
        Ok(())
    }

    fn signed(&mut self) -> Result<Option<Node>> {
        let (mut negated, mut sign) = (false, None);
        while self.is_at_operator("NOT") {
            sign = Some(("NOT needs a term after it, as in NOT arms", self.at));
            self.at += "NOT".len();
            self.skip_spaces();
            negated = !negated;
        }
        let joining = self.joining_operator().filter(|_| sign.is_some());
        if let Some(name) = joining {
            self.at += name.len();
        } else if self.rest().starts_with('-') {
            sign = Some(("- needs a term right after it, as in -arms (put it in quotes to search for it)", self.at));
            self.at += 1;
            negated = !negated;
        }
        if let Some((message, at)) = sign.filter(|_| joining.is_some() || self.word().is_empty()) {
            return Err(QueryError { is_unfinished: true, ..QueryError::new(at, message) });
        }
        let node = self.unsigned()?;
        Ok(if negated { node.map(Node::negated) } else { node })
    }

    fn unsigned(&mut self) -> Result<Option<Node>> {
        let field = self.field_name()?.or(self.field);
        if self.rest().starts_with('(') {
            return self.brackets(field);
        }
        let test = match field {
            Some(field) => Some(self.value(field)?),
            None => self.pattern()?.map(Test::Text),
        };
        Ok(test.map(|test| Node::Term(Term { negated: false, test })))
    }

    /// What is in brackets, within a field or not. While a query is being typed, the last ones are not closed.
    fn brackets(&mut self, field: Option<&'static Field>) -> Result<Option<Node>> {
        if self.depth == MAX_DEPTH {
            return error(self.at, format!("more than {MAX_DEPTH} brackets within each other (write fewer)"));
        }
        let outer = std::mem::replace(&mut self.field, field);
        self.depth += 1;
        self.at += 1;
        let parts = self.parts()?;
        self.at += usize::from(self.rest().starts_with(')'));
        self.depth -= 1;
        self.field = outer;
        Ok(parts)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// True at the end of the text or of brackets.
    fn is_at_end(&self) -> bool {
        self.rest().is_empty() || (self.depth > 0 && self.rest().starts_with(')'))
    }

    fn joining_operator(&self) -> Option<&'static str> {
        ["AND", "OR"].into_iter().find(|name| self.is_at_operator(name))
    }

    /// True if this operator starts here: in capitals, and not as a part of a word.
    fn is_at_operator(&self, name: &str) -> bool {
        let word = self.word();
        word == name || word.strip_prefix(name).is_some_and(|rest| rest.starts_with('('))
    }

    /// The text from here to the next space, or to the bracket that closes those around it.
    fn word(&self) -> &'a str {
        let word = self.rest().split(char::is_whitespace).next().unwrap_or_default();
        if self.depth == 0 {
            return word;
        }
        let mut open = 0_usize;
        let closes = |c| {
            let is_own = c == ')' && open > 0;
            open = open + usize::from(c == '(') - usize::from(is_own);
            c == ')' && !is_own
        };
        &word[..word.find(closes).unwrap_or(word.len())]
    }

    /// The word that starts here; skips it.
    fn take_word(&mut self) -> &'a str {
        let word = self.word();
        self.at += word.len();
        word
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
    fn value(&mut self, field: &Field) -> Result<Test> {
        let (at, today) = (self.at, self.today);
        let message = format!("{0}: needs {1}, e.g. {0}:{2}", field.name, field.needs, field.example);
        let missing = QueryError { is_unfinished: true, ..QueryError::new(0, message) };
        let test = match &field.value {
            &Value::Text { zone, of_post } => {
                let test = |pattern| Test::Field { zone, of_post, pattern };
                self.pattern()?.map(test).ok_or(missing)
            }
            Value::Headline => self.pattern()?.map(Test::Headline).ok_or(missing),
            Value::Label => self.pattern()?.map(Test::Label).ok_or(missing),
            Value::Work => match self.take_word() {
                "" => Err(missing),
                word => work(word).map(|work| Test::Cites(StoryFacts::key(&work))).ok_or(missing),
            },
            Value::Year => range::parse(self.take_word(), &missing, dates::year).map(Test::Date),
            Value::Date => range::parse(self.take_word(), &missing, |text| dates::date(text, today)).map(Test::Date),
            &Value::Number(of_post) => {
                range::parse(self.take_word(), &missing, range::number).map(|range| Test::Number { of_post, range })
            }
            Value::Keyword(keywords) => match self.take_word() {
                "" => Err(missing),
                word => keyword(field, keywords, word),
            },
        };
        test.map_err(|error| error.shifted(at))
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
            self.at = self.text.len();
            let message = "expected a / at the end, as in /robots?/ (put it in quotes to search for a /)";
            return Err(QueryError { is_unfinished: true, ..QueryError::new(at, message) });
        };
        self.at += end + 2;
        if end == 0 {
            return error(at, "this regular expression is empty (write /robots?/)");
        }
        Pattern::regex(&inner[..end]).map_err(|error| error.shifted(at + 1))
    }
}

fn needs_two(operator: &str, at: usize) -> QueryError {
    let message = format!("{operator} needs a term on both sides, as in robots {operator} arms");
    QueryError { is_unfinished: true, ..QueryError::new(at, message) }
}

/// The work that an identifier or an address stands for. An address can be without its scheme.
fn work(word: &str) -> Option<WorkId> {
    let word = word.trim_matches(QUOTES);
    let with_scheme = || WorkId::of_address(&format!("https://{word}")).filter(|_| word.contains('.'));
    WorkId::of_text(word).or_else(|| WorkId::of_address(word)).or_else(with_scheme)
}

/// The test of a word of a keyword field.
fn keyword(field: &Field, keywords: &[Keyword], word: &str) -> Result<Test> {
    let found = keywords.iter().find(|keyword| keyword.is(word)).map(|keyword| Test::Filter(keyword.test));
    found.ok_or_else(|| {
        let message = format!("unknown {}:{word} (write {})", field.name, fields::list_keywords(field, keywords));
        let is_unfinished = keywords.iter().any(|keyword| keyword.starts_with(word));
        QueryError { is_unfinished, ..QueryError::new(0, message) }
    })
}
