//! Posts to files for other programs and people: Markdown, HTML, EPUB, plain text and JSON lines.
//!
//! - `format`: the formats.
//! - `job`: an export from what was chosen to files.
//! - `volume`: the chosen posts, and what the links between them lead to.
//! - `entry`: one post of a volume, read from its file.
//! - `destination`: where the files go; each is written whole or not at all.
//! - `file_name`: safe names for the files of a folder.
//! - `markdown`: posts as Markdown; `markdown/front_matter`, `markdown/blocks`, `markdown/inlines`, `markdown/escape`.
//! - `fragment`: blocks as XHTML, which HTML and EPUB share; `xml`: escaping, and addresses that may be linked to.
//! - `language`: which language a text is probably in.
//! - `html`: one page that needs nothing else.
//! - `epub`: a book; `epub/cover`, `epub/package`: its cover and its lists of contents.
//! - `text`: posts as the reader shows them.
//! - `bibliography`: works that stories cite, as BibTeX and CSL-JSON.
//! - `names`: names as lines with tabs.
//! - `json_lines`, `record`, `json`: posts and stories as JSON objects, on lines that are safe in a terminal.

mod bibliography;
mod destination;
mod entry;
mod epub;
mod file_name;
mod format;
mod fragment;
mod html;
mod job;
pub mod json;
mod json_lines;
mod language;
mod markdown;
mod names;
pub mod record;
mod text;
mod volume;
mod xml;

use std::io::{self, Write};

pub use bibliography::{write_bibtex, write_csl_json};
pub use destination::{Destination, DestinationError, names_folder, write_file};
pub use format::Format;
pub use job::{ExportError, ExportJob, Exported};
pub use names::write_name;
pub use volume::Selection;

use crate::insight::{DigestPart, Name, StoryTable, Work};
use crate::model::Library;

/// Writes labelled parts of stories as one Markdown page under a title, each with its headline, date and a link back.
///
/// # Errors
/// Writing failed.
pub fn write_digest(
    title: &str,
    parts: &[DigestPart],
    archive: (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    markdown::write_digest(title, parts, archive, out)
}

/// Writes works as one Markdown page under a title, each with the stories that cite it.
///
/// # Errors
/// Writing failed.
pub fn write_works(
    title: &str,
    works: &[Work],
    archive: (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    markdown::write_works(title, works, archive, out)
}

/// Writes names as a list in Markdown under a title.
///
/// # Errors
/// Writing failed.
pub fn write_names(
    title: &str,
    names: &[&Name],
    archive: (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    markdown::write_names(title, names, archive, out)
}
