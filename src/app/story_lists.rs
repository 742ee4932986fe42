//! The lists of stories that are open, one over the other.

use std::sync::Arc;

use super::focus::Focus;
use super::jump_list::JumpTarget;
use super::reader::PageId;
use super::rows_page::RowsPage;
use super::story_list::StoryList;
use super::story_request::{ListSource, Needed};
use crate::insight::StoryData;
use crate::model::{Position, PostId};
use crate::search::Ticket;

/// The most lists that are open.
const MAX_OPEN: usize = 16;

/// The open lists.
#[derive(Debug, Default)]
pub struct StoryLists {
    /// The lists; the last one is shown.
    open: Vec<StoryList>,
    /// The post that is read though it is not the selected one: a link of a page led there.
    pub(super) visited: Option<PostId>,
    /// Where the reader was sent to: not once more, or it could not be scrolled.
    pub(super) shown: Option<(PageId, Position)>,
    /// What was read before the first list was opened, and whether the user had scrolled.
    pub(super) before: Option<(JumpTarget, bool)>,
    /// The number of the list that was opened last.
    last_id: Ticket,
    /// The ticket of the newest request.
    pub(super) ticket: Ticket,
    /// The request that runs.
    pub(super) running: Option<Running>,
}

/// A request that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) ticket: Ticket,
    /// The version of the library.
    pub(super) version: Ticket,
    /// What it makes first, which another one would begin anew.
    pub(super) makes: Option<Needed>,
    /// True if its rows are not wanted any more, but what it makes first is.
    pub(super) is_late: bool,
}

impl StoryLists {
    /// The list that is shown.
    #[must_use]
    pub fn top(&self) -> Option<&StoryList> {
        self.open.last()
    }

    /// The list whose selected row is what actions are for: if it has the keys, or its page has them.
    pub(super) fn acting(&self, focus: Focus) -> Option<&StoryList> {
        self.top().filter(|_| focus == Focus::PostList || self.page().is_some())
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut StoryList> {
        self.open.last_mut()
    }

    /// The list at the bottom, which was opened first.
    pub(super) fn bottom(&self) -> Option<&StoryList> {
        self.open.first()
    }

    /// True if a list is open.
    #[must_use]
    pub fn are_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// How many lists are open.
    pub(super) fn count(&self) -> usize {
        self.open.len()
    }

    /// True while the rows of the list are being made, and there are none yet.
    #[must_use]
    pub fn awaits_rows(&self) -> bool {
        self.top().is_some_and(|list| list.data().is_none())
    }

    /// True while other rows are being made than those that are shown.
    #[must_use]
    pub fn shows_earlier_rows(&self) -> bool {
        !self.awaits_rows() && self.running.is_some_and(|running| running.ticket == self.ticket)
    }

    /// Opens a list. If there are too many, returns one that is closed: not that at the bottom, which is left with the
    /// key that opened it.
    pub(super) fn push(&mut self, mut list: StoryList) -> Option<StoryList> {
        self.last_id += 1;
        list.id = self.last_id;
        self.open.push(list);
        (self.visited, self.shown) = (None, None);
        (self.open.len() > MAX_OPEN).then(|| self.open.remove(1))
    }

    /// Forgets the rows of the lists that are covered. They are made anew once they are shown.
    pub(super) fn forget_covered(&mut self) -> Vec<Arc<StoryData>> {
        let covered = self.open.len().saturating_sub(1);
        self.open[..covered].iter_mut().filter_map(StoryList::forget_rows).collect()
    }

    pub(super) fn pop(&mut self) -> Option<StoryList> {
        (self.visited, self.shown) = (None, None);
        self.open.pop()
    }

    /// Selects a story of a post, or else the post, in the list that is shown, for a jump to a place in it. Returns
    /// false if it is not listed.
    pub(super) fn select(&mut self, post: PostId, story: Option<usize>) -> bool {
        let Some(list) = self.open.last_mut() else { return false };
        // A page of rows stays while one of its stories is read.
        if list.page().is_some() || !list.select_story(post, story) {
            return false;
        }
        self.shown = list.place();
        self.visited = None;
        true
    }

    /// Selects the story or post that was read before the list of stories was opened, if it is listed.
    pub(super) fn select_before(&mut self, before: JumpTarget) {
        let story = before.position.section.map(|section| usize::from(section.number) - 1);
        let list = self.open.last_mut().filter(|list| matches!(list.source, ListSource::Stories(_)));
        if let (Some(list), Some(post)) = (list, before.page.post()) {
            list.select_story(post, story);
        }
    }

    /// Selects the row that a page is made of; false if it is none of the list that is shown.
    pub(super) fn return_to(&mut self, page: PageId) -> bool {
        let is_there = self.open.last_mut().is_some_and(|list| list.select_page(page));
        if is_there {
            self.visited = None;
            self.shown = self.place();
        }
        is_there
    }

    /// Selects the row of a section of the page of all rows. The page stays where it is.
    pub(super) fn follow(&mut self, section: usize) {
        if let Some(list) = self.open.last_mut().filter(|list| !list.source.is_of_groups()) {
            list.select(section);
            self.shown = self.place();
        }
    }

    /// Shows a list as it was.
    pub(super) fn replace_top(&mut self, list: StoryList) {
        if let Some(top) = self.open.last_mut() {
            *top = list;
        }
        self.shown = None;
    }

    /// Where the reader shows the selected row, unless it shows another post.
    pub(super) fn place(&self) -> Option<(PageId, Position)> {
        self.top().filter(|_| self.visited.is_none())?.place()
    }

    /// The page that is made of rows, if the reader shows one.
    pub(super) fn page(&self) -> Option<(PageId, RowsPage)> {
        self.top().filter(|_| self.visited.is_none())?.page()
    }

    /// The post to read: that of the selected story, or another one that a link led to.
    pub(super) fn selected(&self) -> Option<PostId> {
        let story = || self.top()?.selected_story().map(|hit| hit.post);
        self.visited.or_else(story)
    }
}
