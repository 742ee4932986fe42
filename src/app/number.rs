//! Numbers that are typed: counts in front of a key, lines and posts to go to, and numbers of links.

use crossterm::event::{KeyCode, KeyEvent};

use super::focus::Focus;
use super::messages;
use super::mode::{Mode, Number};
use super::overlay::OverlayKind;
use super::state::App;
use crate::config::key::Key;
use crate::config::keymap::Action;

/// No archive and no page has more posts or lines.
const MAX_DIGITS: usize = 6;

/// A larger count repeats an action no more often.
const MAX_REPEAT: usize = 10_000;

impl App {
    /// Adds a digit. In a list, its line is chosen when no longer number is possible, or by Enter; elsewhere the number
    /// waits for the key that it is for.
    pub(super) fn on_digit(&mut self, digit: char) {
        let mut number = match std::mem::take(&mut self.mode) {
            Mode::Number(number) => number,
            Mode::List(list, _) => Number { digits: String::new(), list: Some(list) },
            Mode::Normal | Mode::Prompt(_) | Mode::Hints(_) | Mode::Confirm(_) | Mode::Select(_) | Mode::Image(_) => {
                Number::default()
            }
        };
        if number.digits.len() < MAX_DIGITS {
            number.digits.push(digit);
        }
        let kind = number.list.as_ref().map(|list| list.kind);
        self.mode = Mode::Number(number);
        if let Some(kind) = kind {
            let (typed, lines) = (self.typed_number(), self.numbered_lines(kind));
            if typed == 0 || typed > lines {
                self.mode.leave_number();
                self.notify_error(&match kind {
                    OverlayKind::Links => messages::no_such_link(typed, lines),
                    _ => messages::no_such_line(typed, lines),
                });
            } else if typed * 10 > lines {
                self.choose_numbered(kind);
            }
        }
    }

    /// How many lines of a list have numbers. In that of links, the source has none.
    fn numbered_lines(&self, kind: OverlayKind) -> usize {
        match kind {
            OverlayKind::Links => self.link_count(),
            _ => self.mode.overlay().map_or(0, |list| list.entries.len()),
        }
    }

    /// Chooses the line of a list whose number is typed.
    fn choose_numbered(&mut self, kind: OverlayKind) {
        if kind == OverlayKind::Links {
            return self.open_link_number();
        }
        let number = self.typed_number();
        self.mode.leave_number();
        self.mode.overlay_mut().into_iter().for_each(|list| list.select(number.saturating_sub(1)));
        self.choose();
    }

    /// Enter opens the link, or goes to the post, of that number. Backspace deletes a digit, Esc cancels. Any other key
    /// has its usual effect: so many times, if it moves.
    pub(super) fn on_number_key(&mut self, event: &KeyEvent) {
        if let Some(digit) = digit(event) {
            return self.on_digit(digit);
        }
        let Mode::Number(number) = &mut self.mode else { return };
        match event.code {
            KeyCode::Enter if number.list.is_some() => {
                let kind = number.list.as_ref().map_or(OverlayKind::Links, |list| list.kind);
                self.choose_numbered(kind);
            }
            KeyCode::Enter if self.focus == Focus::Reader => self.open_link_number(),
            KeyCode::Enter => {
                let number = self.typed_number();
                self.mode.leave_number();
                self.go_to_number(number);
            }
            KeyCode::Backspace => {
                number.digits.pop();
                if number.digits.is_empty() {
                    self.mode.leave_number();
                }
            }
            KeyCode::Esc => self.mode.leave_number(),
            _ if number.list.is_some() => {
                self.mode.leave_number();
                self.on_key(event);
            }
            _ => {
                let number = self.typed_number();
                self.mode.leave_number();
                self.on_pane_key(Key::of(event), Some(number));
            }
        }
    }

    /// Runs an action with the number typed in front of its key.
    pub(super) fn perform_counted(&mut self, action: Action, number: usize) {
        match action {
            Action::Top | Action::Bottom => self.go_to_number(number),
            action if is_repeatable(action) => (0..number.min(MAX_REPEAT)).for_each(|_| self.perform(action)),
            action => self.perform(action),
        }
    }

    /// Goes to a post of the list, or to a line of the text, counted from 1.
    pub(super) fn go_to_number(&mut self, number: usize) {
        self.push_jump();
        match self.focus {
            Focus::PostList => self.select_index(number.saturating_sub(1)),
            Focus::Reader => self.reader.jump(number.saturating_sub(1)),
        }
    }

    fn typed_number(&self) -> usize {
        let Mode::Number(number) = &self.mode else { return 0 };
        number.digits.parse().unwrap_or_default()
    }

    fn link_count(&self) -> usize {
        self.reader.current().map_or(0, |document| document.links.len())
    }

    fn open_link_number(&mut self) {
        let (number, links) = (self.typed_number(), self.link_count());
        self.mode = Mode::Normal;
        if number == 0 || number > links {
            return self.notify_error(&messages::no_such_link(number, links));
        }
        self.open_link(number - 1);
    }
}

/// True for actions that move something.
fn is_repeatable(action: Action) -> bool {
    use Action::{
        Down, HalfPageDown, HalfPageUp, HistoryBack, HistoryForward, NarrowList, NextParagraph, NextPost, NextStory,
        PageDown, PageUp, PreviousParagraph, PreviousPost, PreviousStory, ScrollDown, ScrollUp, Up, WidenList,
    };
    matches!(action, Down | Up | HalfPageDown | HalfPageUp | PageDown | PageUp | ScrollDown | ScrollUp)
        || matches!(action, NarrowList | WidenList)
        || matches!(action, NextParagraph | PreviousParagraph | NextPost | PreviousPost | NextStory | PreviousStory)
        || matches!(action, HistoryBack | HistoryForward)
}

/// The digit of a key without modifiers.
pub(super) fn digit(event: &KeyEvent) -> Option<char> {
    match event.code {
        KeyCode::Char(digit @ '0'..='9') if event.modifiers.is_empty() => Some(digit),
        _ => None,
    }
}
