//! The lists of stories: opening and closing them, requests for their rows, and what the reader shows of them.

use std::sync::Arc;

use super::chart::Chart;
use super::focus::Focus;
use super::matches::Seek;
use super::message::{Effect, PageContent, PageRequest};
use super::messages;
use super::mode::Mode;
use super::prompt::Purpose;
use super::reader::PageId;
use super::rows_page::RowsPage;
use super::state::App;
use super::story_list::StoryList;
use super::story_lists::Running;
use super::story_reading::{Stories, StoriesAnswer, StoriesRequest};
use super::story_request::{CitedWork, ListSource, StoryAnswer, StoryQuery, StoryRequest};
use crate::config::keymap::Action;
use crate::insight::StoryData;
use crate::model::{Marks, Position, PostId};
use crate::search::Query;
use crate::text::CleanText;

impl App {
    /// The stories of the library. If they are not known, they are requested: once, whatever else asks for them until
    /// they are there.
    pub(super) fn stories(&mut self) -> Option<Arc<StoryData>> {
        if self.reads_texts() {
            return None;
        }
        if self.stories.known.is_none() && !std::mem::replace(&mut self.stories.is_reading, true) {
            let (version, library) = (self.library_version, Arc::clone(&self.library));
            self.effects.push(Effect::ReadStories(Box::new(StoriesRequest { version, library })));
        }
        self.stories.known.clone()
    }

    /// The stories, if they were asked for before.
    pub(super) fn known_stories(&self) -> Option<&StoryData> {
        self.stories.known.as_deref()
    }

    /// Receives the stories. Those of an earlier library are dropped.
    pub(super) fn on_stories(&mut self, answer: StoriesAnswer) {
        if answer.version != self.library_version {
            return self.free(Some(answer.data));
        }
        self.stories = Stories { known: Some(answer.data), is_reading: false };
        self.request_rows();
        self.request_trends();
    }

    /// The library is another one.
    pub(super) fn forget_stories(&mut self) {
        let stories = std::mem::take(&mut self.stories);
        self.free(stories.known);
    }

    /// Has data freed that nothing else uses.
    pub(super) fn free(&mut self, data: Option<Arc<StoryData>>) {
        self.effects.extend(data.filter(|data| Arc::strong_count(data) == 1).map(Effect::Free));
    }

    /// Opens a list over the one that is shown, or over the posts.
    pub(super) fn open_story_list(&mut self, source: ListSource) {
        if !self.story_lists.are_open() {
            self.story_lists.before = self.jump_target().map(|target| (target, self.reader.is_user_scrolled()));
            self.chart_under_lists = None;
        }
        self.keep_position();
        self.page_query = None;
        self.matches.invalidate();
        let dropped = self.story_lists.push(StoryList::new(source));
        self.drop_list(dropped);
        self.focus = Focus::PostList;
        self.request_rows();
    }

