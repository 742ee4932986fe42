//! The years of some posts.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::{Library, PostId};

/// How many of some posts are of each year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years {
    first: i16,
    /// The numbers of posts, from the first to the last year.
    pub counts: Vec<usize>,
}

impl Years {
    /// The years of those posts that have a date; `None` if none has.
    #[must_use]
    pub fn of(posts: impl IntoIterator<Item = PostId>, library: &Library) -> Option<Self> {
        let mut years: BTreeMap<i16, usize> = BTreeMap::new();
        for post in posts {
            if let Some((year, _)) = library.post(post).and_then(|post| post.date.year_month()) {
                *years.entry(year).or_default() += 1;
            }
        }
        let (&first, &last) = (years.keys().next()?, years.keys().next_back()?);
        Some(Self { first, counts: (first..=last).map(|year| years.get(&year).copied().unwrap_or_default()).collect() })
    }
}

impl fmt::Display for Years {
    /// `2017–2020`, or the one year that they are of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.counts.len() {
            1 => write!(f, "{}", self.first),
            years => write!(f, "{}–{}", self.first, usize::try_from(self.first).unwrap_or_default() + years - 1),
        }
    }
}
