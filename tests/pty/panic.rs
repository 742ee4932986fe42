//! A panic gives the terminal back before its message is printed.
//!
//! The program has no switch for that. Instead this very binary of tests is started in a terminal, with one of the
//! tests that are ignored otherwise: those run the reader, and panic beside it or in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::support::{Reader, Setup, shows};
use importai_reader::app::AppOptions;
use importai_reader::config::Config;
use importai_reader::config::keymap::Keymap;
use importai_reader::load::Input;
use importai_reader::load::Roots;
use importai_reader::text::CleanText;
use importai_reader::tui::{self, Guard, RunOptions, TuiError};
use portable_pty::CommandBuilder;

/// Names the file that the reader's other thread waits for.
const FILE: &str = "PANIC_WHEN_THERE_IS";

/// Starts one of the ignored tests in a terminal.
fn start(setup: Setup, test: &str) -> Reader {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("panic::{test}"), "--ignored", "--nocapture", "--test-threads=1"]);
    let file = setup.path("panic").display().to_string();
    setup.variable(FILE, &file).run(command)
}

#[test]
fn a_panic_of_another_thread_ends_the_reader_in_order() {
    // Whatever the other thread is doing at that moment: a frame may be half drawn, and more keys be waiting.
    for nth in 0..8 {
        let setup = Setup::new();
        let file = setup.path("panic");
        let mut reader = start(setup, "reader_beside_a_thread_that_panics");
        reader.wait_until_loaded();
        assert!(reader.look(vt100::Screen::alternate_screen));
        reader.type_keys(&"jk".repeat(20 * nth));
        std::fs::write(file, "").unwrap();
        reader.wait_until_given_back();
        reader.wait_for_text("this thread panics on purpose");
        assert!(!reader.look(|screen| shows(screen, "? help")), "nothing is drawn any more");
        reader.ends_with(0);
    }
}

#[test]
fn a_panic_of_the_thread_that_draws_gives_the_terminal_back() {
    let reader = start(Setup::new(), "thread_that_panics_with_the_terminal");
    reader.wait_for_text("this thread panics on purpose");
    assert!(!reader.look(vt100::Screen::alternate_screen), "the message stands where it can be read");
    reader.ends_with(101);
}

#[test]
fn an_error_gives_the_terminal_back() {
    let reader = start(Setup::new(), "function_that_fails_with_the_terminal");
    reader.wait_for_text("it failed: on purpose");
    reader.ends_with(0);
}

/// Where these tests run only because the tests above started them: the file to wait for.
fn file() -> Option<PathBuf> {
    std::env::var_os(FILE).map(PathBuf::from)
}

#[test]
#[ignore = "runs in a terminal, started by a test above"]
fn reader_beside_a_thread_that_panics() {
    let Some(file) = file() else { return };
    let posts = file.with_file_name("home").join("posts");
    std::thread::spawn(move || {
        while !file.exists() {
            std::thread::park_timeout(Duration::from_millis(2));
        }
        panic!("this thread panics on purpose");
    });
    assert!(matches!(tui::run(options(&posts)), Err(TuiError::Panicked)));
}

#[test]
#[ignore = "runs in a terminal, started by a test above"]
fn thread_that_panics_with_the_terminal() {
    let Some(_) = file() else { return };
    let _guard = Guard::enter(true, || ()).unwrap();
    panic!("this thread panics on purpose");
}

#[test]
#[ignore = "runs in a terminal, started by a test above"]
fn function_that_fails_with_the_terminal() {
    let Some(_) = file() else { return };
    let fail = || -> Result<(), &str> {
        let _guard = Guard::enter(true, || ()).map_err(|_| "no terminal")?;
        Err("on purpose")
    };
    println!("it failed: {}", fail().unwrap_err());
}

/// A reader with the shipped settings, which keeps no marks.
fn options(posts: &Path) -> RunOptions {
    let app =
        AppOptions { name: CleanText::single_line("posts"), keymap: Keymap::load(None).0, ..AppOptions::default() };
    RunOptions {
        feeds: importai_reader::tui::FeedPlan::default(),
        input: Input::Folders(Roots::open(&[posts.to_owned()]).unwrap()),
        app,
        config: Config::load(None).0,
        paths: None,
        cache: None,
    }
}
