//! Runs of words that may be a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::hashing::QuickState;
use super::words::{Case, Word};

/// The most words of a name, and of one with words such as `of` in it.
const MAX_WORDS: usize = 5;
const MAX_JOINED: usize = 8;

/// Words that join the parts of a name.
const JOINERS: [&str; 13] = ["of", "de", "la", "le", "du", "del", "der", "den", "van", "von", "bin", "al", "&"];

/// Words that join the parts of the name of an organisation, after one of [`BODIES`].
const BODY_JOINERS: [&str; 4] = ["for", "and", "on", "in"];

/// How the names of organisations begin that have a small word in them.
const BODIES: [&str; 22] = [
    "Academy",
    "Agency",
    "Alliance",
    "Association",
    "Board",
    "Bureau",
    "Center",
    "Centre",
    "Commission",
    "Committee",
    "Council",
    "Department",
    "Foundation",
    "Institute",
    "Laboratory",
    "Ministry",
    "Office",
    "Partnership",
    "Program",
    "School",
    "Society",
    "University",
];

/// Words in front of a name that are no part of it, and days and months. `May` and `March` are left out as names.
const TITLES: &str = " a an the i i'm i've i'd i'll mr mrs ms dr prof professor president senator sen rep sir judge \
    secretary minister chancellor chairman governor mayor captain ceo cto cfo coo director editor phd monday tuesday \
    wednesday thursday friday saturday sunday january february april june july august september october november \
    december jan feb mar apr jun jul aug sep oct nov dec ";

/// Their most bytes.
const MAX_TITLE: usize = 10;

/// The most bytes of a word whose key is made without a copy on the heap.
const MAX_ASCII: usize = 64;

/// A run of words with capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The index of its first word.
    pub(super) first: usize,
    /// The index after its last word.
    pub(super) end: usize,
}

/// The runs among the words of a line, in order: as many words as there are in a row, with what joins them.
pub(super) fn runs_of(words: &[Word<'_>]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !may_begin(&words[at]) {
            at += 1;
            continue;
        }
        let (first, mut end) = (at, at + 1);
        while let Some(next) = next_part(words, first, end) {
            end = next;
        }
        let is_joined = words[first..end].iter().any(|word| word.case == Case::Lower);
        if end - first <= if is_joined { MAX_JOINED } else { MAX_WORDS } {
            runs.push(Run { first, end });
        }
        at = end;
    }
    runs
}

fn may_begin(word: &Word<'_>) -> bool {
    word.is_capital() && !is_title(word.text)
}

/// The end of a run that is one part longer, if it goes on.
fn next_part(words: &[Word<'_>], first: usize, end: usize) -> Option<usize> {
    let is_near = |at: usize| words.get(at).is_some_and(|word| !word.is_apart);
    if is_near(end) && may_begin(&words[end]) {
        return Some(end + 1);
    }
    let is_body = words[first..end].iter().any(|word| BODIES.contains(&word.text));
    let joins = |word: &Word| JOINERS.contains(&word.text) || (is_body && BODY_JOINERS.contains(&word.text));
    let is_joiner = |at: usize| is_near(at) && words[at].case == Case::Lower;
    if !is_joiner(end) || !joins(&words[end]) {
        return None;
    }
    // `of the`, `de la`.
    let goes_on = is_joiner(end + 1) && (words[end + 1].text == "the" || JOINERS.contains(&words[end + 1].text));
    let next = end + 1 + usize::from(goes_on);
    (is_near(next) && may_begin(&words[next])).then_some(next + 1)
}

/// True for a word that joins the parts of a name.
pub(super) fn is_joiner(word: &str) -> bool {
    JOINERS.contains(&word) || BODY_JOINERS.contains(&word) || word == "the"
}

/// True for a word that is no part of a name.
fn is_title(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str, QuickState>> = LazyLock::new(|| TITLES.split_ascii_whitespace().collect());
    word.len() <= MAX_TITLE && with_key(word, |key| WORDS.contains(key))
}

/// Calls `with` with the key of a word, which for most words is made without a copy on the heap.
pub(super) fn with_key<T>(word: &str, with: impl FnOnce(&str) -> T) -> T {
    let mut lower = [0; MAX_ASCII];
    if let Some(lower) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return with(std::str::from_utf8(lower).unwrap_or_default());
    }
    let mut key = String::new();
    push_key(word, &mut key);
    with(&key)
}

/// A run in the form in which equal names are equal.
pub(super) fn key_of(words: &[Word<'_>]) -> String {
    let mut key = String::new();
    write_key(words, &mut key);
    key
}

/// Writes the same, in the place of a key before.
pub(super) fn write_key(words: &[Word<'_>], key: &mut String) {
    key.clear();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        push_key(word.text, key);
    }
}

/// Adds a word in lower case to a key.
pub(super) fn push_key(word: &str, key: &mut String) {
    if word.is_ascii() {
        let start = key.len();
        key.push_str(word);
        key[start..].make_ascii_lowercase();
    } else {
        key.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::read_words;
    use super::*;

    #[test]
    fn runs_are_capitals_in_a_row() {
        for (line, want) in [
            (
                "we met Ann Keel of Wick University, Hull & Sons and LampNet",
                "Ann Keel of Wick University|Hull & Sons|LampNet",
            ),
            ("the Institute for Lamps and Buoys in Wick", "Institute for Lamps and Buoys in Wick"),
            ("the lamps of Wick’s Pier and the Bank of the North", "Wick|Pier|Bank of the North"),
            ("we met Dr. Keel on Monday, and President Mast", "Keel|Mast"),
            ("we met Juan de la Quay and J. R. Keel", "Juan de la Quay|J R Keel"),
            ("no names at all", ""),
        ] {
            let mut words = Vec::new();
            read_words(line, &mut words);
            let texts = runs_of(&words)
                .into_iter()
                .map(|run| words[run.first..run.end].iter().map(|word| word.text).collect::<Vec<_>>().join(" "));
            assert_eq!(texts.collect::<Vec<_>>().join("|"), want, "{line}");
        }
    }
}
