//! Labelled parts of stories as Markdown: each under its headline, with its date and a link to its post.

use std::io::{self, Write};

use super::escape;
use crate::export::xml::web_address;
use crate::insight::{DigestPart, StoryTable};
use crate::model::{Library, Post};

/// Writes a page with these parts under a title.
pub(in crate::export) fn write(
    title: &str,
    parts: &[DigestPart],
    (table, library): (&StoryTable, &Library),
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "# {}", escape::words(title))?;
    for part in parts {
        let (Some(post), Some(row)) = (library.post(part.hit.post), table.row(&part.hit)) else { continue };
        writeln!(out, "\n## {}\n", escape::words(row.name(library)))?;
        writeln!(out, "{} · {}\n", escape::words(&post.date.format_long()), link(post))?;
        if let Some(tail) = &part.tail {
            writeln!(out, "**{}**\n", escape::words(tail))?;
        }
        for (nth, paragraph) in part.paragraphs.iter().enumerate() {
            writeln!(out, "{}{}", if nth > 0 { "\n" } else { "" }, escape::words(paragraph))?;
        }
    }
    Ok(())
}

/// The title of a post with its address.
fn link(post: &Post) -> String {
    let title = escape::words(&post.title);
    match post.link.as_deref().and_then(web_address) {
        Some(link) => format!("[{title}]({})", escape::destination(&link)),
        None => title,
    }
}
