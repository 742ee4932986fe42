//! Actions: what each of them does to the state.

use super::overlay::OverlayKind;
use std::sync::Arc;

use super::focus::Focus;
use super::layout;
use super::link_labels::labels;
use super::matches::Seek;
use super::message::{Effect, PageRequest};
use super::messages;
use super::mode::{Mode, PendingOpen};
use super::state::App;
use crate::article::ReadOptions;
use crate::config::key::Key;
use crate::config::keymap::{Action, ConfirmAction};
use crate::layout::{Destination, PageOptions};
use crate::model::{MarkField, PostId, Sort, SortKey, WebUrl};
use crate::text::CleanText;

impl App {
    /// Runs an action.
    pub(super) fn perform(&mut self, action: Action) {
        match action {
            Action::Down => self.move_cursor(1),
            Action::Up => self.move_cursor(-1),
            Action::HalfPageDown => self.move_cursor(self.rows() / 2),
            Action::HalfPageUp => self.move_cursor(-self.rows() / 2),
            Action::PageDown => self.move_cursor(self.rows() - 1),
            Action::PageUp => self.move_cursor(1 - self.rows()),
            Action::Top => self.move_cursor(isize::MIN),
            Action::Bottom => self.move_cursor(isize::MAX),
            Action::NextPost => self.select_by(1),
            Action::PreviousPost => self.select_by(-1),
            Action::NextStory => self.go_to_section(true),
            Action::PreviousStory => self.go_to_section(false),
            Action::Outline => self.list_sections(),
            Action::HistoryBack => self.go_back(),
            Action::HistoryForward => self.go_forward(),
            Action::Search => self.open_prompt(),
            Action::SearchHeadline => self.search_headline(),
            Action::Titles => self.open_titles(),
            Action::Searches => self.list_searches(),
            Action::NextUnread if self.is_searching() => self.go_to_match(false),
            Action::PreviousUnread if self.is_searching() => self.go_to_match(true),
            Action::NextUnread => self.go_to_unread(false),
            Action::PreviousUnread => self.go_to_unread(true),
            Action::Read if self.focus == Focus::Reader => self.follow_reference(),
            Action::Read => drop(self.focus_page()),
            // Terminals send Tab for Ctrl-i.
            Action::SwitchPane if self.focus == Focus::Reader && self.jump_list.has_forward() => self.go_forward(),
            Action::SwitchPane if self.focus == Focus::PostList => drop(self.focus_page()),
            Action::Back if self.leave_search() => {}
            Action::SwitchPane | Action::Back => self.focus = Focus::PostList,
            Action::OpenSource => self.open_source(),
            Action::HintLinks => self.hint_links(false),
            Action::HintLinksToCopy => self.hint_links(true),
            Action::ChooseLink => self.choose_link(),
            Action::CopyLink => self.copy_source(),
            Action::Star => self.toggle_star(),
            Action::ToggleRead => {
                let read = self.selected().is_some_and(|post| self.marks.get(post).read);
                self.mark_read(!read);
            }
            Action::Filter => self.next_filter(),
            Action::Sort => {
                let at = self.sort_keys().iter().position(|key| *key == self.post_list.sort.key).unwrap_or_default();
                self.open_list(OverlayKind::Sort, at);
            }
            Action::Problems => self.list_problems(),
            Action::Help => self.open_list(OverlayKind::Help, 0),
            Action::Redraw => self.effects.push(Effect::Clear),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Quit => self.quit(),
        }
    }

    /// Moves in the focused pane: by posts in the post list, by lines in the reader.
    fn move_cursor(&mut self, by: isize) {
        match self.focus {
            Focus::PostList => self.select_by(by),
            Focus::Reader => self.reader.scroll(by),
        }
    }

    fn select_by(&mut self, posts: isize) {
        self.post_list.move_by(posts);
    }

    /// The height of the focused pane in rows.
    fn rows(&self) -> isize {
        let layout = self.layout();
        let pane = match self.focus {
            Focus::PostList => layout.post_list,
            Focus::Reader => layout.reader,
        };
        let lines = if self.focus == Focus::PostList { self.post_list.post_rows() } else { 1 };
        let height = pane.map_or(1, |pane| usize::from(layout::inner(pane).height));
        isize::try_from(height / lines).unwrap_or(1).max(2)
    }

