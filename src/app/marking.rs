//! Stars and read marks: changing them, for one post or for all that are listed, and undoing that.

use std::collections::HashSet;

use super::message::Effect;
use super::messages;
use super::mode::{Mode, Question};
use super::state::App;
use super::undo_history::UndoStep;
use crate::config::keymap::Action;
use crate::model::{MarkField, PostId};

impl App {
    pub(super) fn toggle_star(&mut self) {
        if self.toggle_story_star() {
            return;
        }
        let Some(post) = self.selected() else { return self.say_what_is_selected() };
        let starred = self.marks.get(post).starred;
        self.mark(&[(post, MarkField::Starred(!starred))]);
    }

    pub(super) fn toggle_read(&mut self) {
        if self.toggle_story_read() {
            return;
        }
        let Some(post) = self.selected() else { return self.say_what_is_selected() };
        self.mark_read(!self.marks.get(post).read);
    }

    pub(super) fn mark_read(&mut self, read: bool) {
        if let Some(post) = self.selected() {
            self.mark(&[(post, MarkField::Read(read))]);
        }
    }

    /// Asks whether to mark all listed posts as read.
    pub(super) fn ask_to_mark_all_read(&mut self) {
        let posts = self.listed_unread();
        if posts.is_empty() {
            return self.notify(messages::NO_UNREAD_LISTED);
        }
        self.mode = Mode::Confirm(Question::MarkAllRead(posts));
    }

    /// Marks the posts as read that the question was about.
    pub(super) fn mark_all_read(&mut self, posts: Vec<PostId>) {
        let count = posts.len();
        let changes: Vec<_> = posts.into_iter().map(|post| (post, MarkField::Read(true))).collect();
        self.mark(&changes);
        self.notify(&messages::marked_read(count, &self.keymap.key(Action::Undo)));
    }

    fn listed_unread(&self) -> Vec<PostId> {
        let mut posts: Vec<PostId> = match self.story_lists.top() {
            Some(list) => list.posts().collect(),
            None => self.post_list.listed().to_vec(),
        };
        let mut seen = HashSet::new();
        posts.retain(|&post| !self.marks.get(post).read && seen.insert(post));
        posts
    }

    /// Changes stars or read marks. All of them are undone together.
    pub(super) fn mark(&mut self, changes: &[(PostId, MarkField)]) {
        let before = |&(post, field): &(PostId, MarkField)| {
            let mark = self.marks.get(post);
            let was = match field {
                MarkField::Read(_) => MarkField::Read(mark.read),
                MarkField::Starred(_) => MarkField::Starred(mark.starred),
                MarkField::Position(_) => MarkField::Position(mark.position),
            };
            (was != field).then_some((post, was))
        };
        let step: Vec<_> = changes.iter().filter_map(before).collect();
        if !step.is_empty() {
            self.undo_history.push(UndoStep::Posts(step));
            self.change_marks(changes);
        }
    }

    /// Undoes the last change of stars or read marks.
    pub(super) fn undo(&mut self) {
        let step = match self.undo_history.pop() {
            None => return self.notify(messages::NOTHING_TO_UNDO),
            Some(UndoStep::Posts(step)) => step,
            Some(UndoStep::Story(story, field)) => {
                self.change_story_mark(&story, field);
                return self.notify(&messages::undone(field, &story.headline));
            }
        };
        self.change_marks(&step);
        if let [(post, field)] = step[..] {
            let title = self.library.post(post).map(|post| post.title.to_string()).unwrap_or_default();
            self.notify(&messages::undone(field, &title));
        } else {
            self.notify(&messages::undone_all(step.len()));
        }
    }

    /// Saves the reading position in the post that is shown.
    pub(super) fn keep_position(&mut self) {
        if let Some(post) = self.reader.post()
            && self.reader.shows_text()
            && self.reader.is_user_scrolled()
        {
            self.change_marks(&[(post, MarkField::Position(self.reader.position()))]);
        }
    }

    pub(super) fn change_marks(&mut self, changes: &[(PostId, MarkField)]) {
        for change in self.marks.change(self.library.posts(), changes) {
            self.unsaved.add(change.clone());
            self.effects.push(Effect::Save(change));
        }
    }
}
