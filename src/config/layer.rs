//! Configuration files in TOML, read entry by entry: a bad entry is reported with its line and affects no other.
//! Merging libraries such as figment stop at the first error.

use std::path::Path;
use std::{fs, io};

use toml::de::{DeTable, DeValue};

use crate::text::CleanText;

/// An entry of a configuration file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// The line in the file, counted from 1.
    pub(crate) line: usize,
}

/// The value of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value {
    String(String),
    List(Vec<String>),
    Bool(bool),
    /// The entries of a table, each with its line.
    Table(Vec<Entry>),
    /// Tables of one name, as in `[[feeds]]`.
    Tables(Vec<Vec<Entry>>),
    /// Any other kind, as messages name it.
    Other(&'static str),
}

impl Value {
    /// The value as a list of strings. A string is a list of one.
    pub(crate) fn strings(self) -> Result<Vec<String>, String> {
        match self {
            Self::String(text) => Ok(vec![text]),
            Self::List(texts) => Ok(texts),
            other => Err(format!("expected a string or a list of strings, found {}", other.kind())),
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::List(_) => "a list",
            Self::Bool(_) => "a boolean",
            Self::Table(_) => "a table",
            Self::Tables(_) => "a list of tables",
            Self::Other(kind) => kind,
        }
    }
}

/// A configuration file: its entries, and warnings with file and line.
#[derive(Debug, Default)]
pub(crate) struct ConfigLayer {
    name: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) warnings: Vec<CleanText>,
}

impl ConfigLayer {
    /// Reads the shipped file, then the user's file of that name in a folder. `apply` gets each of them, takes their
    /// entries and warns about bad ones. Returns all warnings.
    pub(crate) fn layers(
        name: &str,
        shipped: &str,
        folder: Option<&Path>,
        mut apply: impl FnMut(&mut Self),
    ) -> Vec<CleanText> {
        let shipped = Self::parse(&format!("the shipped {name}"), shipped);
        let user = folder.map(|folder| Self::read(&folder.join(name)));
        let mut warnings = Vec::new();
        for mut layer in [Some(shipped), user].into_iter().flatten() {
            apply(&mut layer);
            warnings.append(&mut layer.warnings);
        }
        warnings
    }

    /// Reads a file of the user. A missing one has no entries.
    pub(crate) fn read(path: &Path) -> Self {
        match read_file(path) {
            Ok(text) => Self::parse(&path.file_name().unwrap_or_default().to_string_lossy(), &text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => Self {
                warnings: vec![CleanText::single_line(&format!("{} cannot be read: {error}", path.display()))],
                ..Self::default()
            },
        }
    }

    /// Parses a file; `name` is its name in warnings.
    pub(crate) fn parse(name: &str, text: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let line_of = |at: usize| 1 + text.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count();
        let mut layer = Self { name: name.to_owned(), ..Self::default() };
        for error in errors {
            let line = error.span().map_or(1, |span| line_of(span.start));
            layer.warn(line, error.message());
        }
        layer.entries = read_table(table.get_ref(), &line_of);
        layer
    }

    /// Adds a warning about a line, if it is the first one about it.
    pub(crate) fn warn(&mut self, line: usize, what: &str) {
        let prefix = format!("{} line {line}: ", self.name);
        if !self.warnings.iter().any(|warning| warning.starts_with(&prefix)) {
            self.warnings.push(CleanText::single_line(&format!("{prefix}{what}")));
        }
    }
}

/// The entries of a table in the order of their lines.
fn read_table(table: &DeTable<'_>, line_of: &impl Fn(usize) -> usize) -> Vec<Entry> {
    let entry = |(key, value): (&toml::Spanned<toml::de::DeString<'_>>, &toml::Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        value: read_value(value.get_ref(), line_of),
        line: line_of(key.span().start),
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn read_value(value: &DeValue<'_>, line_of: &impl Fn(usize) -> usize) -> Value {
    if let Some(table) = value.as_table() {
        return Value::Table(read_table(table, line_of));
    }
    if let Some(text) = value.as_str() {
        return Value::String(text.to_owned());
    }
    if let Some(on) = value.as_bool() {
        return Value::Bool(on);
    }
    if let Some(array) = value.as_array() {
        let tables: Option<Vec<_>> = array.iter().map(|item| item.get_ref().as_table()).collect();
        if let Some(tables) = tables.filter(|tables| !tables.is_empty()) {
            return Value::Tables(tables.into_iter().map(|table| read_table(table, line_of)).collect());
        }
        let texts: Option<Vec<String>> = array.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
        return texts.map_or(Value::Other("a list of other values"), Value::List);
    }
    Value::Other(match value.type_str() {
        "integer" => "an integer",
        "float" => "a float",
        "datetime" => "a date",
        _ => "another value",
    })
}

/// Reads a file. Pipes, which may never end, are refused.
fn read_file(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    fs::read_to_string(path)
}
