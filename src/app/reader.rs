//! The reader: the page that is shown, its top line, and a cache of pages.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::layout::Document;
use crate::model::{Position, PostId};
use crate::search::Ticket;

/// Pages in the cache, so that going back and forth, or changing the width, takes no time.
const CACHED_PAGES: usize = 24;

/// Which page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageId {
    /// That of a post.
    Post(PostId),
    /// That of a list of stories, by the number of the list, and of the row that it is made of.
    Rows(Ticket, u64),
}

impl PageId {
    /// The post, if it is the page of one.
    #[must_use]
    pub fn post(self) -> Option<PostId> {
        match self {
            Self::Post(post) => Some(post),
            Self::Rows(..) => None,
        }
    }

    /// The number of the list, if it is the page of one.
    pub(super) fn list(self) -> Option<Ticket> {
        match self {
            Self::Post(_) => None,
            Self::Rows(list, _) => Some(list),
        }
    }
}

/// The state of the pane. A position does not depend on the width.
#[derive(Debug, Default)]
pub struct ReaderPane {
    page: Option<PageId>,
    width: u16,
    height: usize,
    document: Option<Arc<Document>>,
    /// The position at the top of the pane.
    position: Position,
    /// The exact top line: a blank line has the same position as the text after it.
    line: Option<usize>,
    /// The line at the top of the pane.
    top: usize,
    /// The line that a jump was for, if the end of the text keeps it from the top of the pane.
    aim: Option<usize>,
    ticket: Ticket,
    /// Pages requested earlier are not kept: their content has changed since.
    first_valid: Ticket,
    /// The same for pages of rows.
    first_valid_rows: Ticket,
    state: PageState,
    end_seen: bool,
    /// True if the top line was reached by a jump over text that was not on the screen.
    jumped: bool,
    /// True if the user scrolled. If not, leaving the post does not change its saved position.
    user_scrolled: bool,
    cache: VecDeque<(PageId, u16, Arc<Document>)>,
}

/// What the page in the pane is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PageState {
    /// The text of the post.
    #[default]
    Text,
    /// It only says that the file could not be read.
    Error,
    /// The previous page, while a new one is being laid out.
    Waiting,
}

impl ReaderPane {
    /// The post that is shown, or will be when its page is ready.
    #[must_use]
    pub fn post(&self) -> Option<PostId> {
        self.page?.post()
    }

    /// The page that is shown, or will be when it is ready.
    #[must_use]
    pub fn page(&self) -> Option<PageId> {
        self.page
    }

