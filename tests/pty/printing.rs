//! What `show` prints on a terminal: the page in the user's styles, as wide as the terminal, and no other sequence.

use std::fs;

use portable_pty::CommandBuilder;
use vt100::Screen;

use crate::support::{Setup, place};

const PROGRAM: &str = env!("CARGO_BIN_EXE_importai-reader");

const POST: &str = "---\ntitle: A title\ndate: 2024-05-06\n---\n\n## A heading\n\nWords with *stress*, **weight**, `code`, and \
    [a link](https://example.org/a) in a paragraph that goes on until it has to be broken into lines.\n\n\
    Hostile: \u{1b}[5m \u{1b}]0;x\u{7} \u{9b}5m \u{202e}.\n";

/// What the program prints on a terminal.
fn printed(setup: &Setup, args: &[&str]) -> (String, Screen) {
    fs::write(setup.path("a.md"), POST).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(args);
    let mut program = setup.run(command);
    assert_eq!(program.end().exit_code(), 0);
    let text = String::from_utf8(program.bytes()).unwrap().replace("\r\n", "\n");
    (text, program.look(Screen::clone))
}

/// A text without `ESC [ … m`, and what was left out.
fn without_styles(text: &str) -> (String, Vec<&str>) {
    let (mut plain, mut styles) = (String::new(), Vec::new());
    let mut pieces = text.split("\u{1b}[");
    plain.push_str(pieces.next().unwrap());
    for piece in pieces {
        let (style, rest) = piece.split_once('m').unwrap();
        assert!(style.chars().all(|c| c.is_ascii_digit() || c == ';'), "{piece:?}");
        styles.push(style);
        plain.push_str(rest);
    }
    (plain, styles)
}

/// What the program prints into a pipe.
fn piped(setup: &Setup, args: &[&str]) -> String {
    let output = std::process::Command::new(PROGRAM)
        .args(args)
        .env("HOME", setup.path("home"))
        .env("XDG_CONFIG_HOME", setup.path("config"))
        .current_dir(setup.path(""))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn show_has_the_styles_of_the_reader_and_the_words_of_a_pipe() {
    let setup = Setup::new().size(60, 30);
    let (text, screen) = printed(&setup, &["show", "a.md"]);
    let (plain, styles) = without_styles(&text);
    assert!(!styles.is_empty());
    assert_eq!(plain, piped(&setup, &["show", "--width", "60", "a.md"]));
    assert!(!plain.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{plain:?}");
    let cell = |word: &str| {
        let (row, column) = place(&screen, word).unwrap_or_else(|| panic!("{word}: {plain}"));
        screen.cell(row, column).unwrap().clone()
    };
    assert!(cell("A title").bold() && cell("A heading").bold() && cell("weight").bold());
    assert!(cell("stress").italic() && cell("a link").underline());
    assert_eq!((cell("Words").bold(), cell("Words").fgcolor()), (false, vt100::Color::Default));
    assert_ne!(cell("a link").fgcolor(), vt100::Color::Default);
}

#[test]
fn show_is_as_wide_as_the_terminal_up_to_100_columns() {
    for (terminal, width) in [(40, 40), (90, 90), (180, 100)] {
        let setup = Setup::new().size(terminal, 30);
        let (text, _) = printed(&setup, &["show", "a.md"]);
        assert_eq!(without_styles(&text).0, piped(&setup, &["show", "--width", &width.to_string(), "a.md"]), "{width}");
    }
    let setup = Setup::new().size(90, 30);
    let (text, _) = printed(&setup, &["show", "--width", "50", "a.md"]);
    assert_eq!(without_styles(&text).0, piped(&setup, &["show", "--width", "50", "a.md"]));
}

#[test]
fn show_takes_the_theme_of_the_user() {
    let setup = Setup::new();
    fs::write(setup.path("config/importai-reader/theme.toml"), "heading = \"#010203\"\n").unwrap();
    let (text, _) = printed(&setup, &["show", "a.md"]);
    assert!(text.contains("\u{1b}[38;2;1;2;3mA heading"), "{text:?}");
}

#[test]
fn show_without_colours_has_attributes_only() {
    let setup = Setup::new().variable("NO_COLOR", "1");
    let (text, screen) = printed(&setup, &["show", "a.md"]);
    let (_, styles) = without_styles(&text);
    assert!(styles.iter().all(|style| ["0", "1", "2", "3", "4", "7", "9"].contains(style)), "{styles:?}");
    let (row, column) = place(&screen, "weight").unwrap();
    assert!(screen.cell(row, column).unwrap().bold());
}

#[test]
fn show_is_plain_on_a_dumb_terminal() {
    let setup = Setup::new().variable("TERM", "dumb");
    let (text, _) = printed(&setup, &["show", "a.md"]);
    assert_eq!(text, piped(&setup, &["show", "a.md"]));
}
