//! Front matter: the fields of a post, from YAML that is often broken.
//!
//! A strict parse of 20,000 files takes over a second, nearly all of it for `excerpt`, which repeats the body. So the
//! lines are scanned for keys in the first column, and a quoted value is skipped as a whole. Only values that need it
//! (escapes, block scalars) go to the YAML parser, one at a time, so that a broken value does not affect others.
//!
//! - `value`: decodes one value.
//! - `toml_block`: front matter in TOML.

use std::borrow::Cow;
use std::ops::Range;

mod toml_block;
mod value;
use crate::model::{Problem, ProblemKind};
use crate::text::prefix;

/// Size limit of front matter, in bytes. The longest one in real archives has 17 KB.
const MAX_FRONT_MATTER: usize = 256 * 1024;

/// The fields of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Date,
    Link,
    Url,
    SourceUrl,
    Domain,
    Author,
    Name,
    Excerpt,
    Text,
    Category,
    Categories,
}

const FIELDS: [(Field, &str); 12] = [
    (Field::Title, "title"),
    (Field::Date, "date"),
    (Field::Link, "link"),
    (Field::Url, "url"),
    (Field::SourceUrl, "source_url"),
    (Field::Domain, "domain"),
    (Field::Author, "author"),
    (Field::Name, "name"),
    (Field::Excerpt, "excerpt"),
    (Field::Text, "text"),
    (Field::Category, "category"),
    (Field::Categories, "categories"),
];

/// Other known keys. A line that starts with one of these, or with a field, ends a broken quoted value.
const OTHER_KEYS: [&str; 7] = ["layout", "image", "img", "icon", "source", "tags", "permalink"];

/// The front matter of a file.
#[derive(Debug, Default)]
pub(super) struct FrontMatter<'a> {
    text: &'a str,
    values: [Option<Value<'a>>; FIELDS.len()],
    /// The problems that were found.
    pub(super) problems: Vec<Problem>,
    /// The offset of the body in bytes.
    pub(super) body: usize,
}

/// A value as written in the file, with the offset of its key in bytes.
#[derive(Clone, Debug)]
struct Value<'a> {
    raw: RawValue<'a>,
    key_at: usize,
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
    /// Reads the front matter at the start of `text`, whose line ends are `\n`.
    pub(super) fn read(text: &'a str) -> Self {
        let open = text.len() - text.trim_start().len();
        let (first, start) = line_at(text, open);
        if first.trim_end() == "+++"
            && let Some(front) = toml_block::read(text, start, limit(text, start))
        {
            return front;
        }
        if first.trim_end() != "---" {
            return Self { problems: vec![Problem::at(1, ProblemKind::NoFrontMatter)], ..Self::default() };
        }
        let mut scan = Scanner::new(text, limit(text, start));
        match scan.run(start) {
            Some(body) => scan.front.body = body,
            None if scan.front.values.iter().all(Option::is_none) => {
                return Self { problems: vec![Problem::at(1, ProblemKind::NoFrontMatter)], ..Self::default() };
            }
            None => scan.end_unterminated(start),
        }
        scan.front
    }

    /// The decoded value of a field. `None` if it is missing, empty or `undefined`. Records its problems.
    pub(super) fn get(&mut self, field: Field) -> Option<Cow<'a, str>> {
        let Value { raw, key_at } = self.values[field as usize].clone()?;
        let (value, fault) = value::decode(&raw, FIELDS[field as usize].1);
        self.problems.extend(fault.map(|fault| Problem::at(self.line_of(key_at), fault)));
        value.filter(|value| !matches!(value.trim(), "" | "undefined" | "null" | "~"))
    }

    /// The value of the first of the fields that has one.
    pub(super) fn first(&mut self, fields: &[Field]) -> Option<Cow<'a, str>> {
        fields.iter().find_map(|&field| self.get(field))
    }

    /// The line of the key of a field, counted from 1.
    pub(super) fn line(&self, field: Field) -> Option<usize> {
        self.values[field as usize].as_ref().map(|value| self.line_of(value.key_at))
    }

    fn line_of(&self, at: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count()
    }
}

