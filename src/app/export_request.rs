//! An export of listed posts: the request, which a thread runs, and how it ended.

use std::path::PathBuf;
use std::sync::Arc;

use super::messages;
use crate::export::{Destination, DestinationError, ExportError, ExportJob, Exported, Format, Selection};
use crate::model::Library;
use crate::text::CleanText;

/// A request to export posts, which a thread runs.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// The library.
    pub(super) library: Arc<Library>,
    pub(super) selections: Vec<Selection>,
    pub(super) title: CleanText,
    /// The name of the file or folder as it was typed.
    pub(super) name: String,
    /// True if a file that exists may be replaced.
    pub(super) replaces: bool,
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
            selections: self.selections.clone(),
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
