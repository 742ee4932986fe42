//! Jumps: to a post, to a story, back and forward.

use super::focus::Focus;
use super::jump_list::JumpTarget;
use super::messages;
use super::state::App;
use crate::model::{Filter, Position, PostId};

impl App {
    pub(super) fn place(&self) -> Option<JumpTarget> {
        let post = self.reader.post().filter(|_| self.reader.current().is_some())?;
        Some(JumpTarget { post, position: self.reader.position(), line: Some(self.reader.top()) })
    }

    /// Takes note of where the reader is, before a jump.
    pub(super) fn push_jump(&mut self) {
        if let Some(place) = self.place() {
            self.jump_list.push(place);
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
            None => self.notify(messages::NO_EARLIER_JUMP),
        }
    }

    pub(super) fn go_forward(&mut self) {
        let here = self.place();
        match self.jump_list.forward.pop() {
            Some(place) => {
                self.jump_list.back.extend(here);
                self.go_to_place(place);
            }
            None => self.notify(messages::NO_LATER_JUMP),
        }
    }

    fn go_to_place(&mut self, place: JumpTarget) {
        self.keep_position();
        self.focus = Focus::Reader;
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
