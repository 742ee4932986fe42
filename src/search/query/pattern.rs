//! What a term searches a text for: words as they were typed, or a regular expression.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::QueryError;
use super::literal::AsciiFinder;
use crate::text::folding::{self, AccentedRanges};
use crate::text::{is_cjk, prefix};

/// Size limit, in bytes, of a compiled regular expression: `\w{1000}` would take all memory, and half a second a key.
const MAX_COMPILED: usize = 1024 * 1024;

/// Bytes of the longest character.
const MAX_CHAR_BYTES: usize = 4;

/// Words or a regular expression, compiled.
#[derive(Debug)]
pub struct Pattern {
    /// The words, or the regular expression.
    words: String,
    case_sensitive: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Words {
        /// Finds the words where no letter has an accent, several times as fast.
        unaccented: Unaccented,
        /// Finds the words with and without accents. Compiled when needed; `None` if it would be too large.
        accented: OnceLock<Option<Regex>>,
    },
    Regex(Regex),
}

#[derive(Debug)]
enum Unaccented {
    /// For most words.
    Ascii(Box<AsciiFinder>),
    /// For words with quotes or dashes, and in other scripts.
    Regex(Regex),
}

impl Unaccented {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Self::Ascii(finder) => finder.find(text, from).map(|at| at..at + finder.len()),
            Self::Regex(regex) => find_nonempty(regex, text, from),
        }
    }
}

