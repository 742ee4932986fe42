//! `names`: who and what an archive names, and what only looks like a name.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::Value;

use super::{User, nothing, objects, odd_archives, path};
use crate::real_posts;
use crate::support::{Failures, Folder};

/// Sentences, one a story: four issues of two stories each.
const STORIES: [&str; 8] = [
    "At the pier, Martin Keelwright of Wick University shows again how quickly LampNet-3 learns to burn.",
    "The builders of Wick University say that a lamp burns on, as Martin Keelwright always hoped.",
    "Somewhat later, people at the Buoy Office saw LampNet-3 fail where the Harbour Lights Benchmark begins.",
    "Nobody here at the Buoy Office knows a GRPO, many GRPOs being slow with the Harbour Lights Benchmark.",
    "We asked them at the Buoy Office about Orlan once more. Keepers rest. They know that Keepers never sleep.",
    "There is a keeper at Orlan, while the Harbour Lights Benchmark remains hard even with LampNet-3 running.",
    "So says Orlan, where keepers have `Sextant` too, just as people have them all over Wick University.",
    "At last they met Wick University again, where Martin Keelwright came with `Sextant` and one more GRPO.",
];

fn archive() -> Folder {
    let folder = Folder::new();
    for (issue, stories) in STORIES.chunks(2).enumerate() {
        let mut text = format!("---\ntitle: Pier Notes {0}\ndate: 201{0}-03-04\n---\n\n", issue + 1);
        for (number, story) in stories.iter().enumerate() {
            let _ = write!(
                text,
                "**Matter {number} is told:**\n*…And so on…*\n\n{story}\n\n**Why this matters:** It does.\n\n***\n\n"
            );
        }
        folder.write(format!("{issue}.md"), text);
    }
    folder
}

fn names(records: &[Value]) -> Vec<(&str, Option<&str>, u64)> {
    let row = |name: &Value| (name["name"].as_str().unwrap().to_owned(), name["named"].as_u64().unwrap());
    let mut rows: Vec<(&str, Option<&str>, u64)> = records
        .iter()
        .map(|record| (record["name"].as_str().unwrap(), record["kind"].as_str(), row(record).1))
        .collect();
    rows.sort_unstable();
    rows
}

#[test]
fn names_are_those_that_were_planted() {
    let (user, archive) = (User::new(), archive());
    let found = objects(&user.run(&["names", "", path(archive.path()), "--json"]).fine());
    assert_eq!(
        names(&found),
        [
            ("Buoy Office", Some("organisation"), 3),
            ("Harbour Lights Benchmark", Some("dataset"), 3),
            ("LampNet-3", Some("model"), 3),
            ("Martin Keelwright", Some("person"), 3),
            ("Orlan", None, 3),
            ("Wick University", Some("organisation"), 4),
        ]
    );
    let person = found.iter().find(|name| name["name"] == "Martin Keelwright").unwrap();
    let day = |place: &Value| place["date"].as_str().unwrap()[..10].to_owned();
    assert_eq!((day(&person["first"]), day(&person["last"])), ("2011-03-04".to_owned(), "2014-03-04".to_owned()));
    assert_eq!(person["first"]["why"], STORIES[0]);
    assert_eq!(person["beside"][0], serde_json::json!({"name": "Wick University", "stories": 3}));
    let periods = person["periods"].as_array().unwrap();
    let of_years: u64 = periods.iter().map(|period| period["stories"].as_u64().unwrap()).sum();
    assert_eq!((of_years, person["stories"].as_array().unwrap().len()), (3, 3));
}

#[test]
fn a_query_and_a_kind_choose_names() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let out = user.run(&["names", "builders OR pier", folder, "--min", "1", "--kind", "person"]).fine();
    assert_eq!(out, "2\tMartin Keelwright\tperson\t2011-03-04\t2011-03-04\n");
    let none = user.run(&["names", "builders", folder]);
    assert_eq!(nothing(&none), "no name is in 3 stories that match “builders”");
    let none = user.run(&["names", folder, "--kind", "place"]);
    assert_eq!(nothing(&none), "no name of a place is in 3 stories");
    assert_eq!(nothing(&user.run(&["names", "zeppelin", folder])), "no story matches “zeppelin”");
}

#[test]
fn a_name_has_a_page() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let out = user.run(&["names", "", folder, "--of", "wick university"]).fine();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "Wick University (organisation)");
    assert_eq!(lines[1], "  4 of 8 stories, 50.0%; 2 of 4 posts");
    assert!(out.contains("\nNamed with: Martin Keelwright 3\n"), "{out}");
    let last = lines.len() - 2;
    assert_eq!(lines[last], "2014-03-04\tMatter 1 is told\tPier Notes 4");
    assert_eq!(lines[last + 1], format!("\t{}", STORIES[7].replace('`', "")));
    assert_eq!(nothing(&user.run(&["names", folder, "--of", "Zeppelin"])), "no name is “Zeppelin”");
}

#[test]
fn the_users_list_counts() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    user.home.write(
        "config/importai-reader/aliases.toml",
        "left_out = [\"Buoy Office\"]\n[product]\nOrlan = [\"Harbour Lights Benchmark\"]\n[boat]\nKeel = 3\n",
    );
    let ended = user.run(&["names", folder, "--json"]);
    let found = objects(&ended.out);
    let orlan = found.iter().find(|name| name["name"] == "Orlan").unwrap();
    assert_eq!((&orlan["kind"], &orlan["named"]), (&"product".into(), &5.into()));
    assert_eq!(orlan["spellings"], serde_json::json!(["Harbour Lights Benchmark"]));
    assert!(!names(&found).iter().any(|(name, ..)| *name == "Buoy Office"), "{found:#?}");
    assert!(ended.err.contains("aliases.toml line 4: unknown kind of name `boat`"), "{}", ended.err);
}

#[test]
fn archives_of_any_shape_have_names_or_say_so() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let ended = user.run(&["names", "", path(folder.path())]);
        table.compare(name, &nothing(&ended), &"no name is in 3 stories");
    }
    table.report();
}

/// The names that were judged, by archive.
fn judged(archive: &str) -> HashMap<&'static str, bool> {
    let lines = include_str!("../../../judged/names.tsv").lines().filter(|line| !line.starts_with('#'));
    let parts = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    parts.filter(|parts| parts[0] == archive || archive.is_empty()).map(|parts| (parts[2], parts[1] == "yes")).collect()
}

#[test]
fn nine_in_ten_of_the_names_that_were_judged_are_right() {
    let all = judged("");
    let right = all.values().filter(|right| **right).count();
    assert!(all.len() > 190 && right * 10 >= all.len() * 9, "{right} of {}", all.len());
}

#[test]
#[ignore = "needs ../shared/posts"]
fn names_of_real_posts_are_those_that_were_judged() {
    let user = User::new();
    let found = objects(&user.run(&["names", "", path(&real_posts::folder()), "--json"]).fine());
    let judged = judged("shared");
    let mut table = Failures::default();
    for (name, ..) in names(&found) {
        table.unless(judged.get(name) == Some(&true), || format!("{name} is no name, or was not judged"));
    }
    for (name, _) in judged.iter().filter(|(_, right)| **right) {
        table.unless(found.iter().any(|record| record["name"] == **name), || format!("{name} is not found"));
    }
    table.report();
}
