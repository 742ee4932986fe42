//! Which stories have which words: a count of all words of all stories, made on all cores.

use std::collections::HashMap;
use std::ops::Range;

use super::hashing::QuickState;
use super::postings::Postings;
use super::spread::spread;
use super::story_row::StoryRow;
use super::story_table::StoryTable;
use super::tokens::for_each_word;
use crate::model::{Library, issue_of};

/// Rows between two checks whether the index is still wanted.
const CHUNK: usize = 64;

type Terms = HashMap<Box<str>, Postings, QuickState>;

/// The words of all stories.
#[derive(Debug, Default)]
pub struct TermIndex {
    terms: Terms,
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
        for (terms, lengths) in parts {
            index.lengths.extend(lengths);
            if index.terms.is_empty() {
                index.terms = terms;
                continue;
            }
            for (word, rows) in terms {
                let all = index.terms.entry(word).or_default();
                rows.iter().for_each(|posting| all.push(posting));
            }
        }
        index.terms.retain(|_, rows| rows.len() > 1);
        index.terms.values_mut().for_each(Postings::shrink);
        index.mean_length = mean(&index.lengths);
        Some(index)
    }

    /// The rows that have a word; `None` for a word of no row, or of only one.
    pub(super) fn rows_with(&self, word: &str) -> Option<&Postings> {
        self.terms.get(word)
    }

    /// All words with their rows, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, &Postings)> {
        self.terms.iter().map(|(word, rows)| (&**word, rows))
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
) -> (Terms, Vec<u32>) {
    let mut terms = Terms::default();
    let mut lengths = Vec::with_capacity(range.len());
    for row in range {
        if row % CHUNK == 0 && !is_wanted() {
            break;
        }
        let mut length = 0;
        for_each_word(text_of(&rows[row], library), |word| {
            length += 1;
            let Ok(row) = u32::try_from(row) else { return };
            match terms.get_mut(word) {
                Some(list) => list.add(row),
                None => terms.entry(word.into()).or_default().add(row),
            }
        });
        lengths.push(length);
    }
    (terms, lengths)
}
