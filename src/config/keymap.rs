//! Actions and their keys: one table, `assets/keys.toml`, which the user's `keys.toml` changes. Help, footer and
//! README are made from it.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;

pub use super::key::Key;
use super::layer::{ConfigLayer, Entry, Value};
use crate::text::CleanText;

/// The shipped keys.
pub const DEFAULTS: &str = include_str!("../../assets/keys.toml");

/// Makes an enum of actions. The doc comment of each is its line on the help screen.
macro_rules! actions {
    ($(#[$about:meta])* $enum:ident in $bindings:ident {
        $($section:literal { $(#[doc = $help:literal] $action:ident = $name:literal,)* })*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $enum {
            $($(#[doc = $help] $action,)*)*
        }

        impl $enum {
            /// Every action, under the headings of the help screen.
            pub const SECTIONS: &[(&str, &[$enum])] = &[$(($section, &[$($enum::$action,)*]),)*];

            /// Its name in `keys.toml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($($enum::$action => $name,)*)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $($($enum::$action => $help.trim_ascii(),)*)* }
            }
        }

        impl KeyAction for $enum {
            fn all() -> impl Iterator<Item = Self> {
                Self::SECTIONS.iter().flat_map(|(_, actions)| *actions).copied()
            }

            fn name(self) -> &'static str {
                self.name()
            }

            fn bindings(keymap: &Keymap) -> &Bindings<Self> {
                &keymap.$bindings
            }
        }
    };
}

actions! {
    /// What a key can do in the panes. The order is that of the help screen.
    Action in normal {
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
        /// Next story of the issue, or next heading
        NextStory = "next-story",
        /// Previous story of the issue, or previous heading
        PreviousStory = "previous-story",
        /// List the stories of the issue, or the headings
        Outline = "outline",
        /// Back to where you were before the last jump
        HistoryBack = "history-back",
        /// Forward again; so does Tab after a step back
        HistoryForward = "history-forward",
        /// Next unread post; during a search, the next match
        NextUnread = "next-unread",
        /// Previous unread post; during a search, the previous match
        PreviousUnread = "previous-unread",
    }
    "Find" {
        /// Search all posts; in the text, search this post
        Search = "search",
        /// Search all posts for the current headline or title
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
        /// Back to the post list; close what is open
        Back = "back",
    }
    "Sources" {
        /// Open the post's source in the browser
        OpenSource = "open-source",
        /// Open a link by its label
        HintLinks = "hint-links",
        /// Copy a link by its label
        HintLinksToCopy = "hint-links-to-copy",
        /// List all links
        ChooseLink = "choose-link",
        /// Copy the post's link
        CopyLink = "copy-link",
    }
    "Marks and lists" {
        /// Star the post, or remove the star
        Star = "star",
        /// Mark the post as read or as unread
        ToggleRead = "toggle-read",
        /// Show all posts, the unread ones, the starred ones
        Filter = "filter",
        /// Sort by date, title, domain, author, reading time
        Sort = "sort",
    }
    "Program" {
        /// List the files with problems
        Problems = "problems",
        /// Show this help
        Help = "help",
        /// Redraw
        Redraw = "redraw",
        /// Suspend the reader; the shell's fg brings it back
        Suspend = "suspend",
        /// Quit
        Quit = "quit",
    }
}
}

actions! {
    /// What a key can do in the prompt. Any other key types its character.
    PromptAction in prompt {
        "In the prompt" {
            /// Show the results
            Accept = "accept",
            /// Cancel the search
            Cancel = "cancel",
            /// Show the query syntax; a character does so only where a word begins
            Syntax = "syntax",
            /// The query before this one
            Earlier = "earlier",
            /// The query after this one
            Later = "later",
            /// One character left
            PreviousChar = "previous-char",
            /// One character right
            NextChar = "next-char",
            /// One word left
            PreviousWord = "previous-word",
            /// One word right
            NextWord = "next-word",
            /// To the start of the line
            Start = "start",
            /// To the end of the line
            End = "end",
            /// Delete the character on the left; cancel if there is none
            DeletePreviousChar = "delete-previous-char",
            /// Delete the character under the cursor
            DeleteNextChar = "delete-next-char",
            /// Delete the word on the left
            DeletePreviousWord = "delete-previous-word",
            /// Delete the word on the right
            DeleteNextWord = "delete-next-word",
            /// Delete everything to the left
            DeleteToStart = "delete-to-start",
            /// Delete everything to the right
            DeleteToEnd = "delete-to-end",
            /// Insert what was deleted last
            Yank = "yank",
        }
    }
}

actions! {
    /// What a key can do in a list over the panes. The key that opens a list also closes it.
    ListAction in list {
        "In lists" {
            /// Choose the selected line
            Choose = "choose",
            /// Close the list
            Close = "close",
            /// Next line
            Down = "down",
            /// Previous line
            Up = "up",
            /// Half a page down
            HalfPageDown = "half-page-down",
            /// Half a page up
            HalfPageUp = "half-page-up",
            /// A page down
            PageDown = "page-down",
            /// A page up
            PageUp = "page-up",
            /// To the first line
            Top = "top",
            /// To the last line
            Bottom = "bottom",
            /// In the list of links: open the post's source
            OpenSource = "open-source",
            /// In the list of links: copy the selected link
            CopyLink = "copy-link",
        }
    }
}

actions! {
    /// What a key can answer when a link needs confirmation. Any other key cancels.
    ConfirmAction in confirm {
        "Before a link is opened that needs confirmation" {
            /// Open it; any other key cancels
            Open = "open",
        }
    }
}

/// An action that keys can be bound to.
pub trait KeyAction: Copy + Eq + Hash + 'static {
    /// Every action of the kind.
    fn all() -> impl Iterator<Item = Self>;

    /// Its name in `keys.toml`.
    fn name(self) -> &'static str;

    /// The keys of its kind.
    fn bindings(keymap: &Keymap) -> &Bindings<Self>;
}

/// The keys of actions of one kind.
#[derive(Clone, Debug)]
pub struct Bindings<A> {
    keys: HashMap<A, Vec<Key>>,
    actions: HashMap<Key, A>,
}

impl<A> Default for Bindings<A> {
    fn default() -> Self {
        Self { keys: HashMap::new(), actions: HashMap::new() }
    }
}

/// The key bindings.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    normal: Bindings<Action>,
    prompt: Bindings<PromptAction>,
    list: Bindings<ListAction>,
    confirm: Bindings<ConfirmAction>,
}

