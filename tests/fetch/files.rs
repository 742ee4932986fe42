//! Files: their names and texts, what is there already, and what the user changed.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use importai_reader::fetch::{Counts, Folder as Target, Options, STATE_FILE};
use serde_json::json;

use crate::server::{Reply, Server};
use crate::support::{Folder, assert_safe};
use crate::{fetch, names, rss, rss_item};

const UPDATE: Options = Options { all: false, since: None, limit: None, update: true };

fn read(folder: &Folder, at: usize) -> String {
    fs::read_to_string(folder.join(&names(folder.path())[at])).unwrap()
}

#[test]
fn a_post_becomes_a_file_of_the_archives_form() {
    let server = Server::start(|_| Reply::feed(rss(&rss_item(7))));
    let folder = Folder::new();
    fetch(&server.url("/feed"), folder.path(), Options::default());
    let names = names(folder.path());
    assert!(names[0].starts_with("2021-03-08-notes.example-notes-7-"), "{names:?}");
    assert_eq!(
        read(&folder, 0),
        "---\ntitle: 'Notes 7: a title'\ndate: '2021-03-08T10:00:00Z'\nauthor: 'Ada Harbour'\n\
         link: 'https://notes.example/p/notes-7'\ndomain: 'notes.example'\nsource: 'feed'\n\
         id: 'https://notes.example/?p=7'\n---\n\n<p>The text of 7.</p>\n"
    );
    let post = &folder.load().posts[0];
    assert!(post.problems.is_empty(), "{:?}", post.problems);
}

/// What a hostile feed could send: each with the folder as it must be afterwards.
#[test]
fn hostile_posts_stay_in_the_folder() {
    let long = "x/../".repeat(1000);
    let nasty = [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "-rf",
        "~root",
        "a\u{0}b",
        "\u{1b}[31mred\u{7}",
        "CON",
        "a\nb: c\n---\n",
        "'quoted' \"twice\"",
        "\u{202e}gnp.exe",
        "{{ title }}",
        "---",
        "%2e%2e%2fx",
        "C:\\x",
        ".importai-fetch.json",
        &long,
        "null",
        "",
        "🦀🦀🦀",
        "<b>bold</b> & <i>",
        "title: x",
        "!!binary x",
        "[a](javascript:x)",
    ];
    let mut items = Vec::new();
    for text in nasty {
        for (id, title, link) in
            [(text, "Plain", "https://n.example/a"), ("", text, text), (text, text, "javascript:alert(1)")]
        {
            items.push(json!({ "id": id, "title": title, "url": link, "content_html": format!("<p>{text}</p>") }));
        }
        let link = format!("https://n.example/{text}");
        items.push(json!({ "id": format!("{text}2"), "title": text, "url": link, "content_html": "x" }));
    }
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items }).to_string();
    let server = Server::start(move |_| Reply::of("application/feed+json", feed.clone()));
    let outer = Folder::new();
    let folder = outer.folder("posts");
    let report = fetch(&server.url("/feed"), &folder, Options::default());
    assert!(report.counts.new > 40, "{:?}", report.counts);
    assert_eq!(names(outer.path()), ["posts"]);
    let names = names(&folder);
    assert_eq!(names.len(), report.counts.new);
    for name in &names {
        let is_plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b));
        assert!(is_plain && name.len() < 200 && !name.starts_with(['.', '-']), "{name}");
        assert_eq!(name.rsplit('.').next(), Some("html"));
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let (front, _) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
        assert_safe(front, name);
        assert!(!text.contains(['\0', '\u{1b}']), "{name}");
    }
    let again = fetch(&server.url("/feed"), &folder, Options::default());
    assert_eq!((again.counts.new, again.counts.kept > 0), (0, true));
}

#[test]
fn twice_in_a_row_writes_nothing() {
    let items: String = (1..=30).map(rss_item).collect();
    let server = Server::start(move |_| Reply::feed(rss(&items)));
    let folder = Folder::new();
    assert_eq!(fetch(&server.url("/feed"), folder.path(), Options::default()).counts.new, 30);
    let before = snapshot(folder.path());
    let counts = fetch(&server.url("/feed"), folder.path(), Options::default()).counts;
    assert_eq!(counts, Counts { kept: 30, ..Counts::default() });
    assert_eq!(fetch(&server.url("/feed"), folder.path(), UPDATE).counts, counts);
    assert_eq!(snapshot(folder.path()), before);
}

