//! Dates: every form, in the order front matter, file name, last change.

use crate::support::{Failures, Folder, load_one, summary};

/// A file's name, its date as it stands after the colon (none: no such key), the instant, how it is shown, and the
/// faults.
struct Dated(&'static str, Option<&'static str>, &'static str, &'static str, &'static str);

const NAMED: &str = "2024-03-09-example.org-1a2b3c.md";

const DATES: [Dated; 26] = [
    Dated(NAMED, Some("2017-12-28 08:24:06"), "2017-12-28T08:24:06Z", "2017-12-28", ""),
    Dated(NAMED, Some("2017-10-30"), "2017-10-30T00:00:00Z", "2017-10-30", ""),
    Dated(NAMED, Some("   2015-10-10"), "2015-10-10T00:00:00Z", "2015-10-10", ""),
    Dated(NAMED, Some("  2015-11-17 16:16:01 -0600"), "2015-11-17T22:16:01Z", "2015-11-17", ""),
    Dated(NAMED, Some("2015-11-17 23:16:01 -0600"), "2015-11-18T05:16:01Z", "2015-11-18", ""),
    Dated(NAMED, Some("'2026-09-19T02:48:43.054014+00:00'"), "2026-09-19T02:48:43.054014Z", "2026-09-19", ""),
    Dated(NAMED, Some("\"2026-09-19T00:30:00+02:00\""), "2026-09-18T22:30:00Z", "2026-09-18", ""),
    Dated(NAMED, Some("2026-09-19T02:48:43Z"), "2026-09-19T02:48:43Z", "2026-09-19", ""),
    Dated(NAMED, Some("\"2017-10-30\""), "2017-10-30T00:00:00Z", "2017-10-30", ""),
    Dated(NAMED, Some("2017-10-30 08:24"), "2017-10-30T08:24:00Z", "2017-10-30", ""),
    Dated(NAMED, Some("2017/10/30"), "2017-10-30T00:00:00Z", "2017-10-30", ""),
    Dated(NAMED, Some("Mon, 19 Oct 2020 05:16:27 +0000"), "2020-10-19T05:16:27Z", "2020-10-19", ""),
    Dated(NAMED, Some("\"\""), "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated(NAMED, Some(""), "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated(NAMED, Some("undefined"), "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated(NAMED, None, "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated(NAMED, Some("soon"), "2024-03-09T00:00:00Z", "2024-03-09 by name", "3 BadDate(\"soon\")"),
    Dated(NAMED, Some("2017-02-30"), "2024-03-09T00:00:00Z", "2024-03-09 by name", "3 BadDate(\"2017-02-30\")"),
    Dated(
        NAMED,
        Some("2017-10-30 25:00:00"),
        "2017-10-30T00:00:00Z",
        "2017-10-30",
        "3 OnlyDay(\"2017-10-30 25:00:00\")",
    ),
    Dated(NAMED, Some("99999-01-01"), "2024-03-09T00:00:00Z", "2024-03-09 by name", "3 BadDate(\"99999-01-01\")"),
    Dated(NAMED, Some("2017-10-30 # a day"), "2017-10-30T00:00:00Z", "2017-10-30", ""),
    Dated("2024-03-09.md", None, "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated("2024-13-09-month.md", None, "2021-05-02T10:06:40Z", "undated by file", "NoDate"),
    Dated("20240309-digits.md", None, "2024-03-09T00:00:00Z", "2024-03-09 by name", ""),
    Dated("import-ai-330.md", Some("\"\""), "2021-05-02T10:06:40Z", "undated by file", "NoDate"),
    Dated("import-ai-330.md", Some("soon"), "2021-05-02T10:06:40Z", "undated by file", "NoDate, 3 BadDate(\"soon\")"),
];

#[test]
fn every_form_of_date_is_parsed() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for Dated(name, date, instant, shown, faults) in DATES {
        let line = date.map(|date| format!("date: {date}\n")).unwrap_or_default();
        let path = folder.write(name, format!("---\ntitle: A title\n{line}---\nThe text.\n"));
        let post = load_one(&path);
        let what = format!("{name} with {line:?}");
        wrong.compare(&what, &*post.date.instant().to_string(), instant);
        wrong.compare(&what, &*summary(&post), format!("A title | {shown} | - |  |  | {faults}").trim_end());
    }
    wrong.report();
}

#[test]
fn guessed_dates_start_with_a_tilde() {
    let folder = Folder::with(&[("a.md", "Words."), (NAMED, "Words.")]);
    assert!(load_one(&folder.join("a.md")).date.is_guess());
    assert_eq!(load_one(&folder.join("a.md")).date.format_long(), "undated");
    assert!(!load_one(&folder.join(NAMED)).date.is_guess());
    assert_eq!(load_one(&folder.join(NAMED)).date.format_long(), "9 Mar 2024");
}

#[test]
fn the_index_is_newest_first_by_instant_and_then_by_name() {
    let dated = |date: &str, title: &str| format!("---\ntitle: {title}\ndate: {date}\n---\nThe text.\n");
    let folder = Folder::new();
    folder.write("2030-01-01-c.md", dated("2020-01-02 01:00:00 +0300", "third"));
    folder.write("2010-01-01-b.md", dated("2020-01-01 23:00:00", "second"));
    folder.write("z.md", dated("'2020-01-02T00:00:00+00:00'", "first"));
    folder.write("2020-01-01-a.md", dated("\"\"", "fourth"));
    folder.write("2020-01-01-d.md", "no date but in its name");
    assert_eq!(folder.load().titles(), ["first", "second", "third", "fourth", "no date but in its name"]);
}