    /// The page. While a new one is being laid out, the previous one stays.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_deref()
    }

    /// The page; `None` while the page of another post is still shown.
    #[must_use]
    pub fn current(&self) -> Option<&Document> {
        self.document().filter(|_| !self.is_waiting())
    }

    /// The requested width; 0 after [`ReaderPane::invalidate`].
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// True if the user scrolled in this post.
    #[must_use]
    pub fn is_user_scrolled(&self) -> bool {
        self.user_scrolled
    }

    /// Records whether the user scrolled.
    pub fn set_user_scrolled(&mut self, moved: bool) {
        self.user_scrolled = moved;
    }

    /// True while a page is being laid out.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.state == PageState::Waiting
    }

    /// The line at the top of the pane.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The position at the top of the pane.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The place that is read: what was jumped to, or else what is at the top of the pane, with its line.
    #[must_use]
    pub fn place(&self) -> (Position, Option<usize>) {
        match self.aim.zip(self.current()) {
            Some((line, document)) => (document.position_at(line), None),
            None => (self.position, Some(self.top)),
        }
    }

    /// Shows a page at a width and position. Returns a ticket if it has to be laid out first.
    pub fn request(&mut self, page: PageId, width: u16, (position, line): (Position, Option<usize>)) -> Option<Ticket> {
        if self.page == Some(page) && self.width == width {
            return None;
        }
        if self.page != Some(page) {
            (self.position, self.line) = (position, line);
            (self.end_seen, self.jumped, self.user_scrolled) = (false, false, false);
        }
        (self.page, self.width) = (Some(page), width);
        self.ticket += 1;
        let known = self.cache.iter().position(|(id, at, _)| *id == page && *at == width);
        match known.and_then(|at| self.cache.remove(at)) {
            Some((id, at, document)) => {
                self.cache.push_back((id, at, Arc::clone(&document)));
                self.set(document);
                None
            }
            None => {
                self.state = PageState::Waiting;
                Some(self.ticket)
            }
        }
    }

    /// Receives a page. A late one only goes into the cache.
    pub fn receive(&mut self, ticket: Ticket, page: PageId, width: u16, document: Arc<Document>) {
        if ticket < self.first_valid || (page.post().is_none() && ticket < self.first_valid_rows) {
            return;
        }
        if self.cache.len() == CACHED_PAGES {
            self.cache.pop_front();
        }
        self.cache.push_back((page, width, Arc::clone(&document)));
        if ticket == self.ticket {
            self.set(document);
        }
    }

    /// Receives a page that only says that the file could not be read. It is not kept: the file may come back.
    pub fn receive_error(&mut self, ticket: Ticket, document: Arc<Document>) {
        if ticket == self.ticket {
            self.set(document);
            self.state = PageState::Error;
        }
    }

    /// True if the text of the post is shown, and not that it could not be read.
    #[must_use]
    pub fn shows_text(&self) -> bool {
        self.current().is_some() && self.state == PageState::Text
    }

    fn set(&mut self, document: Arc<Document>) {
        self.document = Some(document);
        self.state = PageState::Text;
        self.go_to(self.position, self.line);
    }

    /// Scrolls to `line` if it is at the position, or else to the position.
    pub fn go_to(&mut self, position: Position, line: Option<usize>) {
        (self.position, self.line) = (position, line);
        if let Some(document) = self.current() {
            let line = line.filter(|&line| line < document.lines.len() && document.position_at(line) == position);
            let row = line.unwrap_or_else(|| document.row_of(position));
            self.top = row.min(self.last_top());
            // The start of a section is meant, even if the end of the text keeps it from the top.
            let is_start = position.section.is_some() && position.offset == 0;
            self.aim = (is_start && self.top < row).then_some(row);
        }
    }

    /// Forgets all pages, because their content changed. The position stays.
    pub fn invalidate(&mut self) {
        self.cache.clear();
        self.width = 0;
        self.first_valid = self.ticket + 1;
    }

    /// Forgets the pages that are made of rows, because there are others. The position stays.
    pub fn invalidate_rows(&mut self) {
        self.cache.retain(|(page, ..)| page.post().is_some());
        self.first_valid_rows = self.ticket + 1;
        if self.page.is_some_and(|page| page.post().is_none()) {
            self.width = 0;
        }
    }

    /// Removes every page from the cache but the one that is shown.
    pub fn evict_hidden(&mut self) {
        let shown = (self.page, self.width);
        self.cache.retain(|(page, width, _)| (Some(*page), *width) == shown);
        self.first_valid = if self.is_waiting() { self.ticket } else { self.ticket + 1 };
    }

    /// Scrolls by a number of lines.
    pub fn scroll(&mut self, lines: isize) {
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Goes to a line, at most to the end. The text in between is not read by that.
    pub fn jump(&mut self, line: usize) {
        let before = self.top;
        self.scroll_to(line);
        self.jumped = self.top > before + self.height;
        let lines = self.current().map_or(0, |document| document.lines.len());
        self.aim = (self.top < line && line < lines).then_some(line);
    }

    /// The section that is read: the one that was jumped to, the last one at the end of the text, or else the one at
    /// the top of the pane.
    #[must_use]
    pub fn section(&self) -> Option<usize> {
        let document = self.document()?;
        let is_scrolled_to_end = self.top > 0 && self.is_at_end();
        match self.aim {
            Some(line) => document.section_at(line),
            None if is_scrolled_to_end => document.sections.len().checked_sub(1),
            None => document.section_at(self.top),
        }
    }

    /// Scrolls to a line, at most to the end.
    pub fn scroll_to(&mut self, line: usize) {
        if let Some(document) = self.current() {
            let top = line.min(self.last_top());
            (self.position, self.line) = (document.position_at(top), Some(top));
            self.top = top;
            (self.user_scrolled, self.jumped, self.aim) = (true, false, None);
        }
    }

    /// Sets the height of the pane in lines.
    pub fn set_height(&mut self, height: usize) {
        if height != self.height {
            self.height = height;
            self.go_to(self.position, self.line);
        }
    }

    /// The height of the pane in lines.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// How much of the page is visible or already scrolled past, in per cent.
    #[must_use]
    pub fn percent(&self) -> usize {
        let lines = self.document().map_or(0, |document| document.lines.len());
        ((self.top + self.height) * 100).checked_div(lines).map_or(100, |percent| percent.min(100))
    }

    /// True if the end of the text is visible.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.shows_text() && self.top >= self.last_top()
    }

    /// True once after a post is shown, when its end is visible, unless that was jumped to.
    pub fn take_end_reached(&mut self) -> bool {
        self.is_at_end() && !self.jumped && !std::mem::replace(&mut self.end_seen, true)
    }

    /// The top line when the last line is at the bottom.
    fn last_top(&self) -> usize {
        self.document().map_or(0, |document| document.lines.len()).saturating_sub(self.height.max(1))
    }
}
