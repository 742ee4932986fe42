//! Actions: what each of them does to the state.

use super::overlay::OverlayKind;
use std::sync::Arc;

use super::focus::Focus;
use super::link_labels::labels;
use super::matches::Seek;
use super::message::{Effect, PageContent, PageRequest};
use super::messages;
use super::mode::{Mode, PendingOpen, Question};
use super::reader::PageId;
use super::state::App;
use super::story_list::StoryList;
use crate::article::ReadOptions;
use crate::config::key::Key;
use crate::config::keymap::{Action, ConfirmAction};
use crate::layout::{Destination, PageOptions};
use crate::model::{Filter, MarkField, PostId, Sort, SortKey, WebUrl};
use crate::text::CleanText;

impl App {
    /// Runs an action that is not one of the drawn screens.
    pub(super) fn perform_in_panes(&mut self, action: Action) {
        match action {
            Action::HintLinks | Action::HintLinksToCopy | Action::SelectLines | Action::ShowImage
                if self.needs_page() =>
            {
                self.focus_page();
                self.waits_for_page = Some(action);
            }
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
            Action::Read => self.read(),
            // Terminals send Tab for Ctrl-i.
            Action::SwitchPane if self.focus == Focus::Reader && self.jump_list.has_forward() => self.go_forward(),
            Action::SwitchPane if self.focus == Focus::PostList => drop(self.focus_page()),
            Action::Back if self.leave_story_list() || self.leave_search() || self.leave_filter() => {}
            Action::SwitchPane | Action::Back if self.has_no_list() => {}
            Action::SwitchPane | Action::Back => self.focus = Focus::PostList,
            Action::Zoom => self.zoom(),
            Action::NarrowList => self.move_border(false),
            Action::WidenList => self.move_border(true),
            Action::OpenSource => self.open_source(),
            Action::HintLinks | Action::HintLinksToCopy => self.hint_links(action == Action::HintLinksToCopy),
            Action::ChooseLink => self.choose_link(),
            Action::CopyLink => self.copy_source(),
            Action::CopyCitation => self.copy_citation(),
            Action::ShowImage => self.show_image(None),
            Action::SelectLines => self.select_lines(),
            Action::Edit => self.edit(),
            Action::Pipe => self.open_pipe(),
            Action::SaveSearch => self.name_search(),
            Action::Export => self.open_export(),
            Action::Stories | Action::Citations | Action::Names | Action::Related | Action::Digest => self.ask(action),
            Action::Star => self.toggle_star(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.ask_to_mark_all_read(),
            Action::Undo => self.undo(),
            Action::Filter => self.next_filter(),
            Action::Sort => self.list_orders(),
            Action::Grouping | Action::Unfold => self.change_rows(action),
            Action::Problems => self.list_problems(),
            Action::Help => self.open_list(OverlayKind::Help, 0),
            Action::CommandLine => self.open_command_line(),
            Action::Reload => self.reload(),
            Action::Redraw => self.effects.push(Effect::Clear),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Leave => self.leave(),
            Action::Quit => self.quit(),
            movement => self.move_in_pane(movement),
        }
    }

    /// From the list to the text, or what a row has instead; in the text, to the post that it refers to.
    fn read(&mut self) {
        match self.focus {
            Focus::Reader => self.follow_reference(),
            Focus::PostList if self.story_lists.are_open() => self.read_row(),
            Focus::PostList => drop(self.focus_page()),
        }
    }

    /// Whether the page of the selected post is not on the screen, and so may not be laid out.
    fn needs_page(&self) -> bool {
        self.has_page() && !self.is_reader_visible()
    }

    /// Back to the post list; in it, ends the search, or else quits. A single post has no list.
    fn leave(&mut self) {
        if self.focus == Focus::Reader && !self.has_no_list() {
            self.focus = Focus::PostList;
        } else if !self.leave_story_list() && !self.leave_search() {
            self.quit();
        }
    }

    /// True if there is no list to go back to.
    fn has_no_list(&self) -> bool {
        self.is_single_post() && !self.story_lists.are_open()
    }

    /// Focuses the reader, if a post is selected.
    pub(super) fn focus_page(&mut self) -> bool {
        if self.has_page() {
            self.focus = Focus::Reader;
        }
        self.focus == Focus::Reader
    }

    /// Shows a post in the reader. The position in the previous post is saved.
    pub(super) fn show_post(&mut self, id: PostId, width: u16) {
        let turns = self.reader.post() != Some(id);
        if turns {
            self.keep_position();
            self.page_query = None;
        }
        let pending_jump = self.pending_jump.take().filter(|place| place.page == PageId::Post(id));
        let usual = || (self.story_position(id).unwrap_or(self.marks.get(id).position), None);
        let place = pending_jump.map_or_else(usual, |place| (place.position, place.line));
        if turns && self.story_lists.are_open() {
            self.seek = self.story_seek().filter(|_| pending_jump.is_none() && self.story_position(id).is_some());
        } else if turns {
            let looks_in = self.search.is_some() && pending_jump.is_none();
            self.seek = looks_in.then(|| self.seek.unwrap_or(Seek::First));
        }
        let page = PageId::Post(id);
        let ticket = self.reader.request(page, width, place);
        if pending_jump.is_some() {
            self.reader.set_user_scrolled(true);
        }
        let Some(ticket) = ticket else { return };
        let Some(post) = self.library.post(id) else { return };
        let title = |post: &PostId| self.library.post(*post).map(|other| (*post, other.title.clone()));
        let (previous, next) = self.library.series().neighbours(&post.title);
        let options = PageOptions {
            width,
            open_key: self.keymap.key(Action::OpenSource),
            read: ReadOptions {
                post: Some(id),
                references: Arc::clone(&self.references),
                paths: Arc::clone(&self.paths),
                search_url: self.search_url.clone(),
            },
            highlights: true,
            backlinks: self.backlinks.get(&id).into_iter().flatten().filter_map(title).collect(),
            previous: previous.as_ref().and_then(title),
            next: next.as_ref().and_then(title),
        };
        let content = PageContent::Post(Box::new((post.clone(), options)));
        let request = PageRequest { ticket, page, width, content };
        self.effects.push(Effect::LayOutPage(Box::new(request)));
    }

    fn quit(&mut self) {
        self.keep_position();
        // Whether they will fail is not known any more.
        for post in std::mem::take(&mut self.opening) {
            self.mark(&[(post, MarkField::Read(true))]);
        }
        self.should_quit = true;
    }

    fn list_orders(&mut self) {
        let at = self.sort_keys().iter().position(|key| *key == self.list_sort().key).unwrap_or_default();
        self.open_list(OverlayKind::Sort, at);
    }

    fn next_filter(&mut self) {
        if self.story_lists.are_open() {
            return self.notify(&messages::not_in_stories(&self.keymap.key(Action::Filter)));
        }
        self.filter_by(self.post_list.filter.next());
    }

    /// Shows all posts again. Returns false if they are shown, or the text has the keys.
    fn leave_filter(&mut self) -> bool {
        let leaves = self.focus == Focus::PostList && self.post_list.filter != Filter::All;
        if leaves {
            self.filter_by(Filter::All);
        }
        leaves
    }

    fn filter_by(&mut self, filter: Filter) {
        self.post_list.arrange_by(self.post_list.sort, filter, &self.library, &self.marks);
        let posts = self.post_list.listed().len();
        self.notify(&messages::filtered(filter, posts));
    }

    /// Sorts by a key, or reverses the order if that is the key already.
    pub(super) fn sort_by(&mut self, key: SortKey) {
        let before = self.list_sort();
        let sort = Sort { key, reversed: key == before.key && !before.reversed };
        self.mode.close_list();
        if let Some(list) = self.story_lists.top_mut() {
            list.sort = sort;
            return self.request_rows();
        }
        self.post_list.arrange_by(sort, self.post_list.filter, &self.library, &self.marks);
    }

    fn list_problems(&mut self) {
        if self.problem_posts().is_empty() {
            self.notify(messages::NO_PROBLEMS);
        } else {
            self.open_list(OverlayKind::Problems, 0);
        }
    }

    fn choose_link(&mut self) {
        if self.is_reader_visible() || self.has_page() {
            self.open_list(OverlayKind::Links, 0);
        }
    }

    /// The source of the selected post, or the address of the selected work.
    pub(super) fn source(&self) -> Option<CleanText> {
        let work = self.story_lists.top().and_then(StoryList::selected_work);
        if let Some(work) = work.filter(|_| self.selected().is_none()) {
            return work.url.as_deref().map(CleanText::single_line);
        }
        self.selected().and_then(|post| self.library.post(post)).and_then(|post| post.link.clone())
    }

    fn why_no_source(&self) -> &'static str {
        let is_group = self.story_lists.top().is_some_and(|list| list.source.is_of_groups());
        if is_group && self.selected().is_none() { messages::NO_ADDRESS } else { messages::NO_LINK }
    }

