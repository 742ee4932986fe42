//! Keys and their names, as in `keys.toml`: `j`, `Space`, `Ctrl-d`, `F1`.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    /// The Enter key.
    pub const ENTER: Self = Self { code: KeyCode::Enter, modifiers: KeyModifiers::NONE };
    /// The Esc key.
    pub const ESC: Self = Self { code: KeyCode::Esc, modifiers: KeyModifiers::NONE };
}

const NAMED: [(&str, KeyCode); 16] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Tab", KeyCode::Tab),
    ("Esc", KeyCode::Esc),
    ("Backspace", KeyCode::Backspace),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
    ("Shift-Tab", KeyCode::BackTab),
];

impl From<Key> for KeyEvent {
    fn from(key: Key) -> Self {
        Self::new(key.code, key.modifiers)
    }
}

impl Key {
    /// The key of an event. Shift is part of a letter, not a modifier of it.
    #[must_use]
    pub fn of(event: &KeyEvent) -> Self {
        let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        Self { code: event.code, modifiers }
    }

    /// Parses the name of a key: `j`, `Space`, `Ctrl-d`, `F1`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        loop {
            rest = match (rest.strip_prefix("Ctrl-"), rest.strip_prefix("Alt-")) {
                (Some(after), _) if !after.is_empty() => {
                    modifiers |= KeyModifiers::CONTROL;
                    after
                }
                (_, Some(after)) if !after.is_empty() => {
                    modifiers |= KeyModifiers::ALT;
                    after
                }
                _ => break,
            };
        }
        let named = NAMED.iter().find(|(known, _)| *known == rest).map(|(_, code)| *code);
        let function = || rest.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F);
        let character = || {
            let mut chars = rest.chars();
            let first = chars.next().filter(|c| !c.is_control() && *c != ' ')?;
            chars.next().is_none().then_some(KeyCode::Char(first))
        };
        let code = named.or_else(character).or_else(function)?;
        Some(Self { code, modifiers })
    }

    /// True if it types a character.
    #[must_use]
    pub fn is_character(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }

    pub(super) fn is_digit(self) -> bool {
        matches!(self.code, KeyCode::Char('0'..='9')) && self.modifiers.is_empty()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            write!(f, "Ctrl-")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            write!(f, "Alt-")?;
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            _ => Ok(()),
        }
    }
}
