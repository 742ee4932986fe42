//! Searching: every post's text is scanned, on all cores, in the time that a key takes to be typed. There is no index on
//! disk, and so none to be out of date. `cargo bench` measures it: on two cores 20,000 posts (30 MB of text) take 4 ms where nothing
//! is found and 7 ms where 15,000 posts match. Time grows with the text: with 200,000 posts a letter takes a twentieth of a
//! second, and beyond that an index would pay.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::query::{Clause, Pattern, Query, Term, Test, Within};
use super::{Library, Mark, Marks, Post, PostId, Text};

/// Posts that a thread takes at a time; after each it asks whether the result is still wanted.
const CHUNK: usize = 256;

/// Matches of one term that are counted in a post. Beyond it more matches tell nothing.
const MOST_COUNTED: u32 = 999;

/// The same for one and two letters, which stand in nearly every sentence.
const MOST_COUNTED_SHORT: u32 = 6;

/// The best place in which everything that was looked for stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the text.
    #[default]
    Text,
    /// In headlines, or the title.
    Headline,
    /// In the title.
    Title,
}

/// A post that a query holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The post.
    pub post: PostId,
    /// Where it was found.
    pub place: Place,
    /// How often.
    pub matches: u32,
}

/// What a query holds for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The posts, best first: in the title before in a headline before in the text, more matches before fewer, newer before
    /// older.
    pub hits: Vec<Hit>,
    /// Matches in all of them.
    pub matches: u64,
    /// Whether not all matches were counted.
    pub more: bool,
}

/// Searches a library; only `within` these posts, where they are named. None where `wanted` said that the result is not wanted
/// any more.
#[must_use]
pub fn search(
    library: &Library,
    marks: &Marks,
    query: &Query,
    within: Option<&[PostId]>,
    wanted: impl Fn() -> bool + Sync,
) -> Option<Found> {
    let posts = library.posts();
    let count = within.map_or(posts.len(), <[PostId]>::len);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut ranks = Vec::new();
        loop {
            let start = next.fetch_add(1, Ordering::Relaxed) * CHUNK;
            if start >= count {
                return ranks;
            }
            for place in start..count.min(start + CHUNK) {
                let id = within.map_or_else(|| PostId(u32::try_from(place).unwrap_or(u32::MAX)), |posts| posts[place]);
                let Some(post) = library.post(id).filter(|_| wanted()) else { return ranks };
                let hit = look(query, id, post, marks.get(id), library.text(id));
                ranks.extend(hit.map(|hit| rank(hit, library.seconds(id))));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count.div_ceil(CHUNK)).max(1);
    let mut ranks = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut ranks = work();
        for other in others {
            // A thread that panicked has said so, and ends the program.
            ranks.extend(other.join().unwrap_or_default());
        }
        ranks
    });
    if !wanted() {
        return None;
    }
    ranks.sort_unstable();
    let hits: Vec<Hit> = ranks.into_iter().rev().map(hit_of).collect();
    let most = most_counted(query);
    Some(Found {
        matches: hits.iter().map(|hit| u64::from(hit.matches)).sum(),
        more: hits.iter().any(|hit| hit.matches >= most),
        hits,
    })
}

/// As many matches as are counted of one term of a query at least.
fn most_counted(query: &Query) -> u32 {
    let of_text = query.patterns().filter(|(within, _)| *within == Within::Page);
    of_text.map(|(_, pattern)| limit(pattern)).min().unwrap_or(MOST_COUNTED)
}

fn limit(pattern: &Pattern) -> u32 {
    if pattern.is_short() { MOST_COUNTED_SHORT } else { MOST_COUNTED }
}

/// A hit as one number, by which hits are sorted: place, matches, date, and the order of loading for what is the same in all of
/// them. Numbers are sorted several times as fast as hits.
fn rank(hit: Hit, seconds: i64) -> u128 {
    // No date is so early that this is negative, or needs more than 56 bits.
    let seconds = u64::try_from(seconds.saturating_add(1 << 40)).unwrap_or_default() & 0x00ff_ffff_ffff_ffff;
    let place = hit.place as u128;
    place << 120 | u128::from(hit.matches) << 88 | u128::from(seconds) << 32 | u128::from(u32::MAX - hit.post.0)
}

