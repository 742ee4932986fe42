//! Feeds that are fetched while the reader runs: what the footer counts, when posts appear, and what failed.

use std::fs;

use super::changes::post;
use super::session::Session;
use importai_reader::app::{FetchNews, FetchProgress, Msg, messages};
use importai_reader::text::CleanText;

fn clean(text: &str) -> CleanText {
    CleanText::single_line(text)
}

fn running(source: &str, done: usize, expected: usize, new: usize) -> Msg {
    Msg::Fetch(FetchNews::Running(FetchProgress { source: clean(source), done, expected, new }))
}

fn source(name: &str, errors: &[&str]) -> Msg {
    let (name, address) = (clean(name), clean("https://n.example/"));
    Msg::Fetch(FetchNews::Source { name, address, errors: errors.iter().map(|error| clean(error)).collect() })
}

fn footer(session: &mut Session) -> String {
    session.screen().lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn without_feeds_only_the_files_are_scanned() {
    let mut session = Session::new(120, 36);
    session.keys("R");
    assert_eq!((footer(&mut session).as_str(), session.fetches), (messages::RESCANNING, 0));
    session.answer_rescans();
    assert_eq!(footer(&mut session), messages::NO_CHANGES);
}

#[test]
fn posts_appear_while_the_footer_counts() {
    let mut session = Session::with_feeds(120, 36);
    session.keys("R").answer_rescans();
    assert_eq!(session.fetches, 1);
    assert!(footer(&mut session).starts_with("fetching feeds  Enter read"), "{}", session.screen());
    session.send(running("import-ai", 37, 412, 3));
    assert!(footer(&mut session).starts_with("fetching import-ai 37/412 · 3 new"), "{}", session.screen());
    // They come while something is read, and say nothing of their own.
    fs::write(session.folder().join("a.md"), post("Just fetched", "2021-01-05", "Text.")).unwrap();
    session.files_changed();
    assert!(session.shows("Just fetched") && footer(&mut session).starts_with("fetching import-ai"));
    session.keys("j");
    assert!(footer(&mut session).starts_with("fetching import-ai"), "keys do not hide it");
    session.keys("R");
    assert_eq!((footer(&mut session).as_str(), session.fetches), (messages::ALREADY_FETCHING, 1));
    session.answer_rescans();
    fs::write(session.folder().join("b.md"), post("Fetched last", "2021-01-06", "Text.")).unwrap();
    session.send(Msg::Fetch(FetchNews::Done(4)));
    session.answer_rescans();
    assert!(session.shows("Fetched last"));
    assert_eq!(footer(&mut session), "4 new posts fetched");
    session.keys("j");
    assert!(footer(&mut session).starts_with("Enter read"), "{}", session.screen());
    session.keys("R");
    assert_eq!(session.fetches, 2, "it can be done again");
    session.answer_rescans().send(Msg::Fetch(FetchNews::Done(0)));
    session.answer_rescans();
    assert_eq!(footer(&mut session), "nothing new in the feeds");
}

#[test]
fn what_failed_stands_among_the_problems_until_it_is_fetched() {
    let mut session = Session::with_feeds(120, 36);
    session.send(source("notes\u{1b}[1m", &["https://n.example/: status 404"]));
    assert!(session.shows("1 feed failed"), "of the last time: {}", session.screen());
    session.keys("!");
    assert!(session.shows("notes[1m") && session.shows("https://n.example/: status 404"), "{}", session.screen());
    // The list is open while it changes; Enter on a feed explains its problem.
    session.send(source("other", &["cannot be read", "nor this"]));
    assert!(session.shows("nor this"));
    session.keys("Enter Esc Esc R");
    session.send(source("notes\u{1b}[1m", &[]));
    session.send(Msg::Fetch(FetchNews::Done(0)));
    session.answer_rescans();
    assert_eq!(footer(&mut session), "nothing new in the feeds; 2 feeds failed (! says why)");
    session.send(source("other", &[]));
    session.keys("j");
    assert!(!session.shows("failed ("), "{}", session.screen());
    session.keys("!");
    assert!(!session.shows("nor this"));
}

#[test]
fn a_fetch_that_nobody_asked_for_is_quiet() {
    let mut session = Session::with_feeds(120, 36);
    session.send(running("import-ai", 0, 0, 0));
    session.send(Msg::Fetch(FetchNews::Done(0)));
    session.answer_rescans();
    assert!(footer(&mut session).starts_with("Enter read"));
    session.send(Msg::Fetch(FetchNews::Done(2)));
    session.answer_rescans();
    assert_eq!(footer(&mut session), "2 new posts fetched");
}

#[test]
fn feeds_without_a_folder_are_refused() {
    let mut session = Session::with_feeds(80, 24);
    session.keys("R");
    session.send(Msg::Fetch(FetchNews::Refused(clean("no folder to fetch into; set folder in config.toml"))));
    session.answer_rescans();
    assert_eq!(footer(&mut session), "no folder to fetch into; set folder in config.toml");
}

#[test]
fn the_count_fits_every_screen() {
    let mut session = Session::with_feeds(80, 24);
    session.keys("R").answer_rescans();
    session.send(running("端末で読む日本語の長い題名はどこで切られるのか", 12_345, 200_000, 1_234));
    session.draw_every_size();
    assert_eq!(session.resize(50, 15).screen().lines().last().unwrap().chars().next(), Some(' '));
    assert!(session.shows("fetching 端末で読む日本語の長い"), "{}", session.screen());
}
