//! Dates of posts: instants, shown in UTC, with their origin.

use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use serde::Serialize;

/// Where a post's date was found, best source first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// The front matter's `date`.
    FrontMatter,
    /// `YYYY-MM-DD` at the start of the file's name.
    FileName,
    /// The file's modification time, if there is nothing better; shown with a `~` in front of it.
    Modified,
}

/// The date of a post, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostDate {
    instant: Timestamp,
    /// Where the date was found.
    pub origin: DateOrigin,
}

impl PostDate {
    /// Parses the dates that are found in front matter: `2017-12-28 08:24:06`, `2017-10-30`, `2015-11-17 16:16:01
    /// -0600`, `2026-09-19T02:48:43.054014+00:00`, and the dates of mail and feeds (RFC 2822). A date without a zone
    /// is in UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let instant = parse_instant(text.trim())?;
        Some(Self { instant, origin: DateOrigin::FrontMatter })
    }

    /// The date at the start of a file name: `2017-10-16-blog.xix.ai-2BOcthZ.md`.
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<Self> {
        let day = name.get(..10)?;
        if name[10..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let instant = midnight(parse_day(day)?)?;
        Some(Self { instant, origin: DateOrigin::FileName })
    }

    /// The date of the last change of a file, in seconds since 1970. A number out of range is 1970.
    #[must_use]
    pub fn modified(seconds: i64) -> Self {
        let instant = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { instant, origin: DateOrigin::Modified }
    }

    /// The instant, by which posts are sorted.
    #[must_use]
    pub fn instant(&self) -> Timestamp {
        self.instant
    }

    /// True if the date is only the modification time of the file.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        self.origin == DateOrigin::Modified
    }

    /// The heading of a month in the post list: `December 2020`.
    #[must_use]
    pub fn month(&self) -> String {
        self.date_utc().strftime("%B %Y").to_string()
    }

    /// Year and month: what the post list groups posts by.
    #[must_use]
    pub fn year_month(&self) -> (i16, i8) {
        let date = self.date_utc();
        (date.year(), date.month())
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> i8 {
        self.date_utc().day()
    }

    /// `28 Dec 2020`, with `~` in front of a guess.
    #[must_use]
    pub fn format_long(&self) -> String {
        format!("{}{}", self.guess_sign(), self.date_utc().strftime("%-d %b %Y"))
    }

    /// `2020-12-28`, with `~` in front of a guess.
    #[must_use]
    pub fn format_iso(&self) -> String {
        format!("{}{}", self.guess_sign(), self.date_utc())
    }

    fn guess_sign(&self) -> &'static str {
        if self.is_guess() { "~" } else { "" }
    }

    /// The day in UTC.
    pub(crate) fn date_utc(&self) -> civil::Date {
        Offset::UTC.to_datetime(self.instant).date()
    }
}

fn parse_instant(text: &str) -> Option<Timestamp> {
    if let Some(date) = parse_day(text) {
        return midnight(date);
    }
    let (moment, zone) = split_zone(text);
    let offset = match zone {
        None => Some(Offset::UTC),
        Some(zone) => parse_zone(zone),
    };
    if let Ok(datetime) = moment.parse::<civil::DateTime>()
        && let Some(offset) = offset
    {
        return offset.to_timestamp(datetime).ok();
    }
    let slashed = text.replace(['/', '.'], "-");
    parse_day(&slashed).and_then(midnight).or_else(|| rfc2822::parse(text).ok().map(|date| date.timestamp()))
}

/// `2017-10-30` and nothing else.
fn parse_day(text: &str) -> Option<civil::Date> {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    text.parse().ok()
}

fn midnight(date: civil::Date) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(date.to_datetime(civil::Time::midnight())).ok()
}

/// Splits `2015-11-17 16:16:01 -0600` into the time and its zone.
fn split_zone(text: &str) -> (&str, Option<&str>) {
    let after_day = 10.min(text.len());
    let Some(tail) = text.get(after_day..) else { return (text, None) };
    let at = tail.find(['+', '-', 'Z', 'z']).or_else(|| tail.find(" UTC")).or_else(|| tail.find(" GMT"));
    match at {
        Some(at) => (text[..after_day + at].trim_end(), Some(text[after_day + at..].trim())),
        None => (text, None),
    }
}

/// `Z`, `UTC`, `GMT`, `+05:30`, `-0600` or `+01`.
fn parse_zone(zone: &str) -> Option<Offset> {
    if matches!(zone, "Z" | "z" | "UTC" | "GMT") {
        return Some(Offset::UTC);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.get(1..)?.chars().filter(|&c| c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_of_date_is_parsed() {
        for (text, want) in [
            ("2017-12-28 08:24:06", "2017-12-28T08:24:06Z"),
            ("  2017-10-30", "2017-10-30T00:00:00Z"),
            ("2015-11-17 16:16:01 -0600", "2015-11-17T22:16:01Z"),
            ("2026-09-19T02:48:43.054014+00:00", "2026-09-19T02:48:43.054014Z"),
            ("2026-09-19T02:48Z", "2026-09-19T02:48:00Z"),
            ("2026-09-19 23:30:00 +05:30", "2026-09-19T18:00:00Z"),
            ("2026-09-19 02:48:00 UTC", "2026-09-19T02:48:00Z"),
            ("2017/10/30", "2017-10-30T00:00:00Z"),
            ("20171030", "2017-10-30T00:00:00Z"),
            ("Mon, 19 Oct 2020 05:16:27 +0000", "2020-10-19T05:16:27Z"),
        ] {
            assert_eq!(PostDate::parse(text).map(|d| d.instant().to_string()).as_deref(), Some(want), "{text}");
        }
        for text in ["", "yesterday", "2017-13-01", "2017-02-30", "0000", "9999-99-99"] {
            assert_eq!(PostDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn file_names_start_with_dates() {
        let day = |name| PostDate::from_file_name(name).map(|d| d.format_iso());
        assert_eq!(day("2017-10-16-blog.xix.ai-2BOcthZ.md").as_deref(), Some("2017-10-16"));
        assert_eq!(day("2017-10-16.md").as_deref(), Some("2017-10-16"));
        assert_eq!(day("2017-10-161.md"), None);
        assert_eq!(day("import-ai-330.md"), None);
        assert_eq!(day("日本語日本語.md"), None);
    }

    #[test]
    fn guesses_start_with_a_tilde() {
        assert_eq!(PostDate::modified(0).format_long(), "~1 Jan 1970");
        assert_eq!(PostDate::parse("2020-12-28").map(|d| d.format_long()).as_deref(), Some("28 Dec 2020"));
    }
}
