//! The width of text in cells of a terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sanitize::printable_ascii_len;

/// Width limit of a piece, in cells.
const MAX_PIECE: usize = 2;

/// The width of a text in cells, as the screen draws it: the sum of the widths of its characters as readers see them
/// (grapheme clusters). Ligatures such as the Arabic lam-alef take the cells of both letters.
#[must_use]
pub fn cells(text: &str) -> usize {
    let (mut cells, mut rest) = (0, text);
    loop {
        let plain = printable_ascii_len(rest);
        if plain == rest.len() {
            return cells + plain;
        }
        // The last character may be part of a cluster.
        let (plain, after) = rest.split_at(plain.saturating_sub(1));
        let cluster = after.graphemes(true).next().unwrap_or_default();
        cells += plain.len() + cluster.width();
        rest = &after[cluster.len()..];
    }
}

/// A text truncated to a number of cells, with `…` at its end if anything was cut off.
#[must_use]
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    let plain = printable_ascii_len(text);
    if plain == text.len() && plain <= width {
        return Cow::Borrowed(text);
    }
    // A paragraph is much longer than a line: what is cut off is not measured. The last character of ASCII may be part
    // of a cluster.
    let plain = plain.saturating_sub(1).min(width.saturating_sub(1));
    let (mut used, mut end) = (plain, plain);
    for (at, cluster) in text[plain..].grapheme_indices(true).map(|(at, cluster)| (plain + at, cluster)) {
        used += cells(cluster);
        if used > width {
            let cut = if width == 0 { String::new() } else { format!("{}…", text[..end].trim_end()) };
            return Cow::Owned(cut);
        }
        if used < width {
            end = at + cluster.len();
        }
    }
    Cow::Borrowed(text)
}

/// A text truncated to a number of cells, with `…` at its start if anything was cut off: the end of a path says more.
#[must_use]
pub fn truncate_start(text: &str, width: usize) -> Cow<'_, str> {
    if cells(text) <= width {
        return Cow::Borrowed(text);
    }
    let (mut used, mut start) = (1, text.len());
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += cells(cluster);
        if used > width {
            break;
        }
        start = at;
    }
    Cow::Owned(if width == 0 { String::new() } else { format!("…{}", &text[start..]) })
}

/// The pieces between which a word may be broken: grapheme clusters, or parts of one that are at most two cells wide.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true).flat_map(split_wide)
}

/// Splits a group into the longest prefixes that are at most two cells wide: usually just one.
pub(crate) fn split_wide(group: &str) -> impl Iterator<Item = &str> {
    let mut rest = group;
    std::iter::from_fn(move || {
        // Not in front of a character without a width, such as a selector: it belongs to the one before it.
        let is_end = |&end: &usize| rest[end..].chars().next().is_none_or(|c| c.width().unwrap_or(0) > 0);
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).filter(is_end);
        let fits = |end: &usize| cells(&rest[..*end]) <= MAX_PIECE;
        let end = if cells(rest) <= MAX_PIECE { Some(rest.len()) } else { ends.rev().find(fits) };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_text_is_cut_off() {
        for (text, width, want) in [
            ("~/posts", 7, "~/posts"),
            ("~/posts", 6, "…posts"),
            ("端末/文", 6, "…末/文"),
            ("端末", 2, "…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(truncate_start(text, width), want, "{text} {width}");
        }
    }

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
    fn widths_are_those_of_the_screen() {
        for (text, want) in
            [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👨\u{200d}👩\u{200d}👧", 2), ("لا إله", 6), ("❤\u{fe0f}", 2)]
        {
            assert_eq!(cells(text), want, "{text}");
        }
    }

    #[test]
    fn pieces_are_characters_as_readers_see_them() {
        for (text, want) in [
            ("ab", &["a", "b"][..]),
            ("e\u{301}日", &["e\u{301}", "日"]),
            ("❤\u{fe0f}x", &["❤\u{fe0f}", "x"]),
            ("لا", &["ل", "ا"]),
            ("\u{600}❤\u{fe0f}", &["\u{600}", "❤\u{fe0f}"]),
        ] {
            assert_eq!(pieces(text).collect::<Vec<_>>(), want, "{text}");
        }
    }
}
