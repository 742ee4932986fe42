//! Which titles are the same: letters and digits in lower case, without accents. Titles that differ in one letter of a
//! long word are one too, and what follows a colon may be missing.

use strsim::levenshtein;

use crate::text::folding::fold;
use crate::text::is_cjk;

/// A title says which work is meant if it has as many words and letters; one in Chinese or Japanese, characters.
const MIN_WORDS: usize = 4;
const MIN_LETTERS: usize = 20;
const MIN_CJK: usize = 8;

/// The words that a title must have for its subtitle to be missing elsewhere.
const MIN_HEAD: usize = 6;

/// The letters of a word that may have one wrong.
const MIN_TYPO: usize = 7;

/// How titles begin that are not titles but what leads to a source.
const OPENERS: [&str; 14] = [
    "read more",
    "read the",
    "read about",
    "get the",
    "get more",
    "check out",
    "find out",
    "learn more",
    "more information",
    "here is",
    "download the",
    "watch the",
    "view the",
    "subscribe to",
];

/// A title in the form in which equal titles are equal. `None` for one too short to say which work it is.
#[must_use]
pub(super) fn title_key(title: &str) -> Option<String> {
    let key = words(title);
    let letters = key.chars().filter(|c| *c != ' ').count();
    let cjk = key.chars().filter(|c| is_cjk(*c)).count();
    let is_long = key.split(' ').count() >= MIN_WORDS && letters >= MIN_LETTERS;
    let leads = OPENERS.iter().any(|opener| key.starts_with(opener)) || key.ends_with(" here");
    ((is_long || cjk >= MIN_CJK) && !leads && !title.contains("://")).then_some(key)
}

/// The part of a title in front of its colon as a key, if that is long enough to stand for it.
pub(super) fn head_key(title: &str) -> Option<String> {
    let (head, _) = title.split_once(':')?;
    title_key(head).filter(|key| key.split(' ').count() >= MIN_HEAD)
}

/// The keys that a title shares with those that differ from it in one long word.
pub(super) fn near_keys(key: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = key.split(' ').collect();
    let is_long = move |word: &&str| word.chars().count() >= MIN_TYPO - 1;
    let places: Vec<usize> = (0..words.len()).filter(|at| is_long(&words[*at])).collect();
    places.into_iter().map(move |at| {
        let mut with_gap = words.clone();
        with_gap[at] = "_";
        with_gap.join(" ")
    })
}

/// True if two keys differ in one letter of one long word, which begins with the same letter and has no digit.
pub(super) fn is_typo(one: &str, other: &str) -> bool {
    let mut different = one.split(' ').zip(other.split(' ')).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (different.next(), different.next()) else { return false };
    let is_long = a.chars().count().max(b.chars().count()) >= MIN_TYPO;
    let has_digit = |word: &str| word.contains(|c: char| c.is_numeric());
    let same_count = one.split(' ').count() == other.split(' ').count();
    same_count
        && is_long
        && !has_digit(a)
        && !has_digit(b)
        && a.chars().next() == b.chars().next()
        && levenshtein(a, b) == 1
}

/// The letters and digits of a text, folded and in lower case, with a space between words.
fn words(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    let mut out = String::with_capacity(folded.len());
    // An apostrophe joins what a hyphen parts.
    for c in folded.chars().filter(|c| *c != '\'') {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_their_words() {
        let key = title_key("  Attention, please: the \u{201c}caf\u{e9}\u{201d} of Lamp-lighters ");
        assert_eq!(key.as_deref(), Some("attention please the cafe of lamp lighters"));
        assert_eq!(key, title_key("Attention please - The cafe of lamp lighters."));
        for short in ["Our New Platform", "official website", "Read more about the lamps of the north", "灯台の話"]
        {
            assert_eq!(title_key(short), None, "{short}");
        }
        assert!(title_key("灯台の光と影についての短い話").is_some());
    }

    #[test]
    fn near_titles_are_typos_or_not() {
        let key = |title: &str| title_key(title).unwrap_or_default();
        for (one, other, want) in [
            ("A Theory of Photorealistic Lamps", "A Theory of Photorealistc Lamps", true),
            ("A Theory of Photorealistic Lamps", "A Theory of Photorealistic Lamps", false),
            ("Lamps of the Northern Oceans 2", "Lamps of the Northern Oceans 3", false),
            ("Supervised Lamps of the Ocean", "Unsupervised Lamps of the Ocean", false),
            ("The Northern Lights of Oceans", "The Southern Lights of Oceans", false),
            ("Causal Lamps of the Great Oceans", "Casual Lamps of the Great Oceans", false),
        ] {
            assert_eq!(is_typo(&key(one), &key(other)), want, "{one} / {other}");
        }
        let shared = |one: &str, other: &str| near_keys(one).any(|key| near_keys(other).any(|other| other == key));
        assert!(shared("a theory of photorealistic lamps", "a theory of photorealistc lamps"));
    }
}
