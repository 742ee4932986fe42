//! `show`: prints posts as plain text.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};

use crate::layout::PageOptions;
use crate::text::CleanText;
use crate::{layout, load};

/// Prints each file laid out as in the reader, with a line of `=` between files.
pub(super) fn show(files: &[PathBuf], options: &PageOptions, out: &mut dyn Write) -> anyhow::Result<()> {
    for (number, file) in files.iter().enumerate() {
        let source = load::open_file(file)?;
        let name = CleanText::single_line(&file.to_string_lossy());
        let content =
            load::read_content(&source).map_err(|error| anyhow!("{error}")).with_context(|| name.to_string())?;
        if number > 0 {
            writeln!(out, "\n{}\n", "=".repeat(usize::from(options.width)))?;
        }
        let document = layout::lay_out(&content, &content.post, options);
        out.write_all(document.plain_text().as_bytes())?;
    }
    Ok(())
}