impl Keymap {
    /// The shipped keys, changed by a folder's `keys.toml`, and warnings about either.
    #[must_use]
    pub fn load(folder: Option<&Path>) -> (Self, Vec<CleanText>) {
        let mut keymap = Self::default();
        let warnings = ConfigLayer::layers("keys.toml", DEFAULTS, folder, |layer| keymap.apply(layer));
        (keymap, warnings)
    }

    /// The action of a key, of one kind.
    #[must_use]
    pub fn action<A: KeyAction>(&self, key: Key) -> Option<A> {
        A::bindings(self).actions.get(&key).copied()
    }

    /// The first key of an action, as it is shown; empty if it has none.
    #[must_use]
    pub fn key<A: KeyAction>(&self, action: A) -> String {
        A::bindings(self).keys.get(&action).and_then(|keys| keys.first()).map(ToString::to_string).unwrap_or_default()
    }

    /// Every key of an action, as they are shown.
    #[must_use]
    pub fn keys<A: KeyAction>(&self, action: A) -> String {
        let keys = A::bindings(self).keys.get(&action).map(Vec::as_slice).unwrap_or_default();
        keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Applies the keys of a file. Those outside tables are for the panes.
    fn apply(&mut self, layer: &mut ConfigLayer) {
        let mut normal = Vec::new();
        for Entry { key, value, line } in std::mem::take(&mut layer.entries) {
            match (key.as_str(), value) {
                ("prompt", Value::Table(entries)) => self.prompt.apply(entries, layer, types_no_character),
                ("list", Value::Table(entries)) => self.list.apply(entries, layer, |_, _| true),
                ("confirm", Value::Table(entries)) => self.confirm.apply(entries, layer, |_, _| true),
                (_, value) => normal.push(Entry { key, value, line }),
            }
        }
        self.normal.apply(normal, layer, |_, _| true);
    }
}

/// In the prompt, characters are typed. Only the key for the query syntax may be a character; it works at the start
/// of a word.
fn types_no_character(action: PromptAction, key: Key) -> bool {
    action == PromptAction::Syntax || !key.is_character()
}

impl<A: KeyAction> Bindings<A> {
    /// Applies entries of a file. Their actions give up their old keys first, so that two actions can swap keys. If a
    /// new key is already bound to another action, a warning names both and the old keys stay.
    fn apply(&mut self, entries: Vec<Entry>, layer: &mut ConfigLayer, may_have: impl Fn(A, Key) -> bool) {
        let mut changes = Vec::new();
        for entry in entries {
            match read_keys(&entry.key, entry.value.strings(), &may_have) {
                Ok((action, keys)) => changes.push((action, keys, entry.line)),
                Err(what) => layer.warn(entry.line, &what),
            }
        }
        let mut old = HashMap::new();
        for (action, ..) in &changes {
            if let Some(keys) = self.keys.remove(action) {
                for key in &keys {
                    self.actions.remove(key);
                }
                old.insert(*action, keys);
            }
        }
        for (action, keys, line) in changes {
            let taken = keys.iter().find_map(|key| self.actions.get(key).map(|other| (*key, *other)));
            let Some((key, other)) = taken else {
                self.bind(action, keys);
                continue;
            };
            layer.warn(
                line,
                &format!("{key} is already the key of {}; {} keeps its old keys", other.name(), action.name()),
            );
            let mut kept = old.remove(&action).unwrap_or_default();
            kept.retain(|key| !self.actions.contains_key(key));
            self.bind(action, kept);
        }
    }

    fn bind(&mut self, action: A, keys: Vec<Key>) {
        self.actions.extend(keys.iter().map(|key| (*key, action)));
        self.keys.insert(action, keys);
    }
}

fn read_keys<A: KeyAction>(
    name: &str,
    keys: Result<Vec<String>, String>,
    may_have: &impl Fn(A, Key) -> bool,
) -> Result<(A, Vec<Key>), String> {
    let action = A::all().find(|action| action.name() == name);
    let action = action.ok_or_else(|| format!("unknown action `{name}`"))?;
    let mut read = Vec::new();
    for key in keys.map_err(|what| format!("{name}: {what}"))? {
        match Key::parse(&key) {
            Some(key) if key.is_digit() => return Err(format!("{name}: digits are reserved for link numbers")),
            Some(key) if !may_have(action, key) => {
                return Err(format!("{name}: {key} is a character, which is typed into the query"));
            }
            Some(key) => read.push(key),
            None => return Err(format!("{name}: unknown key `{key}`")),
        }
    }
    Ok((action, read))
}
