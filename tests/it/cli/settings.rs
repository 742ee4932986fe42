//! The user's configuration, as far as printing has to do with it.

use super::{LIST, User, archive, path};
use crate::support::Folder;

#[test]
fn the_configured_folder_is_opened_without_an_argument() {
    let (user, archive) = (User::new(), archive());
    user.config(&format!("folder = {:?}\n", path(archive.path())));
    assert_eq!(user.run(&["list"]).fine(), LIST);
    assert_eq!(user.run(&[]).fine(), LIST);
    assert_eq!(user.run(&["list", "--json"]).fine().lines().count(), 3);
}

#[test]
fn a_folder_argument_overrides_the_configured_folder() {
    let (user, archive) = (User::new(), archive());
    let other = Folder::with(&[("a.md", "---\ntitle: Another\ndate: 2024-03-05\n---\n")]);
    user.config(&format!("folder = {:?}\n", path(archive.path())));
    assert_eq!(user.run(&["list", path(other.path())]).fine(), "2024-03-05\tAnother\t\n");
}

#[test]
fn the_configuration_may_name_several_folders_and_the_home_folder() {
    let (user, archive) = (User::new(), archive());
    user.home.write("posts/d.md", "---\ntitle: Fourth\ndate: 2022-01-01\n---\n");
    user.config(&format!("folder = [{:?}, \"~/posts\"]\n", path(archive.path())));
    assert_eq!(user.run(&["list"]).fine(), format!("{LIST}2022-01-01\tFourth\t\n"));
}

#[test]
fn a_folder_of_the_configuration_that_is_missing_is_named() {
    let user = User::new();
    user.config("folder = \"/nowhere/at/all\"\n");
    let ended = user.run(&["list"]);
    assert_eq!((ended.code, &*ended.out), (Some(2), ""));
    assert!(ended.err.contains("/nowhere/at/all"), "{}", ended.err);
}

#[test]
fn without_a_folder_the_sample_archive_is_listed() {
    let user = User::new();
    let list = user.run(&["list"]).fine();
    assert!(list.lines().count() >= 10, "{list}");
    assert_eq!(user.run(&[]).fine(), list);
    assert_eq!(user.run(&["list", "--json"]).fine().lines().count(), list.lines().count());
}

/// A new user sees the first post of the list.
#[test]
fn the_samples_begin_with_a_page_that_welcomes_and_has_no_fault() {
    let user = User::new();
    let list = user.run(&["list", "--json"]).fine();
    let first: serde_json::Value = serde_json::from_str(list.lines().next().expect("a post")).expect("JSON");
    assert!(first["title"].as_str().is_some_and(|title| title.starts_with("Welcome")), "{first}");
    assert_eq!(first["problems"], serde_json::json!([]), "{first}");
}

/// Configurations with a fault, the line it stands in, and what the complaint names.
const FAULTY: [(&str, &str, &str); 7] = [
    (
        "folder = FOLDER\n[searches]\nRobots = \"robot\"\nmouse = false\n",
        "4",
        "mouse is a setting: put it above [searches]",
    ),
    (
        "folder = FOLDER\n[[feeds]]\nurl = \"https://a.example/\"\nmouse = false\n",
        "4",
        "mouse is a setting: put it above [[feeds]]",
    ),
    ("colour = true\nfolder = FOLDER\n", "1", "colour"),
    ("folder = FOLDER\nmouse = \"yes\"\n", "2", "mouse"),
    ("# my settings\n\nfolder = FOLDER\nbrowser = 5\n", "4", "browser"),
    ("folder = FOLDER\n[keys]\nquit = \"q\"\n", "2", "keys"),
    ("folder = FOLDER\nmouse = \n", "2", "config.toml"),
];

#[test]
fn a_bad_line_of_the_configuration_affects_no_other() {
    let (user, archive) = (User::new(), archive());
    for (config, ..) in FAULTY {
        user.config(&config.replace("FOLDER", &format!("{:?}", path(archive.path()))));
        let ended = user.run(&["list"]);
        assert_eq!((ended.code, &*ended.out), (Some(0), LIST), "{config}");
    }
}

#[test]
fn a_faulty_configuration_is_named_with_its_line() {
    let (user, archive) = (User::new(), archive());
    for (config, line, named) in FAULTY {
        user.config(&config.replace("FOLDER", &format!("{:?}", path(archive.path()))));
        let ended = user.run(&["list"]);
        let mut lines = ended.err.lines();
        let named = ended.err.contains(&format!("config.toml line {line}")) && ended.err.contains(named);
        assert!(named && lines.all(|line| line.contains("config.toml")), "{config}says {:?}", ended.err);
    }
}

#[test]
fn a_pipe_for_a_configuration_is_refused() {
    let (user, archive) = (User::new(), archive());
    user.config("");
    let file = user.home.path().join("config/importai-reader/config.toml");
    std::fs::remove_file(&file).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    let ended = user.run(&["list", path(archive.path())]);
    assert_eq!((ended.code, &*ended.out), (Some(0), LIST));
    assert!(ended.err.contains("config.toml cannot be read: it is not a file"), "{}", ended.err);
}

/// Lines, and what is said of them.
const WORDINGS: [(&str, &str); 7] = [
    ("grouping = \"yes\"", "line 1: grouping: expected one of off, on, found “yes”"),
    ("browser = 5", "line 1: browser: expected a string or a list of strings, found an integer"),
    ("mouse = 1.5", "line 1: mouse: expected true or false, found a float"),
    ("theme = 2020-01-02", "line 1: theme: expected one of terminal, paper, night, mono, found a date"),
    ("[searches]\na = 4", "line 2: searches: expected a query for a, found an integer"),
    (
        "[searches]\na = \"lamps OR\"",
        "line 2: searches: a: OR needs a term on both sides, as in robots OR arms (at character 7)",
    ),
    ("[searches]\na = \"date:2020-13\"", "a: not a date: 2020-13 (write 2020-06-30 or 2020-06) (at character 6)"),
];

#[test]
fn what_is_wrong_with_a_setting_is_said_with_what_is_expected() {
    let (user, archive) = (User::new(), archive());
    for (text, said) in WORDINGS {
        user.config(text);
        let ended = user.run(&["list", path(archive.path())]);
        assert!(ended.err.contains(said), "{text}: {}", ended.err);
    }
}
