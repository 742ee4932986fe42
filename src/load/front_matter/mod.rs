//! Front matter, read as it was meant: the fields of a post from YAML that a script wrote without escaping anything.
//!
//! A strict parse of 20,000 files costs over a second, nearly all of it in `excerpt`, which repeats the body. So the lines
//! are scanned for keys in the first column; a quoted value is passed over as a whole, however many of its lines look like
//! keys; and only values that need it (escapes, block scalars) go to the YAML parser, one at a time, so that one broken
//! value spoils no other.

use std::borrow::Cow;
use std::ops::Range;

mod value;
use crate::model::{Problem, ProblemKind};
use crate::text::prefix;

/// Front matter is read up to here; the longest one seen in real archives has 17 KB.
const MAX_FRONT_MATTER: usize = 256 * 1024;

/// The fields that make a post.
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

/// Keys that are known besides the fields: together they say where a broken quoted value must have ended.
const OTHER_KEYS: [&str; 7] = ["layout", "image", "img", "icon", "source", "tags", "permalink"];

/// The front matter of a file, and where the body begins.
#[derive(Debug, Default)]
pub(super) struct FrontMatter<'a> {
    text: &'a str,
    values: [Option<Value<'a>>; FIELDS.len()],
    /// What had to be repaired.
    pub(super) problems: Vec<Problem>,
    /// Byte at which the body begins.
    pub(super) body: usize,
}

/// A value as it stands in the file, with the place of its key in bytes.
#[derive(Clone, Debug)]
struct Value<'a> {
    raw: Raw<'a>,
    key_at: usize,
}

/// The extent of a value, by its kind.
#[derive(Clone, Debug)]
pub(super) enum Raw<'a> {
    /// Between quotes, which are left out; `broken` where quotes inside it are not escaped.
    Quoted { quote: u8, inner: &'a str, broken: bool },
    /// Anything else, with its continuation lines.
    Plain(&'a str),
}

impl<'a> FrontMatter<'a> {
    /// Reads the front matter at the start of `text` (line ends are `\n`).
    pub(super) fn read(text: &'a str) -> Self {
        let open = text.len() - text.trim_start().len();
        let (first, start) = line_at(text, open);
        if first.trim_end() != "---" {
            return Self { problems: vec![Problem::at(1, ProblemKind::NoFrontMatter)], ..Self::default() };
        }
        let mut scan = Scan::new(text, limit(text, start));
        match scan.run(start) {
            Some(body) => scan.front.body = body,
            None if scan.front.values.iter().all(Option::is_none) => {
                return Self { problems: vec![Problem::at(1, ProblemKind::NoFrontMatter)], ..Self::default() };
            }
            None => scan.end_unterminated(start),
        }
        scan.front
    }

    /// The value of a field, decoded; none where it is missing, empty or the word `undefined`.
    pub(super) fn get(&mut self, field: Field) -> Option<Cow<'a, str>> {
        let Value { raw, key_at } = self.values[field as usize].clone()?;
        let (value, fault) = value::decode(&raw, FIELDS[field as usize].1);
        self.problems.extend(fault.map(|fault| Problem::at(self.line_of(key_at), fault)));
        value.filter(|value| !matches!(value.trim(), "" | "undefined" | "null" | "~"))
    }

    /// The first of the fields that has a value.
    pub(super) fn first(&mut self, fields: &[Field]) -> Option<Cow<'a, str>> {
        fields.iter().find_map(|&field| self.get(field))
    }

    /// The line of a field's key, counted from 1.
    pub(super) fn line(&self, field: Field) -> Option<usize> {
        self.values[field as usize].as_ref().map(|value| self.line_of(value.key_at))
    }

    fn line_of(&self, at: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count()
    }
}

/// Where reading front matter that begins at `start` gives up, at a character's boundary.
fn limit(text: &str, start: usize) -> usize {
    prefix(text, start + MAX_FRONT_MATTER).len()
}

