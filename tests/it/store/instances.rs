//! Several programs at once, and a program of another version.

use std::collections::BTreeSet;
use std::fs;

use importai_reader::store::Store;
use importai_reader::store::back_up;

use super::{Saver, assert_same, check, file, files, folder, name, names, notice, open, save, star, stars};

#[test]
fn three_programs_at_once_lose_nothing() {
    for round in 0..5 {
        let folder = folder();
        let prefixes = ["one", "two", "three"];
        let savers = prefixes.map(|prefix| Saver::start(folder.path(), prefix, Some(100)));
        let mut all = BTreeSet::new();
        for (saver, prefix) in savers.into_iter().zip(prefixes) {
            let (acknowledged, ended) = saver.end();
            assert!(ended, "{prefix} in round {round}");
            assert_same(&acknowledged, &names(prefix, 100), prefix);
            all.extend(acknowledged);
        }
        assert_same(&open(folder.path()).1, &all, "what was saved");
        assert_same(&check(&file(folder.path())), &all, "what was saved");
    }
}

#[test]
fn each_program_changes_only_the_field_it_changes() {
    let folder = folder();
    let (mut one, mut two, mut three) = (open(folder.path()).0, open(folder.path()).0, open(folder.path()).0);
    let identity = || "https://example.org/1".to_owned();
    let change = |field| importai_reader::model::MarkChange { identity: identity(), field };
    let position = importai_reader::model::Position { section: None, offset: 7 };
    one.save(&[star(&identity())]).unwrap();
    two.save(&[change(importai_reader::model::MarkField::Read(true))]).unwrap();
    three.save(&[change(importai_reader::model::MarkField::Position(position))]).unwrap();
    let (_, opened) = Store::open(folder.path());
    let mark = opened.marks[&identity()];
    assert!(mark.starred && mark.read && mark.position == position, "{mark:?}");
}

#[test]
fn a_file_moved_by_another_program_loses_no_marks() {
    let folder = folder();
    save(folder.path(), &names("before", 300));
    back_up(folder.path()).unwrap().unwrap();
    let (mut one, _) = open(folder.path());
    one.save(&[star(&name("one", 0))]).unwrap();
    let (mut idle, _) = open(folder.path());
    let whole = fs::read(file(folder.path())).unwrap();
    fs::write(file(folder.path()), vec![0xd7; whole.len()]).unwrap();
    let (second, opened) = Store::open(folder.path());
    assert!(notice(&opened).contains("could not be read"), "{:?}", opened.notice);
    let mut second = second.unwrap();
    second.save(&[star(&name("second", 0))]).unwrap();
    // What it has saved before went away with the file; the next change brings it back.
    one.save(&[star(&name("one", 1))]).unwrap();
    idle.save(&[star(&name("idle", 0))]).unwrap();
    drop((one, second, idle));
    let mut wanted = names("before", 300);
    wanted.extend([name("one", 0), name("one", 1), name("second", 0), name("idle", 0)]);
    assert_same(&open(folder.path()).1, &wanted, "what was saved");
    assert_eq!(
        files(folder.path(), "marks-corrupt-")
            .iter()
            .filter(|path| path.extension().is_some_and(|e| e == "db"))
            .count(),
        1
    );
}

#[test]
fn damage_while_the_program_runs_is_repaired() {
    let folder = folder();
    save(folder.path(), &names("before", 300));
    back_up(folder.path()).unwrap().unwrap();
    let (mut store, _) = open(folder.path());
    store.save(&[star(&name("now", 0))]).unwrap();
    // Another program has written nonsense, and so that this one reads it anew.
    let connection = rusqlite::Connection::open(file(folder.path())).unwrap();
    connection.pragma_update(None, "wal_checkpoint", "TRUNCATE").unwrap();
    connection
        .execute_batch(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999; PRAGMA schema_version = 99",
        )
        .unwrap();
    drop(connection);
    let said = store.save(&[star(&name("now", 1))]).unwrap();
    assert!(said.is_some_and(|said| said.contains("could not be read")));
    drop(store);
    let mut wanted = names("before", 300);
    wanted.extend(names("now", 2));
    assert_same(&open(folder.path()).1, &wanted, "what was saved");
}

#[test]
fn a_file_that_is_removed_while_the_program_runs_is_made_again() {
    let folder = folder();
    let (mut store, _) = open(folder.path());
    store.save(&[star("https://example.org/1")]).unwrap();
    for path in files(folder.path(), "marks.db") {
        fs::remove_file(path).unwrap();
    }
    store.save(&[star("https://example.org/2")]).unwrap();
    drop(store);
    assert_eq!(open(folder.path()).1.len(), 2);
}

#[test]
fn a_store_of_a_newer_version_is_shown_and_not_written() {
    let folder = folder();
    let kept = names("newer", 40);
    save(folder.path(), &kept);
    let connection = rusqlite::Connection::open(file(folder.path())).unwrap();
    let later = "ALTER TABLE mark ADD COLUMN colour TEXT; ALTER TABLE mark DROP COLUMN story; PRAGMA user_version = 3;";
    connection.execute_batch(later).unwrap();
    drop(connection);
    let before = fs::read(file(folder.path())).unwrap();
    let (store, opened) = Store::open(folder.path());
    let said = store.unwrap_err().status_line();
    let path = file(folder.path());
    let wanted = format!(
        "marks are shown but not kept: cannot open {}: the file was written by a newer version of this program",
        path.display()
    );
    assert_eq!(said.as_str(), wanted);
    assert_same(&stars(&opened), &kept, "what was saved");
    assert_eq!(fs::read(path).unwrap(), before);
    assert!(files(folder.path(), "marks-corrupt-").is_empty());
}

#[test]
fn a_store_of_the_first_version_is_carried_over() {
    let folder = folder();
    let connection = rusqlite::Connection::open(file(folder.path())).unwrap();
    let first =
        "CREATE TABLE mark (identity TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL
                 DEFAULT 0, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID; PRAGMA user_version = 1;
                 INSERT INTO mark VALUES ('https://example.org/1', 1, 1, 5);";
    connection.execute_batch(first).unwrap();
    drop(connection);
    save(folder.path(), &names("later", 3));
    let (_, kept) = open(folder.path());
    assert_eq!(kept.len(), 4);
}
