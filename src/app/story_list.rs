//! A list of stories in the place of the post list: its rows, which of them is selected, and how it is narrowed.

use std::collections::HashSet;
use std::sync::Arc;

use super::export_request::{ListedRows, RowsKind};
use super::list_row::{RowKey, StoryListRow};
use super::list_scroll::{ListScroll, ScreenPart};
use super::messages;
use super::reader::PageId;
use super::rows_page::{MAX_PARTS, RowsPage, RowsPageOf};
use super::story_request::{ListSource, StoryAnswer, StoryQuery};
use crate::insight::{Name, StoryData, StoryHit, Work};
use crate::model::{Position, PostId, SectionKey, Sort, SortKey};
use crate::search::{Query, Ticket};
use crate::text::CleanText;

/// A list of stories.
#[derive(Clone, Debug)]
pub struct StoryList {
    /// What it shows.
    pub source: ListSource,
    /// What it is sorted by.
    pub sort: Sort,
    /// The query that narrows it.
    pub narrowing: Option<StoryQuery>,
    rows: Arc<[StoryListRow]>,
    /// What the rows are of; `None` until they have arrived.
    data: Option<Arc<StoryData>>,
    /// The version of the library that they are of.
    pub(super) version: Ticket,
    /// What it is called by the pages that are made of it: no other list has the same.
    pub(super) id: Ticket,
    /// What it was narrowed and sorted by when they arrived.
    arrived_as: (Option<String>, Sort),
    /// The number of stories and of posts that are listed.
    counts: (usize, usize),
    cursor: usize,
    /// Rows by which the selection was moved before there were any.
    moves: isize,
    /// Which row was selected when its rows were forgotten.
    kept: Option<RowKey>,
    scroll: ListScroll,
}

impl StoryList {
    pub(super) fn new(source: ListSource) -> Self {
        Self {
            sort: usual_sort(&source, None),
            source,
            narrowing: None,
            rows: Arc::default(),
            data: None,
            version: 0,
            id: 0,
            arrived_as: (None, Sort::default()),
            counts: (0, 0),
            cursor: 0,
            moves: 0,
            kept: None,
            scroll: ListScroll::default(),
        }
    }

    /// What it is called, with the queries that it is the result of.
    #[must_use]
    pub fn title(&self) -> String {
        let name = messages::list_title(&self.source);
        match &self.narrowing {
            Some(narrowing) => format!("{name} / {}", narrowing.text),
            None => name,
        }
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[StoryListRow] {
        &self.rows
    }

    /// What the rows are of; `None` until they have arrived.
    #[must_use]
    pub fn data(&self) -> Option<&StoryData> {
        self.data.as_deref()
    }

    pub(super) fn take_data(&mut self) -> Option<Arc<StoryData>> {
        self.data.take()
    }

    /// Forgets its rows, but not which one is selected: the library is another one, and the list is covered.
    pub(super) fn forget_rows(&mut self) -> Option<Arc<StoryData>> {
        if let Some((row, data)) = self.selected().zip(self.data()) {
            self.kept = row.key(data);
        }
        self.rows = Arc::default();
        self.data.take()
    }

    /// True if it had rows before.
    pub(super) fn is_known(&self) -> bool {
        self.data.is_some() || self.kept.is_some()
    }

    /// The index of the selected row.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&StoryListRow> {
        self.rows.get(self.cursor)
    }

    /// The story that is selected.
    #[must_use]
    pub fn selected_story(&self) -> Option<&StoryHit> {
        self.selected()?.story()
    }

    /// The query whose matches are highlighted: the one that narrows the list, or else the one that it shows.
    #[must_use]
    pub fn query(&self) -> Option<&Arc<Query>> {
        let narrowing = self.narrowing.as_ref().map(|narrowing| &narrowing.query);
        narrowing.or_else(|| self.source.highlighted())
    }

    /// The name that is selected.
    pub(super) fn selected_name(&self) -> Option<&Name> {
        self.selected()?.known_name(self.data()?)
    }

    /// The work that is selected.
    #[must_use]
    pub fn selected_work(&self) -> Option<&Work> {
        self.selected()?.work(self.data()?)
    }

    /// The page that is made of its rows, if that is what the reader shows, and its content.
    pub(super) fn page(&self) -> Option<(PageId, RowsPage)> {
        let data = Arc::clone(self.data.as_ref()?);
        let row = self.selected()?;
        match (row, &self.source) {
            (StoryListRow::Work(index), _) => {
                Some((self.page_of(row, &data), RowsPage { data, of: RowsPageOf::Work(*index) }))
            }
            (StoryListRow::Name(index), _) => {
                Some((self.page_of(row, &data), RowsPage { data, of: RowsPageOf::Name(*index) }))
            }
            (StoryListRow::Story(_), ListSource::Digest { label, .. }) if self.cursor < MAX_PARTS => {
                let (title, rows) = (CleanText::single_line(&self.title()), Arc::clone(&self.rows));
                let of = RowsPageOf::Digest { title, label: label.clone(), rows };
                Some((self.page_of(row, &data), RowsPage { data, of }))
            }
            (StoryListRow::Story(_), _) => None,
        }
    }

