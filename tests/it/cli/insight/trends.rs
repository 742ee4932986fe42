//! `trends`: shares by period, their chart, and the words that rise.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::planted::{FICTION_EVERY, ISSUES, STORIES, TREND, TREND_FROM, archive, date};
use super::{User, nothing, objects, odd_archives, path};
use crate::support::Failures;

/// The year of an issue, counted from 1.
fn year(issue: usize) -> usize {
    2018 + (issue - 1) / 12
}

#[test]
fn shares_are_those_that_were_planted() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let ended = user.run(&["trends", TREND, "lanterns -loud", "--in", folder, "--by", "year", "--json"]);
    let found = objects(&ended.fine());
    let mut table = Failures::default();
    for period in found[0]["periods"].as_array().unwrap() {
        let name: usize = period["period"].as_str().unwrap().parse().unwrap();
        let issues: Vec<usize> = (1..=ISSUES).filter(|&issue| year(issue) == name).collect();
        let with_trend = issues.iter().filter(|&&issue| issue >= TREND_FROM).count();
        let fiction = issues.iter().filter(|&&issue| issue % FICTION_EVERY == 0).count();
        // A link post for each issue.
        let stories = issues.len() * (STORIES + 1) + fiction;
        table.compare("stories", &period["stories"], &with_trend.into());
        table.compare("all stories", &period["all_stories"], &stories.into());
        table.compare("posts", &period["posts"], &with_trend.into());
        table.compare("all posts", &period["all_posts"], &(issues.len() * 2).into());
        let share = period["share_of_stories"].as_f64().unwrap();
        let number = |count: usize| f64::from(u32::try_from(count).unwrap());
        table.unless((share * number(stories) - number(with_trend)).abs() < 1e-9, || period.to_string());
    }
    table.report();
    let count = ISSUES - TREND_FROM + 1;
    assert_eq!((&found[0]["stories"], &found[0]["undated_posts"]), (&count.into(), &2.into()));
    assert_eq!(&found[0]["first"]["date"].as_str().unwrap()[..10], date(TREND_FROM));
    assert_eq!(&found[0]["last"]["date"].as_str().unwrap()[..10], date(ISSUES));
    assert!(found[0]["first"]["why"].as_str().unwrap().contains(TREND), "{}", found[0]["first"]);
    assert_eq!(found[0]["peak"], "2021");
    let years: Vec<&Value> = found[1]["periods"].as_array().unwrap().iter().map(|period| &period["stories"]).collect();
    assert_eq!(years, [&Value::from(2), &Value::from(2), &Value::from(1), &Value::from(0)]);
}

#[test]
fn periods_have_names_of_their_length() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    for (by, first, count) in [("month", "2018-01", 40), ("quarter", "2018 Q1", 14), ("year", "2018", 4)] {
        let found = objects(&user.run(&["trends", TREND, "--in", folder, "--by", by, "--json"]).fine());
        let periods = found[0]["periods"].as_array().unwrap();
        assert_eq!((periods.len(), &periods[0]["period"]), (count, &first.into()));
    }
    let found = objects(&user.run(&["trends", TREND, "--in", folder, "--json"]).fine());
    assert_eq!(found[0]["periods"].as_array().unwrap().len(), 14, "quarters fit the archive");
}

#[test]
fn charts_fit_and_need_no_colour() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let ended = user.run(&["trends", TREND, "--in", folder, "--by", "year"]);
    // A folder may be typed as for other commands.
    assert_eq!(user.run(&["trends", TREND, folder, "--by", "year"]), ended);
    assert_eq!((ended.code, &*ended.err), (Some(0), "importai-reader: 2 posts without a date left out\n"));
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines[0], TREND);
    assert_eq!(lines[1], "  12 of 170 stories, 7.1%; 12 of 80 posts; 2 undated");
    assert_eq!(lines[2], "  first 2020-05-05  Harbour 29 hears of matter 2");
    assert_eq!(lines[4], "  peak  2021: 23.5%");
    assert!(lines[9].starts_with("2021  ██████") && lines[9].ends_with(" 23.5% 4/17"), "{}", ended.out);
    assert!(lines.iter().all(|line| line.width() <= 76) && !ended.out.contains('\u{1b}'), "{}", ended.out);
    let six = user.run(&["trends", "a", "e", "i", "o", "u", TREND, "--in", folder]);
    assert_eq!(six.out.lines().filter(|line| *line == TREND).count(), 2, "above its numbers and above its bars");
    assert!(six.out.lines().all(|line| line.width() <= 76), "{}", six.out);
    let seven = user.run(&["trends", "a", "b", "c", "d", "e", "f", "g", "--in", folder]);
    assert_eq!(seven.code, Some(2));
}

#[test]
fn csv_has_a_row_for_each_period() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let ended = user.run(&["trends", "\"gyroscope hums\"", "--in", folder, "--by", "year", "--csv"]);
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines[0], "query,period,posts,all_posts,share_of_posts,stories,all_stories,share_of_stories");
    assert_eq!(lines[4], "\"\"\"gyroscope hums\"\"\",2021,4,8,0.500000,4,17,0.235294");
}

#[test]
fn what_is_nowhere_is_told() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let none = user.run(&["trends", "zeppelin", "blimp", "--in", folder]);
    assert_eq!(nothing(&none), "no story matches “zeppelin” or “blimp”");
    let some = objects(&user.run(&["trends", "zeppelin", TREND, "--in", folder, "--json"]).fine());
    assert_eq!((&some[0]["stories"], &some[0]["peak"], &some[0]["first"]), (&0.into(), &Value::Null, &Value::Null));
    assert_eq!(user.run(&["trends", "year:20", "--in", folder]).code, Some(2));
}

#[test]
fn the_word_that_was_planted_rises() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let found = objects(&user.run(&["trends", "--in", folder, "--json"]).fine());
    assert_eq!(found[0]["term"], TREND, "{found:?}");
    // The last twelve of the forty months, without fiction.
    assert_eq!((&found[0]["stories"], &found[0]["all_stories"]), (&12.into(), &48.into()));
    assert_eq!((&found[0]["stories_before"], &found[0]["all_stories_before"]), (&0.into(), &112.into()));
    let planted = [TREND, "spins", "hums", "new"];
    let noise: Vec<&Value> =
        found.iter().map(|term| &term["term"]).filter(|term| !planted.contains(&term.as_str().unwrap())).collect();
    assert!(noise.is_empty(), "{noise:?}");
    let ended = user.run(&["trends", "--in", folder, "--limit", "1"]);
    assert_eq!(ended.err, "importai-reader: 2 stories without a date left out\n");
    assert!(ended.out.starts_with("Rising in the year up to 2021-04-05\n"), "{}", ended.out);
    assert!(ended.out.contains("\ngyroscope  25.0%   0.0%  G² "), "{}", ended.out);
}

#[test]
fn archives_of_any_shape_have_trends() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let folder = path(folder.path());
        let found = user.run(&["trends", "lamp", "強化学習", "--in", folder]);
        table.compare(name, &found.code, &Some(i32::from(name == "no texts")));
        let rising = user.run(&["trends", "--in", folder]);
        table.compare(name, &(rising.code, rising.err.lines().count()), &(Some(1), 1));
    }
    table.report();
}
