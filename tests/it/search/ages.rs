//! How long ago a post was published, how long it is, and how long it takes to read.

use importai_reader::search::Query;
use jiff::civil::date;

use super::{Corpus, post};
use crate::support::Folder;

/// Ages on 10 January 2021, and the posts that they find, which are named after their dates.
const AGES: &[(&str, &str)] = &[
    ("date:<7days", "2021-01-04 2021-01-10 2021-02-01"),
    ("date:<1week", "2021-01-04 2021-01-10 2021-02-01"),
    ("date:<=1week", "2021-01-03 2021-01-04 2021-01-10 2021-02-01"),
    ("date:<1w", "2021-01-04 2021-01-10 2021-02-01"),
    ("date:>7d", "2019-06-01 2020-12-10 2021-01-02"),
    ("date:>=7day", "2019-06-01 2020-12-10 2021-01-02 2021-01-03"),
    ("date:>1month", "2019-06-01"),
    ("date:>=1m", "2019-06-01 2020-12-10"),
    ("date:<1year -date:<2weeks", "2020-12-10"),
    ("date:>1y", "2019-06-01"),
    ("date:>99999999999years", ""),
    ("date:<99999years date:<2020", "2019-06-01"),
    // The day, and days from one to another.
    ("date:7days", "2021-01-03"),
    ("date:0d", "2021-01-10"),
    ("date:1month..1week", "2020-12-10 2021-01-02 2021-01-03"),
    ("date:8days..2021-01-04", "2021-01-02 2021-01-03 2021-01-04"),
    ("date:..2years", ""),
];

#[test]
fn less_than_an_age_is_newer_and_more_is_older() {
    let folder = Folder::new();
    for day in ["2019-06-01", "2020-12-10", "2021-01-02", "2021-01-03", "2021-01-04", "2021-01-10", "2021-02-01"] {
        folder.write(format!("{day}.md"), post("Untitled", day, "", "Text."));
    }
    let searched = Corpus::of(folder.path());
    searched.compare_parsed(AGES, |query| Query::parse_on(query, date(2021, 1, 10)).unwrap());
}

#[test]
fn ages_are_counted_from_the_day_of_the_clock() {
    let folder = Folder::new();
    folder.write("old.md", post("Untitled", "2020-01-01", "", "Text."));
    folder.write("new.md", post("Untitled", "9000-01-01", "", "Text."));
    let searched = Corpus::of(folder.path());
    assert_eq!(searched.names("date:<2days"), ["new"]);
    assert_eq!(searched.names("date:>2days"), ["old"]);
}

#[test]
fn posts_are_found_by_reading_time_and_length() {
    let folder = Folder::new();
    for (name, words) in [("one", 100), ("five", 1_200), ("ten", 2_400), ("twenty", 4_800)] {
        folder.write(format!("{name}.md"), post("Untitled", "2020-01-01", "", &"word ".repeat(words)));
    }
    let searched = Corpus::of(folder.path());
    searched.compare(&[
        ("minutes:<5", "one"),
        ("minutes:5", "five"),
        ("minutes:<=5", "five one"),
        ("minutes:10..20", "ten twenty"),
        ("minutes:10..", "ten twenty"),
        ("minutes:>10", "twenty"),
        ("Minutes:..9 -words:<1000", "five"),
        ("words:>4000", "twenty"),
        ("words:1000..3000", "five ten"),
        ("words:>99999999999", ""),
        ("words:<99999999999", "five one ten twenty"),
    ]);
}
