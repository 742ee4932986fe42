//! Characters that are the same in a search: letters with and without accents, curly and straight quotes, all dashes,
//! and, if nothing is written in capitals, both cases.
//!
//! Texts are not folded. The pattern matches all variants instead, so one copy of each text is enough.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Ranges with letters that fold to a plain one: accented Latin and Greek, and full-width forms. In other scripts
/// (Japanese, Hindi) the marks make other letters.
const ACCENTED: [RangeInclusive<char>; 5] = [
    '\u{c0}'..='\u{24f}',
    '\u{386}'..='\u{3ce}',
    '\u{1e00}'..='\u{1eff}',
    '\u{1f00}'..='\u{1fff}',
    '\u{ff01}'..='\u{ff5e}',
];

/// Letters with a stroke, which Unicode does not decompose.
const STROKED: [(char, char); 10] = [
    ('ø', 'o'),
    ('Ø', 'O'),
    ('đ', 'd'),
    ('Đ', 'D'),
    ('ł', 'l'),
    ('Ł', 'L'),
    ('ħ', 'h'),
    ('Ħ', 'H'),
    ('ı', 'i'),
    ('ŧ', 't'),
];

const SINGLE_QUOTES: &str = "'’‘ʼ‛′`´‚";
const DOUBLE_QUOTES: &str = "\"“”„‟″";
const DASHES: &str = "-‐‑‒–—―−";

/// The letters that fold to each plain letter.
static VARIANTS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut variants: HashMap<char, Vec<char>> = HashMap::new();
    for c in ACCENTED.into_iter().flatten() {
        let plain = plain_letter(c);
        if plain != c {
            variants.entry(plain).or_default().push(c);
        }
    }
    variants
});

/// A character without its accent. A quote or dash becomes the straight one.
#[must_use]
pub fn fold_char(c: char) -> char {
    match c {
        _ if c.is_ascii() && c != '`' => c,
        _ if SINGLE_QUOTES.contains(c) => '\'',
        _ if DOUBLE_QUOTES.contains(c) => '"',
        _ if DASHES.contains(c) => '-',
        _ => plain_letter(c),
    }
}

fn plain_letter(c: char) -> char {
    if let Some((_, plain)) = STROKED.iter().find(|(stroked, _)| *stroked == c) {
        return *plain;
    }
    if ACCENTED.iter().any(|range| range.contains(&c)) {
        // The first character of the decomposition; the rest are its accents.
        return std::iter::once(c).nfkd().next().filter(|plain| plain.is_alphanumeric()).unwrap_or(c);
    }
    c
}

/// The byte ranges of a text with accented letters, in order. Only a pattern with variants finds these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccentedRanges(Vec<Range<usize>>);

/// Accented letters at most this many bytes apart share a range.
const MERGE_GAP: usize = 32;

impl AccentedRanges {
    /// No ranges.
    pub(crate) fn none() -> &'static Self {
        static NONE: AccentedRanges = AccentedRanges(Vec::new());
        &NONE
    }

    /// The ranges of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        // Quotes and dashes, which nearly every text has, are in every pattern.
        let may_start = |byte: &u8| matches!(byte, 0xc3..=0xc9 | 0xce | 0xcf | 0xe1 | 0xef);
        if !text.as_bytes().chunks(64).any(|block| block.iter().fold(false, |any, byte| any | may_start(byte))) {
            return Self::default();
        }
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii() && plain_letter(*c) != *c) {
            let end = at + c.len_utf8();
            match ranges.last_mut() {
                Some(last) if at - last.end <= MERGE_GAP => last.end = end,
                _ => ranges.push(at..end),
            }
        }
        ranges.shrink_to_fit();
        Self(ranges)
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges that end after a byte.
    pub(crate) fn ending_after(&self, from: usize) -> impl Iterator<Item = Range<usize>> {
        let first = self.0.partition_point(|range| range.end <= from);
        self.0[first..].iter().cloned()
    }
}

/// A regular expression for typed words: in both cases unless `case_sensitive`, with every variant of a quote or
/// dash, and with accents if `accented`. `between` is inserted between two characters, for texts that are broken into
/// lines.
#[must_use]
pub fn folded_regex(
    words: &str,
    case_sensitive: bool,
    accented: bool,
    between: impl Fn(char, char) -> &'static str,
) -> String {
    let mut pattern = String::new();
    let mut before = None;
    for c in words.nfc().map(fold_char) {
        if let Some(before) = before.replace(c) {
            pattern.push_str(between(before, c));
        }
        match c {
            '\'' => write_char_class(&mut pattern, SINGLE_QUOTES.chars()),
            '"' => write_char_class(&mut pattern, DOUBLE_QUOTES.chars()),
            '-' => write_char_class(&mut pattern, DASHES.chars()),
            c => {
                let mut letters = vec![c];
                if !case_sensitive {
                    letters.extend(
                        exactly_one(c.to_lowercase())
                            .into_iter()
                            .chain(exactly_one(c.to_uppercase()))
                            .filter(|&other| other != c),
                    );
                }
                if accented {
                    let of_each: Vec<char> =
                        letters.iter().filter_map(|letter| VARIANTS.get(letter)).flatten().copied().collect();
                    letters.extend(of_each);
                }
                write_char_class(&mut pattern, letters.into_iter());
            }
        }
    }
    pattern
}

/// The character, if it is exactly one. The other case of some letters is several letters.
fn exactly_one(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

/// Writes a character class.
fn write_char_class(pattern: &mut String, letters: impl Iterator<Item = char>) {
    pattern.push('[');
    for c in letters {
        // Everything but letters and digits is escaped.
        if c.is_alphanumeric() {
            pattern.push(c);
        } else {
            let _ = write!(pattern, "\\x{{{:x}}}", u32::from(c));
        }
    }
    pattern.push(']');
}
