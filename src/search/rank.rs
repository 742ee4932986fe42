//! How hits are ranked: by the zone of the match, then by the number of matches, then by date.

use std::cmp::Reverse;

use crate::model::{Library, PostId};

/// Part of a post. A match in a later zone ranks higher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Anywhere in the text, which begins with the title.
    #[default]
    Text,
    /// The headlines of its stories. A hit whose words are in headlines and in the title is in this zone.
    Headline,
    /// The title.
    Title,
}

/// A post that a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The post.
    pub post: PostId,
    /// The best zone in which the query matches.
    pub zone: Zone,
    /// Matches in the post, at most a fixed number for each term.
    pub matches: u32,
}

/// What a term, a part of a query, or the whole of it found in a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// The best zone in which everything was found.
    pub(super) zone: Zone,
    pub(super) matches: u32,
}

impl Score {
    /// The score of a test that searches no text.
    pub(super) const FILTER_MATCH: Self = Self { zone: Zone::Title, matches: 0 };

    /// The score of a post that has both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { zone: self.zone.min(other.zone), matches: self.matches.saturating_add(other.matches) }
    }

    /// The score of a post that has one of them, or both.
    pub(super) fn or(self, other: Self) -> Self {
        Self { zone: self.zone.max(other.zone), ..self.and(other) }
    }
}

/// What hits are sorted by, in this order. The greatest key is the best hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    zone: Zone,
    matches: u32,
    /// The date, in seconds since 1970.
    timestamp: i64,
    /// Equal hits stay in the order of loading.
    post: Reverse<PostId>,
}

impl SortKey {
    pub(super) fn new(post: PostId, score: Score, library: &Library) -> Self {
        Self { zone: score.zone, matches: score.matches, timestamp: library.timestamp(post), post: Reverse(post) }
    }

    pub(super) fn hit(self) -> Hit {
        Hit { post: self.post.0, zone: self.zone, matches: self.matches }
    }
}
