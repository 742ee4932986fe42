//! The page of a name: its stories, its trend, and the names beside it.

use super::super::hit::StoryHit;
use super::super::period::PeriodLength;
use super::super::story_row::StoryRow;
use super::super::story_table::StoryTable;
use super::super::term_index::text_of;
use super::super::trends::{Trends, trend_of_rows};
use super::Names;
use super::words::words_of;
use crate::model::Library;

/// What is known of a name.
#[derive(Clone, Debug)]
pub struct NamePage {
    /// The index of the name.
    pub name: usize,
    /// The stories that have it, oldest first, and then those without a date.
    pub stories: Vec<StoryHit>,
    /// How much of the archive has it, period by period, with its first and last story.
    pub trends: Trends,
    /// The names beside it, by index, with the number of stories that have both, most first.
    pub beside: Vec<(usize, usize)>,
}

impl Names {
    /// The page of a name, with periods of some length, or of one that fits the archive; `None` if there is no name of
    /// that index.
    #[must_use]
    pub fn page(
        &self,
        name: usize,
        table: &StoryTable,
        library: &Library,
        length: Option<PeriodLength>,
    ) -> Option<NamePage> {
        let rows: Vec<usize> = self.all.get(name)?.rows.iter().map(|&row| row as usize).collect();
        let trends = trend_of_rows(&rows, table, library, length, |row| self.hit(name, row, table, library));
        let date = |row: &usize| table.rows().get(*row).map_or(i64::MIN, |row| library.timestamp(row.post));
        let mut by_date = rows;
        by_date.sort_by_key(|row| (date(row) == i64::MIN, date(row), *row));
        let stories = by_date.iter().filter_map(|&row| self.hit(name, row, table, library)).collect();
        Some(NamePage { name, stories, trends, beside: self.beside(name) })
    }

    /// The first place in a row that has a name.
    #[must_use]
    pub fn hit(&self, name: usize, row: usize, table: &StoryTable, library: &Library) -> Option<StoryHit> {
        let row = table.rows().get(row)?;
        Some(self.place(name, row, library).unwrap_or_else(|| StoryHit::new(row, row.text.start, row.name(library))))
    }

    fn place(&self, name: usize, row: &StoryRow, library: &Library) -> Option<StoryHit> {
        let whole = row.text_in(library);
        let text = text_of(row, library);
        let mut at = whole.len() - text.len();
        for line in text.split('\n') {
            let mut found = None;
            self.dictionary.for_each(line, &words_of(line), |mention| {
                if mention.id == name && found.is_none() {
                    found = Some(at + mention.start..at + mention.end);
                }
            });
            if let Some(range) = found {
                return Some(StoryHit::around(row, whole, range));
            }
            at += line.len() + 1;
        }
        None
    }
}
