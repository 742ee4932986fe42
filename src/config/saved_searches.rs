//! Adds a search to `config.toml`, or deletes one.

use std::io;
use std::path::Path;

use toml::de::DeTable;
use toml_edit::{DocumentMut, Item, Table, value};

use super::edit::{edit, invalid, parse, read, with_line_ends_of};
use crate::store::replace_file;
use crate::text::CleanText;

/// The table of saved searches.
const TABLE: &str = "searches";

/// Writes a search under a name into the `config.toml` of a folder, which is made if it is not there. A search of that
/// name is replaced.
///
/// # Errors
/// The file cannot be read or written, or is not TOML.
pub fn save_search(folder: &Path, name: &str, query: &str) -> io::Result<()> {
    edit(folder, |document| {
        let searches = document.entry(TABLE).or_insert_with(|| Item::Table(Table::new()));
        let searches = searches.as_table_like_mut().ok_or_else(|| invalid(format!("{TABLE} is not a table")))?;
        searches.insert(name, value(query));
        Ok(())
    })
}

/// Deletes the searches of a name from the `config.toml` of a folder. Comments above them stay.
///
/// # Errors
/// The file cannot be read or written, or is not TOML.
pub fn delete_search(folder: &Path, name: &str) -> io::Result<()> {
    let (path, text) = read(folder)?;
    let mut document = parse(&text)?;
    let Some(searches) = document.get_mut(TABLE).and_then(Item::as_table_like_mut) else { return Ok(()) };
    let is_meant = |key: &str| CleanText::single_line(key).as_str() == name;
    let keys: Vec<String> = searches.iter().map(|(key, _)| key.to_owned()).filter(|key| is_meant(key)).collect();
    if keys.is_empty() {
        return Ok(());
    }
    for key in &keys {
        searches.remove(key);
    }
    // A search with a line of its own leaves the others as they are, also the comment above it, which toml_edit takes
    // for a part of it.
    let by_lines =
        without_lines(&text, &keys).filter(|left| left.parse::<DocumentMut>().is_ok_and(|left| same(&left, &document)));
    replace_file(&path, &by_lines.unwrap_or_else(|| with_line_ends_of(&text, &document.to_string())))
}

/// A text without the lines of some searches. `None` if something else is on one of them.
fn without_lines(text: &str, keys: &[String]) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    let searches = table.get_ref().get(TABLE)?.get_ref().as_table()?;
    let mut left = text.to_owned();
    let spans = searches.iter().filter(|(key, _)| keys.iter().any(|deleted| *deleted == **key.get_ref()));
    let mut spans: Vec<_> = spans.map(|(key, value)| key.span().start..value.span().end).collect();
    // From the end, so that the others stay where they are.
    spans.sort_by_key(|span| std::cmp::Reverse(span.start));
    for span in spans {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
        let after = text[span.end..end].trim();
        if !text[start..span.start].trim().is_empty() || !(after.is_empty() || after.starts_with('#')) {
            return None;
        }
        left.replace_range(start..end, "");
    }
    Some(left)
}

/// True if two documents have the same settings.
fn same(a: &DocumentMut, b: &DocumentMut) -> bool {
    let plain = |document: &DocumentMut| document.to_string().parse::<toml::Table>().ok();
    plain(a) == plain(b)
}
