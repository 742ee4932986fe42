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
mod literal;
mod parse;
mod pattern;

use std::fmt;

use date_range::Span;
pub use parse::FIELDS;
pub use pattern::Pattern;

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

/// What is asked of a post.
#[derive(Debug)]
pub(super) enum Test {
    /// Its title or text holds this.
    Text(Pattern),
    /// The headline of one of its stories holds this.
    Story(Pattern),
    /// A field holds this.
    Field(Field, Pattern),
    /// Its date is in this span.
    Date(Span),
    /// It is read, or is not.
    Read(bool),
    /// It has a star.
    Starred,
    /// Something is wrong with its file.
    Problem,
}

/// The short fields that can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Author,
    Domain,
    Link,
    Category,
}

/// The part of a page in which a pattern counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// All of it.
    Page,
    /// The headlines of its stories.
    Headlines,
    /// The title.
    Title,
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
        self.terms().any(|term| matches!(term.test, Test::Read(_) | Test::Starred))
    }

    /// What it looks for on a page, each with where it counts.
    pub fn patterns(&self) -> impl Iterator<Item = (Within, &Pattern)> {
        self.terms().filter(|term| !term.negated).filter_map(|term| match &term.test {
            Test::Text(pattern) => Some((Within::Page, pattern)),
            Test::Story(pattern) => Some((Within::Headlines, pattern)),
            Test::Field(Field::Title, pattern) => Some((Within::Title, pattern)),
            _ => None,
        })
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.clauses.iter().flat_map(|clause| &clause.terms)
    }
}

impl Test {
    /// Whether the post's text has to be searched.
    pub(super) fn needs_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Story(_))
    }

    /// Whether a post passes, as far as its short fields tell; none where its text has to be searched.
    pub(super) fn of_fields(&self, post: &Post, mark: Mark) -> Option<bool> {
        Some(match self {
            Self::Text(_) | Self::Story(_) => return None,
            Self::Field(field, pattern) => {
                let value = match field {
                    Field::Title => &post.title,
                    Field::Author => &post.author,
                    Field::Domain => &post.domain,
                    Field::Category => &post.category,
                    Field::Link => return Some(post.link.as_ref().is_some_and(|link| pattern.is_in(link))),
                };
                pattern.is_in(value)
            }
            Self::Date(span) => span.holds(&post.date),
            Self::Read(read) => mark.read == *read,
            Self::Starred => mark.starred,
            Self::Problem => !post.problems.is_empty(),
        })
    }
}
