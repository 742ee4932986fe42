//! Searching in memory: the query language, and the scan of every post's text for a query.
//!
//! - `query`: the query language.
//! - `engine`: [`search`]: all posts on all cores, results ranked.
//! - `scan`: a query evaluated over some neighbouring posts.
//! - `rank`: the order of the results.
//! - `match_cache`: match positions, for the next key.
//! - `snippet`: the words around a match.
//! - `titles`: posts by a few letters of their titles.
//! - `backlinks`: which issues refer to which.
//! - `job`: searches that run on a worker thread.
//! - `extract`: the searchable text of a post. `prefilter`, `word_finder`: which posts a query cannot match, before
//!   their texts are made.
//! - `stories`: searches given stories instead of posts. `in_stories`: searches the stories of posts, each by itself.

mod backlinks;
mod engine;
mod extract;
mod in_stories;
mod job;
mod match_cache;
mod prefilter;
pub mod query;
mod rank;
mod scan;
mod snippet;
mod stories;
mod titles;
mod word_finder;

pub use backlinks::backlinks;
pub use engine::{SearchResults, search};
pub use extract::{extract, extract_all, extract_stories};
pub use in_stories::{StoryMatch, rank_stories, search_stories};
pub use job::{Job, JobRequest, JobResult, Ticket};
pub use match_cache::MatchCache;
pub use prefilter::Prefilter;
pub use query::{Query, QueryError};
pub use rank::{Hit, Zone};
pub use snippet::Snippet;
pub use stories::StorySearch;
pub use titles::titles;
