//! The post list: its posts and their order, the selection, and the visible rows.

use std::sync::Arc;

use super::folds::Folds;
use super::headings::headings;
use super::list_scroll::{MIN_HEIGHT_TWO_ROWS, ScreenPart, margin};
use super::repeat_groups::RepeatGroups;
use crate::model::{Filter, Library, Marks, PostId, Sort, SortKey};

/// Posts that half of the headings must have to be worth a row each.
const POSTS_PER_HEADING: usize = 8;

/// The state of the list.
#[derive(Clone, Debug, Default)]
pub struct PostList {
    /// What it is sorted by.
    pub sort: Sort,
    /// Which posts it shows.
    pub filter: Filter,
    /// The results of a search, best first; `None` without a search.
    found: Option<Vec<PostId>>,
    /// Rows of a post: 1, or 2 with its details.
    post_rows: usize,
    /// All posts that are listed, with those that have no row.
    listed: Vec<PostId>,
    /// Which of them are in one row.
    folds: Folds,
    /// The posts with a row.
    order: Vec<PostId>,
    /// The months, sites or authors that the list is sorted by, each with the index in `order` of its first post.
    groups: Vec<(usize, String)>,
    /// True if at least half of them have many posts.
    groups_are_large: bool,
    /// The index in `order` of the selected post.
    cursor: usize,
    /// The first visible row.
    top: usize,
    /// The selected post, if its file was removed while it was read.
    removed: Option<PostId>,
    /// True if the user selected the post. Until then the first post is selected, even as posts arrive.
    user_selected: bool,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow<'a> {
    /// A month, a site or an author.
    Heading(&'a str),
    /// The title of the post with that index.
    Post(usize),
    /// What is known about that post, or the words that were found in it.
    Details(usize),
}

impl PostList {
    /// The posts with a row, in the order of the list.
    #[must_use]
    pub fn order(&self) -> &[PostId] {
        &self.order
    }

    /// All posts that are listed, with those behind the row of another one that tells the same news.
    #[must_use]
    pub fn listed(&self) -> &[PostId] {
        &self.listed
    }

    /// Posts that tell the same news are one row from the next arrangement on, or no more.
    pub fn set_groups(&mut self, groups: Option<Arc<RepeatGroups>>) {
        self.folds.groups = groups;
    }

    /// Which posts are one row.
    #[must_use]
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// The selected post.
    #[must_use]
    pub fn selected(&self) -> Option<PostId> {
        self.order.get(self.cursor).copied()
    }

    /// The index of the selected post.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Updates the list. The selection stays on its post, or on the first post if the user has not selected one.
    pub fn arrange(&mut self, library: &Library, marks: &Marks) {
        let is_listed = |post: &PostId| self.removed == Some(*post) || !library.is_gone(*post);
        let keep = self.selected().filter(|_| self.user_selected).filter(is_listed);
        self.list(library, marks, keep, keep);
        let index = keep.and_then(|post| self.order.iter().position(|&id| id == post));
        let row_before = self.row(self.cursor);
        self.cursor = index.unwrap_or(if self.user_selected { self.cursor } else { 0 });
        self.cursor = self.cursor.min(self.order.len().saturating_sub(1));
        // The selected row does not move on the screen.
        self.top = (self.top + self.row(self.cursor)).saturating_sub(row_before);
    }

    /// Lists the posts after some have changed. The selection stays on its post or moves to the nearest one that is
    /// left, in the same row of the screen; at its top, the list stays there. `removed` is the post that is read, if
    /// its file is gone: it stays in the list until [`PostList::forget_removed`].
    pub fn take_in(&mut self, library: &Library, marks: &Marks, removed: Option<PostId>) {
        let (row, was_at_top) = (self.row(self.cursor).saturating_sub(self.top), self.top == 0);
        self.removed = removed.or(self.removed.filter(|post| library.is_gone(*post)));
        let is_left = |&index: &usize| {
            let post = self.order.get(index);
            post.is_some_and(|post| self.removed == Some(*post) || !library.is_gone(*post))
        };
        let nearest = (self.cursor..self.order.len()).find(is_left).or_else(|| (0..self.cursor).rev().find(is_left));
        // Another post that tells the news of one that is gone has its row.
        let others = self.selected().map(|post| self.folds.folded(post)).unwrap_or_default();
        let heir = others.iter().copied().find(|post| !library.is_gone(*post));
        let heir = heir.filter(|_| !is_left(&self.cursor));
        self.cursor = nearest.unwrap_or(0);
        self.user_selected = true;
        self.arrange(library, marks);
        if let Some(at) = heir.and_then(|heir| self.order.iter().position(|&id| id == heir)) {
            self.cursor = at;
        }
        self.top = if was_at_top { 0 } else { self.row(self.cursor).saturating_sub(row) };
    }

    /// The post that was read when its file was removed, and is still selected.
    #[must_use]
    pub fn removed(&self) -> Option<PostId> {
        self.removed
    }

    /// Takes it out of the list.
    pub fn forget_removed(&mut self, library: &Library, marks: &Marks) {
        self.removed = None;
        self.arrange(library, marks);
    }