/// The hit out of its rank.
#[expect(clippy::cast_possible_truncation, reason = "parts of the number are taken out")]
fn hit_of(rank: u128) -> Hit {
    let place = match rank >> 120 {
        0 => Place::Text,
        1 => Place::Headline,
        _ => Place::Title,
    };
    Hit { post: PostId(u32::MAX - rank as u32), place, matches: (rank >> 88) as u32 }
}

/// What was found of one term or clause in a post.
#[derive(Clone, Copy)]
struct Look {
    place: Place,
    matches: u32,
}

impl Look {
    /// Of a test that looks for nothing in the text.
    const PASSED: Self = Self { place: Place::Title, matches: 0 };

    fn and(self, other: Self) -> Self {
        Self { place: self.place.min(other.place), matches: self.matches.saturating_add(other.matches) }
    }

    fn or(self, other: Self) -> Self {
        Self { place: self.place.max(other.place), ..self.and(other) }
    }
}

/// A post as a hit, if the query holds for it.
fn look(query: &Query, id: PostId, post: &Post, mark: Mark, text: &Text) -> Option<Hit> {
    // Short fields first: they cost next to nothing, and may spare the text.
    let by_fields = |clause: &Clause| !clause.terms.iter().any(|term| term.test.needs_text());
    let mut seen = Look::PASSED;
    for clause in query.clauses.iter().filter(|clause| by_fields(clause)) {
        seen = seen.and(look_for_clause(clause, post, mark, text)?);
    }
    for clause in query.clauses.iter().filter(|clause| !by_fields(clause)) {
        seen = seen.and(look_for_clause(clause, post, mark, text)?);
    }
    Some(Hit { post: id, place: seen.place, matches: seen.matches })
}

fn look_for_clause(clause: &Clause, post: &Post, mark: Mark, text: &Text) -> Option<Look> {
    let looks = clause.terms.iter().filter_map(|term| look_for(term, post, mark, text));
    looks.reduce(Look::or)
}

fn look_for(term: &Term, post: &Post, mark: Mark, text: &Text) -> Option<Look> {
    if term.negated {
        let holds = term.test.of_fields(post, mark).unwrap_or_else(|| match &term.test {
            Test::Story(pattern) => in_headlines(pattern, text).is_some(),
            Test::Text(pattern) => in_text(pattern, post, text, 1).is_some(),
            _ => false,
        });
        return (!holds).then_some(Look::PASSED);
    }
    match &term.test {
        Test::Text(pattern) => in_text(pattern, post, text, limit(pattern)),
        Test::Story(pattern) => in_headlines(pattern, text),
        test => test.of_fields(post, mark)?.then_some(Look::PASSED),
    }
}

/// Looks in title and text, and counts up to so many matches.
fn in_text(pattern: &Pattern, post: &Post, text: &Text, most: u32) -> Option<Look> {
    if text.as_str().is_empty() {
        // The text is not there yet, or could not be read.
        return pattern.is_in(&post.title).then_some(Look { matches: 1, ..Look::PASSED });
    }
    let title = text.title_len();
    let mut look = Look { place: Place::Text, matches: 0 };
    for found in pattern.find_all(text.as_str(), text.is_accented()) {
        look.matches += 1;
        if found.start < title {
            look.place = Place::Title;
        } else if look.place == Place::Text && text.is_headline(found.start) {
            look.place = Place::Headline;
        }
        if look.matches >= most {
            break;
        }
    }
    if look.place == Place::Text && look.matches >= most && in_headlines(pattern, text).is_some() {
        look.place = Place::Headline;
    }
    (look.matches > 0).then_some(look)
}

fn in_headlines(pattern: &Pattern, text: &Text) -> Option<Look> {
    let holds = |headline: &str| pattern.find(headline, 0, text.is_accented()).is_some();
    let found = text.headlines().filter(|(_, headline)| holds(headline)).count();
    (found > 0).then(|| Look { place: Place::Headline, matches: u32::try_from(found).unwrap_or(u32::MAX) })
}
