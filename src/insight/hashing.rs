//! Hashes of words that are quick to make: each text has thousands, and they are counted in large maps.
//!
//! Eight bytes at a time are folded into a state by a multiplication, as in wyhash and its kin.

use std::hash::{BuildHasher, Hasher, RandomState};

/// An odd number without a pattern, the fraction of the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Makes the hashes of a map. The seed differs from map to map, so that no archive can be made to fill one slot.
#[derive(Clone, Debug)]
pub(super) struct QuickState(u64);

/// The hash of what was written.
pub(super) struct QuickHasher(u64);

impl Default for QuickState {
    fn default() -> Self {
        Self(RandomState::new().hash_one(FACTOR))
    }
}

impl BuildHasher for QuickState {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher(self.0)
    }
}

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        fold(self.0, FACTOR)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_bytes(self.0, bytes);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = combine(self.0, number);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

/// A hash and one more number as one hash.
pub(super) fn combine(hash: u64, number: u64) -> u64 {
    fold(hash ^ number, FACTOR)
}

/// The hash of some bytes, the same in each run of the program for the same seed.
pub(super) fn hash_bytes(seed: u64, bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut hash = chunks.iter().fold(seed, |hash, chunk| combine(hash, u64::from_le_bytes(*chunk)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hash = combine(hash, u64::from_le_bytes(last));
    combine(hash, bytes.len() as u64)
}

/// Both halves of a product.
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    #[expect(clippy::cast_possible_truncation, reason = "the lower half, then the upper one")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn hashes_of_different_words_differ() {
        let words: Vec<String> = (0..100_000).map(|number| format!("word{number}")).collect();
        let hashes: HashSet<u64> = words.iter().map(|word| hash_bytes(1, word.as_bytes())).collect();
        assert_eq!(hashes.len(), words.len());
        let upper: HashSet<u64> = hashes.iter().map(|hash| hash >> 44).collect();
        // As many of the million slots as chance fills.
        assert!((93_000..97_500).contains(&upper.len()), "{}", upper.len());
        assert_ne!(hash_bytes(1, b"a"), hash_bytes(1, b"a\0"));
        let state = QuickState::default();
        assert_eq!(state.hash_one("lamp"), state.hash_one(String::from("lamp")));
    }
}
