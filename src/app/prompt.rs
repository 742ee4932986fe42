//! The line that a query is typed into: editing as in a shell, history, and what is wrong with it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

use super::App;
use super::library_search::PromptSnapshot;
use super::overlay::OverlayKind;
use crate::search::QueryError;
use crate::text::CleanText;

/// Queries remembered.
const MOST_REMEMBERED: usize = 200;

/// Bytes of the longest query; more is a mistake of pasting.
const MOST_TYPED: usize = 1000;

/// The open prompt.
#[derive(Debug)]
pub struct Prompt {
    /// What is searched.
    pub scope: Scope,
    /// The line.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<QueryError>,
    /// What was there before it was opened.
    pub(super) before: PromptSnapshot,
    /// The place in the history, counted back from 1; 0 is the line that is being typed.
    nth: usize,
    typed: String,
}

/// What a prompt searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All posts.
    Library,
    /// The post that is read.
    Post,
}

/// Queries that were kept, oldest first.
pub type Remembered = Vec<String>;

impl Prompt {
    pub(super) fn new(scope: Scope, text: &str, before: PromptSnapshot) -> Self {
        Self { scope, input: Input::new(text.to_owned()), error: None, before, nth: 0, typed: String::new() }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Goes so far back in what was typed earlier.
    fn recall(&mut self, history: &Remembered, back: bool) {
        if self.nth == 0 {
            self.typed = self.text().to_owned();
        }
        let mut others = history.iter().rev().filter(|line| **line != self.typed);
        let most = others.clone().count();
        self.nth = if back { (self.nth + 1).min(most) } else { self.nth.saturating_sub(1) };
        let line = self.nth.checked_sub(1).and_then(|nth| others.nth(nth)).unwrap_or(&self.typed);
        self.input = Input::new(line.clone());
    }
}

impl App {
    /// Keeps a query in the history, once.
    pub(super) fn remember(&mut self, query: &str) {
        if query.trim().is_empty() {
            return;
        }
        self.remembered.retain(|known| known != query);
        self.remembered.push(query.to_owned());
        if self.remembered.len() > MOST_REMEMBERED {
            self.remembered.remove(0);
        }
    }

    /// A key while the prompt is open.
    pub(super) fn on_prompt_key(&mut self, event: &KeyEvent) {
        let Some(prompt) = &mut self.prompt else { return };
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let before = prompt.text().to_owned();
        match event.code {
            KeyCode::Enter => return self.accept_query(),
            KeyCode::Esc => return self.cancel_prompt(),
            KeyCode::Char('c' | 'g') if control => return self.cancel_prompt(),
            KeyCode::F(1) => return self.open_list(OverlayKind::Syntax, 0),
            // A question mark by itself finds nothing; within a word it is a sign like any other.
            KeyCode::Char('?') if prompt.scope == Scope::Library && starts_word(&prompt.input) => {
                return self.open_list(OverlayKind::Syntax, 0);
            }
            KeyCode::Backspace if before.is_empty() => return self.cancel_prompt(),
            KeyCode::Up => prompt.recall(&self.remembered, true),
            KeyCode::Down => prompt.recall(&self.remembered, false),
            KeyCode::Char('p') if control => prompt.recall(&self.remembered, true),
            KeyCode::Char('n') if control => prompt.recall(&self.remembered, false),
            KeyCode::Char(_) if prompt.text().len() >= MOST_TYPED && !control => return,
            _ => match readline_binding(event) {
                Some(request) => drop(prompt.input.handle(request)),
                None => drop(prompt.input.handle_event(&Event::Key(*event))),
            },
        }
        if prompt.text() != before {
            self.query_changed();
        }
    }

    /// Text that was pasted: its lines as one, into the prompt or the list that is open.
    pub(super) fn on_paste(&mut self, text: &str) {
        let clean = CleanText::run(crate::text::prefix(text, MOST_TYPED));
        if let Some(overlay) = self.overlay.as_mut().filter(|overlay| overlay.kind.is_filterable()) {
            overlay.query.push_str(&clean);
            return self.filter_list();
        }
        let Some(prompt) = &mut self.prompt else { return };
        let room = MOST_TYPED.saturating_sub(prompt.text().len());
        for c in crate::text::prefix(&clean, room).chars() {
            prompt.input.handle(InputRequest::InsertChar(c));
        }
        self.query_changed();
    }
}

/// Keys of a shell's line that the crate takes otherwise, or for nothing.
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

/// Whether the cursor stands where a word would begin.
fn starts_word(input: &Input) -> bool {
    input.cursor() == 0 || input.value().chars().nth(input.cursor() - 1).is_none_or(char::is_whitespace)
}
