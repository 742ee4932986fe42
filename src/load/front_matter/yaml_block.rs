//! YAML front matter between `---`, often broken.
//!
//! A strict parse of 20,000 files takes over a second, nearly all of it for `excerpt`, which repeats the body. So the
//! lines are scanned for keys in the first column, and a quoted value is skipped as a whole. Only values that need it
//! (escapes, block scalars) go to the YAML parser, one at a time, so that a broken value does not affect others.

use std::ops::Range;

use super::keys::{self, Field, KEYS};
use super::{FrontMatter, MAX_FRONT_MATTER, RawValue, json_block, line_at};
use crate::model::{Problem, ProblemKind};
use crate::text::CleanText;

/// Reads a block that starts at `start`, after its opening line, and ends before `end`. `None` if it is not front
/// matter: it has no known key, or text in front of its first key.
pub(super) fn read(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let first_line = start + text[start..end].len() - text[start..end].trim_start().len();
    if text[first_line..].starts_with('{')
        && let Some(front) = json_block::read_yaml(text, first_line, end)
    {
        return Some(front);
    }
    let mut scan = Scanner::new(text, start, end);
    match scan.run(start) {
        Some(body) => scan.front.body = body,
        None if scan.front.entries.is_empty() => return None,
        None => scan.end_unterminated(start),
    }
    // Nothing between two lines of dashes is front matter without keys; text there is text.
    let is_empty = text[start..scan.front.body].trim_matches(['-', '.', '\n', ' ']).is_empty();
    let has_keys = scan.has_known_key || (scan.has_only_names && scan.first_stray_line.is_none());
    (is_empty || (has_keys && !scan.starts_with_text)).then_some(scan.front)
}

/// True for a key that begins with a small letter, or a low line, and has no blank.
fn is_name(key: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    key.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') && key.bytes().all(is_part)
}

