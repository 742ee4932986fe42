//! Placeholders for characters that html2text cannot measure.
//!
//! html2text adds the widths of characters. Where a group of characters is not as wide as their sum (`❤️` is two
//! cells wide, its characters one and none; `لا` is one cell wide, its letters one each), it panics or writes past
//! the end of a line. Such groups go through it as placeholders: one character each, of the same width, from ranges
//! that clean text never contains. So does the no-break space, which itself stands for a space: html2text breaks no
//! lines.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::{cells, split_wide};

/// The first placeholder that is one cell wide: plane 15, for private use.
const NARROW: u32 = 0xf_0000;

/// The first placeholder that is two cells wide: the empty end of plane 3, which is reserved for Han characters.
const WIDE: u32 = 0x3_8000;

/// The number of placeholders of each width.
const MAX_PLACEHOLDERS: usize = 0x7ff0;

const NO_BREAK: &str = "\u{a0}";

/// The groups of characters that were replaced.
#[derive(Default)]
pub(super) struct Placeholders {
    groups: Vec<String>,
    by_group: HashMap<String, char>,
}

impl Placeholders {
    /// A text with placeholders. `None` if it has more different groups than there are placeholders.
    pub(super) fn hide(&mut self, text: &str) -> Option<String> {
        if text.is_ascii() {
            return Some(text.replace(' ', NO_BREAK));
        }
        let mut out = String::with_capacity(text.len());
        for group in groups(text) {
            if is_odd(group) || group == NO_BREAK {
                for piece in split_wide(group).filter(|piece| cells(piece) > 0) {
                    out.push(self.placeholder(piece)?);
                }
            } else {
                out.push_str(&group.replace(' ', NO_BREAK));
            }
        }
        Some(out)
    }

    fn placeholder(&mut self, group: &str) -> Option<char> {
        if let Some(known) = self.by_group.get(group) {
            return Some(*known);
        }
        let number = u32::try_from(self.groups.len()).ok().filter(|_| self.groups.len() < MAX_PLACEHOLDERS)?;
        let placeholder = char::from_u32(number + if cells(group) == 1 { NARROW } else { WIDE })?;
        self.groups.push(group.to_owned());
        self.by_group.insert(group.to_owned(), placeholder);
        Some(placeholder)
    }

    /// A text with the groups themselves again.
    pub(super) fn show<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let number = |first: u32| u32::from(c).checked_sub(first).and_then(|number| usize::try_from(number).ok());
            match [NARROW, WIDE].into_iter().filter_map(number).find_map(|number| self.groups.get(number)) {
                Some(group) => out.push_str(group),
                None if NO_BREAK.starts_with(c) => out.push(' '),
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }
}

/// Length limit of a group, in bytes. Some scripts join letters without end.
const MAX_GROUP: usize = 64;

/// Grapheme clusters, joined where they are narrower together than one by one, as in `لا`.
fn groups(text: &str) -> impl Iterator<Item = &str> {
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

/// True for letters of scripts that draw two letters as one: Hebrew to Mongolian, Tifinagh, Lisu, Old Turkic, Kirat
/// Rai.
fn may_join(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1aff}' | '\u{2d30}'..='\u{2d7f}' | '\u{a4d0}'..='\u{a4ff}' | '\u{10800}'..='\u{16fff}')
}

/// True if the width of a group is not the sum of the widths of its characters.
fn is_odd(group: &str) -> bool {
    group.chars().nth(1).is_some() && group.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() != group.width()
}
