//! The line for typing a query, a command or a name: editing as in a shell, and a history. It does no searching.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::config::key::Key;
use crate::config::keymap::{Keymap, PromptAction};
use crate::search::QueryError;
use crate::text::CleanText;

/// Lines kept in each history.
const MAX_HISTORY: usize = 200;

/// Bytes of the longest query. More is probably pasted by mistake.
pub(super) const MAX_QUERY: usize = 1000;

/// An open prompt.
#[derive(Debug)]
pub struct Prompt {
    /// What is typed.
    pub purpose: Purpose,
    /// The line.
    pub input: Input,
    /// What is wrong with the query.
    pub error: Option<QueryError>,
    /// Position in the history, counted back from 1; 0 is the line that was being typed.
    nth: usize,
    typed: String,
}

/// What is typed into a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A query for all posts.
    SearchLibrary,
    /// A query for the post in the reader.
    SearchPost,
    /// A query that narrows a list of stories.
    NarrowList,
    /// Queries whose trends are compared.
    Trends,
    /// A command that gets the page.
    Pipe,
    /// The name under which a search is saved.
    NameSearch,
    /// The file that the listed posts are exported to.
    Export,
}

impl Purpose {
    /// True if it is a query.
    #[must_use]
    pub fn is_search(self) -> bool {
        matches!(self, Self::SearchLibrary | Self::SearchPost | Self::NarrowList)
    }

    /// True if it is a query for what the list shows.
    #[must_use]
    pub fn is_of_list(self) -> bool {
        matches!(self, Self::SearchLibrary | Self::NarrowList)
    }
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

/// What was accepted in each prompt, oldest first, whether it could be done or not.
#[derive(Debug, Default)]
pub(super) struct Histories([Vec<String>; 5]);

impl Histories {
    /// Which history a prompt has.
    fn index(purpose: Purpose) -> usize {
        match purpose {
            Purpose::SearchLibrary | Purpose::SearchPost | Purpose::NarrowList => 0,
            Purpose::Pipe => 1,
            Purpose::NameSearch => 2,
            Purpose::Export => 3,
            Purpose::Trends => 4,
        }
    }

    /// The history of a prompt.
    fn of(&self, purpose: Purpose) -> &[String] {
        &self.0[Self::index(purpose)]
    }

    /// Adds a line as the newest; a line is in the history once.
    pub(super) fn add(&mut self, purpose: Purpose, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let lines = &mut self.0[Self::index(purpose)];
        lines.retain(|known| known != line);
        lines.push(line.to_owned());
        if lines.len() > MAX_HISTORY {
            lines.remove(0);
        }
    }
}

impl Prompt {
    pub(super) fn new(purpose: Purpose) -> Self {
        Self { purpose, input: Input::default(), error: None, nth: 0, typed: String::new() }
    }

    /// The query.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Handles a key.
    pub(super) fn on_key(&mut self, event: &KeyEvent, keymap: &Keymap, histories: &Histories) -> PromptEvent {
        let key = Key::of(event);
        let action = keymap
            .action::<PromptAction>(key)
            .filter(|action| *action != PromptAction::Syntax || self.shows_syntax(key));
        let before = self.text().to_owned();
        match action {
            Some(PromptAction::Accept) => return PromptEvent::Accepted,
            Some(PromptAction::Cancel) => return PromptEvent::Cancelled,
            Some(PromptAction::Syntax) => return PromptEvent::ShowSyntax,
            Some(PromptAction::DeletePreviousChar) if before.is_empty() => return PromptEvent::Cancelled,
            Some(PromptAction::Earlier) => self.recall(histories.of(self.purpose), true),
            Some(PromptAction::Later) => self.recall(histories.of(self.purpose), false),
            Some(action) => {
                if let Some(request) = edit(action) {
                    self.input.handle(request);
                }
            }
            None => {
                if let Some(typed) = typed_char(event).filter(|_| before.len() < MAX_QUERY) {
                    self.input.handle(InputRequest::InsertChar(typed));
                }
            }
        }
        if self.text() == before { PromptEvent::Unchanged } else { PromptEvent::Changed }
    }

    /// True if the key for the query syntax shows it: at the start of a word. Within a word it is typed.
    fn shows_syntax(&self, key: Key) -> bool {
        !key.is_character() || (self.purpose.is_of_list() && starts_word(&self.input))
    }

    /// Inserts pasted text at the cursor, as much as there is room for.
    pub(super) fn paste(&mut self, text: &CleanText) {
        let room = MAX_QUERY.saturating_sub(self.text().len());
        for c in crate::text::prefix(text, room).chars() {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Goes one line back or forward in the history.
    fn recall(&mut self, history: &[String], back: bool) {
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

/// The edit of an action, which is the same wherever a line is typed.
pub(super) fn edit(action: PromptAction) -> Option<InputRequest> {
    Some(match action {
        PromptAction::PreviousChar => InputRequest::GoToPrevChar,
        PromptAction::NextChar => InputRequest::GoToNextChar,
        PromptAction::PreviousWord => InputRequest::GoToPrevWord,
        PromptAction::NextWord => InputRequest::GoToNextWord,
        PromptAction::Start => InputRequest::GoToStart,
        PromptAction::End => InputRequest::GoToEnd,
        PromptAction::DeletePreviousChar => InputRequest::DeletePrevChar,
        PromptAction::DeleteNextChar => InputRequest::DeleteNextChar,
        PromptAction::DeletePreviousWord => InputRequest::DeletePrevWord,
        PromptAction::DeleteNextWord => InputRequest::DeleteNextWord,
        PromptAction::DeleteToStart => InputRequest::DeleteFromStart,
        PromptAction::DeleteToEnd => InputRequest::DeleteTillEnd,
        PromptAction::Yank => InputRequest::Yank,
        PromptAction::Accept
        | PromptAction::Cancel
        | PromptAction::Syntax
        | PromptAction::Earlier
        | PromptAction::Later => return None,
    })
}

/// The character that a key types. Some layouts type with `AltGr`, which arrives as Ctrl and Alt.
fn typed_char(event: &KeyEvent) -> Option<char> {
    let modifiers = event.modifiers - KeyModifiers::SHIFT;
    match event.code {
        KeyCode::Char(c) if modifiers.is_empty() || modifiers == KeyModifiers::CONTROL | KeyModifiers::ALT => Some(c),
        _ => None,
    }
}

/// Whether a word would begin at the cursor.
fn starts_word(input: &Input) -> bool {
    input.cursor() == 0 || input.value().chars().nth(input.cursor() - 1).is_none_or(char::is_whitespace)
}
