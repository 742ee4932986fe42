//! The program in a terminal: browsing, reading, sizes, mouse, settings.

use crate::support::browser::Browser;
use crate::support::keys::{ENTER, ESC, click, wheel_down, wheel_up};
use crate::support::posts::{LINKS, TITLES};
use crate::support::{Reader, Setup, footer, rows, selected, shows};
use portable_pty::CommandBuilder;
use vt100::{MouseProtocolEncoding, MouseProtocolMode, Screen};

#[track_caller]
fn wait_for_selection(reader: &Reader, title: &str) {
    reader.wait_for(&format!("“{title}” selected"), |screen| selected(screen).contains(title));
}

#[test]
fn browses_reads_and_quits() {
    let mut reader = Setup::new().size(80, 24).start();
    wait_for_selection(&reader, TITLES[0]);
    reader.wait_for_text("5 posts · 5 unread");
    let raw = reader.modes();
    assert!(reader.look(|screen| screen.alternate_screen() && screen.hide_cursor()));
    for (key, title) in [("j", TITLES[1]), ("j", TITLES[2]), ("k", TITLES[1]), ("G", TITLES[4]), ("g", TITLES[0])] {
        reader.type_keys(key);
        wait_for_selection(&reader, title);
    }
    assert!(reader.look(|screen| TITLES.iter().all(|title| shows(screen, title))));
    reader.type_keys(ENTER);
    reader.wait_for_text("The keeper writes about the oil");
    // A jump to the end is no reading.
    reader.type_keys("Gkj");
    reader.wait_for_text("The lamp is lit.");
    reader.wait_for_text("4 unread");
    reader.type_keys("g");
    reader.wait_for_text("The keeper writes about the oil");
    reader.type_keys(ESC);
    wait_for_selection(&reader, TITLES[0]);
    assert_eq!(reader.modes(), raw, "raw mode all the while");
    reader.type_keys("Q");
    reader.ends_with(0);
}

/// The columns of the list of posts beside the text.
fn list_width(screen: &Screen) -> usize {
    rows(screen)[1].chars().position(|c| c == '╮').unwrap_or_default()
}

#[test]
fn the_border_is_where_it_was_at_the_next_start() {
    let setup = Setup::new().size(120, 30);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    let before = reader.look(list_width);
    reader.type_keys("5>");
    reader.wait_for("a wider list", |screen| list_width(screen) == before + 10);
    reader.type_keys("Q");
    reader.ends_with(0);
    let again = setup.start();
    again.wait_until_loaded();
    again.wait_for("the width of before", |screen| list_width(screen) == before + 10);
    drop(again);
    // A file that makes no sense is as good as none.
    std::fs::write(setup.data().join("window.toml"), "list_width = -3").unwrap();
    let reader = setup.start();
    reader.wait_until_loaded();
    assert_eq!(reader.look(list_width), before);
}

