//! The archive as a calendar: what each week has, where posts are missing, and what came out on a day of the year.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::model::{Library, Marks, PostDate, PostId};

/// A stretch without posts is a gap if it is longer than so many usual distances between days with posts …
const GAP_FACTOR: i32 = 3;

/// … and longer than so many days.
const MIN_GAP: i32 = 14;

/// With fewer distances, none of them is usual.
const MIN_DISTANCES: usize = 4;

/// How many days before and after a day of the year count as that day: most newsletters come out on the same weekday.
const AROUND: i32 = 3;

/// A week from Monday to Sunday, as ISO 8601 numbers it: the first week of a year has its first Thursday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    monday: Date,
}

/// What a week has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekPosts {
    /// The posts that came out in it, newest first.
    pub posts: Vec<PostId>,
    /// How many of them are unread.
    pub unread: usize,
    /// How many of them have a star.
    pub starred: usize,
    /// How many posts of the archive the user read in it, whenever they came out.
    pub read: usize,
}

/// A stretch without posts that is long for the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The first day without posts.
    pub first: Date,
    /// The last one.
    pub last: Date,
}

/// An archive by weeks.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The weeks that have something.
    weeks: BTreeMap<Week, WeekPosts>,
    /// Posts without a date, which no week has.
    pub undated: usize,
    /// The usual distance between two days with posts, in days: the median. `None` if there are too few of them.
    pub usual_distance: Option<i32>,
    /// The stretches without posts, oldest first.
    pub gaps: Vec<Gap>,
}

impl Week {
    /// The week of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days());
        // Only the first days that there are have no Monday before them.
        Self { monday: monday.unwrap_or(day) }
    }

    /// The week of a year and a number; the last one of the year if it has not so many.
    #[must_use]
    pub fn numbered(year: i16, number: i8) -> Option<Self> {
        let date = |number| jiff::civil::ISOWeekDate::new(year, number, Weekday::Monday).ok();
        Some(Self { monday: date(number).or_else(|| date(52))?.date() })
    }

    /// The year that it counts to.
    #[must_use]
    pub fn year(self) -> i16 {
        self.monday.iso_week_date().year()
    }

    /// Its number in the year, 1 to 53.
    #[must_use]
    pub fn number(self) -> i8 {
        self.monday.iso_week_date().week()
    }

    /// Its Monday.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.monday
    }

    /// Its Sunday.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.monday.checked_add(6.days()).unwrap_or(Date::MAX)
    }

    /// The one so many weeks later, or earlier; the same one where dates end.
    #[must_use]
    pub fn later(self, weeks: i32) -> Self {
        self.monday.checked_add(weeks.weeks()).map_or(self, |monday| Self { monday })
    }
}

/// `2020-W07`.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year(), self.number())
    }
}

impl Gap {
    /// The days without posts.
    #[must_use]
    pub fn days(self) -> i32 {
        distance(self.first, self.last) + 1
    }

    /// True if all of a week is in it.
    #[must_use]
    pub fn has(self, week: Week) -> bool {
        self.first <= week.first_day() && week.last_day() <= self.last
    }
}

impl Calendar {
    /// The calendar of a library. `read_at` says when posts were marked as read, by their identities, as far as that is
    /// known.
    #[must_use]
    pub fn new(library: &Library, marks: &Marks, read_at: &HashMap<String, Timestamp>) -> Self {
        let mut calendar = Self::default();
        let mut days: Vec<Date> = Vec::new();
        let mut counted = HashSet::new();
        for (id, post) in library.present() {
            let mark = marks.get(id);
            // Posts of the same identity were read together.
            let read_at = read_at.get(post.identity()).filter(|_| mark.read && counted.insert(post.identity()));
            if let Some(read_at) = read_at {
                calendar.week_mut(Offset::UTC.to_datetime(*read_at).date()).read += 1;
            }
            if post.date.is_of_file() {
                calendar.undated += 1;
                continue;
            }
            let day = post.date.date_utc();
            days.push(day);
            let week = calendar.week_mut(day);
            week.posts.push(id);
            week.unread += usize::from(!mark.read);
            week.starred += usize::from(mark.starred);
        }
        for week in calendar.weeks.values_mut() {
            week.posts.sort_by_key(|post| std::cmp::Reverse((library.timestamp(*post), *post)));
        }
        days.sort_unstable();
        days.dedup();
        calendar.find_gaps(&days);
        calendar
    }

    fn week_mut(&mut self, day: Date) -> &mut WeekPosts {
        self.weeks.entry(Week::of(day)).or_default()
    }

    /// Finds the long stretches between days with posts, which are in order.
    fn find_gaps(&mut self, days: &[Date]) {
        let pairs = || days.iter().copied().zip(days.iter().copied().skip(1));
        let mut distances: Vec<i32> = pairs().map(|(day, next)| distance(day, next)).collect();
        if distances.len() < MIN_DISTANCES {
            return;
        }
        distances.sort_unstable();
        let usual = distances[distances.len() / 2];
        let is_long = |days: i32| days > MIN_GAP.max(usual.saturating_mul(GAP_FACTOR));
        let long = pairs().filter(|(day, next)| is_long(distance(*day, *next)));
        let gap = |(day, next): (Date, Date)| Some(Gap { first: day.tomorrow().ok()?, last: next.yesterday().ok()? });
        self.gaps = long.filter_map(gap).collect();
        self.usual_distance = Some(usual);
    }

