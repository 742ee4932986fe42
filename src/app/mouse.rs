//! The mouse: the wheel scrolls the pane under it, a click selects a post or opens a link.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use unicode_width::UnicodeWidthStr;

use super::layout::{self, Area};
use super::{App, Focus};
use crate::config::keymap::Action;

/// Lines that one step of the wheel scrolls.
const WHEEL: isize = 3;

impl App {
    pub(super) fn on_mouse(&mut self, event: MouseEvent) {
        let wheel = match event.kind {
            MouseEventKind::ScrollDown => WHEEL,
            MouseEventKind::ScrollUp => -WHEEL,
            MouseEventKind::Down(MouseButton::Left) => return self.on_click(event.column, event.row),
            _ => return,
        };
        if self.prompt.is_some() {
            // While a query is typed, the index is that of its result, and stays where it is.
            return if self.layout().page.is_some_and(|pane| pane.contains(event.column, event.row)) {
                self.page.scroll(wheel);
            };
        }
        if let Some(overlay) = &mut self.overlay {
            return overlay.select(overlay.cursor.saturating_add_signed(wheel));
        }
        let layout = self.layout();
        let under = |pane: Option<Area>| pane.filter(|pane| pane.contains(event.column, event.row));
        if let Some(pane) = under(layout.index) {
            self.index.scroll(wheel, usize::from(layout::inner(pane).height));
        } else if under(layout.page).is_some() {
            self.page.scroll(wheel);
        }
    }

    fn on_click(&mut self, column: u16, row: u16) {
        self.status = None;
        self.number.clear();
        if self.doubt.take().is_some() || self.prompt.is_some() {
            return;
        }
        if self.overlay.take().is_some() {
            return;
        }
        let layout = self.layout();
        if let Some(list) = layout.index.map(layout::inner).filter(|area| area.contains(column, row)) {
            if let Some(place) = self.index.place_at(usize::from(row - list.y)) {
                let again = self.index.cursor() == place && self.focus == Focus::Index;
                self.index.select(place);
                self.focus = Focus::Index;
                if again {
                    self.perform(Action::Read);
                }
            }
        } else if let Some(pane) = layout.outline.filter(|pane| layout::inner(*pane).contains(column, row)) {
            self.click_outline(pane, row);
        } else if let Some(pane) = layout.page.filter(|pane| pane.contains(column, row)) {
            self.focus = Focus::Page;
            let text = layout::text_area(pane);
            if text.contains(column, row)
                && let Some(link) = self.link_at(usize::from(column - text.x), usize::from(row - text.y))
            {
                self.open_link(link);
            }
        }
    }

    /// The link at a column and row of the text on the screen.
    fn link_at(&self, column: usize, row: usize) -> Option<usize> {
        let line = self.page.current()?.lines.get(self.page.top() + row)?;
        let mut end = 0;
        line.spans
            .iter()
            .find(|span| {
                end += span.text.as_str().width();
                column < end
            })
            .and_then(|span| span.link)
    }
}
