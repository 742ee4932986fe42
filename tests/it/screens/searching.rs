//! Searching as a user does: the prompt, the narrowed index with its snippets, matches on the page, titles, saved
//! searches.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use importai_reader::app::{Msg, messages};
use ratatui::style::{Color, Modifier};

use super::session::Session;

fn titles(session: &Session) -> Vec<String> {
    let library = session.app.library();
    session.app.post_list().order().iter().map(|&id| library.post(id).unwrap().title.to_string()).collect()
}

#[test]
fn the_list_narrows_with_every_key_and_enter_keeps_it() {
    let mut session = Session::new(100, 24);
    session.keys("/").letters("\"last");
    assert!(session.shows(" / \"last"));
    assert_eq!(session.app.post_list().order().len(), 2, "{}", session.screen());
    session.letters(" p");
    assert_eq!(titles(&session), ["Field Notes 229: Synthetic rooms; how to test a sorter"]);
    assert!(session.shows("1 of 7 posts · 1 match "), "{}", session.screen());
    assert!(session.shows("The last paragraph is"), "{}", session.screen());
    session.keys("Enter");
    assert!(!session.shows(" / \"last p"));
    assert!(session.shows("Posts: \"last p"));
    session.keys("Esc");
    assert_eq!(session.app.post_list().order().len(), 7);
    assert_eq!(session.app.post_list().selected(), session.app.selected());
}

#[test]
fn escape_restores_the_list() {
    let mut session = Session::new(100, 24);
    session.keys("S 2 j j");
    let before = session.screen();
    session.keys("/").letters("paragraph").keys("Esc");
    assert_eq!(session.screen(), before);
    session.keys("/").letters("paragraph").keys("Enter");
    let result = session.screen();
    session.keys("/").letters(" seven").keys("Esc");
    assert_eq!(session.screen(), result);
    // An emptied query is none.
    session.keys("/").letters("x").keys("Ctrl-u Enter");
    assert_eq!(titles(&session).len(), 7);
    assert!(session.shows("by title"));
}

#[test]
fn an_invalid_query_is_marked_and_keeps_the_last_results() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("paragraph");
    assert_eq!(titles(&session).len(), 2);
    session.send(Msg::Paste(" year:20x".to_owned()));
    assert_eq!(titles(&session).len(), 2);
    let screen = session.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let (prompt, message) = (lines[lines.len() - 2], lines[lines.len() - 1]);
    assert_eq!(prompt.find("20x"), message.find('^'), "{screen}");
    assert!(message.contains("not a year: 20x (write 2020)"), "{screen}");
    session.keys("Enter");
    assert!(session.app.mode().prompt().is_some(), "a faulty query is not kept");
    snap!("faulty_query", session, "");
}

#[test]
fn the_line_is_edited_as_in_a_shell() {
    let mut session = Session::new(100, 24);
    session.keys("/").letters("one two").keys("Ctrl-w").letters("three").keys("Ctrl-a").letters("x ");
    assert!(session.shows(" / x one three"));
    session
        .keys("Ctrl-e Backspace Ctrl-k Ctrl-u")
        .letters("sentence")
        .keys("Enter / Ctrl-u")
        .letters("text")
        .keys("Enter");
    session.keys("/ Up Up");
    assert!(session.shows(" / sentence"), "{}", session.screen());
    session.keys("Up Up");
    assert!(session.shows(" / sentence"));
    session.keys("Down");
    assert!(session.shows(" / text"));
    session.send(Msg::Paste(" pasted\n\u{1b}[31mred\u{202e}".to_owned()));
    assert!(session.shows(" / text"), "{}", session.screen());
    assert!(session.shows("pasted [31mred"), "{}", session.screen());
}

#[test]
fn a_late_result_is_dropped() {
    let mut session = Session::new(100, 24);
    session.held_questions = Some(Vec::new());
    session.keys("/").letters("pa");
    let questions = session.held_questions.take().unwrap();
    assert_eq!(questions.len(), 2);
    session.letters("ragraph");
    let narrowed = titles(&session);
    session.answer(&questions[0]);
    session.answer(&questions[1]);
    assert_eq!(titles(&session), narrowed);
}

