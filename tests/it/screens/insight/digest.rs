//! The digest: a labelled part of all listed stories.

use std::fs;

use super::ISSUES;
use super::stories::rows;
use super::works::stays_where_it_is_read;
use crate::screens::session::Session;

#[test]
fn why_stories_matter_is_one_page() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("D");
    insta::assert_snapshot!("digest_120x36", session.screen());
    session.keys("j j Enter");
    assert!(session.shows("3/3  Lamps that listen"), "{}", session.screen());
    session.keys("q Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn a_digest_is_of_the_stories_that_are_listed() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("/").letters("robots").keys("Enter D");
    assert_eq!(rows(&session), ["Arms for kitchens learn from films", "Robots pack boxes faster than last year"]);
    assert!(session.shows("Why this matters: robots"), "{}", session.screen());
    session.keys("D");
    assert!(session.shows("Posts: robots"), "{}", session.screen());
    session.keys("Esc T /").letters("lamp").keys("Enter D");
    assert_eq!(rows(&session), ["Lamps that listen to their room"]);
}

#[test]
fn a_digest_has_another_label_or_says_which_there_are() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys(":").letters("digest Read more").keys("Enter");
    assert!(session.shows("has “Read more”"), "{}", session.screen());
    assert!(session.shows(":digest takes another label: Why this matters (3)"), "{}", session.screen());
    session.keys(":").letters("digest why it matters").keys("Enter");
    assert_eq!(rows(&session).len(), 3);
    let mut session = Session::new(120, 36);
    session.keys("D");
    assert!(session.shows("no story has “Why this matters”; no story has labels"), "{}", session.screen());
}

#[test]
fn a_digest_is_written_as_markdown_or_text() {
    let mut session = Session::with_posts(80, 24, &ISSUES);
    let (md, txt) = (session.folder().join("out.md"), session.folder().join("out.txt"));
    session.keys("D E").letters(md.to_str().unwrap()).keys("Enter E").letters(txt.to_str().unwrap()).keys("Enter");
    assert!(session.shows("wrote 3 stories to"), "{}", session.screen());
    let text = fs::read_to_string(md).unwrap();
    assert!(text.contains("# Why this matters\n\n## Arms for kitchens"), "{text}");
    assert!(fs::read_to_string(txt).unwrap().contains("Films are cheaper than teachers."));
    session.draw_every_size();
}

#[test]
fn the_page_is_searched_and_leads_to_its_stories() {
    let mut session = Session::with_posts(120, 20, &ISSUES);
    session.keys("D Enter /").letters("hears").keys("Enter");
    assert!(session.shows("hears the room"), "{}", session.screen());
    session.keys("Esc g Enter f");
    assert!(session.shows("Two arms, one box") || session.shows("1/2  Arms for kitchens"), "{}", session.screen());
}

#[test]
fn the_page_stays_where_it_is_read() {
    let mut session = Session::with_posts(120, 10, &ISSUES);
    session.keys("D Enter");
    stays_where_it_is_read(&mut session, &[]);
}

#[test]
fn actions_in_the_page_are_for_the_part_that_is_read() {
    let mut session = Session::with_posts(120, 12, &ISSUES);
    session.keys("D Enter ] ] Y");
    assert!(session.copied[0].starts_with("“Robots pack boxes"), "{:?}", session.copied);
    session.keys("G q");
    assert_eq!(session.app.marks().unread(), ISSUES.len(), "no post was read");
    let list = session.app.story_lists().top().unwrap();
    assert_eq!(list.cursor(), 2);
}
