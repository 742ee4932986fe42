//! What the reader says where a user is stuck: hints in the footer, empty lists, links that are not on the screen.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use importai_reader::app::overlay::Item;
use importai_reader::app::{App, AppOptions, Effect, Msg, messages};
use importai_reader::config::Saved;
use importai_reader::config::keymap::Keymap;
use importai_reader::search::{JobResult, Query};
use importai_reader::text::CleanText;
use importai_reader::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::session::{Session, batches};

/// A post with some words at its start, a text of many lines, and some words at its end.
fn long_post(start: &str, end: &str) -> String {
    let filler = "A line that only fills the page, so that there is something to scroll through.\n\n".repeat(40);
    format!("---\ntitle: A long one\ndate: 2024-05-01\nlink: https://example.org/\n---\n\n{start}\n\n{filler}{end}\n")
}

fn footer(session: &mut Session) -> String {
    session.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_footer_says_what_escape_does() {
    let mut session = Session::new(100, 24);
    session.keys("G Enter /").letters("paragraph");
    assert!(footer(&mut session).contains("Enter go to match  Esc cancel  F1 syntax"), "{}", session.screen());
    session.keys("Enter");
    assert!(footer(&mut session).contains("Esc end the search"), "{}", session.screen());
    session.keys("Esc");
    assert!(footer(&mut session).contains("q back"), "{}", session.screen());
    session.keys("Esc /").letters("paragraph");
    assert!(footer(&mut session).contains("Enter show results  Esc cancel  F1 syntax"), "{}", session.screen());
    session.keys("Enter");
    let of_results = footer(&mut session);
    assert!(of_results.contains("Esc clear  / new search"), "{of_results}");
    session.keys("Enter");
    let of_text = footer(&mut session);
    assert!(of_text.contains("q back") && of_text.contains("N previous match"), "{of_text}");
}

#[test]
fn the_footer_names_one_key_for_the_next_unread_post() {
    let mut session = Session::new(160, 24);
    session.keys("G Enter");
    assert!(footer(&mut session).contains("Space page down") && footer(&mut session).contains("n next unread"));
    session.keys("G");
    let at_end = footer(&mut session);
    assert_eq!(at_end.matches("next unread").count(), 1, "{at_end}");
    assert!(at_end.contains("Space next unread"), "{at_end}");
}

#[test]
fn the_prompt_in_a_post_has_a_help_of_its_own() {
    let mut session = Session::new(80, 24);
    session.keys("Enter / F1");
    assert!(session.shows("In this post") && session.shows("a regular expression"), "{}", session.screen());
    assert!(!session.shows("title:  ") && !session.shows("Fields"), "{}", session.screen());
    session.keys("Esc ?");
    assert!(session.shows(" in this post / ?"), "a question mark is typed: {}", session.screen());
}

#[test]
fn an_empty_list_says_it_whole() {
    for (columns, rows) in [(50, 15), (90, 24), (120, 36)] {
        let mut session = Session::new(columns, rows);
        session.keys("u u");
        let shown: String = session.screen().split(['│', '\n']).collect::<Vec<_>>().join(" ");
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("no starred posts (u shows others)"), "{}", session.screen());
    }
}

#[test]
fn the_outline_of_a_post_goes_with_it() {
    let text = long_post("Start.", "## The last part\n\nEnd.");
    let mut session = Session::with_posts(170, 40, &[("a.md", &text)]);
    assert!(session.shows("1  The last part"), "{}", session.screen());
    session.keys("/").letters("zzzz");
    assert!(session.shows(messages::NOTHING_SELECTED) && !session.shows("The last part"), "{}", session.screen());
}

#[test]
fn a_letter_that_no_link_has_says_so() {
    let mut session = Session::new(80, 24);
    session.keys("Enter f z");
    assert!(session.shows("no link has the label z"), "{}", session.screen());
    assert!(session.opened.is_empty() && session.app.mode().hints().is_none());
}

#[test]
fn labels_go_to_the_next_link_below() {
    let text = long_post("Start.", "See [the end](https://example.org/end).");
    let mut session = Session::with_posts(60, 14, &[("a.md", &text)]);
    session.keys("Enter j j f");
    assert!(session.shows(messages::TYPE_A_LABEL) && session.shows("he end[1]"), "{}", session.screen());
    session.keys("f");
    assert_eq!(session.opened, ["https://example.org/end"]);
    session.keys("Ctrl-o");
    assert_eq!(session.app.reader().top(), 2, "it is a jump");
}

#[test]
fn labels_without_a_link_below_say_so() {
    let text = long_post("See [the start](https://example.org/start).", "End.");
    let mut session = Session::with_posts(60, 14, &[("a.md", &text)]);
    session.keys("Enter G f");
    assert!(session.shows(messages::NO_LINK_BELOW), "{}", session.screen());
    let mut session = Session::with_posts(60, 14, &[("a.md", &long_post("Start.", "End."))]);
    session.keys("Enter f");
    assert!(session.shows(messages::NO_LINKS), "{}", session.screen());
}

#[test]
fn a_post_without_text_says_so() {
    let with_link = "---\ntitle: A link\ndate: 2024-05-02\nlink: https://example.org/\n---\n";
    let without = "---\ntitle: Nothing\ndate: 2024-05-01\n---\n\n\n";
    let mut session = Session::with_posts(80, 24, &[("a.md", with_link), ("b.md", without)]);
    session.keys("Enter");
    assert!(session.shows("This post has no text. Press o to open its source."), "{}", session.screen());
    session.keys("J");
    assert!(session.shows("This post has no text.") && !session.shows("Press o"), "{}", session.screen());
}

