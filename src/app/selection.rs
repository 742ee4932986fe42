//! Selecting lines of the text, and copying them.

use crossterm::event::{KeyCode, KeyEvent};

use super::message::Effect;
use super::messages;
use super::mode::{LineSelection, Mode};
use super::state::App;
use crate::config::key::Key;
use crate::config::keymap::Action;
use crate::layout::{Line, SpanRole, Wrap};
use crate::text::CleanText;

impl App {
    /// Starts a selection with the first visible line that has text.
    pub(super) fn select_lines(&mut self) {
        if !self.focus_page() {
            return self.notify(messages::NOTHING_SELECTED);
        }
        let Some(document) = self.reader.current() else { return };
        let visible = document.lines.iter().enumerate().skip(self.reader.top()).take(self.reader.height());
        let first = visible.filter(|(_, line)| !line.text().trim().is_empty()).map(|(number, _)| number).next();
        match first {
            Some(line) => self.mode = Mode::Select(LineSelection { fixed: line, moving: line }),
            None => self.notify(messages::NO_VISIBLE_TEXT),
        }
    }

    /// A key while lines are selected: movements move one end, and some keys do something with the lines.
    pub(super) fn on_selection_key(&mut self, event: &KeyEvent) {
        let Mode::Select(selection) = self.mode else { return };
        let key = Key::of(event);
        match self.pane_action(key) {
            Some(Action::CopyLink) => self.copy_lines(selection),
            Some(Action::CopyCitation) => self.copy_citation(),
            Some(Action::OpenSource) => {
                self.mode = Mode::Select(LineSelection { fixed: selection.moving, moving: selection.fixed });
                self.show_line(selection.fixed);
            }
            Some(action @ (Action::Suspend | Action::Redraw | Action::Quit)) => self.perform(action),
            Some(Action::SelectLines | Action::Back | Action::Leave) => self.mode = Mode::Normal,
            _ if event.code == KeyCode::Esc => self.mode = Mode::Normal,
            Some(action) => self.move_selection(selection, action),
            None => {}
        }
    }

    fn move_selection(&mut self, selection: LineSelection, action: Action) {
        let Some(document) = self.reader.current() else { return };
        let (at, last) = (selection.moving, document.lines.len().saturating_sub(1));
        let page = self.reader.height().max(2) - 1;
        let moving = match action {
            Action::Down | Action::ScrollDown => at + 1,
            Action::Up | Action::ScrollUp => at.saturating_sub(1),
            Action::HalfPageDown => at + page / 2,
            Action::HalfPageUp => at.saturating_sub(page / 2),
            Action::PageDown | Action::Advance => at + page,
            Action::PageUp => at.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            Action::NextParagraph => document.next_paragraph(at).unwrap_or(last),
            Action::PreviousParagraph => document.previous_paragraph(at).unwrap_or(0),
            _ => return,
        };
        let moving = moving.min(last);
        self.mode = Mode::Select(LineSelection { moving, ..selection });
        self.show_line(moving);
    }

    /// Scrolls as little as needed to show a line.
    fn show_line(&mut self, line: usize) {
        let (top, height) = (self.reader.top(), self.reader.height().max(1));
        if line < top {
            self.reader.scroll_to(line);
        } else if line >= top + height {
            self.reader.scroll_to(line + 1 - height);
        }
    }

    fn copy_lines(&mut self, selection: LineSelection) {
        self.mode = Mode::Normal;
        let lines = self.selected_text(selection);
        if !lines.is_empty() {
            self.effects.push(Effect::Copy { lines, selected: Some(selection.range().count()) });
        }
    }

    /// The text of the selected lines, without the numbers of links. The lines of a paragraph are one again: where they
    /// end on the screen is of no importance elsewhere.
    pub(super) fn selected_text(&self, selection: LineSelection) -> Vec<CleanText> {
        let text = |line: &Line, is_shown: fn(&SpanRole) -> bool| {
            let spans = line.spans.iter().filter(|span| is_shown(&span.role));
            spans.map(|span| span.text.as_str()).collect::<String>().trim_end().to_owned()
        };
        let lines = self.reader.current().map(|document| &document.lines[..]).unwrap_or_default();
        let range = selection.range();
        let mut paragraphs: Vec<String> = Vec::new();
        for line in lines.iter().take(range.end() + 1).skip(*range.start()) {
            match (paragraphs.last_mut(), line.wrap) {
                (Some(paragraph), Some(wrap)) => {
                    paragraph.push_str(if wrap == Wrap::AtSpace { " " } else { "" });
                    let of_text = |role: &SpanRole| !matches!(role, SpanRole::LinkNumber | SpanRole::Decoration);
                    paragraph.push_str(&text(line, of_text));
                }
                _ => paragraphs.push(text(line, |role| *role != SpanRole::LinkNumber)),
            }
        }
        paragraphs.iter().map(|text| CleanText::sanitized(text)).collect()
    }
}
