//! The page of a name: its stories, its trend, and the names beside it.

use super::super::hit::StoryHit;
use super::super::period::PeriodLength;
use super::super::story_table::StoryTable;
use super::super::trends::{Counter, TrendPeriods, Trends, USUAL_PERIODS};
use super::{Names, Place};
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
        self.pages([name], table, library, length).next()
    }

    /// The pages of some names.
    pub fn pages<'a>(
        &'a self,
        names: impl IntoIterator<Item = usize> + 'a,
        table: &'a StoryTable,
        library: &'a Library,
        length: Option<PeriodLength>,
    ) -> impl Iterator<Item = NamePage> + 'a {
        let periods = length.map_or(TrendPeriods::AtMost(USUAL_PERIODS), TrendPeriods::Of);
        let counter = Counter::new(table, library, periods);
        names.into_iter().filter(|name| *name < self.all.len()).map(move |name| {
            let hit = |row| self.hit(name, row, table, library);
            let rows = self.rows_by_date(name, table, library);
            let trend = counter.trend(&rows, hit);
            let stories = rows.iter().filter_map(|&row| hit(row)).collect();
            NamePage { name, stories, trends: counter.with(vec![trend]), beside: self.beside(name) }
        })
    }

    /// The rows that have a name, oldest first, and then those without a date.
    #[must_use]
    pub fn rows_by_date(&self, name: usize, table: &StoryTable, library: &Library) -> Vec<usize> {
        let rows = self.all.get(name).map_or(&[][..], |name| &name.rows);
        let mut rows: Vec<usize> = rows.iter().map(|&row| row as usize).collect();
        let date = |row: &usize| table.rows().get(*row).map_or(i64::MIN, |row| library.timestamp(row.post));
        rows.sort_by_key(|row| (date(row) == i64::MIN, date(row), *row));
        rows
    }

    /// The first place in a row that has a name; `None` if it has none.
    #[must_use]
    pub fn hit(&self, name: usize, row: usize, table: &StoryTable, library: &Library) -> Option<StoryHit> {
        let name = self.all.get(name)?;
        let at = name.rows.binary_search(&u32::try_from(row).ok()?).ok()?;
        let Place { start, len } = *name.places.get(at)?;
        let (row, start) = (table.rows().get(row)?, start as usize);
        let text = row.text_in(library);
        let range = start..start + usize::from(len);
        // The text may have changed since.
        let is_there = text.get(range.clone()).is_some();
        Some(if is_there { StoryHit::around(row, text, range) } else { StoryHit::new(row, row.text.start, &name.name) })
    }
}
