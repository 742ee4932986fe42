//! What is kept: marks that outlive a kill, two readers at once, and files of marks that are no good.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::posts::TITLES;
use crate::support::{Reader, Setup, footer, rows, selected, wait_until};
use rustix::process::Signal;
use vt100::Screen;

/// How many posts of the list have a star that is on the disk.
fn stars(screen: &Screen) -> usize {
    rows(screen).iter().filter(|row| row.contains('★')).count()
}

fn started(setup: &Setup) -> Reader {
    let reader = setup.start();
    reader.wait_until_loaded();
    reader
}

#[track_caller]
fn select(reader: &mut Reader, key: &str, title: &str) {
    reader.type_keys(key);
    reader.wait_for(title, |screen| selected(screen).contains(title));
}

#[test]
fn a_star_on_the_screen_outlives_a_kill() {
    let setup = Setup::new();
    for (nth, title) in TITLES.iter().enumerate() {
        let mut reader = started(&setup);
        reader.wait_for("the stars so far", |screen| stars(screen) == nth);
        select(&mut reader, &"j".repeat(nth), title);
        reader.type_keys("s");
        reader.wait_for("a star", |screen| selected(screen).contains('★'));
        reader.signal(Signal::KILL);
        assert!(reader.end().signal().is_some());
    }
    started(&setup).wait_for("all stars", |screen| stars(screen) == TITLES.len());
}

#[test]
fn marks_made_just_before_the_end_are_kept() {
    let setup = Setup::new();
    let mut reader = started(&setup);
    reader.type_keys("sjmjsq");
    reader.ends_with(0);
    let mut reader = started(&setup);
    reader.wait_for("two stars", |screen| stars(screen) == 2);
    reader.wait_for_text("4 unread");
    reader.type_keys("jjjs");
    reader.signal(Signal::TERM);
    let code = reader.end().exit_code();
    assert_eq!(code, 143);
}

#[test]
fn the_reading_position_is_kept() {
    let setup = Setup::new();
    let mut reader = started(&setup);
    reader.wait_for_text("The keeper writes about");
    reader.type_keys("\r ");
    reader.wait_for("scrolled", |screen| !rows(screen).join("").contains("The keeper writes about"));
    let text = |screen: &Screen| rows(screen).iter().filter(|row| row.contains("Step ")).cloned().collect::<Vec<_>>();
    let before = reader.look(text);
    reader.type_keys("Q");
    reader.ends_with(0);
    let mut reader = started(&setup);
    reader.type_keys("\r");
    reader.wait_for("the same place", |screen| {
        let steps = text(screen);
        let step = |row: &String| row.split("Step ").nth(1).map(str::to_owned);
        !steps.is_empty() && steps.first().map(step) == before.first().map(step)
    });
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn two_readers_at_once_lose_nothing() {
    let setup = Setup::new();
    let (mut first, mut second) = (setup.start(), setup.start());
    for reader in [&first, &second] {
        reader.wait_until_loaded();
        let footer = reader.look(footer);
        assert!(!footer.contains("marks"), "{footer}");
    }
    first.type_keys("sjjs");
    second.type_keys("jsjjs");
    for reader in [&first, &second] {
        reader.wait_for("two stars of its own", |screen| stars(screen) == 2);
    }
    let mut third = started(&setup);
    third.wait_for("the stars of both", |screen| stars(screen) == 4);
    for reader in [&mut first, &mut second, &mut third] {
        reader.type_keys("Q");
    }
    first.ends_with(0);
    second.ends_with(0);
    third.ends_with(0);
}

#[test]
fn readers_that_start_at_once_all_get_the_store() {
    for _ in 0..3 {
        let setup = Setup::new().size(200, 36);
        let mut readers: Vec<Reader> = (0..5).map(|_| setup.start()).collect();
        for (nth, reader) in readers.iter_mut().enumerate() {
            reader.wait_until_loaded();
            let footer = reader.look(footer);
            assert!(!footer.contains("marks"), "{footer}");
            reader.type_keys(&("j".repeat(nth) + "s"));
        }
        for (reader, title) in readers.iter().zip(TITLES) {
            reader.wait_for("a star", |screen| selected(screen).contains(title) && selected(screen).contains('★'));
        }
        started(&setup).wait_for("the stars of all", |screen| stars(screen) == readers.len());
    }
}

#[test]
fn a_file_that_is_no_store_is_reported_and_moved() {
    let garbage = "This was a file of marks once. ".repeat(200);
    let setup = Setup::new().size(200, 36);
    fs::create_dir_all(setup.data()).unwrap();
    fs::write(setup.data().join("marks.db"), &garbage).unwrap();
    let mut reader = started(&setup);
    reader.wait_for("the footer tells", |screen| {
        footer(screen).contains("the marks could not be read") && footer(screen).contains("; the file is kept as ")
    });
    assert_eq!(set_aside(&setup), [garbage.into_bytes()]);
    reader.type_keys("s");
    reader.wait_for("a star", |screen| stars(screen) == 1);
    reader.type_keys("Q");
    reader.ends_with(0);
    let reader = started(&setup);
    reader.wait_for("the star kept", |screen| stars(screen) == 1);
    assert!(!reader.look(footer).contains("marks"));
}

#[test]
fn a_file_of_marks_that_was_damaged_is_set_aside_too() {
    let setup = Setup::new().size(200, 36);
    let mut reader = started(&setup);
    reader.type_keys("sq");
    reader.ends_with(0);
    let path = setup.data().join("marks.db");
    let mut damaged = fs::read(&path).unwrap();
    // The header of the file stays, and so it looks like a store at first.
    damaged[100..].fill(0xd7);
    fs::write(&path, &damaged).unwrap();
    let mut reader = started(&setup);
    reader.wait_for("the footer tells", |screen| {
        footer(screen).contains("the marks could not be read") && footer(screen).contains("; the file is kept as ")
    });
    assert_eq!(set_aside(&setup), [damaged]);
    reader.type_keys("Q");
    reader.ends_with(0);
}

/// The backups that are there.
fn backups(setup: &Setup) -> Vec<PathBuf> {
    let files = fs::read_dir(setup.data().join("backups")).into_iter().flatten().map(|entry| entry.unwrap().path());
    files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("marks-")).collect()
}

