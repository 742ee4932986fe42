//! Which stories have which words: a count of all words of all stories, made on all cores.

use std::collections::HashMap;
use std::ops::Range;

use super::hashing::QuickState;
use super::spread::spread;
use super::story_row::StoryRow;
use super::story_table::StoryTable;
use super::tokens::for_each_word;
use crate::model::{Library, issue_of};

/// Rows between two checks whether the index is still wanted.
const CHUNK: usize = 64;

/// A row and how often it has a word, in 4 bytes: there are millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting(u32);

/// Bits of the count.
const COUNT_BITS: u32 = 8;

impl Posting {
    /// The index of the row.
    pub(super) fn row(self) -> usize {
        (self.0 >> COUNT_BITS) as usize
    }

    /// How often the row has the word, up to 255.
    pub(super) fn count(self) -> u32 {
        self.0 & ((1 << COUNT_BITS) - 1)
    }

    /// The first occurrence; `None` beyond 16 million rows.
    fn first(row: usize) -> Option<Self> {
        let row = u32::try_from(row).ok().filter(|row| row.leading_zeros() >= COUNT_BITS)?;
        Some(Self(row << COUNT_BITS | 1))
    }

    fn increment(&mut self) {
        if self.count() < (1 << COUNT_BITS) - 1 {
            self.0 += 1;
        }
    }
}

type Postings = HashMap<Box<str>, Vec<Posting>, QuickState>;

/// The words of all stories.
#[derive(Debug, Default)]
pub struct TermIndex {
    postings: Postings,
    /// The words of each row.
    lengths: Vec<u32>,
    mean_length: f64,
}

impl TermIndex {
    /// Counts the words of all stories. Those of only one story are left out: they are shared by nothing. Returns
    /// `None` if `is_wanted` became false.
    #[must_use]
    pub fn new(table: &StoryTable, library: &Library, is_wanted: impl Fn() -> bool + Sync) -> Option<Self> {
        let rows = table.rows();
        let parts = spread(rows.len(), |range| count(rows, range, library, &is_wanted));
        if !is_wanted() {
            return None;
        }
        let mut index = Self::default();
        // In the order of the rows, so that each list of rows is sorted.
        for (postings, lengths) in parts {
            index.lengths.extend(lengths);
            if index.postings.is_empty() {
                index.postings = postings;
                continue;
            }
            for (word, rows) in postings {
                index.postings.entry(word).or_default().extend(rows);
            }
        }
        index.postings.retain(|_, rows| rows.len() > 1);
        index.postings.values_mut().for_each(Vec::shrink_to_fit);
        index.mean_length = mean(&index.lengths);
        Some(index)
    }

    /// The rows that have a word, in order.
    pub(super) fn rows_with(&self, word: &str) -> &[Posting] {
        self.postings.get(word).map_or(&[], Vec::as_slice)
    }

    /// All words with their rows, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, &[Posting])> {
        self.postings.iter().map(|(word, rows)| (&**word, &**rows))
    }

    /// The number of words of a row.
    pub(super) fn length(&self, row: usize) -> u32 {
        self.lengths.get(row).copied().unwrap_or_default()
    }

    /// The mean of these numbers, at least 1.
    pub(super) fn mean_length(&self) -> f64 {
        self.mean_length
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.lengths.len()
    }
}

/// The mean of some numbers, at least 1.
#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn mean(lengths: &[u32]) -> f64 {
    let words: u64 = lengths.iter().map(|&length| u64::from(length)).sum();
    (words as f64 / lengths.len().max(1) as f64).max(1.0)
}

/// The words of a row that say what it is about: without the name of its series in the title.
pub(super) fn text_of<'a>(row: &StoryRow, library: &'a Library) -> &'a str {
    let text = row.text_in(library);
    let series = library.post(row.post).filter(|_| row.story.is_none()).and_then(|post| issue_of(&post.title));
    series.and_then(|(name, _)| text.strip_prefix(name)).unwrap_or(text)
}

fn count(
    rows: &[StoryRow],
    range: Range<usize>,
    library: &Library,
    is_wanted: &impl Fn() -> bool,
) -> (Postings, Vec<u32>) {
    let mut postings = Postings::default();
    let mut lengths = Vec::with_capacity(range.len());
    for row in range {
        if row % CHUNK == 0 && !is_wanted() {
            break;
        }
        let mut length = 0;
        for_each_word(text_of(&rows[row], library), |word| {
            length += 1;
            let Some(first) = Posting::first(row) else { return };
            match postings.get_mut(word) {
                Some(list) => match list.last_mut().filter(|last| last.row() == row) {
                    Some(last) => last.increment(),
                    None => list.push(first),
                },
                None => {
                    postings.insert(word.into(), vec![first]);
                }
            }
        });
        lengths.push(length);
    }
    (postings, lengths)
}
