//! Evaluates a query over a chunk of neighbouring posts.
//!
//! Texts that were packed into one buffer are scanned together, as a run: starting a scan costs more than scanning the
//! text of one post.

use std::ops::Range;
use std::sync::Arc;

use super::match_cache::{CachedMatch, MAX_TERMS, TermPositions};
use super::query::{Node, Pattern, Query, Term, Test};
use super::rank::{Score, Zone};
use crate::model::{Library, Marks, PostId, SearchText};

/// The maximum number of matches of a term that are counted in a post.
pub(super) const MAX_COUNTED: u32 = 999;

/// The same for words of one or two letters, which nearly every sentence contains.
const MAX_COUNTED_SHORT: u32 = 3;

/// The longest run, in bytes. `is_wanted` is checked only between runs.
const MAX_RUN_BYTES: usize = 1024 * 1024;

/// The number of matches of a pattern that are counted in a post.
pub(super) fn match_cap(pattern: &Pattern) -> u32 {
    if pattern.is_short() { MAX_COUNTED_SHORT } else { MAX_COUNTED }
}

/// The score of each post of a chunk, in order; `None` for a post that does not match.
pub(super) type Scores = Vec<Option<Score>>;

/// A chunk of neighbouring posts of a library, or of stories, each with its post.
pub(super) struct ChunkScan<'a, W> {
    library: &'a Library,
    marks: &'a Marks,
    posts: Vec<PostId>,
    texts: Vec<&'a SearchText>,
    /// The match positions of an earlier search.
    cached: &'a [Arc<TermPositions>],
    is_wanted: W,
}

/// A story of a post, or a post without stories, as it is searched by itself.
pub(super) struct StoryText {
    pub(super) post: PostId,
    /// Which of its stories, counted from 0; `None` for a post without stories.
    pub(super) story: Option<usize>,
    pub(super) text: SearchText,
}

/// The result of scanning a chunk.
pub(super) struct ChunkMatches {
    pub(super) scores: Scores,
    /// The match positions, for the next search.
    pub(super) positions: Vec<Arc<TermPositions>>,
}

impl<'a, W: Fn() -> bool> ChunkScan<'a, W> {
    pub(super) fn new(
        library: &'a Library,
        marks: &'a Marks,
        range: Range<usize>,
        cached: &'a [Arc<TermPositions>],
        is_wanted: W,
    ) -> Self {
        let posts: Vec<PostId> = range.map(post_id).collect();
        let texts = posts.iter().map(|id| library.text(*id)).collect();
        Self { library, marks, posts, texts, cached, is_wanted }
    }

    /// A scan of stories.
    pub(super) fn of_stories(library: &'a Library, marks: &'a Marks, stories: &'a [StoryText], is_wanted: W) -> Self {
        let posts = stories.iter().map(|story| story.post).collect();
        let texts = stories.iter().map(|story| &story.text).collect();
        Self { library, marks, posts, texts, cached: &[], is_wanted }
    }

    /// Scores the posts. The result is incomplete if `is_wanted` became false.
    pub(super) fn run(&self, query: &Query) -> ChunkMatches {
        let is_present = |id: &PostId| !self.library.is_gone(*id);
        let all: Scores = self.posts.iter().map(|id| is_present(id).then_some(Score::FILTER_MATCH)).collect();
        let mut positions = Vec::new();
        let scores = query.root.as_ref().map(|root| self.scan(root, &all, &mut positions));
        ChunkMatches { scores: scores.unwrap_or(all), positions }
    }

