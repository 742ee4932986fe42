//! Actions and their keys: one table, `assets/keys.toml`, with the user's `keys.toml` laid over it. Help, footer and
//! README are made from it.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::layer::ConfigLayer;
use crate::text::CleanText;

/// The shipped keys.
pub const DEFAULTS: &str = include_str!("../../assets/keys.toml");

/// Makes the enum of actions; the doc line of each is its line on the help screen.
macro_rules! actions {
    ($($section:literal { $(#[doc = $help:literal] $action:ident = $name:literal,)* })*) => {
        /// What a key can do. The order is that of the help screen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $help] $action,)*)*
        }

        impl Action {
            /// Every action, under the headings of the help screen.
            pub const SECTIONS: &[(&str, &[Action])] = &[$(($section, &[$(Action::$action,)*]),)*];

            /// Its name in `keys.toml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($(Action::$action => $name,)*)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $($(Action::$action => $help.trim_ascii(),)*)* }
            }
        }
    };
}

actions! {
    "Move" {
        /// Next post, or down one line of the text
        Down = "down",
        /// Previous post, or up one line
        Up = "up",
        /// Half a page down
        HalfPageDown = "half-page-down",
        /// Half a page up
        HalfPageUp = "half-page-up",
        /// A page down
        PageDown = "page-down",
        /// A page up
        PageUp = "page-up",
        /// To the first post, or the top of the text
        Top = "top",
        /// To the last post, or the end of the text
        Bottom = "bottom",
        /// Next post, from the text too
        NextPost = "next-post",
        /// Previous post, from the text too
        PreviousPost = "previous-post",
        /// Next story of the issue
        NextStory = "next-story",
        /// Previous story of the issue
        PreviousStory = "previous-story",
        /// List the stories of the issue
        Outline = "outline",
        /// Back to where you were before the last jump
        HistoryBack = "history-back",
        /// Forward again; so does Tab after a step back
        HistoryForward = "history-forward",
        /// Next unread post; while something is searched, the next match
        NextUnread = "next-unread",
        /// Previous unread post; while something is searched, the match before
        PreviousUnread = "previous-unread",
    }
    "Find" {
        /// Search all posts; in the text, search this post
        Search = "search",
        /// Search all posts for the headline or title at hand
        SearchHeadline = "search-headline",
        /// Go to a post by a few letters of its title
        Titles = "titles",
        /// List the saved searches
        Searches = "searches",
    }
    "Read" {
        /// Go to the text; in it, follow the reference
        Read = "read",
        /// Go to the other pane
        SwitchPane = "switch-pane",
        /// Back to the index; close what is open
        Back = "back",
    }
    "Sources" {
        /// Open the post's source in the browser
        OpenSource = "open-source",
        /// Put letters on the links: typing them opens one
        HintLinks = "hint-links",
        /// The same, to copy a link
        HintLinksToCopy = "hint-links-to-copy",
        /// Choose one of the links in the text
        ChooseLink = "choose-link",
        /// Copy the post's link
        CopyLink = "copy-link",
    }
    "Marks and lists" {
        /// Star the post, or take the star away
        Star = "star",
        /// Mark the post as read or as unread
        ToggleRead = "toggle-read",
        /// Show all posts, the unread ones, the starred ones
        Filter = "filter",
        /// Sort by date, title, domain, author, reading time
        Sort = "sort",
    }
    "Program" {
        /// List the files that something is wrong with
        Problems = "problems",
        /// Show this help
        Help = "help",
        /// Draw the screen anew
        Redraw = "redraw",
        /// Suspend the reader; the shell's fg brings it back
        Suspend = "suspend",
        /// Quit
        Quit = "quit",
    }
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
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

impl Key {
    /// The key of an event. Shift is part of a letter, not a modifier of it.
    #[must_use]
    pub fn of(event: &KeyEvent) -> Self {
        let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        Self { code: event.code, modifiers }
    }

    /// Reads a key by its name: `j`, `Space`, `Ctrl-d`, `F1`.
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
        let sign = || {
            let mut signs = rest.chars();
            let sign = signs.next().filter(|c| !c.is_control() && *c != ' ')?;
            signs.next().is_none().then_some(KeyCode::Char(sign))
        };
        let code = named.or_else(sign).or_else(function)?;
        Some(Self { code, modifiers })
    }

    fn is_digit(self) -> bool {
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

/// Which key does what.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    keys: HashMap<Action, Vec<Key>>,
    actions: HashMap<Key, Action>,
}

impl Keymap {
    /// The shipped keys with those of a folder's `keys.toml` laid over them, and complaints about either.
    #[must_use]
    pub fn load(folder: Option<&Path>) -> (Self, Vec<CleanText>) {
        let mut keymap = Self::default();
        let complaints = ConfigLayer::layers("keys.toml", DEFAULTS, folder, |layer| keymap.lay_over(layer));
        (keymap, complaints)
    }

    /// The action of a key.
    #[must_use]
    pub fn action(&self, key: Key) -> Option<Action> {
        self.actions.get(&key).copied()
    }

    /// The first key of an action, as it is shown; empty where it has none.
    #[must_use]
    pub fn key(&self, action: Action) -> String {
        self.keys.get(&action).and_then(|keys| keys.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// Every key of an action, as they are shown.
    #[must_use]
    pub fn keys(&self, action: Action) -> String {
        let keys = self.keys.get(&action).map(Vec::as_slice).unwrap_or_default();
        keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Takes in a file's keys. Its actions give up their old keys first, so that two actions can trade theirs; one whose
    /// key another action has is named with it and keeps its old keys.
    fn lay_over(&mut self, settings: &mut ConfigLayer) {
        let mut wanted = Vec::new();
        for entry in std::mem::take(&mut settings.entries) {
            match read_keys(&entry.key, entry.value.texts()) {
                Ok((action, keys)) => wanted.push((action, keys, entry.line)),
                Err(what) => settings.complain(entry.line, &what),
            }
        }
        let mut old = HashMap::new();
        for (action, ..) in &wanted {
            if let Some(keys) = self.keys.remove(action) {
                for key in &keys {
                    self.actions.remove(key);
                }
                old.insert(*action, keys);
            }
        }
        for (action, keys, line) in wanted {
            let taken = keys.iter().find_map(|key| self.actions.get(key).map(|other| (*key, *other)));
            let Some((key, other)) = taken else {
                self.bind(action, keys);
                continue;
            };
            settings.complain(line, &format!("{key} is the key of both {} and {}", action.name(), other.name()));
            let mut kept = old.remove(&action).unwrap_or_default();
            kept.retain(|key| !self.actions.contains_key(key));
            self.bind(action, kept);
        }
    }

    fn bind(&mut self, action: Action, keys: Vec<Key>) {
        self.actions.extend(keys.iter().map(|key| (*key, action)));
        self.keys.insert(action, keys);
    }
}

fn read_keys(name: &str, keys: Result<Vec<String>, String>) -> Result<(Action, Vec<Key>), String> {
    let actions = Action::SECTIONS.iter().flat_map(|(_, actions)| *actions);
    let action = actions.copied().find(|action| action.name() == name);
    let action = action.ok_or_else(|| format!("there is no action “{name}”"))?;
    let mut read = Vec::new();
    for key in keys.map_err(|what| format!("{name}: {what}"))? {
        match Key::parse(&key) {
            Some(key) if key.is_digit() => return Err(format!("{name}: the digits open numbered links")),
            Some(key) => read.push(key),
            None => return Err(format!("{name}: there is no key “{key}”")),
        }
    }
    Ok((action, read))
}
