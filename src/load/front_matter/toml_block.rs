//! TOML front matter between `+++`, as Hugo and Zola write it.

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::{FrontMatter, RawValue, keys, line_at, value};
use crate::model::{Problem, ProblemKind};

/// Tables within the front matter whose keys count too: Zola has tags and categories in `taxonomies`, and authors in
/// `extra`.
const TABLES: [&str; 3] = ["taxonomies", "extra", "params"];

/// Reads front matter that starts at `start`, after the opening line, and ends before `end` at the line `fence`.
/// `None` if it is not closed. If a part of it is not valid TOML, the rest is used.
pub(super) fn read<'a>(text: &'a str, start: usize, end: usize, fence: &str) -> Option<FrontMatter<'a>> {
    let mut close = start;
    let body = loop {
        if close >= end {
            return None;
        }
        let (line, next) = line_at(text, close);
        if line.trim_end() == fence {
            break next;
        }
        close = next;
    };
    let mut front = FrontMatter { text, body, ..FrontMatter::default() };
    let (table, errors) = DeTable::parse_recoverable(&text[start..close]);
    if let Some(error) = errors.first() {
        let line = front.line_of(start + error.span().map_or(0, |span| span.start));
        front.problems.push(Problem::at(line, ProblemKind::InvalidToml));
    }
    add(&mut front, table.get_ref(), start);
    for name in TABLES {
        if let Some(DeValue::Table(table)) = table.get_ref().get(name).map(toml::Spanned::get_ref) {
            add(&mut front, table, start);
        }
    }
    Some(front)
}

/// Adds the known keys of a table that are not there yet.
fn add(front: &mut FrontMatter<'_>, table: &DeTable<'_>, start: usize) {
    for (key, value) in table {
        let Some(known) = keys::find(key.get_ref()).filter(|&known| !front.has(known)) else { continue };
        if let Some(value) = value::to_text(&json(value.get_ref())) {
            front.add(known, RawValue::Decoded(value), start + key.span().start);
        }
    }
}

/// A value of TOML as one of JSON; a date as its text.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Integer(number) => Value::String(number.as_str().to_owned()),
        DeValue::Float(number) => Value::String(number.as_str().to_owned()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
        }
    }
}
