//! Jumps: to a post, to a story, back and forward.

use super::focus::Focus;
use super::jump_list::JumpTarget;
use super::messages;
use super::reader::PageId;
use super::state::App;
use crate::model::{Filter, Position, PostId, SectionKey};

impl App {
    /// The current position: the page of the selected post or row, and where it is read.
    pub(super) fn jump_target(&self) -> Option<JumpTarget> {
        let of_rows = self.story_lists.page().map(|(page, _)| page);
        let page = of_rows.or_else(|| self.selected().map(PageId::Post))?;
        let is_shown = self.reader.page() == Some(page) && self.reader.current().is_some();
        let (position, line) = if is_shown {
            self.reader.place()
        } else {
            (page.post().map(|post| self.marks.get(post).position).unwrap_or_default(), None)
        };
        Some(JumpTarget { page, position, line, focus: self.focus })
    }

    /// Adds the current position to the jump list, before a jump.
    pub(super) fn push_jump(&mut self) {
        if let Some(target) = self.jump_target() {
            self.jump_list.push(target);
        }
    }

    /// Jumps to a section of another post, or to its start.
    pub(super) fn follow(&mut self, post: PostId, section: Option<SectionKey>) {
        if self.library.is_gone(post) {
            return self.notify(messages::POST_REMOVED);
        }
        self.push_jump();
        let (page, position) = (PageId::Post(post), Position { section, offset: 0 });
        self.jump_to(JumpTarget { page, position, line: None, focus: Focus::Reader });
    }

    pub(super) fn go_back(&mut self) {
        let here = self.jump_target();
        // A page of a list that was closed since is no place any more.
        while let Some(target) = self.jump_list.back.pop() {
            if self.jump_to(target) {
                return self.jump_list.forward.extend(here);
            }
        }
        self.notify(messages::NO_EARLIER_JUMP);
    }

    pub(super) fn go_forward(&mut self) {
        let here = self.jump_target();
        while let Some(target) = self.jump_list.forward.pop() {
            if self.jump_to(target) {
                return self.jump_list.back.extend(here);
            }
        }
        self.notify(messages::NO_LATER_JUMP);
    }

    /// Goes to a position; false if its page is none any more.
    fn jump_to(&mut self, target: JumpTarget) -> bool {
        let Some(post) = target.page.post() else {
            let is_there = self.story_lists.return_to(target.page);
            if is_there {
                self.show_target(target);
            }
            return is_there;
        };
        self.show_target(target);
        let story = target.position.section.map(|section| usize::from(section.number) - 1);
        if !self.story_lists.select(post, story) {
            self.select_anywhere(post);
        }
        true
    }

    fn show_target(&mut self, target: JumpTarget) {
        self.keep_position();
        self.focus = target.focus;
        if self.reader.page() == Some(target.page) {
            self.reader.go_to(target.position, target.line);
        } else {
            self.pending_jump = Some(target);
        }
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
