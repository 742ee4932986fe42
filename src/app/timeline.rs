//! The timeline: the archive as a calendar of weeks by years, which week is selected, and where all of it is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::layout::Rect;

use super::calendar_grid::{CalendarGrid, WeekMeasure};
use super::layout;
use crate::config::keymap::ChartAction;
use crate::insight::{Calendar, OnThisDay, Week, WeekPosts, on_this_day};
use crate::model::{Library, Marks, PostId};
use crate::search::Ticket;

/// Rows of the screen that the titles of a week need to be worth a second row for each year.
const MIN_TITLES: u16 = 2;

/// Rows for titles that are enough for most weeks.
const MANY_TITLES: u16 = 12;

/// From this width on, the selected week needs no second row.
const WIDE: u16 = 76;

/// Years that a page has.
const PAGE: i16 = 10;

/// A request for the calendar of a library.
#[derive(Clone, Debug)]
pub struct TimelineRequest {
    /// Returned with the answer.
    pub ticket: Ticket,
    /// The posts.
    pub library: Arc<Library>,
    /// Their marks.
    pub marks: Marks,
}

/// The answer to a [`TimelineRequest`].
#[derive(Clone, Debug)]
pub struct TimelineAnswer {
    pub(super) ticket: Ticket,
    pub(super) calendar: Calendar,
    pub(super) today: Date,
    pub(super) on_this_day: Vec<OnThisDay>,
}

impl TimelineRequest {
    /// Makes the calendar, with the times at which posts were read and the day that it is.
    #[must_use]
    pub fn run(self, read_at: &HashMap<String, Timestamp>, today: Date) -> TimelineAnswer {
        TimelineAnswer {
            ticket: self.ticket,
            calendar: Calendar::new(&self.library, &self.marks, read_at),
            today,
            on_this_day: on_this_day(&self.library, today),
        }
    }
}

/// The timeline, while it is open.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The ticket of the newest request.
    pub(super) ticket: Ticket,
    /// What has arrived; `None` until then.
    answer: Option<TimelineAnswer>,
    /// What the darkness shows.
    pub measure: WeekMeasure,
    cursor: Week,
}

/// Where the parts of a timeline are in its pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineLayout {
    /// The columns of weeks.
    pub grid: CalendarGrid,
    /// The line of the months.
    pub months: Rect,
    /// The visible years.
    pub years: Rect,
    /// The first of them.
    pub first_year: i16,
    /// Rows of each year: a second one for its marks.
    pub year_rows: u16,
    /// What is below the years.
    pub details: Rect,
}

impl Timeline {
    /// A timeline that waits for its calendar, with the week of a day selected, or else the newest one.
    pub(super) fn new(ticket: Ticket, day: Option<Date>) -> Self {
        let cursor = Week::of(day.unwrap_or(Date::MAX));
        Self { ticket, answer: None, measure: WeekMeasure::default(), cursor }
    }

    /// Receives the calendar. A late one is dropped.
    pub(super) fn receive(&mut self, answer: TimelineAnswer) {
        if answer.ticket == self.ticket {
            self.answer = Some(answer);
            self.select(self.cursor);
        }
    }

    /// The calendar; `None` until it has arrived.
    #[must_use]
    pub fn calendar(&self) -> Option<&Calendar> {
        self.answer.as_ref().map(|answer| &answer.calendar)
    }

    /// The day that it is, and the posts of that day in all years.
    pub(super) fn on_this_day(&self) -> Option<(Date, &[OnThisDay])> {
        self.answer.as_ref().map(|answer| (answer.today, &*answer.on_this_day))
    }

    /// The selected week, or a week of the selected cell.
    #[must_use]
    pub fn cursor(&self) -> Week {
        self.cursor
    }

    /// The weeks of the selected cell, the first and the last, and what they have.
    #[must_use]
    pub fn selected(&self, grid: CalendarGrid) -> Option<(Week, Week, WeekPosts)> {
        let (year, cell) = (self.cursor.year(), grid.cell_of(self.cursor));
        let first = grid.weeks_of(year, cell).next()?;
        let last = grid.weeks_of(year, cell).last()?;
        Some((first, last, grid.posts_of(self.calendar()?, year, cell)))
    }