#[test]
fn without_saved_searches_their_list_shows_how_to_add_one() {
    let (keymap, _) = Keymap::load(None);
    let config_file = CleanText::single_line("~/settings/config.toml");
    let mut app = App::new(AppOptions { keymap, config_file, size: (80, 24), ..AppOptions::default() });
    app.update(Msg::Key(KeyEvent::new(KeyCode::Char('\''), KeyModifiers::NONE)));
    let list = app.mode().overlay().expect("a list");
    let text = |item: &Item| match item {
        Item::Heading(text) => text.clone(),
        Item::Entry(_, text) | Item::Detail(text) => text.to_string(),
    };
    let lines: Vec<String> = list.items.iter().map(text).collect();
    assert_eq!(
        lines,
        [
            "no saved searches",
            ", saves the current search. Or write one into ~/settings/config.toml:",
            "[searches]",
            "\"New on robots\" = \"robots is:unread\""
        ]
    );
    app.update(Msg::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    assert!(app.mode().overlay().is_none());
}

#[test]
fn searches_for_lost_sources_are_listed_by_title() {
    let text = "---\ntitle: \"Field Notes 12: rooms\"\ndate: 2020-12-12\nlink: https://lab.example.org/12\n---\n\n\
        **Rooms are cheap:**\n*…Walls of light…*\n\nSome text.\n\nRead more: A Long Look at Rooms (arXiv).\n\n\
        **Sorters are slow:**\n*…And they know it…*\n\nSome text.\n\nRead more: Slow Sorters Considered (The Desk).\n";
    let mut session = Session::with_posts(100, 30, &[("a.md", text)]);
    session.keys("Enter O");
    assert!(session.shows("A Long Look at Rooms — search arxiv.org"), "{}", session.screen());
    assert!(session.shows("Slow Sorters Considered — search find.example.org"), "{}", session.screen());
}

#[test]
fn more_matches_than_are_counted_are_at_least_so_many() {
    let text = format!("---\ntitle: Many\ndate: 2020-12-12\n---\n\n{}\n", "word ".repeat(70_000));
    let mut session = Session::with_posts(100, 30, &[("a.md", &text)]);
    session.keys("/").letters("/wor./");
    assert!(session.shows("1 of 1 post · at least "), "{}", session.screen());
}

/// Two blank lines between stories cost a small window too many of its rows.
#[test]
fn narrow_pages_have_one_blank_line_between_stories() {
    let text = "---\ntitle: \"Field Notes 12: rooms\"\ndate: 2020-12-12\n---\n\n\
        **Rooms are cheap:**\n*…Walls of light…*\n\nThe first text.\n\n\
        **Sorters are slow:**\n*…And they know it…*\n\nThe second text.\n";
    for (columns, blanks) in [(50, 1), (80, 2)] {
        let mut session = Session::with_posts(columns, 24, &[("a.md", text)]);
        let screen = session.keys("Enter").screen();
        let line = |words: &str| screen.lines().position(|line| line.contains(words)).expect("a line");
        assert_eq!(line("▌ Sorters are slow") - line("The first text.") - 1, blanks, "{screen}");
    }
}

/// The title bar of a reader with these options and the posts of the other tests.
fn title_bar(columns: u16, options: AppOptions) -> String {
    let posts = Session::new(80, 24);
    let mut app = App::new(AppOptions { keymap: Keymap::load(None).0, size: (columns, 24), ..options });
    app.update(Msg::Marks { stored: std::collections::HashMap::new(), notice: None });
    for batch in batches(posts.folder()) {
        app.update(Msg::Loaded(batch));
    }
    let mut terminal = Terminal::new(TestBackend::new(columns, 24)).expect("a test backend");
    terminal.draw(|frame| ui::view(&app, frame)).expect("a frame");
    let cells = &terminal.backend().buffer().content[..usize::from(columns)];
    cells.iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn the_title_bar_counts_errors_in_settings_apart_from_problems_of_posts() {
    let warnings = |count: usize| (0..count).map(|n| CleanText::single_line(&format!("line {n}"))).collect();
    for (count, said) in [
        (0, "7 unread · 2 problems (!)"),
        (1, "7 unread · 1 error in settings · 2 problems (!)"),
        (13, "7 unread · 13 errors in settings · 2 problems (!)"),
    ] {
        let bar = title_bar(120, AppOptions { config_warnings: warnings(count), ..AppOptions::default() });
        assert!(bar.contains(said), "{bar}");
    }
}

#[test]
fn the_title_bar_shows_the_end_of_a_long_path() {
    let name = CleanText::single_line("~/letters/of/many/years/that/were/kept/in/one/place/import-ai");
    let bar = title_bar(100, AppOptions { name, ..AppOptions::default() });
    assert!(bar.contains("…") && bar.contains("/import-ai ") && bar.contains("? help"), "{bar}");
}

/// A query with an age means another day tomorrow. So the text of a saved search counts, not what it meant at start.
#[test]
fn saved_searches_are_read_anew_when_they_are_listed() {
    let posts = Session::new(80, 24);
    let query = |text: &str| Query::parse(text).expect("a query");
    let saved = Saved {
        name: CleanText::single_line("Short"),
        text: "title:short".to_owned(),
        query: Arc::new(query("title:nothing")),
    };
    let keymap = Keymap::load(None).0;
    let mut app = App::new(AppOptions { keymap, saved: vec![saved], size: (80, 24), ..AppOptions::default() });
    for batch in batches(posts.folder()) {
        app.update(Msg::Loaded(batch));
    }
    let effects = app.update(Msg::Key(KeyEvent::new(KeyCode::Char('\''), KeyModifiers::NONE)));
    let counts = effects.into_iter().find_map(|effect| match effect {
        Effect::Search(job) => job.run(|| true),
        _ => None,
    });
    assert!(matches!(counts, Some(JobResult::Counts(counts)) if counts == [(1, 1)]));
}
