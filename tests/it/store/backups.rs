//! The backups: one a day, ten kept, none that is not whole.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use importai_reader::store::Store;
use importai_reader::store::{MAX_BACKUPS, back_up};

use super::{assert_same, check, file, files, folder, names, notice, open, save, skip, star, stars};

/// Makes a backup and gives it another day.
#[track_caller]
pub fn back_up_as(folder: &Path, day: &str) {
    let made = back_up(folder).unwrap().expect("a backup");
    fs::rename(&made, made.with_file_name(format!("marks-{day}.db"))).unwrap();
}

#[test]
fn backups_are_made_once_per_day() {
    let folder = folder();
    let kept = names("kept", 500);
    save(folder.path(), &kept);
    let made = back_up(folder.path()).unwrap().unwrap();
    assert_same(&check(&made), &kept, "what was saved");
    let before = fs::read(&made).unwrap();
    save(folder.path(), &names("later", 5));
    assert_eq!(back_up(folder.path()).unwrap(), None);
    assert_eq!(fs::read(&made).unwrap(), before);
    assert_eq!(files(&folder.path().join("backups"), "").len(), 1, "nothing else is left there");
}

#[test]
fn ten_backups_are_kept() {
    let folder = folder();
    save(folder.path(), &names("kept", 5));
    for day in 1..=14 {
        back_up_as(folder.path(), &format!("2024-05-{day:02}"));
    }
    fs::write(folder.path().join("backups/marks-of-my-own.db"), "not the program's").unwrap();
    back_up(folder.path()).unwrap().unwrap();
    let left = files(&folder.path().join("backups"), "marks-2");
    assert_eq!(left.len(), MAX_BACKUPS);
    assert!(left[0].ends_with("marks-2024-05-06.db"), "{left:?}");
    assert!(folder.path().join("backups/marks-of-my-own.db").exists());
}

#[test]
fn backups_contain_marks_that_are_still_in_the_log() {
    let folder = folder();
    let (mut store, _) = open(folder.path());
    for name in names("kept", 50) {
        store.save(&[star(&name)]).unwrap();
    }
    assert_same(&check(&back_up(folder.path()).unwrap().unwrap()), &names("kept", 50), "what was saved");
    drop(store);
}

#[test]
fn marks_are_saved_while_a_backup_is_made() {
    let folder = folder();
    save(folder.path(), &names("kept", 3000));
    let (mut store, _) = open(folder.path());
    let path = folder.path().to_owned();
    let backup = std::thread::spawn(move || back_up(&path));
    for name in names("meanwhile", 50) {
        store.save(&[star(&name)]).unwrap();
    }
    let made = backup.join().unwrap().unwrap().unwrap();
    assert!(check(&made).is_superset(&names("kept", 3000)));
    drop(store);
    assert_eq!(open(folder.path()).1.len(), 3050);
}

#[test]
fn backups_are_not_made_without_marks() {
    let folder = folder();
    drop(open(folder.path()));
    assert_eq!(back_up(folder.path()).unwrap(), None);
    assert!(!folder.path().join("backups").exists());
}

#[test]
fn partial_backups_are_removed() {
    let folder = folder();
    save(folder.path(), &names("kept", 5));
    fs::create_dir(folder.path().join("backups")).unwrap();
    fs::write(folder.path().join("backups/unfinished.db"), "half of it").unwrap();
    fs::write(folder.path().join("backups/unfinished.db-journal"), "and its journal").unwrap();
    let made = back_up(folder.path()).unwrap().unwrap();
    assert_eq!(files(&folder.path().join("backups"), ""), [made]);
}

#[test]
fn backups_are_not_made_of_a_damaged_file() {
    let folder = folder();
    save(folder.path(), &names("kept", 500));
    back_up_as(folder.path(), "2024-05-03");
    let path = file(folder.path());
    let mut damaged = fs::read(&path).unwrap();
    let middle = damaged.len() / 2 / 4096 * 4096;
    damaged[middle..middle + 4096].fill(0);
    fs::write(&path, damaged).unwrap();
    let said = back_up(folder.path()).unwrap_err().to_string();
    assert!(said.starts_with("cannot read ") && said.contains("marks.db"), "{said}");
    let left = files(&folder.path().join("backups"), "");
    assert_eq!(left.len(), 1);
    assert_same(&check(&left[0]), &names("kept", 500), "what was saved");
}

