//! The numbers that a series of issues lacks, in words, and the search that may find them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The fewest issues of a series whose gaps are told.
const MIN_ISSUES: usize = 5;

/// The most gaps that are named.
const MAX_NAMED: usize = 8;

/// A series with the numbers that it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesGaps<'a> {
    /// Its name.
    pub name: &'a str,
    /// The number of its issues.
    pub issues: usize,
    first: u32,
    last: u32,
    /// The numbers between these that are missing, in order.
    missing: Vec<RangeInclusive<u32>>,
}

impl<'a> SeriesGaps<'a> {
    /// The numbers that a series lacks; `None` if it lacks none, has few issues, or lacks most, as in a folder with a
    /// choice of issues.
    pub(super) fn of<T>(name: &'a str, issues: &BTreeMap<u32, T>) -> Option<Self> {
        let numbers: Vec<u32> = issues.keys().copied().collect();
        let ([first, .., last], true) = (&*numbers, numbers.len() >= MIN_ISSUES) else { return None };
        let between = |pair: &[u32]| (pair[1] - pair[0] > 1).then(|| pair[0] + 1..=pair[1] - 1);
        let missing: Vec<RangeInclusive<u32>> = numbers.windows(2).filter_map(between).collect();
        let gaps = Self { name, issues: numbers.len(), first: *first, last: *last, missing };
        (1..=gaps.issues).contains(&gaps.count()).then_some(gaps)
    }

    /// How many numbers are missing.
    fn count(&self) -> usize {
        self.missing.iter().map(|gap| (gap.end() - gap.start()) as usize + 1).sum()
    }

    /// Which numbers are missing: `3 of 3–13 missing: 5, 9–10`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let name = |gap: &RangeInclusive<u32>| match (gap.start(), gap.end()) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}–{last}"),
        };
        let named: Vec<String> = self.missing.iter().take(MAX_NAMED).map(name).collect();
        let more = if self.missing.len() > MAX_NAMED { ", …" } else { "" };
        format!("{} of {}–{} missing: {}{more}", self.count(), self.first, self.last, named.join(", "))
    }

    /// The search that finds posts which mention the first of them: a regular expression, as a phrase finds 50 where 5
    /// is missing.
    #[must_use]
    pub fn query(&self) -> String {
        let first = self.missing.first().map_or(0, |gap| *gap.start());
        let name = regex_syntax::escape(self.name).replace('/', "\\/");
        format!("/{name} {first}\\b/")
    }
}
