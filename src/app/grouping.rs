//! Posts that tell the same news, as one row of the post list: turning that on and off, and opening a row. They are
//! looked for once somebody wants them, and again when posts have changed.

use std::mem;
use std::sync::Arc;

use super::focus::Focus;
use super::message::Effect;
use super::messages;
use super::repeat_groups::{RepeatGroups, RepeatsRequest};
use super::state::App;
use crate::config::keymap::Action;
use crate::search::Ticket;

impl App {
    /// Groups posts, or opens a row of several.
    pub(super) fn change_rows(&mut self, action: Action) {
        if self.story_lists.are_open() {
            self.notify(&messages::not_in_stories(&self.keymap.key(action)));
        } else if action == Action::Grouping {
            self.toggle_grouping();
        } else {
            self.toggle_selected_group();
        }
    }

    /// Shows posts that tell the same news as one row, or each post in its own again.
    fn toggle_grouping(&mut self) {
        self.grouping.is_on = !self.grouping.is_on;
        if !self.grouping.is_on {
            self.post_list.set_groups(None);
            self.post_list.arrange(&self.library, &self.marks);
            return self.notify(messages::UNGROUPED);
        }
        self.grouping.is_asked = true;
        let version = self.library_version;
        match self.grouping.groups.take_if(|(of, _)| *of == version) {
            Some((ticket, groups)) => self.on_repeats(ticket, groups),
            None => {
                self.notify(messages::FINDING_REPEATS);
                self.request_repeats();
            }
        }
    }

    /// Looks for posts that tell the same news, if they are wanted and not known: now, or once all texts are there.
    pub(super) fn request_repeats(&mut self) {
        let ticket = self.library_version;
        if self.grouping.is_on && !self.reads_texts() && self.grouping.requested != Some(ticket) {
            self.grouping.requested = Some(ticket);
            let library = Arc::clone(&self.library);
            self.effects.push(Effect::FindRepeats(RepeatsRequest { ticket, library }));
        }
    }

    /// Receives the groups. Those of an earlier library are dropped.
    pub(super) fn on_repeats(&mut self, ticket: Ticket, groups: Arc<RepeatGroups>) {
        if ticket != self.library_version {
            return;
        }
        self.grouping.groups = Some((ticket, Arc::clone(&groups)));
        if !self.grouping.is_on {
            return;
        }
        self.post_list.set_groups(Some(groups));
        self.post_list.arrange(&self.library, &self.marks);
        if mem::take(&mut self.grouping.is_asked) {
            let groups = self.post_list.folds().count();
            self.notify(&messages::grouped(groups, &self.keymap.key(Action::Unfold)));
        }
    }

    /// Opens the row of the selected post, or closes it.
    fn toggle_selected_group(&mut self) {
        if !self.grouping.is_on {
            return self.notify(&messages::group_first(&self.keymap.key(Action::Grouping)));
        }
        if self.awaits_repeats() {
            return self.notify(messages::FINDING_REPEATS);
        }
        if !self.post_list.toggle_selected_group() {
            self.notify(messages::NO_REPEAT);
        }
    }

    /// True while posts are to be grouped and it is not known how.
    fn awaits_repeats(&self) -> bool {
        self.grouping.is_on && self.grouping.groups.is_none()
    }

    /// What the key that opens the row of the selected post does, if that has one.
    #[must_use]
    pub fn group_hint(&self) -> Option<&'static str> {
        let post =
            self.post_list.selected().filter(|_| self.focus == Focus::PostList && !self.story_lists.are_open())?;
        let folds = self.post_list.folds();
        let is_open = folds.is_below(post) || folds.is_open(post);
        (is_open || !folds.folded(post).is_empty()).then(|| messages::same_news(is_open))
    }

    /// Whether posts are grouped, in a word.
    #[must_use]
    pub fn grouping_state(&self) -> Option<&'static str> {
        let state = if self.awaits_repeats() { messages::GROUPING } else { messages::GROUPED };
        self.grouping.is_on.then_some(state)
    }
}
