//! A body as lines of text and dividers.

use std::borrow::Cow;
use std::ops::Range;

/// A line of the body that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// Its text, trimmed.
    pub(super) text: Cow<'a, str>,
    /// Bytes of the body that it comes from.
    pub(super) range: Range<usize>,
    /// Whether it is a divider: a row of `#`, `*`, `-` or `_`.
    pub(super) divider: bool,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
}

/// As many `#` in a row part stories, wherever they stand.
const ROW: &str = "#######";

/// Parts a body into its lines; rows of `#` that are glued to a text are lines of their own.
pub(super) fn split(body: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    for line in body.split_inclusive('\n') {
        let mut rest = line;
        let mut start = at;
        at += line.len();
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        while let Some(row) = rest.find(ROW) {
            let end = row + rest[row..].bytes().take_while(|&b| b == b'#').count();
            push(&mut lines, &rest[..row], start, &mut after_blank);
            push(&mut lines, &rest[row..end], start + row, &mut after_blank);
            start += end;
            rest = &rest[end..];
        }
        push(&mut lines, rest, start, &mut after_blank);
    }
    lines
}

fn push<'a>(lines: &mut Vec<Line<'a>>, text: &'a str, start: usize, after_blank: &mut bool) {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = start + (text.len() - text.trim_start().len());
    lines.push(Line {
        text: Cow::Borrowed(trimmed),
        range: start..start + trimmed.len(),
        divider: is_divider(trimmed),
        after_blank: std::mem::take(after_blank),
    });
}

/// `####…`, `***`, `*****`, `\*\*\*`, `* * *`, `---`, `___`; two stars alone are half of a bold text.
fn is_divider(text: &str) -> bool {
    let signs = text.bytes().filter(|b| matches!(b, b'#' | b'*' | b'-' | b'_')).count();
    signs >= 3 && signs != 4 && text.bytes().all(|b| matches!(b, b'#' | b'*' | b'-' | b'_' | b' ' | b'\\'))
        || signs >= 4 && text.bytes().all(|b| b == b'#')
}
