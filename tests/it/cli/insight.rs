//! What an archive says about itself: each command's output compared with what was planted in a made archive.

mod bibtex;
mod citations;
mod digest;
mod names;
mod planted;
mod related;
mod repeats;
mod timeline;
mod trends;

use serde_json::Value;

use super::{Ended, User, path};
use crate::support::Folder;

/// The objects that a command prints, one a line.
fn objects(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// How a command ended that found nothing: with one line that says so.
fn nothing(ended: &Ended) -> &str {
    assert_eq!((ended.code, &*ended.out, ended.err.lines().count()), (Some(1), "", 1), "{}", ended.err);
    ended.err.trim_end().strip_prefix("importai-reader: ").unwrap()
}

/// What the commands say of archives of odd shapes: none may fail, and each says what it found.
fn odd_archives() -> Vec<(&'static str, Folder)> {
    let issue = "---\ntitle: Harbour Notes 1\ndate: 2020-02-03\nlink: https://notes.example.org/1\n---\n\n\
                 **Lamps are lit:**\n*…And stay so…*\n\nA lamp.\n\n**Why this matters:** It is dark.\n\n\
                 **Read more:** [The Lamp Survey of Northern Coasts (Lamp Board)](https://lamps.example.org/survey).\n";
    let japanese = "---\ntitle: 灯台の話\ndate: 2021-05-06\nlink: https://todai.example.jp/1\n---\n\n\
                    強化学習で灯台を動かす。強化学習は海のロボットにも使える。\n";
    vec![
        ("one post", Folder::with(&[("a.md", issue)])),
        ("one day", Folder::with(&[("a.md", issue), ("b.md", &issue.replace("Notes 1", "Notes 2"))])),
        ("no dates", Folder::with(&[("a.md", &issue.replace("date: 2020-02-03\n", ""))])),
        ("no texts", Folder::with(&[("a.md", "---\ntitle: Empty\ndate: 2020-01-01\n---\n")])),
        ("Japanese", Folder::with(&[("a.md", japanese), ("b.md", &japanese.replace("の話", "の光"))])),
    ]
}

#[test]
fn an_empty_folder_is_told() {
    let user = User::new();
    let empty = Folder::new();
    let folder = path(empty.path());
    for args in [
        ["citations", "", folder],
        ["digest", "", folder],
        ["trends", "--in", folder],
        ["related", "x", folder],
        ["names", "", folder],
        ["repeats", "", folder],
    ] {
        let ended = user.run(&args);
        assert_eq!((ended.code, &*ended.out), (Some(2), ""), "{args:?}");
        assert!(ended.err.contains("no posts in"), "{}", ended.err);
    }
}
