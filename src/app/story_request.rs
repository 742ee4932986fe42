//! What a list of stories or works is made of: the request, which a thread runs, and its answer.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::insight::{DigestPart, StoryData, StoryHit, StoryRow, Work, WorkId, digest, period_of, related};
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
    /// The works that all stories cite, or those of one story or post.
    Works(Option<Place>),
    /// The stories that cite a work.
    Citing(Box<CitedWork>),
    /// The stories most like a story, or like all stories of a post.
    Related {
        /// The story or post.
        to: Place,
        /// Its headline or title.
        name: CleanText,
    },
    /// The parts of stories that have a label, one for each row: of the stories that a query matches, or of all.
    Digest {
        /// The label.
        label: CleanText,
        /// The query.
        query: Option<StoryQuery>,
    },
}

/// A post, and the number of a story in it, counted from 0.
pub type Place = (PostId, Option<usize>);

/// A work, as it is found again among the works of other stories.
#[derive(Clone, Debug)]
pub struct CitedWork {
    /// Its name.
    pub name: CleanText,
    ids: Vec<WorkId>,
    /// Its title as a phrase, to be found in the texts that cite it.
    phrase: Option<Arc<Query>>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryListRow {
    /// A story, or a post without stories.
    Story(StoryHit),
    /// The work of that index.
    Work(usize),
}

/// The most related stories that are listed.
const MAX_RELATED: usize = 100;

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

impl ListSource {
    /// The query that its stories match.
    pub(super) fn query(&self) -> Option<&StoryQuery> {
        match self {
            Self::Stories(query) | Self::Digest { query, .. } => query.as_ref(),
            Self::Works(_) | Self::Citing(_) | Self::Related { .. } => None,
        }
    }

    /// What is highlighted in its stories.
    pub(super) fn highlighted(&self) -> Option<&Arc<Query>> {
        match self {
            Self::Citing(work) => work.phrase.as_ref(),
            source => source.query().map(|query| &query.query),
        }
    }

    /// True for lists of works, whose rows are narrowed by the words of their names.
    #[must_use]
    pub fn is_of_works(&self) -> bool {
        matches!(self, Self::Works(_))
    }
}

impl CitedWork {
    /// What identifies a work.
    pub(super) fn of(work: &Work) -> Self {
        let phrase = work.title.as_ref().and_then(|title| Query::phrase(title).ok()).map(Arc::new);
        Self { name: work.name(), ids: work.ids.clone(), phrase }
    }

    fn is(&self, work: &Work) -> bool {
        is_same_work(work, &self.ids, &self.name)
    }
}

/// Whether a work has one of some identifiers, or if there are none, a name.
fn is_same_work(work: &Work, ids: &[WorkId], name: &str) -> bool {
    work.ids.iter().any(|id| ids.contains(id)) || (ids.is_empty() && *work.name() == *name)
}

impl StoryRequest {
    /// Makes the rows. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<StoryAnswer> {
        let is_wanted = &is_wanted;
        let data = match &self.data {
            Some(data) => Arc::clone(data),
            None => Arc::new(StoryData::read(&self.library, is_wanted)?),
        };
        let mut rows = match &self.source {
            ListSource::Stories(query) => {
                let hit = |row: &StoryRow| StoryListRow::Story(StoryHit::new(row, row.text.start, ""));
                self.stories(&data, query.as_ref(), is_wanted)?.into_iter().map(hit).collect()
            }
            ListSource::Works(of) => works_of(&data, *of, is_wanted)?,
            ListSource::Citing(cited) => {
                let work = data.works(is_wanted)?.iter().find(|work| cited.is(work));
                work.into_iter().flat_map(|work| work.stories.iter().cloned()).map(StoryListRow::Story).collect()
            }
            ListSource::Related { to, .. } => related_to(&data, *to, is_wanted)?,
            ListSource::Digest { label, query } => {
                let stories = self.stories(&data, query.as_ref(), is_wanted)?;
                digest(stories, label, data.library()).iter().map(|part| part_row(part, &data)).collect()
            }
        };
        if let Some(narrowing) = &self.narrowing {
            self.narrow(&mut rows, &data, narrowing, is_wanted)?;
        }
        sort(&mut rows, self.sort, &data);
        Some(StoryAnswer { ticket: self.ticket, data, rows: rows.into() })
    }

