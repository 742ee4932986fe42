//! The list of posts: which ones, in which order, which is selected, and which rows are on the screen.

use crate::model::{Filter, Library, Marks, Post, PostId, Sort, SortKey};

/// Rows kept in sight above and below the selection.
const MARGIN: usize = 2;

/// With so many rows a post has a second one for what was found in it.
const WITH_SNIPPETS: usize = 8;

/// The list's state.
#[derive(Clone, Debug, Default)]
pub struct PostList {
    /// What it is sorted by.
    pub sort: Sort,
    /// Which posts it shows.
    pub filter: Filter,
    /// The posts that a search has found, best first; none while nothing is searched.
    found: Option<Vec<PostId>>,
    /// Rows of a post: one, or two with a snippet.
    post_rows: usize,
    order: Vec<PostId>,
    /// Headings with the place in `order` of the first post under them.
    headings: Vec<(usize, String)>,
    /// Place of the selected post in `order`.
    cursor: usize,
    /// The first row on the screen.
    top: usize,
    /// Whether the user has chosen the post; until then the first one is selected, whichever that is while posts arrive.
    user_selected: bool,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow<'a> {
    /// A month, a site or an author.
    Heading(&'a str),
    /// A post; true where it is selected.
    Post(PostId, bool),
    /// What was found in the post above; true where that is selected.
    Snippet(PostId, bool),
}

impl PostList {
    /// The posts in the order of the list.
    #[must_use]
    pub fn order(&self) -> &[PostId] {
        &self.order
    }

    /// The selected post.
    #[must_use]
    pub fn selected(&self) -> Option<PostId> {
        self.order.get(self.cursor).copied()
    }

    /// Place of the selected post, counted from 0.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Lists the library anew, with the selection on the post it was on. Where the user has chosen none yet, it stays on
    /// the first.
    pub fn arrange(&mut self, library: &Library, marks: &Marks) {
        let keep = self.selected().filter(|_| self.user_selected);
        self.order = library.list(marks, self.sort, self.filter, self.found.as_deref(), keep);
        self.headings = headings(library, &self.order, self.sort);
        let place = keep.and_then(|post| self.order.iter().position(|&id| id == post));
        let row_before = self.row(self.cursor);
        self.cursor = place.unwrap_or(if self.user_selected { self.cursor } else { 0 });
        self.cursor = self.cursor.min(self.order.len().saturating_sub(1));
        // The selected row stays where it is on the screen.
        self.top = (self.top + self.row(self.cursor)).saturating_sub(row_before);
    }

    /// Lists the library by another filter or sort.
    pub fn arrange_by(&mut self, sort: Sort, filter: Filter, library: &Library, marks: &Marks) {
        (self.sort, self.filter) = (sort, filter);
        let selected = self.selected();
        self.order = library.list(marks, sort, filter, self.found.as_deref(), None);
        self.headings = headings(library, &self.order, sort);
        let place = selected.and_then(|post| self.order.iter().position(|&id| id == post));
        self.cursor = place.unwrap_or(0);
        self.top = 0;
    }

    /// Lists what a search has found, or all posts again.
    pub fn show_results(&mut self, found: Option<Vec<PostId>>, sort: Sort, library: &Library, marks: &Marks) {
        self.found = found;
        self.arrange_by(sort, self.filter, library, marks);
    }

    /// Lists what the same search finds by now; the selection and its row stay.
    pub fn refresh_results(&mut self, found: Vec<PostId>, library: &Library, marks: &Marks) {
        self.found = Some(found);
        self.arrange(library, marks);
    }

    /// Rows of a post.
    #[must_use]
    pub fn post_rows(&self) -> usize {
        self.post_rows.max(1)
    }

    /// Takes note of whether there is room for snippets.
    pub fn show_snippets(&mut self, height: usize) {
        self.post_rows = if self.found.is_some() && height >= WITH_SNIPPETS { 2 } else { 1 };
    }

    /// Selects by place, counted from 0; beyond the last post is the last.
    pub fn select(&mut self, place: usize) {
        self.cursor = place.min(self.order.len().saturating_sub(1));
        self.user_selected = true;
    }

    /// Selects a post, if it is in the list.
    pub fn select_post(&mut self, post: PostId) -> bool {
        let place = self.order.iter().position(|&id| id == post);
        place.map(|place| self.select(place)).is_some()
    }

    /// Moves the selection by so many posts.
    pub fn move_by(&mut self, posts: isize) {
        self.select(self.cursor.saturating_add_signed(posts));
    }

    /// Moves the rows on the screen without moving the selection further than it must.
    pub fn scroll(&mut self, rows: isize, height: usize) {
        let last = self.row_count().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let first_row = if self.top == 0 { 0 } else { self.top + margin };
        let last_row = if self.top == last { usize::MAX } else { self.top + height.saturating_sub(1 + margin) };
        if self.row(self.cursor) < first_row {
            self.select(self.post_index_from(first_row));
        } else if self.row(self.cursor) > last_row {
            let place = self.post_index_from(last_row);
            self.select(if self.row(place) > last_row { place.saturating_sub(1) } else { place });
        }
    }

