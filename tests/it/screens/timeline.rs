//! The timeline: weeks by years, keys to move in it, and where Enter leads.

use std::path::Path;

use crossterm::event::MouseEventKind;
use importai_reader::app::{Effect, Msg};
use importai_reader::store::read_times;

use super::session::Session;

/// Answers a request of a drawn screen. It is 5 May 2026.
pub fn answer(effect: Effect, data: &Path) -> Msg {
    match effect {
        Effect::ReadTimeline(request) => {
            let read_at = read_times(data).expect("marks");
            Msg::Timeline(Box::new(request.run(&read_at, jiff::civil::date(2026, 5, 5))))
        }
        Effect::ReadTrends(request) => Msg::Trends(Box::new(request.run(|| true).expect("an answer that is wanted"))),
        _ => unreachable!("no other screen is drawn"),
    }
}

/// Issues on Mondays from 2018-01-01 on, with a stretch of eight weeks without any.
fn weekly(weeks: i32) -> Vec<(String, String)> {
    let day = |week: i32| {
        let first = jiff::civil::date(2018, 1, 1);
        first.checked_add(jiff::ToSpan::days(week * 7)).expect("a day").to_string()
    };
    let issue =
        |week: i32| (format!("{}.md", day(week)), format!("---\ntitle: Harbour {week}\n---\n\nA lamp is lit.\n"));
    (0..weeks).filter(|week| !(60..68).contains(week)).map(issue).collect()
}

fn session(columns: u16, rows: u16, weeks: i32) -> Session {
    let posts = weekly(weeks);
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Session::with_posts(columns, rows, &posts)
}

#[test]
fn the_timeline_is_drawn_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 60), (50, 15)] {
        let mut session = session(columns, rows, 160);
        session.keys("s j j s m W");
        let name = format!("timeline_{columns}x{rows}");
        insta::assert_snapshot!(name, session.screen());
    }
    session(80, 24, 160).keys("W").draw_every_size();
}

#[test]
fn arrows_move_by_weeks_and_years() {
    let mut session = session(80, 24, 160);
    session.keys("W");
    assert!(session.shows("2021-W03, 18–24 Jan 2021: 1 post, 1 unread"), "the week of the post: {}", session.screen());
    for (keys, week) in [
        ("Right", "2021-W03"),
        ("Left", "2021-W02"),
        ("Up", "2020-W02"),
        ("k", "2019-W02"),
        ("PageUp", "2018-W02"),
        ("h h", "2018-W01"),
        ("PageDown", "2021-W01"),
        ("g", "2018-W01"),
        ("G", "2021-W03"),
    ] {
        assert!(session.keys(keys).shows(&format!("{week}, ")), "{keys}: {}", session.screen());
    }
}

#[test]
fn enter_goes_to_the_week_in_the_list() {
    let mut session = session(120, 36, 160);
    session.keys("j W Up Enter");
    assert!(session.shows("╭─ Posts") && session.app.chart().is_none(), "{}", session.screen());
    let selected = session.app.selected().and_then(|post| session.app.library().post(post)).map(|post| &*post.title);
    assert_eq!(selected, Some("Harbour 105"), "a year before Harbour 158");
    session.keys("Ctrl-o");
    let selected = session.app.selected().and_then(|post| session.app.library().post(post)).map(|post| &*post.title);
    assert_eq!(selected, Some("Harbour 158"), "and back");
    // A filter that hides the week ends.
    session.keys("s u u W Up Enter");
    assert!(session.shows("╭─ Posts") && session.shows("Harbour 105"), "{}", session.screen());
}

#[test]
fn gaps_have_names_and_no_posts() {
    let mut session = session(120, 36, 160);
    session.keys("W");
    assert!(session.shows("1 gap: 19 Feb – 21 Apr 2019 (62 days)"), "{}", session.screen());
    session.keys("g Down l l l l l l l l l");
    assert!(
        session.shows("2019-W10, 4–10 Mar 2019: no posts, in the gap of 19 Feb – 21 Apr 2019 (62 days)"),
        "{}",
        session.screen()
    );
    session.keys("Enter");
    assert!(session.shows("no posts then") && session.app.chart().is_some(), "{}", session.screen());
}

#[test]
fn unread_starred_and_read_posts_have_calendars_of_their_own() {
    let mut session = session(80, 24, 160);
    session.keys("s j s m W");
    assert!(session.shows("★") && session.shows("✪") && session.shows("● unread  ★ starred  ✪ both"));
    assert!(session.keys("%").shows("Timeline: unread posts a week"), "{}", session.screen());
    assert!(session.shows(" 2021 █◆█ "), "one of three is read: {}", session.screen());
    assert!(session.keys("%").shows("Timeline: starred posts a week"), "{}", session.screen());
    assert!(session.shows(" 2021 ·◆█ "), "two have a star: {}", session.screen());
    assert!(session.keys("%").shows("Timeline: posts read a week"), "{}", session.screen());
    assert!(session.shows("1 read then"), "now: {}", session.screen());
    assert!(session.keys("%").shows("Timeline: posts a week"));
}

