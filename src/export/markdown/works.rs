//! Works that stories cite as Markdown: a list, each with the stories that cite it.

use std::io::{self, Write};

use super::escape;
use crate::export::xml::web_address;
use crate::insight::{StoryTable, Work};
use crate::model::Library;

/// Writes a page with these works under a title.
pub(in crate::export) fn write(
    title: &str,
    works: &[Work],
    (table, library): (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# {}\n", escape::words(title))?;
    for work in works {
        let name = escape::words(&work.name());
        let link = work.url.as_deref().and_then(web_address);
        let name = link.map_or(name.clone(), |link| format!("[{name}]({})", escape::destination(&link)));
        let source = work.source.as_ref().map(|source| format!(", {}", escape::words(source))).unwrap_or_default();
        writeln!(out, "- {name}{source}")?;
        for hit in &work.stories {
            let (Some(post), Some(row)) = (library.post(hit.post), table.row(hit)) else { continue };
            let of = if row.story.is_some() { format!(", {}", escape::words(&post.title)) } else { String::new() };
            let date = if post.date.is_of_file() { String::new() } else { format!("{}: ", post.date.format_iso()) };
            writeln!(out, "  - {date}{}{of}", escape::words(row.name(library)))?;
        }
    }
    Ok(())
}
