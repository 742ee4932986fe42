//! Where a text has characters that a search folds.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::folding::is_folded;

/// The byte ranges of a text with characters that fold to others, or words hyphenated at the end of a line, in order.
/// Only a pattern with variants finds these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoldedRanges(Vec<Range<usize>>);

/// Such places at most this many bytes apart share a range.
const MERGE_GAP: usize = 32;

impl FoldedRanges {
    /// No ranges.
    pub(crate) fn none() -> &'static Self {
        static NONE: FoldedRanges = FoldedRanges(Vec::new());
        &NONE
    }

    /// The ranges of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut places: Vec<Range<usize>> = Vec::new();
        // The first bytes of these characters. Quotes and dashes, which nearly every text has, are in every pattern.
        let may_start = |byte: &u8| matches!(byte, 0xc3..=0xc9 | 0xcc..=0xcf | 0xd6..=0xdb | 0xe1 | 0xef);
        if text.as_bytes().chunks(64).any(|block| block.iter().fold(false, |any, byte| any | may_start(byte))) {
            let folded = text.char_indices().filter(|(_, c)| is_folded(*c));
            places.extend(folded.map(|(at, c)| at..at + c.len_utf8()));
        }
        let before = places.len();
        places.extend(hyphenations(text));
        if before > 0 && places.len() > before {
            places.sort_by_key(|place| place.start);
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for place in places {
            match ranges.last_mut() {
                Some(last) if place.start - last.end <= MERGE_GAP => last.end = place.end,
                _ => ranges.push(place),
            }
        }
        ranges.shrink_to_fit();
        Self(ranges)
    }

    /// True if they can be those of a text: in order, and between its characters.
    #[must_use]
    pub fn fit(&self, text: &str) -> bool {
        let ends = self.0.iter().flat_map(|range| [range.start, range.end]);
        self.0.iter().all(|range| range.start < range.end)
            && ends.clone().is_sorted()
            && ends.clone().all(|at| text.is_char_boundary(at))
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges that end after a byte.
    pub(crate) fn ending_after(&self, from: usize) -> impl Iterator<Item = Range<usize>> {
        let first = self.0.partition_point(|range| range.end <= from);
        self.0[first..].iter().cloned()
    }
}

/// Hyphens at the end of a line of the file, where a space is now: `distri- buted`. Some are none, as in `pre- and
/// postwar`: the words are found with and without. The lines of a page end with `\n`.
fn hyphenations(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_hyphenation =
        |&at: &usize| text[..at].ends_with(char::is_lowercase) && text[at + 2..].starts_with(char::is_lowercase);
    let bytes = text.as_bytes();
    let hyphens = memchr::memchr_iter(b'-', bytes).filter(|at| matches!(bytes.get(at + 1), Some(b' ' | b'\n')));
    hyphens.filter(is_hyphenation).map(|at| at..at + 2)
}
