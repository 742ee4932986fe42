//! The list of works that stories cite.

use std::fs;

use super::ISSUES;
use super::stories::rows;
use crate::screens::session::Session;

#[test]
fn works_are_listed_with_the_stories_that_cite_them() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("C");
    assert_eq!(rows(&session)[0], "Two Arms Fold Paper Boxes");
    insta::assert_snapshot!("works_120x36", session.screen());
    session.keys("Enter");
    assert_eq!(rows(&session), ["Arms for kitchens learn from films", "Robots pack boxes faster than last year"]);
    assert!(session.shows("Citing Two Arms Fold Paper Boxes"), "{}", session.screen());
    assert!(session.shows("1/2  Arms for kitchens"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("╭─ Citations ─"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn the_page_of_a_work_leads_to_its_stories() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("C Tab ] Enter f");
    assert!(session.shows("1/2  Arms for kitchens"), "{}", session.screen());
    session.keys("Ctrl-o");
    assert!(session.shows("cited in 2 stories"), "{}", session.screen());
}

#[test]
fn works_are_narrowed_by_words_of_their_names() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("C /").letters("blank maps").keys("Enter");
    assert_eq!(rows(&session), ["Blank Places on the Maps We Use"]);
    assert!(session.shows("Citations / blank maps") && session.shows("1 work"), "{}", session.screen());
    session.keys("Esc /").letters("arxiv 2021").keys("Enter");
    assert_eq!(rows(&session).len(), 2);
    session.keys("Esc S 3");
    assert_eq!(rows(&session)[0], "Blank Places on the Maps We Use");
    assert!(session.shows("by title, A to Z"), "{}", session.screen());
}

#[test]
fn a_work_is_opened_copied_and_exported() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    let file = |name: &str| session.folder().join(name);
    let (bib, json, md) = (file("out.bib"), file("out.json"), file("out.markdown.md"));
    session.keys("C o y Y");
    assert_eq!(session.opened, ["https://arxiv.org/abs/2103.00001"]);
    assert_eq!(session.copied[0], "https://arxiv.org/abs/2103.00001");
    assert_eq!(session.copied[1], "[Two Arms Fold Paper Boxes](https://arxiv.org/abs/2103.00001), arXiv");
    for path in [&bib, &json, &md] {
        session.keys("E").letters(path.to_str().unwrap()).keys("Enter");
        assert!(session.shows("wrote 5 works to"), "{}", session.screen());
    }
    assert!(fs::read_to_string(bib).unwrap().contains("eprint = {2103.00001}"));
    assert!(fs::read_to_string(json).unwrap().contains("Two Arms Fold Paper Boxes"));
    let text = fs::read_to_string(&md).unwrap();
    assert!(text.contains("- [Two Arms Fold Paper Boxes](https://arxiv.org/abs/2103.00001), arXiv\n"), "{text}");
    session.keys("E").letters(md.to_str().unwrap()).keys("Enter");
    assert!(session.shows("Replace this file?"), "{}", session.screen());
    session.keys("n E").letters("a.epub").keys("Enter");
    assert!(session.shows("use an extension of .bib, .json, .md"), "{}", session.screen());
}

#[test]
fn the_text_says_what_is_cited_here() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("Enter ] ] C");
    assert_eq!(rows(&session), ["Light That Follows Speech in Rooms"]);
    assert!(session.shows("╭─ Cited here ─"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    let mut session = Session::with_posts(120, 36, &[("2020-01-01-a.md", "---\ntitle: Nothing\n---\n\nWords.\n")]);
    session.keys("Enter C");
    assert!(session.shows("this post cites nothing"), "{}", session.screen());
    session.keys("q C");
    assert!(session.shows("nothing is cited"), "{}", session.screen());
}

#[test]
fn hostile_titles_and_addresses_are_harmless() {
    let text = "---\ntitle: \"Field Notes 1: one; two\"\ndate: 2020-01-01\nlink: https://a.example/1\n---\n\n\
                **A headline of a story that is here:**\nText of it, and more.\n**Read more:** Evil \u{1b}[31m red \
                \u{202e}title of a paper (arXiv, https://user:pw@arxiv.org/abs/2001.00001).\n";
    let mut session = Session::with_posts(120, 36, &[("2020-01-01-a.md", text)]);
    session.keys("C");
    let screen = session.screen();
    assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen:?}");
    session.draw_every_size();
}

/// Files and an order that change leave the page of a row where it is read.
pub fn stays_where_it_is_read(session: &mut Session, orders: &[&str]) {
    session.keys("j j j j");
    let (before, top) = (session.app.reader().page(), session.app.reader().top());
    assert!(top > 0, "{}", session.screen());
    fs::remove_file(session.folder().join(ISSUES[3].0)).unwrap();
    session.files_changed();
    assert_eq!((session.app.reader().page(), session.app.reader().top()), (before, top), "{}", session.screen());
    for order in orders {
        session.keys(order);
        assert_eq!((session.app.reader().page(), session.app.reader().top()), (before, top), "{order}");
    }
}

#[test]
fn the_page_of_a_work_stays_where_it_is_read() {
    let mut session = Session::with_posts(120, 10, &ISSUES);
    session.keys("C Tab");
    stays_where_it_is_read(&mut session, &["S 2", "S 2", "S 3"]);
    session.keys("q j Ctrl-o");
    assert!(session.shows("╭─ Citations ─"), "{}", session.screen());
}

#[test]
fn works_survive_a_change_of_the_files() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("C j");
    let before = rows(&session)[1].clone();
    fs::remove_file(session.folder().join(ISSUES[2].0)).unwrap();
    session.files_changed();
    assert_eq!(session.app.story_lists().top().map(|list| rows(&session)[list.cursor()].clone()), Some(before));
    session.keys("G Enter");
    fs::remove_file(session.folder().join(ISSUES[1].0)).unwrap();
    session.files_changed();
    session.keys("Esc Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}
