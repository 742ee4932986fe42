//! What is written is what the loader reads: for any title, author, date and address.

use importai_reader::fetch::Options;
use importai_reader::fetch::item::Item;
use importai_reader::model::{Problem, ProblemKind};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;
use url::Url;

use crate::server::{Reply, Server};
use crate::support::{Folder, load_one};
use crate::{clean, fetch, names};

/// Text of pieces that mean something in YAML, HTML, Markdown or a terminal.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "'",
        "\"",
        "''",
        "\\",
        ": ",
        " #",
        "---",
        "\n",
        "\r",
        "\t",
        "&",
        "&amp;",
        "&amp;amp;",
        "&lt;",
        "<b>",
        "</b>",
        "<x>",
        "[a](b)",
        "[[",
        "]]",
        "`",
        "**",
        "!",
        "*",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "%",
        "@",
        "|",
        ">",
        "~",
        "null",
        "undefined",
        "true",
        "\u{0}",
        "\u{1b}[31m",
        "\u{85}",
        "\u{202e}",
        "\u{200b}",
        "é",
        "日本",
        "🦀",
        "title: ",
        "a",
        "Bc",
        "7",
        " ",
        "&#27;",
        "&copy=2",
        ";",
        "; ",
        "…",
        "\u{feff}",
    ];
    let piece = prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, rng_seed: RngSeed::Fixed(8), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_loader_reads_what_was_fetched(
        fields in prop::collection::vec((text(), text(), text(), 0_i64..4_102_444_800), 12)
    ) {
        // Many posts in one fetch: a server for each would take long.
        let base = Url::parse("https://n.example/").unwrap();
        let items: Vec<_> = fields.iter().enumerate().map(|(at, (title, author, path, seconds))| {
            let date = jiff::Timestamp::from_second(*seconds).unwrap().to_string();
            json!({ "id": format!("{at}{author}"), "title": title, "url": format!("https://n.example/{at}/{path}"),
                "authors": [{ "name": author }], "date_published": date, "content_html": "<p>Words of it.</p>" })
        }).collect();
        let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items }).to_string();
        let server = Server::start(move |_| Reply::of("application/feed+json", feed.clone()));
        let folder = Folder::new();
        let report = fetch(&server.url("/feed"), folder.path(), Options::default());
        let names = names(folder.path());
        prop_assert_eq!(names.len(), report.counts.new);
        let posts: Vec<_> = names.iter().map(|name| load_one(&folder.join(name))).collect();
        for (at, (title, author, path, seconds)) in fields.iter().enumerate() {
            let link = format!("https://n.example/{at}/{path}");
            let item = Item::new("feed", &base, &format!("{at}{author}"), &link, title);
            let start = format!("https://n.example/{at}/");
            let post = posts.iter().find(|post| post.link.as_deref().is_some_and(|link| link.starts_with(&start)));
            prop_assert!(post.is_some(), "no post has the address {link}");
            let post = post.unwrap();
            // The parser of the feed does not trim all that is white space.
            let addresses = [item.link.clone().unwrap(), Url::parse(&link).unwrap()].map(String::from);
            prop_assert!(addresses.contains(&post.link.as_ref().unwrap().to_string()), "{:?} {addresses:?}", post.link);
            if !item.title.is_empty() {
                prop_assert_eq!(&post.title, &item.title);
            }
            prop_assert_eq!(post.date.instant().as_second(), *seconds);
            let is_fault = |problem: &&Problem| problem.kind != ProblemKind::NoTitle;
            prop_assert_eq!(post.problems.iter().find(is_fault), None);
            // A plain title is not changed at all.
            if title.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == ':' || c == '\'') {
                prop_assert_eq!(&item.title, &clean(title));
            }
        }
    }
}