#[test]
fn keys_typed_at_once_all_count() {
    let mut reader = Setup::new().start();
    wait_for_selection(&reader, TITLES[0]);
    reader.type_keys("jjjkj");
    wait_for_selection(&reader, TITLES[3]);
    reader.wait_for_text("Nobody hoots in these.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

/// The screen is drawn from edge to edge: the title bar above, the hints below, and on a wide screen the text beside.
fn fills(screen: &Screen, columns: u16, lines: u16) -> bool {
    let rows = rows(screen);
    let wide = columns >= 90;
    screen.size() == (lines, columns)
        && rows[0].trim_end().ends_with("? help")
        && screen.cell(0, columns - 1).is_some_and(vt100::Cell::inverse)
        && footer(screen).contains("Enter read")
        && rows[usize::from(lines) - 2].trim_end().ends_with('╯')
        && screen.cell(1, columns - 1).is_some_and(|cell| cell.contents() == "╮")
        && selected(screen).contains(TITLES[1])
        && shows(screen, "A pan with a lid") == wide
}

#[test]
fn every_size_is_drawn() {
    let mut reader = Setup::new().size(80, 24).start();
    wait_for_selection(&reader, TITLES[0]);
    reader.type_keys("j");
    reader.wait_for("80x24", |screen| fills(screen, 80, 24));
    reader.resize(120, 36);
    reader.wait_for("120x36", |screen| fills(screen, 120, 36));
    reader.resize(20, 5);
    reader.wait_for("20x5", |screen| {
        rows(screen).iter().any(|row| row.starts_with("●  Bread without a…")) && footer(screen).contains("Enter read")
    });
    reader.resize(2, 1);
    reader.wait_for("2x1", |screen| screen.cell(0, 0).is_some_and(|cell| cell.contents() == "●"));
    reader.resize(1, 1);
    reader.type_keys(ENTER);
    reader.type_keys("GO?");
    reader.type_keys("q");
    reader.resize(3, 2);
    reader.resize(80, 24);
    reader.type_keys("h");
    reader.wait_for("80x24 again", |screen| fills(screen, 80, 24));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn keys_are_heard_after_a_resize() {
    let mut reader = Setup::new().start();
    wait_for_selection(&reader, TITLES[0]);
    for (columns, title) in [(100, TITLES[1]), (140, TITLES[2]), (130, TITLES[3])] {
        reader.resize(columns, 30);
        reader.wait_for("the new size drawn", |screen| {
            screen.cell(1, columns - 1).is_some_and(|cell| cell.contents() == "╮")
        });
        reader.type_keys("j");
        wait_for_selection(&reader, title);
    }
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn many_sizes_in_a_row_end_with_the_last() {
    let mut reader = Setup::new().start();
    wait_for_selection(&reader, TITLES[0]);
    reader.type_keys("j");
    for step in 0..40 {
        reader.resize(20 + step * 3, 40 - step / 2);
    }
    reader.resize(100, 30);
    reader.wait_for("100x30", |screen| fills(screen, 100, 30));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn the_mouse_selects_scrolls_and_opens() {
    let setup = Setup::new();
    let browser = Browser::new(&setup);
    let setup = setup.settings(&browser.setting());
    let mut reader = setup.start();
    reader.wait_for_text("The keeper writes about");
    assert_eq!(reader.look(Screen::mouse_protocol_encoding), MouseProtocolEncoding::Sgr);
    assert_ne!(reader.look(Screen::mouse_protocol_mode), MouseProtocolMode::None);

    let row = reader.place_of("Counting swifts");
    reader.type_keys(&click(row));
    wait_for_selection(&reader, TITLES[2]);
    reader.wait_for_text("They came at nine.");
    let row = reader.place_of("The lighthouse");
    reader.type_keys(&click(row));
    reader.wait_for_text("The keeper writes about");

    let link = reader.place_of("older keepers");
    reader.type_keys(&click((link.0, link.1 + 3)));
    browser.wait_until_opened(&[LINKS[1]]);

    let text = (20, 80);
    assert!(!reader.look(|screen| shows(screen, "Step 20 ")));
    reader.type_keys(&wheel_down(text).repeat(10));
    reader.wait_for_text("Step 20 ");
    reader.wait_for("the text scrolled", |screen| !shows(screen, "The keeper writes about"));
    reader.type_keys(&wheel_up(text).repeat(10));
    reader.wait_for_text("The keeper writes about");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_it_is_wanted() {
    let mut reader = Setup::new().settings("mouse = false\n").start();
    wait_for_selection(&reader, TITLES[0]);
    reader.type_keys("j");
    wait_for_selection(&reader, TITLES[1]);
    assert_eq!(reader.look(Screen::mouse_protocol_mode), MouseProtocolMode::None);
    let sent = String::from_utf8(reader.bytes()).unwrap();
    for mode in [9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016] {
        assert!(!sent.contains(&format!("\x1b[?{mode}h")), "mode {mode} is on");
    }
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn faulty_settings_are_named_with_their_line() {
    for (settings, said) in [
        ("# mine\nmouse = maybe\n", "config.toml line 2: "),
        ("mouse = true\n\nbrwser = \"w3m\"\n", "config.toml line 3: unknown setting `brwser`"),
        ("\nbrowser_in_terminal = \"no\"\n", "config.toml line 2: browser_in_terminal: expected true or false"),
        ("browser = \"w3m\nmouse = false\n", "config.toml line 1: "),
    ] {
        let mut reader = Setup::new().settings(settings).start();
        wait_for_selection(&reader, TITLES[0]);
        reader.wait_for(said, |screen| footer(screen).trim_start().starts_with(said));
        reader.type_keys("j");
        wait_for_selection(&reader, TITLES[1]);
        reader.type_keys("!");
        reader.wait_for_text(said);
        reader.type_keys("qq");
        reader.ends_with(0);
    }
}

#[test]
fn a_folder_that_is_not_there_takes_no_terminal() {
    let setup = Setup::new();
    std::fs::remove_dir_all(setup.posts()).unwrap();
    let mut reader = setup.start();
    assert_eq!(reader.end().exit_code(), 2);
    let sent = String::from_utf8(reader.bytes()).unwrap();
    assert!(sent.contains("posts") && sent.trim_end().lines().count() == 1, "{sent:?}");
    assert!(!sent.contains('\x1b'), "{sent:?}");
    reader.ends_with(2);
}

#[test]
fn the_doctor_knows_its_terminal() {
    for (columns, rows, said) in [(90, 20, "ok     terminal"), (19, 4, "WRONG  terminal")] {
        let setup = Setup::new().size(columns, rows).variable("BROWSER", "/bin/sh");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_importai-reader"));
        command.arg("doctor");
        let mut doctor = setup.run(command);
        let code = doctor.end().exit_code();
        let sent = String::from_utf8(doctor.bytes()).unwrap();
        assert_eq!(code, u32::from(said.starts_with("WRONG")), "{sent}");
        assert!(sent.contains(&format!("{said}  xterm-256color, {columns} columns and {rows} rows\r\n")), "{sent}");
        assert!(!sent.contains('\x1b'), "{sent}");
    }
}

#[test]
fn lists_of_stories_are_made_on_a_thread() {
    let setup = Setup::new().size(120, 30);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("T");
    reader.wait_for_text("Stories");
    reader.wait_for_text("5 posts · 5 unread");
    reader.type_keys("/keeper");
    reader.wait_for_text("Stories / keeper");
    reader.wait_for_text("1 post ·");
    reader.type_keys(ENTER);
    reader.type_keys(ENTER);
    reader.wait_for_text("The keeper writes about the oil");
    reader.type_keys("qhC");
    reader.wait_for_text("Citations");
    reader.type_keys("qT");
    wait_for_selection(&reader, TITLES[0]);
    reader.type_keys("Q");
    reader.ends_with(0);
}
