//! The line for typing a query: editing as in a shell, and a history. It knows nothing of what is searched.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

use crate::search::QueryError;
use crate::text::CleanText;

/// Queries kept in the history.
const MAX_HISTORY: usize = 200;

/// Bytes of the longest query. More is probably pasted by mistake.
pub(super) const MAX_QUERY: usize = 1000;

/// An open prompt.
#[derive(Debug)]
pub struct Prompt {
    /// What is searched.
    pub scope: Scope,
    /// The line.
    pub input: Input,
    /// What is wrong with the query.
    pub error: Option<QueryError>,
    /// Position in the history, counted back from 1; 0 is the line that was being typed.
    nth: usize,
    typed: String,
}

/// What a prompt searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All posts.
    Library,
    /// The post in the reader.
    Post,
}

/// What a key did in the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromptEvent {
    /// Nothing but perhaps moving the cursor.
    Unchanged,
    /// The query has changed.
    Changed,
    /// The query is accepted.
    Accepted,
    /// The prompt is cancelled.
    Cancelled,
    /// Help on the query syntax is asked for.
    ShowSyntax,
}

/// Accepted queries, oldest first.
#[derive(Debug, Default)]
pub(super) struct QueryHistory(Vec<String>);

impl QueryHistory {
    /// Adds a query as the newest; a query is in the history once.
    pub(super) fn add(&mut self, query: &str) {
        if query.trim().is_empty() {
            return;
        }
        self.0.retain(|known| known != query);
        self.0.push(query.to_owned());
        if self.0.len() > MAX_HISTORY {
            self.0.remove(0);
        }
    }
}

impl Prompt {
    pub(super) fn new(scope: Scope, text: &str) -> Self {
        Self { scope, input: Input::new(text.to_owned()), error: None, nth: 0, typed: String::new() }
    }

    /// The query.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Handles a key.
    pub(super) fn on_key(&mut self, event: &KeyEvent, history: &QueryHistory) -> PromptEvent {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let before = self.text().to_owned();
        match event.code {
            KeyCode::Enter => return PromptEvent::Accepted,
            KeyCode::Esc => return PromptEvent::Cancelled,
            KeyCode::Char('c' | 'g') if control => return PromptEvent::Cancelled,
            KeyCode::F(1) => return PromptEvent::ShowSyntax,
            // A question mark alone is a useless query; within a word it is a character like any other.
            KeyCode::Char('?') if self.scope == Scope::Library && starts_word(&self.input) => {
                return PromptEvent::ShowSyntax;
            }
            KeyCode::Backspace if before.is_empty() => return PromptEvent::Cancelled,
            KeyCode::Up => self.recall(history, true),
            KeyCode::Down => self.recall(history, false),
            KeyCode::Char('p') if control => self.recall(history, true),
            KeyCode::Char('n') if control => self.recall(history, false),
            KeyCode::Char(_) if before.len() >= MAX_QUERY && !control => return PromptEvent::Unchanged,
            _ => match readline_binding(event) {
                Some(request) => drop(self.input.handle(request)),
                None => drop(self.input.handle_event(&Event::Key(*event))),
            },
        }
        if self.text() == before { PromptEvent::Unchanged } else { PromptEvent::Changed }
    }

    /// Inserts pasted text at the cursor, as much as there is room for.
    pub(super) fn paste(&mut self, text: &CleanText) {
        let room = MAX_QUERY.saturating_sub(self.text().len());
        for c in crate::text::prefix(text, room).chars() {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Goes one query back in the history, or forward.
    fn recall(&mut self, history: &QueryHistory, back: bool) {
        if self.nth == 0 {
            self.typed = self.text().to_owned();
        }
        let mut others = history.0.iter().rev().filter(|line| **line != self.typed);
        let most = others.clone().count();
        self.nth = if back { (self.nth + 1).min(most) } else { self.nth.saturating_sub(1) };
        let line = self.nth.checked_sub(1).and_then(|nth| others.nth(nth)).unwrap_or(&self.typed);
        self.input = Input::new(line.clone());
    }
}

/// Keys of a shell's line editor that tui-input binds differently or not at all.
fn readline_binding(event: &KeyEvent) -> Option<InputRequest> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Char('u') if control => Some(InputRequest::DeleteFromStart),
        KeyCode::Char('d') if control => Some(InputRequest::DeleteNextChar),
        KeyCode::Char('d') if alt => Some(InputRequest::DeleteNextWord),
        KeyCode::Char('b') if alt => Some(InputRequest::GoToPrevWord),
        KeyCode::Char('f') if alt => Some(InputRequest::GoToNextWord),
        KeyCode::Backspace if alt => Some(InputRequest::DeletePrevWord),
        _ => None,
    }
}

/// Whether a word would begin at the cursor.
fn starts_word(input: &Input) -> bool {
    input.cursor() == 0 || input.value().chars().nth(input.cursor() - 1).is_none_or(char::is_whitespace)
}
