//! Searches every post on all cores while the user types.
//!
//! There is no index on disk, and so none that could be out of date. Time grows with the text: see `cargo bench`.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use super::in_stories::scan_stories;
use super::match_cache::MatchCache;
use super::query::Query;
use super::rank::{Hit, Score, SortKey, Zone};
use super::scan::{ChunkScan, MAX_COUNTED, match_cap, post_id};
use crate::load::processors;
use crate::model::{Library, Marks};

/// Posts that a thread scans before it takes more and checks whether the result is still wanted.
const CHUNK: usize = 256;

/// The posts that a query matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The posts, best first: by zone (title, headline, text), then by matches, then newest first.
    pub hits: Vec<Hit>,
    /// Matches in all of them.
    pub matches: u64,
    /// True if not all matches were counted.
    pub truncated: bool,
    /// The match positions, for the next search.
    pub cache: MatchCache,
}

/// Searches a library. `cache`, from any earlier search of it, makes this one faster and never changes its results.
/// Returns `None` if `is_wanted` became false.
#[must_use]
pub fn search(
    library: &Library,
    marks: &Marks,
    query: &Query,
    cache: &MatchCache,
    is_wanted: impl Fn() -> bool + Sync,
) -> Option<SearchResults> {
    let count = library.posts().len();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut keys, mut positions) = (Vec::new(), Vec::new());
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            let start = chunk * CHUNK;
            if start >= count || !is_wanted() {
                keys.sort_unstable();
                return (keys, positions);
            }
            let range = start..count.min(start + CHUNK);
            let key = |(index, score): (usize, Option<Score>)| Some(SortKey::new(post_id(index), score?, library));
            if query.is_in_story() {
                let scores = scan_stories(library, marks, query, range.clone(), &is_wanted);
                keys.extend(range.zip(scores).filter_map(key));
                continue;
            }
            let scan = ChunkScan::new(library, marks, range.clone(), cache.of_chunk(chunk), &is_wanted);
            let found = scan.run(query);
            keys.extend(range.zip(found.scores).filter_map(key));
            positions.push((chunk, found.positions));
        }
    };
    let threads = processors().min(count.div_ceil(CHUNK)).max(1);
    // This thread only joins: if it worked too, the scheduler would queue a new worker on its core for milliseconds.
    let results: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let result = |worker: ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        workers.into_iter().map(result).collect()
    });
    if !is_wanted() {
        return None;
    }
    let (keys, positions): (Vec<_>, Vec<_>) = results.into_iter().unzip();
    let mut keys = keys.concat();
    // Stable, because this sort is the one that merges runs that are sorted already.
    keys.sort();
    let hits: Vec<Hit> = keys.into_iter().rev().map(SortKey::hit).collect();
    let cap = smallest_cap(query);
    Some(SearchResults {
        matches: hits.iter().map(|hit| u64::from(hit.matches)).sum(),
        truncated: hits.iter().any(|hit| hit.matches >= cap),
        hits,
        cache: MatchCache::new(positions.into_iter().flatten()),
    })
}

/// The smallest number of matches at which the count of a term stops.
fn smallest_cap(query: &Query) -> u32 {
    let of_text = query.patterns().filter(|(zone, _)| *zone == Zone::Text);
    of_text.map(|(_, pattern)| match_cap(pattern)).min().unwrap_or(MAX_COUNTED)
}
