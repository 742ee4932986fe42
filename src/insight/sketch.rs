//! What two texts have in common, without both at hand: their runs of three words as hashes, and few of these.
//!
//! Of a longer text the smallest hashes stand for all (Broder 1997, "On the resemblance and containment of documents").
//! Texts that may be alike are found by MinHash values of which one group must be equal.

use super::hashing::{combine, hash_bytes};
use super::tokens::for_each_word;

/// The words of a run, and the runs that a text must have to be compared.
const RUN: usize = 3;
pub(super) const MIN_RUNS: usize = 12;

/// The most hashes that are kept: of texts with more runs, the share in common is estimated, within some 4 %.
const MAX_KEPT: usize = 128;

/// Hash values of a text, in groups of which one must be equal.
const BANDS: usize = 16;
const ROWS: usize = 2;

/// A text as it is compared with others.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// The number of different runs.
    pub(super) runs: usize,
    /// The smallest of their hashes, sorted.
    kept: Box<[u32]>,
    /// Of two texts that are alike, one of these is equal in all likelihood; none of a text with few runs.
    pub(super) bands: Box<[u32]>,
}

impl Sketch {
    /// The sketch of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for_each_word(text, |word| words.push(hash_bytes(0, word.as_bytes())));
        let run = |words: &[u64]| upper(words.iter().fold(0, |hash, word| combine(hash, *word)));
        let mut runs: Vec<u32> = words.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        let bands = if runs.len() >= MIN_RUNS { bands(&runs) } else { Box::default() };
        Self { runs: runs.len(), kept: runs[..runs.len().min(MAX_KEPT)].into(), bands }
    }

    /// The share of all runs of two texts that both have.
    pub(super) fn share(&self, other: &Self) -> f64 {
        let (mut one, mut two) = (self.kept.iter().peekable(), other.kept.iter().peekable());
        let (mut all, mut shared) = (0, 0);
        // The smallest hashes of both together: those of each are known up to there.
        while all < MAX_KEPT {
            let least = match (one.peek(), two.peek()) {
                (Some(a), Some(b)) => **a.min(b),
                (Some(a), None) | (None, Some(a)) => **a,
                (None, None) => break,
            };
            let (in_one, in_two) = (one.next_if(|hash| **hash == least), two.next_if(|hash| **hash == least));
            shared += usize::from(in_one.is_some() && in_two.is_some());
            all += 1;
        }
        ratio(shared, all)
    }
}

/// A part of a whole, 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The upper half of a hash.
pub(super) fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

/// Numbers without a pattern, one for each hash function.
const SEEDS: [u32; BANDS * ROWS] = {
    let mut seeds = [0; BANDS * ROWS];
    let (mut at, mut state) = (0, 0x2545_f491_u32);
    while at < seeds.len() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        seeds[at] = state | 1;
        at += 1;
    }
    seeds
};

/// For each band its smallest hash values, as one number.
fn bands(runs: &[u32]) -> Box<[u32]> {
    let mut least = [u32::MAX; BANDS * ROWS];
    for run in runs {
        for (least, seed) in least.iter_mut().zip(SEEDS) {
            *least = (*least).min((run ^ seed).wrapping_mul(seed));
        }
    }
    let (rows, _) = least.as_chunks::<ROWS>();
    let band = |(band, rows): (usize, &[u32; ROWS])| {
        upper(rows.iter().fold(band as u64 + 1, |hash, row| combine(hash, u64::from(*row) + 1)))
    };
    rows.iter().enumerate().map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of numbered words.
    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shares_are_those_of_all_runs() {
        let share = |one: &str, other: &str| Sketch::of(one).share(&Sketch::of(other));
        assert!((share(&text(0..22), &text(0..22)) - 1.0).abs() < 1e-9);
        // 20 runs each, 10 of which are the same.
        assert!((share(&text(0..22), &text(10..32)) - 10.0 / 30.0).abs() < 1e-9);
        assert!(share(&text(0..50), &text(100..150)) < 1e-9);
        assert!(share("", "") < 1e-9);
        for shared in [200, 400, 800] {
            let got = share(&text(0..1000), &text(1000 - shared..2000 - shared));
            let want = ratio(shared - 2, 2000 - shared - 2);
            assert!((got - want).abs() < 0.12, "{shared}: {got} for {want}");
        }
    }

    #[test]
    fn texts_that_are_alike_share_a_band() {
        let common = |one: &str, other: &str| {
            let (one, other) = (Sketch::of(one), Sketch::of(other));
            one.bands.iter().zip(&other.bands).any(|(a, b)| a == b)
        };
        let found =
            (0..100).filter(|at| common(&text(at * 1000..at * 1000 + 60), &text(at * 1000 + 20..at * 1000 + 80)));
        // Half of all runs are the same.
        assert!(found.count() >= 90);
        assert!(!common(&text(0..60), &text(100..160)));
        assert!(Sketch::of("too short a text").bands.is_empty());
    }
}
