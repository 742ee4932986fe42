//! Signs made of several characters (a heart with its colour, a family, a keycap, two letters written as one), hidden from
//! html2text.
//!
//! html2text adds up the widths of characters, and takes away the width of their whole; where the two differ (`❤️` is two
//! cells wide, its parts are one and none; `لا` is one wide, its parts one each) it panics or writes beyond the line's end.
//! So such signs go through it as stand-ins, one character each and of the same width, that no clean text has in it: a line
//! may be broken between any two characters.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The first stand-in of a sign that is one cell wide: plane 15, for private use.
const NARROW: u32 = 0xf_0000;

/// The first stand-in of a sign that is two wide: the empty end of plane 3, which is set aside for Han characters.
const WIDE: u32 = 0x3_8000;

/// As many stand-ins there are for different signs of one block.
const MOST: usize = 0x7ff0;

/// A sign grows no longer than this, in bytes: some letters are written as one in rows of any length.
const MAX_SIGN: usize = 64;

/// The signs that were replaced.
#[derive(Default)]
pub(super) struct Clusters {
    signs: Vec<String>,
    stand_ins: HashMap<String, char>,
}

impl Clusters {
    /// A text with stand-ins; none where it has more different signs than there are.
    pub(super) fn hide<'a>(&mut self, text: &'a str) -> Option<Cow<'a, str>> {
        if text.is_ascii() {
            return Some(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(text.len());
        for sign in signs(text) {
            if is_odd(sign) {
                self.hide_sign(sign, &mut out)?;
            } else {
                out.push_str(sign);
            }
        }
        Some(Cow::Owned(out))
    }

    /// Stand-ins for a sign, each as long a beginning of what is left of it as is one or two cells wide: mostly one.
    fn hide_sign(&mut self, mut sign: &str, out: &mut String) -> Option<()> {
        while let Some(part) = ends(sign).map(|end| &sign[..end]).filter(|part| (1..=2).contains(&part.width())).last()
        {
            out.push(self.stand_in(part)?);
            sign = &sign[part.len()..];
        }
        Some(())
    }

    fn stand_in(&mut self, sign: &str) -> Option<char> {
        if let Some(known) = self.stand_ins.get(sign) {
            return Some(*known);
        }
        let number = u32::try_from(self.signs.len()).ok().filter(|_| self.signs.len() < MOST)?;
        let stand_in = char::from_u32(number + if sign.width() == 1 { NARROW } else { WIDE })?;
        self.signs.push(sign.to_owned());
        self.stand_ins.insert(sign.to_owned(), stand_in);
        Some(stand_in)
    }

    /// A text with the signs themselves again.
    pub(super) fn show<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.signs.is_empty() || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let place = |first: u32| u32::from(c).checked_sub(first).and_then(|number| usize::try_from(number).ok());
            match [NARROW, WIDE].into_iter().filter_map(place).find_map(|number| self.signs.get(number)) {
                Some(sign) => out.push_str(sign),
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// The signs of a text: what Unicode takes for one character, and letters that are narrower together than by themselves.
fn signs(text: &str) -> impl Iterator<Item = &str> {
    let mut clusters = text.grapheme_indices(true).peekable();
    std::iter::from_fn(move || {
        let (start, cluster) = clusters.next()?;
        let mut end = start + cluster.len();
        while let Some((_, next)) = clusters.next_if(|(at, next)| {
            at - start < MAX_SIGN
                && next.starts_with(may_join)
                && text[start..at + next.len()].width() != text[start..*at].width() + next.width()
        }) {
            end += next.len();
        }
        Some(&text[start..end])
    })
}

/// Where the characters of a text end.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, c)| at + c.len_utf8())
}

/// Letters of scripts that write two as one: Hebrew to Mongolian, Tifinagh, Lisu, Old Turkic, Kirat Rai.
fn may_join(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1aff}' | '\u{2d30}'..='\u{2d7f}' | '\u{a4d0}'..='\u{a4ff}' | '\u{10800}'..='\u{16fff}')
}

/// Whether a sign's width is not the sum of its characters'.
fn is_odd(sign: &str) -> bool {
    let mut chars = sign.chars();
    // Of the ASCII signs only those of keycaps count: a tag's `>` must not be taken for the beginning of a sign.
    let may_begin = chars.next().is_some_and(|c| !c.is_ascii() || matches!(c, '0'..='9' | '#' | '*'));
    may_begin && chars.next().is_some() && sign.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() != sign.width()
}
