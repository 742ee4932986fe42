//! Where the weeks of a calendar are: weeks by years, one or more cells of the terminal for each week, or one for
//! several weeks if the window is narrow.

use std::ops::RangeInclusive;

use crate::insight::{Calendar, Week, WeekPosts};

/// Cells of the year in front of its weeks.
pub const YEAR_WIDTH: usize = 6;

/// Cells of the number behind them.
pub const TOTAL_WIDTH: usize = 6;

/// The most weeks of a year.
const WEEKS: usize = 53;

/// The widest week, in cells.
const MAX_CELL: usize = 3;

/// What the darkness of a calendar shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekMeasure {
    /// The posts that came out in a week.
    #[default]
    Posts,
    /// Those that are unread.
    Unread,
    /// Those with a star.
    Starred,
    /// The posts that were read in it.
    Read,
}

impl WeekMeasure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Posts, Self::Unread, Self::Starred, Self::Read];

    /// The number that a week has.
    #[must_use]
    pub fn of(self, week: &WeekPosts) -> usize {
        match self {
            Self::Posts => week.posts.len(),
            Self::Unread => week.unread,
            Self::Starred => week.starred,
            Self::Read => week.read,
        }
    }

    /// The first and the last week of the calendar: those of the posts, or those in which some were read.
    #[must_use]
    pub fn range(self, calendar: &Calendar) -> Option<(Week, Week)> {
        calendar.range(|week| if self == Self::Read { week.read > 0 } else { !week.posts.is_empty() })
    }

    /// The years of the calendar.
    #[must_use]
    pub fn years(self, calendar: &Calendar) -> RangeInclusive<i16> {
        let (first, last) = self.range(calendar).map_or((1, 0), |(first, last)| (first.year(), last.year()));
        first..=last
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|measure| *measure == self).unwrap_or_default();
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// The columns of a calendar of some width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarGrid {
    /// How many weeks a cell has.
    pub weeks: usize,
    /// How wide it is, in cells of the terminal.
    pub cell: usize,
    /// True if there is room for a number behind each year.
    pub has_totals: bool,
}

impl CalendarGrid {
    /// The grid for a width.
    #[must_use]
    pub fn new(width: usize) -> Self {
        let room = width.saturating_sub(YEAR_WIDTH);
        let weeks = [1, 2, 4, 8].into_iter().find(|&weeks| WEEKS.div_ceil(weeks) <= room).unwrap_or(WEEKS);
        let count = WEEKS.div_ceil(weeks);
        let cell = (room / count).clamp(1, MAX_CELL);
        Self { weeks, cell, has_totals: room >= count * cell + TOTAL_WIDTH }
    }

    /// The number of cells of a year.
    #[must_use]
    pub fn cells(self) -> usize {
        WEEKS.div_ceil(self.weeks)
    }

    /// The cell of a week, counted from 0.
    #[must_use]
    pub fn cell_of(self, week: Week) -> usize {
        usize::try_from(week.number() - 1).unwrap_or_default() / self.weeks
    }

    /// The weeks of a cell.
    pub fn weeks_of(self, year: i16, cell: usize) -> impl Iterator<Item = Week> {
        let numbers = cell * self.weeks + 1..=(cell + 1) * self.weeks;
        let week = move |number| Week::numbered(year, i8::try_from(number).ok()?);
        // Of a year with 52 weeks, the 53rd is none.
        numbers.filter_map(move |number| week(number).filter(|week| usize::try_from(week.number()) == Ok(number)))
    }

    /// What a cell has.
    #[must_use]
    pub fn posts_of(self, calendar: &Calendar, year: i16, cell: usize) -> WeekPosts {
        let mut all = WeekPosts::default();
        for week in self.weeks_of(year, cell).filter_map(|week| calendar.week(week)) {
            all.posts.splice(0..0, week.posts.iter().copied());
            all.unread += week.unread;
            all.starred += week.starred;
            all.read += week.read;
        }
        all
    }

    /// The column of a cell.
    #[must_use]
    pub fn column(self, cell: usize) -> usize {
        YEAR_WIDTH + cell * self.cell
    }

    /// The cell at a column, if there is one.
    #[must_use]
    pub fn cell_at(self, column: usize) -> Option<usize> {
        let cell = column.checked_sub(YEAR_WIDTH)? / self.cell;
        (cell < self.cells()).then_some(cell)
    }
}
