//! `show`: the pages of posts as plain text.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};

use crate::layout::PageOptions;
use crate::text::CleanText;
use crate::{layout, load};

/// Prints the page of each file, with a line of `=` between two.
pub(super) fn show(files: &[PathBuf], setting: &PageOptions, out: &mut dyn Write) -> anyhow::Result<()> {
    for (number, file) in files.iter().enumerate() {
        let source = load::open_file(file)?;
        let name = CleanText::single_line(&file.to_string_lossy());
        let page = load::read_content(&source).map_err(|fault| anyhow!("{fault}")).with_context(|| name.to_string())?;
        if number > 0 {
            writeln!(out, "\n{}\n", "=".repeat(usize::from(setting.width)))?;
        }
        let document = layout::lay_out(&page, &page.post, setting);
        out.write_all(document.plain_text().as_bytes())?;
    }
    Ok(())
}
