//! Themes: what they colour, and that each can be switched to while the reader runs.

use super::session::{POSTS, Session};
use importai_reader::config::theme::Themes;
use ratatui::style::{Color, Modifier};

#[test]
fn the_window_has_the_colours_of_its_theme() {
    for (name, is_coloured) in [("terminal", false), ("paper", true), ("night", true), ("mono", false)] {
        for keys in ["", "Enter", "?", "/ x", "A"] {
            let mut session = Session::with_posts(80, 24, &POSTS[..2]);
            assert!(session.app.set_theme(name));
            session.keys(keys).screen();
            let cells = &session.terminal.backend().buffer().content;
            let plain = cells.iter().filter(|cell| cell.bg == Color::Reset).count();
            assert_eq!(plain == 0, is_coloured, "{name} after {keys}: {plain} cells without a background");
        }
    }
}

#[test]
fn mono_has_no_colours() {
    let mut session = Session::new(120, 36);
    session.app.set_theme("mono");
    for keys in ["", "Enter", "?", "Esc / r o o m Enter"] {
        session.keys(keys).screen();
        let cells = &session.terminal.backend().buffer().content;
        assert!(cells.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)), "{keys}");
    }
}

#[test]
fn a_theme_is_switched_at_run_time() {
    let mut session = Session::new(80, 24);
    assert_eq!(Themes::names(), ["terminal", "paper", "night", "mono"]);
    let before = session.style_of("Enter read");
    for name in Themes::names() {
        assert!(session.app.set_theme(name));
        assert_eq!(session.app.themes().name(), name);
    }
    assert!(!session.app.set_theme("neon"));
    assert_eq!(session.app.themes().name(), "mono", "an unknown name changes nothing");
    assert_ne!(session.style_of("Enter read"), before);
    session.app.set_theme("terminal");
    assert_eq!(session.style_of("Enter read"), before);
}

/// In a theme with colours, the headings of the text do not look like the headings of the list.
#[test]
fn headings_of_the_text_are_told_from_those_of_the_program() {
    for name in ["terminal", "paper", "night"] {
        let mut session = Session::new(120, 36);
        session.app.set_theme(name);
        let of_text = session.style_of("What was done").fg;
        // The key that a hint names has the colour of the program's own headings.
        assert_ne!(of_text, session.style_of("Enter read").fg, "{name}");
    }
}

/// Light terminals draw a dim colour too pale to be read.
#[test]
fn numbers_of_links_are_not_dim() {
    for name in Themes::names() {
        let mut session = Session::new(120, 36);
        session.app.set_theme(name);
        let style = session.style_of("[1] and the");
        assert!(!style.add_modifier.contains(Modifier::DIM), "{name}: {style:?}");
    }
}