    /// Scores the candidates. The scores of other posts mean nothing.
    fn scan(&self, node: &Node, candidates: &Scores, positions: &mut Vec<Arc<TermPositions>>) -> Scores {
        match node {
            Node::Term(term) => self.scan_term(term, candidates, positions),
            Node::All(parts) => {
                let mut scores: Scores = candidates.iter().map(|found| found.map(|_| Score::FILTER_MATCH)).collect();
                // Parts without texts first: they are cheap, and need no scan of the posts that they reject.
                let (of_texts, of_fields): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.needs_text());
                for part in of_fields.into_iter().chain(of_texts) {
                    let found = self.scan(part, &scores, positions);
                    for (so_far, score) in scores.iter_mut().zip(found) {
                        *so_far = so_far.zip(score).map(|(so_far, score)| so_far.and(score));
                    }
                }
                scores
            }
            Node::Any(parts) => {
                let either = |(one, other): (Option<Score>, Option<Score>)| match (one, other) {
                    (Some(one), Some(other)) => Some(one.or(other)),
                    (one, other) => one.or(other),
                };
                let scores = parts.iter().map(|part| self.scan(part, candidates, positions));
                scores.reduce(|one, other| one.into_iter().zip(other).map(either).collect()).unwrap_or_default()
            }
        }
    }

    fn scan_term(&self, term: &Term, candidates: &Scores, positions: &mut Vec<Arc<TermPositions>>) -> Scores {
        let scores: Scores = match &term.test {
            Test::Text(pattern) => self.scan_texts(pattern, term.negated, candidates, positions),
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
        let id = self.posts[nth];
        test.of_fields(self.library.post(id)?, self.marks.get(id), self.texts[nth])?.then_some(Score::FILTER_MATCH)
    }

    /// Scans the texts for a pattern, and adds its match positions to `positions`.
    fn scan_texts(
        &self,
        pattern: &Pattern,
        negated: bool,
        candidates: &Scores,
        positions: &mut Vec<Arc<TermPositions>>,
    ) -> Scores {
        let posts = candidates.len();
        let prefix = TermPositions::of_longest_prefix(self.cached, pattern);
        let known = prefix.filter(|prefix| prefix.is_for(pattern) && prefix.is_complete(posts));
        let records = !negated && positions.len() < MAX_TERMS && !positions.iter().any(|term| term.is_for(pattern));
        let mut scan = TermScan {
            pattern,
            // One match is enough to reject a post.
            match_cap: if negated { 1 } else { match_cap(pattern) },
            scores: vec![Score::default(); posts],
            positions: if records && known.is_none() { TermPositions::new(pattern, posts) } else { None },
        };
        let mut nth = 0;
        while nth < posts && (self.is_wanted)() {
            if candidates[nth].is_none() {
                nth += 1;
            } else if let Some(matches) = prefix.and_then(|prefix| prefix.matches(nth)) {
                match known.and_then(|known| known.score(nth)) {
                    Some(score) => scan.scores[nth] = score,
                    None => scan.recheck(nth, self.texts[nth], matches),
                }
                nth += 1;
            } else if self.texts[nth].is_empty() {
                scan.scores[nth] =
                    Score { matches: u32::from(self.title_matches(pattern, nth)), ..Score::FILTER_MATCH };
                nth += 1;
            } else {
                let is_unknown = |nth: usize| prefix.is_none_or(|prefix| prefix.matches(nth).is_none());
                let run = nth..nth + self.run_len(pattern, nth, |nth| candidates[nth].is_some() && is_unknown(nth));
                scan.scan_run(nth, &self.texts[run.clone()]);
                nth = run.end;
            }
        }
        let has_all_texts = self.texts.iter().all(|text| !text.is_empty());
        let recorded = scan.positions.map(|found| found.finish(&scan.scores, has_all_texts));
        positions.extend(recorded.or(known.filter(|_| records).cloned()));
        scan.scores.into_iter().map(|score| (score.matches > 0).then_some(score)).collect()
    }

    /// The number of posts from one on that are scanned in one go: those to be scanned, with adjacent texts without
    /// variants of letters, at most [`MAX_RUN_BYTES`] of them. A regular expression can refer to the ends of a text, so
    /// it gets one text at a time.
    fn run_len(&self, pattern: &Pattern, first: usize, is_scanned: impl Fn(usize) -> bool) -> usize {
        let continues = |(next, pair): &(usize, &[&SearchText])| {
            is_scanned(*next)
                && pair[1].is_adjacent_to(pair[0])
                && !pair.iter().any(|text| text.has_folded())
                && pair[1].range_within(self.texts[first]).end <= MAX_RUN_BYTES
        };
        let pairs = (first + 1..).zip(self.texts[first..].windows(2));
        if pattern.is_regex() { 1 } else { 1 + pairs.take_while(continues).count() }
    }

    /// True if the title matches, for a post whose text is not loaded or could not be read.
    fn title_matches(&self, pattern: &Pattern, nth: usize) -> bool {
        self.library.post(self.posts[nth]).is_some_and(|post| pattern.matches(&post.title))
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
    /// The match positions, if they are recorded.
    positions: Option<TermPositions>,
}

impl TermScan<'_> {
    /// Checks the positions in a post where a prefix of the pattern matched.
    fn recheck(&mut self, nth: usize, text: &SearchText, matches: &[CachedMatch]) {
        self.start_post(nth);
        let mut counted = 0;
        for found in matches {
            let Some(len) = self.pattern.match_len_at(|len| found.bytes(len, text)) else { continue };
            if let Some(positions) = &mut self.positions {
                positions.record(nth, *found);
            }
            if found.offset() >= counted {
                counted = found.offset() + len;
                if self.count(nth, text, found.offset()) {
                    return;
                }
            }
        }
    }

    /// Scans a run of adjacent texts; `nth` is the index of the first one in the chunk.
    fn scan_run(&mut self, mut nth: usize, texts: &[&SearchText]) {
        let Some((first, mut rest)) = texts.split_first() else { return };
        let (whole, mut text) = (SearchText::joined(texts), first);
        // In a text with variants of letters, a match can have other bytes than the pattern.
        let records = self.positions.is_some() && !first.has_folded();
        if records {
            (nth..nth + texts.len()).for_each(|nth| self.start_post(nth));
        }
        let (mut from, mut counted) = (0, 0);
        while let Some(found) = self.pattern.find(whole, from, first.folded_ranges()) {
            while found.start >= text.range_within(first).end {
                let Some((next, after)) = rest.split_first() else { return };
                (nth, text, rest) = (nth + 1, next, after);
            }
            let range = text.range_within(first);
            let offset = found.start - range.start;
            if let Some(positions) = self.positions.as_mut().filter(|_| records) {
                positions.record(nth, CachedMatch::new(&whole.as_bytes()[found.start..range.end], offset));
            }
            if found.start >= counted {
                counted = found.end;
                if self.count(nth, text, offset) {
                    from = range.end;
                    continue;
                }
            }
            // A longer word can match where this one overlaps with itself.
            let is_recording = self.positions.as_ref().is_some_and(|positions| positions.is_recording(nth));
            from = if is_recording { found.start + 1 } else { counted };
        }
    }

    fn start_post(&mut self, nth: usize) {
        if let Some(positions) = &mut self.positions {
            positions.start_post(nth);
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
        // A headline further down would not be counted any more. The zone of a negated term does not matter.
        let needs_zone = self.match_cap > 1;
        if score.zone == Zone::Text && needs_zone && score_headlines(self.pattern, text).is_some() {
            score.zone = Zone::Headline;
        }
        if let Some(positions) = &mut self.positions {
            positions.discard_post(nth);
        }
        true
    }
}

fn score_headlines(pattern: &Pattern, text: &SearchText) -> Option<Score> {
    let matches = text.headlines().filter(|(_, headline)| pattern.matches(headline)).count();
    (matches > 0).then(|| Score { zone: Zone::Headline, matches: u32::try_from(matches).unwrap_or(u32::MAX) })
}
