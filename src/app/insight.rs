//! The lists of stories: opening and closing them, requests for their rows, and what the reader shows of them.

use std::sync::Arc;

use super::focus::Focus;
use super::matches::Seek;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::prompt::Purpose;
use super::state::App;
use super::story_list::StoryList;
use super::story_lists::Running;
use super::story_request::{ListSource, StoryAnswer, StoryQuery, StoryRequest};
use crate::model::{Marks, Position, PostId, SectionKey};
use crate::search::Query;
use crate::text::CleanText;

impl App {
    /// Turns the posts into their stories, with the query of the search, or back.
    pub(super) fn toggle_stories(&mut self) {
        let is_open = self.story_lists.bottom().is_some_and(|list| matches!(list.source, ListSource::Stories(_)));
        if is_open {
            return self.close_story_lists();
        }
        if self.library.is_empty() {
            return self.notify(messages::NO_STORIES);
        }
        self.close_story_lists();
        let query = self
            .search
            .as_ref()
            .map(|search| StoryQuery { text: CleanText::single_line(&search.text), query: Arc::clone(&search.query) });
        self.open_story_list(ListSource::Stories(query));
    }

    /// Opens a list over the one that is shown, or over the posts.
    pub(super) fn open_story_list(&mut self, source: ListSource) {
        if !self.story_lists.are_open() {
            self.story_lists.before = self.jump_target().map(|target| (target, self.reader.is_user_scrolled()));
        }
        self.keep_position();
        self.page_query = None;
        self.matches.invalidate();
        self.story_lists.push(StoryList::new(source));
        self.focus = Focus::PostList;
        self.request_rows();
    }

    /// Shows all rows of the narrowed list again, or closes it. Returns false if the text has the keys, or there is
    /// none.
    pub(super) fn leave_story_list(&mut self) -> bool {
        if self.focus != Focus::PostList || !self.story_lists.are_open() {
            return false;
        }
        if self.story_lists.top().is_some_and(|list| list.narrowing.is_some()) {
            self.narrow_stories(None);
        } else {
            self.close_story_list();
            self.return_to_chart();
        }
        true
    }

    /// Closes the list that is shown. Under it is another one, or the posts as they were.
    pub(super) fn close_story_list(&mut self) {
        self.story_lists.pop();
        self.matches.invalidate();
        if !self.story_lists.are_open() {
            return self.return_to_posts();
        }
        self.focus = Focus::PostList;
        if self.story_lists.top().is_some_and(|list| list.version != self.library_version) {
            self.request_rows();
        }
    }

    /// Closes all lists.
    pub(super) fn close_story_lists(&mut self) {
        while self.story_lists.are_open() {
            self.close_story_list();
        }
    }

    /// The posts are shown as they were before the first list was opened.
    fn return_to_posts(&mut self) {
        self.forget_rows();
        let Some((target, was_scrolled)) = self.story_lists.before.take() else { return };
        if self.post_list.selected() != Some(target.post) {
            return;
        }
        self.focus = target.focus;
        if self.reader.post() == Some(target.post) {
            self.reader.go_to(target.position, target.line);
            self.reader.set_user_scrolled(was_scrolled);
        } else {
            self.pending_jump = Some(target);
        }
    }

    /// The rows that are being made are not wanted any more.
    fn forget_rows(&mut self) {
        self.story_lists.ticket += 1;
        self.story_lists.running.iter_mut().for_each(|running| running.is_late = true);
    }

    /// Enter on a row: to the text of its story. `Ctrl-o` leads back.
    pub(super) fn read_story(&mut self) {
        if self.selected().is_some() {
            self.push_jump();
            self.focus_page();
        }
    }

    /// Requests the rows of the list that is shown: now, or once all texts are there.
    pub(super) fn request_rows(&mut self) {
        let version = self.library_version;
        if self.reads_texts() {
            return;
        }
        let data = self.story_lists.data.as_ref().filter(|(of, _)| *of == version).map(|(_, data)| Arc::clone(data));
        if let Some(running) = &mut self.story_lists.running
            && running.reads
            && running.version == version
        {
            // Its stories are wanted, and another request would read them from the start again.
            running.is_late = true;
            return;
        }
        let ticket = self.story_lists.ticket + 1;
        let Some(list) = self.story_lists.top() else { return };
        let queries = [list.query()];
        let asks_marks = queries.into_iter().flatten().any(|query| query.asks_marks())
            || matches!(&list.source, ListSource::Stories(Some(query)) if query.query.asks_marks());
        let request = StoryRequest {
            ticket,
            source: list.source.clone(),
            narrowing: list.narrowing.clone(),
            sort: list.sort,
            library: Arc::clone(&self.library),
            marks: if asks_marks { self.marks.without_unloaded() } else { Marks::default() },
            data: data.clone(),
        };
        self.story_lists.ticket = ticket;
        self.story_lists.running = Some(Running { ticket, version, reads: data.is_none(), is_late: false });
        self.effects.push(Effect::ListStories(Box::new(request)));
    }

