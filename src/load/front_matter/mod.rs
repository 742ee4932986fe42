//! Front matter: the fields of a post, in any of the forms that blogs use.
//!
//! - `keys`: the keys that are known, and their fields.
//! - `yaml_block`: YAML between `---`, often broken.
//! - `toml_block`: TOML between `+++`.
//! - `json_block`: a JSON object.
//! - `header`: `Key: value` lines up to a blank line.
//! - `value`: decodes one value.

use std::borrow::Cow;

mod header;
mod json_block;
mod keys;
mod toml_block;
mod value;
mod yaml_block;

pub(super) use keys::Field;
pub(super) use value::to_text as value_text;

use crate::model::{Problem, ProblemKind};
use crate::text::{CleanText, prefix};
use keys::KEYS;

/// Size limit of front matter, in bytes. The longest one in real archives has 17 KB.
const MAX_FRONT_MATTER: usize = 256 * 1024;

/// The front matter of a file.
#[derive(Debug, Default)]
pub(super) struct FrontMatter<'a> {
    text: &'a str,
    /// The known keys in the order of the file, each once.
    entries: Vec<Entry<'a>>,
    /// The problems that were found.
    pub(super) problems: Vec<Problem>,
    /// The offset of the body in bytes.
    pub(super) body: usize,
}

/// A known key with its value as written in the file.
#[derive(Debug)]
struct Entry<'a> {
    /// Its index in [`KEYS`].
    key: usize,
    raw: RawValue<'a>,
    /// The offset of the key in bytes.
    at: usize,
}

/// The text of a value as written in the file, by its kind.
#[derive(Clone, Debug)]
pub(super) enum RawValue<'a> {
    /// A quoted value, without its quotes; with the first one if that is part of the text. `broken` if quotes in it are
    /// not escaped, or the closing one is missing.
    Quoted { quote: u8, inner: &'a str, broken: bool },
    /// Anything else, with its continuation lines.
    Plain(&'a str),
    /// A value that was decoded already.
    Decoded(String),
}

impl<'a> FrontMatter<'a> {
    /// Reads the front matter at the start of `text`, whose line ends are `\n`. Without a known key a block is text.
    pub(super) fn read(text: &'a str) -> Self {
        let open = text.len() - text.trim_start().len();
        let (first, start) = line_at(text, open);
        let end = prefix(text, start + MAX_FRONT_MATTER).len();
        let front = match first.trim_end() {
            "---" => yaml_block::read(text, start, end),
            "+++" => toml_block::read(text, start, end, "+++"),
            "---toml" => toml_block::read(text, start, end, "---"),
            "---json" => json_block::read_fenced(text, start, end),
            "---js" | "---javascript" => json_block::read_script(text, start, end),
            line if line.starts_with('{') => json_block::read(text, open, end),
            _ => header::read(text, open, end),
        };
        let none = || Self { problems: vec![Problem::at(1, ProblemKind::NoFrontMatter)], ..Self::default() };
        front.unwrap_or_else(none)
    }

    /// True if there is a value of a key, which is an index in [`KEYS`].
    fn has(&self, key: usize) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Adds a value of a key, unless there is one already.
    fn add(&mut self, key: usize, raw: RawValue<'a>, at: usize) {
        if self.has(key) {
            self.problems
                .push(Problem::at(self.line_of(at), ProblemKind::DuplicateKey(CleanText::sanitized(KEYS[key].name))));
        } else {
            self.entries.push(Entry { key, raw, at });
        }
    }

    /// The values of a field with the offsets of their keys, in the order in which they count. Records their problems.
    /// A value that is empty or `undefined` is left out.
    pub(super) fn each(&mut self, field: Field) -> Vec<(usize, Cow<'a, str>)> {
        let is_of_field = |entry: &&Entry<'a>| KEYS[entry.key].field == field;
        // As for most fields of most posts.
        if !self.entries.iter().any(|entry| is_of_field(&entry)) {
            return Vec::new();
        }
        let mut entries: Vec<&Entry<'a>> = self.entries.iter().filter(is_of_field).collect();
        entries.sort_by_key(|entry| entry.key);
        let mut values = Vec::with_capacity(entries.len());
        let mut problems = Vec::new();
        for entry in entries {
            let (value, fault) = value::decode(&entry.raw, KEYS[entry.key].name, field);
            problems.extend(fault.map(|fault| Problem::at(self.line_of(entry.at), fault)));
            if let Some(value) = value.filter(|value| !matches!(value.trim(), "" | "undefined" | "null" | "~")) {
                values.push((entry.at, value));
            }
        }
        self.problems.append(&mut problems);
        values
    }

    /// The first value of a field.
    pub(super) fn get(&mut self, field: Field) -> Option<Cow<'a, str>> {
        self.each(field).into_iter().next().map(|(_, value)| value)
    }

    /// The line of an offset, counted from 1.
    pub(super) fn line_of(&self, at: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count()
    }
}

/// The line at an offset, without its end, and the start of the next line.
fn line_at(text: &str, at: usize) -> (&str, usize) {
    let rest = &text[at..];
    match memchr::memchr(b'\n', rest.as_bytes()) {
        Some(end) => (&rest[..end], at + end + 1),
        None => (rest, text.len()),
    }
}
