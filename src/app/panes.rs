//! The panes: which of them are visible, and how wide they are.

use super::layout::{self, Arrangement, Layout};
use super::messages;
use super::mode::Mode;
use super::state::App;
use crate::text::line_break::{break_anywhere, break_line};
use crate::text::truncate;

/// Columns in front of and behind a message in the footer.
const FOOTER_MARGIN: usize = 1;

/// Columns by which the border between the panes is moved.
const STEP: u16 = 2;

impl App {
    /// Where everything is on the screen.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout_at(self.size)
    }

    /// Where everything is on a screen of so many columns and rows.
    #[must_use]
    pub fn layout_at(&self, size: (u16, u16)) -> Layout {
        let has_prompt = self.mode.prompt().is_some();
        let (is_zoomed, list_width) = (self.is_zoomed, self.list_width);
        let mut layout = Layout::of(size, Arrangement { focus: self.focus, is_zoomed, list_width, has_prompt });
        if self.chart.is_some() {
            (layout.post_list, layout.reader, layout.outline) = (None, None, None);
        }
        let rows = self.footer_message(size.0, layout::MAX_FOOTER_ROWS).len();
        layout.with_footer_rows(u16::try_from(rows).unwrap_or_default())
    }

    /// The message in the footer in lines, at most so many; none if the footer shows keys.
    #[must_use]
    pub fn footer_message(&self, columns: u16, rows: u16) -> Vec<String> {
        let text = match &self.mode {
            Mode::Normal | Mode::List(..) => self.status.as_ref().map(|status| status.text.as_str()),
            Mode::Prompt(prompt) => prompt.error.as_ref().map(|error| error.message.as_str()),
            Mode::Hints(_) | Mode::Confirm(_) | Mode::Number(_) | Mode::Select(_) | Mode::Image(_) => None,
        };
        let Some(text) = text else { return Vec::new() };
        let room = usize::from(columns).saturating_sub(FOOTER_MARGIN).max(1);
        let mut lines = break_line(text, room);
        if lines.len() > usize::from(rows) {
            // A long address leaves much of the line before it.
            lines = break_anywhere(text, room, room);
        }
        if lines.len() > usize::from(rows) {
            lines.truncate(usize::from(rows));
            lines.last_mut().into_iter().for_each(|last| *last = truncate(&format!("{last}…"), room).to_string());
        }
        lines
    }

    /// The width of the post list that the user has chosen, in columns.
    #[must_use]
    pub fn list_width(&self) -> Option<u16> {
        self.list_width
    }

    /// Whether there is room for both panes.
    fn has_room_for_two_panes(&self) -> bool {
        self.size.0 >= layout::MIN_COLUMNS_TWO_PANES
    }

    /// Gives the whole screen to the focused pane, or shows both again.
    pub(super) fn zoom(&mut self) {
        if self.has_room_for_two_panes() {
            self.is_zoomed = !self.is_zoomed;
        } else {
            self.notify(&messages::too_narrow(layout::MIN_COLUMNS_TWO_PANES));
        }
    }

    /// Moves the border between the panes.
    pub(super) fn move_border(&mut self, to_the_right: bool) {
        if !self.has_room_for_two_panes() {
            return self.notify(&messages::too_narrow(layout::MIN_COLUMNS_TWO_PANES));
        }
        self.is_zoomed = false;
        let (columns, before) = (self.size.0, layout::list_width(self.size.0, self.list_width));
        let wanted = if to_the_right { before + STEP } else { before.saturating_sub(STEP) };
        let width = layout::list_width(columns, Some(wanted));
        if width != before {
            self.list_width = Some(width);
        }
    }
}
