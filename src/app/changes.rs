//! Files that change while the reader runs: when to scan them, and what their changes do to the state. What the user
//! sees stays where it is.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use super::focus::Focus;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::overlay::OverlayKind;
use super::rescan::{LibraryUpdate, RescanRequest};
use super::state::{App, StatusKind};
use crate::config::keymap::Action;
use crate::load::ChangeCounts;
use crate::model::{Library, Mark, MarkField, PostId};
use crate::search::MatchCache;
use crate::text::CleanText;

impl App {
    /// The user asks for a rescan of the files, and for what is new in the feeds.
    pub(super) fn reload(&mut self) {
        // The fetch ends with a rescan of its own, which tells what there is.
        if !self.fetch_feeds() {
            self.pending_rescan.is_asked = true;
            self.notify(messages::RESCANNING);
        }
        self.rescan();
    }

    /// Requests a rescan of the files: after the running one, and not before all posts are read.
    pub(super) fn rescan(&mut self) {
        self.pending_rescan.is_wanted = self.pending_rescan.is_running || self.reads_texts();
        if !self.pending_rescan.is_wanted {
            self.pending_rescan.is_running = true;
            self.effects.push(Effect::Rescan(Box::new(RescanRequest { library: Arc::clone(&self.library) })));
        }
    }

    /// Changes of the files may go unnoticed.
    pub(super) fn on_not_watched(&mut self, reason: &CleanText) {
        if self.is_footer_free() {
            self.notify(&messages::not_watched(reason, &self.keymap.key(Action::Reload)));
        }
    }

    /// Receives what a rescan found.
    pub(super) fn on_rescanned(&mut self, found: Result<Option<Box<LibraryUpdate>>, CleanText>) {
        self.pending_rescan.is_running = false;
        let has_news = !matches!(found, Ok(None));
        let was_removed = self.post_list.removed();
        let counts = found.map(|update| update.map(|update| self.take_in(*update)).unwrap_or_default());
        let is_removed = self.post_list.removed().is_some() && self.post_list.removed() != was_removed;
        if mem::take(&mut self.pending_rescan.is_wanted) {
            self.rescan();
        }
        let is_asked = !self.pending_rescan.is_running && mem::take(&mut self.pending_rescan.is_asked);
        if counts.is_ok() && !self.pending_rescan.is_running && self.notify_fetched() {
            return;
        }
        match counts {
            _ if is_removed => self.on_notify(CleanText::single_line(messages::OPEN_POST_REMOVED), false),
            Err(error) if is_asked || self.is_footer_free() => {
                self.on_notify(CleanText::single_line(&messages::list_stays(&error)), true);
            }
            Ok(counts) if is_asked || (has_news && self.is_footer_free() && self.feeds.progress.is_none()) => {
                if let Some(text) = messages::changes(counts).or_else(|| is_asked.then(|| messages::NO_CHANGES.into()))
                {
                    self.on_notify(CleanText::single_line(&text), false);
                }
            }
            _ => {}
        }
    }

