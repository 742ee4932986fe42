//! What a list of stories or works is made of: the request, which a thread runs, and its answer.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::list_row::{self, Place, StoryListRow, sort};
use crate::config::load_aliases;
use crate::insight::{DigestPart, Names, StoryData, StoryHit, StoryRow, Work, digest, related};
use crate::model::{Marks, Sort, WorkId};
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
    /// The names in all stories, or in one story or post.
    Names(Option<Place>),
    /// The stories that have a name.
    Naming(Box<StoryQuery>),
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
        /// The stories themselves, if they are those of another list.
        among: Option<Arc<HashSet<Place>>>,
    },
}

/// A work, as it is found again among the works of other stories.
#[derive(Clone, Debug)]
pub struct CitedWork {
    /// Its name.
    pub name: CleanText,
    ids: Vec<WorkId>,
    /// Its title as a phrase, to be found in the texts that cite it.
    phrase: Option<Arc<Query>>,
}

/// What is made of the stories once, for all lists that need it. It takes some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    Works,
    Names,
    Terms,
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
    /// The stories.
    pub(super) data: Arc<StoryData>,
    pub(super) marks: Marks,
    /// Where `aliases.toml` is.
    pub(super) config_folder: Option<PathBuf>,
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
            Self::Works(_) | Self::Citing(_) | Self::Names(_) | Self::Naming(_) | Self::Related { .. } => None,
        }
    }

    /// Whether it asks the same of all stories as another one, or the same label.
    pub(super) fn is_same_question(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Works(None), Self::Works(None)) | (Self::Names(None), Self::Names(None)) => true,
            (Self::Digest { label, .. }, Self::Digest { label: other, .. }) => label == other,
            _ => false,
        }
    }

    /// What has to be made of the stories first.
    pub(super) fn needs(&self, data: &StoryData) -> Option<Needed> {
        let (needed, is_known) = match self {
            Self::Works(_) | Self::Citing(_) => (Needed::Works, !data.known_works().is_empty()),
            Self::Names(_) | Self::Naming(_) => (Needed::Names, data.known_names().is_some()),
            Self::Related { .. } => (Needed::Terms, data.has_terms()),
            Self::Stories(_) | Self::Digest { .. } => return None,
        };
        (!is_known).then_some(needed)
    }

    /// What is highlighted in its stories.
    pub(super) fn highlighted(&self) -> Option<&Arc<Query>> {
        match self {
            Self::Citing(work) => work.phrase.as_ref(),
            Self::Naming(name) => Some(&name.query),
            source => source.query().map(|query| &query.query),
        }
    }

    /// True for lists of works or names, whose rows are narrowed by the words that they are called by.
    #[must_use]
    pub fn is_of_groups(&self) -> bool {
        matches!(self, Self::Works(_) | Self::Names(_))
    }
}

impl CitedWork {
    /// What identifies a work.
    pub(super) fn of(work: &Work) -> Self {
        let phrase = work.title.as_ref().and_then(|title| Query::phrase(title).ok()).map(Arc::new);
        Self { name: work.name(), ids: work.ids.clone(), phrase }
    }

    fn is(&self, work: &Work) -> bool {
        list_row::is_same_work(work, &self.ids, &self.name)
    }
}

impl StoryRequest {
    /// Makes the rows. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<StoryAnswer> {
        let is_wanted = &is_wanted;
        let data = Arc::clone(&self.data);
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
            ListSource::Names(of) => self.names_of(&data, *of, is_wanted)?,
            ListSource::Naming(name) => {
                let names = self.names(&data, is_wanted)?;
                names.find(&name.text).map(|name| stories_named(&data, names, name)).unwrap_or_default()
            }
            ListSource::Related { to, .. } => related_to(&data, *to, is_wanted)?,
            ListSource::Digest { label, query, among } => {
                let stories = match among {
                    Some(among) => {
                        data.table().rows().iter().filter(|row| among.contains(&(row.post, row.story))).collect()
                    }
                    None => self.stories(&data, query.as_ref(), is_wanted)?,
                };
                digest(stories, label, data.library()).iter().map(|part| part_row(part, &data)).collect()
            }
        };
        if let Some(narrowing) = &self.narrowing {
            self.narrow(&mut rows, &data, narrowing, is_wanted)?;
        }
        sort(&mut rows, self.sort, &data);
        Some(StoryAnswer { ticket: self.ticket, data, rows: rows.into() })
    }

    fn names<'a>(&self, data: &'a StoryData, is_wanted: &(impl Fn() -> bool + Sync)) -> Option<&'a Names> {
        // What is wrong with the user's file, `names` and `doctor` say.
        data.names(|| load_aliases(self.config_folder.as_deref()).0, is_wanted)
    }

    /// The names in all stories, or in one story or post.
    fn names_of(
        &self,
        data: &StoryData,
        of: Option<Place>,
        is_wanted: &(impl Fn() -> bool + Sync),
    ) -> Option<Vec<StoryListRow>> {
        let is_in = |row: &u32| {
            let row = data.table().rows().get(*row as usize);
            of.is_none_or(|(post, story)| {
                row.is_some_and(|row| row.post == post && (story.is_none() || row.story == story))
            })
        };
        let names = self.names(data, is_wanted)?.all().iter().enumerate();
        Some(names.filter(|(_, name)| name.rows.iter().any(is_in)).map(|(at, _)| StoryListRow::Name(at)).collect())
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
        if self.source.is_of_groups() {
            let words = fold(&narrowing.text).to_lowercase();
            rows.retain(|row| row.group(data).is_some_and(|group| group.has_words(&words)));
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

/// The stories that have a name, with the words around it.
fn stories_named(data: &StoryData, names: &Names, name: usize) -> Vec<StoryListRow> {
    let rows = names.all()[name].rows.iter().map(|&row| row as usize);
    rows.filter_map(|row| names.hit(name, row, data.table(), data.library())).map(StoryListRow::Story).collect()
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
