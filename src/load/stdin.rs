//! A post from standard input.

use std::io::{self, IsTerminal, Read};
use std::time::{SystemTime, UNIX_EPOCH};

use thiserror::Error;

use super::limits::MAX_FILE;
use crate::model::PostSource;

/// What a page of HTML starts with, in any case.
const HTML_STARTS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<?xml"];

/// Why no post can be read from standard input.
#[derive(Debug, Error)]
pub enum StdinError {
    /// Nothing is piped into the program.
    #[error("standard input is a terminal: pipe a post into it, as in `importai-reader - < post.md`")]
    Terminal,
    /// There is no text.
    #[error("standard input is empty")]
    Empty,
    /// It cannot be read.
    #[error("cannot read standard input: {0}")]
    Unreadable(#[from] io::Error),
}

/// Reads a post from standard input, up to the size limit of a file.
///
/// # Errors
/// Standard input is a terminal, is empty, or cannot be read.
pub fn read_stdin() -> Result<PostSource, StdinError> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Err(StdinError::Terminal);
    }
    let mut text = Vec::new();
    // One byte more tells that there is more.
    stdin.lock().take(MAX_FILE + 1).read_to_end(&mut text)?;
    if text.trim_ascii().is_empty() {
        return Err(StdinError::Empty);
    }
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let read_at = i64::try_from(since_1970.as_secs()).unwrap_or_default();
    Ok(PostSource::Stdin { text: text.into(), read_at })
}

/// True if a text without a file name is a page of HTML.
pub(super) fn is_html(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    HTML_STARTS
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes())))
}
