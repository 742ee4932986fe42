//! Jumps: to a post, to a story, back and forward.

use super::focus::Focus;
use super::jump_list::JumpTarget;
use super::messages;
use super::state::App;
use crate::model::{Filter, Position, PostId};

impl App {
    /// The current position: the selected post, and where it is read.
    pub(super) fn jump_target(&self) -> Option<JumpTarget> {
        let post = self.selected()?;
        let is_shown = self.reader.post() == Some(post) && self.reader.current().is_some();
        let (position, line) = if is_shown {
            (self.reader.position(), Some(self.reader.top()))
        } else {
            (self.marks.get(post).position, None)
        };
        Some(JumpTarget { post, position, line, focus: self.focus })
    }

    /// Adds the current position to the jump list, before a jump.
    pub(super) fn push_jump(&mut self) {
        if let Some(target) = self.jump_target() {
            self.jump_list.push(target);
        }
    }

    /// Jumps to the start of another post.
    pub(super) fn follow(&mut self, post: PostId) {
        if self.library.is_gone(post) {
            return self.notify(messages::POST_REMOVED);
        }
        self.push_jump();
        self.jump_to(JumpTarget { post, position: Position::default(), line: None, focus: Focus::Reader });
    }

    pub(super) fn go_back(&mut self) {
        let here = self.jump_target();
        match self.jump_list.back.pop() {
            Some(target) => {
                self.jump_list.forward.extend(here);
                self.jump_to(target);
            }
            None => self.notify(messages::NO_EARLIER_JUMP),
        }
    }

    pub(super) fn go_forward(&mut self) {
        let here = self.jump_target();
        match self.jump_list.forward.pop() {
            Some(target) => {
                self.jump_list.back.extend(here);
                self.jump_to(target);
            }
            None => self.notify(messages::NO_LATER_JUMP),
        }
    }

    fn jump_to(&mut self, target: JumpTarget) {
        self.keep_position();
        self.focus = target.focus;
        if self.reader.post() == Some(target.post) {
            self.reader.go_to(target.position, target.line);
        } else {
            self.pending_jump = Some(target);
        }
        let story = target.position.section.map(|section| usize::from(section.number) - 1);
        if self.story_lists.select(target.post, story) {
            return;
        }
        self.select_anywhere(target.post);
    }

    /// Selects a post in the post list. If it is hidden, the search ends, and then the filter. A list of stories stays
    /// while another post is read, and is closed if the post is not to be read but selected.
    pub(super) fn select_anywhere(&mut self, post: PostId) {
        self.close_chart();
        if self.story_lists.are_open() && self.focus == Focus::Reader {
            self.story_lists.visited = Some(post);
            return;
        }
        self.close_story_lists();
        if self.post_list.select_post(post) {
            return;
        }
        if self.library.is_gone(post) {
            return self.notify(messages::POST_REMOVED);
        }
        self.end_search();
        if !self.post_list.select_post(post) {
            self.post_list.arrange_by(self.post_list.sort, Filter::All, &self.library, &self.marks);
            self.post_list.select_post(post);
        }
    }
}
