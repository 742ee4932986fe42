//! The questions to the archive: what its stories are, what they cite, which are alike, and why they matter.

use std::sync::Arc;

use super::focus::Focus;
use super::list_row::{Place, StoryListRow};
use super::messages;
use super::state::App;
use super::story_list::StoryList;
use super::story_request::{ListSource, StoryQuery};
use crate::config::keymap::Action;
use crate::insight::{StoryHit, WHY, labels};
use crate::text::CleanText;

/// The most labels that are named where there is none.
const MAX_LABELS: usize = 5;

impl App {
    /// Opens the list that answers a question.
    pub(super) fn ask(&mut self, question: Action) {
        match question {
            Action::Citations => self.list_here(ListSource::Works),
            Action::Names => self.list_here(ListSource::Names),
            Action::Related => self.list_related(),
            Action::Digest => self.open_digest(WHY),
            _ => self.toggle_stories(),
        }
    }

    /// Turns the posts into their stories, with the query of the search, or back.
    fn toggle_stories(&mut self) {
        if self.story_lists.bottom().is_some_and(|list| matches!(list.source, ListSource::Stories(_))) {
            self.close_story_lists();
        } else {
            self.open_story_list(ListSource::Stories(self.listed_query()));
        }
    }

    /// The works or names of all stories; in the text, those of the story or post that is read.
    fn list_here(&mut self, list: fn(Option<Place>) -> ListSource) {
        match self.current_place().filter(|_| self.focus == Focus::Reader) {
            Some(here) => self.open_story_list(list(Some(here))),
            None => self.toggle_list(list(None)),
        }
    }

    /// The stories most like the selected one, or the one that is read, or like all of the selected post.
    fn list_related(&mut self) {
        let Some(to) = self.current_place() else { return self.say_what_is_selected() };
        let headline = self.current_story();
        let title = || self.library.post(to.0).map(|post| post.title.clone());
        let name = headline.or_else(title).unwrap_or_default();
        self.open_story_list(ListSource::Related { to, name });
    }

    /// The parts with a label of all listed stories, or of all that the search finds.
    pub(super) fn open_digest(&mut self, label: &str) {
        let label = CleanText::single_line(label);
        let list = self.story_lists.top();
        let query = list.map_or_else(|| self.listed_query(), |list| list.own_query().cloned());
        let of_stories = list.filter(|list| list.data().is_some() && !list.source.is_of_groups());
        let places = |list: &StoryList| Arc::new(list.rows().iter().filter_map(StoryListRow::place).collect());
        let among = of_stories.map(places);
        self.toggle_list(ListSource::Digest { label, query, among });
    }

    /// Opens a list, or closes it if it is the one that is shown: its key turns it on and off.
    fn toggle_list(&mut self, source: ListSource) {
        match self.story_lists.top() {
            Some(list) if list.source.is_same_question(&source) => self.close_story_list(),
            _ => self.open_story_list(source),
        }
    }

    /// Why an action for a story or post does nothing.
    pub(super) fn say_what_is_selected(&mut self) {
        let is_group =
            self.story_lists.top().is_some_and(|list| list.source.is_of_groups() && list.selected().is_some());
        if is_group {
            self.notify(&messages::no_single_story(&self.keymap.key(Action::Read)));
        } else {
            self.notify(messages::NOTHING_SELECTED);
        }
    }

    /// The query whose results the post list shows.
    fn listed_query(&self) -> Option<StoryQuery> {
        self.search
            .as_ref()
            .map(|search| StoryQuery { text: CleanText::single_line(&search.text), query: Arc::clone(&search.query) })
    }

    /// The story or post that is selected, or read.
    fn current_place(&self) -> Option<Place> {
        if let Some(list) = self.story_lists.acting(self.focus) {
            return list.selected_story().map(|hit: &StoryHit| (hit.post, hit.story));
        }
        Some((self.selected()?, self.story_on_page().filter(|_| self.focus == Focus::Reader)))
    }

    /// The number of the story that is read, counted from 0.
    fn story_on_page(&self) -> Option<usize> {
        let section = self.reader.section()?;
        let page = self.reader.current().filter(|_| self.reader.post() == self.selected())?;
        page.sections.get(section).filter(|section| section.kind.is_story()).map(|_| section)
    }

    /// The most frequent labels that there are, each with its number, for the message that there is none.
    pub(super) fn known_labels(&self) -> String {
        let Some(data) = self.known_stories() else { return String::new() };
        let labels = labels(data.table()).into_iter().take(MAX_LABELS);
        labels.map(|(label, count)| format!("{label} ({count})")).collect::<Vec<_>>().join(", ")
    }
}
