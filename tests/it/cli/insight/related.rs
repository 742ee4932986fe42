//! `related`: the stories that are most like one, and those that only look so.

use super::planted::{ALIKE_IN, archive, date, headline};
use super::{User, nothing, objects, odd_archives, path};
use crate::support::Failures;

#[test]
fn stories_that_are_alike_are_found() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let ([first, last], wire) = ALIKE_IN;
    let of_last = format!("{}-harbour-notes-{last}.md#3", date(last));
    let file = archive.join(&of_last);
    let by_file = objects(&user.run(&["related", path(&file), folder, "--json"]).fine());
    let by_name = objects(&user.run(&["related", &headline(last, 3), folder, "--json"]).fine());
    assert_eq!(by_file, by_name);
    let mut best: Vec<&serde_json::Value> = by_file.iter().collect();
    best.sort_by(|a, b| b["score"].as_f64().unwrap().total_cmp(&a["score"].as_f64().unwrap()));
    let mut dates: Vec<&str> = best[..2].iter().map(|story| &story["date"].as_str().unwrap()[..10]).collect();
    dates.sort_unstable();
    assert_eq!(dates, [date(first), date(wire)], "{by_file:#?}");
    for story in &best[..2] {
        assert_eq!(story["when"], "older");
        let terms: Vec<&str> = story["terms"].as_array().unwrap().iter().map(|term| term.as_str().unwrap()).collect();
        let shared = ["kelpfarm", "harvester", "combs", "seaweed", "sonar", "comb"];
        assert!(terms.iter().all(|term| shared.contains(term)), "{terms:?}");
        assert_eq!(story["why"], terms.join(" · "));
    }
}

#[test]
fn older_and_newer_are_apart() {
    let (user, archive) = (User::new(), archive());
    let ended = user.run(&["related", "Wire item 20", path(archive.path()), "--limit", "1"]);
    let out = ended.fine();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[..3], [format!("{}\tWire item 20", date(20)), String::new(), "Older:".to_owned()]);
    assert!(lines[3].starts_with(&format!("{}\t{}\tHarbour Notes 5: ", date(5), headline(5, 3))), "{out}");
    assert_eq!(lines[6], "Newer:");
    assert!(lines[7].starts_with(&format!("{}\t{}\t", date(33), headline(33, 3))), "{out}");
}

#[test]
fn what_a_series_is_called_is_no_likeness() {
    let user = User::new();
    let post = |number: usize, text: &str| {
        format!("---\ntitle: \"Quarterly Beacon Bulletin {number}\"\ndate: 2020-0{number}-01\n---\n\n{text}\n")
    };
    let folder = crate::support::Folder::new();
    for (number, text) in [(1, "Foghorns sound twice."), (2, "Rigging frays slowly."), (3, "Foghorns sound thrice.")] {
        folder.write(format!("{number}.md"), post(number, text));
    }
    let file = folder.join("1.md");
    let found = objects(&user.run(&["related", path(&file), "--json"]).fine());
    let titles: Vec<&str> = found.iter().map(|post| post["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Quarterly Beacon Bulletin 3"]);
    let second = folder.join("2.md");
    assert_eq!(nothing(&user.run(&["related", path(&second)])), "nothing is like “Quarterly Beacon Bulletin 2”");
}

#[test]
fn what_is_not_there_is_told() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    assert_eq!(nothing(&user.run(&["related", "zeppelin", folder])), "no story or post is called “zeppelin”");
    assert_eq!(user.run(&["related", "x", "missing-folder"]).code, Some(2));
    assert_eq!(user.run(&["related"]).code, Some(2));
}

#[test]
fn archives_of_any_shape_can_be_asked() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let file = folder.join("a.md");
        let ended = user.run(&["related", path(&file), path(folder.path())]);
        let want = Some(i32::from(!matches!(name, "one day" | "Japanese")));
        table.compare(name, &ended.code, &want);
    }
    table.report();
}
