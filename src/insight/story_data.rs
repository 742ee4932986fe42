//! All that is made of the stories of a library: their table, and what is made of that once somebody asks for it.

use std::sync::{Arc, OnceLock};

use super::names::{Aliases, Names};
use super::rising::{Rising, rising};
use super::story_table::StoryTable;
use super::term_index::TermIndex;
use super::trends::{TrendPeriods, Trends, trends};
use super::works::{Work, works};
use crate::model::{Library, Marks, PostId};
use crate::search::{Query, StorySearch};

/// The stories of a library. What is made of them is made once, and kept.
#[derive(Debug)]
pub struct StoryData {
    /// The library, with the texts of which the table has ranges.
    library: Arc<Library>,
    table: StoryTable,
    works: OnceLock<Vec<Work>>,
    terms: OnceLock<TermIndex>,
    names: OnceLock<Names>,
    /// A search that knows no marks.
    search: OnceLock<StorySearch>,
}

impl StoryData {
    /// Reads the posts of a library again. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn read(library: &Arc<Library>, is_wanted: impl Fn() -> bool + Sync) -> Option<Self> {
        let (table, changed) = StoryTable::read_library(library, is_wanted)?;
        let mut library = Arc::clone(library);
        if !changed.is_empty() {
            // Files that have changed since: their rows are those of the new texts.
            Arc::make_mut(&mut library).add_texts(changed);
        }
        let (works, terms) = (OnceLock::new(), OnceLock::new());
        Some(Self { library, table, works, terms, names: OnceLock::new(), search: OnceLock::new() })
    }

    /// The library.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The stories.
    #[must_use]
    pub fn table(&self) -> &StoryTable {
        &self.table
    }

    /// The works that the stories cite, most cited first. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn works(&self, is_wanted: impl Fn() -> bool) -> Option<&[Work]> {
        if self.works.get().is_none() {
            let _ = self.works.set(works(&self.table, &self.library, is_wanted)?);
        }
        Some(self.known_works())
    }

    /// The works, if they are known; none before.
    #[must_use]
    pub fn known_works(&self) -> &[Work] {
        self.works.get().map_or(&[], Vec::as_slice)
    }

    /// The words of the stories. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn terms(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<&TermIndex> {
        if self.terms.get().is_none() {
            let _ = self.terms.set(TermIndex::new(&self.table, &self.library, is_wanted)?);
        }
        self.terms.get()
    }

    /// Whether the words are known.
    #[must_use]
    pub fn has_terms(&self) -> bool {
        self.terms.get().is_some()
    }

    /// The trends of some queries. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn trends(
        &self,
        queries: &[Arc<Query>],
        periods: TrendPeriods,
        marks: &Marks,
        is_wanted: impl Fn() -> bool + Sync,
    ) -> Option<Trends> {
        let with_marks =
            queries.iter().any(|query| query.asks_marks()).then(|| self.table.search(&self.library, marks));
        let without = || self.search.get_or_init(|| self.table.search(&self.library, &Marks::default()));
        let search = with_marks.as_ref().unwrap_or_else(without);
        trends(&self.table, &self.library, search, queries, periods, is_wanted)
    }

    /// The words that rise. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn rising(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<Rising> {
        Some(rising(self.terms(is_wanted)?, &self.table, &self.library))
    }

    /// The names in the stories. `aliases` are those that are known before, if the names have to be found. Returns
    /// `None` if `is_wanted` became false.
    #[must_use]
    pub fn names(&self, aliases: impl FnOnce() -> Aliases, is_wanted: impl Fn() -> bool + Sync) -> Option<&Names> {
        if self.names.get().is_none() {
            let _ = self.names.set(Names::new(&self.table, &self.library, &aliases(), is_wanted)?);
        }
        self.names.get()
    }

    /// The names, if they are known.
    #[must_use]
    pub fn known_names(&self) -> Option<&Names> {
        self.names.get()
    }

    /// The posts of some rows of the table.
    pub fn posts_of(&self, rows: &[u32]) -> impl Iterator<Item = PostId> {
        rows.iter().filter_map(|&row| self.table.rows().get(row as usize)).map(|row| row.post)
    }

    /// The rows of the table that a query matches, best first. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn rank(&self, query: &Query, marks: &Marks, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<usize>> {
        if query.asks_marks() {
            return self.table.search(&self.library, marks).rank(query, is_wanted);
        }
        self.search.get_or_init(|| self.table.search(&self.library, &Marks::default())).rank(query, is_wanted)
    }
}
