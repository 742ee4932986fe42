//! Programs that take the terminal for a while, and what is written into the user's settings.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::keys::{CTRL_C, ENTER};
use crate::support::posts::TITLES;
use crate::support::setup::while_nothing_starts;
use crate::support::{Setup, footer, selected, shows};
use rustix::process::Signal;

/// A shell script that stands for the editor.
fn script(setup: &Setup, text: &str) -> String {
    let path = setup.path("editor");
    while_nothing_starts(|| {
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    });
    path.display().to_string()
}

#[test]
fn the_editor_has_the_terminal_and_the_page_is_read_again() {
    let setup = Setup::new().size(100, 30);
    let editor = script(&setup, "echo \"editing $2\"; read line < /dev/tty; printf '\\nMore dough.\\n' >> \"$2\"");
    let mut reader = setup.variable("VISUAL", &format!("{editor} -n")).start();
    reader.wait_until_loaded();
    reader.type_keys("je");
    reader.wait_for("the editor's own screen", |screen| !screen.alternate_screen() && shows(screen, "editing /"));
    reader.type_keys("x\r");
    reader.wait_for("the new text", |screen| screen.alternate_screen() && shows(screen, "More dough."));
    assert!(reader.look(|screen| selected(screen).contains(TITLES[1])));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let mut reader = Setup::new().size(100, 30).variable("VISUAL", "/nonexistent/ed").start();
    reader.wait_until_loaded();
    reader.type_keys("e");
    reader.wait_for("why", |screen| footer(screen).contains("/nonexistent/ed: No such file"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_command_gets_the_page_and_its_output_can_be_read() {
    let setup = Setup::new().size(100, 30);
    let copy = setup.path("copy");
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys(&format!("|tee {} | head -1{ENTER}", copy.display()));
    reader.wait_for("the output", |screen| {
        !screen.alternate_screen() && shows(screen, TITLES[0]) && shows(screen, "[Press Enter to go back]")
    });
    reader.type_keys(ENTER);
    reader.wait_for("the reader", |screen| screen.alternate_screen() && footer(screen).contains("back from tee"));
    assert!(fs::read_to_string(&copy).unwrap().contains("The keeper writes about the oil"));
    // One that reads nothing, one that fails, and one that is ended by Ctrl-C end nothing else.
    for (command, end) in [("echo over", "back from echo over"), ("echo oh;exit 3", "exit status: 3")] {
        reader.type_keys(&format!("|{command}{ENTER}"));
        reader.wait_for("the end of the command", |screen| shows(screen, &command[5..7]) && !screen.alternate_screen());
        reader.type_keys(ENTER);
        reader.wait_for(end, |screen| screen.alternate_screen() && footer(screen).contains(end));
    }
    reader.type_keys(&format!("|trap 'exit 9' INT; echo waiting; while :; do sleep 0.1; done{ENTER}"));
    reader.wait_for("the command", |screen| !screen.alternate_screen() && shows(screen, "waiting"));
    reader.type_keys(CTRL_C);
    reader.wait_for("the end of the command", |screen| shows(screen, "exit status: 9"));
    reader.type_keys(ENTER);
    reader.wait_for("the reader", vt100::Screen::alternate_screen);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_saved_search_leaves_the_other_lines_of_the_settings() {
    let before = "# my settings\nmouse = false   # no mouse\n\n[searches]\n# of every week\n\"Old\" = \"oil\"\n";
    let setup = Setup::new().size(100, 30).settings(before);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys(&format!("/oil is:unread{ENTER},"));
    reader.wait_for_text(" name of this search:");
    reader.type_keys(&format!("New \"one\"{ENTER}"));
    reader.wait_for_text("saved as New \"one\"");
    reader.type_keys("Q");
    reader.ends_with(0);
    let after = fs::read_to_string(setup.config().join("config.toml")).unwrap();
    assert_eq!(after, format!("{before}'New \"one\"' = \"oil is:unread\"\n"));
    let mut again = setup.start();
    again.wait_until_loaded();
    again.type_keys("'");
    again.wait_for("both searches", |screen| shows(screen, "Old") && shows(screen, "New \"one\""));
    again.type_keys("\x1b");
    again.wait_for("the list closed", |screen| !shows(screen, "Old"));
    again.type_keys("Q");
    again.ends_with(0);
}

#[test]
fn line_ends_of_the_settings_stay() {
    let before = "# mine\r\nmouse = false\r\n";
    let setup = Setup::new().size(100, 30).settings(before);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys(&format!("/oil{ENTER},oil{ENTER}"));
    reader.wait_for_text("saved as oil");
    reader.type_keys("Q");
    reader.ends_with(0);
    let after = fs::read_to_string(setup.config().join("config.toml")).unwrap();
    assert_eq!(after, format!("{before}\r\n[searches]\r\noil = \"oil\"\r\n"));
}

#[test]
fn a_signal_ends_the_wait_after_a_command() {
    let mut reader = Setup::new().size(100, 30).start();
    reader.wait_until_loaded();
    reader.type_keys(&format!("|echo over{ENTER}"));
    reader.wait_for("the wait", |screen| shows(screen, "[Press Enter to go back]"));
    reader.signal(Signal::TERM);
    reader.ends_with(143);
}

#[test]
fn settings_that_cannot_be_written_are_left_alone() {
    let setup = Setup::new().size(100, 30).settings("searches = 3\nthis is = not toml");
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys(&format!("/oil{ENTER},oil{ENTER}"));
    reader.wait_for("why", |screen| footer(screen).contains("the search is not saved"));
    reader.type_keys("Q");
    reader.ends_with(0);
    let after = fs::read_to_string(setup.config().join("config.toml")).unwrap();
    assert_eq!(after, "searches = 3\nthis is = not toml");
}
