//! TOML front matter between `+++`, as Hugo and Zola write it.

use toml::de::{DeTable, DeValue};

use super::{FIELDS, Field, FrontMatter, RawValue, Value, line_at};
use crate::model::{Problem, ProblemKind};

/// Reads front matter that starts at `start`, after the opening line, and ends before `end`. `None` if it is not
/// closed. If a part of it is not valid TOML, the rest is used.
pub(super) fn read(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let mut close = start;
    let body = loop {
        if close >= end {
            return None;
        }
        let (line, next) = line_at(text, close);
        if line.trim_end() == "+++" {
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
    for (key, value) in table.get_ref() {
        let name = key.get_ref().to_ascii_lowercase();
        let field = match name.as_str() {
            "authors" => Some(Field::Author),
            name => FIELDS.iter().find(|(_, known)| *known == name).map(|(field, _)| *field),
        };
        if let (Some(field), Some(value)) = (field, decode(value.get_ref())) {
            let value = Value { raw: RawValue::Decoded(value), key_at: start + key.span().start };
            front.values[field as usize].get_or_insert(value);
        }
    }
    Some(front)
}

/// The text of a value. `None` for tables and lists of other things than strings.
fn decode(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            texts.map(|texts| texts.join(", "))
        }
        _ => None,
    }
}