    /// Receives rows. Late ones are dropped, but not the stories that they were made of.
    pub(super) fn on_story_rows(&mut self, answer: StoryAnswer) {
        let Some(running) = self.story_lists.running.take_if(|running| running.ticket == answer.ticket) else { return };
        if running.version != self.library_version {
            return;
        }
        self.story_lists.data = Some((running.version, Arc::clone(&answer.data)));
        if running.is_late {
            return self.request_rows();
        }
        let Some(list) = self.story_lists.top_mut() else { return };
        let is_first = list.data().is_none();
        list.receive(answer.rows, answer.data, running.version);
        let is_empty = list.rows().is_empty();
        self.matches.invalidate();
        if is_first && is_empty && self.story_lists.top().is_some_and(|list| list.narrowing.is_none()) {
            self.say_that_there_is_nothing();
        }
    }

    /// An empty list is not worth being looked at: it is closed with a message.
    fn say_that_there_is_nothing(&mut self) {
        let text = match self.story_lists.top().map(|list| &list.source) {
            Some(ListSource::Stories(Some(query))) => messages::no_story_matches(&query.text),
            _ => messages::NO_STORIES.to_owned(),
        };
        if matches!(self.mode, Mode::Normal) {
            self.close_story_list();
        }
        self.notify(&text);
    }

    /// The library is another one: the rows are made anew.
    pub(super) fn refresh_story_lists(&mut self) {
        self.story_lists.data = None;
        if self.story_lists.are_open() {
            if let Some(post) = self.story_lists.visited.filter(|post| self.library.is_gone(*post)) {
                self.story_lists.visited = self.story_lists.visited.filter(|visited| *visited != post);
            }
            self.request_rows();
        }
    }

    /// Narrows the list by what is typed. An error leaves the list as it is.
    pub(super) fn narrow_by(&mut self, text: &str) {
        let query = Query::while_typing(text);
        let Some(prompt) = self.mode.prompt_mut() else { return };
        match query {
            Err(error) => prompt.error = Some(error),
            Ok(query) => {
                prompt.error = None;
                let text = CleanText::single_line(text);
                self.narrow_stories((!query.is_empty()).then(|| StoryQuery { text, query: Arc::new(query) }));
            }
        }
    }

    fn narrow_stories(&mut self, narrowing: Option<StoryQuery>) {
        let Some(list) = self.story_lists.top_mut() else { return };
        let text = |query: &Option<StoryQuery>| query.as_ref().map(|query| query.text.clone());
        if text(&list.narrowing) != text(&narrowing) {
            list.narrow(narrowing);
            self.request_rows();
        }
    }

    /// Shows the list as it was before the prompt was opened.
    pub(super) fn restore_story_list(&mut self, list: StoryList) {
        self.forget_rows();
        let is_stale = list.version != self.library_version || list.data().is_none();
        self.story_lists.replace_top(list);
        self.matches.invalidate();
        if is_stale {
            self.request_rows();
        }
    }

    /// The purpose of the prompt that the list opens.
    pub(super) fn list_prompt(&self) -> Purpose {
        if self.story_lists.are_open() { Purpose::NarrowList } else { Purpose::SearchLibrary }
    }

    /// Sends the reader to the selected story, if it is another one than before.
    pub(super) fn show_story(&mut self) {
        if self.focus == Focus::PostList {
            self.story_lists.visited = None;
        }
        let Some(list) = self.story_lists.top().filter(|_| self.story_lists.visited.is_none()) else { return };
        let Some((post, story)) = list.selected_story().map(|hit| (hit.post, hit.story)) else { return };
        if self.story_lists.shown.replace((post, story)) == Some((post, story)) {
            return;
        }
        let Some(position) = self.story_position(post).filter(|_| self.reader.post() == Some(post)) else { return };
        self.keep_position();
        self.page_query = None;
        self.reader.go_to(position, None);
        self.reader.set_user_scrolled(false);
        self.seek = self.story_seek();
        self.matches.invalidate();
    }

    /// Where a post is shown that is that of the selected story: at the story.
    pub(super) fn story_position(&self, post: PostId) -> Option<Position> {
        let list = self.story_lists.top().filter(|_| self.story_lists.visited.is_none())?;
        let hit = list.selected_story().filter(|hit| hit.post == post)?;
        let headline = list.data().and_then(|data| data.table().row(hit)).map(|row| &row.headline);
        let section = hit.story.zip(headline).map(|(story, headline)| SectionKey::new(story, headline));
        Some(Position { section, offset: 0 })
    }

    /// The match to go to in the story that is shown, if the list is the result of a query.
    pub(super) fn story_seek(&self) -> Option<Seek> {
        let list = self.story_lists.top()?;
        let hit = list.selected_story().filter(|_| list.query().is_some())?;
        Some(Seek::InStory(hit.story))
    }
}
