//! Messages: what each of them does to the state.

use std::collections::HashMap;
use std::sync::Arc;

use super::focus::Focus;
use super::layout;
use super::message::{Effect, Msg};
use super::mode::Mode;
use super::state::{App, Status, StatusKind};
use crate::load::Batch;
use crate::model::{Mark, PostId, PostPaths};
use crate::search::Ticket;
use crate::text::CleanText;

impl App {
    /// Handles a message. Returns the effects.
    pub fn update(&mut self, message: Msg) -> Vec<Effect> {
        if matches!((&message, &self.mode), (Msg::Resize(..), Mode::Image(_))) {
            self.effects.push(Effect::Clear);
        }
        let moves_links = matches!(message, Msg::Mouse(_) | Msg::Resize(..) | Msg::PageReady { .. });
        if moves_links && matches!(self.mode, Mode::Hints(_) | Mode::Select(_) | Mode::Image(_)) {
            self.mode = Mode::Normal;
        }
        match message {
            Msg::Key(event) => self.on_key(&event),
            Msg::Mouse(event) => self.on_mouse(event),
            Msg::Resize(columns, rows) => self.size = (columns, rows),
            Msg::Loaded(batch) => self.on_loaded(batch),
            Msg::Marks { stored, notice } => self.on_marks(stored, notice),
            Msg::PageReady { ticket, document, is_text: false, .. } => self.reader.receive_error(ticket, document),
            Msg::PageReady { ticket, page, width, document, .. } => self.reader.receive(ticket, page, width, document),
            Msg::Paste(text) => self.on_paste(&text),
            Msg::Texts { texts, finished } => self.on_texts(texts, finished),
            Msg::SearchDone { ticket, result } => self.on_job_result(ticket, result),
            Msg::Stories(answer) => self.on_stories(answer),
            Msg::StoryRows(answer) => self.on_story_rows(answer),
            Msg::Timeline(answer) => self.on_timeline(*answer),
            Msg::Trends(answer) => self.on_trends(*answer),
            Msg::Repeats(ticket, groups) => self.on_repeats(ticket, groups),
            Msg::Paths(ticket, paths) => self.on_paths(ticket, paths),
            Msg::Backlinks(ticket, backlinks) => self.on_backlinks(ticket, backlinks),
            Msg::Saved { count, result } => self.on_saved(count, result),
            Msg::Opened { post, result } => self.on_opened(post, result),
            Msg::FilesChanged => self.rescan(),
            Msg::Rescanned(found) => self.on_rescanned(found),
            Msg::Fetch(news) => self.on_fetch(news),
            Msg::NotWatched(reason) => self.on_not_watched(&reason),
            Msg::Notify { text, is_error } => self.on_notify(text, is_error),
            Msg::ImageReady { ticket, result } => self.on_image_ready(ticket, result),
            Msg::Edited => self.on_edited(),
            Msg::SearchSaved(result) => self.on_search_saved(result),
            Msg::SearchDeleted(result) => self.on_search_deleted(result),
            Msg::Exported(outcome) => self.on_exported(outcome),
            Msg::Redraw => {}
        }
        self.preview_theme();
        self.sync_panes();
        std::mem::take(&mut self.effects)
    }

    /// The selected post.
    #[must_use]
    pub fn selected(&self) -> Option<PostId> {
        if self.story_lists.are_open() { self.story_lists.selected() } else { self.post_list.selected() }
    }

    /// Whether the reader is on the screen.
    #[must_use]
    pub fn is_reader_visible(&self) -> bool {
        self.layout().reader.is_some()
    }

    /// Updates the panes after a change: the reader shows the selected post, the selected row stays visible, and a post
    /// whose end was seen is marked as read.
    fn sync_panes(&mut self) {
        self.drop_removed_post();
        let layout = self.layout();
        if let Some(area) = layout.post_list {
            let height = usize::from(layout::inner(area).height);
            self.post_list.show_details(layout.reader.is_some(), height);
            self.post_list.keep_visible(height);
            self.fill_snippets(height, area);
            self.story_lists.top_mut().into_iter().for_each(|list| list.keep_visible(height));
        }
        if self.focus == Focus::PostList {
            // The keys are for the selected row again.
            self.story_lists.visited = None;
        }
        let Some(area) = layout.reader else { return };
        let text = layout::text_area(area);
        self.show_row();
        match (self.story_lists.page(), self.selected()) {
            (Some((page, rows)), _) => self.show_rows_page(page, rows, text.width),
            (None, Some(post)) => self.show_post(post, text.width),
            (None, None) => {}
        }
        self.reader.set_height(usize::from(text.height));
        self.update_matches();
        self.follow_page();
        let reads = self.focus == Focus::Reader && self.reader.post().is_some() && self.mode.overlay().is_none();
        if reads && !self.reads_one_story() && self.reader.take_end_reached() {
            self.mark_read(true);
        }
        if self.reader.current().is_some()
            && let Some(action) = self.waits_for_page.take()
        {
            self.perform(action);
        }
    }