    /// Focuses the reader, if a post is selected.
    pub(super) fn focus_page(&mut self) -> bool {
        if self.selected().is_some() {
            self.focus = Focus::Reader;
        }
        self.focus == Focus::Reader
    }

    fn go_to_unread(&mut self, backwards: bool) {
        match self.post_list.next_unread(&self.marks, backwards) {
            Some((place, around)) => {
                self.push_jump();
                self.post_list.select(place);
                if around {
                    self.notify(if backwards { messages::WRAPPED_TO_END } else { messages::WRAPPED_TO_TOP });
                }
            }
            None => self.notify(messages::NO_UNREAD),
        }
    }

    /// Shows a post in the reader. The position in the previous post is saved.
    pub(super) fn show_post(&mut self, id: PostId, width: u16) {
        let turns = self.reader.post() != Some(id);
        if turns {
            self.keep_position();
            self.page_query = None;
        }
        let pending_jump = self.pending_jump.take().filter(|place| place.post == id);
        let place = pending_jump.map_or((self.marks.get(id).position, None), |place| (place.position, place.line));
        if turns {
            let looks_in = self.search.is_some() && pending_jump.is_none();
            self.seek = looks_in.then(|| self.seek.unwrap_or(Seek::First));
        }
        let ticket = self.reader.request(id, width, place);
        if pending_jump.is_some() {
            self.reader.set_user_scrolled(true);
        }
        let Some(ticket) = ticket else { return };
        let Some(post) = self.library.post(id) else { return };
        let title = |post: &PostId| self.library.post(*post).map(|other| (*post, other.title.clone()));
        let options = PageOptions {
            width,
            open_key: self.keymap.key(Action::OpenSource),
            read: ReadOptions {
                post: Some(id),
                references: Arc::clone(&self.references),
                paths: Arc::clone(&self.paths),
                search_url: self.search_url.clone(),
            },
            backlinks: self.backlinks.get(&id).into_iter().flatten().filter_map(title).collect(),
        };
        let request = PageRequest { ticket, id, post: post.clone(), options };
        self.effects.push(Effect::LayOutPage(Box::new(request)));
    }

    /// Saves the reading position in the post that is shown.
    pub(super) fn keep_position(&mut self) {
        if let Some(post) = self.reader.post()
            && self.reader.shows_text()
            && self.reader.is_user_scrolled()
        {
            self.change_mark(post, MarkField::Position(self.reader.position()));
        }
    }

    fn quit(&mut self) {
        self.keep_position();
        // Whether they will fail is not known any more.
        for post in std::mem::take(&mut self.opening) {
            self.change_mark(post, MarkField::Read(true));
        }
        self.should_quit = true;
    }

    fn toggle_star(&mut self) {
        if let Some(post) = self.selected() {
            let starred = self.marks.get(post).starred;
            self.change_mark(post, MarkField::Starred(!starred));
        }
    }

    pub(super) fn mark_read(&mut self, read: bool) {
        if let Some(post) = self.selected() {
            self.change_mark(post, MarkField::Read(read));
        }
    }

    fn change_mark(&mut self, post: PostId, field: MarkField) {
        if let Some(change) = self.marks.change(self.library.posts(), post, field) {
            self.unsaved.add(change.clone());
            self.effects.push(Effect::Save(change));
        }
    }

    fn next_filter(&mut self) {
        let filter = self.post_list.filter.next();
        self.post_list.arrange_by(self.post_list.sort, filter, &self.library, &self.marks);
        let posts = self.post_list.order().len();
        self.notify(&messages::filtered(filter, posts));
    }

    /// Sorts by a key, or reverses the order if that is the key already.
    pub(super) fn sort_by(&mut self, key: SortKey) {
        let reversed = key == self.post_list.sort.key && !self.post_list.sort.reversed;
        let filter = self.post_list.filter;
        self.post_list.arrange_by(Sort { key, reversed }, filter, &self.library, &self.marks);
        self.mode.close_list();
    }

