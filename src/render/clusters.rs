//! Signs made of several characters (a heart with its colour, a family, a keycap), hidden from html2text.
//!
//! html2text adds up the widths of characters, and takes away the width of their whole; where the two differ (`❤️` is two
//! cells wide, its parts are one and none) it panics. So such signs go through it as stand-ins of the same width from
//! Unicode's private planes, which no clean text has in it.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The first stand-in: plane 15, one cell wide.
const FIRST: u32 = 0xf_0000;

/// As many stand-ins are used in one block; more signs than that are cut to their first character.
const MOST: u32 = 0xfff0;

/// Fills the second cell of a sign that is two wide.
const FILL: char = '\u{10fff0}';

/// The signs that were replaced.
#[derive(Default)]
pub(super) struct Clusters(Vec<String>);

impl Clusters {
    /// A text with stand-ins.
    pub(super) fn hide<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        if text.is_ascii() || !text.graphemes(true).any(is_odd) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for grapheme in text.graphemes(true) {
            let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            match char::from_u32(FIRST + number.min(MOST)) {
                Some(stand_in) if is_odd(grapheme) && number < MOST => {
                    self.0.push(grapheme.to_owned());
                    out.push(stand_in);
                    out.extend(std::iter::repeat_n(FILL, grapheme.width().saturating_sub(1)));
                }
                _ if is_odd(grapheme) => out.extend(grapheme.chars().next()),
                _ => out.push_str(grapheme),
            }
        }
        Cow::Owned(out)
    }

    /// A text with the signs themselves again.
    pub(super) fn show<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars().filter(|&c| c != FILL) {
            let sign = u32::from(c).checked_sub(FIRST).and_then(|number| self.0.get(number as usize));
            match sign {
                Some(sign) => out.push_str(sign),
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// Whether a sign's width is not the sum of its characters'.
fn is_odd(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    // Of the ASCII signs only those of keycaps count: a tag's `>` must not be taken for the beginning of a sign.
    let may_begin = chars.next().is_some_and(|c| !c.is_ascii() || matches!(c, '0'..='9' | '#' | '*'));
    may_begin
        && chars.next().is_some()
        && grapheme.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() != grapheme.width()
}
