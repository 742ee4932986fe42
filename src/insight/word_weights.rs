//! How alike two sets of words are, rare words first: the cosine of their idf weights, as in the detection of news
//! stories (Allan, Papka and Lavrenko 1998, "On-line New Event Detection and Tracking").

use std::cmp::Reverse;
use std::collections::HashMap;

use super::hashing::QuickState;

/// Texts without any of the words, as if they were there too: in a small archive no word is usual.
const UNSEEN: u32 = 2_000;

/// How many texts have each word, by its hash.
#[derive(Debug, Default)]
pub(super) struct WordWeights {
    counts: HashMap<u32, u32, QuickState>,
    texts: u32,
}

impl WordWeights {
    /// Counts the words of a text, each of which is there once.
    pub(super) fn add(&mut self, words: &[u32]) {
        self.texts += 1;
        for word in words {
            *self.counts.entry(*word).or_default() += 1;
        }
    }

    /// The cosine of two texts, given by their words in order.
    pub(super) fn cosine(&self, one: &[u32], other: &[u32]) -> f64 {
        let square = |word: &u32| self.weight(*word).powi(2);
        let length = |words: &[u32]| words.iter().map(square).sum::<f64>();
        let shared: f64 = common(one, other).map(square).sum();
        if shared > 0.0 { shared / (length(one) * length(other)).sqrt() } else { 0.0 }
    }

    /// What the words together weigh that two texts share.
    pub(super) fn shared(&self, one: &[u32], other: &[u32]) -> f64 {
        common(one, other).map(|word| self.weight(*word)).sum()
    }

    /// The rarest of some words, so many of them, without those that only one text has.
    pub(super) fn rarest(&self, words: &[u32], most: usize) -> Vec<u32> {
        let mut words: Vec<u32> = words.iter().copied().filter(|word| self.count(*word) > 1).collect();
        words.sort_by_key(|word| (self.count(*word), Reverse(*word)));
        words.truncate(most);
        words
    }

    fn count(&self, word: u32) -> u32 {
        self.counts.get(&word).copied().unwrap_or_default()
    }

    fn weight(&self, word: u32) -> f64 {
        (f64::from(self.texts + UNSEEN) / (f64::from(self.count(word)) + 0.5)).ln()
    }
}

/// The words of one text that another has too, which are in order.
pub(super) fn common<'a>(one: &'a [u32], other: &[u32]) -> impl Iterator<Item = &'a u32> {
    one.iter().filter(|word| other.binary_search(word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        let mut weights = WordWeights::default();
        (0..100).for_each(|nth| weights.add(&[1, 2, 1000 + nth]));
        weights.add(&[1, 2, 3]);
        weights.add(&[1, 2, 3, 4]);
        assert!(weights.cosine(&[1, 2, 3], &[1, 2, 5]) < 0.3);
        assert!(weights.cosine(&[1, 2, 3], &[1, 3, 6]) > 0.5);
        assert!((weights.cosine(&[1, 3], &[1, 3]) - 1.0).abs() < 1e-9);
        assert!(weights.cosine(&[], &[1]) < 1e-9);
        assert!(weights.shared(&[1, 2, 3], &[1, 2, 5]) < weights.shared(&[3, 5], &[3, 6]));
        assert_eq!(weights.rarest(&[1, 2, 3, 4], 2), [3, 2]);
    }
}
