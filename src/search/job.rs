//! Searches that run on a worker thread: requests and results.

use std::sync::Arc;

use super::engine::{SearchResults, search};
use super::match_cache::MatchCache;
use super::query::Query;
use super::titles::titles;
use crate::model::{Library, Marks, PostId};

/// Identifies a request. Only the result with the newest ticket is used.
pub type Ticket = u64;

/// A request with what it needs.
#[derive(Clone, Debug)]
pub struct Job {
    /// Returned with the result.
    pub ticket: Ticket,
    /// What to find out.
    pub request: JobRequest,
    /// What is searched.
    pub library: Arc<Library>,
    /// What is read and starred, if the request depends on it.
    pub marks: Marks,
    /// The cache of the last search, which makes this one faster.
    pub cache: Arc<MatchCache>,
}

/// The kinds of requests.
#[derive(Clone, Debug)]
pub enum JobRequest {
    /// Which posts a query matches.
    Query(Arc<Query>),
    /// Which titles have these letters in them.
    Titles(String),
    /// How many posts, and how many unread ones, each of these queries matches.
    Counts(Vec<Arc<Query>>),
}

/// Their results.
#[derive(Debug)]
pub enum JobResult {
    /// What a query matches.
    SearchResults(SearchResults),
    /// Posts by their titles, best first.
    Titles(Vec<PostId>),
    /// Posts and unread posts, by query.
    Counts(Vec<(usize, usize)>),
}

impl Job {
    /// Runs it. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<JobResult> {
        let (library, marks) = (&*self.library, &self.marks);
        Some(match &self.request {
            JobRequest::Query(query) => {
                JobResult::SearchResults(search(library, marks, query, &self.cache, is_wanted)?)
            }
            JobRequest::Titles(letters) => JobResult::Titles(titles(library, letters)),
            JobRequest::Counts(queries) => {
                let count = |query: &Arc<Query>| {
                    let found = search(library, marks, query, &MatchCache::default(), &is_wanted)?;
                    let unread = found.hits.iter().filter(|hit| !marks.get(hit.post).read).count();
                    Some((found.hits.len(), unread))
                };
                JobResult::Counts(queries.iter().map(count).collect::<Option<_>>()?)
            }
        })
    }
}
