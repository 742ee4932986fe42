//! Characters that are the same in a search: letters with and without accents and points, ligatures and their letters,
//! full-width and half-width forms, curly and straight quotes, all dashes.
//!
//! Texts are not folded: one copy of each is enough, since the pattern of a search matches all variants. Only short
//! texts, such as queries and titles, are.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Ranges of letters that fold to those of their compatibility decomposition (Unicode, NFKD), without its marks. In
/// other scripts (Japanese, Hindi) the marks make other letters.
const DECOMPOSED: [RangeInclusive<char>; 9] = [
    // Latin and Greek letters with accents.
    '\u{c0}'..='\u{24f}',
    '\u{386}'..='\u{3ce}',
    '\u{1e00}'..='\u{1fff}',
    // Alef with madda or hamza.
    '\u{622}'..='\u{623}',
    '\u{625}'..='\u{625}',
    // Ligatures, Hebrew letters with points, forms of Arabic letters.
    '\u{fb00}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    // Full-width letters and digits; half-width kana.
    '\u{ff01}'..='\u{ff5e}',
    '\u{ff66}'..='\u{ff9f}',
];

/// Letters that fold otherwise: those that Unicode does not decompose, and the voicing marks of half-width kana, which
/// are part of the kana in front of them.
const OTHERS: [(char, &str); 18] = [
    ('ø', "o"),
    ('Ø', "O"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ħ', "h"),
    ('Ħ', "H"),
    ('ı', "i"),
    ('ŧ', "t"),
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('\u{ff9e}', "\u{3099}"),
    ('\u{ff9f}', "\u{309a}"),
];

/// Marks that are ignored.
type Marks = &'static [RangeInclusive<char>];

const ACCENTS: Marks = &['\u{300}'..='\u{36f}'];

const HEBREW_POINTS: Marks = &[
    '\u{591}'..='\u{5bd}',
    '\u{5bf}'..='\u{5bf}',
    '\u{5c1}'..='\u{5c2}',
    '\u{5c4}'..='\u{5c5}',
    '\u{5c7}'..='\u{5c7}',
];

/// With the stroke that lengthens a word.
const ARABIC_POINTS: Marks = &[
    '\u{610}'..='\u{61a}',
    '\u{640}'..='\u{640}',
    '\u{64b}'..='\u{65f}',
    '\u{670}'..='\u{670}',
    '\u{6d6}'..='\u{6dc}',
    '\u{6df}'..='\u{6e4}',
    '\u{6e7}'..='\u{6e8}',
    '\u{6ea}'..='\u{6ed}',
];

/// Letters that a character can fold to. A few signs of Arabic stand for whole sentences, and are not folded.
const MAX_LETTERS: usize = 3;

/// Bytes that one letter of a folded text can have in the text: the letter, and the marks on it.
pub const MAX_LETTER_BYTES: usize = 4 + 8 * 2;

/// All single quotes.
pub const SINGLE_QUOTES: &str = "'’‘ʼ‛′`´‚";
/// All double quotes.
pub const DOUBLE_QUOTES: &str = "\"“”„‟″";
/// All dashes.
pub const DASHES: &str = "-‐‑‒–—―−";

/// What folds to given letters.
#[derive(Debug, Default)]
pub struct Variants {
    /// The characters that fold to each letter.
    pub of_letter: HashMap<char, Vec<char>>,
    /// Texts that fold to another number of letters, after these letters: `ss` of `ß`, `ガ` of `ｶﾞ`.
    pub of_letters: Vec<(Vec<char>, String)>,
}

/// The letters of every character that folds.
static FOLDED: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
    let decomposed = DECOMPOSED.into_iter().flatten().filter_map(|c| Some((c, decomposition(c)?)));
    decomposed.chain(OTHERS.map(|(c, letters)| (c, letters.chars().collect()))).collect()
});

/// The variants of all letters.
pub static VARIANTS: LazyLock<Variants> = LazyLock::new(|| {
    let mut variants = Variants::default();
    for (&c, letters) in FOLDED.iter() {
        match **letters {
            [letter] => variants.of_letter.entry(letter).or_default().push(c),
            _ => variants.of_letters.push((letters.clone(), c.to_string())),
        }
    }
    // At the start of a word, only the first of two letters is a capital.
    variants.of_letters.extend([("Ae", 'Æ'), ("Oe", 'Œ')].map(|(letters, c)| (letters.chars().collect(), c.into())));
    // A voiced kana of half width has its mark behind it.
    for pair in ('\u{ff66}'..='\u{ff9d}').flat_map(|kana| ['\u{ff9e}', '\u{ff9f}'].map(|mark| [kana, mark])) {
        let letters: Vec<char> = pair.into_iter().nfkc().collect();
        if letters.len() == 1 {
            variants.of_letters.push((letters, pair.iter().collect()));
        }
    }
    variants
});

/// A text with its letters folded; a quote or dash becomes the straight one.
#[must_use]
pub fn fold(text: &str) -> String {
    let unquoted = text.nfc().map(|c| match c {
        _ if c.is_ascii() && c != '`' => c,
        _ if SINGLE_QUOTES.contains(c) => '\'',
        _ if DOUBLE_QUOTES.contains(c) => '"',
        _ if DASHES.contains(c) => '-',
        _ => c,
    });
    let letters = |c| FOLDED.get(&c).cloned().unwrap_or_else(|| vec![c]);
    unquoted.filter(|&c| !is_ignored(c)).flat_map(letters).nfc().collect()
}

/// True if a character is changed by folding, and is not a quote or dash.
#[must_use]
pub fn is_folded(c: char) -> bool {
    !c.is_ascii() && (is_ignored(c) || FOLDED.contains_key(&c))
}

/// The ignored marks that a letter may have.
#[must_use]
pub fn marks_on(letter: char) -> &'static [RangeInclusive<char>] {
    match letter {
        '\u{590}'..='\u{5ff}' => HEBREW_POINTS,
        '\u{600}'..='\u{6ff}' => ARABIC_POINTS,
        _ if letter.is_alphabetic() => ACCENTS,
        _ => &[],
    }
}

fn is_ignored(c: char) -> bool {
    !c.is_ascii() && [ACCENTS, HEBREW_POINTS, ARABIC_POINTS].into_iter().flatten().any(|range| range.contains(&c))
}

/// The letters that a character decomposes to, without marks; `None` if it does not fold.
fn decomposition(c: char) -> Option<Vec<char>> {
    let parts = std::iter::once(c).nfkd().filter(|&part| canonical_combining_class(part) == 0);
    let letters: Vec<char> = parts.flat_map(other_letters).collect();
    let is_word = !letters.is_empty() && letters.iter().all(|letter| letter.is_alphanumeric());
    (is_word && letters.len() <= MAX_LETTERS && letters != [c]).then_some(letters)
}

/// The letters of a part of a decomposition: that of `ǿ` has an `ø`.
fn other_letters(part: char) -> Vec<char> {
    let other = OTHERS.iter().find(|(c, _)| *c == part);
    other.map_or_else(|| vec![part], |(_, letters)| letters.chars().collect())
}