    /// The stories that a query matches, best first; all without one.
    fn stories<'a>(
        &self,
        data: &'a StoryData,
        query: Option<&StoryQuery>,
        is_wanted: &(impl Fn() -> bool + Sync),
    ) -> Option<Vec<&'a StoryRow>> {
        let rows = data.table().rows();
        Some(match query {
            None => rows.iter().collect(),
            Some(query) => {
                let found = data.rank(&query.query, &self.marks, is_wanted)?;
                found.into_iter().filter_map(|index| rows.get(index)).collect()
            }
        })
    }

    /// Keeps the stories that a query matches too, best first, or the works that have all words of it.
    fn narrow(
        &self,
        rows: &mut Vec<StoryListRow>,
        data: &StoryData,
        narrowing: &StoryQuery,
        is_wanted: &(impl Fn() -> bool + Sync),
    ) -> Option<()> {
        if self.source.is_of_works() {
            let words = fold(&narrowing.text).to_lowercase();
            rows.retain(|row| row.work(data).is_some_and(|work| has_words(work, &words, data.library())));
            return Some(());
        }
        let ranks: HashMap<Place, usize> = self
            .stories(data, Some(narrowing), is_wanted)?
            .into_iter()
            .enumerate()
            .map(|(rank, row)| ((row.post, row.story), rank))
            .collect();
        let rank = |row: &StoryListRow| row.place().and_then(|place| ranks.get(&place).copied());
        rows.retain(|row| rank(row).is_some());
        rows.sort_by_key(rank);
        Some(())
    }
}

/// The works that all stories cite, or those of one story or post.
fn works_of(data: &StoryData, of: Option<Place>, is_wanted: &(impl Fn() -> bool + Sync)) -> Option<Vec<StoryListRow>> {
    let cites = |work: &Work| {
        let Some((post, story)) = of else { return true };
        work.stories.iter().any(|hit| hit.post == post && (story.is_none() || hit.story == story))
    };
    let works = data.works(is_wanted)?.iter().enumerate();
    Some(works.filter(|(_, work)| cites(work)).map(|(index, _)| StoryListRow::Work(index)).collect())
}

/// The stories most like one, or like all of a post, with the words that they share.
fn related_to(
    data: &StoryData,
    (post, story): Place,
    is_wanted: &(impl Fn() -> bool + Sync),
) -> Option<Vec<StoryListRow>> {
    let is_subject = |row: &StoryRow| row.post == post && (story.is_none() || row.story == story);
    let rows = data.table().rows().iter().enumerate();
    let subject: Vec<usize> = rows.filter(|(_, row)| is_subject(row)).map(|(index, _)| index).collect();
    let found = related(data.terms(is_wanted)?, data.table(), data.library(), &subject);
    Some(found.into_iter().take(MAX_RELATED).map(|related| StoryListRow::Story(related.hit)).collect())
}

/// A part of a story, with what its label says besides, or else how it begins.
fn part_row(part: &DigestPart, data: &StoryData) -> StoryListRow {
    let why = part.tail.as_ref().or(part.paragraphs.first()).map_or("", CleanText::as_str);
    match data.table().row(&part.hit) {
        Some(row) => StoryListRow::Story(StoryHit::new(row, part.hit.position, why)),
        None => StoryListRow::Story(part.hit.clone()),
    }
}

