//! Names that are known: the shipped `aliases.toml`, with the user's file of that name laid over it.

use std::path::Path;

use super::layer::{ConfigLayer, Entry, Value};
use crate::insight::{Aliases, NameKind};
use crate::text::CleanText;

/// The shipped file, with a comment on each list.
const SHIPPED: &str = include_str!("../../assets/aliases.toml");

/// The name of the user's file.
const FILE: &str = "aliases.toml";

/// The names that are known, with those of a folder, and warnings about the file there.
#[must_use]
pub fn load_aliases(folder: Option<&Path>) -> (Aliases, Vec<CleanText>) {
    let mut aliases = Aliases::default();
    let warnings = ConfigLayer::layers(FILE, SHIPPED, folder, |layer| apply(&mut aliases, layer));
    (aliases, warnings)
}

fn apply(aliases: &mut Aliases, layer: &mut ConfigLayer) {
    for Entry { key, value, line } in std::mem::take(&mut layer.entries) {
        let lists = ["left_out", "usual", "given_names"];
        match (NameKind::of_name(&key), value) {
            (Some(kind), Value::Table(names)) => add_names(aliases, kind, names, layer),
            (Some(_), value) => layer.warn(line, &format!("expected a table [{key}], found {}", value.kind())),
            (None, value) if lists.contains(&&*key) => match value.strings() {
                Ok(words) => match &*key {
                    "left_out" => aliases.leave_out(&words),
                    "usual" => aliases.add_usual(&words),
                    _ => aliases.add_given_names(&words),
                },
                Err(error) => layer.warn(line, &format!("{key}: {error}")),
            },
            (None, _) => layer.warn(line, &format!("unknown kind of name `{key}` (write {})", kinds())),
        }
    }
}

fn add_names(aliases: &mut Aliases, kind: NameKind, names: Vec<Entry>, layer: &mut ConfigLayer) {
    for Entry { key, value, line } in names {
        match value.strings() {
            Ok(spellings) => aliases.add(kind, &key, &spellings),
            Err(error) => layer.warn(line, &format!("{key}: {error}")),
        }
    }
}

fn kinds() -> String {
    NameKind::ALL.map(|kind| format!("[{}]", kind.name())).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        assert_eq!(load_aliases(None).1, Vec::<CleanText>::new());
    }
}
