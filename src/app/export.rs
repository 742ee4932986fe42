//! Exporting the listed posts to a file: the prompt for its name, the request, and what is said at the end.

use std::path::PathBuf;
use std::sync::Arc;

use super::message::Effect;
use super::messages;
use super::mode::{Mode, Question};
use super::prompt::{Prompt, Purpose};
use super::state::App;
use crate::export::{Destination, DestinationError, ExportError, ExportJob, Exported, Format, Selection};
use crate::model::{Library, PostId};
use crate::text::CleanText;

/// What is typed in the command line in front of the name of a file.
pub(super) const COMMAND: &str = "export ";

/// A request to export posts, which a thread runs.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// The library.
    library: Arc<Library>,
    posts: Vec<PostId>,
    title: CleanText,
    /// The name of the file or folder as it was typed.
    name: String,
    /// True if a file that exists may be replaced.
    replaces: bool,
}

/// How an export ended.
#[derive(Clone, Debug)]
pub enum ExportOutcome {
    /// It was written: what was, and where.
    Written(CleanText),
    /// There is such a file, and the user must be asked.
    Exists(Box<ExportRequest>),
    /// Nothing was written, or not all of it: why.
    Failed(CleanText),
}

impl ExportRequest {
    /// The name of the file or folder, for a question.
    #[must_use]
    pub fn name(&self) -> CleanText {
        CleanText::single_line(&self.name)
    }

    /// Exports. The message names what went where.
    #[must_use]
    pub fn run(self) -> ExportOutcome {
        let failed = |error: &dyn std::fmt::Display| {
            ExportOutcome::Failed(CleanText::single_line(&messages::not_exported(&error.to_string())))
        };
        let path = self.path();
        let (destination, format) = match Destination::of(&path, None) {
            Ok(found) => found,
            Err(error) => return failed(&error),
        };
        match self.write(&destination, format) {
            Err(ExportError::Destination(DestinationError::Exists(_))) => ExportOutcome::Exists(Box::new(self)),
            Err(error) => failed(&error),
            Ok(exported) => match exported.unread.first() {
                Some(first) => failed(&messages::export_lacks(&exported.summary(&self.name), first)),
                None => ExportOutcome::Written(exported.summary(&self.name)),
            },
        }
    }

    fn write(&self, destination: &Destination, format: Format) -> Result<Exported, ExportError> {
        let job = ExportJob {
            library: Arc::clone(&self.library),
            selections: self.posts.iter().map(|&post| Selection { post, stories: None }).collect(),
            title: self.title.clone(),
            format,
        };
        job.run(destination, self.replaces)
    }

    /// The path that the name means: `~` is the home folder, as in a shell.
    fn path(&self) -> PathBuf {
        let home = || std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        match self.name.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
            Some(path) => path,
            None => PathBuf::from(&self.name),
        }
    }
}

impl App {
    /// Asks for the file to export the listed posts to.
    pub(super) fn open_export(&mut self) {
        if self.post_list.order().is_empty() {
            return self.notify(messages::NOTHING_TO_EXPORT);
        }
        self.mode = Mode::Prompt(Prompt::new(Purpose::Export));
    }

    /// Enter in the prompt for the file.
    pub(super) fn accept_export(&mut self) {
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        self.export_to(prompt.text());
    }

    /// Exports the listed posts to a file or folder.
    pub(super) fn export_to(&mut self, name: &str) {
        let name = name.trim().to_owned();
        let posts = self.post_list.order().to_vec();
        if posts.is_empty() {
            return self.notify(messages::NOTHING_TO_EXPORT);
        }
        if name.is_empty() {
            return;
        }
        let query = self.search.as_ref().map(|search| search.text.clone()).unwrap_or_default();
        let title = ExportJob::title_of(&query, false);
        self.notify(&messages::exporting(posts.len()));
        let library = Arc::clone(&self.library);
        self.effects.push(Effect::Export(Box::new(ExportRequest { library, posts, title, name, replaces: false })));
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
        self.notify(&messages::exporting(request.posts.len()));
        self.effects.push(Effect::Export(Box::new(ExportRequest { replaces: true, ..request })));
    }
}
