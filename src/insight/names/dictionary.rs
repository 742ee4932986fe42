//! Names by their first words, to be looked up in a text.

use std::collections::HashMap;

use super::super::hashing::{QuickState, hash_bytes};
use super::runs::{push_key, with_key};
use super::words::{Case, Word};

/// Names, each with an id, by their first words in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    entries: HashMap<Box<str>, Entries, QuickState>,
}

/// The names that begin with a word: that word alone, and those of more words by the hash of the second. Thousands may
/// begin with `new`.
#[derive(Clone, Debug, Default)]
struct Entries {
    single: Vec<Entry>,
    longer: HashMap<u64, Vec<Entry>, QuickState>,
}

/// A name in a dictionary.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it is the name of.
    pub(super) id: usize,
    /// Its words after the first, in lower case.
    rest: Box<[Box<str>]>,
    /// How it must be written; `None` for any way with capitals.
    exact: Option<Box<str>>,
    /// True if it counts only where a capital says something, since it is also a usual word.
    is_usual: bool,
}

/// A name found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) id: usize,
    /// The bytes of the line.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Names of so many letters are found only as they are written: `US`, and not `Us`.
const SHORT: usize = 3;

impl Dictionary {
    /// A dictionary of names in lower case.
    pub(super) fn new<'a>(keys: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut dictionary = Self::default();
        keys.into_iter().for_each(|(key, id)| dictionary.insert(key, id, None, false));
        dictionary
    }

    /// Adds a name as it is found in texts. `is_usual` says that it is also a usual word.
    pub(super) fn add(&mut self, key: &str, id: usize, is_usual: bool) {
        self.insert(key, id, None, is_usual);
    }

    /// Adds a known spelling.
    pub(super) fn add_known(&mut self, spelling: &str, id: usize, is_usual: bool) {
        let mut key = String::new();
        push_key(spelling, &mut key);
        let exact = (spelling.chars().count() <= SHORT).then(|| spelling.into());
        self.insert(&key, id, exact, is_usual);
    }

    /// True if it has a name that is written so in lower case.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut words = key.split(' ').filter(|word| !word.is_empty());
        let entries = self.entries.get(words.next().unwrap_or_default());
        let rest: Vec<&str> = words.collect();
        let entries = entries.map_or(&[][..], |entries| entries.after(rest.first().copied()));
        entries.iter().any(|entry| entry.rest.iter().map(|word| &**word).eq(rest.iter().copied()))
    }

    fn insert(&mut self, key: &str, id: usize, exact: Option<Box<str>>, is_usual: bool) {
        let mut words = key.split(' ').map(|word| word.trim_end_matches('.'));
        let Some(first) = words.next() else { return };
        let rest: Box<[Box<str>]> = words.map(Into::into).collect();
        let of_first = self.entries.entry(first.into()).or_default();
        let entries = match rest.first() {
            Some(second) => of_first.longer.entry(hash_of(second)).or_default(),
            None => &mut of_first.single,
        };
        if !entries.iter().any(|entry| entry.rest == rest && entry.exact == exact) {
            entries.push(Entry { id, rest, exact, is_usual });
            // The longest is looked up first.
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
    }

    /// The entries whose words some words begin with, the longest first; `first` is the first of these in lower case.
    pub(super) fn at<'a>(&'a self, first: &str, words: &[Word<'_>]) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries.get(first);
        let second = words.get(1).map(|word| word.text);
        let longer = entries.filter(|_| second.is_some()).map_or(&[][..], |entries| entries.after(second));
        let single = entries.map_or(&[][..], |entries| &entries.single);
        longer.iter().filter(move |entry| entry.begins(words)).chain(single)
    }

    /// Calls `visit` for each name in the words of a line, of names within each other for the longest.
    pub(super) fn for_each(&self, line: &str, words: &[Word<'_>], mut visit: impl FnMut(Mention)) {
        let mut key = String::new();
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            at += 1;
            if !rest[0].is_capital() {
                continue;
            }
            key.clear();
            push_key(rest[0].text, &mut key);
            let mut entries = self.at(&key, rest);
            let found = entries.find_map(|entry| Some((entry, entry.mention(line, rest)?)));
            if let Some((entry, mention)) = found {
                visit(mention);
                at += entry.rest.len();
            }
        }
    }
}

impl Entries {
    /// Those that have such a second word, or none.
    fn after(&self, second: Option<&str>) -> &[Entry] {
        match second {
            Some(_) if self.longer.is_empty() => &[],
            Some(second) => self.longer.get(&hash_of(second)).map_or(&[], Vec::as_slice),
            None => &self.single,
        }
    }
}

/// The hash of a word in lower case.
fn hash_of(word: &str) -> u64 {
    with_key(word, |key| hash_bytes(0, key.as_bytes()))
}

impl Entry {
    fn begins(&self, words: &[Word<'_>]) -> bool {
        let is_same = |(wanted, word): (&str, &Word<'_>)| !word.is_apart && with_key(word.text, |key| *key == *wanted);
        words.len() > self.rest.len() && self.rest.iter().map(|word| &**word).zip(&words[1..]).all(is_same)
    }

    /// True if each word has a capital, but for those that join others.
    pub(super) fn has_capitals(&self, words: &[Word<'_>]) -> bool {
        let is_joiner = |word: &Word| word.text.len() <= 3 && word.case == Case::Lower;
        let Some(words) = words.get(..=self.rest.len()) else { return false };
        words.iter().all(|word| word.is_capital() || (is_joiner(word) && words.len() > 2))
    }

    fn mention(&self, line: &str, words: &[Word<'_>]) -> Option<Mention> {
        let last = words.get(self.rest.len())?;
        let (start, end) = (words[0].start, last.start + last.text.len());
        let is_exact = self.exact.as_ref().is_none_or(|exact| line.get(start..end) == Some(exact));
        let says = !self.is_usual || !words[0].is_expected || words[0].case == Case::Fixed;
        (is_exact && says && self.has_capitals(words)).then_some(Mention { id: self.id, start, end })
    }
}
