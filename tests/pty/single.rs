//! One post in the reader: a single file, or standard input while the keys come from the terminal.

use std::fs;

use portable_pty::CommandBuilder;

use crate::support::browser::Browser;
use crate::support::posts::TITLES;
use crate::support::{Reader, Setup, footer};

const PROGRAM: &str = env!("CARGO_BIN_EXE_importai-reader");

/// Runs a line of shell, in which `$0` is the program.
fn shell(setup: &Setup, line: &str) -> Reader {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", line, PROGRAM]);
    setup.run(command)
}

fn with_post() -> Setup {
    let setup = Setup::new();
    let lines = (1..=80).map(|nth| format!("Line {nth} of it.")).collect::<Vec<_>>().join("\n\n");
    let post = format!("---\ntitle: A piped post\ndate: 2024-05-06\nlink: https://example.org/piped\n---\n\n{lines}\n");
    fs::write(setup.path("a.md"), post).unwrap();
    setup
}

#[test]
fn a_single_file_opens_in_the_text() {
    let setup = with_post();
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg("a.md");
    let mut reader = setup.run(command);
    reader.wait_for_text("Line 2 of it.");
    reader.type_keys("G");
    reader.wait_for_text("Line 80 of it.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_folder_opens_in_the_list() {
    let mut reader = Setup::new().start();
    reader.wait_for_text(TITLES[1]);
    reader.wait_for("the keys of the list", |screen| footer(screen).contains("Enter read"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn standard_input_opens_in_the_text_and_the_terminal_has_the_keys() {
    let setup = with_post();
    let mut reader = shell(&setup, "cat a.md | \"$0\" -");
    reader.wait_for_text("Line 2 of it.");
    reader.wait_for_text("standard input");
    reader.type_keys("G");
    reader.wait_for_text("Line 80 of it.");
    reader.type_keys("s");
    reader.wait_for_text("the star is not kept: the post is from standard input");
    reader.type_keys("Q");
    reader.ends_with(0);
    assert!(!setup.data().exists() || fs::read_dir(setup.data()).unwrap().next().is_none(), "marks are not kept");
}

#[test]
fn a_browser_in_the_terminal_reads_the_keys_too() {
    let setup = with_post();
    let browser = Browser::with_script(&setup, "read key; echo \"got $key.\"; read key");
    let setup = setup.settings(&format!("{}browser_in_terminal = true\n", browser.setting()));
    let mut reader = shell(&setup, "\"$0\" - < a.md");
    reader.wait_for_text("Line 2 of it.");
    reader.type_keys("o");
    reader.wait_until_given_back();
    reader.type_keys("yes\r");
    reader.wait_for_text("got yes.");
    reader.type_keys("\r");
    browser.wait_until_opened(&["https://example.org/piped"]);
    reader.wait_for_text("Line 2 of it.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_post_that_is_piped_in_without_a_dash_is_an_error() {
    let setup = with_post();
    let reader = shell(&setup, "cat a.md | \"$0\"; echo \"code $?.\"; read end");
    reader.wait_for_text("standard input is not read without `-`: type `importai-reader -`");
    reader.wait_for_text("code 2.");
}

#[test]
fn a_terminal_as_standard_input_is_no_post() {
    let setup = Setup::new();
    let reader = shell(&setup, "\"$0\" -; echo \"code $?.\"; read end");
    reader.wait_for_text("standard input is a terminal: pipe a post into it");
    reader.wait_for_text("code 2.");
}
