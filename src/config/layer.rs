//! The user's TOML files: read entry by entry, so that one faulty line costs that line only and is named with its number.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::text::CleanText;

/// An entry of a settings file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// Line in the file, counted from 1.
    pub(crate) line: usize,
}

/// The kinds of values that settings have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Texts(Vec<String>),
    Switch(bool),
    /// The entries of a table, each with its line.
    Table(Vec<Entry>),
    /// Any other kind, by its name in TOML.
    Other(&'static str),
}

impl Value {
    /// The value as a list of texts; a single one is a list of one.
    pub(crate) fn texts(self) -> Result<Vec<String>, String> {
        match self {
            Self::Text(text) => Ok(vec![text]),
            Self::Texts(texts) => Ok(texts),
            other => Err(format!("a text or a list of texts is wanted, not {}", other.kind())),
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Texts(_) => "a list",
            Self::Switch(_) => "true or false",
            Self::Table(_) => "a table",
            Self::Other(kind) => kind,
        }
    }
}

/// A settings file: its entries, and complaints that name file and line.
#[derive(Debug, Default)]
pub(crate) struct ConfigLayer {
    name: String,
    pub(crate) entries: Vec<Entry>,
    complaints: Vec<CleanText>,
}

impl ConfigLayer {
    /// Reads the shipped settings of that file name, then the user's in a folder, and hands each to `lay_over`, which takes
    /// their entries and complains of the faulty ones. Gives the complaints about both.
    pub(crate) fn layers(
        name: &str,
        shipped: &str,
        folder: Option<&Path>,
        mut lay_over: impl FnMut(&mut Self),
    ) -> Vec<CleanText> {
        let shipped = Self::parse(&format!("the shipped {name}"), shipped);
        let user = folder.map(|folder| Self::read(&folder.join(name)));
        let mut complaints = Vec::new();
        for mut layer in [Some(shipped), user].into_iter().flatten() {
            lay_over(&mut layer);
            complaints.append(&mut layer.complaints);
        }
        complaints
    }

    /// Reads a settings file of the user; a missing one has no entries.
    fn read(path: &Path) -> Self {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&path.file_name().unwrap_or_default().to_string_lossy(), &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => Self {
                complaints: vec![CleanText::single_line(&format!("{} cannot be read: {error}", path.display()))],
                ..Self::default()
            },
        }
    }

    /// Reads settings from a text; `name` is the file's, for complaints.
    fn parse(name: &str, text: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let line_of = |at: usize| 1 + text.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count();
        let mut settings = Self { name: name.to_owned(), ..Self::default() };
        for error in errors {
            let line = error.span().map_or(1, |span| line_of(span.start));
            settings.complain(line, error.message());
        }
        settings.entries = read_table(table.get_ref(), &line_of);
        settings
    }

    /// Adds a complaint about a line; the first one about it says enough.
    pub(crate) fn complain(&mut self, line: usize, what: &str) {
        let place = format!("{} line {line}: ", self.name);
        if !self.complaints.iter().any(|complaint| complaint.starts_with(&place)) {
            self.complaints.push(CleanText::single_line(&format!("{place}{what}")));
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
        return Value::Text(text.to_owned());
    }
    if let Some(on) = value.as_bool() {
        return Value::Switch(on);
    }
    if let Some(array) = value.as_array() {
        let texts: Option<Vec<String>> = array.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
        return texts.map_or(Value::Other("a list of other things"), Value::Texts);
    }
    Value::Other(value.type_str())
}
