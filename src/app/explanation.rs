//! What is said of a problem that leads to no post: of the settings, of a feed, or of a file that is not listed.
//! And the search for missing issues.

use super::messages;
use super::overlay::{Item, OverlayKind};
use super::state::App;
use crate::config::keymap::Action;
use crate::model::SeriesGaps;
use crate::text::CleanText;

impl App {
    /// Opens the explanation of an entry of the list of problems.
    pub(super) fn explain_problem(&mut self, entry: usize) {
        let Some(lines) = self.explanation(entry) else { return self.search_missing(entry) };
        self.mode.close_list();
        self.explained = (entry, lines);
        self.open_list(OverlayKind::Problem, 0);
    }

    /// Searches for what mentions the missing issues of an entry.
    fn search_missing(&mut self, entry: usize) {
        let gaps = self.library.series().gaps();
        let first = self.problem_posts().len() - gaps.len();
        let query = entry.checked_sub(first).and_then(|nth| gaps.get(nth)).map(SeriesGaps::query);
        self.mode.close_list();
        if let Some(query) = query {
            self.search_for(&query);
        }
    }

    /// The lines of the explanation.
    pub(super) fn explanation_items(&self) -> Vec<Item> {
        let mut lines = self.explained.1.iter().map(|line| CleanText::single_line(line));
        let heading = lines.next().map(|line| Item::Heading(line.to_string()));
        heading.into_iter().chain(lines.map(Item::Detail)).collect()
    }

    /// Closes the open list. Behind an explanation is the list of problems.
    pub(super) fn close_list(&mut self) {
        let closed = self.mode.close_list();
        if closed.is_some_and(|list| list.kind == OverlayKind::Problem) && !self.problem_posts().is_empty() {
            self.open_list(OverlayKind::Problems, self.explained.0);
        }
    }

    /// What it is about, what is wrong, and what to do.
    fn explanation(&self, entry: usize) -> Option<Vec<String>> {
        let (warnings, feeds) = (&self.config_warnings, &self.feeds.failed);
        if let Some(warning) = warnings.get(entry) {
            let advice = messages::fix_settings(&self.config_file);
            return Some(vec![messages::IN_SETTINGS.to_owned(), warning.to_string(), advice]);
        }
        let entry = entry - warnings.len();
        if let Some(feed) = feeds.get(entry) {
            let again = messages::fetch_again(&self.keymap.key(Action::Reload), &feed.name);
            return Some(vec![feed.name.to_string(), feed.error.to_string(), feed.address.to_string(), again]);
        }
        let (path, problem) = self.library.skipped.get(entry - feeds.len())?;
        let again = messages::read_again(&self.keymap.key(Action::Reload));
        Some(vec![path.to_string(), problem.kind.to_string(), again])
    }
}
