//! Where a search found its words: while a word is typed it can only stand where its beginning did, and no text has to be
//! looked through again.

use std::ops::Range;
use std::sync::Arc;

use super::query::Pattern;
use super::rank::Score;
use crate::model::SearchText;

/// Places that are kept of a word in a post. What has more of them is looked through again.
const MOST_PLACES: usize = 32;

/// Words of a query that tracks are kept of: each takes some megabytes.
pub(super) const MOST_WORDS: usize = 8;

/// Bytes that are kept with a place: most words are no longer, and texts are not touched to tell whether these go on there. They
/// are far apart in memory, and most of them not in the processor's cache.
const KEPT: usize = 12;

/// What a search found, for the next one. It stays true as posts and texts are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchCache {
    /// By chunks of the library, the tracks of each word.
    chunks: Vec<Vec<Arc<Tracks>>>,
}

/// Where one word stands in the posts of a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracks {
    words: String,
    exact: bool,
    /// What was found in each post.
    looks: Vec<Score>,
    /// Whether every post of the chunk had its text.
    complete: bool,
    /// Each post's part of the places; none where it was not looked through to its end.
    posts: Vec<Option<Range<u32>>>,
    places: Vec<Spot>,
}

/// A place in a post's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its byte.
    at: u32,
    /// What stands there, with zeros behind the text's end.
    text: [u8; KEPT],
}

impl Spot {
    /// A byte, and what stands from there to the text's end.
    pub(super) fn new(text: &[u8], at: usize) -> Self {
        let kept = text.first_chunk().copied().unwrap_or_else(|| {
            let mut kept = [0; KEPT];
            kept[..text.len()].copy_from_slice(text);
            kept
        });
        // Texts are cut at a mebibyte.
        Self { at: u32::try_from(at).unwrap_or(u32::MAX), text: kept }
    }

    /// Its byte.
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }

    /// So many bytes that stand there, or more. Behind the text's end are zeros, or nothing.
    pub(super) fn text<'a>(&'a self, len: usize, text: &'a SearchText) -> &'a [u8] {
        if len <= KEPT { &self.text } else { text.as_str().as_bytes().get(self.at()..).unwrap_or_default() }
    }
}

impl MatchCache {
    /// Puts the tracks of chunks together, each with its number.
    pub(super) fn new(found: impl Iterator<Item = (usize, Vec<Arc<Tracks>>)>) -> Self {
        let mut chunks = Vec::new();
        for (number, tracks) in found {
            if chunks.len() <= number {
                chunks.resize_with(number + 1, Vec::new);
            }
            chunks[number] = tracks;
        }
        Self { chunks }
    }

    /// The tracks of a chunk.
    pub(super) fn of_chunk(&self, number: usize) -> &[Arc<Tracks>] {
        self.chunks.get(number).map_or(&[], Vec::as_slice)
    }
}

impl Tracks {
    /// For a pattern that is words whose places can be kept.
    pub(super) fn new(pattern: &Pattern, posts: usize) -> Option<Self> {
        let (words, exact) = pattern.tracked()?;
        Some(Self {
            words: words.to_owned(),
            exact,
            looks: Vec::new(),
            complete: false,
            posts: vec![None; posts],
            places: Vec::new(),
        })
    }

    /// The tracks of the longest words that those of a pattern begin with.
    pub(super) fn of_beginning<'a>(tracks: &'a [Arc<Self>], pattern: &Pattern) -> Option<&'a Arc<Self>> {
        let (words, exact) = pattern.tracked()?;
        let leads = |tracks: &&Arc<Self>| words.starts_with(&tracks.words) && (exact || !tracks.exact);
        tracks.iter().filter(leads).max_by_key(|tracks| tracks.words.len())
    }

    /// Whether they are of the very words of a pattern.
    pub(super) fn are_of(&self, pattern: &Pattern) -> bool {
        pattern.tracked() == Some((&self.words, self.exact))
    }

    /// Whether there is nothing to be added to them in a chunk of so many posts.
    pub(super) fn are_complete(&self, posts: usize) -> bool {
        self.complete && self.posts.len() == posts
    }

    /// What was found in a post, if all of it is known.
    pub(super) fn look(&self, post: usize) -> Option<Score> {
        self.posts.get(post)?.as_ref()?;
        self.looks.get(post).copied()
    }

    /// Takes note of what was found in all posts, and whether all had their texts.
    pub(super) fn finish(self, looks: &[Score], complete: bool) -> Arc<Self> {
        Arc::new(Self { looks: looks.to_vec(), complete, ..self })
    }

    /// Whether places in a post are still being added.
    pub(super) fn follows(&self, post: usize) -> bool {
        self.posts[post].is_some()
    }

    /// The places in a post, if all of them are known.
    pub(super) fn places(&self, post: usize) -> Option<&[Spot]> {
        let range = self.posts.get(post)?.clone()?;
        self.places.get(range.start as usize..range.end as usize)
    }

    /// Begins a post: until there is more, nothing stands in it.
    pub(super) fn begin(&mut self, post: usize) {
        self.posts[post] = Some(0..0);
    }

    /// Adds a place to a post that was begun. Posts come one after the other, and so do the places in each.
    pub(super) fn add(&mut self, post: usize, spot: Spot) {
        let Some(range) = &mut self.posts[post] else { return };
        if range.len() == MOST_PLACES {
            return self.forget(post);
        }
        let Ok(end) = u32::try_from(self.places.len()) else { return };
        *range = if range.start == range.end { end..end + 1 } else { range.start..end + 1 };
        self.places.push(spot);
    }

    /// Takes back what was added to a post, the last that anything was added to: its places are not all known.
    pub(super) fn forget(&mut self, post: usize) {
        if let Some(range) = self.posts[post].take().filter(|range| !range.is_empty()) {
            self.places.truncate(range.start as usize);
        }
    }
}