    /// Shows a message in the footer.
    pub(super) fn notify(&mut self, text: &str) {
        self.status = Some(Status { text: CleanText::single_line(text), kind: StatusKind::Info });
    }

    /// Shows an error in the footer.
    pub(super) fn notify_error(&mut self, text: &str) {
        self.status = Some(Status { text: CleanText::single_line(text), kind: StatusKind::Error });
    }

    /// A message from a thread or the event loop.
    pub(super) fn on_notify(&mut self, text: CleanText, is_error: bool) {
        if self.status.as_ref().is_none_or(|status| status.kind != StatusKind::MarksNotKept) {
            self.status = Some(Status { text, kind: if is_error { StatusKind::Error } else { StatusKind::Info } });
        }
    }

    fn on_loaded(&mut self, batch: Batch) {
        self.progress = batch.progress;
        let library = Arc::make_mut(&mut self.library);
        library.skipped.extend(batch.skipped);
        if !batch.posts.is_empty() {
            let added = batch.posts.len();
            library.add_with_texts(batch.posts, batch.texts);
            self.marks.sync_with(self.library.posts());
            self.post_list.arrange(&self.library, &self.marks);
            self.more_to_search(added);
        }
        if self.progress.finished {
            self.refresh_chart();
            self.find_references();
            self.effects.push(Effect::IndexPaths(self.library_version, Arc::clone(&self.library)));
            self.effects.push(Effect::ReadTexts(self.library.sources_without_text()));
        }
    }

    /// Once every post is loaded, references between them can be linked.
    fn find_references(&mut self) {
        let references = self.library.series().finder();
        if references.is_empty() {
            return;
        }
        self.references = Arc::new(references);
        self.reader.invalidate();
    }

    /// Late paths, of a library that was exchanged since, are dropped.
    fn on_paths(&mut self, ticket: Ticket, paths: Arc<PostPaths>) {
        if ticket != self.library_version {
            return;
        }
        self.paths = paths;
        // The page may be on its way, read without the paths.
        if self.reader.current().is_none_or(|page| page.has_local_links) {
            self.reader.invalidate();
        } else {
            self.reader.evict_hidden();
        }
    }

    fn on_backlinks(&mut self, ticket: Ticket, backlinks: HashMap<PostId, Vec<PostId>>) {
        if ticket != self.library_version {
            return;
        }
        self.sort_backlinks(backlinks);
        let is_of_series = |post: PostId| {
            let title = self.library.post(post).map(|post| &*post.title).unwrap_or_default();
            self.library.series().neighbours(title) != (None, None)
        };
        if self.reader.post().is_some_and(|post| self.backlinks.contains_key(&post) || is_of_series(post)) {
            self.reader.invalidate();
        } else {
            self.reader.evict_hidden();
        }
    }

    pub(super) fn sort_backlinks(&mut self, mut backlinks: HashMap<PostId, Vec<PostId>>) {
        let date = |id: &PostId| self.library.post(*id).map(|post| post.date.instant());
        for posts in backlinks.values_mut() {
            posts.sort_by_key(|post| std::cmp::Reverse(date(post)));
        }
        self.backlinks = backlinks;
    }

    /// The stored marks were read: at the start, or later if the file could not be opened then.
    fn on_marks(&mut self, mut stored: HashMap<String, Mark>, notice: Option<CleanText>) {
        for change in self.unsaved.changes() {
            let mark = stored.entry(change.identity.clone()).or_default();
            *mark = mark.updated(change.field);
        }
        self.marks.load(stored, self.library.posts());
        self.post_list.arrange(&self.library, &self.marks);
        self.marks_known = true;
        self.refresh_chart();
        if let Some(text) = notice {
            self.status = Some(Status { text, kind: StatusKind::Error });
        }
        if let Some(post) = self.reader.post().filter(|_| !self.reader.is_user_scrolled()) {
            self.reader.go_to(self.marks.get(post).position, None);
        }
    }
}
