//! Searching within a post, and going from match to match with `n` and `N`.

use std::sync::Arc;

use super::focus::Focus;
use super::matches::{Matches, PageQuery, Seek, find};
use super::messages;
use super::state::App;
use crate::search::Query;

impl App {
    /// The query whose matches are highlighted: of the search in this post, or else of the search that listed it.
    fn active_query(&self) -> Option<&Arc<Query>> {
        let local = self.page_query.as_ref().map(|local| &local.query);
        let listed = || match self.story_lists.top() {
            Some(list) => list.query(),
            None => self.search.as_ref().map(|search| &search.query),
        };
        local.or_else(listed)
    }

    /// Searches the post, starting at the line that was at the top.
    pub(super) fn search_post(&mut self, text: &str, query: Query, top: usize) {
        let query = Arc::new(query);
        self.page_query = (!query.is_empty()).then(|| PageQuery { text: text.to_owned(), query });
        self.matches.invalidate();
        self.update_matches();
        self.matches.current = self.matches.first_from(top).or_else(|| self.matches.first_from(0));
        match self.matches.current {
            Some(nth) => self.show_match(nth),
            None => self.reader.scroll_to(top),
        }
    }

    /// Finds the matches on the page if they are not known, and jumps to the pending one.
    pub(super) fn update_matches(&mut self) {
        let shown =
            self.reader.page().filter(|_| self.reader.current().is_some()).map(|page| (page, self.reader.width()));
        if shown.is_none() || self.matches.key == shown {
            return;
        }
        let is_same_post = self.matches.key.zip(shown).is_some_and(|((before, _), (post, _))| before == post);
        let current = self.matches.current.filter(|_| is_same_post);
        self.matches = Matches { key: shown, ..Matches::default() };
        if let (Some(document), Some(query)) = (self.reader.current(), self.active_query()) {
            (self.matches.segments, self.matches.count) = find(document, query);
            self.matches.current = current.filter(|&nth| nth < self.matches.count);
        }
        if let Some(seek) = self.seek.take()
            && self.matches.count > 0
        {
            self.seek_match(seek);
        }
    }

    fn seek_match(&mut self, seek: Seek) {
        let nth = match seek {
            Seek::First | Seek::InStory(None) => Some(0),
            Seek::Last => Some(self.matches.count - 1),
            Seek::InStory(Some(story)) => {
                let sections = self.reader.current().map(|page| page.sections.as_slice()).unwrap_or_default();
                let line = |story: usize| sections.get(story).map(|section| section.line);
                let first = line(story).and_then(|line| self.matches.first_from(line));
                let end = line(story + 1).unwrap_or(usize::MAX);
                first.filter(|&nth| self.matches.line(nth).is_some_and(|line| line < end))
            }
        };
        if let Some(nth) = nth {
            self.matches.current = Some(nth);
            self.preview_match(nth);
        }
    }

    /// Scrolls to a match: to the upper part of the pane, unless it is visible.
    fn show_match(&mut self, nth: usize) {
        let Some(line) = self.matches.line(nth) else { return };
        self.matches.current = Some(nth);
        let (top, height) = (self.reader.top(), self.reader.height().max(1));
        if line < top || line >= top + height {
            self.reader.scroll_to(line.saturating_sub(height / 3));
        }
    }

    /// As [`App::show_match`], but the saved position of the post stays.
    fn preview_match(&mut self, nth: usize) {
        self.keep_position();
        self.show_match(nth);
        self.reader.set_user_scrolled(false);
    }

    /// True if `n` and `N` go through matches: of the post if the reader is focused, or else of the library.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        let is_listed = match self.story_lists.top() {
            Some(list) => list.query().is_some(),
            None => self.search.is_some(),
        };
        is_listed || (self.page_query.is_some() && self.focus == Focus::Reader)
    }

    /// Goes to the next or previous match; from post to post if the library is searched.
    pub(super) fn go_to_match(&mut self, backwards: bool) {
        if self.focus == Focus::PostList && self.page_query.take().is_some() {
            self.matches.invalidate();
            self.update_matches();
        }
        let count = self.matches.count;
        let visible = self.is_reader_visible() && self.reader.current().is_some();
        let next = match self.matches.current {
            Some(nth) if backwards => nth.checked_sub(1),
            Some(nth) => Some(nth + 1),
            None if backwards => self.matches.first_from(self.reader.top()).unwrap_or(count).checked_sub(1),
            None => self.matches.first_from(self.reader.top()),
        };
        match next.filter(|&nth| nth < count && visible) {
            Some(nth) => {
                self.show_match(nth);
                self.notify(&messages::match_of(nth + 1, count));
            }
            None if self.page_query.is_some() && count == 0 => self.notify(messages::NO_MATCH_IN_POST),
            None if self.page_query.is_some() => {
                self.show_match(if backwards { count - 1 } else { 0 });
                self.notify(if backwards { messages::WRAPPED_TO_END } else { messages::WRAPPED_TO_TOP });
            }
            None => self.go_to_result(backwards),
        }
    }

    /// Goes to the next post of the results.
    fn go_to_result(&mut self, backwards: bool) {
        if self.story_lists.are_open() {
            return self.go_to_story(backwards);
        }
        let (cursor, posts) = (self.post_list.cursor(), self.post_list.order().len());
        if posts == 0 || (if backwards { cursor == 0 } else { cursor + 1 == posts }) {
            return self.notify(if backwards { messages::FIRST_MATCH } else { messages::LAST_MATCH });
        }
        self.push_jump();
        self.post_list.move_by(if backwards { -1 } else { 1 });
        self.seek = backwards.then_some(Seek::Last);
        let place = self.post_list.cursor() + 1;
        self.notify(&messages::post_of(place, posts));
    }

    /// Goes to the next story of the list.
    fn go_to_story(&mut self, backwards: bool) {
        let Some(list) = self.story_lists.top() else { return };
        let (cursor, rows) = (list.cursor(), list.rows().len());
        if rows == 0 || (if backwards { cursor == 0 } else { cursor + 1 == rows }) {
            return self.notify(if backwards { messages::FIRST_MATCH } else { messages::LAST_MATCH });
        }
        self.push_jump();
        self.select_by(if backwards { -1 } else { 1 });
        let place = self.story_lists.top().map_or(0, |list| list.cursor() + 1);
        self.notify(&messages::row_of(place, rows));
    }

    /// Closes the innermost search; true if there was one.
    pub(super) fn leave_search(&mut self) -> bool {
        match self.focus {
            Focus::Reader if self.page_query.is_some() => {
                self.page_query = None;
                self.matches.invalidate();
            }
            Focus::PostList if self.search.is_some() || self.awaits_query() => self.end_search(),
            _ => return false,
        }
        true
    }
}