#[test]
fn matches_are_marked_and_walked_through_from_post_to_post() {
    let mut session = Session::new(80, 20);
    session.keys("/").letters("paragraph").keys("Enter Enter");
    assert_eq!(titles(&session)[0], "A long one");
    assert_eq!(session.style_of("Paragraph one").bg, Some(Color::Cyan), "the first match is where one begins");
    assert_eq!(session.style_of("Paragraph two").bg, Some(Color::Yellow));
    session.keys("n n n n n n n");
    assert!(session.shows(&messages::match_of(8, 10)), "{}", session.screen());
    assert!(session.style_of("Paragraph eight").add_modifier.contains(Modifier::BOLD));
    session.keys("N");
    assert!(session.shows(&messages::match_of(7, 10)));
    session.keys("n n n n");
    assert!(session.shows(&messages::post_of(2, 2)), "{}", session.screen());
    assert!(session.shows("The last paragraph is long enough"));
    session.keys("n");
    assert!(session.shows(messages::LAST_MATCH));
    session.keys("N");
    assert!(session.shows(&messages::post_of(1, 2)) && session.shows("Paragraph ten"), "{}", session.screen());
}

#[test]
fn a_phrase_is_marked_over_the_end_of_a_line() {
    for columns in 40..80 {
        let mut session = Session::new(columns, 24);
        session.keys("/").letters("\"be measured. see the data and the code\"").keys("Enter Enter");
        assert_eq!(session.app.matches().count, 1, "{columns}");
        assert_eq!(session.style_of("measured").bg, Some(Color::Cyan), "{columns}");
        assert_eq!(session.style_of("data[").bg, Some(Color::Cyan), "{columns}");
    }
}

/// What a search finds with other letters is marked on the page too, wherever its lines end.
#[test]
fn variants_of_letters_are_marked_on_the_page() {
    let text = "---\ntitle: Variants\ndate: 2020-01-01\n---\n\nA long line of text in front of Die Straße, a diﬃcult \
                case, the distri- buted parts, and a ｶﾞﾗｽ behind them.\n";
    for columns in 30..60 {
        for query in ["strasse", "difficult", "distributed", "ガラス", "\"case, the distributed\""] {
            let mut session = Session::with_posts(columns, 24, &[("a.md", text)]);
            session.keys("/").letters(query).keys("Enter Enter");
            let count = session.app.matches().count;
            assert_eq!(count, 1, "{query} at {columns}\n{}", session.screen());
        }
    }
}

#[test]
fn looking_into_results_keeps_the_saved_position() {
    let mut session = Session::new(60, 14);
    session.keys("G Enter Space");
    let place = session.app.reader().position();
    assert!(place.offset > 0);
    session.keys("Esc /").letters("paragraph ten").keys("Enter Enter");
    assert_ne!(session.app.reader().position(), place, "the first match is somewhere else");
    session.keys("Esc Esc g Enter Esc G");
    assert_eq!(session.app.marks().get(session.app.selected().unwrap()).position, place);
    session.keys("Enter");
    assert!(!session.shows("A long one · "), "{}", session.screen());
}

#[test]
fn slash_in_the_reader_searches_the_post() {
    let mut session = Session::new(70, 16);
    session.keys("G Enter /").letters("paragraph");
    assert!(session.shows(" in this post / paragraph") && session.shows("10 matches"), "{}", session.screen());
    session.letters(" six").keys("Enter");
    assert!(session.shows("Paragraph six"), "{}", session.screen());
    assert_eq!(session.app.post_list().order().len(), 7, "the index is as it was");
    session.keys("n n");
    session.keys("Esc");
    assert_eq!(session.app.matches().count, 0);
    assert!(session.shows("Paragraph"), "the first Esc only puts the search away");
    session.keys("/").letters("nowhere").keys("Enter n");
    assert!(session.shows(messages::NO_MATCH_IN_POST));
    session.keys("/").letters("ten");
    assert!(session.shows("Paragraph ten"));
    session.keys("Esc");
    assert!(!session.shows("Paragraph ten"), "Esc goes back to where the text was");
}

#[test]
fn star_searches_for_the_current_headline() {
    let mut session = Session::new(160, 24);
    session.keys("j *");
    assert!(session.shows("Posts: \"Short and plain\""), "{}", session.screen());
    assert_eq!(titles(&session), ["Short and plain"]);
    session.keys("Esc G Enter /").letters("paragraph one").keys("Enter *");
    assert!(session.shows("Posts: \"paragraph one\""), "{}", session.screen());
}

