//! Trends: a chart of queries, the selected period in words, its stories, and the words that rise.

use super::session::Session;

/// Four posts a month for three years, none from June to August 2019. In each month, more of them have gyroscopes;
/// those of the last year are the first with semaphores.
fn archive() -> Vec<(String, String)> {
    let mut posts = Vec::new();
    for month in (0..36).filter(|month| !(17..20).contains(month)) {
        for nth in 0..4 {
            let day = format!("{}-{:02}-{:02}", 2018 + month / 12, 1 + month % 12, 1 + 7 * nth);
            let gyroscope = if nth * 9 < month && nth < 3 { "A gyroscope hums." } else { "" };
            let semaphore = if month >= 24 && nth == 0 { "A semaphore turns." } else { "" };
            let lantern = if nth == 3 { "A lantern burns." } else { "" };
            let text =
                format!("---\ntitle: Harbour {day}\n---\n\nShips come and go. {gyroscope} {semaphore}\n\n{lantern}\n");
            posts.push((format!("{day}.md"), text));
        }
    }
    posts
}

fn session(columns: u16, rows: u16) -> Session {
    let posts = archive();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Session::with_posts(columns, rows, &posts)
}

/// Opens the trends of some queries.
fn compare(session: &mut Session, queries: &str) {
    session.keys(":").letters(&format!("trends {queries}"));
    session.keys("Enter");
}

#[test]
fn the_chart_is_drawn_at_every_size() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 60), (50, 15), (36, 14)] {
        let mut session = session(columns, rows);
        compare(&mut session, "gyroscope, lantern, zeppelin");
        insta::assert_snapshot!(format!("trends_{columns}x{rows}"), session.screen());
    }
    let mut every = session(80, 24);
    compare(&mut every, "gyroscope, lantern");
    every.draw_every_size();
}

#[test]
fn the_selected_period_is_told_in_words() {
    let mut session = session(120, 36);
    compare(&mut session, "gyroscope, lantern");
    for (keys, words) in [
        ("", "2020-12: 3 of 4 stories, 75.0%"),
        ("Left", "2020-11: 3 of 4 stories, 75.0%"),
        ("g", "2018-01: 0 of 4 stories, 0.0%"),
        ("l", "2018-02: 1 of 4 stories, 25.0%"),
        ("G", "2020-12: 1 of 4 stories, 25.0%"),
    ] {
        assert!(session.keys(keys).shows(words), "{keys}: {}", session.screen());
    }
    assert!(session.shows("peak 2019-08, 75.0%") || session.shows("peak 2019-09, 75.0%"), "{}", session.screen());
    assert!(session.shows("first  1 Feb 2018  Harbour 2018-02-01"), "{}", session.screen());
    assert!(session.keys("Down").shows("first  22 Jan 2018  Harbour 2018-01-22"), "{}", session.screen());
    assert!(session.shows("last   22 Dec 2020  Harbour 2020-12-22"), "{}", session.screen());
}

#[test]
fn a_gap_is_not_zero() {
    let mut session = session(120, 36);
    compare(&mut session, "lantern");
    session.keys("g l l l l l l l l l l l l l l l l l");
    assert!(session.shows("2019-06: no stories in the archive"), "{}", session.screen());
    assert!(session.keys("Enter").shows("no stories then"), "{}", session.screen());
    let screen = session.screen();
    let axis = screen.lines().find(|line| line.contains('▲')).expect("an axis");
    assert!(axis.trim_matches(['│', ' ']).contains(' '), "the axis breaks: {axis}");
}

