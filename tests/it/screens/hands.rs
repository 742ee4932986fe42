//! Keys as hands know them from vim and less: counts, going back, undoing, and what is said of other keys.

use super::session::Session;
use importai_reader::app::{Focus, messages};

/// The place of the selected post in the list, counted from 1.
fn place(session: &Session) -> usize {
    session.app.post_list().cursor() + 1
}

#[test]
fn q_goes_back_from_the_text_and_quits_from_the_list() {
    for columns in [60, 120] {
        let mut session = Session::new(columns, 20);
        session.keys("Enter q");
        assert!(session.app.focus() == Focus::PostList && !session.app.should_quit());
        session.keys("/").letters("paragraph").keys("Enter q");
        assert!(session.app.search().is_none() && !session.app.should_quit(), "q ends the search first");
        session.keys("? q q");
        assert!(session.app.should_quit());
        for keys in ["Enter Q", "Ctrl-c"] {
            assert!(Session::new(columns, 20).keys(keys).app.should_quit(), "{keys}");
        }
    }
}

#[test]
fn digits_count_and_open_nothing_in_the_list() {
    let mut session = Session::new(120, 30);
    session.keys("3 j");
    assert_eq!(place(&session), 4);
    session.keys("2 k 6 G");
    assert_eq!(place(&session), 6);
    session.keys("2 g 1 Enter");
    assert_eq!(place(&session), 1);
    session.keys("9 9 9 9 9 9 9 9 j");
    assert_eq!(place(&session), 7);
    session.keys("1 2");
    assert!(session.shows("12▏  Enter go to post 12"), "{}", session.screen());
    session.keys("Backspace Backspace 4 Esc j");
    assert_eq!((place(&session), session.opened.len()), (7, 0));
}

#[test]
fn digits_in_the_text_open_a_link_only_with_enter() {
    let mut session = Session::new(120, 30);
    session.keys("Enter 1");
    assert!(session.opened.is_empty() && session.shows("Enter open link 1"), "{}", session.screen());
    session.keys("Enter");
    assert_eq!(session.opened.len(), 1);
    session.keys("8 8 Enter");
    assert!(session.shows("no link 88"), "{}", session.screen());
    let mut session = Session::new(60, 14);
    session.keys("G Enter 5 j");
    assert_eq!(session.app.reader().top(), 5);
    session.keys("3 G");
    assert_eq!(session.app.reader().top(), 2);
    assert_eq!(session.opened.len(), 0);
}

#[test]
fn unknown_keys_say_so_once() {
    let mut session = Session::new(80, 20);
    session.keys("#");
    assert!(session.shows("# does nothing here (? lists the keys)"), "{}", session.screen());
    session.keys("j #");
    assert!(!session.shows("does nothing"), "{}", session.screen());
    session.keys("0");
    assert!(session.shows("0 does nothing here"), "{}", session.screen());
    session.keys("Enter H");
    assert!(session.shows(&messages::only_in_list("H")), "{}", session.screen());
}

#[test]
fn text_scrolls_by_lines_half_pages_and_paragraphs() {
    let mut session = Session::new(60, 14);
    session.keys("G Enter Ctrl-e Ctrl-e Ctrl-y");
    assert_eq!(session.app.reader().top(), 1);
    session.keys("d");
    let half = session.app.reader().top();
    assert!(half > 4, "{half}");
    session.keys("u u }");
    assert!(session.screen().lines().nth(2).is_some_and(|line| line.contains("Paragraph one")), "{}", session.screen());
    session.keys("2 }");
    assert!(session.screen().lines().nth(2).is_some_and(|line| line.contains("Paragraph three")));
    session.keys("{");
    assert!(session.screen().lines().nth(2).is_some_and(|line| line.contains("Paragraph two")));
    session.keys("q u");
    assert_eq!(session.app.post_list().filter.name(), "unread", "in the list u still filters");
}

