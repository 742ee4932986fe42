//! Where the parts of a chart of trends are. Drawing and the mouse use the same columns.

use ratatui::layout::Rect;

use super::layout;
use super::trends::TrendsChart;
use crate::insight::Trends;

/// Columns of the numbers on the left.
const SCALE: u16 = 7;

/// Columns of the names of the lines on the right, where there is room.
const NAMES: u16 = 20;

/// The minimum width of a chart with names on the right.
const WITH_NAMES: u16 = 100;

/// Charts that are lower or narrower have bars instead of lines.
const MIN_LINES: (u16, u16) = (36, 4);

/// The lowest chart.
const MIN_HEIGHT: u16 = 3;

/// The widest bar, in columns.
const MAX_BAR: u16 = 6;

/// Where the parts of a chart are in its pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendsLayout {
    /// The lines or bars.
    pub plot: Rect,
    /// True for bars of the selected query, false for a line for each.
    pub has_bars: bool,
    /// Columns of the names on the right.
    pub names: u16,
    /// The first period that is shown.
    pub first: usize,
    /// The number of periods that are shown.
    pub count: usize,
    /// How many queries are listed below: all, or only the selected one.
    pub queries: u16,
    /// Rows below them, for the first and last story of the selected one and what is left out.
    pub notes: u16,
    /// What is below the chart.
    pub details: Rect,
}

impl TrendsLayout {
    pub(super) fn new(chart: &TrendsChart, trends: &Trends, pane: Rect) -> Option<Self> {
        let inside = layout::inner(pane);
        let queries = u16::try_from(chart.queries.len()).unwrap_or(1).max(1);
        let undated = u16::from(trends.undated.stories > 0);
        // Two rows for the axis and its names.
        let room = inside.height.saturating_sub(2);
        let fits = |(queries, notes): &(u16, u16)| queries + notes + MIN_LINES.1 <= room;
        let choices = [(queries, 2 + undated), (queries, 2), (queries, 0), (1, 2), (1, 0)];
        let (queries, notes) = choices.into_iter().find(fits).unwrap_or((1, 0));
        let height = room.saturating_sub(queries + notes);
        if trends.totals.is_empty() || inside.width <= SCALE || height < MIN_HEIGHT {
            return None;
        }
        let names = if inside.width >= WITH_NAMES && chart.queries.len() > 1 { NAMES } else { 0 };
        // A column is left empty on the right.
        let width = (inside.width - SCALE - 1).saturating_sub(names).max(1);
        let plot = Rect { x: inside.x + SCALE, y: inside.y, width, height };
        let has_bars = width < MIN_LINES.0 || height < MIN_LINES.1;
        // A cell has two columns of dots.
        let most = usize::from(width) * if has_bars { 1 } else { 2 };
        let count = trends.totals.len().min(most);
        let first = chart.cursor.saturating_sub(count / 2).min(trends.totals.len() - count);
        let names = if has_bars { 0 } else { names };
        let y = plot.bottom() + 2;
        let details = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
        Some(Self { plot, has_bars, names, first, count, queries, notes, details })
    }

    /// The width of a bar.
    #[must_use]
    pub fn bar(&self) -> u16 {
        let each = usize::from(self.plot.width) / self.count.max(1);
        u16::try_from(each).unwrap_or(1).clamp(1, MAX_BAR)
    }

    /// The column of a visible period, counted from that of the plot.
    #[must_use]
    pub fn column(&self, period: usize) -> Option<u16> {
        let nth = period.checked_sub(self.first).filter(|nth| *nth < self.count)?;
        if self.has_bars {
            return Some(u16::try_from(nth).ok()? * self.bar());
        }
        let dots = usize::from(self.plot.width) * 2 - 1;
        let dot = if self.count == 1 { dots / 2 } else { (nth * dots + (self.count - 1) / 2) / (self.count - 1) };
        u16::try_from(dot / 2).ok()
    }

    /// The period at a place of the screen.
    pub(super) fn period_at(&self, column: u16, row: u16) -> Option<usize> {
        if !(self.plot.y..self.plot.bottom() + 2).contains(&row) {
            return None;
        }
        let column = column.checked_sub(self.plot.x).filter(|column| *column < self.plot.width)?;
        let distance = |period: &usize| self.column(*period).map_or(u16::MAX, |at| at.abs_diff(column));
        (self.first..self.first + self.count).min_by_key(distance)
    }
}
