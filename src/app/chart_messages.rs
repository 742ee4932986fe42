//! The sentences of the drawn screens.

use crate::text::{pluralize, thousands};

/// A screen whose data are being read.
pub const READING_POSTS: &str = "reading the posts…";
/// Enter on a week without posts.
pub const NO_POST_THEN: &str = "no posts then";
/// The heading of what came out in the selected weeks of other years.
pub const OTHER_YEARS: &str = "The same week in other years";
/// The timeline of an archive in which no post has a date.
pub const NO_DATES: &str = "no post has a date";
/// The timeline of what was read, where that is not known.
pub const NO_READING: &str = "when posts were read is not known; from now on, it is kept";

/// `@` on a day on which nothing came out.
#[must_use]
pub fn nothing_on_this_day(day: &str) -> String {
    format!("nothing came out on {day} or the three days around it, in any year")
}

/// The heading of a year in the list of a day.
#[must_use]
pub fn years_ago(year: i16, this_year: i16) -> String {
    match i32::from(this_year) - i32::from(year) {
        0 => format!("{year}, this year"),
        years if years > 0 => {
            let years = pluralize(usize::try_from(years).unwrap_or_default(), "year", "years");
            format!("{year}, {years} ago")
        }
        _ => year.to_string(),
    }
}

/// Posts that are in no week.
#[must_use]
pub fn without_date(count: usize) -> String {
    match count {
        1 => "1 post without a date is left out".to_owned(),
        count => format!("{} posts without a date are left out", thousands(count)),
    }
}

/// The gaps of an archive, in words.
#[must_use]
pub fn gaps(gaps: &[String]) -> String {
    let count = pluralize(gaps.len(), "gap", "gaps");
    format!("{count}: {}", gaps.join(", "))
}

/// The selected week is in a gap.
#[must_use]
pub fn in_gap(gap: &str) -> String {
    format!("in the gap of {gap}")
}

/// Posts of a week that have no room.
#[must_use]
pub fn more_posts(count: usize) -> String {
    format!("and {} more", thousands(count))
}
