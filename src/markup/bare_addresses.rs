//! Bare addresses that contain `*` or `_`, which Markdown would read as emphasis.

use std::borrow::Cow;
use std::ops::Range;

use super::address::{MAX_ADDRESS, address_len};
use crate::text::prefix;

/// Puts such addresses between `<` and `>`, where they stand in text. `text_ranges` finds the text; it is called only
/// if there may be such an address.
pub(super) fn protect(markdown: &str, text_ranges: impl FnOnce(&str) -> Vec<Range<usize>>) -> Cow<'_, str> {
    let found = find(markdown);
    if found.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let text = text_ranges(markdown);
    let is_text = |at: usize| {
        let next = text.partition_point(|range| range.end <= at);
        text.get(next).is_some_and(|range| range.contains(&at))
    };
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut copied = 0;
    for Range { start, end } in found.into_iter().filter(|range| is_text(range.start)) {
        out.extend([&markdown[copied..start], "<", &markdown[start..end], ">"]);
        copied = end;
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// The addresses with such a mark, wherever they stand.
fn find(markdown: &str) -> Vec<Range<usize>> {
    if memchr::memchr2(b'*', b'_', markdown.as_bytes()).is_none() || !markdown.contains("://") {
        return Vec::new();
    }
    let is_free = |before: &str| {
        before.is_empty() || before.ends_with(char::is_whitespace) || (before.ends_with('(') && !before.ends_with("]("))
    };
    let mut found = Vec::new();
    let mut seen = 0;
    for start in memchr::memmem::find_iter(markdown.as_bytes(), "http") {
        // Within the last address, or the address of a link.
        if start < seen || !is_free(&markdown[..start]) {
            continue;
        }
        let word = prefix(&markdown[start..], MAX_ADDRESS).split(char::is_whitespace).next().unwrap_or_default();
        let rest = before_entity(word);
        let address = &rest[..address_len(rest)];
        seen = start + address.len();
        // Where the author put backslashes, the marks are text already.
        let needs_it = address.contains(['*', '_']) && !address.contains('\\');
        if needs_it && address.contains("://") {
            found.push(start..seen);
        }
    }
    found
}

/// An address up to the entity that ends it: `&nbsp;` does, `&page=2` does not.
fn before_entity(address: &str) -> &str {
    let is_entity = |at: usize| {
        let name = &address[at + 1..];
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        len > 0 && name[len..].starts_with(';')
    };
    let end = address.match_indices('&').map(|(at, _)| at).find(|&at| is_entity(at));
    &address[..end.unwrap_or(address.len())]
}
