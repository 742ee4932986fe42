//! The sections of posts that are not issues: from heading to heading, in a list, and in the outline.

use super::session::Session;
use importai_reader::app::messages;

/// A digest whose parts have the same heading within them.
fn digest() -> String {
    let filler = "A line that only fills the page, so that there is something to scroll through.\n\n".repeat(20);
    let long = "word ".repeat(900);
    format!(
        "---\ntitle: Digest of May\ndate: 2024-05-01\n---\n\nWelcome.\n\n## Releases\n\n{filler}### Links\n\n{filler}\
         ## Papers & *talks*\n\n{filler}### Links\n\n{filler}{long}\n\n## Meetings\n\n{filler}"
    )
}

fn session(columns: u16, rows: u16) -> Session {
    Session::with_posts(
        columns,
        rows,
        &[("a.md", &digest()), ("b.md", "---\ntitle: Plain\ndate: 2020-01-01\n---\n\nNo parts.")],
    )
}

#[test]
fn headings_are_gone_through() {
    for (columns, rows) in [(50, 15), (80, 24), (120, 36)] {
        let mut session = session(columns, rows);
        session.keys("Enter ]");
        assert!(session.shows("1/5  Releases"), "{}", session.screen());
        session.keys("] ]");
        assert!(session.shows("3/5  Papers & talks"), "{}", session.screen());
        session.keys("[");
        assert!(session.shows("2/5  Links"), "{}", session.screen());
        session.keys("] ] ]");
        assert!(session.shows("5/5  Meetings"), "{}", session.screen());
        session.keys("]");
        assert!(session.shows(messages::LAST_HEADING), "{}", session.screen());
        session.keys("Ctrl-o");
        assert!(session.shows("4/5  Links"), "{}", session.screen());
    }
}

#[test]
fn headings_are_listed_with_the_time_that_long_ones_take() {
    let mut session = session(100, 30);
    session.keys("Enter t");
    let screen = session.screen();
    for row in
        ["1  Releases  (3 min)", "2    Links ", "3  Papers & talks  (6 min)", "4    Links  (5 min)", "5  Meetings"]
    {
        assert!(screen.contains(row), "{row}\n{screen}");
    }
    session.keys("m e e Enter");
    assert!(session.shows("5/5  Meetings"), "{}", session.screen());
}

#[test]
fn headings_are_next_to_the_text_on_wide_screens() {
    let mut session = session(170, 40);
    session.keys("Enter ]");
    let screen = session.screen();
    assert!(
        screen.contains(" Outline ") && screen.contains("▌ 1  Releases") && screen.contains(" 2    Links"),
        "{screen}"
    );
    let column = |session: &mut Session, words| session.screen().lines().find_map(|line: &str| line.find(words));
    let of_text = column(session.keys("g"), "Welcome.");
    session.keys("Esc j");
    assert!(session.shows("No parts.") && session.shows(messages::NO_HEADINGS), "{}", session.screen());
    assert_eq!(column(&mut session, "No parts."), of_text, "the text stays where it is");
}

#[test]
fn a_post_without_headings_says_so() {
    let mut session = session(80, 24);
    session.keys("j Enter ]");
    assert!(session.shows(messages::NO_SECTIONS), "{}", session.screen());
    session.keys("Ctrl-l t");
    assert!(session.shows(messages::NO_SECTIONS), "{}", session.screen());
}

#[test]
fn a_position_below_a_heading_that_occurs_twice_is_kept_at_every_width() {
    let mut session = session(80, 24);
    session.keys("Enter ] ] ] ] j j j");
    let before = session.screen();
    assert!(before.contains("4/5  Links"), "{before}");
    session.resize(120, 36);
    assert!(session.shows("4/5  Links"), "{}", session.screen());
    session.resize(80, 24);
    assert_eq!(session.screen(), before);
}

/// The end of the text keeps the last headings from the top of the pane. They are gone through all the same.
#[test]
fn headings_at_the_end_are_gone_through_one_by_one() {
    let filler = "A line that only fills the page, so that there is something to scroll through.\n\n".repeat(40);
    let end = "## Two\n\nText.\n\n## Three\n\nText.";
    let post = format!("---\ntitle: Ends\ndate: 2024-01-01\n---\n\nStart.\n\n## One\n\n{filler}{end}");
    for (columns, rows) in [(50, 15), (80, 24), (170, 45)] {
        let mut session = Session::with_posts(columns, rows, &[("a.md", &post)]);
        session.keys("Enter ] ]");
        assert!(session.shows("2/3  Two"), "{}", session.screen());
        assert_eq!(session.shows("] next heading"), columns >= 80, "{}", session.screen());
        session.keys("]");
        assert!(session.shows("3/3  Three") && !session.shows("next heading"), "{}", session.screen());
        session.keys("]");
        assert!(session.shows(messages::LAST_HEADING), "{}", session.screen());
        session.keys("[");
        assert!(session.shows("2/3  Two"), "{}", session.screen());
        session.keys("[");
        assert!(session.shows("1/3  One"), "{}", session.screen());
        session.keys("G");
        assert!(session.shows("3/3  Three") && session.shows(" 100% "), "{}", session.screen());
        assert_eq!(session.shows("▌ 3  Three"), columns == 170, "{}", session.screen());
        session.keys("t Enter");
        assert!(session.shows("3/3  Three"), "the list of headings begins at it: {}", session.screen());
        session.keys("k [");
        assert!(session.shows("1/3  One"), "{}", session.screen());
    }
}

#[test]
fn headings_of_a_text_that_is_all_on_the_screen_are_gone_through_too() {
    let post = "---\ntitle: Short\ndate: 2024-01-01\n---\n\nStart.\n\n## One\n\nText.\n\n## Two\n\nText.";
    let mut session = Session::with_posts(80, 24, &[("a.md", post)]);
    session.keys("Enter");
    assert!(!session.shows("/2  "), "no heading yet: {}", session.screen());
    session.keys("]");
    assert!(session.shows("1/2  One"), "{}", session.screen());
    session.keys("]");
    assert!(session.shows("2/2  Two"), "{}", session.screen());
    session.keys("[ [");
    assert!(!session.shows("/2  "), "the start: {}", session.screen());
}
