//! What a second new user stumbled over: long messages, prompts, lists with numbers, views that did not end.

use std::fs;

use super::session::Session;
use crate::support::Folder;
use importai_reader::app::{FetchNews, Msg};
use importai_reader::text::CleanText;
use ratatui::style::Modifier;

fn notify(session: &mut Session, text: &str) {
    session.send(Msg::Notify { text: CleanText::single_line(text), is_error: true });
}

/// The words on the screen, without line breaks and borders.
fn words(session: &mut Session) -> String {
    session.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_message_is_wrapped_and_nothing_moves() {
    let text = "no browser found; set browser in config.toml or $BROWSER \
                (https://a-long-host.example.org/with/a/path/2020/12/28/title.html)";
    for (columns, rows) in [(80, 24), (50, 15), (120, 36)] {
        for keys in ["", "Enter", "!", "?"] {
            let mut session = Session::new(columns, rows);
            session.keys(keys);
            let before = session.screen();
            notify(&mut session, text);
            let screen = session.screen();
            let shown: String = screen.split_whitespace().collect();
            let whole: String = text.split_whitespace().collect();
            assert!(shown.ends_with(&whole), "{columns}x{rows} {keys}\n{screen}");
            let same = before.lines().zip(screen.lines()).take_while(|(before, after)| before == after).count();
            assert!(same + 3 >= usize::from(rows), "only the last rows are covered\n{before}\n{screen}");
        }
    }
}

#[test]
fn a_message_has_at_most_three_lines() {
    let mut session = Session::new(50, 15);
    notify(&mut session, &"many words that go on and on ".repeat(20));
    let screen = session.screen();
    let lines: Vec<_> = screen.lines().collect();
    assert!(lines[14].ends_with('…') && lines[12].contains("many words"), "{screen}");
    assert!(!lines[11].contains("many words"), "{screen}");
    session.keys("j");
    assert!(!session.shows("many words"), "a key takes it away\n{}", session.screen());
    notify(&mut session, &"many words that go on and on ".repeat(20));
    session.draw_every_size();
}

#[test]
fn a_long_error_of_a_query_is_wrapped_below_it() {
    let mut session = Session::new(50, 15);
    session.keys("/").letters("minutes:many");
    let screen = session.screen();
    assert!(screen.contains("\n / minutes:many\n"), "{screen}");
    assert!(!screen.trim_end().ends_with('…'), "the end of what is wrong is cut\n{screen}");
}

#[test]
fn a_click_on_a_long_message_goes_nowhere() {
    let mut session = Session::new(80, 24);
    notify(&mut session, &"many words that go on and on ".repeat(20));
    let before = session.app.selected();
    session.click(10, 22);
    assert!(session.app.selected() == before && !session.shows("many words"), "{}", session.screen());
}

#[test]
fn names_that_were_typed_can_be_called_back() {
    let mut session = Session::new(120, 30);
    session.keys("E").letters("/tmp/a.doc").keys("Enter E Up");
    assert!(session.shows("export to: /tmp/a.doc"), "a refused name\n{}", session.screen());
    session.keys("Esc :").letters("export /tmp/b.doc").keys("Enter E Up");
    assert!(session.shows("export to: /tmp/b.doc"), "one of the command line\n{}", session.screen());
    session.keys("Esc /").letters("paragraph").keys("Enter ,").letters("theme").keys("Enter , Up");
    assert!(session.shows("name of this search: theme"), "{}", session.screen());
}

#[test]
fn an_export_to_a_folder_says_so_before_and_after() {
    let folder = Folder::new();
    let path = folder.join("notes");
    for keys in ["E", ":"] {
        let mut session = Session::new(120, 30);
        session.keys(keys).letters(if keys == ":" { "export " } else { "" }).letters(path.to_str().unwrap());
        assert!(session.shows("a folder with a file for each post"), "{keys}\n{}", session.screen());
        session.letters(".md");
        assert!(!session.shows("a folder with a file for each post"), "{keys}\n{}", session.screen());
        session.keys("Backspace Backspace Backspace Enter");
        assert!(words(&mut session).contains("notes, a folder with a file for each"), "{keys}\n{}", session.screen());
        assert!(path.is_dir());
        fs::remove_dir_all(&path).unwrap();
    }
}

fn with_sections(count: usize) -> Session {
    let words = "Some words.\n\n".repeat(30);
    let part = |number: usize| format!("\n## Part of {} things\n\n{words}\n", number * 100);
    let text = "---\ntitle: Many parts\n---\n".to_owned() + &(1..=count).map(part).collect::<String>();
    Session::with_posts(100, 24, &[("a.md", &text)])
}

#[test]
fn a_digit_chooses_a_line_in_every_list_that_shows_numbers() {
    let mut session = with_sections(4);
    session.keys("Enter t 3");
    assert!(!session.shows(" Outline"), "{}", session.screen());
    assert!(session.shows("3/4  Part of 300 things"), "{}", session.screen());
    session.keys("t 9");
    assert!(session.shows("no line 9: lines go from 1 to 4") && session.shows("Outline"), "{}", session.screen());
    // After a letter, digits belong to the filter.
    session.keys("p 2");
    assert!(session.shows("Outline: p2"), "{}", session.screen());
    let mut session = with_sections(12);
    session.keys("Enter t 1");
    assert!(session.shows("Outline"), "it may become 10, 11 or 12\n{}", session.screen());
    session.keys("2");
    assert!(session.shows("12/12  Part of 1200 things"), "{}", session.screen());
    session.keys("t 1 Enter");
    assert!(session.shows("1/12  Part of 100 things"), "{}", session.screen());
    session.keys("?").letters("/numbers");
    assert!(session.shows("1 2 3"), "{}", session.screen());
    // The other lists with numbers.
    let mut session = Session::new(100, 30);
    session.keys("S 2");
    assert!(session.shows("by title"), "{}", session.screen());
    session.keys("S 9");
    assert!(session.shows("no line 9"), "{}", session.screen());
}

#[test]
fn what_is_typed_in_a_list_is_edited_as_in_a_prompt() {
    for keys in [":", "Ctrl-p", "Enter t", "? /"] {
        let mut session = Session::new(100, 30);
        session.keys(keys).letters("mark all");
        assert!(session.shows(": mark all▏"), "{keys}\n{}", session.screen());
        session.keys("Ctrl-w");
        assert!(session.shows(": mark ▏"), "{keys}\n{}", session.screen());
        session.keys("Ctrl-a").letters("x").keys("Ctrl-e").letters("y");
        assert!(session.shows(": xmark y▏"), "{keys}\n{}", session.screen());
        session.keys("Left Left").letters("z");
        assert!(session.shows(": xmarkz▏ y"), "{keys}\n{}", session.screen());
        session.keys("Ctrl-e Ctrl-u");
        assert!(session.shows(": ▏") || session.shows(" Outline "), "{keys}\n{}", session.screen());
    }
    for keys in ["/", "Enter /", "Enter |", "E", "/ r o o m Enter ,"] {
        let mut session = Session::new(100, 30);
        session.keys(keys).letters("one two").keys("Ctrl-w Ctrl-a").letters("x").keys("Ctrl-e").letters("y");
        assert!(session.shows(" xone y\n"), "{keys}\n{}", session.screen());
        session.keys("Ctrl-u").letters("z");
        assert!(session.shows(" z\n"), "{keys}\n{}", session.screen());
    }
}

#[test]
fn keys_without_an_edit_still_move_in_the_list() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("half").keys("Down Ctrl-p Ctrl-n Enter");
    assert!(session.app.mode().overlay().is_none(), "{}", session.screen());
}

