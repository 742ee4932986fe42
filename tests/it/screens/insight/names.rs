//! The list of names.

use std::fs;

use super::stories::rows;
use crate::screens::session::Session;

/// Four posts that name the same person and institute.
fn named() -> Vec<(String, String)> {
    let post = |year: usize| {
        let text = format!(
            "---\ntitle: A lamp of the year {year}\ndate: {year}-03-0{}\nlink: https://lamps.example.org/{year}\n---\n\n\
             Some say that Otto Brandt built it at the Lampworks Institute, and others deny that.\n",
            year % 9 + 1
        );
        (format!("{year}.md"), text)
    };
    [2016, 2017, 2019, 2020].map(post).into()
}

fn session(columns: u16, rows: u16) -> Session {
    let posts = named();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Session::with_posts(columns, rows, &posts)
}

#[test]
fn names_are_listed_with_their_stories() {
    let mut session = session(120, 24);
    session.keys("&");
    let names = rows(&session);
    assert!(names.contains(&"Otto Brandt".to_owned()), "{names:?}");
    assert!(names.contains(&"Lampworks Institute".to_owned()), "{names:?}");
    session.keys("/").letters("otto").keys("Enter");
    insta::assert_snapshot!("names_120x24", session.screen());
    session.keys("Enter");
    assert_eq!(rows(&session).len(), 4);
    assert!(session.shows("With Otto Brandt"), "{}", session.screen());
    assert!(session.shows("by date, oldest first"), "{}", session.screen());
    session.keys("Esc Tab ] Enter");
    assert_eq!(session.app.reader().post(), session.app.selected());
    session.keys("Ctrl-o q Esc Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn the_page_of_a_name_has_its_years() {
    let mut session = session(120, 36);
    session.keys("& /").letters("otto").keys("Enter Tab");
    let screen = session.screen();
    for line in ["2016  ██", "100.0% 1/1", "2018  ", "– 0/0"] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
}

#[test]
fn names_are_copied_and_exported() {
    let mut session = session(120, 24);
    let (md, tsv) = (session.folder().join("out.md"), session.folder().join("out.tsv"));
    session.keys("& /").letters("otto").keys("Enter y Y");
    assert_eq!(session.copied, ["Otto Brandt", "Otto Brandt, in 4 stories, 2016–2020"]);
    session.keys("/").letters("zeppelin").keys("Enter");
    assert!(session.shows("no name fits"), "{}", session.screen());
    session.keys("Esc E");
    assert!(session.shows("export the names to this file: .md .tsv"), "{}", session.screen());
    session.letters(md.to_str().unwrap()).keys("Enter");
    assert!(session.shows("wrote 2 names to"), "{}", session.screen());
    let text = fs::read_to_string(md).unwrap();
    assert!(text.starts_with("# Names\n\n- ") && text.contains("- Otto Brandt, in 4 stories, 2016–2020\n"), "{text}");
    session.keys("E").letters(tsv.to_str().unwrap()).keys("Enter");
    let text = fs::read_to_string(tsv).unwrap();
    assert!(text.contains("4\tOtto Brandt\t\t2016-03-01\t2020-03-05\n"), "{text}");
    session.keys("E").letters("names.bib").keys("Enter");
    assert!(session.shows("use an extension of .md, .tsv"), "{}", session.screen());
}

#[test]
fn the_text_says_who_is_named_here() {
    let mut session = session(80, 24);
    session.keys("Enter &");
    assert!(session.shows("Named here"), "{}", session.screen());
    assert_eq!(rows(&session).len(), 2);
    session.draw_every_size();
    let mut session = Session::with_posts(80, 24, &[("2020-01-01-a.md", "---\ntitle: Nothing\n---\n\nWords.\n")]);
    session.keys("&");
    assert!(session.shows("no name is in three stories or more"), "{}", session.screen());
}
