//! What a search rejected, so that the next key of the same query has fewer posts to scan.
//!
//! A query that continues what was typed can only match posts that matched before. Keeping the positions of matches
//! would save 1 ms more a key with 20,000 posts, on average, but takes megabytes for a query and 200 lines of code.

use super::query::Query;

/// The posts that a query did not match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// The query as it was typed.
    query: String,
    /// For each post, true if it was rejected. Posts whose text was not loaded, or that were added since, are not.
    posts: Vec<bool>,
}

impl Rejected {
    /// The posts with these indexes.
    pub(super) fn new(query: &Query, indexes: impl Iterator<Item = usize>, count: usize) -> Self {
        let mut posts = vec![false; count];
        indexes.for_each(|index| posts[index] = true);
        Self { query: query.text().to_owned(), posts }
    }

    /// For each post, true if a query cannot match it. Empty if nothing is known about this query.
    pub(super) fn by(&self, query: &Query) -> &[bool] {
        if query.continues(&self.query) { &self.posts } else { &[] }
    }
}