    fn open_source(&mut self) {
        match self.source() {
            Some(link) => {
                self.open_address(&link, &[], true);
            }
            None => self.notify_error(self.why_no_source()),
        }
    }

    /// Opens a link of the page, counted from 0.
    pub(super) fn open_link(&mut self, link: usize) {
        let Some(document) = self.reader.current() else { return };
        match document.links.get(link).map(|link| link.destination.clone()) {
            Some(Destination::Post(post)) => self.follow(post, None),
            Some(Destination::Story(post, section)) => self.follow(post, section),
            Some(Destination::Line(Some(line))) => self.jump_to_line(line),
            Some(Destination::Line(None)) => self.notify(messages::NO_SUCH_PLACE),
            Some(Destination::Web(address)) => {
                let labels = labels(&document.lines, link);
                self.open_address(&address, &labels, false);
            }
            None => {}
        }
    }

    /// Opens an address, asks the user first, or says why it cannot be opened.
    fn open_address(&mut self, address: &str, labels: &[String], is_source: bool) {
        match WebUrl::parse(address) {
            Ok(url) => match url.warning(labels) {
                Some(warning) => self.mode = Mode::Confirm(Question::Open(PendingOpen { url, warning, is_source })),
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
            Ok(()) => post.into_iter().for_each(|post| self.mark(&[(post, MarkField::Read(true))])),
            Err(text) => self.on_notify(text, true),
        }
    }

    /// Handles the answer to a question.
    pub(super) fn on_confirm_key(&mut self, key: Key) {
        let Mode::Confirm(question) = std::mem::take(&mut self.mode) else { return };
        match (question, self.keymap.action(key)) {
            (Question::Open(PendingOpen { url, is_source, .. }), Some(ConfirmAction::Yes)) => {
                self.open_url(url, is_source);
            }
            (Question::Open(_), None) => self.notify(messages::NOT_OPENED),
            (Question::MarkAllRead(posts), Some(ConfirmAction::Yes)) => self.mark_all_read(posts),
            (Question::ReplaceFile(request), Some(ConfirmAction::Yes)) => self.replace_file(*request),
            (Question::ReplaceFile(_), None) => self.notify(messages::NOT_REPLACED),
            (Question::MarkAllRead(_), None) => self.notify(messages::NOT_MARKED),
            (Question::DeleteSearch(name), Some(ConfirmAction::Yes)) => self.effects.push(Effect::DeleteSearch(name)),
            (Question::DeleteSearch(_), None) => self.notify(messages::NOT_DELETED),
        }
    }

    fn copy_source(&mut self) {
        // A name has no address: it is copied itself.
        let name = self.story_lists.top().and_then(StoryList::selected_name).filter(|_| self.selected().is_none());
        match name.map(|name| name.name.clone()).or_else(|| self.source()) {
            Some(link) => self.effects.push(Effect::Copy { lines: vec![link], selected: None }),
            None => self.notify_error(self.why_no_source()),
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
            Destination::Post(post) | Destination::Story(post, _) => {
                self.library.post(*post).and_then(|post| post.link.clone())
            }
            Destination::Web(address) => Some(address.clone()),
            Destination::Line(_) => return self.notify_error(messages::NO_ADDRESS_OF_PLACE),
        };
        match address {
            Some(address) => self.effects.push(Effect::Copy { lines: vec![address], selected: None }),
            None => self.notify_error(messages::NO_LINK_IN_REFERENCE),
        }
    }
}