    /// Lists the posts that pass the filter, and `keep` whatever its marks. `shown` has a row of its own.
    fn list(&mut self, library: &Library, marks: &Marks, keep: Option<PostId>, shown: Option<PostId>) {
        self.listed = library.list(marks, self.sort, self.filter, self.found.as_deref(), keep);
        self.order = self.folds.fold(&self.listed, shown);
        self.group(library);
    }

    /// Lists the library by another filter or sort.
    pub fn arrange_by(&mut self, sort: Sort, filter: Filter, library: &Library, marks: &Marks) {
        self.arrange_all(sort, filter, self.selected(), library, marks);
    }

    fn arrange_all(&mut self, sort: Sort, filter: Filter, shown: Option<PostId>, library: &Library, marks: &Marks) {
        (self.sort, self.filter) = (sort, filter);
        let selected = self.selected();
        self.list(library, marks, None, shown);
        let index = selected.and_then(|post| self.order.iter().position(|&id| id == post));
        self.cursor = index.unwrap_or(0);
        self.top = 0;
    }

    /// Lists the results of a search, or all posts again.
    pub fn show_results(&mut self, found: Option<Vec<PostId>>, sort: Sort, library: &Library, marks: &Marks) {
        self.found = found;
        self.arrange_all(sort, self.filter, None, library, marks);
    }

    /// Lists new results of the same search. The selection and its row stay.
    pub fn refresh_results(&mut self, mut found: Vec<PostId>, library: &Library, marks: &Marks) {
        if let Some(post) = self.removed.filter(|post| self.selected() == Some(*post) && !found.contains(post)) {
            found.insert(self.cursor.min(found.len()), post);
        }
        self.found = Some(found);
        self.arrange(library, marks);
    }

    /// The number of rows of a post.
    #[must_use]
    pub fn post_rows(&self) -> usize {
        self.post_rows.max(1)
    }

    /// Decides whether posts have a second row: if there are two panes, because the list is narrow then, and in the
    /// results of a search.
    pub fn show_details(&mut self, has_two_panes: bool, height: usize) {
        let has_details = (has_two_panes || self.found.is_some()) && height >= MIN_HEIGHT_TWO_ROWS;
        self.post_rows = if has_details { 2 } else { 1 };
    }

    /// The headings that are shown, each with the index of its first post: none where they would be too many, and no
    /// months where the second row of a post has its date.
    fn headings(&self) -> &[(usize, String)] {
        let has_dates = self.sort.key == SortKey::Date && self.post_rows() > 1;
        if self.groups_are_large && !has_dates { &self.groups } else { &[] }
    }

    /// Groups the posts in their new order.
    fn group(&mut self, library: &Library) {
        self.groups = headings(library, &self.order, self.sort, |post| self.folds.is_below(post));
        let starts = self.groups.iter().map(|(start, _)| *start);
        let ends = starts.clone().skip(1).chain([self.order.len()]);
        let large = starts.zip(ends).filter(|(start, end)| end - start >= POSTS_PER_HEADING).count();
        self.groups_are_large = large * 2 >= self.groups.len();
    }

    /// Whether posts are listed under headings.
    #[must_use]
    pub fn has_headings(&self) -> bool {
        !self.headings().is_empty()
    }

    /// Selects by index, at most the last post.
    pub fn select(&mut self, index: usize) {
        self.cursor = index.min(self.order.len().saturating_sub(1));
        self.user_selected = true;
    }

    /// Selects a post, if it is in the list. Its group is opened, if it is in the row of another post.
    pub fn select_post(&mut self, post: PostId) -> bool {
        if let Some(first) = self.folds.first(post).filter(|first| !self.folds.folded(*first).is_empty()) {
            self.toggle_group(first);
        }
        let index = self.order.iter().position(|&id| id == post);
        index.map(|index| self.select(index)).is_some()
    }

    /// Opens the group of the selected post, or closes it. Returns false if there is none.
    pub fn toggle_selected_group(&mut self) -> bool {
        let first = self.selected().map(|post| self.folds.first(post).unwrap_or(post));
        self.user_selected = true;
        first.is_some_and(|first| self.toggle_group(first))
    }

    /// Lists the other posts of a group below its first one, or takes them away from there.
    fn toggle_group(&mut self, first: PostId) -> bool {
        let Some(at) = self.order.iter().position(|&id| id == first) else { return false };
        let others = self.folds.toggle(first);
        let (below, rows) = (at + 1, others.len());
        if self.folds.folded(first).is_empty() {
            self.order.splice(below..below, others);
            self.groups.iter_mut().filter(|(start, _)| *start > at).for_each(|(start, _)| *start += rows);
            self.cursor += if self.cursor > at { rows } else { 0 };
        } else {
            self.order.drain(below..below + rows);
            self.groups.iter_mut().filter(|(start, _)| *start > at).for_each(|(start, _)| *start -= rows);
            self.cursor = if self.cursor > at { self.cursor.saturating_sub(rows).max(at) } else { self.cursor };
        }
        rows > 0
    }

    /// Moves the selection by a number of posts.
    pub fn move_by(&mut self, posts: isize) {
        self.select(self.cursor.saturating_add_signed(posts));
    }

