//! The query language: the text that was typed, parsed into tests of a post.
//!
//! ```text
//! robots arms            both words           title: author: domain:   in that field alone; a phrase
//! "robot arms"           the exact phrase     link: category: story:   or /regex/ may follow
//! -arms                  without it           year:2017..2019          years
//! robots OR arms         either               date:>2020-06            dates: <, <=, >, >=, ..
//! /robot(s|ic)/          a regular expression is:unread is:starred has:problem
//! ```
//!
//! `OR` joins the two terms next to it and binds closer than a space.
//!
//! - `fields`: the table of fields.
//! - `parse`: from text to [`Query`].
//! - `pattern`: words and regular expressions, and where they match.
//! - `folded_regex`: the regular expression for words.
//! - `literal`: the fast path for words in ASCII.
//! - `date_range`: the values of `date:` and `year:`.

mod date_range;
mod fields;
mod folded_regex;
mod literal;
mod parse;
mod pattern;

use std::fmt;

use date_range::DateRange;
use fields::Filter;
pub use fields::{FIELDS, Field, prefixes};
pub use pattern::Pattern;

use super::rank::Zone;
use crate::model::{Mark, Post};

/// A query: every clause has to match.
#[derive(Debug, Default)]
pub struct Query {
    pub(super) clauses: Vec<Clause>,
}

/// Terms of which at least one has to match.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) terms: Vec<Term>,
}

/// A test, or its negation.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) test: Test,
}

/// A test of a post.
#[derive(Debug)]
pub(super) enum Test {
    /// Its title or text matches.
    Text(Pattern),
    /// A headline of one of its stories matches.
    Headline(Pattern),
    /// A short text of the post, such as its author, matches.
    Field { zone: Option<Zone>, of_post: fn(&Post) -> &str, pattern: Pattern },
    /// Its date is in this range.
    Date(DateRange),
    /// It passes a test without a value.
    Filter(Filter),
}

/// An error in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The byte of the query at which the error is.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

impl QueryError {
    /// The error for a longer text, which has `by` bytes more at its start.
    fn shifted(self, by: usize) -> Self {
        Self { offset: self.offset + by, ..self }
    }
}

impl Query {
    /// Parses a query. An empty one matches every post.
    ///
    /// # Errors
    /// For an unknown field, a bad date, a bad regular expression, or an `OR` without a term on both sides.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::Parser::new(text).query()
    }

    /// A query for the text as typed, or for a regular expression between slashes: the search within a page.
    ///
    /// # Errors
    /// For a bad regular expression.
    pub fn phrase(text: &str) -> Result<Self, QueryError> {
        let expression = text.strip_prefix('/').and_then(|text| text.strip_suffix('/')).filter(|text| !text.is_empty());
        let pattern = match expression {
            Some(expression) => Pattern::regex(expression).map_err(|error| error.shifted(1))?,
            None => Pattern::words(text)?,
        };
        let term = Term { negated: false, test: Test::Text(pattern) };
        let clauses = if text.trim().is_empty() { Vec::new() } else { vec![Clause { terms: vec![term] }] };
        Ok(Self { clauses })
    }

    /// True if it has no terms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// True if its result depends on which posts are read or starred.
    #[must_use]
    pub fn asks_marks(&self) -> bool {
        self.terms().any(|term| matches!(term.test, Test::Filter(Filter::Mark(_))))
    }

    /// The patterns that are highlighted on a page, each with the zone in which it is searched.
    pub fn patterns(&self) -> impl Iterator<Item = (Zone, &Pattern)> {
        self.terms().filter(|term| !term.negated).filter_map(|term| match &term.test {
            Test::Text(pattern) => Some((Zone::Text, pattern)),
            Test::Headline(pattern) => Some((Zone::Headline, pattern)),
            Test::Field { zone, pattern, .. } => zone.map(|zone| (zone, pattern)),
            Test::Date(_) | Test::Filter(_) => None,
        })
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.clauses.iter().flat_map(|clause| &clause.terms)
    }
}

impl Test {
    /// True if it searches the text of the post.
    pub(super) fn needs_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Headline(_))
    }

    /// The result of the test for a post. `None` if it depends on the text of the post.
    pub(super) fn of_fields(&self, post: &Post, mark: Mark) -> Option<bool> {
        match self {
            Self::Text(_) | Self::Headline(_) => None,
            Self::Field { of_post, pattern, .. } => Some(pattern.matches(of_post(post))),
            Self::Date(range) => Some(range.contains(&post.date)),
            Self::Filter(filter) => Some(filter.matches(post, mark)),
        }
    }
}
