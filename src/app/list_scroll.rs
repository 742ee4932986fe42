//! Which rows of a list of stories are on the screen. A row of the list has one or two rows of the screen. And what the
//! post list, which has headings too, has in common with that.

use std::ops::RangeInclusive;

/// Rows of the screen that stay visible above and below the selection.
const MARGIN: usize = 2;

/// The minimum height for two rows of the screen for each row of the list.
pub(super) const MIN_HEIGHT_TWO_ROWS: usize = 8;

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenPart {
    /// The first rows.
    Top,
    /// The rows in the middle.
    Middle,
    /// The last rows.
    Bottom,
}

/// How far a list is scrolled.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListScroll {
    /// The first row of the screen, in rows of the screen.
    top: usize,
    /// Rows of the screen for each row of the list.
    row_height: usize,
}

impl Default for ListScroll {
    fn default() -> Self {
        Self { top: 0, row_height: 1 }
    }
}

impl ListScroll {
    /// Rows of the screen for each row of the list: 2 if the pane is high enough.
    pub(super) fn row_height(self) -> usize {
        self.row_height
    }

    /// Goes to the first row.
    pub(super) fn reset(&mut self) {
        self.top = 0;
    }

    /// The selection is another row now: it does not move on the screen.
    pub(super) fn follow(&mut self, before: usize, cursor: usize) {
        self.top = (self.top + cursor * self.row_height).saturating_sub(before * self.row_height);
    }

    /// Decides how high rows are, and scrolls as little as needed to show the selection in a list of so many rows.
    pub(super) fn keep_visible(&mut self, cursor: usize, rows: usize, height: usize) {
        let row_height = if height >= MIN_HEIGHT_TWO_ROWS { 2 } else { 1 };
        if row_height != self.row_height {
            self.top = self.top / self.row_height * row_height;
            self.row_height = row_height;
        }
        let (row, margin) = (cursor * row_height, margin(height));
        let highest = row.saturating_sub(margin);
        let lowest = (row + margin + row_height).saturating_sub(height);
        self.top = self.top.min(highest).max(lowest.min(highest));
        self.top = self.top.min((rows * row_height).saturating_sub(height));
    }

    /// Scrolls by rows of the screen. Returns the rows of the list that are not too near to the edges.
    pub(super) fn scroll(&mut self, by: isize, rows: usize, height: usize) -> RangeInclusive<usize> {
        let last = (rows * self.row_height).saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last);
        let margin = margin(height);
        let first = if self.top == 0 { 0 } else { (self.top + margin).div_ceil(self.row_height) };
        let end = self.top + height.saturating_sub(margin);
        let end = if self.top == last { usize::MAX } else { (end / self.row_height).saturating_sub(1) };
        first..=end
    }

    /// The first, middle or last row of the list on the screen.
    pub(super) fn row_on_screen(self, part: ScreenPart, rows: usize, height: usize) -> usize {
        let first = self.top.div_ceil(self.row_height);
        let end = ((self.top + height) / self.row_height).min(rows);
        let margin = margin(height).div_ceil(self.row_height);
        let first = if self.top == 0 { 0 } else { first + margin };
        let last = if end == rows { end } else { end.saturating_sub(margin) }.saturating_sub(1);
        match part {
            ScreenPart::Top => first,
            ScreenPart::Middle => first.midpoint(last),
            ScreenPart::Bottom => last,
        }
    }

    /// The visible rows of the screen: the index of the row of the list, and which of its rows it is.
    pub(super) fn visible(self, rows: usize, height: usize) -> impl Iterator<Item = (usize, usize)> {
        let end = (rows * self.row_height).min(self.top + height);
        (self.top..end).map(move |row| (row / self.row_height, row % self.row_height))
    }

    /// The index of the row of the list in a row of the screen, counted from the top.
    pub(super) fn row_at(self, row: usize) -> usize {
        (self.top + row) / self.row_height
    }
}

/// Rows of the screen that stay visible around the selection, as far as the list is high enough.
pub(super) fn margin(height: usize) -> usize {
    MARGIN.min(height.saturating_sub(1) / 2)
}
