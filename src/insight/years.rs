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
        let years = posts.into_iter().filter_map(|post| Some(library.post(post)?.date.year_month()?.0));
        let mut by_year: BTreeMap<i16, usize> = BTreeMap::new();
        years.for_each(|year| *by_year.entry(year).or_default() += 1);
        let (first, last) = (*by_year.keys().next()?, *by_year.keys().next_back()?);
        let count = |year: i16| by_year.get(&year).copied().unwrap_or_default();
        Some(Self { first, counts: (first..=last).map(count).collect() })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_written_as_one_or_as_a_span() {
        let years = |first, counts: &[usize]| Years { first, counts: counts.to_vec() }.to_string();
        assert_eq!(years(2017, &[3]), "2017");
        assert_eq!(years(2017, &[3, 0, 0, 1]), "2017–2020");
    }
}
