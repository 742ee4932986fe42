//! What a user meets while typing a query: what is not finished waits, a fault dims the last results, and matches are
//! seen without colours.

use ratatui::style::{Color, Modifier, Style};

use super::session::Session;

const ALL: usize = 7;

fn listed(session: &Session) -> usize {
    session.app.post_list().order().len()
}

fn is_dimmed(session: &mut Session, text: &str) -> bool {
    session.style_of(text).add_modifier.contains(Modifier::DIM)
}

/// What is wrong with the query, if anything.
fn error(session: &Session) -> String {
    let error = session.app.mode().prompt().unwrap().error.as_ref();
    error.map(|error| error.message.clone()).unwrap_or_default()
}

#[test]
fn a_field_waits_for_its_value() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("paragraph");
    assert_eq!(listed(&session), 2);
    for letter in " title".chars() {
        session.letters(&letter.to_string());
    }
    assert_eq!(listed(&session), 0, "without a colon it is a word");
    session.letters(":");
    assert_eq!((listed(&session), error(&session)), (2, String::new()), "{}", session.screen());
    assert!(!is_dimmed(&mut session, "Field Notes 229"));
    session.letters("long");
    assert_eq!(listed(&session), 1);
    session.keys("Ctrl-u").letters("date:");
    assert_eq!((listed(&session), error(&session)), (ALL, String::new()), "{}", session.screen());
    for letter in "2020-12".chars() {
        session.letters(&letter.to_string());
        assert_eq!(error(&session), "", "{}", session.screen());
    }
    assert_eq!(listed(&session), 2);
}

#[test]
fn a_fault_dims_the_last_results_until_it_is_put_right() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("paragraph year:201");
    assert_eq!((listed(&session), error(&session)), (2, String::new()));
    session.letters("x");
    assert_eq!(error(&session), "not a year: 201x (write 2020)");
    assert_eq!(listed(&session), 2);
    assert!(session.shows("Posts: paragraph"), "{}", session.screen());
    assert!(is_dimmed(&mut session, "Field Notes 229") && is_dimmed(&mut session, "The last paragraph is"));
    assert!(!is_dimmed(&mut session, "not a year: 201x"));
    session.keys("Backspace");
    assert!(!is_dimmed(&mut session, "Field Notes 229"));
    session.letters("9");
    assert_eq!(listed(&session), 1, "{}", session.screen());
    session.letters(" foo:bar").keys("Esc");
    assert!(listed(&session) == ALL && !is_dimmed(&mut session, "Field Notes 229"));
}

/// The results of the word before the colon are not what a faulty value leaves behind.
#[test]
fn a_date_in_words_lists_what_was_there_before_it() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("date:30 Oct 2017");
    assert_eq!(error(&session), "not a date: 30 (write 2020-06-30 or 2020-06)");
    assert_eq!(listed(&session), ALL);
    assert!(is_dimmed(&mut session, "Field Notes 229"), "{}", session.screen());
}

#[test]
fn results_that_are_late_are_dimmed_too() {
    let mut session = Session::new(80, 24);
    session.held_questions = Some(Vec::new());
    session.keys("/").letters("paragraph year:20x");
    let questions = session.held_questions.take().unwrap();
    session.answer(questions.last().unwrap());
    assert!(session.shows("Posts: paragraph"), "{}", session.screen());
    assert!(is_dimmed(&mut session, "Field Notes 229"), "{}", session.screen());
}

#[test]
fn enter_on_what_is_not_finished_says_what_is_missing() {
    for (query, message) in [
        ("paragraph title:", "title: needs a word, e.g. title:robots"),
        ("paragraph OR", "OR needs a term on both sides, as in robots OR arms"),
        ("paragraph -", "- needs a term right after it, as in -arms"),
        ("paragraph is:un", "unknown is:un (write is:unread, is:read, is:starred or is:draft)"),
        ("paragraph /x", "expected a / at the end, as in /robots?/"),
    ] {
        let mut session = Session::new(120, 24);
        session.keys("/").letters(query);
        assert_eq!((listed(&session), error(&session)), (2, String::new()), "{query}");
        session.keys("Enter");
        assert!(session.app.mode().prompt().is_some() && session.shows(message), "{}", session.screen());
    }
    let mut session = Session::new(80, 24);
    session.keys("/").letters("(paragraph (six OR seven").keys("Enter");
    assert!(session.app.mode().prompt().is_none() && listed(&session) == 1, "open brackets are closed at the end");
}