    fn list_problems(&mut self) {
        if self.problem_posts().is_empty() {
            self.notify(messages::NO_PROBLEMS);
        } else {
            self.open_list(OverlayKind::Problems, 0);
        }
    }

    fn choose_link(&mut self) {
        if self.is_reader_visible() || self.selected().is_some() {
            self.open_list(OverlayKind::Links, 0);
        }
    }

    /// The source of the selected post.
    fn source(&self) -> Option<CleanText> {
        self.selected().and_then(|post| self.library.post(post)).and_then(|post| post.link.clone())
    }

    fn open_source(&mut self) {
        match self.source() {
            Some(link) => {
                self.open_address(&link, &[], true);
            }
            None => self.notify_error(messages::NO_LINK),
        }
    }

    /// Opens a link of the page, counted from 0.
    pub(super) fn open_link(&mut self, link: usize) {
        let Some(document) = self.reader.current() else { return };
        match document.links.get(link).map(|link| link.destination.clone()) {
            Some(Destination::Post(post)) => self.follow(post),
            Some(Destination::Line(Some(line))) => self.jump_to_line(line),
            Some(Destination::Line(None)) => self.notify(messages::NO_SUCH_PLACE),
            Some(Destination::Web(address)) => {
                let labels = labels(document, link);
                self.open_address(&address, &labels, false);
            }
            None => {}
        }
    }

    /// Opens an address, asks the user first, or says why it cannot be opened.
    fn open_address(&mut self, address: &str, labels: &[String], is_source: bool) {
        match WebUrl::parse(address) {
            Ok(url) => match url.warning(labels) {
                Some(warning) => self.mode = Mode::Confirm(PendingOpen { url, warning, is_source }),
                None => self.open_url(url, is_source),
            },
            Err(refused) => self.notify_error(&refused.to_string()),
        }
    }

    fn open_url(&mut self, url: WebUrl, is_source: bool) {
        self.notify(&messages::opening(url.as_str()));
        let post = self.selected().filter(|_| is_source);
        self.opening.extend(post);
        self.effects.push(Effect::Open(url, post));
    }

    /// An address was opened, or could not be. A post whose source was opened is read.
    pub(super) fn on_opened(&mut self, post: Option<PostId>, result: Result<(), CleanText>) {
        self.opening.retain(|opening| Some(*opening) != post);
        match result {
            Ok(()) => post.into_iter().for_each(|post| self.change_mark(post, MarkField::Read(true))),
            Err(text) => self.on_notify(text, true),
        }
    }

    /// Handles the answer to the question whether to open a link.
    pub(super) fn on_confirm_key(&mut self, key: Key) {
        let Mode::Confirm(PendingOpen { url, is_source, .. }) = std::mem::take(&mut self.mode) else { return };
        if self.keymap.action(key) == Some(ConfirmAction::Open) {
            self.open_url(url, is_source);
        } else {
            self.notify(messages::NOT_OPENED);
        }
    }

    fn copy_source(&mut self) {
        match self.source() {
            Some(link) => self.effects.push(Effect::Copy(link)),
            None => self.notify_error(messages::NO_LINK),
        }
    }

    /// Copies the link of a line of the links list.
    pub(super) fn copy_listed(&mut self, line: usize) {
        match line.checked_sub(1) {
            Some(link) => self.copy_link(link),
            None => self.copy_source(),
        }
    }

    /// Copies a link of the page, counted from 0: its address, or that of the post it refers to.
    pub(super) fn copy_link(&mut self, link: usize) {
        let Some(link) = self.reader.current().and_then(|document| document.links.get(link)) else { return };
        let address = match &link.destination {
            Destination::Post(post) => self.library.post(*post).and_then(|post| post.link.clone()),
            Destination::Web(address) => Some(address.clone()),
            Destination::Line(_) => return self.notify_error(messages::NO_ADDRESS_OF_PLACE),
        };
        match address {
            Some(address) => self.effects.push(Effect::Copy(address)),
            None => self.notify_error(messages::NO_LINK_IN_REFERENCE),
        }
    }
}
