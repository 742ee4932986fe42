//! The query language: the text that was typed, parsed into tests of a post.
//!
//! ```text
//! robots arms            both words             title: author: domain:   in that field alone; a phrase,
//! robots AND arms        the same               link: category: tag:     /regex/ or (brackets) may follow
//! "robot arms"           the exact phrase       story: in:story          headlines; all in one story
//! -arms, NOT arms        without it             label: cites: fiction:yes what stories have
//! robots OR arms         either                 date:>2020-06 year:2017  dates: <, <=, >, >=, ..
//! (robots OR arms) ai    brackets               date:<3weeks             days by how long ago they are
//! /robot(s|ic)/          a regular expression   minutes:<5 words:>500    reading time and length
//!                                               is:unread is:starred has:problem
//! ```
//!
//! `OR` joins the two terms next to it and binds closer than a space or `AND`.
//!
//! - `fields`: the table of fields.
//! - `parse`: from text to [`Query`].
//! - `tree`: terms, joined by `AND` and `OR`.
//! - `pattern`: words and regular expressions, and where they match.
//! - `folded_regex`: the regular expression for words.
//! - `literal`: the fast path for words in ASCII.
//! - `range`: the values of `date:`, `year:`, `minutes:` and `words:`.
//! - `dates`: the days in them.
//! - `syntax`: the help.

mod dates;
mod fields;
mod folded_regex;
mod literal;
mod parse;
mod pattern;
mod range;
mod syntax;
mod tree;

use std::fmt;
use std::ops::{self, RangeBounds};

pub use dates::calendar_days;
use fields::Filter;
pub use fields::{FIELDS, Field};
use jiff::civil::Date;
pub(super) use literal::AsciiFinder;
pub use pattern::Pattern;
use range::Range;
pub use syntax::{SyntaxSection, post_syntax, syntax};
pub(super) use tree::Node;

use super::rank::Zone;
use crate::model::{Mark, Post, SearchText, StoryFacts, today};
use crate::text::FoldedRanges;

/// A query.
#[derive(Debug, Default)]
pub struct Query {
    /// Its terms; `None` if there are none.
    pub(super) root: Option<Node>,
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
    /// A label of one of its stories matches.
    Label(Pattern),
    /// One of its stories cites the work of this key.
    Cites(u64),
    /// A short text of the post, such as its author, matches.
    Field { zone: Option<Zone>, of_post: fn(&Post) -> &str, pattern: Pattern },
    /// Its date is in this range.
    Date(Range<Date>),
    /// A number, such as its reading time, is in this range.
    Number { of_post: fn(&Post) -> u32, range: Range<u32> },
    /// It passes a test without a value.
    Filter(Filter),
}

/// An error in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The byte of the query at which the error is.
    pub offset: usize,
    /// What is wrong there, and how to write it.
    pub message: String,
    /// True if more text at the end of the query may make it right.
    is_unfinished: bool,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

impl QueryError {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into(), is_unfinished: false }
    }

    /// The error for a longer text, which has `by` bytes more at its start.
    fn shifted(self, by: usize) -> Self {
        Self { offset: self.offset + by, ..self }
    }

    /// The error for a text with something behind it.
    fn for_good(self) -> Self {
        Self { is_unfinished: false, ..self }
    }
}

impl Query {
    /// Parses a whole query. An empty one matches every post.
    ///
    /// # Errors
    /// For an unknown field, a bad value, a bad regular expression, or an operator without its terms.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_on(text, today())
    }

    /// As [`Query::parse`], on a day that ages are counted from.
    ///
    /// # Errors
    /// As for [`Query::parse`].
    pub fn parse_on(text: &str, today: Date) -> Result<Self, QueryError> {
        let (query, unfinished) = parse::Parser::new(text, today).query()?;
        unfinished.map_or(Ok(query), Err)
    }

    /// Parses a query that is still being typed: without what is not finished at its end, such as a field without a
    /// value.
    ///
    /// # Errors
    /// As for [`Query::parse`], for what no more text can make right.
    pub fn while_typing(text: &str) -> Result<Self, QueryError> {
        Ok(parse::Parser::new(text, today()).query()?.0)
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
        Ok(Self { root: (!text.trim().is_empty()).then_some(Node::Term(term)) })
    }

    /// True if it has no terms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// True if its result depends on which posts are read or starred.
    #[must_use]
    pub fn asks_marks(&self) -> bool {
        self.terms().iter().any(|term| matches!(term.test, Test::Filter(Filter::Mark(_))))
    }

    /// True if all of it must match one story.
    #[must_use]
    pub fn is_in_story(&self) -> bool {
        self.terms().iter().any(|term| matches!(term.test, Test::Filter(Filter::InStory)))
    }

    /// The patterns that are highlighted on a page, each with the zone in which it is searched.
    pub fn patterns(&self) -> impl Iterator<Item = (Zone, &Pattern)> {
        self.terms().into_iter().filter(|term| !term.negated).filter_map(|term| match &term.test {
            Test::Text(pattern) => Some((Zone::Text, pattern)),
            Test::Headline(pattern) => Some((Zone::Headline, pattern)),
            Test::Field { zone, pattern, .. } => zone.map(|zone| (zone, pattern)),
            Test::Label(_) | Test::Cites(_) | Test::Date(_) | Test::Number { .. } | Test::Filter(_) => None,
        })
    }

    /// True if its results have a relevance: it searches for words, and not only for fields such as the date.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.patterns().next().is_some()
    }

    /// The byte ranges of a title, or a part of it, that match, in order and apart from each other.
    #[must_use]
    pub fn find_in_title(&self, title: &str) -> Vec<ops::Range<usize>> {
        let folded = FoldedRanges::of(title);
        let found = self.patterns().flat_map(|(_, pattern)| pattern.find_all(title, &folded));
        merged(found.collect())
    }

    fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.root.iter().for_each(|root| root.add_terms(&mut terms));
        terms
    }
}

/// Ranges in order, those that overlap made one.
pub(in crate::search) fn merged(mut ranges: Vec<ops::Range<usize>>) -> Vec<ops::Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, before| {
        let overlaps = next.start < before.end;
        before.end = if overlaps { before.end.max(next.end) } else { before.end };
        overlaps
    });
    ranges
}

impl Test {
    /// True if it searches the text of the post.
    pub(super) fn needs_text(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Headline(_))
    }

    /// The result of the test for a post, with what is known of its stories. `None` if it depends on the words of its
    /// text.
    pub(super) fn of_fields(&self, post: &Post, mark: Mark, text: &SearchText) -> Option<bool> {
        match self {
            Self::Text(_) | Self::Headline(_) => None,
            Self::Label(pattern) => {
                let mut labels = text.stories().iter().flat_map(StoryFacts::labels);
                Some(labels.any(|label| pattern.matches(label)))
            }
            Self::Cites(work) => Some(text.stories().iter().any(|story| story.cites(*work))),
            Self::Field { of_post, pattern, .. } => Some(pattern.matches(of_post(post))),
            Self::Date(range) => Some(!post.date.is_of_file() && range.contains(&post.date.date_utc())),
            Self::Number { of_post, range } => Some(range.contains(&of_post(post))),
            Self::Filter(filter) => Some(filter.matches(post, mark, text)),
        }
    }
}
