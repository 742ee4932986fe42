//! The query language: what was typed, read into tests that a post passes or not.
//!
//! ```text
//! robots arms            both words           title: author: domain:   in that field alone; a phrase
//! "robot arms"           the exact phrase     link: category: story:   or /regex/ may follow
//! -arms                  without it           year:2017..2019          years
//! robots OR arms         either               date:>2020-06            dates: <, <=, >, >=, ..
//! /robot(s|ic)/          a regular expression is:unread is:starred has:problem
//! ```
//!
//! `OR` joins the two terms beside it, and binds closer than the blank.

mod date_range;
mod fields;
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

/// A query: every clause has to hold.
#[derive(Debug, Default)]
pub struct Query {
    pub(super) clauses: Vec<Clause>,
}

/// Terms of which one has to hold.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) terms: Vec<Term>,
}

/// One test, or its opposite.
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
    /// A short text of it matches.
    Field { zone: Option<Zone>, of_post: fn(&Post) -> &str, pattern: Pattern },
    /// Its date is in this range.
    Date(DateRange),
    /// It passes a test without a value.
    Filter(Filter),
}

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The byte of the query that the mark goes under.
    pub at: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for QueryError {}

impl Query {
    /// Reads a query. One that asks nothing holds for every post.
    ///
    /// # Errors
    /// What is wrong, with the place: an unknown field, a date that is none, a faulty expression, half an `OR`.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::Parser::new(text).query()
    }

    /// A query for a text as it stands, or for an expression between slashes; for the search within a post.
    ///
    /// # Errors
    /// What is wrong with the expression, with the place.
    pub fn phrase(text: &str) -> Result<Self, QueryError> {
        let expression = text.strip_prefix('/').and_then(|text| text.strip_suffix('/')).filter(|text| !text.is_empty());
        let pattern = match expression {
            Some(expression) => {
                Pattern::regex(expression).map_err(|(place, what)| QueryError { at: 1 + place, what })?
            }
            None => Pattern::words(text).map_err(|what| QueryError { at: 0, what })?,
        };
        let term = Term { negated: false, test: Test::Text(pattern) };
        let clauses = if text.trim().is_empty() { Vec::new() } else { vec![Clause { terms: vec![term] }] };
        Ok(Self { clauses })
    }

    /// Whether it asks nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether its answer depends on what is read or starred.
    #[must_use]
    pub fn asks_marks(&self) -> bool {
        self.terms().any(|term| matches!(term.test, Test::Filter(Filter::Mark(_))))
    }

    /// The patterns that it searches a page for, each with the zone in which it counts.
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
    /// Whether it needs the post's text.
    pub(super) fn needs_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Headline(_))
    }

    /// Whether a post passes, by its short fields alone; `None` if its text has to be searched.
    pub(super) fn of_fields(&self, post: &Post, mark: Mark) -> Option<bool> {
        match self {
            Self::Text(_) | Self::Headline(_) => None,
            Self::Field { of_post, pattern, .. } => Some(pattern.is_in(of_post(post))),
            Self::Date(range) => Some(range.holds(&post.date)),
            Self::Filter(filter) => Some(filter.holds(post, mark)),
        }
    }
}
