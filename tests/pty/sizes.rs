//! Terminals of every size, and ones whose size does not hold still.

use crate::rng::Rng;
use crate::support::keys::{CTRL_Z, ENTER};
use crate::support::posts::TITLES;
use crate::support::process::{Process, wait_until_stopped};
use crate::support::{Reader, Setup, footer, rows, selected, shows};
use rustix::process::Signal;
use vt100::Screen;

/// The whole of a screen with both panes is drawn, and what belongs to the second post.
fn is_whole(screen: &Screen, columns: u16, lines: u16) -> bool {
    let corner = |row, sign: &str| screen.cell(row, columns - 1).is_some_and(|cell| cell.contents() == sign);
    rows(screen)[0].contains("Import AI Reader")
        && corner(1, "╮")
        && corner(lines - 2, "╯")
        && footer(screen).contains("Enter read")
        && selected(screen).contains(TITLES[1])
        && shows(screen, "A pan with a lid will do.")
}

#[track_caller]
fn ends_whole(mut reader: Reader, columns: u16, lines: u16) {
    reader.resize(columns, lines);
    reader.wait_for("the whole screen", |screen| is_whole(screen, columns, lines));
    reader.type_keys("Q");
    reader.ends_with(0);
}

fn second_post(setup: &Setup) -> Reader {
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("j");
    reader.wait_for("the second post", |screen| selected(screen).contains("Bread"));
    reader
}

#[test]
fn a_terminal_without_size_can_be_started_in_and_grow() {
    for size in [(0, 0), (0, 24), (80, 0), (1, 1)] {
        let mut reader = Setup::new().size(size.0, size.1).start();
        reader.wait_for("the alternate screen", Screen::alternate_screen);
        reader.type_keys("jk?q");
        reader.resize(100, 30);
        reader.wait_until_loaded();
        reader.type_keys("j");
        ends_whole(reader, 120, 36);
    }
}

#[test]
fn a_terminal_can_lose_its_size_and_get_it_back() {
    for size in [(0, 0), (0, 36), (120, 0), (1, 1), (1, 200), (500, 1), (2, 2), (19, 4)] {
        let mut reader = second_post(&Setup::new());
        reader.resize(size.0, size.1);
        // Every key draws, with each of the lists open once.
        for keys in ["k", ENTER, "G", "g", "]", "O", "j", "q", "?", "G", "q", "S", "j", "q", "h", "j"] {
            reader.type_keys(keys);
        }
        ends_whole(reader, 120, 36);
    }
}

#[test]
fn a_size_that_returns_at_once_is_redrawn() {
    let mut reader = second_post(&Setup::new());
    reader.wait_for("the whole screen", |screen| is_whole(screen, 120, 36));
    for _ in 0..20 {
        reader.resize(2, 2);
        reader.resize(120, 36);
        reader.wait_for("the whole screen", |screen| is_whole(screen, 120, 36));
    }
    ends_whole(reader, 120, 36);
}

#[test]
fn small_and_large_screens_are_drawn() {
    let mut reader = second_post(&Setup::new().size(20, 5));
    reader.wait_for("20x5", |screen| footer(screen).contains("Enter read") && rows(screen)[0].contains("unread"));
    reader.resize(500, 200);
    reader.wait_for("500x200", |screen| is_whole(screen, 500, 200));
    reader.type_keys(ENTER);
    reader.resize(20, 5);
    reader.wait_for("20x5", |screen| rows(screen).len() == 5 && shows(screen, "Bread"));
    reader.type_keys("h");
    ends_whole(reader, 500, 200);
}

#[test]
fn a_storm_of_2_000_sizes_ends_with_the_last() {
    let mut reader = second_post(&Setup::new());
    let mut rng = Rng::new(20_240_503);
    let mut between = |least: u16, most: u16| least + u16::try_from(rng.below(usize::from(most - least) + 1)).unwrap();
    for nth in 0..2_000 {
        let size = match nth % 100 {
            0 => (0, 0),
            1 => (1, 1),
            2 => (500, 200),
            _ => (between(2, 250), between(2, 80)),
        };
        reader.resize(size.0, size.1);
        if nth % 50 == 0 {
            reader.type_keys("jk");
        }
    }
    let ticks = Process::of(reader.pid()).unwrap().ticks;
    eprintln!("{ticks} hundredths of a second on the processor");
    ends_whole(reader, 120, 36);
}

#[test]
fn a_reader_that_was_stopped_comes_back_at_any_size() {
    let mut reader = second_post(&Setup::new());
    for size in [(0, 0), (1, 1), (20, 5), (500, 200), (100, 30)] {
        reader.type_keys(CTRL_Z);
        wait_until_stopped(reader.pid());
        reader.wait_until_given_back();
        reader.resize(size.0, size.1);
        reader.signal(Signal::CONT);
        reader.wait_for("the reader back", |screen| screen.alternate_screen() && screen.hide_cursor());
    }
    ends_whole(reader, 120, 36);
}
