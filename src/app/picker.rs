//! The pickers: posts by their titles, and saved searches.

use std::sync::Arc;

use super::focus::Focus;
use super::messages;
use super::mode::{Mode, Question};
use super::overlay::{Item, OverlayKind};
use super::state::App;
use crate::config::Saved;
use crate::config::keymap::Action;
use crate::model::PostId;
use crate::search::{JobRequest, Query};
use crate::text::CleanText;

impl App {
    /// Opens the list of titles.
    pub(super) fn open_titles(&mut self) {
        self.open_list(OverlayKind::Titles, 0);
        self.request_titles();
    }

    pub(super) fn request_titles(&mut self) {
        let letters = self.mode.overlay().map(|overlay| overlay.query().to_owned()).unwrap_or_default();
        self.request_list(JobRequest::Titles(letters), false);
    }

    /// Receives the titles that match.
    pub(super) fn list_titles(&mut self, posts: &[PostId]) {
        let item = |id: &PostId| {
            let post = self.library.post(*id)?;
            Some(Item::Entry(post.date.format_iso(), post.title.clone()))
        };
        let items = posts.iter().filter_map(item).collect();
        if let Some(overlay) = self.mode.overlay_mut().filter(|overlay| overlay.kind == OverlayKind::Titles) {
            overlay.list(items);
            overlay.posts = posts.to_vec();
            if std::mem::take(&mut overlay.accept_when_ready) {
                self.choose();
            }
        }
    }

    /// True while titles are being searched.
    pub(super) fn awaits_titles(&self) -> bool {
        self.pending.awaits_list
    }

    /// Jumps to a post chosen by its title.
    pub(super) fn jump_to_post(&mut self, post: PostId) {
        if self.library.is_gone(post) {
            return self.notify(messages::POST_REMOVED);
        }
        self.push_jump();
        self.focus = Focus::Reader;
        self.select_anywhere(post);
    }

    /// Opens the list of saved searches and requests their counts.
    pub(super) fn list_searches(&mut self) {
        self.open_list(OverlayKind::Searches, 0);
        // Ages such as `date:<3weeks` are counted from now, not from the start of the reader.
        let query = |saved: &Saved| Query::parse(&saved.text).map_or_else(|_| Arc::clone(&saved.query), Arc::new);
        self.request_list(JobRequest::Counts(self.saved.iter().map(query).collect()), true);
    }

    /// Asks whether to delete the selected search.
    pub(super) fn ask_to_delete_search(&mut self) {
        let selected = self.mode.overlay().and_then(|list| self.saved.get(list.cursor));
        if let Some(name) = selected.map(|saved| saved.name.clone()) {
            self.mode.close_list();
            self.mode = Mode::Confirm(Question::DeleteSearch(name));
        }
    }

    /// A search was deleted, or could not be.
    pub(super) fn on_search_deleted(&mut self, result: Result<CleanText, CleanText>) {
        match result {
            Ok(name) => {
                self.saved.retain(|saved| saved.name != name);
                self.notify(&messages::search_deleted(&name));
            }
            Err(reason) => self.notify_error(&reason),
        }
    }

    /// The lines of the saved searches, with their counts once they are known.
    pub(super) fn search_items(&self, counts: &[(usize, usize)]) -> Vec<Item> {
        let mut items = Vec::new();
        if self.saved.is_empty() {
            items.push(Item::Entry(String::new(), CleanText::single_line(messages::NO_SAVED_SEARCHES)));
            let key = self.keymap.key(Action::SaveSearch);
            let how = messages::how_to_save_a_search(&key, &self.config_file);
            items.push(Item::Detail(CleanText::single_line(&how)));
            items.extend(messages::SAVED_SEARCH_EXAMPLE.map(|line| Item::Detail(CleanText::single_line(line))));
        }
        for (nth, saved) in self.saved.iter().enumerate() {
            let count = match counts.get(nth) {
                Some((posts, unread)) => format!("{unread} unread of {posts}"),
                None => "…".to_owned(),
            };
            items.push(Item::Entry(saved.name.to_string(), CleanText::single_line(&count)));
            items.push(Item::Detail(CleanText::single_line(&saved.text)));
        }
        items
    }

    pub(super) fn list_counts(&mut self, counts: &[(usize, usize)]) {
        let items = self.search_items(counts);
        if let Some(overlay) = self.mode.overlay_mut().filter(|overlay| overlay.kind == OverlayKind::Searches) {
            let cursor = overlay.cursor;
            overlay.list(items);
            overlay.select(cursor);
        }
    }
}
