//! Places in a text that links within it lead to: headings, footnotes, elements with an `id`.

use std::collections::HashMap;

/// Places kept of one text.
const MAX_PLACES: usize = 10_000;

/// Headings with the same text that can be told apart.
const MAX_SAME: usize = 100;

/// The places of a text. Each has an index, whether it is met first in a link or where it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    indices: HashMap<String, usize>,
    /// By index.
    all: Vec<Place>,
    /// The places that links lead to, in order of appearance.
    linked: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Place {
    /// Whether it is in the text.
    is_known: bool,
    /// Its index among those that links lead to.
    nth_linked: Option<usize>,
    /// How many links lead to it.
    links: usize,
    /// How many headings with its text were numbered.
    numbered: usize,
}

impl Places {
    /// The index of a place, which is added if it is new. Names are compared by their letters and digits: the ways to
    /// make names of headings differ in the rest. `None` for a name without any, and beyond 10,000 places.
    pub(super) fn index(&mut self, name: &str) -> Option<usize> {
        let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if key.is_empty() { None } else { self.index_of(key) }
    }

    /// The index of a footnote.
    pub(super) fn footnote(&mut self, name: &str) -> Option<usize> {
        self.index_of(format!("^{}", name.to_lowercase()))
    }

    fn index_of(&mut self, key: String) -> Option<usize> {
        if let Some(known) = self.indices.get(&key) {
            return Some(*known);
        }
        let index = self.all.len();
        if index >= MAX_PLACES {
            return None;
        }
        self.indices.insert(key, index);
        self.all.push(Place::default());
        Some(index)
    }

    /// Says that a place is in the text; the first one of a name counts. `None` if there is one already.
    pub(super) fn mark(&mut self, index: usize) -> Option<usize> {
        let place = self.all.get_mut(index)?;
        (!std::mem::replace(&mut place.is_known, true)).then_some(index)
    }

    /// Says that a heading is in the text. Further headings with the same text are numbered from 1.
    pub(super) fn mark_heading(&mut self, text: &str) -> Option<usize> {
        let first = self.index(text)?;
        self.mark(first).or_else(|| {
            // From the number after the last one: a text may have the same heading on each of its lines.
            (self.all[first].numbered + 1..MAX_SAME).find_map(|number| {
                self.all[first].numbered = number;
                let index = self.index(&format!("{text}{number}"))?;
                self.mark(index)
            })
        })
    }

    /// Says that a link leads to a place.
    pub(super) fn link(&mut self, index: usize) {
        let next = self.linked.len();
        let Some(place) = self.all.get_mut(index) else { return };
        place.links += 1;
        if *place.nth_linked.get_or_insert(next) == next {
            self.linked.push(index);
        }
    }

    /// Takes back the newest link, unless there is another one to its place.
    pub(super) fn unlink(&mut self, index: usize) {
        let last = self.linked.len().checked_sub(1);
        if let Some(place) = self.all.get_mut(index)
            && place.nth_linked.is_some_and(|nth| Some(nth) == last)
            && place.links == 1
        {
            place.links = 0;
            place.nth_linked = None;
            self.linked.pop();
        }
    }

    /// The index of a place among those that links lead to.
    pub(super) fn nth_linked(&self, index: usize) -> Option<usize> {
        self.all.get(index)?.nth_linked
    }

    /// True for the name of the start of a page, unless the text has such a place.
    pub(super) fn is_top(&self, index: usize) -> bool {
        self.indices.get("top") == Some(&index)
    }

    /// The letters and digits of a place's name; those of a footnote follow a `^`.
    pub(super) fn name(&self, index: usize) -> Option<&str> {
        self.indices.iter().find(|(_, known)| **known == index).map(|(name, _)| name.as_str())
    }

    /// The places that links lead to, in order of appearance.
    pub(super) fn linked(&self) -> &[usize] {
        &self.linked
    }
}
