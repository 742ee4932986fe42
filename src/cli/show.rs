//! `show`: prints posts as pages, with the styles of the reader on a terminal and as plain text elsewhere.

use std::io::{self, Write};
use std::path::PathBuf;

use crossterm::style::ContentStyle;
use ratatui::backend::IntoCrossterm;

use super::post_file;
use crate::config::theme::Theme;
use crate::layout::{Document, PageOptions};
use crate::{layout, ui};

/// Prints each file laid out as in the reader, with a line of `=` between files. Without a theme it is plain text.
pub(super) fn show(
    files: &[PathBuf],
    options: &PageOptions,
    theme: Option<&Theme>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for (number, file) in files.iter().enumerate() {
        let content = post_file::read(file, "show")?;
        if number > 0 {
            writeln!(out, "\n{}\n", "=".repeat(usize::from(options.width)))?;
        }
        let document = layout::lay_out(&content, &content.post, options);
        match theme {
            Some(theme) => print_styled(&document, theme, out)?,
            None => out.write_all(document.plain_text().as_bytes())?,
        }
    }
    Ok(())
}

/// Prints the same text as [`Document::plain_text`], with styles. Each run of text ends its own style, so that a pager
/// may cut the page anywhere.
fn print_styled(document: &Document, theme: &Theme, out: &mut dyn Write) -> io::Result<()> {
    for line in document.lines.iter().chain(&document.address_lines()) {
        let mut left = line.text().trim_end().len();
        for (text, style) in ui::styled_spans(theme, line) {
            let text = text.get(..left).unwrap_or(text);
            left -= text.len();
            if !text.is_empty() {
                let style: ContentStyle = style.into_crossterm();
                write!(out, "{}", style.apply(text))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
