//! The quick way to find words in a text without accents: three letters of them, the rarest in English, are looked for in both
//! cases at once with vector instructions, and the rest is compared where they stand. With 60,000 matches in 30 MB it takes two
//! thirds of the time of a regular expression.

use aho_corasick::Span;
use aho_corasick::packed::Searcher;
use memchr::memmem::Finder;

/// Letters looked for at once.
const LETTERS: usize = 3;

/// English letters, the most frequent first; digits and signs are rarer.
const FREQUENT: &[u8] = b" etaoinshrdlcumwfgypbvkjxqz";

/// Words to be found.
#[derive(Debug)]
pub(super) struct Letters {
    /// The words, in small letters unless their case counts.
    words: Box<[u8]>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// In this case alone.
    Exact(Finder<'static>),
    /// In any case: three letters of them in every case, and where they stand in the words.
    Any(Searcher, usize),
}

impl Letters {
    /// What finds these words; none where they have signs that stand for others (quotes, dashes) or are too short.
    pub(super) fn new(words: &str, exact: bool) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'\'' | b'"' | b'-' | b'`');
        if words.len() < LETTERS || !words.bytes().all(is_plain) {
            return None;
        }
        let kind = if exact {
            Kind::Exact(Finder::new(words).into_owned())
        } else {
            let rarity = |letters: &[u8]| -> usize {
                let rank = |byte: &u8| FREQUENT.iter().position(|known| known == byte).unwrap_or(FREQUENT.len());
                letters.iter().map(rank).sum()
            };
            let windows = words.as_bytes().windows(LETTERS).enumerate();
            let (at, letters) = windows.max_by_key(|(at, letters)| (rarity(letters), std::cmp::Reverse(*at)))?;
            Kind::Any(Searcher::new(cases(letters))?, at)
        };
        Some(Self { words: words.as_bytes().into(), kind })
    }

    /// Bytes of the words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The first place from a byte on.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let text = text.as_bytes();
        match &self.kind {
            Kind::Exact(finder) => finder.find(text.get(from..)?).map(|at| from + at),
            Kind::Any(searcher, offset) => {
                let mut at = from + offset;
                while at < text.len() {
                    let letters = searcher.find_in(text, Span { start: at, end: text.len() })?.start();
                    let start = letters - offset;
                    let there = text.get(start..start + self.words.len());
                    if there.is_some_and(|there| there.eq_ignore_ascii_case(&self.words)) {
                        return Some(start);
                    }
                    at = letters + 1;
                }
                None
            }
        }
    }
}

/// Letters in every case.
fn cases(letters: &[u8]) -> Vec<Vec<u8>> {
    let mut cases = vec![Vec::new()];
    for &letter in letters {
        let upper = letter.to_ascii_uppercase();
        let with = |sign: u8| cases.iter().map(move |before: &Vec<u8>| [before.as_slice(), &[sign]].concat());
        cases = if upper == letter { with(letter).collect() } else { with(letter).chain(with(upper)).collect() };
    }
    cases
}
