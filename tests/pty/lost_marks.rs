//! Marks that cannot be written for a while, or not at all: they wait, and the user hears of what was lost.

use std::fs;

use crate::support::keys::CTRL_C;
use crate::support::posts::TITLES;
use crate::support::{Reader, Setup, footer, rows};
use rusqlite::Connection;
use rustix::process::Signal;
use vt100::Screen;

fn count(screen: &Screen, star: char) -> usize {
    rows(screen).iter().filter(|row| row.contains(star)).count()
}

/// A reader with one star on the disk, and then a program that locks the file of marks.
fn locked() -> (Setup, Reader, Connection) {
    let setup = Setup::new().size(200, 36);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("s");
    reader.wait_for("a star", |screen| count(screen, '★') == 1);
    let other = Connection::open(setup.data().join("marks.db")).unwrap();
    other.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    (setup, reader, other)
}

/// Waits for the end and the exit code. The terminal is as before, and shows what was lost, not more.
#[track_caller]
fn ends_with_loss(mut reader: Reader, code: u32, reason: &str, lost: &[String]) {
    reader.end();
    let screen = reader.look(rows);
    let start = screen.iter().position(|row| row.contains("importai-reader: marks are not kept: "));
    let told = &screen[start.unwrap_or_else(|| panic!("nothing is told: {screen:?}"))..];
    assert!(told[0].contains(reason), "{told:?}");
    assert_eq!(told[1].trim(), "These marks are lost:");
    let listed: Vec<&str> = told[2..].iter().map(|row| row.trim()).take_while(|row| !row.is_empty()).collect();
    assert_eq!(listed, lost);
    reader.ends_with(code);
}

fn starred(nth: usize) -> String {
    format!("starred: {}", TITLES[nth])
}

#[test]
fn what_a_lock_refused_is_written_without_a_further_key() {
    let (_setup, mut reader, other) = locked();
    reader.type_keys("jsjs");
    reader.wait_for("the footer tells", |screen| {
        footer(screen).contains("marks are not kept: cannot write to ") && footer(screen).contains("locked")
    });
    assert_eq!(reader.look(|screen| count(screen, '☆')), 2);
    other.execute_batch("ROLLBACK").unwrap();
    reader.wait_for("all stars", |screen| count(screen, '★') == 3);
    reader.wait_for("a quiet footer", |screen| !footer(screen).contains("marks are not kept"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn quitting_tries_once_more() {
    let (setup, mut reader, other) = locked();
    reader.type_keys("jsjs");
    reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are not kept: cannot write to "));
    other.execute_batch("ROLLBACK").unwrap();
    reader.type_keys("Q");
    reader.ends_with(0);
    setup.start().wait_for("all stars", |screen| count(screen, '★') == 3);
}

#[test]
fn quitting_while_the_file_is_locked_tells_what_is_lost() {
    let (_setup, mut reader, _other) = locked();
    // The last star of each post counts, and all of them share one wait.
    reader.type_keys("jsjsssjsjsq");
    ends_with_loss(reader, 1, "", &[starred(1), starred(2), starred(3), starred(4)]);
}

#[test]
fn a_signal_ends_the_wait_for_a_lock() {
    for (signal, code) in [(None, 130), (Some(Signal::TERM), 143)] {
        let (_setup, mut reader, _other) = locked();
        reader.type_keys("jsq");
        reader.wait_until_given_back();
        match signal {
            Some(signal) => reader.signal(signal),
            None => reader.type_keys(CTRL_C),
        }
        ends_with_loss(reader, code, "could not be written in time", &[starred(1)]);
    }
}

#[test]
fn a_store_that_cannot_be_opened_is_tried_again() {
    let setup = Setup::new().size(200, 36);
    fs::remove_dir_all(setup.data()).unwrap();
    fs::write(setup.data(), "a file where the folder should be").unwrap();
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are not kept: cannot create "));
    reader.type_keys("s");
    reader.wait_for("a star that is not kept", |screen| count(screen, '☆') == 1);
    fs::remove_file(setup.data()).unwrap();
    reader.wait_for("a star", |screen| count(screen, '★') == 1);
    reader.type_keys("Q");
    reader.ends_with(0);
    setup.start().wait_for("a star", |screen| count(screen, '★') == 1);
}

#[test]
fn marks_of_a_file_that_opens_late_are_shown() {
    let setup = Setup::new().size(200, 36);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("sq");
    reader.ends_with(0);
    let aside = setup.path("aside");
    fs::rename(setup.data(), &aside).unwrap();
    fs::write(setup.data(), "a file where the folder should be").unwrap();
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("js");
    reader.wait_for("a star that is not kept", |screen| count(screen, '☆') == 1);
    fs::remove_file(setup.data()).unwrap();
    fs::rename(&aside, setup.data()).unwrap();
    reader.wait_for("the stars of both times", |screen| count(screen, '★') == 2);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn marks_without_a_folder_are_told_at_the_end() {
    let setup = Setup::new().size(200, 36);
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("s");
    reader.wait_for("a star", |screen| count(screen, '★') == 1);
    // The first backup may be written at this moment.
    let removed = (0..100).any(|_| fs::remove_dir_all(setup.data()).is_ok());
    assert!(removed, "the folder stays");
    fs::write(setup.data(), "a file where the folder should be").unwrap();
    for key in ["jm", "js"] {
        reader.type_keys(key);
        // It is told of each, and the backup that fails too does not take its place.
        reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are not kept: cannot create "));
    }
    reader.type_keys("Q");
    ends_with_loss(reader, 1, "cannot create ", &[format!("read: {}", TITLES[1]), starred(2)]);
}