#[test]
fn the_list_has_the_keys_of_a_screen() {
    let mut session = Session::new(60, 8);
    session.keys("L");
    let last = place(&session);
    session.keys("H");
    assert_eq!(place(&session), 1);
    session.keys("M");
    assert!(last > 2 && place(&session) == last / 2 + 1, "{} of {last}", place(&session));
    session.keys("g }");
    assert!(place(&session) > 1 && session.shows("30 Nov 2020"), "{}", session.screen());
    session.keys("{");
    assert_eq!(place(&session), 1);
    let first = |session: &mut Session| session.screen().lines().nth(2).map(str::to_owned);
    let (top, second) = (first(&mut session), session.screen().lines().nth(3).map(str::to_owned));
    session.keys("Ctrl-e");
    assert_eq!(first(&mut session), second, "the list is scrolled by a row");
    session.keys("Ctrl-y");
    assert_eq!(first(&mut session), top);
    session.keys("g Ctrl-e Ctrl-e Ctrl-e Ctrl-e");
    assert!(place(&session) > 1, "the selection stays on the screen");
}

#[test]
fn space_at_the_end_of_a_text_goes_to_the_next_unread_post() {
    let mut session = Session::new(60, 30);
    session.keys("j Enter");
    assert!(session.shows("One sentence only.") && session.shows("Space next unread"), "{}", session.screen());
    session.keys("Space");
    assert!(session.app.focus() == Focus::Reader && session.shows("日本語の文章"), "{}", session.screen());
    session.keys("k");
    assert_eq!(place(&session), 3);
}

#[test]
fn marks_are_undone_step_by_step() {
    let mut session = Session::new(100, 20);
    session.keys("m j s u u u U");
    assert!(session.shows("without a star again: Short and plain"), "{}", session.screen());
    assert!(!session.app.marks().get(session.app.selected().unwrap()).starred);
    session.keys("U");
    assert_eq!(session.app.marks().unread(), 7);
    session.keys("U");
    assert!(session.shows(messages::NOTHING_TO_UNDO), "{}", session.screen());
    session.keys("g m A");
    assert!(session.shows(messages::MARK_ALL_READ) && session.shows("6 unread posts"), "{}", session.screen());
    session.keys("n");
    assert!(session.shows(messages::NOT_MARKED) && session.app.marks().unread() == 6);
    session.keys("A y");
    assert!(session.shows("marked 6 as read (U undoes it)") && session.app.marks().unread() == 0);
    session.keys("A");
    assert!(session.shows(messages::NO_UNREAD_LISTED), "{}", session.screen());
    session.keys("U");
    assert_eq!(session.app.marks().unread(), 6, "{}", session.screen());
    session.keys("U");
    assert_eq!(session.app.marks().unread(), 7);
}

/// Only what is listed is marked: the results of a search.
#[test]
fn all_results_of_a_search_are_marked() {
    let mut session = Session::new(100, 20);
    session.keys("/").letters("sentence").keys("Enter");
    let found = session.app.post_list().order().len();
    assert!((1..7).contains(&found));
    session.keys("A y");
    assert_eq!(session.app.marks().unread(), 7 - found);
}

#[test]
fn jumping_to_the_end_of_a_long_text_is_no_reading() {
    let mut session = Session::new(60, 14);
    session.keys("G Enter G");
    assert!(session.shows("Paragraph ten") && session.app.marks().unread() == 7, "{}", session.screen());
    session.keys("k j");
    assert_eq!(session.app.marks().unread(), 6, "the end was read on foot");
}

#[test]
fn ends_and_searches_are_jumps() {
    let mut session = Session::new(100, 20);
    session.keys("j j G Ctrl-o");
    assert_eq!((place(&session), session.app.focus()), (3, Focus::PostList));
    session.keys("Ctrl-i");
    assert_eq!(place(&session), 7);
    session.keys("3 g /").letters("paragraph").keys("Enter Ctrl-o");
    assert!(session.app.search().is_none(), "{}", session.screen());
    assert_eq!(place(&session), 3);
    session.keys("G Enter Space G Ctrl-o");
    assert!(session.app.reader().top() > 0 && session.app.focus() == Focus::Reader);
}
