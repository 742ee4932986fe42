//! Text that is safe to show.
//!
//! Posts come from the web. A title can contain an escape sequence, literally or as an entity such as `&#27;`, or a
//! bidi override that makes one address look like another. All text from files becomes [`CleanText`] before it is
//! stored in a post or a page; the panes draw it, and text of the program's own. `sanitize` decides what is kept.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_width::UnicodeWidthChar;

use super::sanitize::{after_plain_lines, clean, printable_ascii_len};

/// The distance of tab stops in code, as in terminals and browsers. In other text a tab is one space.
pub const TAB_WIDTH: usize = 8;

/// Text without control characters, bidi controls or invisible characters.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CleanText(Box<str>);

impl CleanText {
    /// One line of text: every run of white space (with line ends and no-break spaces) is one space, and the ends are
    /// trimmed.
    #[must_use]
    pub fn single_line(raw: &str) -> Self {
        Self(collapse_spaces(&clean(raw)).into())
    }

    /// As [`CleanText::single_line`], with HTML entities decoded first: `&rsquo;` becomes `’`, and `&#27;` nothing.
    #[must_use]
    pub fn from_html_line(raw: &str) -> Self {
        if memchr::memchr(b'&', raw.as_bytes()).is_none() {
            return Self::single_line(raw);
        }
        Self::single_line(&htmlize::unescape(raw))
    }

    /// A run of text with its spaces.
    #[must_use]
    pub fn sanitized(raw: &str) -> Self {
        Self(clean(raw).into())
    }

    /// As [`CleanText::sanitized`], with no-break spaces kept: in scraped text they show where paragraphs were.
    #[must_use]
    pub fn sanitized_with_nbsp(raw: &str) -> Self {
        if !raw.contains('\u{a0}') {
            return Self::sanitized(raw);
        }
        let pieces: Vec<_> = raw.split('\u{a0}').map(clean).collect();
        Self(pieces.join("\u{a0}").into())
    }

    /// A line of code: as [`CleanText::sanitized`], with tabs expanded to [`TAB_WIDTH`].
    #[must_use]
    pub fn code_line(raw: &str) -> Self {
        if !raw.contains('\t') {
            return Self::sanitized(raw);
        }
        let mut line = String::with_capacity(raw.len() + 8);
        let mut column = 0;
        for c in raw.chars() {
            let width = if c == '\t' { TAB_WIDTH - column % TAB_WIDTH } else { c.width().unwrap_or(0) };
            column += width;
            if c == '\t' {
                line.extend(std::iter::repeat_n(' ', width));
            } else {
                line.push(c);
            }
        }
        Self::sanitized(&line)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for CleanText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// What is read is cleaned: it may come from anywhere.
impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|raw| Self::sanitized(&raw))
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// True if each line of a text is as [`CleanText::sanitized`] leaves it.
#[must_use]
pub fn are_clean(lines: &str) -> bool {
    // Most texts have plain characters only, and are looked at as one piece.
    let plain = lines.len() - after_plain_lines(lines).len();
    let start = lines[..plain].rfind('\n').map_or(0, |end| end + 1);
    plain == lines.len() || lines[start..].split('\n').all(|line| clean(line) == line)
}

/// A text in which every run of white space is one space, without any at the ends.
#[must_use]
pub fn collapse_spaces(text: &str) -> Cow<'_, str> {
    // Bytes of ASCII, as in most texts, are looked at in blocks.
    let has_pair = |text: &str| {
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        pairs.fold(0, |any, (one, next)| any | (u8::from(*one == b' ') & u8::from(*next == b' '))) != 0
    };
    let text = text.trim();
    if printable_ascii_len(text) == text.len() && !has_pair(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (plain, after) = rest.split_at(printable_ascii_len(rest));
        if plain.is_empty() {
            push_collapsed(&mut out, first);
            rest = &rest[first.len_utf8()..];
        } else if has_pair(plain) || (plain.starts_with(' ') && out.ends_with(' ')) {
            plain.chars().for_each(|c| push_collapsed(&mut out, c));
            rest = after;
        } else {
            out.push_str(plain);
            rest = after;
        }
    }
    Cow::Owned(out)
}

fn push_collapsed(out: &mut String, c: char) {
    if !c.is_whitespace() {
        out.push(c);
    } else if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The longest prefix of at most `most` bytes that ends between characters.
#[must_use]
pub fn prefix(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The longest suffix of at most `most` bytes that starts between characters.
#[must_use]
pub fn suffix(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The length in bytes of an excerpt up to its last word, which may be cut, if a text starts with these words; 0 if
/// not.
#[must_use]
pub fn opening_len(excerpt: &str, text: &str) -> usize {
    let words = excerpt.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words);
    let first_word = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let (mut rest, mut text) = (words.trim_start(), text.trim_start());
    while !rest.is_empty() {
        // Equal bytes need no closer look, up to the word in which they end.
        let same = rest.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let word = prefix(rest, same).rfind(char::is_whitespace).unwrap_or(0);
        (rest, text) = (rest[word..].trim_start(), text[word..].trim_start());
        let len = first_word(rest);
        if rest[..len] != text[..first_word(text)] {
            return 0;
        }
        (rest, text) = (rest[len..].trim_start(), text[len..].trim_start());
    }
    words.len()
}

/// True if two texts have the same letters and digits, ignoring case: a title is often repeated with other quotes or
/// spaces. Texts without letters and digits must be equal.
#[must_use]
pub fn eq_alphanumeric(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    a == b || (a.chars().any(char::is_alphanumeric) && letters(a) == letters(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_dropped() {
        for (raw, want) in [
            ("plain", "plain"),
            ("red \u{1b}[31m", "red [31m"),
            ("&#27;]0;own&#7;ed", "]0;owned"),
            ("&#x9b;31m", "\u{203a}31m"), // HTML reads the C1 numbers as Windows-1252
            ("a\u{9b}31m", "a31m"),
            ("gnp.exe\u{202e}txt", "gnp.exetxt"),
            ("two\n  lines\tand&nbsp;&nbsp;more ", "two lines and more"),
            ("soft\u{ad}hy&#8203;phen", "softhyphen"),
            ("family 👨\u{200d}👩\u{200d}👧", "family 👨\u{200d}👩\u{200d}👧"),
            ("don&rsquo;t &amp; won&#8217;t &hellip;", "don’t & won’t …"),
            ("AT&T, a < b", "AT&T, a < b"),
        ] {
            assert_eq!(CleanText::from_html_line(raw).as_str(), want, "{raw:?}");
        }
    }

    #[test]
    fn stacked_combining_marks_are_limited() {
        let stacked = format!("e{}x", "\u{301}".repeat(1000));
        assert_eq!(CleanText::single_line(&stacked).chars().count(), 2 + super::super::sanitize::MAX_COMBINING);
        assert_eq!(CleanText::single_line("Tie\u{302}\u{301}ng").as_str(), "Tie\u{302}\u{301}ng");
    }

    #[test]
    fn code_keeps_its_columns() {
        for (raw, want) in [
            ("\tif x:\ty", "        if x:   y"),
            ("name\tvalue", "name    value"),
            ("longer\tvalue", "longer  value"),
            ("eightlet\tx", "eightlet        x"),
            ("日本\tx", "日本    x"),
        ] {
            assert_eq!(CleanText::code_line(raw).as_str(), want, "{raw:?}");
        }
    }
}
