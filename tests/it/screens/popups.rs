//! Lists and questions over the panes: nothing in them is cut, whatever the size of the window.

use super::session::Session;
use importai_reader::config::keymap::Action;
use unicode_width::UnicodeWidthStr;

/// The text of a list from its first line to its last, without spaces: it is scrolled line by line.
fn whole_text(session: &mut Session) -> String {
    let inside = |screen: &str| -> Vec<String> {
        let inside = |line: &str| Some(line.split_once('│')?.1.rsplit_once('│')?.0.to_owned());
        screen.lines().filter_map(inside).collect()
    };
    let mut screen = session.screen();
    let mut lines = inside(&screen);
    loop {
        assert!(!screen.contains("… │") && !screen.contains("…│"), "{screen}");
        let next = session.keys("j").screen();
        if next == screen {
            return lines.concat().split_whitespace().collect();
        }
        lines.extend(inside(&next).pop());
        screen = next;
    }
}

#[test]
fn the_help_is_whole_in_a_small_window() {
    let mut session = Session::new(50, 15);
    session.keys("?");
    let text = whole_text(&mut session);
    for (_, actions) in Action::SECTIONS {
        for action in *actions {
            let help: String = action.help().chars().filter(|c| !c.is_whitespace()).collect();
            assert!(text.contains(&help), "{help} is cut:\n{text}");
        }
    }
    // At the end, a step back is seen at once.
    let end = session.screen();
    assert_ne!(session.keys("j j k").screen(), end);
    assert_eq!(session.keys("G").screen(), end);
}

#[test]
fn the_lines_of_a_list_are_wrapped_and_indented() {
    let mut session = Session::new(50, 15);
    session.keys("!");
    assert!(session.shows("line 1: no front matter; title and date"), "{}", session.screen());
    assert!(session.shows("    come from text and file name"), "{}", session.screen());
    insta::assert_snapshot!("problems_50x15", session.screen());
    insta::assert_snapshot!("help_50x15", session.keys("Esc ?").screen());
    insta::assert_snapshot!("sort_50x15", session.keys("Esc S").screen());
}

#[test]
fn a_long_address_is_whole_in_the_list_of_links() {
    let address = format!("https://example.org/{}end", "a-long-path/".repeat(14));
    let text = format!("---\ntitle: T\ndate: 2021-03-04\n---\n\nSee [this]({address}) and [that](https://e.org/2).\n");
    for columns in [50, 80, 120, 200] {
        let mut session = Session::with_posts(columns, 24, &[("a.md", &text)]);
        session.keys("Enter O j j");
        let screen = session.screen();
        let inside = |line: &str| Some(line.split_once("│    ")?.1.trim().trim_end_matches(['│', '┃', ' ']).to_owned());
        let found: String = screen.lines().filter_map(inside).collect();
        assert!(found.contains(&address), "{columns} columns:\n{screen}");
    }
    // It is as wide as it needs to be.
    let mut session = Session::with_posts(230, 24, &[("a.md", &text)]);
    assert!(session.keys("Enter O").shows(&format!(" {address} ")), "{}", session.screen());
}

/// Every line of a list can be reached, and the selected one is on the screen.
#[test]
fn the_selected_entry_is_visible_with_all_its_lines() {
    let link = |n: u32| format!("[link {n}](https://example.org/{n}/{})", "x".repeat(60));
    let links = (1..=40).map(link).collect::<Vec<_>>().join(" ");
    let text = format!("---\ntitle: T\ndate: 2021-03-04\n---\n\n{links}\n");
    let mut session = Session::with_posts(50, 15, &[("a.md", &text)]);
    session.keys("Enter O");
    for n in 1..=40 {
        session.keys("j");
        let screen = session.screen();
        assert!(screen.contains(&format!("link {n} ")) && screen.contains(&format!("/{n}/x")), "{n}:\n{screen}");
    }
    session.keys("k k g");
    assert!(session.shows("the post's source"), "{}", session.screen());
}

#[test]
fn a_slash_in_the_help_filters_it() {
    let mut session = Session::new(80, 24);
    session.keys("? /").letters("unread q");
    assert!(session.shows("nothing found") && session.shows("Keys: unread q▏"), "{}", session.screen());
    session.keys("Backspace Backspace");
    let screen = session.screen();
    assert!(screen.contains("│ Move ") && screen.contains("Next unread post"), "{screen}");
    assert!(!screen.contains("Half a page down") && !screen.contains("│ Find "), "{screen}");
    insta::assert_snapshot!("help_filtered", screen);
    session.keys("Enter");
    assert!(!session.keys("k").shows("unreadk"), "Enter ends typing: {}", session.screen());
    session.keys("Esc");
    assert!(session.shows("Half a page down"), "Esc shows all again: {}", session.screen());
    session.keys("Esc");
    assert!(!session.shows("╭ Keys"), "Esc closes the help: {}", session.screen());
}

#[test]
fn a_filter_in_the_help_is_ended_by_escape_and_by_deleting_it() {
    let mut session = Session::new(80, 24);
    for keys in ["Esc", "Backspace Backspace Backspace Backspace"] {
        session.keys("? /").letters("zzz").keys(keys);
        assert!(session.shows("╭ Keys ─") && session.shows("Half a page down"), "{keys}: {}", session.screen());
        session.keys("q");
        assert!(!session.shows("╭ Keys"), "{keys}: {}", session.screen());
    }
}

#[test]
fn lists_fit_into_every_window() {
    for keys in ["?", "? / x", "!", "S", "Enter O", "'", "Enter t", "Ctrl-p"] {
        let mut session = Session::new(80, 24);
        session.keys(keys);
        for (columns, rows) in [(20, 8), (30, 10), (50, 15), (80, 24), (120, 36), (300, 100)] {
            let screen = session.resize(columns, rows).screen();
            assert!(screen.lines().all(|line| line.width() <= usize::from(columns)), "{keys}:\n{screen}");
        }
    }
}

/// Why the list is empty, and the key that leads out of that.
#[test]
fn the_text_of_an_empty_list_is_whole() {
    for columns in [24, 30, 50, 80, 100, 120] {
        let screen = Session::new(columns, 15).keys("u u").screen();
        let text: String = screen.lines().skip(2).take(3).flat_map(|line| line.chars().take(36)).collect();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        assert!(words.starts_with(&["no", "starred", "posts", "u", "shows", "others"]), "{screen}");
    }
}
