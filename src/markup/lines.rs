//! A body whose line breaks or emphasis may be broken, as lines of text and dividers.

use std::borrow::Cow;

/// A line of the body that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// Its text, trimmed.
    pub(super) text: Cow<'a, str>,
    /// True for a divider: a row of `#`, `*`, `-` or `_`.
    pub(super) is_divider: bool,
    /// The columns in front of the item of a list; `None` for anything else.
    pub(super) item_indent: Option<usize>,
    /// True if there is no blank line between it and the line before.
    pub(super) is_next: bool,
}

/// A row of this many `#` divides stories, wherever it is.
pub(super) const HASH_DIVIDER: &str = "#######";

/// Splits a body into its lines; rows of `#` that are glued to a text are lines of their own.
pub(super) fn split(body: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut follows_text = false;
    for line in body.lines() {
        let first = lines.len();
        let mut rest = line;
        while let Some(row) = rest.find(HASH_DIVIDER) {
            let end = row + rest[row..].bytes().take_while(|&b| b == b'#').count();
            push(&mut lines, &rest[..row]);
            push(&mut lines, &rest[row..end]);
            rest = &rest[end..];
        }
        push(&mut lines, rest);
        if let Some(line) = lines.get_mut(first) {
            line.is_next = follows_text;
        }
        follows_text = lines.len() > first;
    }
    lines
}

fn push<'a>(lines: &mut Vec<Line<'a>>, line: &'a str) {
    let text = line.trim();
    if !text.is_empty() {
        let is_divider = is_divider(text);
        let is_item = !is_divider && ["* ", "- ", "+ "].iter().any(|bullet| text.starts_with(bullet));
        lines.push(Line {
            text: Cow::Borrowed(text),
            is_divider,
            item_indent: is_item.then(|| indent(line)),
            is_next: false,
        });
    }
}

/// Columns of the white space that a line begins with.
fn indent(line: &str) -> usize {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
}

/// `####…`, `***`, `*****`, `\*\*\*`, `* * *`, `---`, `___`; four characters are the half of a bold text, twice.
fn is_divider(text: &str) -> bool {
    let symbols = text.bytes().filter(|b| matches!(b, b'#' | b'*' | b'-' | b'_')).count();
    symbols >= 3 && symbols != 4 && text.bytes().all(|b| matches!(b, b'#' | b'*' | b'-' | b'_' | b' ' | b'\\'))
        || symbols >= 4 && text.bytes().all(|b| b == b'#')
}

/// Longest line of text, in bytes, that may be a line of verse.
const MAX_SHORT: usize = 120;

/// For each line, whether all lines between the same two blank lines are short.
pub(super) fn in_short_runs(lines: &[Line<'_>]) -> Vec<bool> {
    let mut short: Vec<bool> = Vec::with_capacity(lines.len());
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.is_divider {
            short.push(false);
            start = at + 1;
            continue;
        }
        start = if line.is_next { start } else { at };
        short.push(is_short_text(line) && (at == start || short[at - 1]));
        if !short[at] && at > start && short[at - 1] {
            short[start..at].fill(false);
        }
    }
    short
}

/// Whether a line is short and begins like text, so that no Markdown is in it that ends or changes a paragraph.
fn is_short_text(line: &Line<'_>) -> bool {
    let text = line.text.trim_start_matches("<b>").trim_start_matches("<i>");
    let is_text = !line.is_divider && line.item_indent.is_none() && line.text.len() <= MAX_SHORT;
    is_text && text.starts_with(|c: char| c.is_alphabetic() || "“‘\"'".contains(c)) && !text.contains(['|', '\\'])
}
