//! Actions and their keys: one table, `assets/keys.toml`, which the user's `keys.toml` changes. Help and
//! footer are made from it, and the table of the README is compared with it.

use std::collections::HashMap;
use std::path::Path;

pub use super::actions::{Action, ChartAction, ConfirmAction, KeyAction, ListAction, PromptAction, TextAction};
pub use super::key::Key;
use super::layer::{ConfigLayer, Entry, Value};
use crate::text::CleanText;

/// The shipped keys.
pub const DEFAULTS: &str = include_str!("../../assets/keys.toml");

/// A kind of actions whose keys the keymap has.
pub trait BoundAction: KeyAction {
    /// The keys of the kind.
    fn bindings(keymap: &Keymap) -> &Bindings<Self>;
}

/// Names the field of the keymap for each kind.
macro_rules! bound {
    ($($action:ident: $field:ident),*) => {
        $(impl BoundAction for $action {
            fn bindings(keymap: &Keymap) -> &Bindings<Self> {
                &keymap.$field
            }
        })*
    };
}

bound!(Action: normal, TextAction: text, PromptAction: prompt, ListAction: list, ChartAction: chart, ConfirmAction: confirm);

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
    text: Bindings<TextAction>,
    prompt: Bindings<PromptAction>,
    list: Bindings<ListAction>,
    chart: Bindings<ChartAction>,
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
    pub fn action<A: BoundAction>(&self, key: Key) -> Option<A> {
        A::bindings(self).actions.get(&key).copied()
    }

    /// The first key of an action, if it has one.
    #[must_use]
    pub fn first_key<A: BoundAction>(&self, action: A) -> Option<Key> {
        A::bindings(self).keys.get(&action).and_then(|keys| keys.first()).copied()
    }

    /// The first key of an action, as it is shown; empty if it has none.
    #[must_use]
    pub fn key<A: BoundAction>(&self, action: A) -> String {
        self.first_key(action).map(|key| key.to_string()).unwrap_or_default()
    }

    /// Every key of an action, as they are shown.
    #[must_use]
    pub fn keys<A: BoundAction>(&self, action: A) -> String {
        let keys = A::bindings(self).keys.get(&action).map(Vec::as_slice).unwrap_or_default();
        keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Applies the keys of a file. Those outside tables are for the panes.
    fn apply(&mut self, layer: &mut ConfigLayer) {
        let mut normal = Vec::new();
        for Entry { key, value, line } in std::mem::take(&mut layer.entries) {
            match (key.as_str(), value) {
                ("text", Value::Table(entries)) => self.text.apply(entries, layer, |_, _| true),
                ("prompt", Value::Table(entries)) => self.prompt.apply(entries, layer, types_no_character),
                ("list", Value::Table(entries)) => self.list.apply(entries, layer, |_, _| true),
                ("chart", Value::Table(entries)) => self.chart.apply(entries, layer, |_, _| true),
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
    let action = action.ok_or_else(|| {
        format!("no action is called `{name}`; write an action and its keys, as in star = [\"s\", \"x\"]")
    })?;
    let mut read = Vec::new();
    for key in keys.map_err(|what| format!("{name}: {what}"))? {
        match Key::parse(&key) {
            Some(key) if key.is_digit() => return Err(format!("{name}: digits are reserved for numbers")),
            Some(key) if !may_have(action, key) => {
                return Err(format!("{name}: {key} is a character, which is typed into the query"));
            }
            Some(key) => read.push(key),
            None => return Err(format!("{name}: unknown key `{key}`")),
        }
    }
    Ok((action, read))
}
