//! The years of some posts.

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
        let years: Vec<i16> = years.collect();
        let (&first, &last) = (years.iter().min()?, years.iter().max()?);
        let count = |year: i16| years.iter().filter(|&&of| of == year).count();
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
