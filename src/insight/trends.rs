//! How much of an archive a query is in, period by period: the share of its posts and stories. Archives grow, so counts
//! alone would rise by themselves.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use super::hit::StoryHit;
use super::period::{Period, PeriodLength};
use super::story_table::StoryTable;
use crate::model::{Library, PostDate, PostId};
use crate::search::{Query, StorySearch};

/// The most queries that are compared.
pub const MAX_QUERIES: usize = 6;

/// The most periods that are chosen by themselves for a printed trend: as many as a screen has lines.
pub const USUAL_PERIODS: usize = 20;

/// Numbers of posts and stories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Posts.
    pub posts: usize,
    /// Stories, and posts without stories.
    pub stories: usize,
}

/// The trends of some queries.
#[derive(Clone, Debug)]
pub struct Trends {
    /// The first period; `None` if no post has a date.
    pub first: Option<Period>,
    /// What the archive has in each period.
    pub totals: Vec<Counts>,
    /// What it has without a date, which no period counts.
    pub undated: Counts,
    /// A trend for each query.
    pub trends: Vec<Trend>,
}

/// Which periods trends are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrendPeriods {
    /// Those of a length.
    Of(PeriodLength),
    /// The shortest of which there are at most so many.
    AtMost(usize),
}

/// The trend of a query.
#[derive(Clone, Debug)]
pub struct Trend {
    /// What matches in each period.
    pub counts: Vec<Counts>,
    /// What matches without a date.
    pub undated: Counts,
    /// The first story with a date that matches.
    pub first: Option<StoryHit>,
    /// The last one.
    pub last: Option<StoryHit>,
    /// The period with the greatest share of stories.
    pub peak: Option<usize>,
}

impl Trends {
    /// The period of a number, counted from 0.
    #[must_use]
    pub fn period(&self, number: usize) -> Option<Period> {
        self.first.map(|first| first.later(number))
    }
}

impl Counts {
    /// The share of stories; `None` of none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of stories")]
    pub fn share_of_stories(self, total: Self) -> Option<f64> {
        (total.stories > 0).then(|| self.stories as f64 / total.stories as f64)
    }

    /// The share of posts; `None` of none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of posts")]
    pub fn share_of_posts(self, total: Self) -> Option<f64> {
        (total.posts > 0).then(|| self.posts as f64 / total.posts as f64)
    }
}

/// The trends of some queries, by periods of a length. Returns `None` if `is_wanted` became false.
#[must_use]
pub fn trends(
    table: &StoryTable,
    library: &Library,
    search: &StorySearch,
    queries: &[impl Borrow<Query>],
    periods: TrendPeriods,
    is_wanted: impl Fn() -> bool + Sync,
) -> Option<Trends> {
    let counter = Counter::new(table, library, periods);
    let mut trends = Vec::with_capacity(queries.len());
    for query in queries.iter().map(Borrow::borrow) {
        let rows = search.find(query, &is_wanted)?;
        trends.push(counter.trend(&rows, |row| table.hit(row, search, query)));
    }
    Some(counter.with(trends))
}

/// Counts rows by periods.
pub(super) struct Counter<'a> {
    table: &'a StoryTable,
    library: &'a Library,
    first: Option<Period>,
    /// The period of each row, if it has a date.
    periods: Vec<Option<usize>>,
    /// The counts of all rows, by period and without a date.
    totals: Vec<Counts>,
    undated: Counts,
}

impl<'a> Counter<'a> {
    pub(super) fn new(table: &'a StoryTable, library: &'a Library, periods: TrendPeriods) -> Self {
        let dates: Vec<Option<PostDate>> = table.rows().iter().map(|row| date(row.post, library)).collect();
        let first = dates.iter().flatten().min_by_key(|date| date.instant());
        let last = dates.iter().flatten().max_by_key(|date| date.instant());
        let length = match (periods, first, last) {
            (TrendPeriods::Of(length), _, _) => length,
            (TrendPeriods::AtMost(most), Some(first), Some(last)) => PeriodLength::fitting(first, last, most),
            (TrendPeriods::AtMost(_), _, _) => PeriodLength::Year,
        };
        let period = |date: &PostDate| Period::of(date, length);
        let first = first.map(period);
        let at = |date: &PostDate| first.map(|first| period(date).since(first));
        let count = last.and_then(at).map_or(0, |last| last + 1);
        let periods = dates.iter().map(|date| date.as_ref().and_then(at)).collect();
        let mut counter =
            Self { table, library, first, periods, totals: vec![Counts::default(); count], undated: Counts::default() };
        (counter.totals, counter.undated) = counter.count(0..table.rows().len());
        counter
    }

    /// Some trends, with what the archive has in each period.
    pub(super) fn with(&self, trends: Vec<Trend>) -> Trends {
        Trends { first: self.first, totals: self.totals.clone(), undated: self.undated, trends }
    }

    /// The trend of some rows. `hit` is the place in a row at which it is.
    pub(super) fn trend(&self, rows: &[usize], hit: impl Fn(usize) -> Option<StoryHit>) -> Trend {
        let (counts, undated) = self.count(rows.iter().copied());
        let dated = rows.iter().copied().filter(|&row| self.periods[row].is_some());
        let when = |row: &usize| (self.library.timestamp(self.table.rows()[*row].post), *row);
        let peak = (0..counts.len()).filter(|&at| counts[at].stories > 0).max_by(|&a, &b| {
            let share = |at: usize| counts[at].share_of_stories(self.totals[at]).unwrap_or_default();
            share(a).total_cmp(&share(b)).then(counts[a].stories.cmp(&counts[b].stories)).then(b.cmp(&a))
        });
        let first = dated.clone().min_by_key(when).and_then(&hit);
        Trend { undated, first, last: dated.max_by_key(when).and_then(&hit), peak, counts }
    }

    /// The counts of each period, and those without a date.
    fn count(&self, rows: impl IntoIterator<Item = usize>) -> (Vec<Counts>, Counts) {
        let mut counts = vec![Counts::default(); self.totals.len()];
        let mut undated = Counts::default();
        let mut posts: BTreeSet<PostId> = BTreeSet::new();
        for row in rows {
            let slot = match self.periods[row].and_then(|at| counts.get_mut(at)) {
                Some(slot) => slot,
                None => &mut undated,
            };
            slot.stories += 1;
            slot.posts += usize::from(posts.insert(self.table.rows()[row].post));
        }
        (counts, undated)
    }
}

/// The date of a post, unless it is only that of its file.
fn date(post: PostId, library: &Library) -> Option<PostDate> {
    library.post(post).map(|post| post.date).filter(|date| !date.is_of_file())
}