/// Whether a work has all of some words in its name, source, identifiers or years.
fn has_words(work: &Work, words: &str, library: &Library) -> bool {
    let ids = work.ids.iter().map(|id| match id {
        WorkId::Arxiv(id) => format!("arxiv:{id}"),
        WorkId::Doi(id) => format!("doi:{id}"),
        WorkId::Page(page) => page.clone(),
    });
    let names = [work.title.as_deref(), work.source.as_deref()].into_iter().flatten().map(str::to_owned);
    let parts: Vec<String> = names.chain(ids).chain(period_of(&work.stories, library)).collect();
    let text = fold(&parts.join(" ")).to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

/// Sorts rows that are in the order of their rank.
fn sort(rows: &mut [StoryListRow], sort: Sort, data: &StoryData) {
    match sort.key {
        SortKey::Relevance => {}
        // Stories of one post stay in their order, whatever the direction.
        SortKey::Date => {
            rows.sort_by_cached_key(|row| {
                let date = row.timestamp(data, sort.reversed);
                let directed = if sort.reversed { i128::from(date) } else { -i128::from(date) };
                (date == i64::MIN, directed, row.place())
            });
            return;
        }
        SortKey::ReadingTime => rows.sort_by_cached_key(|row| (row.words(data), Reverse(row.timestamp(data, false)))),
        SortKey::Title | SortKey::Domain | SortKey::Author => rows.sort_by_cached_key(|row| {
            let name = fold(&row.name(data)).to_lowercase();
            (name, Reverse(row.timestamp(data, false)), row.place())
        }),
    }
    if sort.reversed {
        rows.reverse();
    }
}

impl StoryListRow {
    /// The headline of the story, the title of the post, or the name of the work.
    #[must_use]
    pub fn name(&self, data: &StoryData) -> CleanText {
        match self {
            Self::Story(hit) => {
                CleanText::single_line(data.table().row(hit).map_or("", |row| row.name(data.library())))
            }
            Self::Work(_) => self.work(data).map(Work::name).unwrap_or_default(),
        }
    }

    /// The date, in seconds since 1970; [`i64::MIN`] if there is none. Of the stories that cite a work, that of the
    /// first or the last one.
    fn timestamp(&self, data: &StoryData, is_first: bool) -> i64 {
        let date = |hit: &StoryHit| data.library().timestamp(hit.post);
        match self {
            Self::Story(hit) => date(hit),
            Self::Work(_) => {
                let dates = self.work(data).into_iter().flat_map(|work| &work.stories).map(date);
                let dates = dates.filter(|date| *date != i64::MIN);
                let date = if is_first { dates.min() } else { dates.max() };
                date.unwrap_or(i64::MIN)
            }
        }
    }

    /// The story.
    #[must_use]
    pub fn story(&self) -> Option<&StoryHit> {
        match self {
            Self::Story(hit) => Some(hit),
            Self::Work(_) => None,
        }
    }

    /// The work.
    #[must_use]
    pub fn work<'a>(&self, data: &'a StoryData) -> Option<&'a Work> {
        match self {
            Self::Story(_) => None,
            Self::Work(index) => data.known_works().get(*index),
        }
    }

    /// The post and the number of the story in it.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.story().map(|hit| (hit.post, hit.story))
    }

    /// Whether it is what another row is, which is of other data: the same place in a story, or the same work.
    pub(super) fn is(&self, data: &StoryData, other: &Self, of: &StoryData) -> bool {
        match (self, other) {
            (Self::Story(hit), Self::Story(other)) => {
                (hit.post, hit.story, &hit.why) == (other.post, other.story, &other.why)
            }
            (Self::Work(index), Self::Work(same)) if std::ptr::eq(data, of) => index == same,
            (Self::Work(_), Self::Work(_)) => match (self.work(data), other.work(of)) {
                (Some(work), Some(other)) => is_same_work(work, &other.ids, &other.name()),
                _ => false,
            },
            _ => false,
        }
    }

    fn words(&self, data: &StoryData) -> usize {
        self.story().and_then(|hit| data.table().row(hit)).map_or(0, |row| row.words)
    }
}