    /// What the page of a row is called, or that of all rows.
    fn page_of(&self, row: &StoryListRow, data: &StoryData) -> PageId {
        PageId::Rows(self.id, row.number(data))
    }

    /// What is exported of it, if its rows are no posts.
    pub(super) fn rows_to_export(&self) -> Option<ListedRows> {
        let kind = match &self.source {
            ListSource::Works(_) => RowsKind::Works,
            ListSource::Names(_) => RowsKind::Names,
            ListSource::Digest { label, .. } => RowsKind::Digest(label.clone()),
            _ => return None,
        };
        Some(ListedRows { rows: Arc::clone(&self.rows), data: Arc::clone(self.data.as_ref()?), kind })
    }

    /// Where the reader shows the selected row.
    pub(super) fn place(&self) -> Option<(PageId, Position)> {
        let (row, data) = (self.selected()?, self.data()?);
        let section = |number| Some(SectionKey::new(number, &row.name(data)));
        let at = |section| Position { section, offset: 0 };
        Some(match (self.page(), row) {
            (Some((page, _)), StoryListRow::Work(_) | StoryListRow::Name(_)) => (page, at(None)),
            // With its title above the first part.
            (Some((page, _)), StoryListRow::Story(_)) if self.cursor == 0 => (page, at(None)),
            (Some((page, _)), StoryListRow::Story(_)) => (page, at(section(self.cursor))),
            (None, row) => {
                let (post, story) = row.place()?;
                (PageId::Post(post), at(story.and_then(section)))
            }
        })
    }

    /// The query that narrows it, or else the one that it is the result of.
    pub(super) fn own_query(&self) -> Option<&StoryQuery> {
        let query = match &self.source {
            ListSource::Naming(name) => Some(&**name),
            source => source.query(),
        };
        self.narrowing.as_ref().filter(|_| !self.source.is_of_groups()).or(query)
    }

    /// What it can be sorted by.
    #[must_use]
    pub fn sort_keys(&self) -> Vec<SortKey> {
        let is_ranked = self.source.is_of_groups() || matches!(self.source, ListSource::Related { .. });
        let ranking = self.narrowing.as_ref().or(self.source.query());
        let relevance = is_ranked || ranking.is_some_and(|query| query.query.has_words());
        let time = (!self.source.is_of_groups()).then_some(SortKey::ReadingTime);
        let relevance = relevance.then_some(SortKey::Relevance).into_iter();
        relevance.chain([SortKey::Date, SortKey::Title]).chain(time).collect()
    }

