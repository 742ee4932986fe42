//! `marks export` and `marks import`: marks move between machines, and neither side loses any.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use importai_reader::model::{MarkChange, MarkField};
use importai_reader::store::Store;
use serde_json::{Value, json};

use super::{User, path};

/// Marks a post as the reader does.
fn mark(user: &User, identity: &str, field: MarkField) {
    let (store, _) = Store::open(&user.home.join("data/importai-reader"));
    store.unwrap().save(&[MarkChange { identity: identity.to_owned(), field }]).unwrap();
}

fn exported(user: &User) -> Value {
    serde_json::from_str(&user.run(&["marks", "export"]).fine()).unwrap()
}

/// Imports a file, and returns what it says of the changes.
fn import(user: &User, marks: &Value) -> String {
    let file = user.home.write("marks.json", marks.to_string());
    let said = user.run(&["marks", "import", path(&file)]).fine();
    said.trim_end().rsplit_once(": ").unwrap().1.to_owned()
}

const LINK: &str = "https://example.org/a";

#[test]
fn marks_move_to_another_machine() {
    let (one, two) = (User::new(), User::new());
    assert_eq!(exported(&one), json!({"version": 1, "marks": []}));
    mark(&one, LINK, MarkField::Read(true));
    mark(&one, "notes/b.md", MarkField::Starred(true));
    let marks = exported(&one);
    assert_eq!(marks["marks"][0]["link"], LINK);
    assert_eq!(marks["marks"][1]["path"], "notes/b.md");
    assert!(marks["marks"][0]["read_at"].is_string() && marks["marks"][0]["starred_at"].is_null());
    assert_eq!(import(&two, &marks), "changed 2 marks");
    assert_eq!(exported(&two), marks, "with their times, of posts that are not here too");
    assert_eq!(import(&two, &marks), "nothing to change");
    assert_eq!(exported(&two), marks);
}

#[test]
fn marks_of_stories_move_apart_from_those_of_posts() {
    let (one, two) = (User::new(), User::new());
    let story = |post: &str| format!("{post}\n0badcafe.1");
    mark(&one, &story(LINK), MarkField::Starred(true));
    mark(&one, LINK, MarkField::Read(true));
    mark(&one, &story("notes/b.md"), MarkField::Read(true));
    let marks = exported(&one);
    assert_eq!(marks["marks"].as_array().map(Vec::len), Some(1), "older programs read these: {marks}");
    assert_eq!((&marks["stories"][0]["link"], &marks["stories"][0]["story"]), (&json!(LINK), &json!("0badcafe.1")));
    assert_eq!(marks["stories"][1]["path"], "notes/b.md");
    assert_eq!(import(&two, &marks), "changed 3 marks");
    assert_eq!(exported(&two), marks);
    assert_eq!(import(&two, &marks), "nothing to change");
    let file = two.home.join("out.json");
    let said = two.run(&["marks", "export", "--to", path(&file)]).fine();
    assert!(said.starts_with("wrote the marks of 2 posts to "), "{said}");
}

#[test]
fn exported_marks_are_for_their_owner_only() {
    let user = User::new();
    mark(&user, LINK, MarkField::Read(true));
    let file = user.home.join("out.json");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    user.run(&["marks", "export", "--to", path(&file)]).fine();
    assert_eq!(mode(), 0o600, "as that of marks.db");
    // One that others could read before is replaced.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    user.run(&["marks", "export", "--to", path(&file), "--force"]).fine();
    assert_eq!(mode(), 0o600);
    let text: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(text["marks"][0]["link"], LINK);
}

#[test]
fn of_each_mark_the_newer_change_counts() {
    let user = User::new();
    let record = |read: bool, read_at: &str, starred: bool, starred_at: &str| {
        json!({"version": 1, "marks": [
            {"link": LINK, "read": read, "read_at": read_at, "starred": starred, "starred_at": starred_at}
        ]})
    };
    let (early, late) = ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
    import(&user, &record(true, late, true, early));
    import(&user, &record(false, early, false, late));
    let mark = exported(&user)["marks"][0].clone();
    assert_eq!((&mark["read"], &mark["starred"]), (&json!(true), &json!(false)), "each by itself: {mark}");
    let without_times =
        json!({"version": 1, "marks": [{"link": LINK, "starred": true}, {"link": "https://b.example/", "read": true}]});
    assert_eq!(import(&user, &without_times), "changed 1 mark", "an old mark is older than any with a time");
    let unset = json!({"version": 1, "marks": [{"link": "https://b.example/", "read": false}]});
    assert_eq!(import(&user, &unset), "nothing to change", "nobody knows which is newer: it stays set");
}

#[test]
fn broken_files_change_nothing() {
    let user = User::new();
    mark(&user, LINK, MarkField::Read(true));
    let before = exported(&user);
    for (text, said) in [
        ("", "no marks written by"),
        ("{", "no marks written by"),
        (
            "{\"version\": 1, \"marks\": [{\"link\": \"https://b.example/\", \"read\": true}, {\"read\": true}]}",
            "neither",
        ),
        ("{\"version\": 1, \"marks\": [{\"link\": \"https://b.example/\", \"read_at\": \"soon\"}]}", "no marks"),
        (
            "{\"version\": 1, \"marks\": [], \"stories\": [{\"link\": \"https://b.example/\", \"read\": true}]}",
            "of which",
        ),
        (
            "{\"version\": 1, \"marks\": [], \"stories\": [{\"link\": \"https://b.example/\", \"story\": \"\\n\"}]}",
            "of which",
        ),
        ("{\"version\": 2, \"marks\": {}}", "newer version"),
        ("\u{1b}[31m", "no marks written by"),
    ] {
        let file = user.home.write("broken.json", text);
        let failed = user.run(&["marks", "import", path(&file)]);
        assert!(failed.code == Some(1) && failed.err.contains(said), "{text}: {failed:?}");
        assert!(!failed.err.contains('\u{1b}'));
        assert_eq!(exported(&user), before, "{text}");
    }
    assert_eq!(user.run(&["marks", "import", "missing.json"]).code, Some(1));
}

#[test]
fn a_file_of_marks_is_replaced_only_with_force() {
    let user = User::new();
    mark(&user, LINK, MarkField::Starred(true));
    let file = user.home.write("marks.json", "mine");
    let args = ["marks", "export", "--to", path(&file), "--force"];
    assert_eq!(user.run(&args[..4]).code, Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(user.run(&args).fine(), format!("wrote the marks of 1 post to {}\n", path(&file)));
    assert!(fs::read_to_string(&file).unwrap().contains(LINK));
}
