//! Names as a list in Markdown.

use std::io::{self, Write};

use super::escape;
use crate::insight::{Name, StoryTable};
use crate::model::Library;

/// Writes names under a title, each with its kind, how many stories have it, and their years.
pub(in crate::export) fn write(
    title: &str,
    names: &[&Name],
    (table, library): (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# {}\n", escape::words(title))?;
    for name in names {
        writeln!(out, "- {}{}", escape::words(&name.name), name.summary(table, library))?;
    }
    Ok(())
}