impl Pattern {
    /// Words or a phrase. Smart case: words with a capital letter are matched case-sensitively.
    ///
    /// # Errors
    /// If they are too long.
    pub(super) fn words(words: &str) -> Result<Self, QueryError> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let case_sensitive = has_capitals(&words);
        let unaccented = match AsciiFinder::new(&words, case_sensitive) {
            Some(finder) => Unaccented::Ascii(Box::new(finder)),
            None => Unaccented::Regex(build(&folding::folded_regex(&words, case_sensitive, false, |_, _| ""), false)?),
        };
        Ok(Self { words, case_sensitive, kind: Kind::Words { unaccented, accented: OnceLock::new() } })
    }

    /// A regular expression, with smart case.
    ///
    /// # Errors
    /// If it is invalid or too large.
    pub(super) fn regex(expression: &str) -> Result<Self, QueryError> {
        if let Err(error) = regex_syntax::Parser::new().parse(expression) {
            let (offset, message) = match &error {
                regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
                other => (0, other.to_string()),
            };
            return Err(QueryError { offset, message });
        }
        // The capital letter of `\W` does not make it case-sensitive.
        let typed: String = expression
            .split('\\')
            .enumerate()
            .map(|(nth, piece)| piece.get(usize::from(nth > 0)..).unwrap_or_default())
            .collect();
        let case_sensitive = has_capitals(&typed);
        let regex = build(expression, !case_sensitive)?;
        Ok(Self { words: expression.to_owned(), case_sensitive, kind: Kind::Regex(regex) })
    }

    /// The byte range of the first non-empty match at or after `from`; `accents` are those of the text.
    #[must_use]
    pub fn find(&self, text: &str, from: usize, accents: &AccentedRanges) -> Option<Range<usize>> {
        match &self.kind {
            Kind::Regex(regex) => find_nonempty(regex, text, from),
            Kind::Words { unaccented, .. } if accents.is_empty() => unaccented.find(text, from),
            Kind::Words { unaccented, accented } => match self.accented(accented) {
                Some(accented) => self.find_accented(unaccented, accented, text, from, accents),
                None => unaccented.find(text, from),
            },
        }
    }

    /// As [`Pattern::find`], with the accented form, which is slow, only near accents.
    fn find_accented(
        &self,
        unaccented: &Unaccented,
        accented: &Regex,
        text: &str,
        mut from: usize,
        accents: &AccentedRanges,
    ) -> Option<Range<usize>> {
        // One more, because both ends are moved to the start of a character.
        let reach = (self.words.nfc().count() + 1) * MAX_CHAR_BYTES;
        for range in accents.ending_after(from) {
            let start = prefix(text, range.start.saturating_sub(reach)).len().max(from);
            let before = unaccented.find(&text[..range.start.max(from)], from);
            if before.as_ref().is_some_and(|found| found.start < start) {
                return before;
            }
            // A match near the accents comes first if it starts before that one.
            let end = before.as_ref().map_or(range.end, |found| found.start) + reach;
            let around = find_nonempty(accented, prefix(text, end), start);
            if let Some(first) = before.into_iter().chain(around).min_by_key(|found| found.start) {
                return Some(first);
            }
            // A match that starts in the range ends before `end`.
            from = range.end;
        }
        unaccented.find(text, from)
    }

    fn accented<'a>(&self, accented: &'a OnceLock<Option<Regex>>) -> Option<&'a Regex> {
        accented
            .get_or_init(|| {
                build(&folding::folded_regex(&self.words, self.case_sensitive, true, |_, _| ""), false).ok()
            })
            .as_ref()
    }

    /// Every match in a text, in order; `accents` are those of the text.
    pub fn find_all<'a>(
        &'a self,
        text: &'a str,
        accents: &'a AccentedRanges,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(text, from, accents)?;
            from = found.end;
            Some(found)
        })
    }

    /// True if it is a regular expression.
    #[must_use]
    pub fn is_regex(&self) -> bool {
        matches!(self.kind, Kind::Regex(_))
    }

    /// The words, and whether they are case-sensitive, if their match positions can be cached: only for ASCII words
    /// without quotes and dashes, and not for very short ones, which match everywhere.
    pub(in crate::search) fn cacheable(&self) -> Option<(&str, bool)> {
        let is_ascii = matches!(self.kind, Kind::Words { unaccented: Unaccented::Ascii(_), .. });
        (is_ascii && self.words.len() > 2).then_some((&self.words, self.case_sensitive))
    }

    /// For a [`cacheable`](Self::cacheable) pattern, the length of its match at the start of a text. `bytes` returns at
    /// least that many bytes of the text.
    pub(in crate::search) fn match_len_at<'a>(&self, bytes: impl FnOnce(usize) -> &'a [u8]) -> Option<usize> {
        match &self.kind {
            Kind::Words { unaccented: Unaccented::Ascii(finder), .. } => {
                finder.matches_prefix(bytes(finder.len())).then_some(finder.len())
            }
            _ => None,
        }
    }

    /// True if a short text contains a match.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        // Most titles and headlines.
        if text.is_ascii() {
            return self.find(text, 0, AccentedRanges::none()).is_some();
        }
        if !is_nfc(text) {
            return self.matches(&text.nfc().collect::<String>());
        }
        self.find(text, 0, &AccentedRanges::of(text)).is_some()
    }

    /// True if it is so short that the number of its matches means little: one letter, or two in lower case.
    #[must_use]
    pub fn is_short(&self) -> bool {
        let letters = if self.case_sensitive { 1 } else { 2 };
        matches!(self.kind, Kind::Words { .. }) && self.words.is_ascii() && self.words.len() <= letters
    }

    /// The regular expression for a page, whose lines are wrapped: a line end matches a space, and may be between
    /// characters where lines are broken without a space. `accented` is true if the page has letters with accents.
    /// `None` if it would be too large.
    #[must_use]
    pub fn wrapped_regex(&self, accented: bool) -> Option<Regex> {
        let pattern = match &self.kind {
            Kind::Regex(regex) => return Some(regex.clone()),
            Kind::Words { .. } => folding::folded_regex(&self.words, self.case_sensitive, accented, |a, b| {
                if a == ' ' || b == ' ' {
                    ""
                } else if is_wide(a) || is_wide(b) || matches!(a, '-' | '/') {
                    "\\n?"
                } else {
                    ""
                }
            }),
        };
        build(&pattern.replace("[\\x{20}]", "[ \\n]"), false).ok()
    }
}

/// The first match at or after a byte that is not empty.
fn find_nonempty(regex: &Regex, text: &str, mut from: usize) -> Option<Range<usize>> {
    loop {
        let found = regex.find_at(text, from)?;
        if !found.is_empty() {
            return Some(found.range());
        }
        from = found.end() + text[found.end()..].chars().next()?.len_utf8();
    }
}

/// True for scripts whose lines can be broken anywhere.
fn is_wide(c: char) -> bool {
    is_cjk(c) || unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

fn has_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

fn build(pattern: &str, any_case: bool) -> Result<Regex, QueryError> {
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).case_insensitive(any_case).size_limit(MAX_COMPILED);
    builder.build().map_err(|error| {
        let message = match error {
            regex::Error::CompiledTooBig(_) => "this regular expression is too large".to_owned(),
            other => other.to_string(),
        };
        QueryError { offset: 0, message }
    })
}