#[test]
fn places_that_are_not_there_say_what_was_looked_for() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("500");
    assert!(words(&mut session).contains("no issue 500, and the list has 7 posts"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows("no issue 500, and the list has 7 posts"), "{}", session.screen());
    session.keys("Enter :").letters("50000").keys("Enter");
    assert!(session.shows("no issue 50,000, and the text has "), "{}", session.screen());
    for typed in ["Octember 2017", "2017/10", "xyzzy"] {
        session.keys(":").letters(typed);
        assert!(words(&mut session).contains("2018-03"), "{typed}\n{}", session.screen());
        session.keys("Enter");
        assert!(words(&mut session).contains("2018-03"), "{typed}\n{}", session.screen());
    }
    Session::new(100, 30).keys(": 5 0 0 0").draw_every_size();
}

#[test]
fn months_can_be_typed_by_name() {
    for typed in ["November 2020", "nov 2020", "2020 november", "NOV 2020"] {
        let mut session = Session::new(100, 30);
        session.keys(":").letters(typed);
        assert!(words(&mut session).contains("Go to 端末"), "{typed}\n{}", session.screen());
    }
    let mut session = Session::new(100, 30);
    session.keys(":").letters("5 November 2020");
    assert!(words(&mut session).contains("Go to The \"best\" of it"), "{}", session.screen());
    session.keys("Ctrl-u").letters("october 2017");
    assert!(words(&mut session).contains("Nothing of that time; go to the nearest"), "{}", session.screen());
}

#[test]
fn escape_ends_a_view_one_step_at_a_time() {
    let mut session = Session::new(120, 30);
    session.keys("s u u");
    assert!(session.shows("starred") && session.app.post_list().order().len() == 1, "{}", session.screen());
    assert!(session.shows("Esc all posts") || session.keys("j").shows("Esc all posts"), "{}", session.screen());
    session.keys("/").letters("room").keys("Enter");
    session.keys("Esc");
    assert!(session.app.search().is_none() && session.app.post_list().order().len() == 1, "{}", session.screen());
    session.keys("Esc");
    assert_eq!(session.app.post_list().order().len(), 7, "{}", session.screen());
    assert!(session.shows("all posts"), "{}", session.screen());
}

#[test]
fn a_problem_without_a_post_is_explained() {
    let mut session = Session::with_feeds(80, 24);
    let error = format!("https://n.example/feed: status 404 {}", "and so on ".repeat(30));
    session.send(Msg::Fetch(FetchNews::Source {
        name: CleanText::single_line("notes"),
        address: CleanText::single_line("https://n.example/feed"),
        errors: vec![CleanText::single_line(&error)],
    }));
    session.keys("! Enter");
    let shown = words(&mut session);
    assert!(session.shows(" Problem ") && shown.contains("R fetches"), "{}", session.screen());
    assert!(shown.contains("importai-reader feeds"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows(" Problems "), "back to the list\n{}", session.screen());
    session.keys("Enter q Esc");
    assert!(session.app.mode().overlay().is_none(), "{}", session.screen());
}

#[test]
fn a_label_is_told_from_the_text_without_colour() {
    for theme in ["terminal", "mono"] {
        let mut session = Session::new(80, 24);
        session.app.set_theme(theme);
        session.keys("Enter f").screen();
        let cells = &session.terminal.backend().buffer().content;
        let labels = cells.iter().skip(80).filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count();
        assert!(labels >= 3, "{theme}\n{}", session.screen());
    }
}