#[test]
fn a_few_letters_of_a_title_lead_to_it() {
    let mut session = Session::new(80, 24);
    session.keys("Ctrl-p");
    assert!(session.shows("Go to:") && session.shows("2020-12-28"), "{}", session.screen());
    session.letters("lngone");
    assert!(session.shows("Go to: lngone"));
    session.keys("Enter");
    assert!(session.shows("Paragraph one is here"), "{}", session.screen());
    session.keys("Ctrl-p").letters("zzzz");
    assert!(!session.shows("2020-12-28"));
    session.keys("Enter Esc");
}

#[test]
fn saved_searches_are_listed_with_their_counts() {
    let mut session = Session::new(80, 24);
    session.keys("'");
    let screen = session.screen();
    assert!(screen.contains("Rooms unread  1 unread of 1"), "{screen}");
    assert!(screen.contains("Japanese      1 unread of 1"), "{screen}");
    session.keys("j Enter");
    assert!(session.shows("Posts: 日本語"), "{}", session.screen());
    assert_eq!(titles(&session).len(), 1);
}

#[test]
fn a_result_is_sorted_otherwise_and_filtered() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("paragraph").keys("Enter S");
    assert!(session.shows("1  relevance") && session.shows("2  date"), "{}", session.screen());
    session.keys("2");
    assert_eq!(titles(&session)[1], "A long one");
    assert!(session.shows("28 Dec 2020") && session.shows("by date"), "{}", session.screen());
    session.keys("s u u");
    assert_eq!(titles(&session).len(), 1);
    session.keys("u Esc");
    assert_eq!(session.app.post_list().order().len(), 7);
}

#[test]
fn the_prompt_shows_the_query_syntax() {
    let mut session = Session::new(80, 24);
    session.keys("/ ?");
    assert!(session.shows("Query syntax") && session.shows("robots OR arms"), "{}", session.screen());
    session.keys("Esc").letters("what?");
    assert!(session.shows(" / what?"), "{}", session.screen());
    snap!("no_result", session, "");
}

#[test]
fn searching_is_drawn_at_every_size() {
    for keys in ["/ r o", "/ r o Enter", "/ : y e a r : x", "Enter / r o", "Ctrl-p r", "/ ?", "'"] {
        Session::new(80, 24).keys(keys).draw_every_size();
    }
}

#[test]
fn a_search_with_snippets() {
    let mut session = Session::new(120, 30);
    session.keys("/").letters("the text");
    snap!("snippets_120x30", session, "");
    session.keys("Enter");
    session.send(Msg::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    session.resize(50, 15);
    snap!("matches_50x15", session, "");
}

#[test]
fn the_current_match_stays_when_the_width_changes() {
    let mut session = Session::new(80, 20);
    session.keys("G Enter /").letters("paragraph").keys("Enter n n");
    assert_eq!(session.app.matches().current, Some(2));
    session.resize(60, 20);
    assert_eq!(session.app.matches().current, Some(2));
    assert_eq!(session.style_of("Paragraph three").bg, Some(Color::Cyan));
    session.keys("n");
    assert!(session.shows(&messages::match_of(4, 10)), "{}", session.screen());
}

#[test]
fn going_through_the_matches_of_a_post_begins_again_and_says_so() {
    let mut session = Session::new(100, 20);
    session.keys("G Enter /").letters("paragraph t").keys("Enter n n");
    assert!(session.shows(&messages::match_of(3, 3)), "{}", session.screen());
    session.keys("n");
    assert!(session.shows("wrapped to the top"), "{}", session.screen());
    session.keys("N");
    assert!(session.shows("wrapped to the end"), "{}", session.screen());
}

#[test]
fn a_snippet_stays_in_its_paragraph() {
    let text = "---\ntitle: \"Field Notes 12: rooms\"\ndate: 2020-12-12\n---\n\n\
        **Rooms are cheap:**\n*…Walls of light…*\n\nSome text about walls. Read more: A Long Look at Rooms (Desk).\n\n\
        **Sorters are slow:**\n*…And they know it…*\n\nOther text.\n";
    for columns in [80, 120, 160] {
        let mut session = Session::with_posts(columns, 24, &[("a.md", text)]);
        session.keys("/").letters("(desk)");
        let screen = session.screen();
        let snippet = screen.lines().find(|line| line.contains("12 Dec 2020  ")).unwrap();
        let snippet = snippet.trim_start_matches('│').split('│').next().unwrap();
        assert!(snippet.contains("Look at Rooms (Desk)."), "the room in front of the match is used:\n{screen}");
        assert!(!snippet.contains('▌') && !snippet.contains("Sorters"), "{screen}");
    }
}
