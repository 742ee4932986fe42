//! Searching: every post's text is scanned, on all cores, in the time that a key takes to be typed. There is no index on
//! disk, and so none to be out of date. `cargo bench` measures it: on two cores 20,000 posts (30 MB of text) take 3 ms where nothing
//! is found and 6 ms where 15,000 posts match, and 2 ms for one letter more of a word. Time grows with the text: with 200,000
//! posts a letter takes a twentieth of a second, and beyond that an index would pay.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use super::match_cache::MatchCache;
use super::query::Query;
use super::rank::{Score, Zone};
use super::scan::{Chunk, MOST_COUNTED, limit};
use crate::model::{Library, Marks, PostId};

/// Posts that a thread takes at a time; after each it asks whether the result is still wanted.
const CHUNK: usize = 256;

/// A post that a query holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The post.
    pub post: PostId,
    /// Where it was found.
    pub zone: Zone,
    /// How often.
    pub matches: u32,
}

/// What a query holds for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The posts, best first: in the title before in a headline before in the text, more matches before fewer, newer before
    /// older.
    pub hits: Vec<Hit>,
    /// Matches in all of them.
    pub matches: u64,
    /// Whether not all matches were counted.
    pub more: bool,
    /// What helps the next search.
    pub trail: MatchCache,
}

/// Searches a library. The trail of any earlier search in it spares this one some of its way, and changes nothing in the result.
/// None where `wanted` said that the result is not wanted any more.
#[must_use]
pub fn search(
    library: &Library,
    marks: &Marks,
    query: &Query,
    trail: &MatchCache,
    wanted: impl Fn() -> bool + Sync,
) -> Option<SearchResults> {
    let count = library.len();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut ranks, mut tracks) = (Vec::new(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let start = number * CHUNK;
            if start >= count || !wanted() {
                ranks.sort_unstable();
                return (ranks, tracks);
            }
            let places = start..count.min(start + CHUNK);
            let found = Chunk::new(library, marks, places, trail.of_chunk(number), &wanted).look(query);
            ranks.extend(found.posts.into_iter().map(|(id, look)| rank(id, look, library.timestamp(id))));
            tracks.push((number, found.tracks));
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count.div_ceil(CHUNK)).max(1);
    // This thread only waits: what it starts while it works itself is put behind it, on the same core, for milliseconds.
    let results: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let result = |worker: ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        workers.into_iter().map(result).collect()
    });
    if !wanted() {
        return None;
    }
    let (ranks, tracks): (Vec<_>, Vec<_>) = results.into_iter().unzip();
    let mut ranks = ranks.concat();
    #[expect(clippy::stable_sort_primitive, reason = "this sort only merges what is sorted already")]
    ranks.sort();
    let hits: Vec<Hit> = ranks.into_iter().rev().map(hit_of).collect();
    let most = most_counted(query);
    Some(SearchResults {
        matches: hits.iter().map(|hit| u64::from(hit.matches)).sum(),
        more: hits.iter().any(|hit| hit.matches >= most),
        hits,
        trail: MatchCache::new(tracks.into_iter().flatten()),
    })
}

/// As many matches as are counted of one term of a query at least.
fn most_counted(query: &Query) -> u32 {
    let of_text = query.patterns().filter(|(zone, _)| *zone == Zone::Text);
    of_text.map(|(_, pattern)| limit(pattern)).min().unwrap_or(MOST_COUNTED)
}

/// A hit as one number, by which hits are sorted: place, matches, date, and the order of loading for what is the same in all of
/// them. Numbers are sorted several times as fast as hits.
fn rank(post: PostId, score: Score, seconds: i64) -> u128 {
    // No date is so early that this is negative, or needs more than 56 bits.
    let seconds = u64::try_from(seconds.saturating_add(1 << 40)).unwrap_or_default() & 0x00ff_ffff_ffff_ffff;
    let zone = score.zone as u128;
    zone << 120 | u128::from(score.matches) << 88 | u128::from(seconds) << 32 | u128::from(u32::MAX - post.0)
}

/// The hit out of its rank.
#[expect(clippy::cast_possible_truncation, reason = "parts of the number are taken out")]
fn hit_of(rank: u128) -> Hit {
    let zone = match rank >> 120 {
        0 => Zone::Text,
        1 => Zone::Headline,
        _ => Zone::Title,
    };
    Hit { post: PostId(u32::MAX - rank as u32), zone, matches: (rank >> 88) as u32 }
}