/// Where there is no room behind or in front of its mark, an error is shown without it.
#[test]
fn an_error_is_shown_whole_where_a_line_has_room_for_it() {
    let message = "unknown is:new (write is:unread, is:read, is:starred or is:draft)";
    for columns in [70, 80, 120] {
        for before in (0..40).step_by(3) {
            let mut session = Session::new(columns, 24);
            session.keys("/").letters(&format!("{} is:new", "x".repeat(before)));
            assert!(session.shows(message), "{columns}, {before}\n{}", session.screen());
        }
    }
}

#[test]
fn brackets_and_operators_narrow_the_list() {
    let mut session = Session::new(80, 24);
    for (query, count) in [
        ("paragraph AND NOT six", 1),
        ("NOT paragraph", 5),
        ("(six OR sentence) -(short plain)", 2),
        ("Title:(long OR short)", 2),
        ("minutes:1", ALL),
        ("words:>100", 1),
        ("date:>3weeks", ALL),
        ("date:<3weeks", 0),
    ] {
        session.keys("/ Ctrl-u").letters(query).keys("Enter");
        assert_eq!(listed(&session), count, "{query}\n{}", session.screen());
    }
}

#[test]
fn the_syntax_names_ages_lengths_and_brackets() {
    let mut session = Session::new(80, 40);
    session.keys("/ ?");
    for text in [
        "<3weeks: less than three weeks old; >3weeks: older",
        "minutes:",
        "<500, >500: length",
        "(a OR b) -(c d)",
        "the same as NOT arms",
    ] {
        assert!(session.shows(text), "{text}\n{}", session.screen());
    }
}

/// Without colours a match is underlined, in a link bold too, and the current one reversed.
#[test]
fn matches_are_seen_without_colours() {
    let text = "---\ntitle: Notes 4\ndate: 2021-03-04\n---\n\n**Rooms are cheap:**\n*…Walls of light…*\n\n\
                Many rooms, all of them cheap rooms.\n\n**Sorters are slow:**\n*…And they know it…*\n\n\
                See [the rooms](https://rooms.example.org).\n";
    let marked = |style: Style, modifier: Modifier| {
        style.add_modifier.contains(modifier) && style.fg == Some(Color::Reset) && style.bg == Some(Color::Reset)
    };
    let mut session = Session::with_posts(60, 24, &[("a.md", text)]);
    assert!(session.app.set_theme("mono"));
    session.keys("/").letters("rooms").keys("Enter");
    assert!(marked(session.style_of("Rooms are cheap"), Modifier::UNDERLINED), "in the list\n{}", session.screen());
    assert!(!marked(session.style_of("are cheap"), Modifier::UNDERLINED), "after the match");
    session.keys("Enter");
    assert!(marked(session.style_of("Rooms are cheap"), Modifier::REVERSED), "the current one, in a headline");
    assert!(marked(session.style_of("rooms, all"), Modifier::UNDERLINED), "in text");
    assert!(!marked(session.style_of("all of them"), Modifier::UNDERLINED), "between matches");
    assert!(marked(session.style_of("rooms["), Modifier::UNDERLINED | Modifier::BOLD), "in a link");
    assert!(!marked(session.style_of("the rooms["), Modifier::BOLD), "in front of it");
    session.keys("n");
    assert!(marked(session.style_of("rooms, all"), Modifier::REVERSED), "the current one, in text");
    assert!(marked(session.style_of("Rooms are cheap"), Modifier::UNDERLINED), "in a headline");
}