/// Names, texts and times of change.
fn snapshot(folder: &Path) -> Vec<(String, String, std::time::SystemTime)> {
    let one = |name: String| {
        let path = folder.join(&name);
        (name, fs::read_to_string(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap())
    };
    names(folder).into_iter().map(one).collect()
}

#[test]
fn a_post_that_is_there_in_any_form_is_left_alone() {
    let items: String = (1..=4).map(rss_item).collect();
    let server = Server::start(move |_| Reply::feed(rss(&items)));
    let folder = Folder::with(&[
        ("by-link.md", "---\ntitle: One\nlink: http://www.notes.example/p/notes-1/?utm_source=x#top\n---\nMine.\n"),
        ("sub/by-id.md", "---\ntitle: Two\nid: https://notes.example/?p=2\n---\nMine.\n"),
        (
            "canonical.md",
            "---\ntitle: Three\nlink: https://else.example/x\ncanonical_url: https://notes.example/p/notes-3\n---\nMine.\n",
        ),
    ]);
    let counts = fetch(&server.url("/feed"), folder.path(), Options::default()).counts;
    assert_eq!((counts.new, counts.kept), (1, 3));
    let counts = fetch(&server.url("/feed"), folder.path(), UPDATE).counts;
    assert_eq!((counts.new, counts.updated), (0, 0));
    assert_eq!(fs::read_to_string(folder.join("by-link.md")).unwrap().lines().last(), Some("Mine."));
}

#[test]
fn a_change_is_taken_over_only_if_asked_and_never_over_a_changed_file() {
    let version = Arc::new(AtomicUsize::new(1));
    let now = Arc::clone(&version);
    let server = Server::start(move |_| {
        let text = format!("Version {}.", now.load(Ordering::SeqCst));
        Reply::feed(rss(&(rss_item(1) + &rss_item(2)).replace("The text", &text)))
    });
    let folder = Folder::new();
    let url = server.url("/feed");
    fetch(&url, folder.path(), Options::default());
    let second = folder.join(&names(folder.path())[1]);
    fs::write(&second, fs::read_to_string(&second).unwrap() + "<p>My note.</p>\n").unwrap();
    version.store(2, Ordering::SeqCst);
    assert_eq!(fetch(&url, folder.path(), Options::default()).counts.kept, 2);
    assert!(read(&folder, 0).contains("Version 1."));
    let counts = fetch(&url, folder.path(), UPDATE).counts;
    assert_eq!((counts.updated, counts.edited), (1, 1));
    assert!(read(&folder, 0).contains("Version 2.") && read(&folder, 1).contains("Version 1."));
    assert!(read(&folder, 1).ends_with("<p>My note.</p>\n"));
    // Without its memory it cannot know, and leaves all files alone.
    fs::write(folder.join(STATE_FILE), "{ torn").unwrap();
    version.store(3, Ordering::SeqCst);
    assert_eq!(fetch(&url, folder.path(), UPDATE).counts.edited, 2);
    assert!(read(&folder, 0).contains("Version 2."));
}

#[test]
fn a_post_that_vanished_from_its_source_stays() {
    let server = Server::start(|request| Reply::feed(rss(&rss_item(request.earlier + 1))));
    let folder = Folder::new();
    fetch(&server.url("/feed"), folder.path(), Options::default());
    fetch(&server.url("/feed"), folder.path(), UPDATE);
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn two_posts_of_one_address_and_a_taken_name_are_kept_apart() {
    let item = |id: &str| rss_item(1).replace("?p=1", id).replace("/p/notes-1", &format!("/{id}/notes-1"));
    let server = Server::start(move |_| Reply::feed(rss(&(item("a") + &item("b")))));
    let folder = Folder::new();
    fetch(&server.url("/feed"), folder.path(), Options::default());
    let made = names(folder.path());
    assert_eq!(made.len(), 2);
    // A link in the place of a file leads nowhere.
    let other = Folder::new();
    let target = other.join("target.txt");
    fs::write(&target, "Mine.").unwrap();
    let linked = Folder::new();
    linked.link(&made[0], &target);
    linked.link(".importai-fetch.tmp", &target);
    linked.link(STATE_FILE, &target);
    fetch(&server.url("/feed"), linked.path(), Options::default());
    assert_eq!(fs::read_to_string(&target).unwrap(), "Mine.");
    assert_eq!(names(linked.path()).len(), 3);
}

/// The entries of a list of changes lead to one page, and those of a link blog may lead to one article.
#[test]
fn posts_that_lead_to_one_page_are_different_posts() {
    let item = |number: usize| rss_item(number).replace(&format!("/p/notes-{number}<"), &format!("/changes#{number}<"));
    let server = Server::start(move |request| match request.earlier {
        0 => Reply::feed(rss(&(item(1) + &item(2)))),
        _ => Reply::feed(rss(&(item(1) + &item(2) + &item(3)))),
    });
    let folder = Folder::new();
    assert_eq!(fetch(&server.url("/feed"), folder.path(), Options::default()).counts.new, 2);
    assert_eq!(fetch(&server.url("/feed"), folder.path(), Options::default()).counts.new, 1);
    assert_eq!(fetch(&server.url("/feed"), folder.path(), Options::default()).counts.new, 0);
}

#[test]
fn a_folder_is_fetched_into_by_one_at_a_time() {
    let folder = Folder::new();
    let held = Target::open(folder.path(), false).unwrap();
    let error = Target::open(folder.path(), false).unwrap_err().to_string();
    assert!(error.contains("is running; wait for its end"), "{error}");
    drop(held);
    Target::open(folder.path(), false).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let folder = Folder::new();
    // A folder in the place of the unfinished file, as root may write anywhere.
    folder.write(".importai-fetch.tmp/x", "");
    let opened = Target::open(folder.path(), false).unwrap_err().to_string();
    assert!(opened.starts_with("cannot write "), "{opened}");
}
