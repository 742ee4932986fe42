//! Dates of posts: instants, shown in UTC, with their origin.

use std::time::SystemTime;

use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use super::date_text::{self, midnight};

/// Where a post's date was found, best source first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// The front matter's `date`.
    FrontMatter,
    /// The name of the file or of its folder.
    FileName,
    /// The dates of the issues before and after it in its series; shown as `about` that day.
    Neighbours,
    /// The file's modification time, if there is nothing better; shown as [`UNDATED`].
    Modified,
}

/// What stands in the place of a date that is nowhere in a file.
pub const UNDATED: &str = "undated";

/// The day that it is now, in UTC like all dates of posts.
#[must_use]
pub fn today() -> civil::Date {
    // A clock may be beyond the last day that there is.
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::MAX);
    Offset::UTC.to_datetime(now).date()
}

/// The date of a post, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostDate {
    instant: Timestamp,
    /// Where the date was found.
    pub origin: DateOrigin,
}

impl PostDate {
    /// A date that was found before.
    #[must_use]
    pub fn new(instant: Timestamp, origin: DateOrigin) -> Self {
        Self { instant, origin }
    }

    /// Parses a date in any of the forms that blogs, feeds and programs print; [`super::date_text`] lists them. A date
    /// without a zone is in UTC. The flag is true if all of the text was understood; otherwise only its day counts.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        let (instant, is_whole) = date_text::parse(text)?;
        Some((Self { instant, origin: DateOrigin::FrontMatter }, is_whole))
    }

    /// The date in a path: at the start of the file's name (`2017-10-16-a.md`, `2021-3-4 a.md`, `20171016-a.md`), of
    /// its folder's, or as folders for year, month and day (`2017/10/16/a.md`).
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let instant = midnight(date_text::day_of_path(path)?)?;
        Some(Self { instant, origin: DateOrigin::FileName })
    }

    /// The date of the last change of a file, in seconds since 1970. A number out of range is 1970.
    #[must_use]
    pub fn modified(seconds: i64) -> Self {
        let instant = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { instant, origin: DateOrigin::Modified }
    }

    /// A guess for an issue from the dates of two others of its series, each with its number: what lies between them is
    /// spread evenly. `None` if their dates are not in the order of their numbers.
    #[must_use]
    pub fn between(before: (u32, Self), number: u32, after: (u32, Self)) -> Option<Self> {
        let seconds = after.1.instant.as_second() - before.1.instant.as_second();
        let steps = i64::from(after.0) - i64::from(before.0);
        let done = i64::from(number) - i64::from(before.0);
        let passed = if steps == 0 { 0 } else { seconds / steps * done };
        let instant = Timestamp::from_second(before.1.instant.as_second() + passed).ok()?;
        (seconds >= 0).then_some(Self { instant, origin: DateOrigin::Neighbours })
    }

    /// The instant, by which posts are sorted.
    #[must_use]
    pub fn instant(&self) -> Timestamp {
        self.instant
    }

    /// True if the date stands nowhere in the file or its path.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        matches!(self.origin, DateOrigin::Modified | DateOrigin::Neighbours)
    }

    /// True if the date is only the modification time of the file: the post is listed as undated.
    #[must_use]
    pub fn is_of_file(&self) -> bool {
        self.origin == DateOrigin::Modified
    }

    /// The heading of a month in the post list: `December 2020`, or `undated`.
    #[must_use]
    pub fn month(&self) -> String {
        if self.is_of_file() { UNDATED.to_owned() } else { self.date_utc().strftime("%B %Y").to_string() }
    }

    /// Year and month: what the post list groups posts by. `None` for an undated post.
    #[must_use]
    pub fn year_month(&self) -> Option<(i16, i8)> {
        let date = self.date_utc();
        (!self.is_of_file()).then(|| (date.year(), date.month()))
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> i8 {
        self.date_utc().day()
    }

    /// `28 Dec 2020`, or `about 28 Dec 2020` for a guess; [`UNDATED`] without a date.
    #[must_use]
    pub fn format_long(&self) -> String {
        self.in_words("%-d %b %Y")
    }

    /// `28 Dec 2020`, or `28 Dec` for a date of this year, or `about 28 Dec`; [`UNDATED`] without a date.
    #[must_use]
    pub fn format_short(&self, this_year: i16) -> String {
        if self.date_utc().year() == this_year { self.in_words("%-d %b") } else { self.format_long() }
    }

    /// The same in a column of at most 12 cells, which has no room for the day of a guess: `about 2020`.
    #[must_use]
    pub fn format_narrow(&self, this_year: i16) -> String {
        let is_of_other_year = self.date_utc().year() != this_year;
        if self.is_guess() && is_of_other_year { self.in_words("%Y") } else { self.format_short(this_year) }
    }

    /// `2020-12-28`, or `about 2020-12-28` for a guess; [`UNDATED`] without a date.
    #[must_use]
    pub fn format_iso(&self) -> String {
        self.in_words("%F")
    }

    /// The date in a format of `strftime(3)`, in words where it does not stand in the file.
    fn in_words(&self, format: &str) -> String {
        let date = self.date_utc();
        match self.origin {
            DateOrigin::FrontMatter | DateOrigin::FileName => date.strftime(format).to_string(),
            DateOrigin::Neighbours => format!("about {}", date.strftime(format)),
            DateOrigin::Modified => UNDATED.to_owned(),
        }
    }

    /// The day in UTC.
    pub(crate) fn date_utc(&self) -> civil::Date {
        Offset::UTC.to_datetime(self.instant).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date as written, and the instant.
    const FORMS: [(&str, &str); 42] = [
        ("2017-12-28 08:24:06", "2017-12-28T08:24:06Z"),
        ("  2017-10-30", "2017-10-30T00:00:00Z"),
        ("2015-11-17 16:16:01 -0600", "2015-11-17T22:16:01Z"),
        ("2026-09-19T02:48:43.054014+00:00", "2026-09-19T02:48:43.054014Z"),
        ("2026-09-19T02:48Z", "2026-09-19T02:48:00Z"),
        ("2026-09-19 23:30:00 +05:30", "2026-09-19T18:00:00Z"),
        ("2026-09-19 02:48:00 UTC", "2026-09-19T02:48:00Z"),
        ("2017/10/30", "2017-10-30T00:00:00Z"),
        ("20171030", "2017-10-30T00:00:00Z"),
        ("2001-12-14 21:59:43.10 -5", "2001-12-15T02:59:43.1Z"),
        ("2017-06-14 3:06:00", "2017-06-14T03:06:00Z"),
        ("2015-12-2T14:10:00+03:00", "2015-12-02T11:10:00Z"),
        ("2015-12-31T1:44", "2015-12-31T01:44:00Z"),
        ("2017/6/4", "2017-06-04T00:00:00Z"),
        ("2017/06/14 15:06:00 +0200", "2017-06-14T13:06:00Z"),
        ("2017-06-14 15:06:00 EST", "2017-06-14T20:06:00Z"),
        ("2017-06-14 15:06:00CEST", "2017-06-14T13:06:00Z"),
        ("2020-10", "2020-10-01T00:00:00Z"),
        ("30.10.2017", "2017-10-30T00:00:00Z"),
        ("06.05.2023", "2023-05-06T00:00:00Z"),
        ("30/10/2017", "2017-10-30T00:00:00Z"),
        ("10/30/2017 9:05 am", "2017-10-30T09:05:00Z"),
        ("2023年5月6日", "2023-05-06T00:00:00Z"),
        ("2023年5月6日 18:30", "2023-05-06T18:30:00Z"),
        ("Mon, 19 Oct 2020 05:16:27 +0000", "2020-10-19T05:16:27Z"),
        ("Saturday, 19 Oct 2020 05:16:27 +0000", "2020-10-19T05:16:27Z"),
        ("Mon, 19 Oct 2020 05:16:27", "2020-10-19T05:16:27Z"),
        ("19 Oct 20 05:16 EST", "2020-10-19T10:16:00Z"),
        ("Sun, 19 Dec 2021", "2021-12-19T00:00:00Z"),
        ("October 19, 2020", "2020-10-19T00:00:00Z"),
        ("Sept. 3rd, 2020 at 10:00 PM", "2020-09-03T22:00:00Z"),
        ("12 May 2020 12:00 am", "2020-05-12T00:00:00Z"),
        ("19-Oct-2020", "2020-10-19T00:00:00Z"),
        ("October 2020", "2020-10-01T00:00:00Z"),
        ("5 November 2025 - 09:01", "2025-11-05T09:01:00Z"),
        ("2016-07-05 10:00:00 +0000 UTC", "2016-07-05T10:00:00Z"),
        ("2016-07-05 10:00:00.123 +0200 CEST m=+0.000012345", "2016-07-05T08:00:00.123Z"),
        ("Tue Jul  5 10:00:00 UTC 2016", "2016-07-05T10:00:00Z"),
        ("Tue Jul 05 2016 10:00:00 GMT+0200 (Central European Summer Time)", "2016-07-05T08:00:00Z"),
        ("Tue, 5 Jul 2016 10:00:00 -0400 (EDT)", "2016-07-05T14:00:00Z"),
        ("1467712800", "2016-07-05T10:00:00Z"),
        ("1467712800000", "2016-07-05T10:00:00Z"),
    ];

    #[test]
    fn every_form_of_date_is_parsed() {
        for (text, want) in FORMS {
            let parsed = PostDate::parse(text).map(|(date, is_whole)| (date.instant().to_string(), is_whole));
            assert_eq!(parsed, Some((want.to_owned(), true)), "{text}");
        }
        let no_dates = [
            "",
            "yesterday",
            "2017-13-01",
            "2017-02-30",
            "0000",
            "9999-99-99",
            "99999-01-01",
            "2020",
            "05/06/2017",
            "{{date}}",
            "10:30",
            "12345",
            "99999999999999999999",
        ];
        for text in no_dates {
            assert_eq!(PostDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_counts_where_only_the_day_is_understood() {
        for (text, want) in [
            ("2017-06-14T15:06:00[America/New_York]", "2017-06-14T00:00:00Z"),
            ("2017-06-14 15:06:00 IST", "2017-06-14T00:00:00Z"),
            ("2017-10-30 25:00:00", "2017-10-30T00:00:00Z"),
            ("2023-01-29 18:30:22 2023 -0800", "2023-01-29T00:00:00Z"),
            ("written on 5 May 2020, mostly", "2020-05-05T00:00:00Z"),
        ] {
            let parsed = PostDate::parse(text).map(|(date, is_whole)| (date.instant().to_string(), is_whole));
            assert_eq!(parsed, Some((want.to_owned(), false)), "{text}");
        }
    }

    #[test]
    fn paths_have_dates() {
        let day = |path| PostDate::from_path(path).map(|date| date.format_iso());
        for (path, want) in [
            ("2017-10-16-blog.xix.ai-2BOcthZ.md", "2017-10-16"),
            ("2017-10-16.md", "2017-10-16"),
            ("notes/2021-3-4-no-zeros.md", "2021-03-04"),
            ("2021_03_04 letter.md", "2021-03-04"),
            ("20210304-letter.md", "2021-03-04"),
            ("202103041530 letter.md", "2021-03-04"),
            ("blog/2021-03-04-letter/index.md", "2021-03-04"),
            ("blog/2021/03/04/letter.md", "2021-03-04"),
            ("2021/03/04-letter.md", "2021-03-04"),
        ] {
            assert_eq!(day(path).as_deref(), Some(want), "{path}");
        }
        for path in
            ["2017-10-161.md", "import-ai-330.md", "日本語日本語.md", "2024-13-09.md", "12345678.md", "2021/03/a.md"]
        {
            assert_eq!(day(path), None, "{path}");
        }
    }

    #[test]
    fn guesses_are_told_in_words() {
        assert_eq!(PostDate::modified(0).format_long(), UNDATED);
        let date = |text| PostDate::parse(text).map(|(date, _)| date);
        let around = date("2017-03-05").zip(date("2017-03-19"));
        let guess = around.and_then(|(before, after)| PostDate::between((1, before), 2, (3, after)));
        let shown = |guess: PostDate| {
            [guess.format_long(), guess.format_iso(), guess.format_narrow(2017), guess.format_narrow(2020)]
        };
        let want = ["about 12 Mar 2017", "about 2017-03-12", "about 12 Mar", "about 2017"];
        assert_eq!(guess.map(shown), Some(want.map(str::to_owned)));
        assert_eq!(PostDate::parse("2020-12-28").map(|(date, _)| date.format_long()).as_deref(), Some("28 Dec 2020"));
    }
}
