//! The list of posts: its rows at every width, dates, headings, series, and the border that it shares with the text.

use super::session::Session;
use importai_reader::app::Focus;
use importai_reader::app::messages;
use unicode_width::UnicodeWidthStr;

/// A post with a title and a date.
fn post(title: &str, date: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\nauthor: Desk\ndomain: lab.example.org\n---\n\nSome words.\n")
}

fn session(columns: u16, rows: u16, posts: &[(&str, &str)]) -> Session {
    let texts: Vec<(String, String)> =
        posts.iter().enumerate().map(|(at, (title, date))| (format!("{at}.md"), post(title, date))).collect();
    let posts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Session::with_posts(columns, rows, &posts)
}

/// The line with some words, up to the border of the pane that they are in.
fn line(session: &mut Session, words: &str) -> String {
    let screen = session.screen();
    let line = screen.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}\n{screen}"));
    line.split('│').find(|part| part.contains(words)).unwrap_or(line).to_owned()
}

#[test]
fn titles_have_45_cells_wherever_there_are_two_panes() {
    let title = "A title that is much longer than any list of posts beside a text can ever be, and then some";
    // A text that takes a while to read.
    let text = |title: &str| post(title, "2020-01-02") + &"word ".repeat(5000);
    for columns in 90..=220 {
        let posts = [("a.md", text(title)), ("b.md", text("Another one"))];
        let mut session =
            Session::with_posts(columns, 30, &posts.each_ref().map(|(name, text)| (*name, text.as_str())));
        for keys in ["", "S 2", "S 3", "/ w o r d s Enter"] {
            let shown = line(session.keys(keys), "A title that is");
            let cells = shown.trim_matches(['●', ' ']).width();
            assert!(cells >= 44, "{columns} {keys}: {shown}");
        }
    }
}

#[test]
fn nothing_jumps_where_the_outline_appears() {
    let mut before = None;
    for columns in 140..=180 {
        let mut session = Session::new(columns, 30);
        let screen = session.screen();
        let pane = screen.lines().nth(1).unwrap().split('╮').next().unwrap().width();
        let text: String =
            screen.lines().filter_map(|line| line.split('│').nth(2).or(line.split('│').nth(3))).collect();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (width, shown) = before.get_or_insert((pane, words.clone()));
        assert!(pane.abs_diff(*width) <= 1, "{columns}: {width} {pane}");
        assert_eq!(words, *shown, "{columns}");
        *width = pane;
    }
}

#[test]
fn every_order_has_dates_with_the_year_if_it_is_another() {
    let posts = [("Old", "2019-03-04"), ("New", "2021-05-06")];
    for size in [(80, 24), (120, 36)] {
        let mut session = session(size.0, size.1, &posts);
        for keys in ["", "S 2", "S 3", "S 4", "S 5", "/ w o r d s Enter"] {
            session.keys(keys);
            let screen = session.screen();
            assert!(screen.contains("4 Mar 2019") && screen.contains("6 May 2021"), "{keys}\n{screen}");
        }
    }
    // This year is not told.
    let mut session = Session::in_year(80, 24, 2021, &[("a.md", &post("New", "2021-05-06"))]);
    assert!(session.shows(" 6 May New"), "{}", session.screen());
}

#[test]
fn headings_have_rows_of_their_own_where_many_posts_share_them() {
    let many: Vec<(String, String)> = (0..40)
        .map(|day| (format!("{day}.md"), post(&format!("{day} words"), &format!("2020-{:02}-10", day / 10 + 1))))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut dense = Session::with_posts(80, 24, &many);
    assert!(dense.shows("April 2020") && dense.shows("●  10 30 words"), "{}", dense.screen());
    let mut sparse = session(80, 24, &[("One", "2020-01-02"), ("Two", "2020-02-03")]);
    assert!(!sparse.shows("January 2020") && sparse.shows("2 Jan 2020"), "{}", sparse.screen());
    // Its keys still go from month to month.
    assert!(sparse.keys("}").app.post_list().cursor() == 1);
}