struct Scanner<'a> {
    text: &'a str,
    /// The end of the part that is scanned.
    end: usize,
    front: FrontMatter<'a>,
    /// The column of the first key: a whole block may be indented.
    indent: usize,
    has_known_key: bool,
    /// True if there is no blank line, and each key is a name as in programs: `last_review`, not `Note`.
    has_only_names: bool,
    /// True if there is text in front of the first key.
    starts_with_text: bool,
    /// After the first key, the first line that is part of no value. Without a closing `---` the body starts there.
    first_stray_line: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
        let first_line = text[start..end].lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let spaces = first_line.len() - first_line.trim_start_matches(' ').len();
        let indent = if split_key(first_line, spaces).is_some() { spaces } else { 0 };
        let front = FrontMatter { text, ..FrontMatter::default() };
        Self {
            text,
            end,
            front,
            indent,
            has_known_key: false,
            has_only_names: true,
            starts_with_text: false,
            first_stray_line: None,
        }
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
            if let Some((key, value)) = split_key(line, self.indent) {
                self.has_only_names &= is_name(key);
                let key = keys::find(key);
                any_key = true;
                self.has_known_key |= key.is_some();
                at = self.value(key, at, at + value, next);
                after_blank = false;
                continue;
            }
            let blank = line.trim_end().is_empty();
            self.has_only_names &= !blank;
            self.starts_with_text |= !any_key && !blank && !line.trim_start().starts_with('#');
            let may_be_yaml = !after_blank && line.starts_with([' ', '\t', '-', '#', '}', ']']);
            if any_key && self.first_stray_line.is_none() && !blank && !may_be_yaml {
                self.first_stray_line = Some(at);
            }
            after_blank = blank;
            at = next;
        }
        None
    }

    /// Reads a value, and stores it if its key is that of a field. `key` is its index in [`KEYS`] if it is known;
    /// `key_at`, `value` and `next` are the offsets of the key, the value and the next line. Returns the offset of the
    /// line after the value.
    fn value(&mut self, key: Option<usize>, key_at: usize, value: usize, next: usize) -> usize {
        let doubled = key.is_some_and(|key| self.front.has(key));
        let long = key.is_some_and(|key| KEYS[key].field == Field::Excerpt) && !doubled;
        let (raw, after) = match self.text.as_bytes().get(value) {
            Some(&quote @ (b'"' | b'\'')) => self.quoted(quote, value + 1, next, long),
            _ => self.plain(value, next),
        };
        if let Some(key) = key.filter(|key| KEYS[*key].field != Field::None) {
            if let RawValue::Quoted { broken: true, .. } = raw
                && !doubled
            {
                let line = self.front.line_of(key_at);
                self.front
                    .problems
                    .push(Problem::at(line, ProblemKind::UnescapedQuotes(CleanText::sanitized(KEYS[key].name))));
            }
            self.front.add(key, raw, key_at);
        }
        after
    }

    /// A value without quotes: its line, and the indented lines after it.
    fn plain(&self, value: usize, next: usize) -> (RawValue<'a>, usize) {
        let mut after = next;
        while after < self.end {
            let (line, next) = line_at(self.text, after);
            // The items of a list may start in the first column.
            let own = line.get(self.indent..).filter(|_| self.is_indented(line)).unwrap_or(line);
            let goes_on = own.starts_with([' ', '\t'])
                || (own.starts_with("- ")
                    && self.text[value..after]
                        .trim_start_matches('\n')
                        .trim_start()
                        .get(..2)
                        .is_none_or(|start| start == "- "))
                || (line.is_empty() && self.indented_at(next));
            if !goes_on {
                break;
            }
            after = next;
        }
        (RawValue::Plain(self.text[value..after].trim_end()), after)
    }

    /// True if the line after a blank one belongs to the value in front of it.
    fn indented_at(&self, at: usize) -> bool {
        let (line, _) = line_at(self.text, at);
        at < self.end && self.is_indented(line) && line[self.indent..].starts_with([' ', '\t'])
    }

    /// True if a line starts with the spaces that are in front of the keys.
    fn is_indented(&self, line: &str) -> bool {
        line.bytes().take(self.indent).filter(|&b| b == b' ').count() == self.indent
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
            let key = split_key(line, self.indent).map(|(key, _)| key);
            let before = &self.text[inner..after];
            let text = before.trim_end();
            let quoted = text.as_bytes().last() == Some(&quote);
            // Right under a line that ends in the quote, and in lower case.
            let is_unknown_key = |key: &str| {
                quoted
                    && before.len() == text.len() + 1
                    && key.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            };
            if is_close(line) || key.is_some_and(|key| !long || keys::ends_value(key) || is_unknown_key(key)) {
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
                return is_close(line) || split_key(line, self.indent).is_some();
            }
            at = next;
        }
        true
    }

    /// Without a closing `---`, the body starts at the first line that belongs to no key.
    fn end_unterminated(&mut self, start: usize) {
        let cut_short = self.end < self.text.len();
        let body = self.first_stray_line.unwrap_or(self.end);
        let mut again = Scanner::new(self.text, start, body);
        again.run(start);
        (self.front, self.starts_with_text) = (again.front, again.starts_with_text);
        self.front.body = body;
        let fault = if cut_short {
            ProblemKind::FrontMatterTooLong(MAX_FRONT_MATTER / 1024)
        } else {
            ProblemKind::Unterminated
        };
        self.front.problems.push(Problem::at(1, fault));
    }
}

fn is_close(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// Splits `key: value`, with `indent` spaces in front of it. The key may be in quotes. Returns the key, and the offset
/// of the value in the line.
fn split_key(line: &str, indent: usize) -> Option<(&str, usize)> {
    let bytes = line.as_bytes();
    if bytes.len() <= indent || bytes[..indent].iter().any(|&b| b != b' ') {
        return None;
    }
    let quote = Some(bytes[indent]).filter(|b| matches!(b, b'"' | b'\''));
    let start = indent + usize::from(quote.is_some());
    let len = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    if len == 0 || !bytes[start].is_ascii_alphabetic() {
        return None;
    }
    let end = start + len + usize::from(quote.is_some());
    if quote.is_some_and(|quote| bytes.get(end - 1) != Some(&quote)) {
        return None;
    }
    let colon = end + bytes.get(end..)?.iter().take_while(|&&b| b == b' ').count();
    if bytes.get(colon) != Some(&b':') || !matches!(bytes.get(colon + 1), None | Some(b' ' | b'\t')) {
        return None;
    }
    let blanks = bytes[colon + 1..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    Some((&line[start..start + len], colon + 1 + blanks))
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
