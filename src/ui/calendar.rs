//! A calendar of weeks by years as lines of text, read without colours: for the timeline of the reader and for that of
//! the shell.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::app::{CalendarGrid, TOTAL_WIDTH, WeekMeasure, YEAR_WIDTH};
use crate::insight::{Calendar, Gap, Week, WeekPosts};
use crate::text::{pluralize, thousands};

/// A week without posts, then those with more and more.
const SHADES: [&str; 5] = ["·", "░", "▒", "▓", "█"];

/// A week in a gap.
const GAP: &str = "-";

/// A week with unread posts.
pub(super) const UNREAD: &str = "●";

/// A week with a star.
pub(super) const STARRED: &str = "★";

/// A week with both.
pub(super) const BOTH: &str = "✪";

/// The months, and the week in which each begins.
const MONTHS: [(&str, usize); 12] = [
    ("Jan", 0),
    ("Feb", 4),
    ("Mar", 8),
    ("Apr", 13),
    ("May", 17),
    ("Jun", 21),
    ("Jul", 26),
    ("Aug", 30),
    ("Sep", 34),
    ("Oct", 39),
    ("Nov", 43),
    ("Dec", 48),
];

/// A calendar at a width.
#[derive(Clone, Copy, Debug)]
pub struct CalendarText<'a> {
    calendar: &'a Calendar,
    grid: CalendarGrid,
    measure: WeekMeasure,
    /// The first and the last week.
    range: Option<(Week, Week)>,
    /// A cell with so much is the darkest.
    most: usize,
}

impl<'a> CalendarText<'a> {
    /// The calendar of what is measured, at a width in cells.
    #[must_use]
    pub fn new(calendar: &'a Calendar, measure: WeekMeasure, width: usize) -> Self {
        let grid = CalendarGrid::new(width);
        let mut counts: Vec<usize> = Vec::new();
        let mut before = None;
        for (week, posts) in calendar.weeks() {
            let cell = Some((week.year(), grid.cell_of(week)));
            match counts.last_mut() {
                Some(count) if before == cell => *count += measure.of(posts),
                _ => counts.push(measure.of(posts)),
            }
            before = cell;
        }
        counts.retain(|count| *count > 0);
        counts.sort_unstable();
        // One in twenty may have more: a single busy week does not make all others pale.
        let most = counts.get(counts.len() * 19 / 20).copied().unwrap_or(1);
        Self { calendar, grid, measure, range: measure.range(calendar), most }
    }