    /// True if no error is shown.
    pub(super) fn is_footer_free(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.kind == StatusKind::Info)
    }

    fn take_in(&mut self, update: LibraryUpdate) -> ChangeCounts {
        let LibraryUpdate { library, paths, references, backlinks, posts, counts } = update;
        let before = mem::replace(&mut self.library, library);
        self.library_version += 1;
        self.paths = paths;
        self.take_in_marks(&before, &posts);
        self.take_in_page(&posts, references.is_some(), backlinks);
        if let Some(references) = references {
            self.references = references;
        }
        self.take_in_list();
        self.refresh_story_lists();
        self.refresh_chart();
        self.request_repeats();
        self.jump_list.retain(|post| !self.library.is_gone(post));
        self.refresh_overlay(&posts);
        counts
    }

    /// The marks of the posts. A post under another identity keeps those that it had, unless that has some of its own.
    fn take_in_marks(&mut self, before: &Library, posts: &[PostId]) {
        let moved = |id: &PostId| {
            let (old, new) = (before.post(*id)?, self.library.post(*id)?);
            let mark = self.marks.get(*id);
            (!before.is_gone(*id) && old.identity() != new.identity() && mark != Mark::default()).then_some((*id, mark))
        };
        let moved: Vec<(PostId, Mark)> = posts.iter().filter_map(moved).collect();
        let identities = posts.iter().filter_map(|id| Some((before.post(*id)?, self.library.post(*id)?)));
        let renamed = identities.filter(|(old, new)| old.identity() != new.identity());
        for (old, new) in renamed {
            for change in self.marks.move_stories(old.identity(), new.identity()) {
                self.unsaved.add(change.clone());
                self.effects.push(Effect::Save(change));
            }
        }
        self.marks.update(self.library.posts(), posts, |id| self.library.is_gone(id));
        let moved = moved.into_iter().filter(|(id, _)| self.marks.get(*id) == Mark::default()).collect::<Vec<_>>();
        let field_of: [fn(&Mark) -> MarkField; 3] = [
            |mark| MarkField::Read(mark.read),
            |mark| MarkField::Starred(mark.starred),
            |mark| MarkField::Position(mark.position),
        ];
        for field in field_of {
            let changes: Vec<_> = moved.iter().map(|(id, mark)| (*id, field(mark))).collect();
            self.change_marks(&changes);
        }
    }

    /// The page keeps its place. It is laid out again if its text or its links have changed, but not if its file is
    /// gone: then it stays as long as it is read.
    fn take_in_page(&mut self, posts: &[PostId], other_references: bool, backlinks: HashMap<PostId, Vec<PostId>>) {
        let open = self.reader.post();
        let linked_before = open.and_then(|post| self.backlinks.get(&post)).cloned();
        self.sort_backlinks(backlinks);
        let is_linked_otherwise = open.and_then(|post| self.backlinks.get(&post)) != linked_before.as_ref();
        let is_changed = open.is_some_and(|post| posts.contains(&post));
        let has_links = self.reader.current().is_none_or(|page| page.has_local_links);
        let lays_out = is_changed || is_linked_otherwise || other_references || has_links;
        if lays_out && open.is_some_and(|post| !self.library.is_gone(post)) {
            self.reader.invalidate();
        } else {
            self.reader.evict_hidden();
        }
        if is_changed {
            self.matches.invalidate();
        }
    }

    /// The list, and the search whose results it shows.
    fn take_in_list(&mut self) {
        let is_read = |post: &PostId| self.focus == Focus::Reader && self.reader.post() == Some(*post);
        let open = self.post_list.selected().filter(is_read).filter(|_| !self.story_lists.are_open());
        let removed = open.filter(|post| self.library.is_gone(*post));
        self.post_list.take_in(&self.library, &self.marks, removed);
        self.snippets.clear();
        // What was found in a text that has changed is not where it was.
        let snapshot = self.prompt_snapshot.as_mut().and_then(|snapshot| snapshot.search.as_mut());
        for search in self.search.iter_mut().chain(snapshot) {
            search.cache = Arc::new(MatchCache::default());
        }
        self.search_changed_posts();
    }

    /// A list over the panes shows what there is now.
    fn refresh_overlay(&mut self, posts: &[PostId]) {
        let is_of_page = |kind: OverlayKind| matches!(kind, OverlayKind::Links | OverlayKind::Outline);
        let is_changed = self.reader.post().is_some_and(|post| posts.contains(&post));
        if matches!(&self.mode, Mode::Number(number) if number.list.is_some()) && is_changed {
            self.mode = Mode::Normal;
        }
        match self.mode.overlay().map(|overlay| overlay.kind) {
            Some(OverlayKind::Problems) => self.relist_problems(),
            Some(kind) if is_of_page(kind) && is_changed => drop(self.mode.close_list()),
            _ => {}
        }
    }

    /// Shows the problems that there are now, if their list is open.
    pub(super) fn relist_problems(&mut self) {
        let cursor = self.mode.overlay().filter(|list| list.kind == OverlayKind::Problems).map(|list| list.cursor);
        let Some(cursor) = cursor else { return };
        let items = self.problem_items();
        if let Some(overlay) = self.mode.overlay_mut() {
            overlay.list(items);
            overlay.select(cursor);
        }
    }

    /// Once the user has left a post whose file is gone, it is not listed any more.
    pub(super) fn drop_removed_post(&mut self) {
        if self.post_list.removed().is_some_and(|post| self.selected() != Some(post)) {
            self.post_list.forget_removed(&self.library, &self.marks);
        }
    }
}
