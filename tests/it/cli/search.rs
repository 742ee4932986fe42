//! `search`: results, their order, snippets and stories, the exit code, and the mark under a fault.

use serde_json::Value;

use super::{User, path};
use crate::support::{Failures, Folder, assert_safe};

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

/// An issue whose stories share words, and a link post.
fn stories() -> Folder {
    Folder::with(&[
        (
            "a.md",
            "---\ntitle: Lamp Notes 1\ndate: 2020-01-02\n---\n\nA lamp and a reef greet you.\n\n\
             **Lamps burn on:**\n*…And on…*\n\nA tide. A [paper](https://arxiv.org/abs/1701.00001v3) says so.\n\n\
             **Why this matters:** It is dark.\n\n\
             **Reefs are sharp:**\n*…Mind them…*\n\nA tide and a lamp. **Read more:** Reefs at Night (Arxiv 1702.00002).\n\n\
             ***\n\n**Tech Tales:**\n\n**The keeper**\n\nShe lit a lamp at the tide.\n\n\
             Things that inspired this story: the sea.\n",
        ),
        (
            "b.md",
            "---\ntitle: A lamp by itself\ndate: 2021-03-04\nlink: https://www.example.org/lamp?utm_source=x\n---\n\n\
             No reef here.\n",
        ),
    ])
}

#[test]
fn stories_are_searched_by_themselves() {
    let (user, posts) = (User::new(), stories());
    let folder = path(posts.path());
    let out = user.run(&["search", "lamp", folder, "--stories"]).fine();
    let lines: Vec<&str> = out.lines().filter(|line| !line.starts_with('\t')).collect();
    assert_eq!(
        lines,
        [
            format!("2021-03-04\tA lamp by itself\t{folder}/b.md"),
            format!("2020-01-02\tLamps burn on\t{folder}/a.md#1"),
            format!("2020-01-02\tReefs are sharp\t{folder}/a.md#2"),
            format!("2020-01-02\tThe keeper\t{folder}/a.md#3"),
        ]
    );
    let record: Value =
        serde_json::from_str(user.run(&["search", "sharp", folder, "--stories", "--json"]).fine().trim()).unwrap();
    assert_eq!(
        (&record["story"], &record["headline"], &record["matches"]),
        (&2.into(), &"Reefs are sharp".into(), &1.into())
    );
    assert_eq!(user.run(&["search", "lamp zebra", folder, "--stories"]).code, Some(1));
}

#[test]
fn queries_ask_stories() {
    let (user, posts) = (User::new(), stories());
    let folder = path(posts.path());
    let places = |query: &str| {
        let out = user.run(&["search", query, folder, "--stories"]).out;
        let paths = out.lines().filter(|line| !line.starts_with('\t')).filter_map(|line| line.rsplit('/').next());
        let mut paths: Vec<&str> = paths.collect();
        paths.sort_unstable();
        paths.join(" ")
    };
    let found =
        |query: &str| user.run(&["search", query, folder]).out.lines().filter(|line| !line.starts_with('\t')).count();
    let mut table = Failures::default();
    for (query, want) in [
        ("label:\"why this matters\"", "a.md#1"),
        ("label:matters tide", "a.md#1"),
        ("label:\"what they did\"", ""),
        ("cites:1701.00001", "a.md#1"),
        ("cites:https://arxiv.org/pdf/1701.00001", "a.md#1"),
        ("cites:arxiv:1702.00002", "a.md#2"),
        ("cites:example.org/lamp", "b.md"),
        ("fiction:yes", "a.md#3"),
        ("lamp fiction:no", "a.md#1 a.md#2 b.md"),
        ("lamp -cites:1701.00001 tide fiction:no", "a.md#2"),
    ] {
        table.compare(query, &places(query), &want.to_owned());
    }
    for (query, want) in [
        ("burn sharp", 1),
        ("burn sharp in:story", 0),
        ("reef tide in:story", 1),
        ("tide -lamp in:story", 0),
        ("sharp -burn", 0),
        ("sharp -burn in:story", 1),
        ("in:story", 2),
        ("cites:1701.00001 sharp", 1),
        ("cites:1701.00001 sharp in:story", 0),
    ] {
        table.compare(query, &found(query), &want);
    }
    table.report();
    let ended = user.run(&["search", "cites:zebra", folder]);
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.err.contains("cites: needs an arXiv identifier, a DOI or an address, e.g. cites:1706.03762"),
        "{}",
        ended.err
    );
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
