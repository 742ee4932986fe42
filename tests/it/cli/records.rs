//! The JSON of `list`, `search` and `stories`: the same fields for a post, and what each adds.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{User, path};
use crate::support::Folder;

/// The fields of a post.
const FIELDS: [&str; 10] =
    ["path", "title", "date", "date_from", "date_guessed", "link", "domain", "author", "words", "problems"];

/// An issue without a date, with two stories.
fn issue() -> Folder {
    Folder::with(&[(
        "notes.md",
        "---\ntitle: \"Field Notes: a lamp\"\nlink: https://example.org/4\nauthor: Jo Doe\n---\n\n**Rooms are cheap:**\n\
         *…Walls of light…*\n\nA room.\n\n**Sorters are slow:**\n*…And they know it…*\n\nA lamp: read more at \
         [a source](https://a.example/).\n",
    )])
}

/// The first object that a command prints.
fn first(user: &User, args: &[&str]) -> Value {
    let out = user.run(args).fine();
    serde_json::from_str(out.lines().next().unwrap()).unwrap()
}

#[test]
fn a_post_has_the_same_fields_in_every_command() {
    let (user, folder) = (User::new(), issue());
    let (folder, file) = (folder.path(), folder.join("notes.md"));
    let list = first(&user, &["list", "--json", path(folder)]);
    let search = first(&user, &["search", "--json", "lamp", path(folder)]);
    let stories = first(&user, &["stories", "--json", path(&file)]);
    for field in FIELDS {
        assert!(list.get(field).is_some(), "{field}: {list}");
        assert_eq!(search[field], list[field], "{field} of search");
        assert_eq!(stories[field], list[field], "{field} of stories");
    }
    assert_eq!(list["date_from"], "modified");
    assert_eq!(list["date_guessed"], true);
    let more = |object: &Value| -> BTreeSet<String> {
        let names = object.as_object().unwrap().keys();
        names.filter(|name| !FIELDS.contains(&name.as_str())).cloned().collect()
    };
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(more(&list), BTreeSet::new());
    assert_eq!(more(&search), names(&["matches", "headline", "snippet"]));
    assert_eq!(more(&stories), names(&["headline", "dek", "fiction", "story_words", "labels", "citations"]));
    assert_eq!(stories["headline"], "Rooms are cheap");
    assert!(stories["story_words"].as_u64() < stories["words"].as_u64(), "{stories}");
}

#[test]
fn a_post_without_stories_says_so() {
    let (user, folder) =
        (User::new(), Folder::with(&[("a.md", "---\ntitle: Tides\ndate: 2024-03-05\n---\n\nThe ebb.\n")]));
    let file = folder.join("a.md");
    let ended = user.run(&["stories", path(&file)]);
    assert_eq!((ended.code, &*ended.out), (Some(0), "Tides\n"));
    assert_eq!(ended.err, format!("importai-reader: {}: the post has no stories\n", path(&file)));
}

#[test]
fn paths_in_json_are_whole() {
    let (user, folder) = (User::new(), issue());
    std::fs::copy(folder.join("notes.md"), user.home.join("work/notes.md")).unwrap();
    let whole = user.home.join("work/notes.md").canonicalize().unwrap();
    for args in [
        &["list", "--json", "."][..],
        &["list", "--json", "notes.md"],
        &["search", "--json", "lamp", "."],
        &["stories", "--json", "notes.md"],
        &["stories", "--json", "../work/notes.md"],
    ] {
        assert_eq!(Path::new(first(&user, args)["path"].as_str().unwrap()), whole, "{args:?}");
    }
}

#[test]
fn the_readme_has_every_field() {
    let (user, folder) = (User::new(), issue());
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let search = first(&user, &["search", "--json", "lamp", path(folder.path())]);
    let stories = first(&user, &["stories", "--json", path(&folder.join("notes.md"))]);
    for field in [search, stories].iter().flat_map(|object| object.as_object().unwrap().keys()) {
        assert!(readme.contains(&format!("| `{field}` |")), "{field} is not in the README's table");
    }
}
