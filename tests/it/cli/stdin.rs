//! Posts from standard input.

use std::fs::File;

use serde_json::Value;

use super::{Ended, User, path};
use crate::support::{Failures, within_timeout};

const POST: &str = "---\ntitle: A title\ndate: 2024-05-06\n---\n\nWords and a lamp.\n";

/// Runs the program with a text, or with nothing, as its standard input.
fn run_with(user: &User, text: &str, args: &[&str]) -> Ended {
    let file = user.home.write("input", text);
    let mut program = user.program();
    program.args(args).stdin(File::open(file).unwrap());
    Ended::of(within_timeout("the program", move || program.output()).unwrap())
}

#[test]
fn every_command_that_reads_posts_reads_standard_input() {
    let user = User::new();
    assert_eq!(run_with(&user, POST, &["show", "-"]).fine(), "A title\n6 May 2024 · 1 min\n\nWords and a lamp.\n");
    assert_eq!(run_with(&user, POST, &["list", "-"]).fine(), "2024-05-06\tA title\t\n");
    assert_eq!(run_with(&user, POST, &["-"]).fine(), "2024-05-06\tA title\t\n");
    assert_eq!(run_with(&user, POST, &["search", "lamp", "-"]).fine(), "2024-05-06\tA title\t-\n\tWords and a lamp.\n");
    let issue =
        "**Rooms are cheap:**\n*…Walls of light…*\n\nA room.\n\n**Sorters are slow:**\n*…They know it…*\n\nA lamp.\n";
    let stories = run_with(&user, issue, &["stories", "-"]).fine();
    assert!(stories.contains("1. Rooms are cheap") && stories.contains("2. Sorters are slow"), "{stories}");
}

#[test]
fn a_page_of_html_is_recognised_by_its_start() {
    let user = User::new();
    for start in ["<!DOCTYPE html>", "\u{feff}\n<!doctype HTML>", "<HTML>", "<?xml version=\"1.0\"?>"] {
        let page =
            format!("{start}<head><title>The title</title></head><body><p>One\ntwo <b>bold</b></p></body></html>");
        let out = run_with(&user, &page, &["show", "-"]).fine();
        assert!(out.starts_with("The title\n") && out.contains("\nOne two bold\n"), "{start}: {out}");
    }
    let markdown = run_with(&user, "<b>Not</b> a page of *HTML*.\n", &["show", "-"]).fine();
    assert!(markdown.contains("Not a page of HTML."), "{markdown}");
}

#[test]
fn a_post_without_a_date_has_that_of_today() {
    let user = User::new();
    let out = run_with(&user, "Some words.", &["list", "--json", "-"]).fine();
    let post: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&post["path"], &post["title"], &post["date_from"]),
        (&"-".into(), &"Some words.".into(), &"modified".into())
    );
    assert!(post["date"].as_str().unwrap() > "2025", "{out}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let user = User::new();
    user.home.write("work/a.md", POST);
    let mut table = Failures::default();
    for (text, args, said) in [
        ("", &["show", "-"][..], "standard input is empty"),
        (" \n\t\n", &["stories", "-"], "standard input is empty"),
        ("", &["-"], "standard input is empty"),
        ("", &["list", "-"], "standard input is empty"),
        (
            POST,
            &["list", "-", "a.md"],
            "`-` reads one post from standard input; it cannot be combined with other paths",
        ),
        (POST, &["search", "lamp", "a.md", "-"], "`-` reads one post"),
        (POST, &["show", "-", "-"], "standard input is empty"),
    ] {
        let what = args.join(" ");
        let ended = run_with(&user, text, args);
        table.compare(&what, &ended.code, &Some(2));
        table.compare(&what, &ended.err.lines().count(), &1);
        table.unless(ended.err.starts_with(&format!("importai-reader: {said}")), || format!("{what}: {}", ended.err));
    }
    table.report();
    let both = run_with(&user, POST, &["show", "a.md", "-"]).fine();
    assert_eq!(both.matches("Words and a lamp.").count(), 2, "{both}");
}

#[test]
fn of_more_than_the_limit_only_the_front_matter_is_read() {
    let user = User::new();
    let long = POST.to_owned() + &"Some words that go on.\n".repeat(800_000);
    let out = run_with(&user, &long, &["list", "--json", "-"]).fine();
    let post: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(post["title"], "A title");
    assert!(post["problems"][0]["reason"].as_str().unwrap().contains("16 MiB"), "{out}");
}

#[test]
fn a_post_that_is_piped_in_without_a_dash_is_not_ignored_silently() {
    let user = User::new();
    let ended = run_with(&user, POST, &[]);
    assert_eq!(ended.err, "importai-reader: standard input is not read without `-`: type `importai-reader -`\n");
    assert!(ended.code == Some(0) && ended.out.contains("https://"), "the list of the samples: {}", ended.out);
    let folder = user.home.folder("work");
    user.home.write("work/a.md", POST);
    assert_eq!(run_with(&user, "x", &[path(&folder)]).fine(), "2024-05-06\tA title\t\n");
}
