//! The regular expression for typed words: in both cases, with all variants of their letters.

use std::fmt::Write as _;

use crate::text::folding::{DASHES, DOUBLE_QUOTES, SINGLE_QUOTES, VARIANTS, marks_on};
use crate::text::is_cjk;

/// Letters whose tilings by ligatures are all tried. `ffi` has four: `ffi`, `ﬀi`, `fﬁ` and `ﬃ`.
const MAX_TILED: usize = 4;

/// What a regular expression is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    /// Letters match only in the case in which they were typed.
    pub(super) case_sensitive: bool,
    /// With accents, ligatures, points and hyphenations. Without, for a text that has none of these.
    pub(super) with_variants: bool,
    /// For a page, whose lines are wrapped: a line end matches a space, and may be between characters where lines are
    /// broken without one.
    pub(super) wrapped: bool,
}

/// A regular expression for folded words.
pub(super) fn folded_regex(words: &str, options: Options) -> String {
    let letters: Vec<char> = words.chars().collect();
    let words = Words { letters: &letters, options };
    let mut pattern = String::new();
    let mut at = 0;
    while at < letters.len() {
        let end = words.tiled_end(at);
        let tilings = words.tilings(at, end);
        if at > 0 {
            pattern.push_str(&words.between(at));
        }
        match tilings.as_slice() {
            [one] => pattern.push_str(one),
            all => pattern.extend(["(?:", &*all.join("|"), ")"]),
        }
        at = end;
    }
    pattern
}

struct Words<'a> {
    letters: &'a [char],
    options: Options,
}

impl Words<'_> {
    /// The end of the letters from `at` on that ligatures tie together.
    fn tiled_end(&self, at: usize) -> usize {
        let (mut end, mut next) = (at + 1, at);
        while next < end {
            let longest = self.ligatures(next).map(|(len, _)| next + len).max().unwrap_or(0);
            end = end.max(longest.min(at + MAX_TILED));
            next += 1;
        }
        end
    }

    /// All ways to write the letters from `at` to `end`.
    fn tilings(&self, at: usize, end: usize) -> Vec<String> {
        let tiles = std::iter::once((1, self.letter(at)));
        let ligatures = self.ligatures(at).filter(|(len, _)| at + len <= end);
        let tiles = tiles.chain(ligatures.map(|(len, ligature)| (len, regex_syntax::escape(ligature))));
        let with_rest = |(len, tile): (usize, String)| {
            let next = at + len;
            if next == end {
                return vec![tile];
            }
            let rest = self.tilings(next, end);
            rest.into_iter().map(|rest| [&*tile, &*self.between(next), &*rest].concat()).collect()
        };
        tiles.flat_map(with_rest).collect()
    }

    /// The ligatures that stand for letters from `at` on, with the number of these. Where the words begin and end, a
    /// part of a ligature is enough.
    fn ligatures(&self, at: usize) -> impl Iterator<Item = (usize, &'static str)> {
        let all: &[(Vec<char>, String)] = if self.options.with_variants { &VARIANTS.of_letters } else { &[] };
        let rest = &self.letters[at..];
        all.iter().flat_map(move |(letters, ligature)| {
            let skipped = if at == 0 { letters.len() } else { 1 };
            let ends = move |skip: &usize| {
                let letters = &letters[*skip..];
                let len = letters.len().min(rest.len());
                self.eq(&letters[..len], &rest[..len]) && (len == letters.len() || len == rest.len())
            };
            (0..skipped).filter(ends).map(move |skip| ((letters.len() - skip).min(rest.len()), ligature.as_str()))
        })
    }

    fn eq(&self, a: &[char], b: &[char]) -> bool {
        let is_same =
            |(a, b): (&char, &char)| a == b || (!self.options.case_sensitive && other_cases(*a).any(|a| a == *b));
        a.iter().zip(b).all(is_same)
    }

    /// The pattern of a single letter.
    fn letter(&self, at: usize) -> String {
        let c = self.letters[at];
        match c {
            ' ' => return if self.options.wrapped { "[ \\n]".into() } else { " ".into() },
            '\'' => return char_class(SINGLE_QUOTES.chars()),
            '"' => return char_class(DOUBLE_QUOTES.chars()),
            '-' => return char_class(DASHES.chars()),
            _ => {}
        }
        let mut letters = vec![c];
        if !self.options.case_sensitive {
            letters.extend(other_cases(c));
        }
        if self.options.with_variants {
            let variants: Vec<char> =
                letters.iter().filter_map(|letter| VARIANTS.of_letter.get(letter)).flatten().copied().collect();
            letters.extend(variants);
        }
        char_class(letters.into_iter())
    }

    /// What may be between a letter and the one in front of it.
    fn between(&self, at: usize) -> String {
        let (before, c) = (self.letters[at - 1], self.letters[at]);
        let mut pattern = String::new();
        if before == ' ' {
            return pattern;
        }
        if self.options.with_variants {
            let marks = if is_wide(before) { &[] } else { marks_on(before) };
            if !marks.is_empty() {
                pattern.push('[');
                for range in marks {
                    pattern.extend([*range.start(), '-', *range.end()]);
                }
                pattern.push_str("]*");
            }
        }
        let line_end = if self.options.wrapped { "[ \\n]" } else { " " };
        let is_small = |c: char| c.is_lowercase() || (!self.options.case_sensitive && c.is_alphabetic() && !is_wide(c));
        if self.options.with_variants && is_small(c) {
            match before {
                '-' => pattern.extend([line_end, "?"]),
                _ if is_small(before) => pattern.extend(["(?:-", line_end, ")?"]),
                _ => {}
            }
        }
        if self.options.wrapped && c != ' ' && (is_wide(before) || is_wide(c) || matches!(before, '-' | '/')) {
            pattern.push_str("\\n?");
        }
        pattern
    }
}

/// True for scripts whose lines can be broken anywhere.
fn is_wide(c: char) -> bool {
    is_cjk(c) || unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

/// A letter in the other case. That of some letters is several letters, which are left out.
fn other_cases(c: char) -> impl Iterator<Item = char> {
    let lower = exactly_one(c.to_lowercase());
    lower.into_iter().chain(exactly_one(c.to_uppercase())).filter(move |&other| other != c)
}

fn exactly_one(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

/// A character class.
fn char_class(letters: impl Iterator<Item = char>) -> String {
    let mut pattern = String::from("[");
    for c in letters {
        // Everything but letters and digits is escaped.
        if c.is_alphanumeric() {
            pattern.push(c);
        } else {
            let _ = write!(pattern, "\\x{{{:x}}}", u32::from(c));
        }
    }
    pattern.push(']');
    pattern
}