    /// The posts of the selected cell, newest first.
    pub(super) fn selected_posts(&self, grid: CalendarGrid) -> Vec<PostId> {
        self.selected(grid).map(|(_, _, week)| week.posts).unwrap_or_default()
    }

    /// Selects a week, or the nearest one that is shown.
    pub(super) fn select(&mut self, week: Week) {
        let range = self.calendar().and_then(|calendar| self.measure.range(calendar));
        self.cursor = range.map_or(week, |(first, last)| week.clamp(first, last));
    }

    /// Shows another measure.
    pub(super) fn next_measure(&mut self) {
        self.measure = self.measure.next();
        self.select(self.cursor);
    }

    /// Moves the selection.
    pub(super) fn step(&mut self, action: ChartAction, grid: CalendarGrid) {
        let weeks = i32::try_from(grid.weeks).unwrap_or(1);
        let range = self.calendar().and_then(|calendar| self.measure.range(calendar));
        let week = match action {
            ChartAction::Earlier => self.cursor.later(-weeks),
            ChartAction::Later => self.cursor.later(weeks),
            ChartAction::Up => self.in_year(-1),
            ChartAction::Down => self.in_year(1),
            ChartAction::PageUp => self.in_year(-PAGE),
            ChartAction::PageDown => self.in_year(PAGE),
            ChartAction::First => range.map_or(self.cursor, |(first, _)| first),
            ChartAction::Last => range.map_or(self.cursor, |(_, last)| last),
            _ => return,
        };
        self.select(week);
    }

    /// The same week so many years later, in the years that are shown.
    fn in_year(&self, years: i16) -> Week {
        let Some(shown) = self.calendar().map(|calendar| self.measure.years(calendar)) else { return self.cursor };
        if shown.is_empty() {
            return self.cursor;
        }
        let year = self.cursor.year().saturating_add(years);
        let year = if years < 0 { year.max(*shown.start()) } else { year.min(*shown.end()) };
        Week::numbered(year, self.cursor.number()).unwrap_or(self.cursor)
    }

    /// Where its parts are in a pane.
    #[must_use]
    pub fn layout(&self, pane: Rect) -> Option<TimelineLayout> {
        let calendar = self.calendar()?;
        let inside = layout::inner(pane);
        let (first, last) = self.measure.years(calendar).into_inner();
        let count = u16::try_from(i32::from(last) - i32::from(first) + 1).ok().filter(|count| *count > 0)?;
        // Below the years: two rows of legend, the selected week, which a narrow window wraps, and the gaps.
        let notes = if inside.width < WIDE { 5 } else { 4 };
        let notes = notes.min(inside.height / 2);
        // Above them: the months.
        let room = inside.height.saturating_sub(1);
        let has_marks = self.measure == WeekMeasure::Posts && calendar.has_marks();
        // Without marks the second row is only worth it if much would be empty.
        let titles = if has_marks { MIN_TITLES } else { MANY_TITLES };
        let has_second_row = count.saturating_mul(2).saturating_add(notes + titles) <= room;
        let year_rows = if has_second_row { 2 } else { 1 };
        let shown = (room.saturating_sub(notes) / year_rows).clamp(1, count);
        let height = (shown * year_rows).min(room);
        let years = Rect { y: inside.y + 1, height, ..inside };
        // The selected year is in the middle, as far as there are years on both sides.
        let above = i16::try_from(shown / 2).unwrap_or_default();
        let lowest = last.saturating_sub(i16::try_from(shown - 1).unwrap_or_default());
        let first_year = self.cursor.year().saturating_sub(above).clamp(first, lowest.max(first));
        Some(TimelineLayout {
            grid: CalendarGrid::new(usize::from(inside.width)),
            months: Rect { height: inside.height.min(1), ..inside },
            years,
            first_year,
            year_rows,
            details: Rect { y: years.y + height, height: room - height, ..inside },
        })
    }
}

impl TimelineLayout {
    /// The week at a place of the screen.
    pub(super) fn week_at(&self, column: u16, row: u16) -> Option<Week> {
        let row = row.checked_sub(self.years.y).filter(|row| *row < self.years.height)?;
        let year = self.first_year.checked_add(i16::try_from(row / self.year_rows).ok()?)?;
        let cell = self.grid.cell_at(usize::from(column.checked_sub(self.years.x)?))?;
        self.grid.weeks_of(year, cell).next()
    }
}