/// The end of the part that is scanned, for front matter that starts at `start`.
fn limit(text: &str, start: usize) -> usize {
    prefix(text, start + MAX_FRONT_MATTER).len()
}

struct Scanner<'a> {
    text: &'a str,
    /// The end of the part that is scanned.
    end: usize,
    front: FrontMatter<'a>,
    /// After the first key, the first line that is part of no value. Without a closing `---` the body starts there.
    first_stray_line: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, end: usize) -> Self {
        Self { text, end, front: FrontMatter { text, ..FrontMatter::default() }, first_stray_line: None }
    }

    /// Reads lines up to the closing `---`. Returns the start of the body, or `None` if there is no such line.
    fn run(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        let (mut any_key, mut after_blank) = (false, false);
        while at < self.end {
            let (line, next) = line_at(self.text, at);
            if is_close(line) {
                return Some(next);
            }
            if let Some((key, value)) = split_key(line) {
                any_key = true;
                at = self.value(key, at, at + value, next);
                after_blank = false;
                continue;
            }
            let blank = line.trim_end().is_empty();
            let may_be_yaml = !after_blank && line.starts_with([' ', '\t', '-', '#', '}', ']']);
            if any_key && self.first_stray_line.is_none() && !blank && !may_be_yaml {
                self.first_stray_line = Some(at);
            }
            after_blank = blank;
            at = next;
        }
        None
    }

    /// Reads a value, and stores it if its key is a field. `key_at`, `value` and `next` are the offsets of the key, the
    /// value and the next line. Returns the offset of the line after the value.
    fn value(&mut self, key: &str, key_at: usize, value: usize, next: usize) -> usize {
        let field = FIELDS.iter().find(|(_, name)| *name == key).map(|&(field, name)| (field, name));
        let doubled = field.is_some_and(|(field, _)| self.front.values[field as usize].is_some());
        let long = matches!(field, Some((Field::Excerpt | Field::Text, _))) && !doubled;
        let (raw, after) = match self.text.as_bytes().get(value) {
            Some(&quote @ (b'"' | b'\'')) => self.quoted(quote, value + 1, next, long),
            _ => self.plain(value, next),
        };
        if let Some((field, name)) = field {
            if doubled {
                let line = self.front.line_of(key_at);
                self.front.problems.push(Problem::at(line, ProblemKind::DuplicateKey(name)));
            } else {
                if let RawValue::Quoted { broken: true, .. } = raw {
                    let line = self.front.line_of(key_at);
                    self.front.problems.push(Problem::at(line, ProblemKind::UnescapedQuotes(name)));
                }
                self.front.values[field as usize] = Some(Value { raw, key_at });
            }
        }
        after
    }

    /// A value without quotes: its line, and the indented lines after it.
    fn plain(&self, value: usize, next: usize) -> (RawValue<'a>, usize) {
        let mut after = next;
        while after < self.end {
            let (line, next) = line_at(self.text, after);
            // The items of a list may start in the first column.
            let goes_on = line.starts_with([' ', '\t'])
                || (line.starts_with("- ")
                    && self.text[value..after].trim_start_matches('\n').get(..2).is_none_or(|start| start == "- "))
                || (line.is_empty() && self.indented_at(next));
            if !goes_on {
                break;
            }
            after = next;
        }
        (RawValue::Plain(self.text[value..after].trim_end()), after)
    }

    fn indented_at(&self, at: usize) -> bool {
        self.text[at..self.end.max(at)].starts_with([' ', '\t'])
    }

    /// A quoted value that starts at `inner`. It ends at the first closing quote if only a comment follows on that
    /// line. A `long` field, or a value of several lines, must also be followed by a key or the end of the front
    /// matter. Otherwise it is repaired.
    fn quoted(&self, quote: u8, inner: usize, next: usize, long: bool) -> (RawValue<'a>, usize) {
        if let Some(close) = first_close(&self.text.as_bytes()[..self.end], quote, inner) {
            let (rest, after) = line_at(self.text, close + 1);
            let rest = rest.trim_start();
            let ends_line = rest.is_empty() || rest.starts_with('#');
            if ends_line && ((close < next && !long) || self.value_may_end(after)) {
                return (RawValue::Quoted { quote, inner: &self.text[inner..close], broken: false }, after);
            }
        }
        let Range { start, end } = self.repair(quote, inner, next, long);
        let value = &self.text[inner..start];
        let is_closed = self.text.as_bytes().get(start) == Some(&quote);
        if !is_closed && value.as_bytes().contains(&quote) {
            // The value only starts with a quoted word, as in `"Deep" is not the word for it`.
            return (RawValue::Quoted { quote, inner: &self.text[inner - 1..start], broken: true }, end);
        }
        (RawValue::Quoted { quote, inner: value, broken: true }, end)
    }

    /// The end of a value with unescaped quotes: the last quote in front of the next key. In a `long` field a line of
    /// text can look like a key, so the key must be known, or pass `is_unknown_key`. Returns the offset of the closing
    /// quote (or the end of the value, if there is none) and the start of the next line.
    fn repair(&self, quote: u8, inner: usize, next: usize, long: bool) -> Range<usize> {
        let mut after = next;
        // The first possible end without a closing quote.
        let mut fallback = None;
        while after < self.end {
            let (line, following) = line_at(self.text, after);
            let key = split_key(line).map(|(key, _)| key);
            let before = &self.text[inner..after];
            let text = before.trim_end();
            let quoted = text.as_bytes().last() == Some(&quote);
            // Right under a line that ends in the quote, and in lower case.
            let is_unknown_key = |key: &str| {
                quoted && before.len() == text.len() + 1 && key.starts_with(|c: char| c.is_ascii_lowercase())
            };
            if is_close(line) || key.is_some_and(|key| !long || is_known(key) || is_unknown_key(key)) {
                if quoted {
                    return inner + text.len() - 1..after;
                }
                if !long {
                    return inner + text.len()..after;
                }
                if is_close(line) && fallback.is_some() {
                    break;
                }
                fallback.get_or_insert(inner + text.len()..after);
            }
            after = following;
        }
        fallback.unwrap_or_else(|| inner + self.text[inner..next].trim_end().len()..next)
    }

    fn value_may_end(&self, mut at: usize) -> bool {
        while at < self.end {
            let (line, next) = line_at(self.text, at);
            if !line.trim_end().is_empty() {
                return is_close(line) || split_key(line).is_some();
            }
            at = next;
        }
        true
    }

    /// Without a closing `---`, the body starts at the first line that belongs to no key.
    fn end_unterminated(&mut self, start: usize) {
        let cut_short = self.end < self.text.len();
        let body = self.first_stray_line.unwrap_or(self.end);
        let mut again = Scanner::new(self.text, body);
        again.run(start);
        self.front = again.front;
        self.front.body = body;
        let fault = if cut_short {
            ProblemKind::FrontMatterTooLong(MAX_FRONT_MATTER / 1024)
        } else {
            ProblemKind::Unterminated
        };
        self.front.problems.push(Problem::at(1, fault));
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

fn is_close(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

fn is_known(key: &str) -> bool {
    FIELDS.iter().any(|(_, name)| *name == key) || OTHER_KEYS.contains(&key)
}

/// Splits `key: value`. Returns the key, and the offset of the value in the line.
fn split_key(line: &str) -> Option<(&str, usize)> {
    let bytes = line.as_bytes();
    let len = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    if len == 0 || !bytes[0].is_ascii_alphabetic() {
        return None;
    }
    let colon = len + bytes[len..].iter().take_while(|&&b| b == b' ').count();
    if bytes.get(colon) != Some(&b':') || !matches!(bytes.get(colon + 1), None | Some(b' ' | b'\t')) {
        return None;
    }
    let blanks = bytes[colon + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    Some((&line[..len], colon + 1 + blanks))
}

/// The first closing quote by the rules of YAML: not `\"`, and not `''` in single quotes.
fn first_close(bytes: &[u8], quote: u8, mut at: usize) -> Option<usize> {
    loop {
        let found = at
            + if quote == b'"' {
                memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?
            } else {
                memchr::memchr(b'\'', bytes.get(at..)?)?
            };
        let doubled = quote == b'\'' && bytes.get(found + 1) == Some(&b'\'');
        if bytes[found] == quote && !doubled {
            return Some(found);
        }
        at = found + 2;
    }
}