#[test]
fn what_was_never_read_has_no_calendar() {
    let mut session = session(50, 15, 20);
    session.keys("W % % %");
    assert!(session.shows("when posts were read is not known"), "{}", session.screen());
    session.keys("Left Up Enter % Esc");
    assert!(session.app.chart().is_none());
}

#[test]
fn this_day_is_listed_in_all_years() {
    // The session's day is 5 May 2026.
    let mut session = session(80, 24, 160);
    session.keys("W @");
    for text in ["On this day", "2020, 6 years ago", "4 May  Harbour 122", "2018, 8 years ago", "7 May  Harbour 18"] {
        assert!(session.shows(text), "{text}: {}", session.screen());
    }
    session.keys("j Enter");
    let selected = session.app.selected().and_then(|post| session.app.library().post(post)).map(|post| &*post.title);
    assert_eq!(selected, Some("Harbour 70"));
    let mut winter = self::session(80, 24, 9);
    winter.keys("W @");
    assert!(winter.shows("nothing came out on 5 May"), "{}", winter.screen());
}

#[test]
fn the_mouse_selects_and_opens_a_week() {
    let mut session = session(80, 24, 160);
    session.keys("W");
    let (row, _) = session
        .screen()
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(" 2019 "))
        .map(|(y, line)| (y, line.to_owned()))
        .expect("a year");
    let row = u16::try_from(row).expect("a row");
    session.click(1 + 6 + 4, row);
    assert!(session.shows("2019-W05, "), "{}", session.screen());
    session.mouse(MouseEventKind::ScrollUp, 10, 10);
    assert!(session.shows("2018-W05, "), "{}", session.screen());
    session.click(1 + 6 + 4, row - 1);
    assert!(session.shows("╭─ Posts") || session.shows("Harbour 4"), "{}", session.screen());
    assert!(session.app.chart().is_none());
}

#[test]
fn odd_archives_have_a_timeline() {
    let one = ("2020-02-13.md", "---\ntitle: 灯台の話\n---\n\n強化学習で灯台を動かす。\n");
    let mut session = Session::with_posts(80, 24, &[one]);
    session.keys("W");
    assert!(session.shows("2020-W07, 10–16 Feb 2020: 1 post, 1 unread") && session.shows("灯台の話"));
    let day: Vec<(String, &str)> = (0..13).map(|nth| (format!("2020-02-13-{nth}.md"), "A lamp.\n")).collect();
    let day: Vec<(&str, &str)> = day.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let mut session = Session::with_posts(80, 24, &day);
    session.keys("W");
    assert!(session.shows(": 13 posts, 13 unread"), "{}", session.screen());
    assert_eq!(session.screen().matches("A lamp.").count(), 13, "all of them");
    let undated = ("a.md", "No date.\n");
    let mut session = Session::with_posts(80, 24, &[undated]);
    session.keys("W");
    assert!(session.shows("no post has a date"), "{}", session.screen());
    let mut session = Session::with_posts(80, 24, &[one, undated]);
    session.keys("W");
    assert!(session.shows("1 post without a date is left out"), "{}", session.screen());
    let far = [("a.md", "---\ndate: 1801-01-02\n---\nOld.\n"), ("b.md", "---\ndate: 2999-12-30\n---\nNew.\n"), one];
    let mut session = Session::with_posts(80, 24, &far);
    session.keys("W g").draw_every_size();
    session.keys("G Left Down Up PageUp");
}

#[test]
fn other_keys_and_commands_close_it_or_leave_it() {
    let mut session = session(80, 24, 60);
    assert!(session.keys("W ?").shows("In the timeline"), "its keys are in the help: {}", session.screen());
    assert!(session.keys("Esc").shows("Timeline"));
    assert!(session.keys("x").shows("x does nothing here"));
    assert!(session.keys("W").app.chart().is_none(), "the key that opens it closes it");
    session.keys("W :").letters("star");
    session.keys("Enter");
    assert!(session.app.chart().is_none() && session.shows("★"), "an action of the panes shows them");
    session.keys(":").letters("timeline");
    assert!(session.keys("Enter").shows("Timeline: posts a week"), "{}", session.screen());
    assert!(session.keys("q").app.chart().is_none());
    let mut empty = Session::empty(80, 24);
    assert!(empty.keys("W").shows("no posts"));
}

#[test]
fn new_files_are_in_the_calendar_at_once() {
    let mut session = session(80, 24, 20);
    session.keys("W");
    assert!(session.shows("2018-W20, ") && !session.shows("2018-W23"));
    std::fs::write(session.folder().join("2018-06-04.md"), "A new one.\n").expect("a file");
    session.files_changed();
    assert!(session.keys("G").shows("2018-W23, 4–10 Jun 2018: 1 post"), "{}", session.screen());
}
