//! Reads the posts that `show` and `stories` are given: files, or `-` for standard input.

use std::path::Path;

use anyhow::{Context, anyhow};

use super::usage_error::UsageError;
use crate::load::{self, PostContent};
use crate::text::CleanText;

/// Reads a post. `command` is the command that was typed, for the message about a folder.
pub(super) fn read(path: &Path, command: &str) -> anyhow::Result<PostContent> {
    if path.is_dir() {
        return Err(folder_error(path, command).into());
    }
    let source = if is_stdin(path) { load::read_stdin()? } else { load::open_file(path)? };
    let name = CleanText::single_line(&path.to_string_lossy());
    load::read_content(&source).map_err(|error| anyhow!("{error}")).with_context(|| name.to_string())
}

/// True if a path on the command line means standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn folder_error(folder: &Path, command: &str) -> UsageError {
    let name = folder.to_string_lossy();
    let quoted = quoted(name.trim_end_matches('/'));
    let instead = format!(
        "name one of its files, as in `importai-reader {command} {quoted}/*.md`, or type `importai-reader {quoted}` to \
         read it and `importai-reader list {quoted}` to list it"
    );
    UsageError::Folder { folder: CleanText::single_line(&name), instead: CleanText::single_line(&instead) }
}

/// A path as a shell reads it.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@".contains(c);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