#[test]
fn files_in_the_way_of_a_backup_are_named() {
    let folder = folder();
    save(folder.path(), &names("kept", 5));
    let backups = folder.path().join("backups");
    fs::write(&backups, "a file where the folder should be").unwrap();
    let said = back_up(folder.path()).unwrap_err().to_string();
    assert!(said.starts_with(&format!("cannot create {}: ", backups.display())), "{said}");
}

#[test]
fn folders_of_any_name_will_do() {
    let names_of_folders: [&[u8]; 4] = [b"a?b#c%41 'd\"", b"file:x?mode=memory", b"caf\xe9", b"-x\ny"];
    for of_folder in names_of_folders {
        let above = folder();
        let folder = above.path().join(OsStr::from_bytes(of_folder));
        if fs::create_dir(&folder).is_err() {
            skip("this file system takes only UTF-8");
            continue;
        }
        save(&folder, &names("kept", 50));
        let made = back_up(&folder).unwrap().unwrap();
        assert!(made.starts_with(&folder), "{}", made.display());
        assert_same(&check(&made), &names("kept", 50), "the backup");
        fs::write(file(&folder), "These were marks once. ".repeat(500)).unwrap();
        let (store, opened) = Store::open(&folder);
        assert!(store.is_ok());
        assert_same(&stars(&opened), &names("kept", 50), "the backup, restored");
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1, "nothing was made beside the folder");
    }
}

#[test]
fn a_backup_of_a_day_to_come_is_not_the_newest() {
    let folder = folder();
    save(folder.path(), &names("early", 1));
    back_up_as(folder.path(), "2099-01-01");
    save(folder.path(), &names("later", 9));
    back_up_as(folder.path(), "2024-05-03");
    fs::write(file(folder.path()), "These were marks once. ".repeat(500)).unwrap();
    let (_, opened) = Store::open(folder.path());
    assert!(notice(&opened).contains("restored the backup of 2024-05-03"), "{:?}", opened.notice);
    assert_eq!(stars(&opened).len(), 10);
    // It is better than none.
    fs::remove_file(folder.path().join("backups/marks-2024-05-03.db")).unwrap();
    fs::write(file(folder.path()), "These were marks once. ".repeat(500)).unwrap();
    let (_, opened) = Store::open(folder.path());
    assert!(notice(&opened).contains("restored the backup of 2099-01-01"), "{:?}", opened.notice);
}

#[test]
fn the_backup_just_made_stays_beside_those_of_days_to_come() {
    let folder = folder();
    save(folder.path(), &names("kept", 5));
    for day in 1..=MAX_BACKUPS {
        back_up_as(folder.path(), &format!("2099-05-{day:02}"));
    }
    let made = back_up(folder.path()).unwrap().unwrap();
    assert!(made.exists());
    assert_eq!(back_up(folder.path()).unwrap(), None, "none is due any more");
    let left = files(&folder.path().join("backups"), "marks-2");
    assert_eq!(left.len(), MAX_BACKUPS);
    assert!(!folder.path().join("backups/marks-2099-05-01.db").exists(), "{left:?}");
}

#[test]
fn only_the_user_may_read_marks() {
    use std::os::unix::fs::PermissionsExt;
    let above = folder();
    let folder = above.path().join("share/importai-reader");
    let (mut store, _) = open(&folder);
    store.save(&[star("https://example.org/1")]).unwrap();
    back_up(&folder).unwrap().unwrap();
    let modes = || {
        let paths = [files(&folder, ""), files(&folder.join("backups"), ""), files(above.path(), "")].concat();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for path in paths {
            assert_eq!(mode(&path), if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        }
    };
    modes();
    drop(store);
    // What is restored from a backup of an earlier version, which all may read.
    for backup in files(&folder.join("backups"), "marks-") {
        fs::set_permissions(&backup, fs::Permissions::from_mode(0o644)).unwrap();
    }
    fs::remove_file(file(&folder)).unwrap();
    drop(Store::open(&folder).0.unwrap());
    for backup in files(&folder.join("backups"), "marks-") {
        fs::set_permissions(&backup, fs::Permissions::from_mode(0o600)).unwrap();
    }
    modes();
}