    /// The number of stories and of posts that are listed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.counts
    }

    /// The posts of its stories, in its order; several stories may be of one.
    pub fn posts(&self) -> impl Iterator<Item = PostId> {
        self.rows.iter().filter_map(StoryListRow::place).map(|(post, _)| post)
    }

    /// Narrows it by a query, or shows all rows again. An order that the user has chosen stays.
    pub(super) fn narrow(&mut self, narrowing: Option<StoryQuery>) {
        let was_usual = self.sort == usual_sort(&self.source, self.narrowing.as_ref());
        self.narrowing = narrowing;
        if was_usual || !self.sort_keys().contains(&self.sort.key) {
            self.sort = usual_sort(&self.source, self.narrowing.as_ref());
        }
    }

    /// Shows rows that have arrived, and returns what the earlier ones were of. The selection stays on its story,
    /// unless the list is narrowed otherwise.
    pub(super) fn receive(
        &mut self,
        StoryAnswer { rows, data, .. }: StoryAnswer,
        version: Ticket,
    ) -> Option<Arc<StoryData>> {
        let narrowing = self.narrowing.as_ref().map(|query| query.text.to_string());
        let same_rows = self.arrived_as.0 == narrowing;
        let selected = self.selected().zip(self.data()).and_then(|(row, of)| row.key(of));
        let kept = self.kept.take().or(selected).filter(|_| same_rows);
        let index = kept.and_then(|kept| {
            let exact = rows.iter().position(|row| row.is(&data, &kept));
            exact.or_else(|| kept.place().and_then(|place| rows.iter().position(|row| row.place() == Some(place))))
        });
        let is_sorted_anew = self.arrived_as.1 != self.sort;
        let before = self.cursor;
        self.cursor = index.unwrap_or(if same_rows { self.cursor } else { 0 }).min(rows.len().saturating_sub(1));
        // The selected row does not move on the screen.
        if same_rows && !is_sorted_anew {
            self.scroll.follow(before, self.cursor);
        } else {
            self.scroll.reset();
        }
        self.arrived_as = (narrowing, self.sort);
        (self.rows, self.version) = (rows, version);
        let posts: HashSet<PostId> = self.posts().collect();
        self.counts = (StoryListRow::count(&self.rows), posts.len());
        self.data.replace(data)
    }

    /// Selects by index, at most the last row.
    pub(super) fn select(&mut self, index: usize) {
        self.cursor = index.min(self.rows.len().saturating_sub(1));
    }

    /// Selects a story of a post, or else the post; false if neither is listed.
    pub(super) fn select_story(&mut self, post: PostId, story: Option<usize>) -> bool {
        let of_post = |row: &StoryListRow| row.place().is_some_and(|(of, _)| of == post);
        if self.selected().is_some_and(|row| row.place() == Some((post, story)) || (story.is_none() && of_post(row))) {
            return true;
        }
        let exact = self.rows.iter().position(|row| row.place() == Some((post, story)));
        let index = exact.or_else(|| self.rows.iter().position(of_post));
        index.map(|index| self.cursor = index).is_some()
    }

    /// Selects the row that a page is made of, or any if it is made of all; false if it is a page of other rows.
    pub(super) fn select_page(&mut self, page: PageId) -> bool {
        let Some(data) = self.data.as_deref().filter(|_| page.list() == Some(self.id)) else { return false };
        if !self.source.is_of_groups() {
            return !self.rows.is_empty();
        }
        let row = self.rows.iter().position(|row| self.page_of(row, data) == page);
        row.map(|row| self.cursor = row).is_some()
    }

    /// Moves the selection by a number of rows: now, or once there are rows.
    pub(super) fn move_by(&mut self, rows: isize) {
        if self.data.is_none() {
            self.moves = self.moves.saturating_add(rows);
        } else {
            self.select(self.cursor.saturating_add_signed(rows));
        }
    }

    /// Moves the selection as far as it was moved while there were no rows.
    pub(super) fn catch_up(&mut self) {
        let rows = std::mem::take(&mut self.moves);
        self.move_by(rows);
    }

    /// Selects the first row of the next or previous post.
    pub(super) fn go_to_post(&mut self, forwards: bool) {
        let place = |index: usize| self.rows.get(index).and_then(StoryListRow::place).map(|(post, _)| post);
        let starts = |index: &usize| *index == 0 || place(*index) != place(index - 1);
        let index = if forwards {
            (self.cursor + 1..self.rows.len()).find(starts).unwrap_or(usize::MAX)
        } else {
            (0..self.cursor).rev().find(starts).unwrap_or(0)
        };
        self.select(index);
    }

    /// The index of the next row in a direction that passes a test, wrapping around the end; true if it wrapped.
    pub(super) fn next(&self, backwards: bool, passes: impl Fn(&StoryListRow) -> bool) -> Option<(usize, bool)> {
        let passes = |index: &usize| self.rows.get(*index).is_some_and(&passes);
        let (before, after) = (0..self.cursor, self.cursor + 1..self.rows.len());
        if backwards {
            let found = before.rev().find(passes).map(|index| (index, false));
            return found.or_else(|| after.rev().find(passes).map(|index| (index, true)));
        }
        let found = after.into_iter().find(passes).map(|index| (index, false));
        found.or_else(|| before.into_iter().find(passes).map(|index| (index, true)))
    }

    /// Rows of the screen for each row of the list.
    #[must_use]
    pub fn row_height(&self) -> usize {
        self.scroll.row_height()
    }

    /// Scrolls as little as needed to show the selection. Without rows, it stays where it was.
    pub(super) fn keep_visible(&mut self, height: usize) {
        if self.data.is_some() {
            self.scroll.keep_visible(self.cursor, self.rows.len(), height);
        }
    }

    /// Scrolls by rows of the screen. The selection moves only to stay visible.
    pub(super) fn scroll(&mut self, rows: isize, height: usize) {
        let (first, last) = self.scroll.scroll(rows, self.rows.len(), height).into_inner();
        self.select(self.cursor.min(last).max(first));
    }

    /// Selects the first, middle or last row on the screen.
    pub(super) fn select_on_screen(&mut self, part: ScreenPart, height: usize) {
        self.select(self.scroll.row_on_screen(part, self.rows.len(), height));
    }

    /// The visible rows of the screen: the index of the row of the list, and which of its rows it is.
    pub fn visible(&self, height: usize) -> impl Iterator<Item = (usize, usize)> {
        self.scroll.visible(self.rows.len(), height)
    }

    /// The index of the row of the list in a row of the screen, counted from the top.
    #[must_use]
    pub fn row_at(&self, row: usize) -> Option<usize> {
        Some(self.scroll.row_at(row)).filter(|index| *index < self.rows.len())
    }
}

/// The order until the user changes it: best first where one story is better than another, or else by date.
fn usual_sort(source: &ListSource, narrowing: Option<&StoryQuery>) -> Sort {
    let query = narrowing.or(source.query()).filter(|query| query.query.has_words());
    let (key, reversed) = match source {
        ListSource::Works(_) | ListSource::Names(_) | ListSource::Related { .. } => (SortKey::Relevance, false),
        ListSource::Stories(_) if query.is_some() => (SortKey::Relevance, false),
        ListSource::Stories(_) => (SortKey::Date, false),
        // As they were written.
        ListSource::Citing(_) | ListSource::Naming(_) | ListSource::Digest { .. } => (SortKey::Date, true),
    };
    Sort { key, reversed }
}