    /// The years, oldest first.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i16> {
        self.measure.years(self.calendar)
    }

    /// True if there is something to say of marks.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        self.measure == WeekMeasure::Posts && self.calendar.has_marks()
    }

    /// The line of the months above the years.
    #[must_use]
    pub fn month_line(&self) -> String {
        let mut line = String::new();
        let columns = MONTHS.map(|(_, week)| self.grid.column(week / self.grid.weeks));
        let is_wide = columns.windows(2).all(|pair| pair[1] - pair[0] > 3);
        for ((name, _), column) in MONTHS.iter().zip(columns) {
            let used = line.chars().count();
            if column >= used && (used <= YEAR_WIDTH || column > used) {
                line.push_str(&" ".repeat(column - used));
                line.push_str(if is_wide { name } else { &name[..1] });
            }
        }
        line
    }

    /// The line of a year: its weeks, and the number of all of them.
    #[must_use]
    pub fn year_line(&self, year: i16) -> String {
        let mut total = 0;
        let mut line = format!(" {year:>4} ");
        for cell in 0..self.grid.cells() {
            let count = self.counts(year, cell).map(|week| self.measure.of(week)).sum::<usize>();
            total += count;
            let glyph = match self.is_within(year, cell) {
                false => " ",
                true if count == 0 && self.is_in_gap(year, cell) => GAP,
                true => SHADES[self.level(count)],
            };
            line.push_str(&self.cell(glyph, if count > 0 { self.grid.cell.min(2) } else { 1 }));
        }
        if self.grid.has_totals {
            let total = thousands(total);
            line.push_str(&" ".repeat(TOTAL_WIDTH.saturating_sub(total.len())));
            line.push_str(&total);
        }
        line.trim_end().to_owned()
    }

    /// The line below it: which weeks have unread posts and stars.
    #[must_use]
    pub fn mark_line(&self, year: i16) -> String {
        let mut line = " ".repeat(YEAR_WIDTH);
        for cell in 0..self.grid.cells() {
            let has = |count: fn(&WeekPosts) -> usize| self.counts(year, cell).any(|week| count(week) > 0);
            let glyph = match (has(|week| week.unread), has(|week| week.starred)) {
                (true, true) => BOTH,
                (true, false) => UNREAD,
                (false, true) => STARRED,
                (false, false) => " ",
            };
            line.push_str(&self.cell(glyph, 1));
        }
        line.trim_end().to_owned()
    }

    /// What the shades mean.
    #[must_use]
    pub fn legend(&self) -> String {
        let mut parts = vec![format!("{} none", SHADES[0])];
        for (level, shade) in SHADES.iter().enumerate().skip(1) {
            let mut counts = (1..=self.most).filter(|count| self.level(*count) == level);
            let Some(first) = counts.next() else { continue };
            let last = counts.next_back().unwrap_or(first);
            parts.push(match () {
                () if last == self.most && first == 1 => format!("{shade} 1 or more"),
                () if last == self.most => format!("{shade} {}+", thousands(first)),
                () if first == last => format!("{shade} {first}"),
                () => format!("{shade} {}–{}", thousands(first), thousands(last)),
            });
        }
        if self.measure != WeekMeasure::Read && !self.calendar.gaps.is_empty() {
            parts.push(format!("{GAP} gap"));
        }
        parts.join("  ")
    }

    /// What the marks mean.
    #[must_use]
    pub fn mark_legend() -> String {
        format!("{UNREAD} unread  {STARRED} starred  {BOTH} both")
    }

    /// How many weeks a cell has, in words.
    #[must_use]
    pub fn cell_in_words(&self) -> String {
        match self.grid.weeks {
            1 => "a cell is a week".to_owned(),
            weeks => format!("a cell is {weeks} weeks"),
        }
    }

    /// The columns.
    #[must_use]
    pub fn grid(&self) -> CalendarGrid {
        self.grid
    }

    fn counts(&self, year: i16, cell: usize) -> impl Iterator<Item = &'a WeekPosts> {
        let calendar = self.calendar;
        self.grid.weeks_of(year, cell).filter_map(|week| calendar.week(week))
    }

    /// Whether a cell has a week between the first and the last.
    fn is_within(&self, year: i16, cell: usize) -> bool {
        let Some((first, last)) = self.range else { return false };
        self.grid.weeks_of(year, cell).any(|week| (first..=last).contains(&week))
    }

    fn is_in_gap(&self, year: i16, cell: usize) -> bool {
        let mut weeks = self.grid.weeks_of(year, cell);
        self.measure != WeekMeasure::Read && weeks.all(|week| self.calendar.is_in_gap(week))
    }

    /// How dark a cell with so much is.
    fn level(&self, count: usize) -> usize {
        (count.min(self.most) * (SHADES.len() - 1)).div_ceil(self.most.max(1))
    }

    /// A glyph, so often, in a cell.
    fn cell(&self, glyph: &str, times: usize) -> String {
        format!("{}{}", glyph.repeat(times), " ".repeat(self.grid.cell.saturating_sub(times)))
    }
}

/// The weeks of a cell and what they have: `2020-W07, 10–16 Feb 2020: 3 posts, 1 unread`.
#[must_use]
pub fn weeks_in_words(first: Week, last: Week, posts: &WeekPosts) -> String {
    let mut parts = vec![match posts.posts.len() {
        0 => "no posts".to_owned(),
        count => pluralize(count, "post", "posts"),
    }];
    for (count, what) in [(posts.unread, "unread"), (posts.starred, "starred")] {
        parts.extend((count > 0).then(|| format!("{} {what}", thousands(count))));
    }
    parts.extend((posts.read > 0).then(|| format!("{} read then", thousands(posts.read))));
    let name = if first == last { first.to_string() } else { format!("{first} to W{:02}", last.number()) };
    format!("{name}, {}: {}", days_in_words(first.first_day(), last.last_day()), parts.join(", "))
}

/// The days of a gap: `12 Mar – 30 Apr 2018 (49 days)`.
#[must_use]
pub fn gap_in_words(gap: Gap) -> String {
    let days = usize::try_from(gap.days()).unwrap_or_default();
    format!("{} ({})", days_in_words(gap.first, gap.last), pluralize(days, "day", "days"))
}

/// `10–16 Feb 2020`, `27 Jan – 2 Feb 2020`, `30 Dec 2019 – 5 Jan 2020`.
fn days_in_words(first: Date, last: Date) -> String {
    let end = last.strftime("%-d %b %Y");
    match () {
        () if first == last => end.to_string(),
        () if (first.year(), first.month()) == (last.year(), last.month()) => format!("{}–{end}", first.day()),
        () if first.year() == last.year() => format!("{} – {end}", first.strftime("%-d %b")),
        () => format!("{} – {end}", first.strftime("%-d %b %Y")),
    }
}
