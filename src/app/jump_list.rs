//! Where the reader was before it jumped: back and forth through posts and stories, to the very line.

use super::App;
use crate::model::{Filter, Position, PostId};

/// Places remembered.
const MOST: usize = 500;

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The post.
    pub post: PostId,
    /// The place in its text.
    pub position: Position,
    /// The line that was at the top, for the same width.
    pub line: Option<usize>,
}

/// The places before and after this one.
#[derive(Debug, Default)]
pub struct History {
    back: Vec<Place>,
    forward: Vec<Place>,
}

impl History {
    /// Takes note of a place that is left by a jump.
    fn leave(&mut self, place: Place) {
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// Whether there is a place to go forward to.
    #[must_use]
    pub fn has_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}

impl App {
    pub(super) fn place(&self) -> Option<Place> {
        let post = self.page.post().filter(|_| self.page.current().is_some())?;
        Some(Place { post, position: self.page.position(), line: Some(self.page.top()) })
    }

    /// Takes note of where the reader is, before a jump.
    pub(super) fn leave_place(&mut self) {
        if let Some(place) = self.place() {
            self.history.leave(place);
        }
    }

    /// Goes to the beginning of another post, and remembers the way back.
    pub(super) fn follow(&mut self, post: PostId) {
        self.leave_place();
        self.go_to_place(Place { post, position: Position::default(), line: None });
    }

    pub(super) fn go_back(&mut self) {
        let here = self.place();
        match self.history.back.pop() {
            Some(place) => {
                self.history.forward.extend(here);
                self.go_to_place(place);
            }
            None => self.say("this is where you began"),
        }
    }

    pub(super) fn go_forward(&mut self) {
        let here = self.place();
        match self.history.forward.pop() {
            Some(place) => {
                self.history.back.extend(here);
                self.go_to_place(place);
            }
            None => self.say("there is nothing further"),
        }
    }

    fn go_to_place(&mut self, place: Place) {
        self.keep_position();
        self.focus = super::Focus::Page;
        if self.page.post() == Some(place.post) {
            self.page.go_to(place.position, place.line);
        } else {
            self.arrival = Some(place);
        }
        self.select_anywhere(place.post);
    }

    /// Selects a post in the index. Where it is not in the list, the search that hides it ends, and then the filter.
    pub(super) fn select_anywhere(&mut self, post: PostId) {
        if self.index.select_post(post) {
            return;
        }
        self.end_search();
        if !self.index.select_post(post) {
            self.index.arrange_by(self.index.sort, Filter::All, &self.library, &self.marks);
            self.index.select_post(post);
        }
    }
}
