//! Names as lines with tabs.

use std::io::{self, Write};

use crate::insight::{Name, NameKind, StoryTable};
use crate::model::{Library, PostDate};

/// Writes a line: the number of stories, the name, its kind, and the days of the first and the last story, with tabs
/// between them.
///
/// # Errors
/// Writing failed.
pub fn write_name(name: &Name, (table, library): (&StoryTable, &Library), out: &mut dyn Write) -> io::Result<()> {
    let (first, last) = name.days(table, library);
    let kind = name.kind.map(NameKind::name).unwrap_or_default();
    let day = |date: Option<PostDate>| date.map(|date| date.format_iso()).unwrap_or_default();
    writeln!(out, "{}\t{}\t{kind}\t{}\t{}", name.rows.len(), name.name, day(first), day(last))
}
