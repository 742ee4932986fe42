//! Stars and read marks of stories by themselves. A story is read if it was marked, or opened from a list, or if its
//! post is read.

use super::message::Effect;
use super::messages;
use super::state::App;
use super::undo_history::{MarkedStory, UndoStep};
use crate::config::keymap::Action;
use crate::insight::{StoryData, StoryHit};
use crate::model::{Mark, MarkField};

impl App {
    /// The marks of a story of a list: its own star, and whether it or its post was read. Those of a post without
    /// stories are the post's.
    #[must_use]
    pub fn story_mark(&self, hit: &StoryHit, data: &StoryData) -> Mark {
        let row = data.table().row(hit);
        row.map_or_else(|| self.marks.get(hit.post), |row| data.table().mark(row, &self.library, &self.marks))
    }

    /// Whether changes to the marks of a story of a list are not on disk.
    #[must_use]
    pub fn is_story_unsaved(&self, hit: &StoryHit, data: &StoryData) -> bool {
        let Some(post) = self.library.post(hit.post) else { return false };
        let key = data.table().row(hit).and_then(|row| data.table().story_key(row));
        let of_story = || key.map(|key| self.is_unsaved(&key.identity(post.identity())));
        // Most of the time all is saved.
        !self.unsaved.changes().is_empty() && of_story().unwrap_or_else(|| self.is_unsaved(post.identity()))
    }

    /// The selected story of a list, if that has the keys and the story is not all of its post.
    fn acting_story(&self) -> Option<MarkedStory> {
        let list = self.story_lists.acting(self.focus)?;
        let (hit, data) = (list.selected_story()?, list.data()?);
        let row = data.table().row(hit)?;
        let key = data.table().story_key(row)?;
        Some(MarkedStory { post: hit.post, key, headline: row.headline.clone() })
    }

    /// Stars the selected story or removes its star. Returns false if no story is selected.
    pub(super) fn toggle_story_star(&mut self) -> bool {
        let Some((story, mark)) = self.acting_story().map(|story| (story.clone(), self.own_mark(&story))) else {
            return false;
        };
        self.mark_story(story, MarkField::Starred(!mark.starred));
        true
    }

    /// Marks the selected story as read or as unread. Returns false if no story is selected.
    pub(super) fn toggle_story_read(&mut self) -> bool {
        let Some(story) = self.acting_story() else { return false };
        if self.marks.get(story.post).read {
            self.notify(&messages::post_of_story_is_read(&self.keymap.key(Action::ToggleRead)));
        } else {
            let is_read = self.own_mark(&story).read;
            self.mark_story(story, MarkField::Read(!is_read));
        }
        true
    }

    /// Marks the selected story as read, because it is opened.
    pub(super) fn read_story(&mut self) {
        if let Some(story) = self.acting_story().filter(|story| !self.marks.get(story.post).read) {
            self.mark_story(story, MarkField::Read(true));
        }
    }

    /// Whether the text is read for a story of a list: its end says nothing of the rest of the post.
    pub(super) fn reads_one_story(&self) -> bool {
        let selected = || self.story_lists.top()?.selected_story()?.story;
        self.story_lists.visited.is_none() && selected().is_some()
    }

    fn own_mark(&self, story: &MarkedStory) -> Mark {
        self.library.post(story.post).map(|post| self.marks.of_story(post, story.key)).unwrap_or_default()
    }

    fn mark_story(&mut self, story: MarkedStory, field: MarkField) {
        let mark = self.own_mark(&story);
        let before = match field {
            MarkField::Read(_) => MarkField::Read(mark.read),
            MarkField::Starred(_) => MarkField::Starred(mark.starred),
            MarkField::Position(_) => return,
        };
        if before != field {
            self.change_story_mark(&story, field);
            self.undo_history.push(UndoStep::Story(story, before));
        }
    }

    pub(super) fn change_story_mark(&mut self, story: &MarkedStory, field: MarkField) {
        let Some(post) = self.library.post(story.post) else { return };
        if let Some(change) = self.marks.change_story(post, story.key, field) {
            self.unsaved.add(change.clone());
            self.effects.push(Effect::Save(change));
        }
    }
}
