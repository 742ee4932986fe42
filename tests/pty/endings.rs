//! How the program stops and ends, and that the terminal is as it was before each time.

use std::time::{Duration, Instant};

use crate::support::keys::{CTRL_C, CTRL_Z, ENTER};
use crate::support::posts::TITLES;
use crate::support::process::{Process, wait_until_stopped};
use crate::support::{Reader, Setup, footer, rows, selected, shows, wait_until};
use rustix::process::{Pid, Signal};
use vt100::{MouseProtocolMode, Screen};

fn started() -> Reader {
    let reader = Setup::new().start();
    reader.wait_until_loaded();
    reader.wait_for_text("The keeper writes about");
    reader
}

#[test]
fn signals_end_the_reader_in_order() {
    for (signal, code) in SIGNALS {
        let reader = started();
        reader.signal(signal);
        reader.ends_with(code);
    }
}

#[test]
fn a_signal_before_the_first_screen_ends_it_too() {
    let reader = Setup::new().start();
    reader.wait_for("the alternate screen", Screen::alternate_screen);
    reader.signal(Signal::TERM);
    reader.ends_with(143);
}

/// Every signal that ends the program, with the exit code: 128 and its number.
const SIGNALS: [(Signal, u32); 4] = [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)];

#[test]
fn signals_end_the_reader_while_a_list_is_open() {
    for (signal, code) in SIGNALS {
        let mut reader = started();
        reader.type_keys(ENTER);
        reader.type_keys("?");
        reader.wait_for_text(" Keys ");
        reader.signal(signal);
        reader.ends_with(code);
    }
}

#[test]
fn signals_end_the_reader_while_it_draws() {
    for (signal, code) in SIGNALS {
        let mut reader = started();
        reader.type_keys(&"jk".repeat(200));
        reader.signal(signal);
        reader.ends_with(code);
    }
}

#[test]
fn signals_end_a_stopped_reader_when_it_continues() {
    for (signal, code) in SIGNALS {
        let mut reader = started();
        reader.type_keys(CTRL_Z);
        wait_until_stopped(reader.pid());
        reader.signal(signal);
        reader.signal(Signal::CONT);
        reader.ends_with(code);
    }
}

#[test]
fn a_signal_in_the_middle_of_a_key_ends_it() {
    // Alt-[, the beginning of a click, and that of a letter beyond ASCII.
    for half in [&b"\x1b["[..], b"\x1b[<0;5", b"\xc3"] {
        let mut reader = started();
        reader.type_bytes(b"j");
        reader.wait_for_text("A pan with a lid will do.");
        reader.type_bytes(half);
        reader.signal(Signal::TERM);
        reader.ends_with(143);
    }
}

#[test]
fn ctrl_c_is_a_key_that_quits() {
    let mut reader = started();
    reader.type_keys(CTRL_C);
    reader.ends_with(0);
}

#[track_caller]
fn wait_until_back(reader: &Reader) {
    reader.wait_for("the reader back and whole", |screen| {
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.mouse_protocol_mode() != MouseProtocolMode::None
            && selected(screen).contains(TITLES[1])
            && shows(screen, "A pan with a lid will do.")
            && rows(screen)[0].contains("Import AI Reader")
            && footer(screen).contains("Enter read")
    });
}

#[test]
fn ctrl_z_suspends_and_comes_back_whole() {
    let mut reader = started();
    let raw = reader.modes();
    reader.type_keys("j");
    wait_until_back(&reader);
    for _ in 0..3 {
        reader.type_keys(CTRL_Z);
        wait_until_stopped(reader.pid());
        reader.wait_until_given_back();
        reader.signal(Signal::CONT);
        wait_until_back(&reader);
        assert_eq!(reader.modes(), raw);
    }
    reader.type_keys("k");
    reader.wait_for_text("The keeper writes about");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_terminal_resized_while_stopped_is_redrawn() {
    let mut reader = started();
    reader.type_keys("j");
    wait_until_back(&reader);
    for (columns, lines) in [(100, 30), (140, 20), (91, 45)] {
        reader.type_keys(CTRL_Z);
        wait_until_stopped(reader.pid());
        reader.wait_until_given_back();
        reader.resize(columns, lines);
        reader.signal(Signal::CONT);
        wait_until_back(&reader);
        reader.wait_for("the whole of the new size", |screen| {
            screen.cell(1, columns - 1).is_some_and(|cell| cell.contents() == "╮")
                && screen.cell(lines - 2, columns - 1).is_some_and(|cell| cell.contents() == "╯")
        });
    }
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_too() {
    let mut reader = started();
    reader.type_keys("j");
    wait_until_back(&reader);
    reader.signal(Signal::TSTP);
    wait_until_stopped(reader.pid());
    reader.wait_until_given_back();
    reader.signal(Signal::CONT);
    wait_until_back(&reader);
    reader.signal(Signal::TERM);
    reader.ends_with(143);
}

/// Waits until a process is over, and checks that it did not spin until then.
#[track_caller]
fn ends_quietly(pid: Pid, mut is_over: impl FnMut() -> bool) {
    let start = Instant::now();
    let ticks = || Process::of(pid).map(|process| process.ticks);
    let before = ticks();
    let mut last = before;
    wait_until("the end of a program without terminal", || {
        last = ticks().max(last);
        is_over()
    });
    let used = last.unwrap_or_default() - before.unwrap_or_default();
    assert!(used < 20, "{used} ticks of processor time after the terminal was closed");
    assert!(start.elapsed() < Duration::from_secs(1), "ended only after {:?}", start.elapsed());
}

#[test]
fn the_reader_ends_with_its_terminal() {
    // In the index, in the text, in lists, in the middle of a key, and while a number waits for its end.
    for keys in ["", "\r", "?", "O", "\x1b[", "f"] {
        let mut reader = started();
        reader.type_keys(keys);
        reader.close_terminal();
        ends_with_its_terminal(reader);
    }
}

#[test]
fn a_stopped_reader_ends_with_its_terminal() {
    let mut reader = started();
    reader.close_terminal_while_stopped();
    ends_with_its_terminal(reader);
}

#[track_caller]
fn ends_with_its_terminal(mut reader: Reader) {
    ends_quietly(reader.pid(), || reader.try_wait().is_some());
    let status = reader.try_wait().unwrap();
    // The signal and the first failed write race each other, and either is a reason to end; a panic (101) is none.
    assert!(matches!(status.exit_code(), 129 | 1) && status.signal().is_none(), "{status:?}");
}

#[test]
fn the_reader_ends_with_its_terminal_without_a_signal() {
    let mut reader = Setup::new().start_under_shell();
    reader.wait_until_loaded();
    let sent = String::from_utf8(reader.bytes()).unwrap();
    let number = sent.split("number ").nth(1).and_then(|rest| rest.split('.').next()).unwrap();
    let pid = Pid::from_raw(number.parse().unwrap()).unwrap();
    assert!(!Process::is_over(Process::of(pid)));
    reader.close_terminal();
    ends_quietly(pid, || Process::is_over(Process::of(pid)));
}

#[test]
fn a_terminal_that_answers_no_questions_will_do() {
    let mut reader = Setup::new().without_answers().start();
    reader.wait_until_loaded();
    reader.type_keys("j");
    wait_until_back(&reader);
    reader.type_keys("\x0c");
    reader.type_keys(CTRL_Z);
    wait_until_stopped(reader.pid());
    reader.wait_until_given_back();
    reader.signal(Signal::CONT);
    wait_until_back(&reader);
    reader.type_keys("Q");
    reader.ends_with(0);
}
