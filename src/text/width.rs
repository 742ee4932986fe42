//! The width of text in cells of a terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Length limit of a group of letters that are drawn as one, in bytes. Some scripts join letters without end.
const MAX_GROUP: usize = 64;

/// Width limit of a piece, in cells.
const MAX_PIECE: usize = 2;

/// The width of a text in cells.
#[must_use]
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.len() } else { text.width() }
}

/// A text truncated to a number of cells, with `…` at its end if anything was cut off.
#[must_use]
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if cells(text) <= width {
        return Cow::Borrowed(text);
    }
    if width == 0 {
        return Cow::Borrowed("");
    }
    let mut used = 0;
    let fits = |cluster: &&str| {
        used += cells(cluster);
        used < width
    };
    let end = text.graphemes(true).take_while(fits).map(str::len).sum();
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// The pieces between which a word may be broken, each at most two cells wide: characters as readers see them (grapheme
/// clusters), and letters that are narrower together than one by one, as in `لا`.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    groups(text).flat_map(split_wide)
}

/// Grapheme clusters, joined where they are narrower together.
pub(crate) fn groups(text: &str) -> impl Iterator<Item = &str> {
    let mut clusters = text.grapheme_indices(true).peekable();
    std::iter::from_fn(move || {
        let (start, cluster) = clusters.next()?;
        let mut end = start + cluster.len();
        while let Some((_, next)) = clusters.next_if(|(at, next)| {
            at - start < MAX_GROUP
                && next.starts_with(may_join)
                && text[start..at + next.len()].width() != text[start..*at].width() + next.width()
        }) {
            end += next.len();
        }
        Some(&text[start..end])
    })
}

/// Splits a group into the longest prefixes that are at most two cells wide: usually just one.
pub(crate) fn split_wide(group: &str) -> impl Iterator<Item = &str> {
    let mut rest = group;
    std::iter::from_fn(move || {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let fits = |end: &usize| rest[..*end].width() <= MAX_PIECE;
        let end = if cells(rest) <= MAX_PIECE { Some(rest.len()) } else { ends.rev().find(fits) };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// True for letters of scripts that draw two letters as one: Hebrew to Mongolian, Tifinagh, Lisu, Old Turkic, Kirat
/// Rai.
fn may_join(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1aff}' | '\u{2d30}'..='\u{2d7f}' | '\u{a4d0}'..='\u{a4ff}' | '\u{10800}'..='\u{16fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_truncated_between_characters() {
        for (text, width, want) in [
            ("title", 5, "title"),
            ("a title", 5, "a ti…"),
            ("a title", 3, "a…"),
            ("a title", 1, "…"),
            ("a title", 0, ""),
            ("too long", 5, "too…"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("日本語", 1, "…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(truncate(text, width), want, "{text} at {width}");
        }
    }

    #[test]
    fn pieces_are_characters_as_readers_see_them() {
        for (text, want) in [
            ("ab", &["a", "b"][..]),
            ("e\u{301}日", &["e\u{301}", "日"]),
            ("❤\u{fe0f}x", &["❤\u{fe0f}", "x"]),
            ("لا", &["لا"]),
        ] {
            assert_eq!(pieces(text).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