#[test]
fn the_name_of_a_series_is_told_once() {
    let posts = [
        ("Tide Notes 3: water", "2020-03-03"),
        ("Tide Notes 2: sand", "2020-02-02"),
        ("Tide Notes: Issue 1: wind", "2020-01-01"),
        ("Another: one", "2019-01-01"),
        ("Tide Notes 0: before", "2018-01-01"),
    ];
    let mut session = session(80, 24, &posts);
    for shown in ["Tide Notes 3: water", " #2: sand", " #1: wind", "Another: one", "Tide Notes 0: before"] {
        assert!(session.shows(shown), "{shown}\n{}", session.screen());
    }
    // At the top of the screen it is told once more.
    let many: Vec<(String, String)> = (1..60)
        .map(|number| (format!("{number}.md"), post(&format!("Tide Notes {number}: sand"), "2020-01-01")))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut session = Session::with_posts(80, 12, &many);
    session.keys("G");
    assert_eq!(session.screen().matches("Tide Notes").count(), 1, "{}", session.screen());
}

#[test]
fn posts_without_dates_are_last_in_both_directions() {
    let mut session =
        Session::with_posts(80, 24, &[("notes.md", "Some words.\n"), ("dated.md", &post("Dated", "2019-01-01"))]);
    let rows = |session: &mut Session| -> (Option<usize>, Option<usize>) {
        let screen = session.screen();
        let row = |words| screen.lines().position(|line| line.contains(words));
        (row("1 Jan 2019"), row("undated"))
    };
    assert_eq!(rows(&mut session), (Some(2), Some(3)), "{}", session.screen());
    assert_eq!(rows(session.keys("S 1")), (Some(2), Some(3)), "{}", session.screen());
    // They are of no year.
    session.keys("/").letters("year:>1900").keys("Enter");
    assert!(session.shows("1 of 2 posts"), "{}", session.screen());
}

#[test]
fn a_short_reading_time_is_not_told() {
    let long = format!("{}{}", post("Long", "2019-01-01"), "word ".repeat(2500));
    let mut session = Session::with_posts(80, 24, &[("a.md", &long), ("b.md", &post("Short", "2020-01-01"))]);
    assert!(line(&mut session, "Long").contains("m ") && !line(&mut session, "Short").contains("1m"));
    session.resize(120, 30);
    assert!(session.shows("lab.example.org · 11 min") && !session.shows("org · 1 min\u{20} "), "{}", session.screen());
}

#[test]
fn one_pane_can_have_the_whole_screen() {
    let mut session = Session::new(120, 30);
    assert!(session.shows("Short and plain") && session.shows("A room that was never built"));
    session.keys("z");
    assert!(session.shows("Short and plain") && !session.shows("A room that was never built"), "{}", session.screen());
    session.keys("Enter");
    assert!(!session.shows("Short and plain") && session.shows("A room that was never built"), "{}", session.screen());
    session.keys("z");
    assert!(session.shows("Short and plain") && session.app.focus() == Focus::Reader);
    let mut narrow = Session::new(80, 24);
    assert!(narrow.keys("z").shows(&messages::too_narrow(90)), "{}", narrow.screen());
    assert!(narrow.keys(">").shows(&messages::too_narrow(90)), "{}", narrow.screen());
}

#[test]
fn the_border_is_moved_and_stops_at_both_sides() {
    let width = |session: &mut Session| session.screen().lines().nth(1).unwrap().split('╮').next().unwrap().width() + 1;
    let mut session = Session::new(120, 30);
    let before = width(&mut session);
    assert_eq!(width(session.keys(">")), before + 2);
    assert_eq!(width(session.keys("5 <")), before - 8);
    assert_eq!(width(session.keys("1 0 0 <")), 24);
    assert_eq!(width(session.keys("1 0 0 >")), 90);
    // A smaller window takes nothing from a larger one.
    session.resize(95, 30);
    assert_eq!(width(&mut session), 65);
    session.resize(120, 30);
    assert_eq!(width(&mut session), 90);
    assert_eq!(session.app.list_width(), Some(90));
}

#[test]
fn titles_are_sorted_with_their_numbers_by_value() {
    let titles =
        ["Notes 189: c", "Notes: #18: a", "Notes: Issue 20: b", "Other 9", "Other 10", "notes of a desk", "Écrire"];
    let posts: Vec<(&str, &str)> = titles.iter().map(|title| (*title, "2020-01-02")).collect();
    let mut session = session(80, 24, &posts);
    session.keys("S 2");
    let library = session.app.library();
    let order = session.app.post_list().order().iter();
    let sorted: Vec<String> = order.map(|&id| library.post(id).expect("a post").title.to_string()).collect();
    assert_eq!(
        sorted,
        ["Écrire", "Notes: #18: a", "Notes: Issue 20: b", "Notes 189: c", "notes of a desk", "Other 9", "Other 10"]
    );
}
