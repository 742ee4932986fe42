//! What the screen shows: keys in, screen out, at the sizes that people have.

use super::session::Session;
use ratatui::style::Modifier;

#[test]
fn the_first_screen() {
    snap!("first_80x24", Session::new(80, 24), "");
    snap!("first_120x36", Session::new(120, 36), "");
    snap!("first_50x15", Session::new(50, 15), "");
}

#[test]
fn a_page() {
    snap!("page_80x24", Session::new(80, 24), "Enter");
    snap!("page_120x36", Session::new(120, 36), "j j Enter");
    snap!("page_50x15", Session::new(50, 15), "Enter");
}

#[test]
fn the_lists() {
    let mut session = Session::new(80, 24);
    snap!("help", session, "?");
    snap!("help_end", session, "G");
    snap!("sort_menu", session, "Esc S");
    snap!("problems", session, "Esc !");
    snap!("links", session, "Esc Enter O j");
}

#[test]
fn every_size_is_drawn() {
    for keys in ["", "Enter", "?", "!", "S", "Enter O", "s m u"] {
        Session::new(80, 24).keys(keys).draw_every_size();
    }
}

#[test]
fn titles_are_cut_between_wide_characters() {
    for columns in 24..90 {
        let screen = Session::new(columns, 24).screen();
        let title = screen.lines().find(|line| line.contains("端末")).expect("the title");
        assert!(unicode_width::UnicodeWidthStr::width(title) <= usize::from(columns), "{title}");
        assert!(title.contains("のか") || title.contains('…'), "{title}");
    }
}

#[test]
fn emphasis_links_and_headings_have_their_styles() {
    let mut session = Session::new(140, 36);
    assert!(session.style_of("measured").add_modifier.contains(Modifier::BOLD));
    assert!(session.style_of("traced").add_modifier.contains(Modifier::ITALIC));
    assert!(session.style_of("the data").add_modifier.contains(Modifier::UNDERLINED));
    assert!(session.style_of("What was done").add_modifier.contains(Modifier::BOLD));
    assert!(session.style_of("let rooms").fg.is_some());
}

#[test]
fn the_selected_row_is_marked_in_both_panes() {
    let mut session = Session::new(120, 36);
    assert!(session.style_of("28 Dec 2020 · lab").add_modifier.contains(Modifier::REVERSED));
    session.keys("Enter");
    assert!(session.shows("▌Field Notes 229") && session.shows("▌28 Dec 2020 · lab"), "{}", session.screen());
    assert!(session.style_of("Field Notes 229").add_modifier.contains(Modifier::BOLD));
}

#[test]
fn a_file_that_changed_or_went_says_so_on_its_page() {
    let mut session = Session::new(120, 36);
    let file = session.folder().join("2020-12-03-wire.example.net-b2.md");
    std::fs::write(&file, "---\ntitle: Short and plain\ndate: 2020-12-03\n---\n\nNow it says something else.\n")
        .unwrap();
    session.keys("j");
    assert!(session.shows("The file changed after it was loaded"));
    assert!(session.shows("Now it says something else."));
    std::fs::remove_file(session.folder().join("2020-11-05-broken.md")).unwrap();
    session.keys("j j");
    assert!(session.shows("2020-11-05-broken.md: cannot be read"), "{}", session.screen());
}