    /// What a week has; `None` if that is nothing.
    #[must_use]
    pub fn week(&self, week: Week) -> Option<&WeekPosts> {
        self.weeks.get(&week)
    }

    /// The first and the last week that `has` something.
    #[must_use]
    pub fn range(&self, has: impl Fn(&WeekPosts) -> bool) -> Option<(Week, Week)> {
        let mut weeks = self.weeks.iter().filter(|(_, week)| has(week)).map(|(week, _)| *week);
        let first = weeks.next()?;
        Some((first, weeks.next_back().unwrap_or(first)))
    }

    /// The weeks that have something, oldest first.
    #[must_use]
    pub fn weeks(&self) -> impl DoubleEndedIterator<Item = (Week, &WeekPosts)> {
        self.weeks.iter().map(|(week, posts)| (*week, posts))
    }

    /// All weeks from the first to the last that has something.
    pub fn all_weeks(&self) -> impl Iterator<Item = (Week, Option<&WeekPosts>)> {
        let range = self.range(|_| true);
        let first = range.map(|(first, _)| first);
        // The last week of the calendar has none after it.
        let is_next = move |week: Week, next: Week| next > week && range.is_some_and(|(_, last)| next <= last);
        let next = move |week: &Week| Some(week.later(1)).filter(|next| is_next(*week, *next));
        std::iter::successors(first, next).map(|week| (week, self.week(week)))
    }

    /// True if all of a week is in a gap.
    #[must_use]
    pub fn is_in_gap(&self, week: Week) -> bool {
        self.gap_of(week).is_some()
    }

    /// The gap that all of a week is in.
    #[must_use]
    pub fn gap_of(&self, week: Week) -> Option<Gap> {
        let after = self.gaps.partition_point(|gap| gap.last < week.last_day());
        self.gaps.get(after).copied().filter(|gap| gap.has(week))
    }

    /// The numbers of all weeks together.
    #[must_use]
    pub fn total(&self, count: impl Fn(&WeekPosts) -> usize) -> usize {
        self.weeks.values().map(count).sum()
    }

    /// True if some posts are unread or have a star, and not all posts are unread.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        let unread = self.total(|week| week.unread);
        self.total(|week| week.starred) > 0 || (unread > 0 && unread < self.total(|week| week.posts.len()))
    }
}

/// A post that came out on a day of the year, or in the days around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnThisDay {
    /// The post.
    pub post: PostId,
    /// The year of the day.
    pub year: i16,
    /// How many days after the day it came out; before it, less than 0.
    pub days_after: i32,
}

/// The posts that came out on a day of the year or in the three days before and after it, in any year: the newest year
/// first, and in a year by date.
#[must_use]
pub fn on_this_day(library: &Library, day: Date) -> Vec<OnThisDay> {
    let near = |(post, date): (PostId, PostDate)| {
        let date = date.date_utc();
        // Around New Year, the day may be of the year before or after.
        let of_year = |year: i16| Date::new(year, day.month(), day.day()).or_else(|_| Date::new(year, day.month(), 28));
        let mut years = [date.year(), date.year() - 1, date.year().saturating_add(1)].into_iter();
        years.find_map(|year| {
            let days_after = distance(of_year(year).ok()?, date);
            (days_after.abs() <= AROUND).then_some(OnThisDay { post, year, days_after })
        })
    };
    let dated = library.present().map(|(id, post)| (id, post.date)).filter(|(_, date)| !date.is_of_file());
    let mut found: Vec<OnThisDay> = dated.filter_map(near).collect();
    found.sort_by_key(|found| (std::cmp::Reverse(found.year), library.timestamp(found.post), found.post));
    found
}

/// The days from one day to another.
fn distance(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or(Date::ZERO)
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, name, first, last) in [
            ("2020-02-13", "2020-W07", "2020-02-10", "2020-02-16"),
            ("2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
            ("2019-12-30", "2020-W01", "2019-12-30", "2020-01-05"),
        ] {
            let week = Week::of(day(date));
            assert_eq!((week.to_string().as_str(), week.first_day(), week.last_day()), (name, day(first), day(last)));
            assert_eq!(Week::numbered(week.year(), week.number()), Some(week));
        }
        assert_eq!(Week::numbered(2019, 53), Week::numbered(2019, 52), "2019 has 52 weeks");
        assert_eq!(Week::of(day("2020-12-31")).later(1).to_string(), "2021-W01");
        for end in [Date::MIN, Date::MAX] {
            let week = Week::of(end);
            assert!(week.first_day() <= end && end <= week.last_day(), "{week}");
        }
    }

    #[test]
    fn a_gap_is_long_against_the_usual_distance() {
        let gaps = |days: &[&str]| {
            let mut calendar = Calendar::default();
            calendar.find_gaps(&days.iter().map(|text| day(text)).collect::<Vec<_>>());
            (calendar.usual_distance, calendar.gaps.iter().map(|gap| gap.days()).collect::<Vec<_>>())
        };
        let weekly = ["2020-01-06", "2020-01-13", "2020-01-20", "2020-01-27"];
        assert_eq!(gaps(&[&weekly[..], &["2020-02-17"]].concat()), (Some(7), Vec::new()), "two issues are missing");
        assert_eq!(gaps(&[&weekly[..], &["2020-02-24"]].concat()), (Some(7), vec![27]), "three are");
        assert_eq!(gaps(&weekly), (None, Vec::new()), "too few to say");
        let daily = ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04", "2020-01-18", "2020-02-02"];
        assert_eq!(gaps(&daily), (Some(1), vec![14]), "two weeks are none");
    }
}
