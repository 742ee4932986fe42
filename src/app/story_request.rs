//! What a list of stories or works is made of: the request, which a thread runs, and its answer.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::insight::{StoryData, StoryHit, StoryRow};
use crate::model::{Library, Marks, PostId, Sort, SortKey};
use crate::search::{Query, Ticket};
use crate::text::CleanText;
use crate::text::folding::fold;

/// A query as it was typed.
#[derive(Clone, Debug)]
pub struct StoryQuery {
    /// What was typed.
    pub text: CleanText,
    /// The query.
    pub query: Arc<Query>,
}

impl StoryQuery {
    /// A query of a search.
    pub(super) fn new(text: &str, query: Arc<Query>) -> Self {
        Self { text: CleanText::single_line(text), query }
    }
}

/// What a list shows.
#[derive(Clone, Debug)]
pub enum ListSource {
    /// The stories that a query matches, or all.
    Stories(Option<StoryQuery>),
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryListRow {
    /// A story, or a post without stories.
    Story(StoryHit),
}

/// A request for the rows of a list.
#[derive(Clone, Debug)]
pub struct StoryRequest {
    /// Returned with the rows.
    pub ticket: Ticket,
    pub(super) source: ListSource,
    /// What narrows the list.
    pub(super) narrowing: Option<StoryQuery>,
    pub(super) sort: Sort,
    /// The stories, if they were read already.
    pub(super) data: Option<Arc<StoryData>>,
    pub(super) library: Arc<Library>,
    pub(super) marks: Marks,
}

/// The rows of a list.
#[derive(Clone, Debug)]
pub struct StoryAnswer {
    /// The ticket of the request.
    pub ticket: Ticket,
    /// What the rows are of.
    pub data: Arc<StoryData>,
    /// The rows, sorted.
    pub rows: Arc<[StoryListRow]>,
}

impl StoryRequest {
    /// Makes the rows. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<StoryAnswer> {
        let data = match &self.data {
            Some(data) => Arc::clone(data),
            None => Arc::new(StoryData::read(&self.library, &is_wanted)?),
        };
        let mut rows = match &self.source {
            ListSource::Stories(query) => self.stories(&data, query.as_ref(), &is_wanted)?,
        };
        if let Some(narrowing) = &self.narrowing {
            self.narrow(&mut rows, &data, narrowing, &is_wanted)?;
        }
        sort(&mut rows, self.sort, &data);
        Some(StoryAnswer { ticket: self.ticket, data, rows: rows.into() })
    }

    fn stories(
        &self,
        data: &StoryData,
        query: Option<&StoryQuery>,
        is_wanted: &(impl Fn() -> bool + Sync),
    ) -> Option<Vec<StoryListRow>> {
        let row = |row: &StoryRow| StoryListRow::Story(StoryHit::new(row, row.text.start, ""));
        let rows = data.table().rows();
        Some(match query {
            None => rows.iter().map(row).collect(),
            Some(query) => {
                let found = data.rank(&query.query, &self.marks, is_wanted)?;
                found.into_iter().filter_map(|index| rows.get(index)).map(row).collect()
            }
        })
    }

    /// Keeps the stories that a query matches too, best first.
    fn narrow(
        &self,
        rows: &mut Vec<StoryListRow>,
        data: &StoryData,
        narrowing: &StoryQuery,
        is_wanted: &(impl Fn() -> bool + Sync),
    ) -> Option<()> {
        let found = data.rank(&narrowing.query, &self.marks, is_wanted)?;
        let stories = found.into_iter().filter_map(|index| data.table().rows().get(index));
        let ranks: HashMap<(PostId, Option<usize>), usize> =
            stories.enumerate().map(|(rank, row)| ((row.post, row.story), rank)).collect();
        let rank = |row: &StoryListRow| match row {
            StoryListRow::Story(hit) => ranks.get(&(hit.post, hit.story)).copied(),
        };
        rows.retain(|row| rank(row).is_some());
        rows.sort_by_key(rank);
        Some(())
    }
}

/// Sorts rows that are in the order of their rank.
fn sort(rows: &mut [StoryListRow], sort: Sort, data: &StoryData) {
    match sort.key {
        SortKey::Relevance => {}
        // Stories of one post stay in their order, whatever the direction.
        SortKey::Date => {
            rows.sort_by_cached_key(|row| {
                let date = row.timestamp(data);
                let directed = if sort.reversed { i128::from(date) } else { -i128::from(date) };
                (date == i64::MIN, directed, row.place())
            });
            return;
        }
        SortKey::ReadingTime => rows.sort_by_cached_key(|row| (row.words(data), Reverse(row.timestamp(data)))),
        SortKey::Title | SortKey::Domain | SortKey::Author => rows.sort_by_cached_key(|row| {
            let name = fold(row.name(data)).to_lowercase();
            (name, Reverse(row.timestamp(data)), row.place())
        }),
    }
    if sort.reversed {
        rows.reverse();
    }
}

impl StoryListRow {
    /// The headline of the story, or the title of the post.
    #[must_use]
    pub fn name<'a>(&self, data: &'a StoryData) -> &'a str {
        match self {
            Self::Story(hit) => data.table().row(hit).map_or("", |row| row.name(data.library())),
        }
    }

    /// The date, in seconds since 1970; [`i64::MIN`] if there is none.
    fn timestamp(&self, data: &StoryData) -> i64 {
        match self {
            Self::Story(hit) => data.library().timestamp(hit.post),
        }
    }

    /// The post and the number of the story in it.
    #[must_use]
    pub fn place(&self) -> Option<(PostId, Option<usize>)> {
        match self {
            Self::Story(hit) => Some((hit.post, hit.story)),
        }
    }

    fn words(&self, data: &StoryData) -> usize {
        match self {
            Self::Story(hit) => data.table().row(hit).map_or(0, |row| row.words),
        }
    }
}
