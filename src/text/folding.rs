//! Characters that are the same in a search: letters with and without accents and points, ligatures and their letters,
//! full-width and half-width forms, curly and straight quotes, all dashes.
//!
//! Texts are not folded: one copy of each is enough, since the pattern of a search matches all variants. Only short
//! texts, such as queries and titles, are.

use std::collections::HashMap;
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

/// Letters that Unicode does not decompose.
const OTHERS: [(char, &str); 16] = [
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
];

/// Accents, and the points of Hebrew and Arabic with the stroke that lengthens a word.
const IGNORED: [RangeInclusive<char>; 15] = [
    '\u{300}'..='\u{36f}',
    '\u{591}'..='\u{5bd}',
    '\u{5bf}'..='\u{5bf}',
    '\u{5c1}'..='\u{5c2}',
    '\u{5c4}'..='\u{5c5}',
    '\u{5c7}'..='\u{5c7}',
    '\u{610}'..='\u{61a}',
    '\u{640}'..='\u{640}',
    '\u{64b}'..='\u{65f}',
    '\u{670}'..='\u{670}',
    '\u{6d6}'..='\u{6dc}',
    '\u{6df}'..='\u{6e4}',
    '\u{6e7}'..='\u{6e8}',
    '\u{6ea}'..='\u{6ed}',
    '\u{fe20}'..='\u{fe2f}',
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

/// The variants of all letters.
pub static VARIANTS: LazyLock<Variants> = LazyLock::new(|| {
    let mut variants = Variants::default();
    for c in DECOMPOSED.into_iter().flatten().chain(OTHERS.map(|(c, _)| c)) {
        match *letters_of(c) {
            [] => {}
            [letter] if letter == c => {}
            [letter] => variants.of_letter.entry(letter).or_default().push(c),
            ref letters => variants.of_letters.push((letters.to_vec(), c.to_string())),
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
    unquoted.filter(|&c| !is_ignored(c)).flat_map(letters_of).nfc().collect()
}

/// True for a mark that is ignored.
#[must_use]
pub fn is_ignored(c: char) -> bool {
    !c.is_ascii() && IGNORED.iter().any(|range| range.contains(&c))
}

/// True if a character is changed by folding, and is not a quote or dash.
#[must_use]
pub fn is_folded(c: char) -> bool {
    is_ignored(c) || (is_foldable(c) && *letters_of(c) != [c])
}

fn is_foldable(c: char) -> bool {
    !c.is_ascii() && (DECOMPOSED.iter().any(|range| range.contains(&c)) || OTHERS.iter().any(|(other, _)| *other == c))
}

/// The letters that a character folds to; itself if it does not fold.
fn letters_of(c: char) -> Vec<char> {
    if !is_foldable(c) {
        return vec![c];
    }
    if let Some((_, letters)) = OTHERS.iter().find(|(other, _)| *other == c) {
        return letters.chars().collect();
    }
    let is_letter = |&part: &char| canonical_combining_class(part) == 0;
    let parts: Vec<char> = std::iter::once(c).nfkd().filter(is_letter).collect();
    // A letter of two marks, as `ǿ`, has another one below.
    let letters: Vec<char> =
        parts.iter().flat_map(|&part| if part == c { vec![c] } else { letters_of(part) }).collect();
    if matches!(c, '\u{ff9e}' | '\u{ff9f}') {
        return std::iter::once(c).nfkd().collect();
    }
    let is_word = !letters.is_empty() && letters.iter().all(|letter| letter.is_alphanumeric());
    if is_word && letters.len() <= MAX_LETTERS { letters } else { vec![c] }
}
