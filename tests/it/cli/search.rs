//! `search`: results, their order, snippets and stories, the exit code, and the mark under a fault.

use serde_json::Value;

use super::{User, path};
use crate::support::{Folder, assert_safe};

fn posts() -> Folder {
    Folder::with(&[
        (
            "a.md",
            "---\ntitle: Lamps and more\ndate: 2020-01-02\nlink: https://a.example.org\n---\n\nNothing about the other thing.\n",
        ),
        (
            "b.md",
            "---\ntitle: \"Field Notes 4\"\ndate: 2021-03-04\n---\n\n**Rooms are cheap:**\n*…Walls of light…*\n\nA room.\n\n\
             **Sorters are slow:**\n*…And they know it…*\n\nA <b>lamp</b> &amp; a caf&eacute;.\n",
        ),
    ])
}

#[test]
fn results_come_best_first_with_snippet_and_story() {
    let (user, posts) = (User::new(), posts());
    let folder = path(posts.path());
    let out = user.run(&["search", "lamp", folder]).fine();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], format!("2020-01-02\tLamps and more\t{folder}/a.md"));
    assert_eq!(lines[1], "\tNothing about the other thing.");
    assert_eq!(lines[2], format!("2021-03-04\tField Notes 4\t{folder}/b.md"));
    assert_eq!(lines[3], "\tSorters are slow: A lamp & a café.");
}

#[test]
fn buttons_of_newsletter_services_are_not_found() {
    let user = User::new();
    let posts = Folder::with(&[(
        "a.md",
        "---\ntitle: Tides\ndate: 2024-03-05\n---\n\nThe ebb.\n\n[Subscribe now](https://e.org/subscribe)\n",
    )]);
    assert_eq!(user.run(&["search", "ebb", path(posts.path())]).code, Some(0));
    assert_eq!(user.run(&["search", "subscribe", path(posts.path())]).code, Some(1));
}

#[test]
fn json_has_an_object_a_line() {
    let (user, posts) = (User::new(), posts());
    let out = user.run(&["search", "--json", "cafe", path(posts.path())]).fine();
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(line["headline"], "Sorters are slow");
    assert_eq!(line["snippet"], "A lamp & a café.");
    assert_eq!(line["matches"], 1);
    assert_eq!(line["date"], "2021-03-04T00:00:00Z");
}

#[test]
fn json_escapes_control_characters() {
    let user = User::new();
    let posts = Folder::with(&[("a\u{202e}\u{9b}31m.md", "---\ntitle: Lamps\ndate: 2020-01-02\n---\n\nText.\n")]);
    let out = user.run(&["search", "--json", "lamps", path(posts.path())]).fine();
    assert_safe(&out, "the path");
    let line: Value = serde_json::from_str(&out).unwrap();
    assert!(line["path"].as_str().unwrap().ends_with("a\u{202e}\u{9b}31m.md"), "{out}");
}

#[test]
fn search_without_results_ends_with_1() {
    let (user, posts) = (User::new(), posts());
    let ended = user.run(&["search", "-lamp", path(posts.path())]);
    assert_eq!((ended.code, &*ended.out, &*ended.err), (Some(1), "", ""));
    assert_eq!(user.run(&["search", "-nowhere", path(posts.path())]).fine().lines().count(), 4);
}

/// Without a folder the samples are searched, which the user may not have meant.
#[test]
fn a_search_that_finds_nothing_in_the_samples_says_where_it_looked() {
    let ended = User::new().run(&["search", "zzzqqq"]);
    assert_eq!((ended.code, &*ended.out), (Some(1), ""));
    assert!(ended.err.contains("built-in samples; name a folder, or set folder in config.toml"), "{}", ended.err);
}

#[test]
fn a_faulty_query_is_marked_and_ends_with_2() {
    let (user, posts) = (User::new(), posts());
    let ended = user.run(&["search", "lamp year:20", path(posts.path())]);
    assert_eq!((ended.code, &*ended.out), (Some(2), ""));
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines[1].find("20"), lines[2].find('^'), "{}", ended.err);
    assert_eq!(lines[0], "importai-reader: invalid query");
    assert!(lines[3].starts_with("not a year: 20 (write 2020)"), "{}", ended.err);
}

#[test]
fn the_settings_of_searches_are_checked() {
    let (user, posts) = (User::new(), posts());
    user.config("[searches]\ngood = \"lamp\"\nbad = \"lamp OR\"\nworse = 3\n");
    let ended = user.run(&["list", path(posts.path())]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("config.toml line 3: searches: bad: OR needs a term on both sides"), "{}", ended.err);
    assert!(ended.err.contains("config.toml line 4: searches: expected a query for worse"), "{}", ended.err);
}

/// The characters that the reader puts on pages itself are text like any other when a post has them.
#[test]
fn glyphs_of_the_reader_in_a_post_are_ordinary_text() {
    let user = User::new();
    let posts = Folder::with(&[(
        "a.md",
        "---\ntitle: Arrows\ndate: 2020-01-02\n---\n\n↗ one way out\n\n↗ another way out\n\n[⌕](https://evil.example/x) it.\n",
    )]);
    let page = user.run(&["show", path(&posts.join("a.md"))]).fine();
    assert!(page.contains("↗ one way out\n\n↗ another way out\n\n⌕[1] it.\n"), "{page}");
    assert!(page.contains("[1] https://evil.example/x"), "{page}");
    for glyph in ["↗", "⌕"] {
        assert!(user.run(&["search", glyph, path(posts.path())]).fine().contains("\tArrows\t"), "{glyph}");
    }
}
