//! The lines of stories in which names are looked for.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

use super::super::hashing::QuickState;
use super::super::spread::spread;
use super::super::story_table::StoryTable;
use super::super::term_index::text_of;
use super::words::{Word, read_words};
use crate::model::Library;

/// A line of as many bytes that as many stories share is the frame of an archive, as a greeting is; so is a shorter
/// one, such as a heading, if a tenth of all stories have it.
const MIN_FRAME: usize = 40;
const FRAME_STORIES: usize = 5;
const HEADING_SHARE: usize = 10;

/// Rows between two checks whether the result is still wanted.
const CHUNK: usize = 64;

/// Words by which German is known, in which all nouns have capitals, and the share of them that it has at least.
const GERMAN: [&str; 7] = ["und", "der", "die", "das", "nicht", "ist", "mit"];
const GERMAN_SHARE: usize = 20;

/// The stories of a table with what they have in common.
pub(super) struct Lines<'a> {
    table: &'a StoryTable,
    library: &'a Library,
    state: QuickState,
    /// The hashes of lines that many stories have, each with its last bit set.
    frame: HashSet<u64, QuickState>,
}

impl<'a> Lines<'a> {
    /// Finds out which lines many stories have.
    pub(super) fn new(table: &'a StoryTable, library: &'a Library) -> Self {
        let mut lines = Self { table, library, state: QuickState::default(), frame: HashSet::default() };
        // A bit of the hash says that the line is long.
        let hash = |line: &str| lines.state.hash_one(line) & !1 | u64::from(line.len() >= MIN_FRAME);
        let parts = spread(lines.rows(), |range| {
            range.flat_map(|row| lines.text(row).1.split('\n')).map(hash).collect::<Vec<_>>()
        });
        let mut hashes = parts.concat();
        hashes.sort_unstable();
        let short = FRAME_STORIES.max(lines.rows() / HEADING_SHARE);
        let is_frame = |same: &&[u64]| same.len() >= if same[0] & 1 == 1 { FRAME_STORIES } else { short };
        lines.frame = hashes.chunk_by(|a, b| a == b).filter(is_frame).map(|same| same[0] | 1).collect();
        lines
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.table.rows().len()
    }

    /// The text of a row without the name of its series, and how many bytes that has; empty for fiction, whose people
    /// are made up.
    fn text(&self, row: usize) -> (usize, &'a str) {
        let Some(row) = self.table.rows().get(row).filter(|row| !row.is_fiction) else { return (0, "") };
        let text = text_of(row, self.library);
        (row.text.len().saturating_sub(text.len()), text)
    }

    /// In how many rows each word stands as code, by the word in lower case.
    pub(super) fn code(&self) -> HashMap<String, u32> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for word in self.table.rows().iter().flat_map(|row| &row.code) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        counts
    }

    /// Calls `visit` for each line of some rows with the row, the byte at which the line begins in it, the line and its
    /// words; those of the frame only if they are asked for. Stops early if the result is not wanted any more.
    pub(super) fn for_each(
        &self,
        rows: Range<usize>,
        with_frame: bool,
        is_wanted: &impl Fn() -> bool,
        mut visit: impl FnMut(usize, usize, &'a str, &[Word<'a>]),
    ) {
        let mut words = Vec::new();
        for row in rows {
            if row % CHUNK == 0 && !is_wanted() {
                return;
            }
            let (mut at, text) = self.text(row);
            for line in text.split('\n') {
                if with_frame || !self.frame.contains(&(self.state.hash_one(line) | 1)) {
                    read_words(line, &mut words);
                    visit(row, at, line, &words);
                }
                at += line.len() + 1;
            }
        }
    }

    /// True if a line is in German.
    pub(super) fn is_german(words: &[Word<'_>]) -> bool {
        let is_word = |word: &&Word| matches!(word.text.len(), 3 | 5) && GERMAN.contains(&word.text);
        let german = words.iter().filter(is_word).count();
        german > 1 && german * GERMAN_SHARE >= words.len()
    }
}
