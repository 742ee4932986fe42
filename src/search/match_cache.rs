//! Caches match positions between keystrokes: a longer word can only match where its prefix matched, so only those
//! positions are checked again, and no text is scanned.
//!
//! Where it applies, a key takes 4.9 ms with 20,000 posts and 70 ms with 200,000, on two busy cores. If only the
//! posts that did not match were skipped, it would take 8.4 ms and 167 ms (`cargo bench --bench archive -- keys
//! 20000`).

use std::ops::Range;
use std::sync::Arc;

use super::query::Pattern;
use super::rank::Score;
use crate::model::SearchText;

/// Positions that are cached for a term in a post. A post with more is scanned again.
const MAX_PER_POST: usize = 32;

/// Terms of a query whose positions are cached: each takes some megabytes.
pub(super) const MAX_TERMS: usize = 8;

/// Bytes of text that are copied next to each position. Most words fit, so that checking a longer word does not touch
/// the text, which would be a cache miss.
const LOOKAHEAD: usize = 12;

/// The match positions of a search, for the next one. It stays valid while posts and texts are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchCache {
    /// For each chunk of the library, the positions of each term.
    chunks: Vec<Vec<Arc<TermPositions>>>,
}

/// The positions of one term in the posts of a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TermPositions {
    words: String,
    case_sensitive: bool,
    /// The score of each post.
    scores: Vec<Score>,
    /// True if every post of the chunk had its text.
    has_all_texts: bool,
    /// For each post, its range of `matches`; `None` if the post was not scanned to its end.
    posts: Vec<Option<Range<u32>>>,
    matches: Vec<CachedMatch>,
}

/// A match in the text of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CachedMatch {
    offset: u32,
    /// The text at the offset, with zeros after its end.
    lookahead: [u8; LOOKAHEAD],
}

impl CachedMatch {
    /// A match at an offset; `rest` is the text from there on.
    pub(super) fn new(rest: &[u8], offset: usize) -> Self {
        let lookahead = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut lookahead = [0; LOOKAHEAD];
            lookahead[..rest.len()].copy_from_slice(rest);
            lookahead
        });
        // Texts are shorter than a mebibyte.
        Self { offset: u32::try_from(offset).unwrap_or(u32::MAX), lookahead }
    }

    /// The offset in bytes.
    pub(super) fn offset(&self) -> usize {
        self.offset as usize
    }

    /// At least `len` bytes of the text at the offset, or what is left of it, perhaps with zeros after its end.
    pub(super) fn bytes<'a>(&'a self, len: usize, text: &'a SearchText) -> &'a [u8] {
        if len <= LOOKAHEAD {
            &self.lookahead
        } else {
            text.as_str().as_bytes().get(self.offset()..).unwrap_or_default()
        }
    }
}

impl MatchCache {
    /// Collects the positions of chunks, each with its index.
    pub(super) fn new(found: impl Iterator<Item = (usize, Vec<Arc<TermPositions>>)>) -> Self {
        let mut chunks = Vec::new();
        for (index, positions) in found {
            if chunks.len() <= index {
                chunks.resize_with(index + 1, Vec::new);
            }
            chunks[index] = positions;
        }
        Self { chunks }
    }

    /// The positions of a chunk.
    pub(super) fn of_chunk(&self, index: usize) -> &[Arc<TermPositions>] {
        self.chunks.get(index).map_or(&[], Vec::as_slice)
    }
}

impl TermPositions {
    /// For the posts of a chunk. `None` if the positions of the pattern cannot be cached.
    pub(super) fn new(pattern: &Pattern, posts: usize) -> Option<Self> {
        let (words, case_sensitive) = pattern.cacheable()?;
        Some(Self {
            words: words.to_owned(),
            case_sensitive,
            scores: Vec::new(),
            has_all_texts: false,
            posts: vec![None; posts],
            matches: Vec::new(),
        })
    }

    /// The positions of the longest prefix of a pattern.
    pub(super) fn of_longest_prefix<'a>(cached: &'a [Arc<Self>], pattern: &Pattern) -> Option<&'a Arc<Self>> {
        let (words, case_sensitive) = pattern.cacheable()?;
        let is_prefix =
            |cached: &&Arc<Self>| words.starts_with(&cached.words) && (case_sensitive || !cached.case_sensitive);
        cached.iter().filter(is_prefix).max_by_key(|cached| cached.words.len())
    }

    /// True if these are the positions of the whole pattern.
    pub(super) fn is_for(&self, pattern: &Pattern) -> bool {
        pattern.cacheable() == Some((&self.words, self.case_sensitive))
    }

    /// True if nothing can be added for a chunk of this number of posts.
    pub(super) fn is_complete(&self, posts: usize) -> bool {
        self.has_all_texts && self.posts.len() == posts
    }

    /// The score of a post; `None` if not all of its matches are cached.
    pub(super) fn score(&self, post: usize) -> Option<Score> {
        self.posts.get(post)?.as_ref()?;
        self.scores.get(post).copied()
    }

    /// Adds the scores of all posts when the chunk was scanned.
    pub(super) fn finish(self, scores: &[Score], has_all_texts: bool) -> Arc<Self> {
        Arc::new(Self { scores: scores.to_vec(), has_all_texts, ..self })
    }

    /// The matches in a post; `None` if not all of them are cached.
    pub(super) fn matches(&self, post: usize) -> Option<&[CachedMatch]> {
        let range = self.posts.get(post)?.clone()?;
        self.matches.get(range.start as usize..range.end as usize)
    }

    /// Starts recording the matches in a post. Posts are recorded one after the other.
    pub(super) fn start_post(&mut self, post: usize) {
        self.posts[post] = Some(0..0);
    }

    /// True while the matches in a post are recorded.
    pub(super) fn is_recording(&self, post: usize) -> bool {
        self.posts[post].is_some()
    }

    /// Records a match in the current post, in the order of the text.
    pub(super) fn record(&mut self, post: usize, found: CachedMatch) {
        let Some(range) = &mut self.posts[post] else { return };
        if range.len() == MAX_PER_POST {
            return self.discard_post(post);
        }
        let Ok(end) = u32::try_from(self.matches.len()) else { return };
        *range = if range.start == range.end { end..end + 1 } else { range.start..end + 1 };
        self.matches.push(found);
    }

    /// Discards the matches of the current post, because not all of them are recorded.
    pub(super) fn discard_post(&mut self, post: usize) {
        if let Some(range) = self.posts[post].take().filter(|range| !range.is_empty()) {
            self.matches.truncate(range.start as usize);
        }
    }
}