    /// A list was closed because there were too many, and with it the chart that it was opened from.
    fn drop_list(&mut self, list: Option<StoryList>) {
        let Some(mut list) = list else { return };
        let data = list.take_data();
        self.free(data);
        self.chart_under_lists.take_if(|(under, _)| *under == 2);
        self.chart_under_lists.iter_mut().filter(|(under, _)| *under > 2).for_each(|(under, _)| *under -= 1);
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
        let data = self.story_lists.pop().and_then(|mut list| list.take_data());
        self.free(data);
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
        if self.is_single_post() {
            self.focus = Focus::Reader;
        }
        let Some((target, was_scrolled)) = self.story_lists.before.take() else { return };
        if self.post_list.selected() != target.page.post() {
            return;
        }
        self.focus = target.focus;
        if self.reader.page() == Some(target.page) {
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

    /// Enter on a row: to the stories of the work or name, or to the text of the story; `Ctrl-o` leads back from that.
    pub(super) fn read_row(&mut self) {
        let cited = self.story_lists.top().and_then(StoryList::selected_work).map(CitedWork::of);
        if let Some(work) = cited {
            return self.open_story_list(ListSource::Citing(Box::new(work)));
        }
        let name = self.story_lists.top().and_then(StoryList::selected_name).map(|name| name.name.clone());
        if let Some((text, Ok(query))) = name.map(|name| (name.clone(), Query::phrase(&name))) {
            return self.open_story_list(ListSource::Naming(Box::new(StoryQuery { text, query: Arc::new(query) })));
        }
        if !self.story_lists.awaits_rows() {
            self.push_jump();
            self.read_story();
            self.focus_page();
        }
    }

    /// Requests the rows of the list that is shown: now, or once all texts are there.
    pub(super) fn request_rows(&mut self) {
        let version = self.library_version;
        if !self.story_lists.are_open() {
            return;
        }
        let Some(data) = self.stories() else { return };
        let makes = self.story_lists.top().and_then(|list| list.source.needs(&data));
        if let Some(running) = &mut self.story_lists.running
            && makes.is_some()
            && (running.version, running.makes) == (version, makes)
        {
            // What it makes is wanted, and another request would begin that anew.
            running.is_late = true;
            return;
        }
        let Some(list) = self.story_lists.top() else { return };
        let ticket = self.story_lists.ticket + 1;
        let queries = [list.narrowing.as_ref(), list.source.query()];
        let asks_marks = queries.into_iter().flatten().any(|query| query.query.asks_marks());
        let request = StoryRequest {
            ticket,
            source: list.source.clone(),
            narrowing: list.narrowing.clone(),
            sort: list.sort,
            marks: if asks_marks { self.marks.without_unloaded() } else { Marks::default() },
            config_folder: self.config_folder.clone(),
            data,
        };
        self.story_lists.ticket = ticket;
        self.story_lists.running = Some(Running { ticket, version, makes, is_late: false });
        self.effects.push(Effect::ListStories(Box::new(request)));
    }

    /// Receives rows. Late ones are dropped.
    pub(super) fn on_story_rows(&mut self, answer: StoryAnswer) {
        let Some(running) = self.story_lists.running.take_if(|running| running.ticket == answer.ticket) else { return };
        if running.version != self.library_version {
            return self.free(Some(answer.data));
        }
        if running.is_late {
            return self.request_rows();
        }
        let Some(list) = self.story_lists.top_mut() else { return };
        let (is_first, place) = (!list.is_known(), list.place());
        let before = list.receive(answer, running.version);
        let is_same_part = is_same_part(place, list.place());
        let is_empty = list.rows().is_empty();
        self.free(before);
        self.reader.invalidate_rows();
        if is_same_part {
            // Its number may be another one, but it is read where it was.
            self.story_lists.shown = self.story_lists.place();
        }
        if let Some((before, _)) = self.story_lists.before.filter(|_| is_first) {
            self.story_lists.select_before(before);
        }
        self.story_lists.top_mut().into_iter().for_each(StoryList::catch_up);
        self.matches.invalidate();
        if is_first && is_empty && self.story_lists.top().is_some_and(|list| list.narrowing.is_none()) {
            self.say_that_there_is_nothing();
        }
    }

    /// An empty list is not worth being looked at: it is closed with a message.
    fn say_that_there_is_nothing(&mut self) {
        let Some(list) = self.story_lists.top() else { return };
        let text = messages::nothing_to_list(&list.source, &self.known_labels(), &self.keymap.key(Action::CommandLine));
        if matches!(self.mode, Mode::Normal) {
            self.close_story_list();
            self.return_to_chart();
        }
        self.notify(&text);
    }

    /// The library is another one: the rows are made anew.
    pub(super) fn refresh_story_lists(&mut self) {
        self.forget_stories();
        for data in self.story_lists.forget_covered() {
            self.free(Some(data));
        }
        if let Some((_, Chart::Trends(trends))) = &mut self.chart_under_lists {
            let data = trends.forget();
            self.free(data);
        }
        if self.story_lists.are_open() {
            self.story_lists.visited = self.story_lists.visited.filter(|post| !self.library.is_gone(*post));
            self.request_rows();
        }
    }

    /// Narrows the list by what is typed. An error leaves the list as it is.
    pub(super) fn narrow_by(&mut self, text: &str) {
        let is_of_works = self.story_lists.top().is_some_and(|list| list.source.is_of_groups());
        let query = if is_of_works { Query::phrase(text) } else { Query::while_typing(text) };
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
        self.reader.invalidate_rows();
        self.matches.invalidate();
        if is_stale {
            self.request_rows();
        }
    }

    /// The purpose of the prompt that the list opens.
    pub(super) fn list_prompt(&self) -> Purpose {
        if self.story_lists.are_open() { Purpose::NarrowList } else { Purpose::SearchLibrary }
    }

    /// Sends the reader to the selected row, if it is another one than before.
    pub(super) fn show_row(&mut self) {
        let Some((page, position)) = self.story_lists.place() else { return };
        if self.story_lists.shown.replace((page, position)) == Some((page, position))
            || self.reader.page() != Some(page)
        {
            return;
        }
        self.keep_position();
        self.page_query = None;
        self.reader.go_to(position, None);
        self.reader.set_user_scrolled(false);
        self.seek = self.story_seek();
        self.matches.invalidate();
    }

    /// Shows a page that is made of rows.
    pub(super) fn show_rows_page(&mut self, page: PageId, rows: RowsPage, width: u16) {
        if self.reader.page() != Some(page) {
            self.keep_position();
            self.page_query = None;
            self.seek = None;
        }
        let usual = || (self.story_lists.place().map(|(_, position)| position).unwrap_or_default(), None);
        let jump = self.pending_jump.take().filter(|target| target.page == page);
        let place = jump.map_or_else(usual, |target| (target.position, target.line));
        if let Some(ticket) = self.reader.request(page, width, place) {
            let request = PageRequest { ticket, page, width, content: PageContent::Rows(rows) };
            self.effects.push(Effect::LayOutPage(Box::new(request)));
        }
    }

    /// While a page of all rows is read, the row that is read is the selected one.
    pub(super) fn follow_page(&mut self) {
        let Some((page, _)) = self.story_lists.page().filter(|_| self.focus == Focus::Reader) else { return };
        let section = self.reader.section().unwrap_or_default();
        if self.reader.page() == Some(page) && self.reader.current().is_some() {
            self.story_lists.follow(section);
        }
    }

    /// Whether there is a page to read: that of a post, or one made of rows.
    #[must_use]
    pub fn has_page(&self) -> bool {
        // What was read before stays while rows are being made.
        self.selected().is_some() || self.story_lists.awaits_rows() || self.story_lists.page().is_some()
    }

    /// Where a post is shown that is that of the selected story: at the story.
    pub(super) fn story_position(&self, post: PostId) -> Option<Position> {
        let (page, position) = self.story_lists.place()?;
        (page == PageId::Post(post)).then_some(position)
    }

    /// The match to go to in the story that is shown, if something is highlighted in it.
    pub(super) fn story_seek(&self) -> Option<Seek> {
        let list = self.story_lists.top()?;
        let hit = list.selected_story().filter(|_| list.query().is_some() && list.page().is_none())?;
        Some(Seek::InStory(hit.story))
    }
}

/// Whether two places are the same part of the page of all rows.
fn is_same_part(before: Option<(PageId, Position)>, after: Option<(PageId, Position)>) -> bool {
    let part = |(page, position): (PageId, Position)| Some((page.list()?, position.section.map(|key| key.heading)));
    before.and_then(part).is_some_and(|before| after.and_then(part) == Some(before))
}
