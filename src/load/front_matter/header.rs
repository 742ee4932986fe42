//! Front matter without a frame: lines of `Key: value` up to a blank line, `---` or `...`, as Pelican and MultiMarkdown
//! have them.

use super::keys::{self, Field, KEYS};
use super::{FrontMatter, RawValue, line_at};

/// Maximum length of a key, in bytes.
const MAX_KEY: usize = 40;

/// Reads the header that starts at `start` and ends before `end`. `None` if it is text: some line is neither a key nor
/// indented, or there is no title and fewer than two known keys. Below one key alone, `---` makes a heading of it.
pub(super) fn read(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let mut pairs: Vec<(&str, String, usize)> = Vec::new();
    let mut at = start;
    let mut is_closed = false;
    while at < end {
        let (line, next) = line_at(text, at);
        is_closed = !pairs.is_empty() && matches!(line.trim_end(), "---" | "...");
        if is_closed {
            at = next;
        }
        if is_closed || line.trim().is_empty() {
            break;
        }
        match (split(line), pairs.last_mut()) {
            (_, Some((_, value, _))) if line.starts_with([' ', '\t']) => value.extend([" ", line.trim()]),
            (Some((key, value)), _) => pairs.push((key, value.trim().to_owned(), at)),
            (None, _) => return None,
        }
        at = next;
    }
    let starts_with_known = pairs.first().is_some_and(|(key, ..)| keys::find(key).is_some());
    let known: Vec<_> = pairs.into_iter().filter_map(|(key, value, at)| Some((keys::find(key)?, value, at))).collect();
    let has_title = || known.iter().any(|(key, ..)| KEYS[*key].field == Field::Title);
    if !starts_with_known || !(known.len() > 1 || (has_title() && !is_closed)) {
        return None;
    }
    let mut front = FrontMatter { text, body: at, ..FrontMatter::default() };
    for (key, value, at) in known {
        front.add(key, RawValue::Decoded(value), at);
    }
    Some(front)
}

/// Splits `Key: value`. A key may have spaces in it.
fn split(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-');
    let is_key =
        key.len() <= MAX_KEY && key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_key_char);
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((key.trim_end(), value))
}
