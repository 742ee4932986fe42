//! `timeline`: weeks, gaps and read posts as they were planted, and what came out on a day of the year.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::{User, nothing, objects, odd_archives, path};
use crate::support::{Failures, Folder};

/// Issues from the Monday 2018-01-08 on, a week apart.
const ISSUES: i32 = 120;

/// The issues that never came out, counted from 0.
const MISSING: std::ops::Range<i32> = 60..66;

fn day(issue: i32) -> Date {
    date(2018, 1, 8).checked_add((issue * 7).days()).unwrap()
}

fn issue(number: i32) -> (String, String) {
    let day = day(number);
    let text = format!(
        "---\ntitle: Harbour {number}\ndate: {day}\nlink: https://notes.example.org/{number}\n---\n\nA lamp is lit.\n"
    );
    (format!("{day}.md"), text)
}

/// Weekly issues with some missing, and a post without a date.
fn weekly() -> Folder {
    let folder = Folder::new();
    for (name, text) in (0..ISSUES).filter(|number| !MISSING.contains(number)).map(issue) {
        folder.write(name, text);
    }
    folder.write("undated.md", "A post without a date.\n");
    folder
}

/// Marks posts as if on another machine.
fn mark(user: &User, marks: &Value) {
    let file = user.home.write("marks.json", json!({"version": 1, "marks": marks}).to_string());
    user.run(&["marks", "import", path(&file)]).fine();
}

#[test]
fn weeks_have_what_was_planted() {
    let (user, archive) = (User::new(), weekly());
    let link = |number: i32| format!("https://notes.example.org/{number}");
    mark(
        &user,
        &json!([
            {"link": link(0), "read": true, "read_at": "2019-03-20T10:00:00Z"},
            {"link": link(1), "read": true, "starred": true},
            {"link": link(2), "read": true, "read_at": "2019-03-21T10:00:00Z"},
        ]),
    );
    let found = objects(&user.run(&["timeline", path(archive.path()), "--json"]).fine());
    let mut table = Failures::default();
    for (number, week) in (0..).zip(&found) {
        let (is_missing, is_read) = (MISSING.contains(&number), number < 3);
        // Issue 62 is of the week of 2019-03-18.
        let want = json!({
            "week": week["week"],
            "first_day": day(number).to_string(),
            "posts": i32::from(!is_missing),
            "unread": i32::from(!is_missing && !is_read),
            "starred": i32::from(number == 1),
            "read": if day(number) == date(2019, 3, 18) { 2 } else { 0 },
            "gap": is_missing,
        });
        table.compare(&format!("issue {number}"), week, &want);
    }
    table.report();
    assert_eq!(found.len(), usize::try_from(ISSUES).unwrap());
    assert_eq!((&found[0]["week"], &found[51]["week"]), (&"2018-W02".into(), &"2019-W01".into()));
}

#[test]
fn the_calendar_is_read_without_colours() {
    let (user, archive) = (User::new(), weekly());
    let link = |number: i32| format!("https://notes.example.org/{number}");
    let read: Vec<Value> = (0..10).map(|number| json!({"link": link(number), "read": true})).collect();
    mark(&user, &json!(read));
    mark(&user, &json!([{"link": link(9), "starred": true}, {"link": link(10), "starred": true}]));
    let ended = user.run(&["timeline", path(archive.path())]);
    assert_eq!((ended.code, &*ended.err), (Some(0), "importai-reader: 1 post without a date left out\n"));
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines[0], "114 posts from 8 Jan 2018 to 20 Apr 2020");
    assert_eq!(lines[1], "104 unread, 2 starred");
    let full = |weeks: usize| "█".repeat(weeks);
    assert_eq!(lines[3], "      Jan Feb Mar  Apr May Jun  Jul Aug Sep  Oct Nov  Dec");
    assert_eq!(lines[4], format!(" 2018  {}     51", full(51)));
    assert_eq!(lines[5], format!("                {}", "★✪".to_owned() + &"●".repeat(40)));
    assert_eq!(lines[6], format!(" 2019 {}------{}     46", full(9), full(37)));
    assert_eq!(lines[8], format!(" 2020 {}{}    17", full(17), " ".repeat(36)));
    assert!(
        ended.out.contains("\n a cell is a week, Monday to Sunday:\n · none  █ 1 or more  - gap\n"),
        "{}",
        ended.out
    );
    assert!(ended.out.contains("\n ● unread  ★ starred  ✪ both\n"), "{}", ended.out);
    assert!(
        ended
            .out
            .ends_with("\n1 gap (usually, a post follows another within 7 days):\n  26 Feb – 14 Apr 2019 (48 days)\n"),
        "{}",
        ended.out
    );
    assert!(lines.iter().all(|line| line.width() <= 76) && !ended.out.contains('\u{1b}'), "{}", ended.out);
}

#[test]
fn reading_is_shown_by_the_week_in_which_it_was_done() {
    let (user, archive) = (User::new(), weekly());
    let read = |number: i32, at: &str| json!({"link": format!("https://notes.example.org/{number}"), "read": true, "read_at": at});
    mark(&user, &json!([read(0, "2026-01-05T08:00:00Z"), read(1, "2026-01-14T08:00:00Z")]));
    let out = user.run(&["timeline", path(archive.path())]).out;
    let (_, reading) = out.split_once("2 posts read, by the week in which you read them\n\n").unwrap();
    let lines: Vec<&str> = reading.lines().collect();
    assert_eq!(lines[1], format!(" 2026  ██{}2", " ".repeat(55)));
    assert!(!out.contains(" 2025 "), "years without posts and without reading are left out: {out}");
}

#[test]
fn a_day_is_listed_in_all_years() {
    let (user, archive) = (User::new(), weekly());
    let on = |day: &str| user.run(&["timeline", path(archive.path()), "--on", day]);
    let days = |out: &str| -> Vec<String> { out.lines().map(|line| line[..10].to_owned()).collect() };
    assert_eq!(days(&on("02-19").fine()), ["2020-02-17", "2019-02-18", "2018-02-19"]);
    assert_eq!(on("02-19").out.lines().next(), Some("2020-02-17\tHarbour 110\thttps://notes.example.org/110"));
    // New Year: what came out at the end of a year is near the first day of the next one.
    assert_eq!(days(&on("1 Jan").fine()), ["2019-12-30", "2018-12-31"]);
    let found = objects(&user.run(&["timeline", path(archive.path()), "--on", "2020-02-19", "--json"]).fine());
    assert_eq!((found.len(), &found[2]["title"]), (3, &"Harbour 6".into()));
    let none = user.run(&["timeline", path(Folder::with(&[("a.md", &issue(0).1)]).path()), "--on", "2 Jul"]);
    assert_eq!(nothing(&none), "no posts of 2 July or the three days around it, in any year");
    let wrong = on("soon");
    assert!(wrong.code == Some(2) && wrong.err.contains("a day is written as 12-28"), "{}", wrong.err);
}

#[test]
fn archives_of_any_shape_have_a_timeline() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let ended = user.run(&["timeline", path(folder.path())]);
        table.compare(name, &ended.code, &Some(i32::from(name == "no dates")));
        let weeks = user.run(&["timeline", path(folder.path()), "--json"]).out.lines().count();
        table.compare(name, &weeks, &usize::from(name != "no dates"));
    }
    table.report();
}

#[test]
fn nothing_is_written() {
    let (user, archive) = (User::new(), weekly());
    user.run(&["timeline", path(archive.path())]);
    assert!(!user.home.join("data/importai-reader/marks.db").exists());
}
