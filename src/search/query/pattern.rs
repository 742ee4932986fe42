//! What a term looks for in a text: words as they were typed, or a regular expression.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::literal::Letters;
use crate::text::folding::{self, AccentedRanges};
use crate::text::prefix;

/// Bytes that the compiled form of a typed expression may take; `\w{1000}` would take all memory, and half a second a key.
const MOST_COMPILED: usize = 1024 * 1024;

/// Bytes of the longest character.
const MOST_BYTES: usize = 4;

/// Words or an expression, ready to be looked for.
#[derive(Debug)]
pub struct Pattern {
    /// The words, or the expression.
    words: String,
    exact: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// The narrow form is several times as fast as the wide one, and finds the same where no letter has an accent. None where
    /// the wide one would be too large.
    Words {
        narrow: Narrow,
        wide: OnceLock<Option<Regex>>,
    },
    Regex(Regex),
}

#[derive(Debug)]
enum Narrow {
    /// For most words.
    Letters(Box<Letters>),
    /// For those with quotes or dashes in them, and in other scripts.
    Regex(Regex),
}

impl Narrow {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Self::Letters(letters) => letters.find(text, from).map(|at| at..at + letters.len()),
            Self::Regex(regex) => find_some(regex, text, from),
        }
    }
}

impl Pattern {
    /// Words or a phrase; with capitals in it, it is looked for in that case alone.
    pub(super) fn words(words: &str) -> Result<Self, String> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let exact = has_capitals(&words);
        let narrow = match Letters::new(&words, exact) {
            Some(letters) => Narrow::Letters(Box::new(letters)),
            None => Narrow::Regex(build(&folding::folded_regex(&words, exact, false, |_, _| ""), false)?),
        };
        Ok(Self { words, exact, kind: Kind::Words { narrow, wide: OnceLock::new() } })
    }

    /// A regular expression. The error is the place in it of what is wrong, and what that is.
    pub(super) fn regex(expression: &str) -> Result<Self, (usize, String)> {
        if let Err(error) = regex_syntax::Parser::new().parse(expression) {
            return Err(match &error {
                regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
                other => (0, other.to_string()),
            });
        }
        // A capital that is typed counts; the one of `\W` does not.
        let typed: String = expression
            .split('\\')
            .enumerate()
            .map(|(nth, part)| part.get(usize::from(nth > 0)..).unwrap_or_default())
            .collect();
        let exact = has_capitals(&typed);
        let regex = build(expression, !exact).map_err(|what| (0, what))?;
        Ok(Self { words: expression.to_owned(), exact, kind: Kind::Regex(regex) })
    }

    /// The first match from a byte on in a text that has these accents. Nothing is no match.
    #[must_use]
    pub fn find(&self, text: &str, from: usize, accents: &AccentedRanges) -> Option<Range<usize>> {
        match &self.kind {
            Kind::Regex(regex) => find_some(regex, text, from),
            Kind::Words { narrow, .. } if accents.is_empty() => narrow.find(text, from),
            Kind::Words { narrow, wide } => match self.wide(wide) {
                Some(wide) => self.find_accented(narrow, wide, text, from, accents),
                None => narrow.find(text, from),
            },
        }
    }

    /// The same with the wide form, which is slow, only where there are accents.
    fn find_accented(
        &self,
        narrow: &Narrow,
        wide: &Regex,
        text: &str,
        mut from: usize,
        accents: &AccentedRanges,
    ) -> Option<Range<usize>> {
        // One more, since both ends are moved to where a character begins.
        let reach = (self.words.nfc().count() + 1) * MOST_BYTES;
        for stretch in accents.ending_after(from) {
            let start = prefix(text, stretch.start.saturating_sub(reach)).len().max(from);
            let before = narrow.find(&text[..stretch.start.max(from)], from);
            if before.as_ref().is_some_and(|found| found.start < start) {
                return before;
            }
            // A match within reach of the accents may come first, if it begins before that one.
            let end = before.as_ref().map_or(stretch.end, |found| found.start) + reach;
            let around = find_some(wide, prefix(text, end), start);
            if let Some(first) = before.into_iter().chain(around).min_by_key(|found| found.start) {
                return Some(first);
            }
            // What begins in the stretch ends before that end.
            from = stretch.end;
        }
        narrow.find(text, from)
    }

    fn wide<'a>(&self, wide: &'a OnceLock<Option<Regex>>) -> Option<&'a Regex> {
        wide.get_or_init(|| build(&folding::folded_regex(&self.words, self.exact, true, |_, _| ""), false).ok())
            .as_ref()
    }

    /// Every match in a text that has these accents, in order.
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

    /// Whether it is an expression.
    #[must_use]
    pub fn is_expression(&self) -> bool {
        matches!(self.kind, Kind::Regex(_))
    }

    /// The words, and whether their case counts, where their places in a text without accents can be kept: where nothing in
    /// them stands for several signs, and they are not so short that they stand everywhere.
    pub(in crate::search) fn tracked(&self) -> Option<(&str, bool)> {
        let is_plain = matches!(self.kind, Kind::Words { narrow: Narrow::Letters(_), .. });
        (is_plain && self.words.len() > 2).then_some((&self.words, self.exact))
    }

    /// Bytes of words that are [`tracked`](Self::tracked), if `text`, given so many of its bytes or more, begins with them.
    pub(in crate::search) fn leads<'a>(&self, text: impl FnOnce(usize) -> &'a [u8]) -> Option<usize> {
        match &self.kind {
            Kind::Words { narrow: Narrow::Letters(letters), .. } => {
                letters.lead(text(letters.len())).then_some(letters.len())
            }
            _ => None,
        }
    }

    /// Whether a short text holds it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        // Most titles and headlines, and told at once.
        if text.is_ascii() {
            return self.find(text, 0, AccentedRanges::none()).is_some();
        }
        if !is_nfc(text) {
            return self.is_in(&text.nfc().collect::<String>());
        }
        self.find(text, 0, &AccentedRanges::of(text)).is_some()
    }

    /// Whether it is too short for the number of its matches to say anything: one letter, or two that are no abbreviation.
    #[must_use]
    pub fn is_short(&self) -> bool {
        let letters = if self.exact { 1 } else { 2 };
        matches!(self.kind, Kind::Words { .. }) && self.words.is_ascii() && self.words.len() <= letters
    }

    /// The expression for a page, whose lines were broken to fit: a line's end stands for a blank, and may stand between
    /// characters where lines are broken without one. `accented` says whether the page has letters with accents.
    #[must_use]
    pub fn on_page(&self, accented: bool) -> Option<Regex> {
        let pattern = match &self.kind {
            Kind::Regex(regex) => return Some(regex.clone()),
            Kind::Words { .. } => folding::folded_regex(&self.words, self.exact, accented, |a, b| {
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

/// The first match that is not empty, from a byte on.
fn find_some(regex: &Regex, text: &str, mut from: usize) -> Option<Range<usize>> {
    loop {
        let found = regex.find_at(text, from)?;
        if !found.is_empty() {
            return Some(found.range());
        }
        from = found.end() + text[found.end()..].chars().next()?.len_utf8();
    }
}

/// Scripts whose lines are broken anywhere.
fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

fn has_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

fn build(pattern: &str, any_case: bool) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).case_insensitive(any_case).size_limit(MOST_COMPILED);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "this is too large to be looked for".to_owned(),
        other => other.to_string(),
    })
}
