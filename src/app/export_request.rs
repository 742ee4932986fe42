//! An export of what is listed: the request, which a thread runs, and how it ended.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::list_row::StoryListRow;
use super::messages;
use super::rows_page::{RowsPage, RowsPageOf};
use crate::export::{
    Destination, DestinationError, ExportError, ExportJob, Exported, Selection, write_bibtex, write_csl_json,
    write_digest, write_file, write_name, write_names, write_works,
};
use crate::insight::{Name, StoryData, Work};
use crate::layout::TEXT_WIDTH;
use crate::model::Library;
use crate::text::{CleanText, pluralize};

/// A request for an export, which a thread runs.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    pub(super) content: ExportContent,
    pub(super) title: CleanText,
    /// The name of the file or folder as it was typed.
    pub(super) name: String,
    /// True if a file that exists may be replaced.
    pub(super) replaces: bool,
}

/// What is exported.
#[derive(Clone, Debug)]
pub(super) enum ExportContent {
    /// Posts of a library, or some of their stories.
    Posts(Arc<Library>, Vec<Selection>),
    /// Rows of a list: works, names, or the parts of a digest.
    Rows(ListedRows),
}

/// Rows of a list that have formats of their own.
#[derive(Clone, Debug)]
pub(super) struct ListedRows {
    pub(super) rows: Arc<[StoryListRow]>,
    pub(super) data: Arc<StoryData>,
    pub(super) kind: RowsKind,
}

/// What such rows are.
#[derive(Clone, Debug)]
pub(super) enum RowsKind {
    Works,
    Names,
    /// The parts with a label.
    Digest(CleanText),
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
        match self.write() {
            Err(ExportError::Destination(DestinationError::Exists(_))) => ExportOutcome::Exists(Box::new(self)),
            Err(error) => failed(&error),
            Ok(Written::Rows(text)) => ExportOutcome::Written(CleanText::single_line(&text)),
            Ok(Written::Posts(exported)) => match exported.unread.first() {
                Some(first) => failed(&messages::export_lacks(&exported.summary(&self.name), first)),
                None => ExportOutcome::Written(exported.summary(&self.name)),
            },
        }
    }

    fn write(&self) -> Result<Written, ExportError> {
        match &self.content {
            ExportContent::Posts(library, selections) => {
                let (destination, format) = Destination::of(&self.path(), None)?;
                let (library, selections) = (Arc::clone(library), selections.clone());
                let job = ExportJob { library, selections, title: self.title.clone(), format };
                Ok(Written::Posts(job.run(&destination, self.replaces)?))
            }
            ExportContent::Rows(rows) => {
                rows.write(&self.path(), &self.title, self.replaces)?;
                let what = rows.what();
                Ok(Written::Rows(messages::rows_written(&what, &self.name)))
            }
        }
    }

    /// What is exported, in words.
    pub(super) fn what(&self) -> String {
        match &self.content {
            ExportContent::Posts(_, selections) => pluralize(selections.len(), "post", "posts"),
            ExportContent::Rows(rows) => rows.what(),
        }
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

/// What was written.
enum Written {
    Posts(Exported),
    /// In a sentence.
    Rows(String),
}

impl ListedRows {
    /// How many there are, in words.
    fn what(&self) -> String {
        let count = self.rows.len();
        match self.kind {
            RowsKind::Works => pluralize(count, "work", "works"),
            RowsKind::Names => pluralize(count, "name", "names"),
            RowsKind::Digest(_) => pluralize(count, "story", "stories"),
        }
    }

    /// Writes them in the format that the extension asks for.
    fn write(&self, path: &Path, title: &str, replaces: bool) -> Result<(), DestinationError> {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        let (table, library) = (self.data.table(), self.data.library());
        let unknown = |known: &str| DestinationError::UnknownFormat { path: path.to_owned(), known: known.to_owned() };
        match (&self.kind, &*extension) {
            (RowsKind::Works, "bib" | "json" | "md") => {
                let works: Vec<Work> = self.rows.iter().filter_map(|row| row.work(&self.data).cloned()).collect();
                write_file(path, replaces, |out| match &*extension {
                    "bib" => write_bibtex(&works, library, out),
                    "json" => write_csl_json(&works, library, out),
                    _ => write_works(title, &works, (table, library), out),
                })
            }
            (RowsKind::Works, _) => Err(unknown(WORK_FORMATS)),
            (RowsKind::Names, "md" | "tsv") => {
                let names: Vec<&Name> = self.rows.iter().filter_map(|row| row.known_name(&self.data)).collect();
                write_file(path, replaces, |out| match &*extension {
                    "md" => write_names(title, &names, (table, library), out),
                    _ => names.iter().try_for_each(|name| write_name(name, (table, library), out)),
                })
            }
            (RowsKind::Names, _) => Err(unknown(NAME_FORMATS)),
            (RowsKind::Digest(label), "md" | "txt") => {
                let of = RowsPageOf::Digest {
                    title: CleanText::single_line(title),
                    label: label.clone(),
                    rows: Arc::clone(&self.rows),
                };
                let page = RowsPage { data: Arc::clone(&self.data), of };
                write_file(path, replaces, |out| match &*extension {
                    "md" => write_digest(title, &page.parts(label, &self.rows), (table, library), out),
                    _ => out.write_all(page.lay_out(TEXT_WIDTH).plain_text().as_bytes()),
                })
            }
            (RowsKind::Digest(_), _) => Err(unknown(DIGEST_FORMATS)),
        }
    }
}

/// The extensions of files of works: BibTeX, CSL-JSON and Markdown.
pub(super) const WORK_FORMATS: &str = ".bib, .json, .md";

/// The extensions of files of names: Markdown, and lines with tabs.
pub(super) const NAME_FORMATS: &str = ".md, .tsv";

/// The extensions of files of digests.
pub(super) const DIGEST_FORMATS: &str = ".md, .txt";
