//! How two texts differ.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;

use super::text::{Gap, Letter, Text};

/// Letters in a row that must be equal for two texts to go on together after a difference.
const SAME: usize = 12;

/// What differs at one place: letters of the first text for letters of the second.
pub type Hunk = (Range<usize>, Range<usize>);

/// The places at which two texts have other letters.
pub fn hunks(a: &[Letter], b: &[Letter]) -> Vec<Hunk> {
    let places = LazyCell::new(|| places(b));
    let mut hunks = Vec::new();
    let (mut at, mut of) = (0, 0);
    loop {
        let same = a[at..].iter().zip(&b[of..]).take_while(|(a, b)| a.char == b.char).count();
        (at, of) = (at + same, of + same);
        if at == a.len() && of == b.len() {
            return hunks;
        }
        let (lost, added) = next_common(&a[at..], b, of, &places);
        hunks.push((at..at + lost, of..of + added));
        (at, of) = (at + lost, of + added);
    }
}

/// Where each run of [`SAME`] letters is.
fn places(letters: &[Letter]) -> HashMap<Vec<char>, Vec<usize>> {
    let mut places: HashMap<_, Vec<_>> = HashMap::new();
    for (at, run) in letters.windows(SAME).enumerate() {
        places.entry(chars(run)).or_default().push(at);
    }
    places
}

fn chars(letters: &[Letter]) -> Vec<char> {
    letters.iter().map(|letter| letter.char).collect()
}

/// How many letters to skip in each text until they are equal again: as few as possible. `b` is read from `from`.
fn next_common(a: &[Letter], b: &[Letter], from: usize, places: &HashMap<Vec<char>, Vec<usize>>) -> (usize, usize) {
    let rest = &b[from..];
    // The texts may end alike, with fewer letters than it takes.
    let tail = a.iter().rev().zip(rest.iter().rev()).take_while(|(a, b)| a.char == b.char).count();
    let mut best = (a.len() - tail, rest.len() - tail);
    for (skipped, run) in a.windows(SAME).enumerate() {
        if skipped >= best.0 + best.1 {
            break;
        }
        let Some(found) = places.get(&chars(run)) else { continue };
        if let Some(place) = found.get(found.partition_point(|place| *place < from))
            && skipped + place - from < best.0 + best.1
        {
            best = (skipped, place - from);
        }
    }
    best
}

/// The letters that both texts have, by their indices, without those right behind a hunk: what is in front of these
/// differs anyway.
pub fn pairs<'a>(a: &'a Text, b: &'a Text, hunks: &'a [Hunk]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let end = (a.letters.len()..a.letters.len(), b.letters.len()..b.letters.len());
    let starts = std::iter::once((0, 0)).chain(hunks.iter().map(|(lost, added)| (lost.end, added.end)));
    let ends = hunks.iter().cloned().chain(std::iter::once(end));
    starts.zip(ends).flat_map(|((at, of), (lost, added))| (at + 1..lost.start).zip(of + 1..added.start))
}

/// What is wrong with the gap in front of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The page begins a paragraph or a line within a paragraph.
    Torn,
    /// The page goes on where a paragraph or a line begins.
    Joined,
    /// The page has two words for one, or one for two.
    Words,
}

/// Compares the gap in front of a letter with that of the page. The page may end a paragraph at a line break.
pub fn fault(reference: Gap, page: Gap, is_unspaced: bool) -> Option<Fault> {
    match (reference, page) {
        (Gap::None | Gap::Blank, Gap::Line | Gap::Block) => Some(Fault::Torn),
        (Gap::Line, Gap::Line | Gap::Block) => None,
        (Gap::Line | Gap::Block, _) if page < reference => Some(Fault::Joined),
        (Gap::Blank, Gap::None) if is_unspaced => None,
        _ if page != reference => Some(Fault::Words),
        _ => None,
    }
}