struct Scan<'a> {
    text: &'a str,
    /// Where scanning gives up.
    end: usize,
    front: FrontMatter<'a>,
    /// The first line that belongs to no key, after a key: the text, if the front matter is never closed.
    stray: Option<usize>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, end: usize) -> Self {
        Self { text, end, front: FrontMatter { text, ..FrontMatter::default() }, stray: None }
    }

    /// Reads lines up to the closing `---`; gives the start of the body, or none where there is no such line.
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
            if any_key && self.stray.is_none() && !blank && !may_be_yaml {
                self.stray = Some(at);
            }
            after_blank = blank;
            at = next;
        }
        None
    }

    /// Takes in the value that begins at `value`, of the key at `key_at`; gives the start of the line after it.
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
                if let Raw::Quoted { broken: true, .. } = raw {
                    let line = self.front.line_of(key_at);
                    self.front.problems.push(Problem::at(line, ProblemKind::UnescapedQuotes(name)));
                }
                self.front.values[field as usize] = Some(Value { raw, key_at });
            }
        }
        after
    }

    /// A value without quotes: its line and the indented lines after it.
    fn plain(&self, value: usize, next: usize) -> (Raw<'a>, usize) {
        let mut after = next;
        while after < self.end {
            let (line, next) = line_at(self.text, after);
            // The items of a list may stand in the first column.
            let goes_on = line.starts_with([' ', '\t'])
                || (line.starts_with("- ")
                    && self.text[value..after].trim_start_matches('\n').get(..2).is_none_or(|start| start == "- "))
                || (line.is_empty() && self.indented_at(next));
            if !goes_on {
                break;
            }
            after = next;
        }
        (Raw::Plain(self.text[value..after].trim_end()), after)
    }

    fn indented_at(&self, at: usize) -> bool {
        self.text[at..self.end.max(at)].starts_with([' ', '\t'])
    }

    /// A quoted value that begins at `inner`: up to the first closing quote if that is followed by the end of the line and
    /// then by a key or the end of the front matter, as in YAML; else repaired.
    fn quoted(&self, quote: u8, inner: usize, next: usize, long: bool) -> (Raw<'a>, usize) {
        if let Some(close) = first_close(&self.text.as_bytes()[..self.end], quote, inner) {
            let (rest, after) = line_at(self.text, close + 1);
            let rest = rest.trim_start();
            let ends_line = rest.is_empty() || rest.starts_with('#');
            // A short value on one line is over at its line's end; any other must be followed by what ends a value.
            if ends_line && ((close < next && !long) || self.value_may_end(after)) {
                return (Raw::Quoted { quote, inner: &self.text[inner..close], broken: false }, after);
            }
        }
        let Range { start, end } = self.repair(quote, inner, next, long);
        let value = &self.text[inner..start];
        let is_closed = self.text.as_bytes().get(start) == Some(&quote);
        if !is_closed && value.as_bytes().contains(&quote) {
            // `"Deep" is no word for it`: the quotes belong to the text.
            return (Raw::Quoted { quote, inner: &self.text[inner - 1..start], broken: true }, end);
        }
        (Raw::Quoted { quote, inner: value, broken: true }, end)
    }

    /// Where a value with stray quotes ends: at the last quote before the next key. For the long fields that key has to be
    /// a known one, because their lines look like keys; for the others any key will do. Gives the closing quote's place
    /// (or the value's end, where it has none) and the start of the next line.
    fn repair(&self, quote: u8, inner: usize, next: usize, long: bool) -> Range<usize> {
        let mut after = next;
        let mut fallback = None;
        while after < self.end {
            let (line, following) = line_at(self.text, after);
            let key = split_key(line).map(|(key, _)| key);
            let before = &self.text[inner..after];
            let text = before.trim_end();
            let quoted = text.as_bytes().last() == Some(&quote);
            // An unknown key counts only where it looks like one and no like a label: in small letters, right behind.
            let unknown = |key: &str| {
                quoted && before.len() == text.len() + 1 && key.starts_with(|c: char| c.is_ascii_lowercase())
            };
            if is_close(line) || key.is_some_and(|key| !long || is_known(key) || unknown(key)) {
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

    /// No closing `---`: the text begins at the first line that belongs to no key, and keys after that are text.
    fn end_unterminated(&mut self, start: usize) {
        let cut_short = self.end < self.text.len();
        let body = self.stray.unwrap_or(self.end);
        let mut again = Scan::new(self.text, body);
        again.run(start);
        self.front = again.front;
        self.front.body = body;
        let fault = if cut_short { ProblemKind::FrontMatterTooLong } else { ProblemKind::Unterminated };
        self.front.problems.push(Problem::at(1, fault));
    }
}

/// The line at a byte, without its end, and the start of the next one.
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

/// Parts `key: value`, the key in the first column; gives the key and where in the line the value begins.
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

/// The first quote that closes a value by YAML's rules: `\"` does not, nor does `''` in single quotes.
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
