//! The mouse: the wheel scrolls the pane under it, a click selects a post or opens a link.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use ratatui::layout::{Position, Rect};

use super::focus::Focus;
use super::layout;
use super::message::Effect;
use super::mode::{Mode, Number};
use super::state::App;
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
        if self.mode.prompt().is_some() {
            // While a query is typed, the index is that of its result, and stays where it is.
            return if self.layout().reader.is_some_and(|pane| pane.contains(Position::new(event.column, event.row))) {
                self.reader.scroll(wheel);
            };
        }
        let layout = self.layout();
        if let Some(overlay) = self.mode.overlay_mut() {
            return overlay.step(wheel, layout.body);
        }
        if self.chart.is_some() {
            return self.scroll_chart(wheel > 0);
        }
        let under = |pane: Option<Rect>| pane.filter(|pane| pane.contains(Position::new(event.column, event.row)));
        if let Some(pane) = under(layout.post_list) {
            self.scroll_list(wheel, usize::from(layout::inner(pane).height));
        } else if under(layout.reader).is_some() {
            self.reader.scroll(wheel);
        }
    }

    fn on_click(&mut self, column: u16, row: u16) {
        let footer = self.layout().footer;
        self.status = None;
        match std::mem::take(&mut self.mode) {
            mode @ (Mode::Prompt(_) | Mode::List(_, Some(_))) => return self.mode = mode,
            Mode::Image(_) => return self.effects.push(Effect::Clear),
            Mode::Confirm(_) | Mode::List(_, None) | Mode::Number(Number { list: Some(_), .. }) => return,
            Mode::Normal | Mode::Hints(_) | Mode::Select(_) | Mode::Number(Number { list: None, .. }) => {}
        }
        // A long message covers what is under it.
        if footer.is_some_and(|footer| footer.contains(Position::new(column, row))) {
            return;
        }
        if self.chart.is_some() {
            return self.click_chart(column, row);
        }
        let layout = self.layout();
        if let Some(list) = layout.post_list.map(layout::inner).filter(|area| area.contains(Position::new(column, row)))
        {
            let row = usize::from(row - list.y);
            let (cursor, place) = match self.story_lists.top() {
                Some(list) => (list.cursor(), list.row_at(row)),
                None => (self.post_list.cursor(), self.post_list.post_at(row)),
            };
            if let Some(place) = place {
                let again = cursor == place && self.focus == Focus::PostList;
                self.select_index(place);
                self.focus = Focus::PostList;
                if again {
                    self.perform(Action::Read);
                }
            }
        } else if let Some(pane) =
            layout.outline.filter(|pane| layout::inner(*pane).contains(Position::new(column, row)))
        {
            self.click_outline(pane, row);
        } else if let Some(pane) = layout.reader.filter(|pane| pane.contains(Position::new(column, row))) {
            self.focus = Focus::Reader;
            let text = layout::text_area(pane);
            if text.contains(Position::new(column, row))
                && let Some(link) = self.link_at(usize::from(column - text.x), usize::from(row - text.y))
            {
                self.open_link(link);
            }
        }
    }

    /// The link at a column and row of the text on the screen.
    fn link_at(&self, column: usize, row: usize) -> Option<usize> {
        let line = self.reader.current()?.lines.get(self.reader.top() + row)?;
        line.columns().find(|(columns, _)| column < columns.end).and_then(|(_, span)| span.link)
    }
}
