//! Names as a list in Markdown.

use std::io::{self, Write};

use super::escape;
use crate::insight::{Name, NameKind, StoryTable, Years};
use crate::model::Library;
use crate::text::pluralize;

/// Writes names under a title, each with its kind, how many stories have it, and their years.
pub(in crate::export) fn write(
    title: &str,
    names: &[&Name],
    (table, library): (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# {}\n", escape::words(title))?;
    for name in names {
        let posts = name.rows.iter().filter_map(|&row| table.rows().get(row as usize)).map(|row| row.post);
        let years = Years::of(posts, library).map(|years| format!(", {years}")).unwrap_or_default();
        let kind = name.kind.map(|kind| format!(" ({})", NameKind::name(kind))).unwrap_or_default();
        let stories = pluralize(name.rows.len(), "story", "stories");
        writeln!(out, "- {}{kind}, in {stories}{years}", escape::words(&name.name))?;
    }
    Ok(())
}
