//! A prefilter for words in a text without variants of letters: their three bytes that are rarest in English are
//! searched for in both cases with vector instructions, and the rest is compared where these are found. With 60,000
//! matches in 30 MB it takes two thirds of the time of a regular expression.

use aho_corasick::Span;
use aho_corasick::packed::Searcher;
use memchr::memmem::Finder;

/// Bytes of the needle that the vector instructions search for.
const NEEDLE_BYTES: usize = 3;

/// English letters, the most frequent first. All other characters are rarer.
const BY_FREQUENCY: &[u8] = b" etaoinshrdlcumwfgypbvkjxqz";

/// Finds words of ASCII characters.
#[derive(Debug)]
pub(in crate::search) struct AsciiFinder {
    /// The words, in lower case unless the match is case-sensitive.
    words: Box<[u8]>,
    kind: Matching,
}

#[derive(Debug)]
enum Matching {
    /// Case-sensitive.
    Exact(Finder<'static>),
    /// In any case, two bytes or more.
    Any {
        /// Finds the needle in every case.
        needle: Searcher,
        /// The offset of the needle in the words.
        needle_at: usize,
    },
    /// One byte, in any case.
    One,
}

impl AsciiFinder {
    /// Returns `None` if the words are not plain ASCII or contain quotes or dashes, which match several characters.
    pub(in crate::search) fn new(words: &str, case_sensitive: bool) -> Option<Self> {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'"' | b'-' | b'`');
        if words.is_empty() || !words.bytes().all(is_plain) {
            return None;
        }
        let rarity = |byte: &u8| BY_FREQUENCY.iter().position(|known| known == byte).unwrap_or(BY_FREQUENCY.len());
        let bytes = words.as_bytes();
        let kind = if case_sensitive {
            Matching::Exact(Finder::new(words).into_owned())
        } else if bytes.len() == 1 {
            Matching::One
        } else {
            let windows = bytes.windows(NEEDLE_BYTES.min(bytes.len())).enumerate();
            let (needle_at, letters) = windows.max_by_key(|(_, letters)| letters.iter().map(rarity).sum::<usize>())?;
            Matching::Any { needle: Searcher::new(case_variants(letters))?, needle_at }
        };
        Some(Self { words: bytes.into(), kind })
    }

    /// The length of a match in bytes.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The first match in a text, or its bytes, at or after a byte.
    pub(in crate::search) fn find(&self, text: &(impl AsRef<[u8]> + ?Sized), from: usize) -> Option<usize> {
        let bytes = text.as_ref();
        match &self.kind {
            Matching::Exact(finder) => finder.find(bytes.get(from..)?).map(|at| from + at),
            Matching::One => {
                let letter = self.words[0];
                let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
                memchr::memchr2(lower, upper, bytes.get(from..)?).map(|at| from + at)
            }
            Matching::Any { needle, needle_at } => {
                let mut at = from + needle_at;
                while at < bytes.len() {
                    let letters = needle.find_in(bytes, Span { start: at, end: bytes.len() })?.start();
                    if self.matches_prefix(&bytes[letters - needle_at..]) {
                        return Some(letters - needle_at);
                    }
                    at = letters + 1;
                }
                None
            }
        }
    }

    /// True if a text starts with the words.
    pub(super) fn matches_prefix(&self, text: &[u8]) -> bool {
        let there = text.get(..self.words.len());
        there.is_some_and(|there| match self.kind {
            Matching::Exact(_) => *there == *self.words,
            Matching::Any { .. } | Matching::One => there.eq_ignore_ascii_case(&self.words),
        })
    }
}

/// The letters in every combination of upper and lower case.
fn case_variants(letters: &[u8]) -> Vec<Vec<u8>> {
    let mut variants = vec![Vec::new()];
    for &letter in letters {
        let upper = letter.to_ascii_uppercase();
        let with = |byte: u8| variants.iter().map(move |before: &Vec<u8>| [before.as_slice(), &[byte]].concat());
        variants = if upper == letter { with(letter).collect() } else { with(letter).chain(with(upper)).collect() };
    }
    variants
}