#[test]
fn periods_have_other_lengths_and_values_are_numbers() {
    let mut session = session(120, 36);
    compare(&mut session, "gyroscope");
    assert!(session.shows("Trends: share of stories by month") && session.shows("2018-01 to 2020-12"));
    session.keys("h h h h");
    assert!(session.keys("-").shows("2020 Q3: 9 of 12 stories, 75.0%"), "the time stays: {}", session.screen());
    assert!(session.keys("-").shows("2020: 36 of 48 stories, 75.0%"), "{}", session.screen());
    assert!(session.keys("-").shows("years are the longest periods"), "{}", session.screen());
    assert!(session.keys("+ +").shows("2020-01: 3 of 4"), "{}", session.screen());
    assert!(session.keys("=").shows("months are the shortest periods"), "{}", session.screen());
    assert!(session.keys("%").shows("Trends: stories by month"), "{}", session.screen());
}

#[test]
fn enter_lists_the_stories_of_the_period_and_esc_leads_back() {
    let mut session = session(120, 36);
    compare(&mut session, "gyroscope, lantern");
    session.keys("h Enter");
    assert!(session.app.chart().is_none() && session.shows("Stories: date:2020-11 gyroscope"), "{}", session.screen());
    assert!(session.shows(" 1/3 ") && session.shows("Harbour 2020-11-15"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows("A gyroscope hums."), "{}", session.screen());
    session.keys("Esc Esc");
    assert!(session.shows("2020-11: 3 of 4 stories, 75.0%"), "the same period: {}", session.screen());
    session.keys("Enter V");
    assert!(session.shows("2020-11: 3 of 4 stories, 75.0%"), "so does the key of trends: {}", session.screen());
    session.keys("Down Enter");
    assert!(session.shows("Stories: date:2020-11 lantern") && session.shows(" 1/1 "), "{}", session.screen());
    session.keys("Esc Esc");
    assert!(session.shows("╭─ Posts") && session.app.chart().is_none(), "{}", session.screen());
}

#[test]
fn queries_are_asked_for_in_a_prompt() {
    let mut session = session(80, 24);
    session.keys("V /").letters("lantern, \"ships come, or\", bad:field");
    assert!(session.screen().contains("compare: lantern, \"ships"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows("bad"), "an error stays in the prompt: {}", session.screen());
    assert!(session.app.mode().prompt().is_some());
    session.keys("Ctrl-w Ctrl-w Ctrl-w Ctrl-u").letters("lantern, gyroscope");
    session.keys("Enter");
    assert!(session.shows("▌● lantern") && session.shows(" ■ gyroscope"), "{}", session.screen());
    session.keys("/").letters("ships");
    session.keys("Enter");
    assert!(session.shows(" ▲ ships "), "those of before are there: {}", session.screen());
    session.keys("/ Esc");
    assert!(session.shows(" ▲ ships "), "{}", session.screen());
    session.keys("/ Up Enter");
    assert!(session.shows(" ■ gyroscope"), "the history: {}", session.screen());
}

#[test]
fn at_most_six_queries_are_compared() {
    let mut session = session(80, 24);
    compare(&mut session, "a, e, i, o, u, s, t");
    assert!(session.shows("only the first 6 queries are compared") && session.shows("✚ s"), "{}", session.screen());
    compare(&mut session, "bad:field");
    assert!(session.shows("cannot search for bad:field"), "{}", session.screen());
}

#[test]
fn the_query_of_the_search_has_trends() {
    let mut session = session(80, 24);
    session.keys("/").letters("gyroscope");
    session.keys("Enter V");
    assert!(session.shows(" ● gyroscope  2020-12: 3 of 4"), "{}", session.screen());
    session.keys("V");
    assert!(session.shows("Posts: gyroscope"), "the key that opens it closes it: {}", session.screen());
}

#[test]
fn without_a_query_the_words_that_rise_are_listed() {
    let mut session = session(80, 24);
    session.keys("V");
    assert!(session.shows("Trends: words that rise"), "{}", session.screen());
    let head = "Year up to 22 Dec 2020: share of 48 stories; of 84 before";
    assert!(session.shows(head), "{}", session.screen());
    assert!(session.shows(" semaphore   25.0%    0.0%  █"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows("Stories: date:2019-12-24..2020-12-22 fiction:no /\\bsemaphore\\b/"), "{}", session.screen());
    assert!(session.shows(" 1/12 "), "{}", session.screen());
    assert!(session.keys("Esc").shows("Trends: words that rise"), "{}", session.screen());
    assert!(session.keys("Down Down Up PageDown g G q").app.chart().is_none());
}

#[test]
fn odd_archives_have_trends() {
    let one = ("2020-02-13.md", "---\ntitle: 灯台の話\n---\n\n強化学習で灯台を動かす。\n");
    let mut session = Session::with_posts(80, 24, &[one]);
    compare(&mut session, "強化学習, zeppelin");
    assert!(session.shows("強化学習  2020-02: 1 of 1 story, 100.0%"), "{}", session.screen());
    assert!(session.keys("Down").shows("no story with a date matches"), "{}", session.screen());
    session.keys("Esc V");
    assert!(session.shows("there are no stories from before the last year"), "{}", session.screen());
    session.keys("Enter Left Down %");
    let day: Vec<(String, &str)> = (0..13).map(|nth| (format!("2020-02-13-{nth}.md"), "A lamp.\n")).collect();
    let day: Vec<(&str, &str)> = day.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let mut session = Session::with_posts(80, 24, &day);
    compare(&mut session, "lamp");
    assert!(session.shows("2020-02: 13 of 13 stories, 100.0%"), "{}", session.screen());
    let undated = ("a.md", "No date, and a lantern.\n");
    let mut session = Session::with_posts(80, 24, &[undated]);
    compare(&mut session, "lantern");
    assert!(session.shows("no story has a date"), "{}", session.screen());
    session.keys("Enter - + g");
    let mut session = Session::with_posts(80, 24, &[one, undated]);
    compare(&mut session, "lantern");
    assert!(session.shows("1 story without a date is left out"), "{}", session.screen());
    let far = [("a.md", "---\ndate: 1801-01-02\n---\nOld.\n"), ("b.md", "---\ndate: 2999-12-30\n---\nNew.\n"), one];
    let mut session = Session::with_posts(80, 24, &far);
    compare(&mut session, "old");
    assert!(session.keys("g").shows("1801: 1 of 1 story"), "{}", session.screen());
    session.keys("+ + g").draw_every_size();
}

#[test]
fn hostile_queries_and_titles_are_clean() {
    let title = "---\ntitle: \"a \\e[31mred\\u202e title\"\n---\n\nA lantern.\n";
    let mut session = Session::with_posts(80, 24, &[("2020-01-01.md", title), ("2020-03-01.md", "A lantern.\n")]);
    session.keys("V /");
    session.send(importai_reader::app::Msg::Paste("lantern\u{202e}\u{1b}[31m".to_owned()));
    session.keys("Ctrl-u").letters("lantern");
    session.keys("Enter");
    let screen = session.screen();
    assert!(!screen.contains('\u{202e}') && !screen.contains('\u{1b}') && screen.contains("lantern"), "{screen}");
}

#[test]
fn new_files_are_counted_at_once() {
    let mut session = session(80, 24);
    compare(&mut session, "lantern");
    std::fs::write(session.folder().join("2020-12-30.md"), "A lantern at last.\n").expect("a file");
    session.files_changed();
    assert!(session.shows("2020-12: 2 of 5 stories, 40.0%"), "{}", session.screen());
    // Also while a list of its stories is open.
    session.keys("Enter");
    std::fs::write(session.folder().join("2020-12-31.md"), "Another lantern.\n").expect("a file");
    session.files_changed();
    assert!(session.keys("Esc").shows("2020-12: 3 of 6 stories, 50.0%"), "{}", session.screen());
}

#[test]
fn the_mouse_selects_a_period_and_lists_its_stories() {
    let mut session = session(80, 24);
    compare(&mut session, "gyroscope");
    session.click(8, 5);
    assert!(session.shows("2018-01: 0 of 4"), "{}", session.screen());
    session.click(77, 5);
    session.click(77, 5);
    assert!(session.shows("Stories: date:2020-12 gyroscope"), "{}", session.screen());
}