    /// The next unread post after the selected one (before it, going backwards), around the end if need be; true where
    /// the search went around.
    #[must_use]
    pub fn next_unread(&self, marks: &Marks, backwards: bool) -> Option<(usize, bool)> {
        let unread = |&place: &usize| self.order.get(place).is_some_and(|&id| !marks.get(id).read);
        let (before, after) = (0..self.cursor, self.cursor + 1..self.order.len());
        if backwards {
            let found = before.rev().find(unread).map(|place| (place, false));
            return found.or_else(|| after.rev().find(unread).map(|place| (place, true)));
        }
        let found = after.into_iter().find(unread).map(|place| (place, false));
        found.or_else(|| before.into_iter().find(unread).map(|place| (place, true)))
    }

    /// Scrolls just so far that the selection is in sight, with the heading above it where it is the first under one.
    pub fn keep_visible(&mut self, height: usize) {
        let row = self.row(self.cursor);
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let under_heading = usize::from(self.headings.iter().any(|(start, _)| *start == self.cursor) && height > 1);
        let highest = row.saturating_sub(margin.max(under_heading));
        let lowest = (row + margin + self.post_rows()).saturating_sub(height);
        self.top = self.top.min(highest).max(lowest.min(highest));
        self.top = self.top.min(self.row_count().saturating_sub(height));
    }

    /// The rows on a screen of that height. Nothing is built for the rest.
    pub fn rows(&self, height: usize) -> impl Iterator<Item = ListRow<'_>> {
        let end = self.row_count().min(self.top + height);
        (self.top..end).map(|row| self.row_at(row))
    }

    /// The place of the post in a row of the screen, counted from its top; none for a heading.
    #[must_use]
    pub fn post_at(&self, row: usize) -> Option<usize> {
        let row = self.top + row;
        if row >= self.row_count() {
            return None;
        }
        match self.row_at(row) {
            ListRow::Post(..) | ListRow::Snippet(..) => Some(self.post_index_from(row)),
            ListRow::Heading(_) => None,
        }
    }

    /// Rows of the whole list.
    fn row_count(&self) -> usize {
        self.order.len() * self.post_rows() + self.headings.len()
    }

    /// The row of a post in the whole list, headings counted.
    fn row(&self, place: usize) -> usize {
        place * self.post_rows() + self.headings.partition_point(|(start, _)| *start <= place)
    }

    /// Headings that stand above a row.
    fn headings_above(&self, row: usize) -> usize {
        // A heading's row is that of its first post without it, and the headings before it.
        self.headings.iter().enumerate().take_while(|(nth, (start, _))| start * self.post_rows() + nth < row).count()
    }

    /// The place of the post in a row, or of the one after it where the row is a heading.
    fn post_index_from(&self, row: usize) -> usize {
        row.saturating_sub(self.headings_above(row)) / self.post_rows()
    }

    fn row_at(&self, row: usize) -> ListRow<'_> {
        let above = self.headings_above(row);
        if let Some((start, heading)) = self.headings.get(above)
            && start * self.post_rows() + above == row
        {
            return ListRow::Heading(heading);
        }
        let rows = self.post_rows();
        let place = (row - above) / rows;
        let (post, selected) = (self.order[place], place == self.cursor);
        if (row - above).is_multiple_of(rows) {
            ListRow::Post(post, selected)
        } else {
            ListRow::Snippet(post, selected)
        }
    }
}

/// What a post stands under.
fn headings(library: &Library, order: &[PostId], sort: Sort) -> Vec<(usize, String)> {
    let text = |post: &Post| match sort.key {
        SortKey::Date => post.date.month(),
        SortKey::Domain if post.domain.is_empty() => "no site".to_owned(),
        SortKey::Domain => post.domain.to_string(),
        SortKey::Author if post.author.is_empty() => "no author".to_owned(),
        SortKey::Author => post.author.to_string(),
        SortKey::Relevance | SortKey::Title | SortKey::ReadingTime => String::new(),
    };
    let same = |a: &Post, b: &Post| match sort.key {
        SortKey::Date => a.date.year_month() == b.date.year_month(),
        SortKey::Domain => a.domain == b.domain,
        SortKey::Author => a.author == b.author,
        SortKey::Relevance | SortKey::Title | SortKey::ReadingTime => true,
    };
    if matches!(sort.key, SortKey::Relevance | SortKey::Title | SortKey::ReadingTime) {
        return Vec::new();
    }
    let mut headings = Vec::new();
    let mut before: Option<&Post> = None;
    for (place, post) in order.iter().filter_map(|&id| library.post(id)).enumerate() {
        if before.is_none_or(|before| !same(before, post)) {
            headings.push((place, text(post)));
        }
        before = Some(post);
    }
    headings
}
