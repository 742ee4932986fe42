//! Exporting what is listed to a file: the prompt for its name, and what is said at the end.

use std::collections::HashMap;
use std::sync::Arc;

use super::export_request::{ExportContent, ExportOutcome, ExportRequest};
use super::list_row::StoryListRow;
use super::message::Effect;
use super::messages;
use super::mode::{Mode, Question};
use super::prompt::{Prompt, Purpose};
use super::state::App;
use super::story_list::StoryList;
use super::story_request::ListSource;
use crate::export::{ExportJob, Selection};
use crate::model::PostId;
use crate::text::CleanText;

/// What is typed in the command line in front of the name of a file.
pub(super) const COMMAND: &str = "export ";

impl App {
    /// Asks for the file to export the listed posts to.
    pub(super) fn open_export(&mut self) {
        if self.list_len() == 0 {
            return self.notify(messages::NOTHING_TO_EXPORT);
        }
        self.mode = Mode::Prompt(Prompt::new(Purpose::Export));
    }

    /// What Enter does in that prompt, for a list whose rows are no posts.
    #[must_use]
    pub fn export_hint(&self) -> Option<&'static str> {
        match self.story_lists.top()?.source {
            ListSource::Works(_) => Some(messages::EXPORT_WORKS),
            ListSource::Names(_) => Some(messages::EXPORT_NAMES),
            ListSource::Digest { .. } => Some(messages::EXPORT_DIGEST),
            _ => None,
        }
    }

    /// Enter in the prompt for the file.
    pub(super) fn accept_export(&mut self) {
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        self.export_to(prompt.text());
    }

    /// Exports the listed posts to a file or folder.
    pub(super) fn export_to(&mut self, name: &str) {
        let name = name.trim().to_owned();
        // A name that is refused can be called back and changed.
        self.histories.add(Purpose::Export, &name);
        if self.list_len() == 0 {
            return self.notify(messages::NOTHING_TO_EXPORT);
        }
        if name.is_empty() {
            return;
        }
        let query = self.search.as_ref().map(|search| search.text.clone()).unwrap_or_default();
        let title = match self.story_lists.top() {
            Some(list) => CleanText::single_line(&list.title()),
            None => ExportJob::title_of(&query, false),
        };
        let of_rows = self.story_lists.top().and_then(StoryList::rows_to_export);
        let of_posts = || ExportContent::Posts(Arc::clone(&self.library), self.listed_selections());
        let content = of_rows.map_or_else(of_posts, ExportContent::Rows);
        let request = ExportRequest { content, title, name, replaces: false };
        self.notify(&messages::exporting(&request.what()));
        self.effects.push(Effect::Export(Box::new(request)));
    }

    /// What is listed: posts, or stories of posts, these in the order of the first one of each post.
    fn listed_selections(&self) -> Vec<Selection> {
        let Some(list) = self.story_lists.top() else {
            return self.post_list.listed().iter().map(|&post| Selection { post, stories: None }).collect();
        };
        let mut selections: Vec<Selection> = Vec::new();
        let mut numbers: HashMap<PostId, usize> = HashMap::new();
        for (post, story) in list.rows().iter().filter_map(StoryListRow::place) {
            let number = *numbers.entry(post).or_insert_with(|| {
                selections.push(Selection { post, stories: story.map(|_| Vec::new()) });
                selections.len() - 1
            });
            selections[number].stories.iter_mut().for_each(|stories| stories.extend(story));
        }
        for selection in &mut selections {
            selection.stories.iter_mut().for_each(|stories| {
                stories.sort_unstable();
                stories.dedup();
            });
        }
        selections
    }

    /// An export has ended, or needs an answer.
    pub(super) fn on_exported(&mut self, outcome: ExportOutcome) {
        match outcome {
            ExportOutcome::Written(text) => self.notify(&text),
            ExportOutcome::Failed(text) => self.notify_error(&text),
            // The question waits its turn: what is being typed stays.
            ExportOutcome::Exists(request) if matches!(self.mode, Mode::Normal) => {
                self.mode = Mode::Confirm(Question::ReplaceFile(request));
            }
            ExportOutcome::Exists(request) => self.notify_error(&messages::file_exists(&request.name())),
        }
    }

    /// The file may be replaced.
    pub(super) fn replace_file(&mut self, request: ExportRequest) {
        self.notify(&messages::exporting(&request.what()));
        self.effects.push(Effect::Export(Box::new(ExportRequest { replaces: true, ..request })));
    }
}
