//! The reading pane: which page is shown, from which line on, and the pages set lately.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::layout::Document;
use crate::model::{Position, PostId};
use crate::search::Ticket;

/// Pages kept: going back and forth, and from one width to another, costs nothing.
const CACHED_PAGES: usize = 24;

/// The pane's state. A place in the text is a story and the count of letters before it, and so the same at every width.
#[derive(Debug, Default)]
pub struct ReaderPane {
    post: Option<PostId>,
    width: u16,
    height: usize,
    document: Option<Arc<Document>>,
    /// The place in the text at the top of the pane.
    position: Position,
    /// The line it was at when that place was left, if it is come back to: blank lines have the place of the text below.
    line: Option<usize>,
    /// The line at the top of the pane.
    top: usize,
    ticket: Ticket,
    waiting: bool,
    end_seen: bool,
    /// Whether the reader has moved in the text; where it only looked in, the place that is kept for the post stays.
    user_scrolled: bool,
    cache: VecDeque<(PostId, u16, Arc<Document>)>,
}

impl ReaderPane {
    /// The post that is shown, or will be as soon as its page is set.
    #[must_use]
    pub fn post(&self) -> Option<PostId> {
        self.post
    }

    /// The page, once it is set. While a new one is being set, the one before it stays.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_deref()
    }

    /// The page, if it is that of the post that is to be shown.
    #[must_use]
    pub fn current(&self) -> Option<&Document> {
        self.document().filter(|_| !self.waiting)
    }

    /// The width that it is set at.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether the reader has moved in the text.
    #[must_use]
    pub fn is_user_scrolled(&self) -> bool {
        self.user_scrolled
    }

    /// Says whether the reader has moved in the text.
    pub fn set_user_scrolled(&mut self, moved: bool) {
        self.user_scrolled = moved;
    }

    /// Whether a page is being set.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// The first line on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The place in the text at the top of the pane.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// Turns to a post at a width, from that place on. Gives a ticket where the page has to be set first.
    pub fn request(&mut self, post: PostId, width: u16, (position, line): (Position, Option<usize>)) -> Option<Ticket> {
        if self.post == Some(post) && self.width == width {
            return None;
        }
        if self.post != Some(post) {
            (self.position, self.line) = (position, line);
            (self.end_seen, self.user_scrolled) = (false, false);
        }
        (self.post, self.width) = (Some(post), width);
        self.ticket += 1;
        let known = self.cache.iter().position(|(id, at, _)| *id == post && *at == width);
        match known.and_then(|at| self.cache.remove(at)) {
            Some((id, at, document)) => {
                self.cache.push_back((id, at, Arc::clone(&document)));
                self.set(document);
                None
            }
            None => {
                self.waiting = true;
                Some(self.ticket)
            }
        }
    }

    /// Takes in a page that was set; a late one is only kept for later.
    pub fn receive(&mut self, ticket: Ticket, post: PostId, width: u16, document: Arc<Document>) {
        if self.cache.len() == CACHED_PAGES {
            self.cache.pop_front();
        }
        self.cache.push_back((post, width, Arc::clone(&document)));
        if ticket == self.ticket {
            self.set(document);
        }
    }

    fn set(&mut self, document: Arc<Document>) {
        self.document = Some(document);
        self.waiting = false;
        self.go_to(self.position, self.line);
    }

    /// Goes to a place in the text, to the very line if that still has the place.
    pub fn go_to(&mut self, position: Position, line: Option<usize>) {
        (self.position, self.line) = (position, line);
        if let Some(document) = self.current() {
            let line = line.filter(|&line| line < document.lines.len() && document.position_at(line) == position);
            self.top = line.unwrap_or_else(|| document.row_of(position)).min(self.last_top());
        }
    }

    /// Has every page set anew: they say something else by now. The place stays.
    pub fn invalidate(&mut self) {
        self.cache.clear();
        self.width = 0;
    }

    /// Forgets the pages that are not on the screen.
    pub fn evict_hidden(&mut self) {
        let shown = (self.post, self.width);
        self.cache.retain(|(post, width, _)| (Some(*post), *width) == shown);
    }

    /// Goes so many lines down, or up.
    pub fn scroll(&mut self, lines: isize) {
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Goes to a line; beyond the last is the end.
    pub fn scroll_to(&mut self, line: usize) {
        if let Some(document) = self.current() {
            let top = line.min(self.last_top());
            (self.position, self.line) = (document.position_at(top), Some(top));
            self.top = top;
            self.user_scrolled = true;
        }
    }

    /// Takes note of how many lines the pane has.
    pub fn set_height(&mut self, height: usize) {
        if height != self.height {
            self.height = height;
            self.go_to(self.position, self.line);
        }
    }

    /// Lines of the pane.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// How much of the text stands above the lower edge of the pane, in per cent.
    #[must_use]
    pub fn percent(&self) -> usize {
        let lines = self.document().map_or(0, |document| document.lines.len());
        ((self.top + self.height) * 100).checked_div(lines).map_or(100, |percent| percent.min(100))
    }

    /// True once for each post, when its end is on the screen.
    pub fn take_end_reached(&mut self) -> bool {
        let sees_end = self.current().is_some() && self.top >= self.last_top();
        sees_end && !std::mem::replace(&mut self.end_seen, true)
    }

    /// The line at the top when the last one is at the bottom.
    fn last_top(&self) -> usize {
        self.document().map_or(0, |document| document.lines.len()).saturating_sub(self.height.max(1))
    }
}
