//! Searching in memory: the query language, and the scan of every post's text for a query.
//!
//! - `query`: the query language.
//! - `engine`: [`search`]: all posts on all cores, results ranked.
//! - `scan`: a query evaluated over some neighbouring posts.
//! - `match_cache`: where words were found, for the next key.
//! - `snippet`: the words around a match.

mod engine;
mod extract;
mod match_cache;
pub mod query;
mod rank;
mod scan;
mod snippet;

pub use engine::{Hit, SearchResults, search};
pub use extract::{extract, extract_all};
pub use match_cache::MatchCache;
pub use query::{Query, QueryError};
pub use rank::Zone;
pub use snippet::Snippet;
