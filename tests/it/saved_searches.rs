//! Searches and the theme in `config.toml`: what is written or deleted changes no other line.

use std::fs;

use importai_reader::config::{Config, delete_search, save_search, save_theme};
use tempfile::TempDir;

/// What is left of a `config.toml` after the search `a b` is deleted.
fn without(text: &str) -> String {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("config.toml");
    fs::write(&path, text).unwrap();
    delete_search(folder.path(), "a b").unwrap();
    fs::read_to_string(path).unwrap()
}

#[test]
fn only_the_line_of_the_search_is_deleted() {
    for (text, want) in [
        ("[searches]\n\"a b\" = \"x\"\n", "[searches]\n"),
        (
            "# Mine.\ntheme = \"paper\"\n\n[searches]\n# One.\n\"a b\" = \"x\" # of old\n# Two.\nc   =  'y'\n",
            "# Mine.\ntheme = \"paper\"\n\n[searches]\n# One.\n# Two.\nc   =  'y'\n",
        ),
        (
            "[searches]\nc = \"y\"\n# Last.\n'a b' = \"x\"\n\n[[feeds]]\nurl = \"import-ai\"\n",
            "[searches]\nc = \"y\"\n# Last.\n\n[[feeds]]\nurl = \"import-ai\"\n",
        ),
        ("[searches]\nc = \"y\"\n# Last.\n'a b' = \"x\"\n# End.\n", "[searches]\nc = \"y\"\n# Last.\n# End.\n"),
        ("searches = { \"a b\" = \"x\", c = \"y\" }\n", "searches = { c = \"y\" }\n"),
        ("[searches]\r\n\"a b\" = \"x\"\r\nc = \"y\"\r\n", "[searches]\r\nc = \"y\"\r\n"),
        ("[searches]\nc = \"y\"\n", "[searches]\nc = \"y\"\n"),
    ] {
        assert_eq!(without(text), want, "{text}");
    }
}

#[test]
fn a_search_is_saved_and_deleted_without_a_trace() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("config.toml");
    let before = "mouse = false\n\n[searches]\nc = \"y\"\n";
    fs::write(&path, before).unwrap();
    save_search(folder.path(), "a b", "x is:unread").unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("\"a b\" = \"x is:unread\"\n"));
    delete_search(folder.path(), "a b").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn a_theme_is_kept_above_the_tables_and_changes_no_other_line() {
    for (text, want) in [
        ("", "theme = \"paper\"\n"),
        ("# Mine.\nmouse = false # no\n", "# Mine.\nmouse = false # no\ntheme = \"paper\"\n"),
        ("theme = 'night' # dark\nmouse = false\n", "theme = \"paper\" # dark\nmouse = false\n"),
        ("# Searches.\n[searches]\nc = \"y\"\n", "theme = \"paper\"\n# Searches.\n[searches]\nc = \"y\"\n"),
        (
            "mouse = false\r\n\r\n[[feeds]]\r\nurl = \"x.example\"\r\n",
            "mouse = false\r\ntheme = \"paper\"\r\n\r\n[[feeds]]\r\nurl = \"x.example\"\r\n",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("config.toml");
        if !text.is_empty() {
            fs::write(&path, text).unwrap();
        }
        save_theme(folder.path(), "paper").unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), want, "{text}");
        let (config, warnings) = Config::load(Some(folder.path()));
        assert_eq!((config.theme.as_str(), warnings), ("paper", Vec::new()), "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_changed_stays_as_it_is() {
    let folder = TempDir::new().unwrap();
    assert!(delete_search(folder.path(), "a b").is_ok() && !folder.path().join("config.toml").exists());
    let path = folder.path().join("config.toml");
    fs::write(&path, "[searches\n\"a b\" = \"x\"\n").unwrap();
    assert!(delete_search(folder.path(), "a b").is_err());
    assert_eq!(fs::read_to_string(path).unwrap(), "[searches\n\"a b\" = \"x\"\n");
}
