//! The links of a page: every address once, with the number that stands behind it.

use std::collections::HashMap;

/// Links kept of one post; the longest issues have about 60.
const MAX_LINKS: usize = 10_000;

/// Addresses with their numbers.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// In order of appearance.
    pub(super) addresses: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Links {
    /// The number of an address, counted from 0; each address has one.
    pub(super) fn number(&mut self, address: &str) -> Option<usize> {
        if let Some(known) = self.numbers.get(address) {
            return Some(*known);
        }
        let number = self.addresses.len();
        if number >= MAX_LINKS {
            return None;
        }
        self.addresses.push(address.to_owned());
        self.numbers.insert(address.to_owned(), number);
        Some(number)
    }
}
