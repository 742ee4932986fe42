//! What a query can ask of a story besides its words.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::work_id::WorkId;

/// What is known of a story, or of a post without stories: small, since it is kept for every post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryFacts {
    /// Its place in the text of the post, in bytes.
    pub(super) text: Range<u32>,
    /// True for fiction.
    is_fiction: bool,
    /// The labels of its parts, each on a line.
    labels: Box<str>,
    /// The keys of the works that it cites.
    works: Box<[u64]>,
}

impl StoryFacts {
    /// The facts of a story with these labels and works.
    pub fn new<'a>(
        is_fiction: bool,
        labels: impl IntoIterator<Item = &'a str>,
        works: impl IntoIterator<Item = WorkId>,
    ) -> Self {
        let mut keys: Vec<u64> = works.into_iter().map(|work| Self::key(&work)).collect();
        keys.sort_unstable();
        keys.dedup();
        let labels: Vec<&str> = labels.into_iter().collect();
        Self { text: 0..0, is_fiction, labels: labels.join("\n").into(), works: keys.into() }
    }

    /// The same for a story at another place.
    pub(super) fn at(self, text: Range<u32>) -> Self {
        Self { text, ..self }
    }

    /// The number that stands for a work.
    #[must_use]
    pub fn key(work: &WorkId) -> u64 {
        // Its keys are fixed, so that the numbers can be cached.
        let mut hasher = DefaultHasher::new();
        work.hash(&mut hasher);
        hasher.finish()
    }

    /// Its place in the text of the post, in bytes.
    #[must_use]
    pub fn text(&self) -> Range<usize> {
        self.text.start as usize..self.text.end as usize
    }

    /// True for fiction.
    #[must_use]
    pub fn is_fiction(&self) -> bool {
        self.is_fiction
    }

    /// The labels of its parts.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.lines()
    }

    /// True if it cites the work of a key.
    #[must_use]
    pub fn cites(&self, work: u64) -> bool {
        self.works.binary_search(&work).is_ok()
    }

    /// True if there is nothing to ask.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_fiction && self.labels.is_empty() && self.works.is_empty()
    }
}
