//! Evaluates a query over a chunk of neighbouring posts.
//!
//! The texts of neighbours are contiguous in memory, so one scan covers a whole run of them: starting a scan costs
//! more than scanning one post.

use std::ops::Range;

use super::query::{Clause, Pattern, Query, Term, Test};
use super::rank::{Score, Zone};
use crate::model::{Library, Marks, PostId, SearchText};

/// Matches of one term that are counted in a post. Further matches would not change the ranking.
pub(super) const MAX_COUNTED: u32 = 999;

/// The same for words of one or two letters, which nearly every sentence contains.
const MAX_COUNTED_SHORT: u32 = 3;

/// Bytes of the longest run that is scanned without checking whether the result is still wanted.
const MAX_RUN_BYTES: usize = 1024 * 1024;

/// The number of matches of a pattern that are counted in a post.
pub(super) fn match_cap(pattern: &Pattern) -> u32 {
    if pattern.is_short() { MAX_COUNTED_SHORT } else { MAX_COUNTED }
}

/// The score of each post of a chunk, in order; `None` for a post that does not match.
pub(super) type Scores = Vec<Option<Score>>;

/// A chunk of neighbouring posts of a library.
pub(super) struct ChunkScan<'a, W> {
    library: &'a Library,
    marks: &'a Marks,
    range: Range<usize>,
    texts: Vec<&'a SearchText>,
    is_wanted: W,
}

impl<'a, W: Fn() -> bool> ChunkScan<'a, W> {
    pub(super) fn new(library: &'a Library, marks: &'a Marks, range: Range<usize>, is_wanted: W) -> Self {
        let texts = range.clone().map(|index| library.text(post_id(index))).collect();
        Self { library, marks, range, texts, is_wanted }
    }

    /// Scores the posts that are candidates. The scores are incomplete if `is_wanted` became false.
    pub(super) fn run(&self, query: &Query, mut candidates: Scores) -> Scores {
        // Short fields first: they cost next to nothing and may save scanning the text.
        let needs_text = |clause: &&Clause| clause.terms.iter().any(|term| term.test.needs_text());
        let (of_texts, of_fields): (Vec<_>, Vec<_>) = query.clauses.iter().partition(needs_text);
        for clause in of_fields.into_iter().chain(of_texts) {
            let scores = self.scan_clause(clause, &candidates);
            for (candidate, score) in candidates.iter_mut().zip(scores) {
                *candidate = candidate.zip(score).map(|(so_far, score)| so_far.and(score));
            }
        }
        candidates
    }

    fn scan_clause(&self, clause: &Clause, candidates: &Scores) -> Scores {
        let either = |(one, other): (Option<Score>, Option<Score>)| match (one, other) {
            (Some(one), Some(other)) => Some(one.or(other)),
            (one, other) => one.or(other),
        };
        let scores = clause.terms.iter().map(|term| self.scan_term(term, candidates));
        scores.reduce(|one, other| one.into_iter().zip(other).map(either).collect()).unwrap_or_default()
    }

    fn scan_term(&self, term: &Term, candidates: &Scores) -> Scores {
        let scores: Scores = match &term.test {
            Test::Text(pattern) => self.scan_texts(pattern, term.negated, candidates),
            test => {
                let score =
                    |(nth, candidate): (usize, &Option<Score>)| candidate.and_then(|_| self.test_post(test, nth));
                candidates.iter().enumerate().map(score).collect()
            }
        };
        if !term.negated {
            return scores;
        }
        scores.into_iter().map(|score| score.is_none().then_some(Score::FILTER_MATCH)).collect()
    }

    fn test_post(&self, test: &Test, nth: usize) -> Option<Score> {
        if let Test::Headline(pattern) = test {
            return score_headlines(pattern, self.texts[nth]);
        }
        let id = post_id(self.range.start + nth);
        test.of_fields(self.library.post(id)?, self.marks.get(id))?.then_some(Score::FILTER_MATCH)
    }