    /// Scrolls by rows. The selection moves only to stay visible.
    pub fn scroll(&mut self, rows: isize, height: usize) {
        let last = self.row_count().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
        let margin = margin(height);
        let first_row = if self.top == 0 { 0 } else { self.top + margin };
        let last_row = if self.top == last { usize::MAX } else { self.top + height.saturating_sub(1 + margin) };
        if self.row(self.cursor) < first_row {
            self.select(self.post_index_from(first_row));
        } else if self.row(self.cursor) > last_row {
            let index = self.post_index_from(last_row);
            self.select(if self.row(index) > last_row { index.saturating_sub(1) } else { index });
        }
    }

    /// Selects the first, middle or last post that is visible. Those so near the edge that the list would be scrolled
    /// are left out.
    pub fn select_on_screen(&mut self, part: ScreenPart, height: usize) {
        let margin = margin(height);
        let first = if self.top == 0 { 0 } else { margin };
        let end = if self.top + height >= self.row_count() { height } else { height - margin };
        let visible: Vec<usize> = (first..end).filter_map(|row| self.post_at(row)).collect();
        let chosen = match part {
            ScreenPart::Top => visible.first(),
            ScreenPart::Middle => visible.get(visible.len() / 2),
            ScreenPart::Bottom => visible.last(),
        };
        if let Some(&index) = chosen {
            self.select(index);
        }
    }

    /// Selects the first post of the next or previous month, site or author; without one, the last or the first post.
    pub fn go_to_heading(&mut self, forwards: bool) {
        let mut starts = self.groups.iter().map(|(start, _)| *start);
        let cursor = self.cursor;
        let index = if forwards {
            starts.find(|&start| start > cursor).unwrap_or(usize::MAX)
        } else {
            starts.rfind(|&start| start < cursor).unwrap_or(0)
        };
        self.select(index);
    }

    /// The index of the next unread post in a direction, wrapping around the end; true if it wrapped. If it is in the
    /// row of another post, that group is opened.
    pub fn next_unread(&mut self, marks: &Marks, backwards: bool) -> Option<(usize, bool)> {
        let is_unread = |id: PostId| !marks.get(id).read;
        let (at, wrapped) = self.folds.next(&self.order, self.cursor, backwards, is_unread)?;
        let post = self.order[at];
        if at != self.cursor && is_unread(post) {
            return Some((at, wrapped));
        }
        self.toggle_group(post);
        let below = self.order.iter().skip(at + 1).position(|&id| is_unread(id))?;
        Some((at + 1 + below, wrapped))
    }

    /// Scrolls as little as needed to show the selection, with its heading if it is the first post under it.
    pub fn keep_visible(&mut self, height: usize) {
        let row = self.row(self.cursor);
        let margin = margin(height);
        let under_heading = usize::from(self.headings().iter().any(|(start, _)| *start == self.cursor) && height > 1);
        let highest = row.saturating_sub(margin.max(under_heading));
        let lowest = (row + margin + self.post_rows()).saturating_sub(height);
        self.top = self.top.min(highest).max(lowest.min(highest));
        self.top = self.top.min(self.row_count().saturating_sub(height));
    }

    /// The visible rows. No others are built.
    pub fn rows(&self, height: usize) -> impl Iterator<Item = ListRow<'_>> {
        let end = self.row_count().min(self.top + height);
        (self.top..end).map(|row| self.row_at(row))
    }

    /// The index of the post in a visible row, counted from the top; `None` for a heading.
    #[must_use]
    pub fn post_at(&self, row: usize) -> Option<usize> {
        let row = self.top + row;
        if row >= self.row_count() {
            return None;
        }
        match self.row_at(row) {
            ListRow::Post(index) | ListRow::Details(index) => Some(index),
            ListRow::Heading(_) => None,
        }
    }

    /// The number of rows of the whole list.
    fn row_count(&self) -> usize {
        self.order.len() * self.post_rows() + self.headings().len()
    }

    /// The row of a post in the whole list, with headings.
    fn row(&self, index: usize) -> usize {
        index * self.post_rows() + self.headings().partition_point(|(start, _)| *start <= index)
    }

    /// The number of headings above a row.
    fn headings_above(&self, row: usize) -> usize {
        // The row of a heading: the rows of the posts above it, and of the headings above it.
        self.headings().iter().enumerate().take_while(|(nth, (start, _))| start * self.post_rows() + nth < row).count()
    }

    /// The index of the post in a row, or below it if the row is a heading.
    fn post_index_from(&self, row: usize) -> usize {
        row.saturating_sub(self.headings_above(row)) / self.post_rows()
    }

    fn row_at(&self, row: usize) -> ListRow<'_> {
        let above = self.headings_above(row);
        if let Some((start, heading)) = self.headings().get(above)
            && start * self.post_rows() + above == row
        {
            return ListRow::Heading(heading);
        }
        let rows = self.post_rows();
        let index = (row - above) / rows;
        if (row - above).is_multiple_of(rows) { ListRow::Post(index) } else { ListRow::Details(index) }
    }
}
