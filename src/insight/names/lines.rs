//! The lines of stories in which names are looked for.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use super::super::spread::spread;
use super::super::story_table::StoryTable;
use super::super::term_index::text_of;
use super::words::{Word, words_of};
use crate::model::Library;

/// A line of as many bytes that as many stories share is the frame of an archive, as a greeting is; so is a shorter
/// one, such as a heading, if a tenth of all stories have it.
const MIN_FRAME: usize = 40;
const FRAME_STORIES: u32 = 5;
const HEADING_SHARE: u32 = 10;

/// Rows between two checks whether the result is still wanted.
const CHUNK: usize = 64;

/// Words by which German is known, in which all nouns have capitals, and the share of them that it has at least.
const GERMAN: [&str; 7] = ["und", "der", "die", "das", "nicht", "ist", "mit"];
const GERMAN_SHARE: usize = 20;

/// The stories of a table with what they have in common.
pub(super) struct Lines<'a> {
    table: &'a StoryTable,
    library: &'a Library,
    hasher: RandomState,
    /// The hashes of lines that many stories have.
    frame: HashSet<u64>,
}

impl<'a> Lines<'a> {
    /// Finds out which lines many stories have.
    pub(super) fn new(table: &'a StoryTable, library: &'a Library) -> Self {
        let mut lines = Self { table, library, hasher: RandomState::new(), frame: HashSet::new() };
        let mut counts: HashMap<u64, (u32, bool)> = HashMap::new();
        let parts = spread(lines.rows(), |range| {
            let mut counts: HashMap<u64, (u32, bool)> = HashMap::new();
            for line in range.flat_map(|row| lines.text(row).1.split('\n')) {
                counts.entry(lines.hasher.hash_one(line)).or_insert((0, line.len() >= MIN_FRAME)).0 += 1;
            }
            counts
        });
        for (line, (count, is_long)) in parts.into_iter().flatten() {
            counts.entry(line).or_insert((0, is_long)).0 += count;
        }
        let rows = u32::try_from(lines.rows()).unwrap_or(u32::MAX);
        let is_frame = |(line, (count, is_long)): (u64, (u32, bool))| {
            let least = if is_long { FRAME_STORIES } else { FRAME_STORIES.max(rows / HEADING_SHARE) };
            (count >= least).then_some(line)
        };
        lines.frame = counts.into_iter().filter_map(is_frame).collect();
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
        for row in rows {
            if row % CHUNK == 0 && !is_wanted() {
                return;
            }
            let (mut at, text) = self.text(row);
            for line in text.split('\n') {
                if with_frame || !self.frame.contains(&self.hasher.hash_one(line)) {
                    visit(row, at, line, &words_of(line));
                }
                at += line.len() + 1;
            }
        }
    }

    /// True if a line is in German.
    pub(super) fn is_german(words: &[Word<'_>]) -> bool {
        let german = words.iter().filter(|word| GERMAN.contains(&word.text)).count();
        german > 1 && german * GERMAN_SHARE >= words.len()
    }
}
