//! The panes: which of them are visible, and how wide they are.

use super::layout::{self, Arrangement, Layout};
use super::messages;
use super::state::App;

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
        Layout::of(size, Arrangement { focus: self.focus, is_zoomed, list_width, has_prompt })
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