#[test]
fn a_backup_is_made_once_there_is_a_mark_and_again_when_the_day_has_none() {
    let setup = Setup::new();
    let mut reader = started(&setup);
    assert!(backups(&setup).is_empty());
    reader.type_keys("s");
    wait_until("the backup", || backups(&setup).len() == 1);
    // As on the next day.
    let today = backups(&setup).pop().unwrap();
    fs::rename(&today, today.with_file_name("marks-2024-05-03.db")).unwrap();
    wait_until("another backup", || {
        // The first one may have its name already and not be quite done; each mark asks again.
        reader.type_keys("s");
        backups(&setup).len() == 2 && today.exists()
    });
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_failed_backup_is_reported_and_marks_are_kept() {
    let setup = Setup::new().size(200, 36);
    fs::write(setup.data().join("backups"), "a file where the folder should be").unwrap();
    let mut reader = started(&setup);
    reader.type_keys("s");
    reader.wait_for("the footer tells", |screen| {
        footer(screen).contains("the marks were not backed up: cannot create ") && footer(screen).contains("/backups: ")
    });
    select(&mut reader, "j", TITLES[1]);
    reader.type_keys("s");
    reader.wait_for("two stars", |screen| stars(screen) == 2);
    reader.type_keys("Q");
    reader.ends_with(0);
    started(&setup).wait_for("two stars", |screen| stars(screen) == 2);
}

#[test]
fn a_restored_backup_is_reported() {
    let setup = Setup::new().size(200, 36);
    let mut reader = started(&setup);
    reader.type_keys("sq");
    reader.ends_with(0);
    assert_eq!(backups(&setup).len(), 1);
    fs::write(setup.data().join("marks.db"), "These were marks once. ".repeat(500)).unwrap();
    let mut reader = started(&setup);
    reader
        .wait_for("the footer tells", |screen| footer(screen).contains("could not be read; restored the backup of 20"));
    reader.wait_for("the star of the backup", |screen| stars(screen) == 1);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_store_of_a_newer_version_is_read_and_reported() {
    let setup = Setup::new().size(200, 36);
    let mut reader = started(&setup);
    reader.type_keys("sq");
    reader.ends_with(0);
    let connection = rusqlite::Connection::open(setup.data().join("marks.db")).unwrap();
    connection.pragma_update(None, "user_version", 3).unwrap();
    drop(connection);
    let mut reader = started(&setup);
    reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are shown but not kept: "));
    reader.wait_for("the star", |screen| stars(screen) == 1);
    // A star that is not on the disk looks so, and once more it is said why.
    select(&mut reader, "j", TITLES[1]);
    reader.type_keys("s");
    reader.wait_for("a star that is not kept", |screen| selected(screen).contains('☆'));
    reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are shown but not kept: "));
    reader.type_keys("Q");
    reader.ends_with(1);
    started(&setup).wait_for("the one star", |screen| stars(screen) == 1);
}

/// What stands in the files that were set aside.
fn set_aside(setup: &Setup) -> Vec<Vec<u8>> {
    let files = fs::read_dir(setup.data()).unwrap().map(|entry| entry.unwrap().path());
    let is_aside = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with("marks-corrupt-") && !name.ends_with("-wal") && !name.ends_with("-shm")
    };
    files.filter(is_aside).map(|path| fs::read(path).unwrap()).collect()
}

/// Reading goes on without a store, and that is said.
#[track_caller]
fn reads_without_store(setup: &Setup, said: &str) {
    let mut reader = started(setup);
    reader.wait_for(said, |screen| footer(screen).contains("marks are not kept") && footer(screen).contains(said));
    reader.type_keys("j");
    reader.wait_for_text("A pan with a lid will do.");
    reader.type_keys("sq");
    reader.ends_with(1);
}

#[test]
fn without_a_store_reading_goes_on() {
    let setup = Setup::new().size(200, 36);
    fs::remove_dir_all(setup.data()).unwrap();
    fs::write(setup.data(), "a file where the folder should be").unwrap();
    reads_without_store(&setup, "cannot create");
    fs::remove_file(setup.data()).unwrap();
    fs::create_dir_all(setup.data().join("marks.db")).unwrap();
    reads_without_store(&setup, "marks.db");
}

#[test]
fn a_store_that_cannot_be_written_is_reported() {
    // What cannot be opened is said at once; what can only be read, when a mark is made.
    for (file, folder, keys) in [(0o444, 0o555, ""), (0o444, 0o755, "s")] {
        let setup = Setup::new().size(200, 36);
        let mut reader = started(&setup);
        reader.type_keys("sq");
        reader.ends_with(0);
        let path = setup.data().join("marks.db");
        let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        allow(&path, file);
        allow(&setup.data(), folder);
        if fs::OpenOptions::new().append(true).open(&path).is_ok() {
            // Permissions are nothing to the superuser.
            return;
        }
        let mut reader = started(&setup);
        reader.type_keys(keys);
        reader.wait_for("the footer tells", |screen| footer(screen).contains("marks are not kept"));
        reader.type_keys("j");
        reader.wait_for_text("A pan with a lid will do.");
        reader.type_keys("sq");
        reader.ends_with(1);
        allow(&setup.data(), 0o755);
    }
}
