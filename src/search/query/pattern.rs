//! What a term searches a text for: words as they were typed, or a regular expression.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::QueryError;
use super::folded_regex::{Options, folded_regex};
use super::literal::AsciiFinder;
use crate::text::FoldedRanges;
use crate::text::folding::{self, MAX_LETTER_BYTES};
use crate::text::{collapse_spaces, prefix};

/// Size limit, in bytes, of a compiled regular expression: `\w{1000}` would take all memory, and half a second a key.
const MAX_COMPILED: usize = 1024 * 1024;

/// Words or a regular expression, compiled.
#[derive(Debug)]
pub struct Pattern {
    /// The words, folded, or the regular expression.
    words: String,
    case_sensitive: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Words {
        /// Finds the words where no letter has a variant, several times as fast.
        plain: PlainFinder,
        /// Finds the words with and without variants. Compiled when needed; `None` if it would be too large.
        with_variants: OnceLock<Option<Regex>>,
    },
    Regex(Regex),
}

#[derive(Debug)]
enum PlainFinder {
    /// For most words.
    Ascii(Box<AsciiFinder>),
    /// For words with quotes or dashes, and in other scripts.
    Regex(Regex),
}

impl PlainFinder {
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
        let words = collapse_spaces(words).into_owned();
        let case_sensitive = has_capitals(&words);
        let words = match folding::fold(&words) {
            // A mark alone is ignored only with a letter.
            folded if folded.trim().is_empty() => words,
            folded => folded,
        };
        let plain = match AsciiFinder::new(&words, case_sensitive) {
            Some(finder) => PlainFinder::Ascii(Box::new(finder)),
            None => PlainFinder::Regex(build(
                &folded_regex(&words, Options { case_sensitive, with_variants: false, wrapped: false }),
                false,
            )?),
        };
        Ok(Self { words, case_sensitive, kind: Kind::Words { plain, with_variants: OnceLock::new() } })
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
            let message = format!("not a regular expression: {message} (a \\ before a sign makes it a plain one)");
            return Err(QueryError::new(offset, message));
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

    /// The byte range of the first non-empty match at or after `from`; `folded` are those of the text.
    #[must_use]
    pub fn find(&self, text: &str, from: usize, folded: &FoldedRanges) -> Option<Range<usize>> {
        match &self.kind {
            Kind::Regex(regex) => find_nonempty(regex, text, from),
            Kind::Words { plain, .. } if folded.is_empty() => plain.find(text, from),
            Kind::Words { plain, with_variants } => match self.with_variants(with_variants) {
                Some(with_variants) => self.find_variants(plain, with_variants, text, from, folded),
                None => plain.find(text, from),
            },
        }
    }

    /// As [`Pattern::find`], with the form with variants, which is slow, only near folded characters.
    fn find_variants(
        &self,
        plain: &PlainFinder,
        with_variants: &Regex,
        text: &str,
        mut from: usize,
        folded: &FoldedRanges,
    ) -> Option<Range<usize>> {
        // One more, because both ends are moved to the start of a character.
        let reach = (self.words.chars().count() + 1) * MAX_LETTER_BYTES;
        for range in folded.ending_after(from) {
            let start = prefix(text, range.start.saturating_sub(reach)).len().max(from);
            let before = plain.find(&text[..range.start.max(from)], from);
            if before.as_ref().is_some_and(|found| found.start < start) {
                return before;
            }
            // A match near these comes first if it starts before that one.
            let end = before.as_ref().map_or(range.end, |found| found.start) + reach;
            let around = find_nonempty(with_variants, prefix(text, end), start);
            if let Some(first) = before.into_iter().chain(around).min_by_key(|found| found.start) {
                return Some(first);
            }
            // A match that starts in the range ends before `end`.
            from = range.end;
        }
        plain.find(text, from)
    }

    fn with_variants<'a>(&self, with_variants: &'a OnceLock<Option<Regex>>) -> Option<&'a Regex> {
        with_variants.get_or_init(|| build(&folded_regex(&self.words, self.options(true, false)), false).ok()).as_ref()
    }

    /// Every match in a text, in order; `folded` are those of the text.
    pub fn find_all<'a>(&'a self, text: &'a str, folded: &'a FoldedRanges) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find(text, from, folded)?;
            from = found.end;
            Some(found)
        })
    }

    /// The longest part of the words that has only ASCII letters and digits. Every match has it, apart from case.
    pub(in crate::search) fn longest_word(&self) -> Option<&str> {
        let words = match self.kind {
            Kind::Words { .. } => self.words.split(|c: char| !c.is_ascii_alphanumeric()),
            Kind::Regex(_) => return None,
        };
        words.max_by_key(|word| word.len())
    }

    /// True if it is a regular expression.
    #[must_use]
    pub fn is_regex(&self) -> bool {
        matches!(self.kind, Kind::Regex(_))
    }

    /// The words, and whether they are case-sensitive, if their match positions can be cached: only for ASCII words
    /// without quotes and dashes, and not for very short ones, which match everywhere.
    pub(in crate::search) fn cacheable(&self) -> Option<(&str, bool)> {
        let is_ascii = matches!(self.kind, Kind::Words { plain: PlainFinder::Ascii(_), .. });
        (is_ascii && self.words.len() > 2).then_some((&self.words, self.case_sensitive))
    }

    /// For a [`cacheable`](Self::cacheable) pattern, the length of its match at the start of a text. `bytes` returns at
    /// least that many bytes of the text.
    pub(in crate::search) fn match_len_at<'a>(&self, bytes: impl FnOnce(usize) -> &'a [u8]) -> Option<usize> {
        match &self.kind {
            Kind::Words { plain: PlainFinder::Ascii(finder), .. } => {
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
            return self.find(text, 0, FoldedRanges::none()).is_some();
        }
        if !is_nfc(text) {
            return self.matches(&text.nfc().collect::<String>());
        }
        self.find(text, 0, &FoldedRanges::of(text)).is_some()
    }

    /// True if it is so short that the number of its matches means little: one letter, or two in lower case.
    #[must_use]
    pub fn is_short(&self) -> bool {
        let letters = if self.case_sensitive { 1 } else { 2 };
        matches!(self.kind, Kind::Words { .. }) && self.words.is_ascii() && self.words.len() <= letters
    }

    /// The regular expression for a page, whose lines are wrapped: a line end matches a space, and may be between
    /// characters where lines are broken without a space. `with_variants` is true if the page has accents, ligatures or
    /// the like. `None` if it would be too large.
    #[must_use]
    pub fn wrapped_regex(&self, with_variants: bool) -> Option<Regex> {
        let pattern = match &self.kind {
            Kind::Regex(regex) => return Some(regex.clone()),
            Kind::Words { .. } => folded_regex(&self.words, self.options(with_variants, true)),
        };
        build(&pattern, false).ok()
    }

    fn options(&self, with_variants: bool, wrapped: bool) -> Options {
        Options { case_sensitive: self.case_sensitive, with_variants, wrapped }
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

fn has_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

fn build(pattern: &str, any_case: bool) -> Result<Regex, QueryError> {
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).case_insensitive(any_case).size_limit(MAX_COMPILED);
    builder.build().map_err(|error| {
        let message = match error {
            regex::Error::CompiledTooBig(_) => {
                "too large to search for (write less, or smaller numbers in {})".to_owned()
            }
            other => other.to_string(),
        };
        QueryError::new(0, message)
    })
}
