//! `repeats`: posts that tell the same news, and false friends.

use super::{User, nothing, objects, odd_archives, path};
use crate::support::{Failures, Folder};

const NEWS: &str = "The harbour board said on Tuesday that a new lamp with a lens of glass from the north will be lit on \
    the outer pier before the winter storms begin, and that the old keeper and her crew will move to the island.";

/// The same in other words, but for some.
const REWRITTEN: &str = "Before the winter storms begin, a new lamp with a lens of glass from the north will be lit on \
    the outer pier, the harbour board said. The old keeper and her crew will move to the island then.";

/// The same news told anew: no run of three words is in both.
const TOLD_ANEW: &str = "Winter storms will meet a lamp with its northern lens high on our pier: on Tuesday, members of the \
    board sent keeper and crew off to live on an island.";

const OTHER: &str = "Seven ferries collided slowly in thick fog near the reef while their captains argued by radio over \
    who had the right of way, and nobody was hurt, though a crate of oranges was lost to the waves.";

fn post(title: &str, date: &str, site: &str, number: usize, text: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\nlink: https://{site}/{number}\ndomain: {site}\n---\n\n{text}\n")
}

/// How many posts of an archive of two are in one group.
fn group_of(one: &str, other: &str) -> usize {
    let folder = Folder::with(&[("a.md", one), ("b.md", other)]);
    let user = User::new();
    let ended = user.run(&["repeats", "", path(folder.path()), "--json"]);
    objects(&ended.out).first().map_or(0, |group| group["posts"].as_array().unwrap().len())
}

#[test]
fn copies_and_rewrites_are_found_and_false_friends_are_not() {
    let first = post("New lamp on the outer pier before winter", "2020-03-02", "a.example.org", 1, NEWS);
    let of = |title: &str, date: &str, site: &str, text: &str| post(title, date, site, 2, text);
    let lamp = "New lamp on the outer pier before winter";
    let mut table = Failures::default();
    for (name, other, want) in [
        ("the same link", first.replace("New lamp", "Lamp").replace("/1\n", "/1?utm_source=mail\n"), 2),
        ("a copy at another site", of("What the board decided", "2020-03-04", "b.example.net", NEWS), 0),
        ("a copy with a title like it", of("Lamp for the outer pier", "2020-03-04", "b.example.net", NEWS), 2),
        ("a rewrite", of("Lamp for the outer pier", "2020-03-04", "b.example.net", REWRITTEN), 2),
        ("the news in other words", of("Winter lamp for our harbour", "2020-03-04", "b.example.net", TOLD_ANEW), 2),
        ("the news at the same site", of("Winter lamp for our harbour", "2020-03-04", "a.example.org", TOLD_ANEW), 0),
        ("the news in the next week", of("Winter lamp for our harbour", "2020-03-10", "b.example.net", TOLD_ANEW), 0),
        ("the news under another title", of("What the board decided", "2020-03-04", "b.example.net", TOLD_ANEW), 0),
        ("the title at another site", of(lamp, "2020-03-09", "b.example.net", OTHER), 2),
        ("a near title", of("Outer pier to have new lamp before winter", "2020-03-05", "b.example.net", OTHER), 2),
        (
            "a near title weeks later",
            of("Outer pier to have lamp before winter", "2020-03-14", "b.example.net", OTHER),
            0,
        ),
        ("the title weeks later", of(lamp, "2020-03-20", "b.example.net", NEWS), 0),
        ("the title each year", of(lamp, "2021-03-02", "a.example.org", NEWS), 0),
        ("the title of a column", of(lamp, "2020-03-09", "a.example.org", OTHER), 0),
        ("no date", of(lamp, "never", "b.example.net", NEWS), 0),
        ("other news", of("Seven ferries collide", "2020-03-02", "b.example.net", OTHER), 0),
    ] {
        table.compare(name, &group_of(&first, &other), &want);
    }
    for (name, one, other) in [
        ("a series", "Pier Notes 229", "Pier Notes 230"),
        ("parts", "All lamps of the outer pier, part 1", "All lamps of the outer pier, part 2"),
        ("one word", "Lamps", "Lamps"),
    ] {
        let (one, other) = (
            post(one, "2020-03-02", "a.example.org", 1, OTHER),
            post(other, "2020-03-03", "b.example.net", 2, "A short text of its own."),
        );
        table.compare(name, &group_of(&one, &other), &0);
    }
    let series = |number: usize| post(&format!("Pier Notes {number}"), "2020-03-02", "a.example.org", number, NEWS);
    table.compare("a series with one text", &group_of(&series(229), &series(230)), &0);
    table.report();
}

#[test]
fn groups_do_not_chain() {
    let folder = Folder::new();
    for (number, day) in ["2020-03-01", "2020-03-06", "2020-03-11", "2020-03-16", "2020-03-21"].iter().enumerate() {
        let site = format!("s{number}.example.org");
        folder.write(format!("{number}.md"), post("New lamp on the outer pier", day, &site, number, NEWS));
    }
    let (user, folder) = (User::new(), folder);
    let groups = objects(&user.run(&["repeats", "", path(folder.path()), "--json"]).fine());
    let sizes: Vec<usize> = groups.iter().map(|group| group["posts"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [2, 3], "newest first");
    let posts = groups[1]["posts"].as_array().unwrap();
    let dates: Vec<&str> = posts.iter().map(|post| &post["date"].as_str().unwrap()[..10]).collect();
    assert_eq!(dates, ["2020-03-01", "2020-03-06", "2020-03-11"]);
    assert_eq!((&posts[0]["why"], &posts[1]["why"]), (&"first".into(), &"same title".into()));
}

#[test]
fn a_query_chooses_groups() {
    let folder = Folder::with(&[
        ("a.md", &post("New lamp on the outer pier", "2020-03-01", "a.example.org", 1, NEWS)),
        ("b.md", &post("Lamp for the outer pier", "2020-03-02", "b.example.net", 2, REWRITTEN)),
    ]);
    let (user, folder) = (User::new(), path(folder.path()).to_owned());
    let out = user.run(&["repeats", "domain:b.example.net", &folder]).fine();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[..2], ["2", "\t2020-03-01\tNew lamp on the outer pier\ta.example.org\tfirst"]);
    assert!(lines[2].starts_with("\t2020-03-02\tLamp for the outer pier\tb.example.net\t"), "{out}");
    assert!(lines[2].ends_with(" % of the text"), "{out}");
    assert_eq!(nothing(&user.run(&["repeats", "zeppelin", &folder])), "no story matches “zeppelin”");
}

#[test]
fn archives_of_any_shape_have_repeats_or_say_so() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let ended = user.run(&["repeats", "", path(folder.path())]);
        // Two issues of a series are not one, even if they share a link; two other posts are.
        table.compare(name, &ended.code, &Some(i32::from(name != "Japanese")));
    }
    table.report();
}

#[test]
fn most_pairs_are_judged_as_they_were_by_eye() {
    let pairs = include_str!("../../../judged/repeats.tsv").lines().filter(|line| !line.starts_with('#'));
    let pairs: Vec<Vec<&str>> = pairs.map(|line| line.split('\t').collect()).collect();
    let count = |start: &[&str]| pairs.iter().filter(|pair| pair.starts_with(start)).count();
    assert!(pairs.iter().all(|pair| pair.len() == 5));
    let figures = |archive| (count(&[archive, "found", "yes"]), count(&[archive, "found", "no"]));
    assert_eq!((figures("skynet"), figures("haskell")), ((72, 1), (26, 5)));
    assert_eq!((count(&["skynet", "apart", "yes"]), count(&["skynet", "apart", "no"])), (10, 32));
}
