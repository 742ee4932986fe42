//! The sentences of the drawn screens.

use crate::text::{pluralize, thousands};

/// A screen whose data are being read.
pub const READING_POSTS: &str = "reading the posts…";
/// Enter on a week without posts.
pub const NO_POST_THEN: &str = "no posts then";
/// The heading of what came out in the selected weeks of other years.
pub const OTHER_YEARS: &str = "The same week in other years";
/// Enter on a period without stories.
pub const NO_STORIES_THEN: &str = "no stories then";
/// A query that no story with a date matches.
pub const NO_STORY_MATCHES: &str = "no story with a date matches";
/// The title of the list of words that rise.
pub const RISING: &str = "words that rise";
/// Trends without any stories that have a date.
pub const NO_DATED_STORIES: &str = "no story has a date";
/// No word rises, because nothing is older than a year.
pub const NOTHING_BEFORE: &str = "no word rises: there are no stories from before the last year";
/// No word rises.
pub const NOTHING_RISES: &str = "no word rises in the last year";
/// The timeline of an archive in which no post has a date.
pub const NO_DATES: &str = "no post has a date";
/// The timeline of what was read, where that is not known.
pub const NO_READING: &str = "when posts were read is not known; from now on, it is kept";

/// Periods cannot be longer than years or shorter than months.
#[must_use]
pub fn no_other_length(length: &str) -> String {
    match length {
        "month" => "months are the shortest periods".to_owned(),
        _ => "years are the longest periods".to_owned(),
    }
}

/// More queries were typed than are compared.
#[must_use]
pub fn too_many_queries(most: usize) -> String {
    format!("only the first {most} queries are compared")
}

/// How queries are typed; `key` opens the prompt.
#[must_use]
pub fn how_to_compare(key: &str) -> String {
    format!("{key} asks for queries to compare")
}

/// What the words that rise are counted in.
#[must_use]
pub fn rising_in(until: &str, recent: usize, before: usize) -> String {
    let recent = pluralize(recent, "story", "stories");
    format!("Year up to {until}: share of {recent}; of {} before", thousands(before))
}

/// The same where there is little room.
#[must_use]
pub fn rising_in_short(until: &str, recent: usize, before: usize) -> String {
    format!("Year to {until}: {}; before: {}", pluralize(recent, "story", "stories"), thousands(before))
}

/// A period of a query in words: `2019 Q3: 14 of 212 stories, 6.6%`.
#[must_use]
pub fn period_in_words(period: &str, stories: usize, all: usize, share: Option<&str>) -> String {
    match share {
        Some(share) => {
            format!("{period}: {} of {}, {share}", thousands(stories), pluralize(all, "story", "stories"))
        }
        None => format!("{period}: no stories in the archive"),
    }
}

/// The same where there is little room: `2019 Q3: 14/212, 6.6%`.
#[must_use]
pub fn period_in_numbers(period: &str, stories: usize, all: usize, share: Option<&str>) -> String {
    format!("{period}: {}/{}, {}", thousands(stories), thousands(all), share.unwrap_or("–"))
}

/// Stories that are in no period.
#[must_use]
pub fn undated_stories(count: usize) -> String {
    match count {
        1 => "1 story without a date is left out".to_owned(),
        count => format!("{} stories without a date are left out", thousands(count)),
    }
}

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