    fn scan_texts(&self, pattern: &Pattern, negated: bool, candidates: &Scores) -> Scores {
        // For a negated term, one match says it all.
        let match_cap = if negated { 1 } else { match_cap(pattern) };
        let mut scan = TermScan { pattern, match_cap, scores: vec![Score::default(); candidates.len()] };
        let mut nth = 0;
        while nth < candidates.len() && (self.is_wanted)() {
            if candidates[nth].is_none() {
                nth += 1;
            } else if self.texts[nth].is_empty() {
                scan.scores[nth].matches = u32::from(self.title_matches(pattern, nth));
                scan.scores[nth].zone = Zone::Title;
                nth += 1;
            } else {
                let run = nth..nth + self.run_len(pattern, nth, candidates);
                scan.scan_run(nth, &self.texts[run.clone()]);
                nth = run.end;
            }
        }
        scan.scores.into_iter().map(|score| (score.matches > 0).then_some(score)).collect()
    }

    /// The number of posts from one on that are scanned in one go: candidates with adjacent texts and no accents, at
    /// most [`MAX_RUN_BYTES`] of them. A regular expression can refer to the ends of a text, so it gets one text at a
    /// time.
    fn run_len(&self, pattern: &Pattern, first: usize, candidates: &Scores) -> usize {
        let continues = |(next, pair): &(usize, &[&SearchText])| {
            candidates[*next].is_some()
                && pair[1].is_adjacent_to(pair[0])
                && !pair.iter().any(|text| text.has_accents())
                && pair[1].range_within(self.texts[first]).end <= MAX_RUN_BYTES
        };
        let pairs = (first + 1..).zip(self.texts[first..].windows(2));
        if pattern.is_regex() { 1 } else { 1 + pairs.take_while(continues).count() }
    }

    /// For a post whose text is not loaded yet, or could not be read.
    fn title_matches(&self, pattern: &Pattern, nth: usize) -> bool {
        pattern.matches(&self.library.posts()[self.range.start + nth].title)
    }
}

pub(super) fn post_id(index: usize) -> PostId {
    PostId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Counts the matches of a pattern in the texts of a chunk.
struct TermScan<'a> {
    pattern: &'a Pattern,
    /// The number of matches that are counted in a post.
    match_cap: u32,
    scores: Vec<Score>,
}

impl TermScan<'_> {
    /// Scans a run of adjacent texts; the first one is the text of the post `nth`.
    fn scan_run(&mut self, mut nth: usize, texts: &[&SearchText]) {
        let Some((first, mut rest)) = texts.split_first() else { return };
        let (whole, mut text) = (SearchText::joined(texts), first);
        let mut from = 0;
        while let Some(found) = self.pattern.find(whole, from, first.accents()) {
            while found.start >= text.range_within(first).end {
                let Some((next, after)) = rest.split_first() else { return };
                (nth, text, rest) = (nth + 1, next, after);
            }
            let range = text.range_within(first);
            let is_full = self.count(nth, text, found.start - range.start);
            from = if is_full { range.end } else { found.end };
        }
    }

    /// Counts a match in a post. Returns true if no more are counted there.
    fn count(&mut self, nth: usize, text: &SearchText, at: usize) -> bool {
        let score = &mut self.scores[nth];
        score.matches += 1;
        if at < text.title_len() {
            score.zone = Zone::Title;
        } else if score.zone == Zone::Text && text.is_headline(at) {
            score.zone = Zone::Headline;
        }
        if score.matches < self.match_cap {
            return false;
        }
        let has_zone = self.match_cap > 1;
        if score.zone == Zone::Text && has_zone && score_headlines(self.pattern, text).is_some() {
            score.zone = Zone::Headline;
        }
        true
    }
}

fn score_headlines(pattern: &Pattern, text: &SearchText) -> Option<Score> {
    let matches = text.headlines().filter(|(_, headline)| pattern.matches(headline)).count();
    (matches > 0).then(|| Score { zone: Zone::Headline, matches: u32::try_from(matches).unwrap_or(u32::MAX) })
}
