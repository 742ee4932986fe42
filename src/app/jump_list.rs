//! Where the reader was before it jumped: back and forth through posts and stories, to the very line.

use super::App;
use crate::model::{Filter, Position, PostId};

/// Places remembered.
const MOST: usize = 500;

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpTarget {
    /// The post.
    pub post: PostId,
    /// The place in its text.
    pub position: Position,
    /// The line that was at the top, for the same width.
    pub line: Option<usize>,
}

/// The places before and after this one.
#[derive(Debug, Default)]
pub struct JumpList {
    back: Vec<JumpTarget>,
    forward: Vec<JumpTarget>,
}

impl JumpList {
    /// Takes note of a place that is left by a jump.
    fn leave(&mut self, place: JumpTarget) {
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
    pub(super) fn place(&self) -> Option<JumpTarget> {
        let post = self.reader.post().filter(|_| self.reader.current().is_some())?;
        Some(JumpTarget { post, position: self.reader.position(), line: Some(self.reader.top()) })
    }

    /// Takes note of where the reader is, before a jump.
    pub(super) fn push_jump(&mut self) {
        if let Some(place) = self.place() {
            self.jump_list.leave(place);
        }
    }

    /// Goes to the beginning of another post, and remembers the way back.
    pub(super) fn follow(&mut self, post: PostId) {
        self.push_jump();
        self.go_to_place(JumpTarget { post, position: Position::default(), line: None });
    }

    pub(super) fn go_back(&mut self) {
        let here = self.place();
        match self.jump_list.back.pop() {
            Some(place) => {
                self.jump_list.forward.extend(here);
                self.go_to_place(place);
            }
            None => self.notify("this is where you began"),
        }
    }

    pub(super) fn go_forward(&mut self) {
        let here = self.place();
        match self.jump_list.forward.pop() {
            Some(place) => {
                self.jump_list.back.extend(here);
                self.go_to_place(place);
            }
            None => self.notify("there is nothing further"),
        }
    }

    fn go_to_place(&mut self, place: JumpTarget) {
        self.keep_position();
        self.focus = super::Focus::Reader;
        if self.reader.post() == Some(place.post) {
            self.reader.go_to(place.position, place.line);
        } else {
            self.pending_jump = Some(place);
        }
        self.select_anywhere(place.post);
    }

    /// Selects a post in the index. Where it is not in the list, the search that hides it ends, and then the filter.
    pub(super) fn select_anywhere(&mut self, post: PostId) {
        if self.post_list.select_post(post) {
            return;
        }
        self.end_search();
        if !self.post_list.select_post(post) {
            self.post_list.arrange_by(self.post_list.sort, Filter::All, &self.library, &self.marks);
            self.post_list.select_post(post);
        }
    }
}
