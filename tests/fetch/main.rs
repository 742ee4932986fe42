//! Fetching, against servers on this machine.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod archives;
mod certificates;
mod commands;
mod feed_list;
mod feeds;
mod files;
mod git;
mod git_kills;
mod http;
mod kills;
mod round_trip;
#[path = "../support/server.rs"]
mod server;
mod sizes;
mod stories;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use importai_reader::fetch::http::{Client, TimeLimits};
use importai_reader::fetch::pacing::Pacing;
use importai_reader::fetch::{Event, Fetcher, Folder, Newsletter, Options, Report, STATE_FILE};
use importai_reader::text::CleanText;

/// A client that does not wait.
fn client() -> Client {
    Client::new(Pacing { sleep: Box::new(|_| {}), ..Pacing::polite() }, TimeLimits::default())
}

/// Fetches an address into a folder. Notes are kept.
fn fetch_noted(url: &str, into: &Path, options: Options) -> (Report, Vec<String>) {
    fetch_newsletter(&Newsletter::find(url).unwrap(), into, options)
}

fn fetch_newsletter(newsletter: &Newsletter, into: &Path, options: Options) -> (Report, Vec<String>) {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let (newsletter, into, all) = (newsletter.clone(), into.to_owned(), Arc::clone(&notes));
    let report = support::within_timeout("fetching", move || {
        let folder = Folder::open(&into, false).unwrap();
        Fetcher::new(client(), folder, options).fetch(&newsletter, &mut |event| {
            if let Event::Note(note) = event {
                all.lock().unwrap().push(note);
            }
        })
    });
    let notes = notes.lock().unwrap().clone();
    (report, notes)
}

/// Fetches an address into a folder, where nothing may fail.
fn fetch(url: &str, into: &Path, options: Options) -> Report {
    let (report, _) = fetch_noted(url, into, options);
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    report
}

/// The error of an address that cannot be fetched.
fn error_of(url: &str) -> String {
    let folder = support::Folder::new();
    let (report, _) = fetch_noted(url, folder.path(), Options::default());
    assert_eq!(names(folder.path()), [] as [&str; 0]);
    report.errors[0].to_string()
}

const ALL: Options = Options { all: true, since: None, limit: None, update: false };

/// The posts of a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != STATE_FILE).collect();
    names.sort();
    names
}

/// A feed of RSS around items.
fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\
         <title>Notes</title><link>https://notes.example/</link>{items}</channel></rss>"
    )
}

/// An item of RSS, with its whole text.
fn rss_item(number: usize) -> String {
    let day = number % 28 + 1;
    format!(
        "<item><title>Notes {number}: a title</title><link>https://notes.example/p/notes-{number}</link>\
         <guid>https://notes.example/?p={number}</guid><pubDate>{day:02} Mar 2021 10:00:00 GMT</pubDate>\
         <dc:creator>Ada Harbour</dc:creator><description>Short.</description>\
         <content:encoded><![CDATA[<p>The text of {number}.</p>]]></content:encoded></item>"
    )
}

/// Waits until something is true.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..2000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("{what} does not happen");
}

fn clean(text: &str) -> CleanText {
    CleanText::single_line(text)
}
