//! Files that are no stores, or were.

use std::fs::{self, File};
use std::path::Path;

use importai_reader::store::Store;
use importai_reader::store::back_up;

use super::backups::back_up_as;
use super::{Saver, assert_same, check, file, files, folder, name, names, notice, open, save, star, stars};

/// A way to damage a file.
type Damage = fn(&Path);

fn cut(path: &Path, share: u64) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_len(file.metadata().unwrap().len() * share / 100).unwrap();
}

fn fill(path: &Path, from: usize, to: usize, byte: u8) {
    let mut bytes = fs::read(path).unwrap();
    let to = to.min(bytes.len());
    bytes[from..to].fill(byte);
    fs::write(path, bytes).unwrap();
}

fn sql(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

const ALL: usize = usize::MAX;

/// Every kind of damage; the stores have six pages and more.
const DAMAGES: [(&str, Damage); 17] = [
    ("cut to half", |path| cut(path, 50)),
    ("the last page cut off", |path| cut(path, 95)),
    ("cut within the first page", |path| File::options().write(true).open(path).unwrap().set_len(1000).unwrap()),
    ("cut within the header", |path| File::options().write(true).open(path).unwrap().set_len(60).unwrap()),
    ("of no bytes", |path| cut(path, 0)),
    ("gone", |path| fs::remove_file(path).unwrap()),
    ("a header of nonsense", |path| fill(path, 0, 100, 0xd7)),
    ("a header of zeros", |path| fill(path, 0, 100, 0)),
    ("a header whose end is nonsense", |path| fill(path, 24, 100, 0xd7)),
    ("a first page of nonsense behind the header", |path| fill(path, 100, 4096, 0xd7)),
    ("a first page of zeros behind the header", |path| fill(path, 100, 4096, 0)),
    ("pages of nonsense behind the first", |path| fill(path, 4096, ALL, 0xd7)),
    ("a page of zeros within", |path| fill(path, 4096 * 3, 4096 * 4, 0)),
    ("a page of text within", |path| fill(path, 4096 * 2, 4096 * 3, b'x')),
    ("nothing but zeros", |path| fill(path, 0, ALL, 0)),
    ("a text", |path| fs::write(path, "These were marks once. ".repeat(2000)).unwrap()),
    ("without its table", |path| sql(path, "DROP TABLE mark")),
];

/// A store with marks in a backup, and some more that are younger.
fn filled(folder: &Path) {
    save(folder, &names("old", 200));
    back_up_as(folder, "2024-05-02");
    save(folder, &names("backed-up", 200));
    back_up_as(folder, "2024-05-03");
    save(folder, &names("young", 20));
}

/// The marks that a backup of that day holds.
fn of_backup(day: u32) -> std::collections::BTreeSet<String> {
    let mut marks = names("old", 200);
    if day == 3 {
        marks.extend(names("backed-up", 200));
    }
    marks
}

#[test]
fn every_damage_restores_the_newest_backup() {
    for (what, damage) in DAMAGES {
        let folder = folder();
        filled(folder.path());
        damage(&file(folder.path()));
        let damaged = fs::read(file(folder.path())).ok();
        let (store, opened) = Store::open(folder.path());
        let mut store = store.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_same(&stars(&opened), &of_backup(3), what);
        let said = notice(&opened);
        assert!(said.contains("; restored the backup of 2024-05-03"), "{what}: {said}");
        let aside = files(folder.path(), "marks-corrupt-");
        assert_eq!(aside.iter().map(|path| fs::read(path).unwrap()).next(), damaged, "{what} is kept as it was");
        assert!(aside.iter().all(|path| said.contains(&path.display().to_string())), "{what}: {said}");
        store.save(&[star(&name("later", 0))]).unwrap();
        drop(store);
        let (_, kept) = open(folder.path());
        assert!(kept.contains(&name("later", 0)) && kept.is_superset(&of_backup(3)), "{what}");
        assert_same(&check(&file(folder.path())), &kept, what);
    }
}

#[test]
fn readable_marks_of_a_damaged_file_are_read() {
    let folder = folder();
    filled(folder.path());
    // SQLite needs none of this to find the rows.
    fill(&file(folder.path()), 24, 100, 0);
    let (_, kept) = open(folder.path());
    assert!(kept.is_superset(&of_backup(3)) && kept.is_superset(&names("young", 20)), "{}", kept.len());
}

#[test]
fn without_a_backup_every_damage_is_set_aside() {
    for (what, damage) in DAMAGES {
        let folder = folder();
        save(folder.path(), &names("old", 400));
        damage(&file(folder.path()));
        let (store, opened) = Store::open(folder.path());
        let mut store = store.unwrap_or_else(|error| panic!("{what}: {error}"));
        let is_gone = ["gone", "of no bytes"].contains(&what);
        let said = notice(&opened);
        assert_eq!(said.contains("; no backup found, starting without marks"), !is_gone, "{what}: {said}");
        assert!(opened.marks.is_empty());
        store.save(&[star(&name("later", 0))]).unwrap();
        drop(store);
        assert_same(&open(folder.path()).1, &names("later", 1), what);
        assert_eq!(files(folder.path(), "marks-corrupt-").len(), usize::from(!is_gone), "{what}");
    }
}

#[test]
fn damaged_backups_are_skipped() {
    for (what, damage) in DAMAGES {
        let folder = folder();
        filled(folder.path());
        damage(&folder.path().join("backups/marks-2024-05-03.db"));
        fill(&file(folder.path()), 4096, ALL, 0xd7);
        let (store, opened) = Store::open(folder.path());
        assert!(store.is_ok(), "{what}");
        assert_same(&stars(&opened), &of_backup(2), what);
        assert!(notice(&opened).contains("backup of 2024-05-02"), "{what}: {:?}", opened.notice);
    }
}

#[test]
fn each_damaged_file_is_kept_under_its_own_name() {
    let folder = folder();
    filled(folder.path());
    for times in 1..=4 {
        fill(&file(folder.path()), 4096, ALL, 0xd7);
        let (store, opened) = Store::open(folder.path());
        assert!(store.is_ok());
        assert_same(&stars(&opened), &of_backup(3), "the backup");
        assert_eq!(files(folder.path(), "marks-corrupt-").len(), times);
    }
}

/// What can happen to the files that SQLite keeps beside a store.
const LOGS: [(&str, Damage, usize); 6] = [
    ("the log gone", |path| fs::remove_file(beside(path, "-wal")).unwrap(), 100),
    ("the log's index gone", |path| fs::remove_file(beside(path, "-shm")).unwrap(), 130),
    ("the log's index nonsense", |path| fill(&beside(path, "-shm"), 0, ALL, 0xd7), 130),
    ("the log cut", |path| cut(&beside(path, "-wal"), 50), 100),
    ("the log nonsense", |path| fill(&beside(path, "-wal"), 0, ALL, 0xd7), 100),
    (
        "both gone",
        |path| ["-wal", "-shm"].iter().for_each(|ending| fs::remove_file(beside(path, ending)).unwrap()),
        100,
    ),
];

fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[test]
fn a_damaged_log_loses_only_its_own_changes() {
    for (what, damage, at_least) in LOGS {
        let folder = folder();
        save(folder.path(), &names("before", 100));
        let mut saver = Saver::start(folder.path(), "after", None);
        saver.wait_for(30);
        saver.kill();
        saver.end();
        damage(&file(folder.path()));
        let (_, kept) = open(folder.path());
        assert!(kept.is_superset(&names("before", 100)) && kept.len() >= at_least, "{what}: {}", kept.len());
        save(folder.path(), &names("later", 5));
        assert!(open(folder.path()).1.is_superset(&names("later", 5)), "{what}");
        check(&file(folder.path()));
    }
}

#[test]
fn a_log_without_its_store_is_kept() {
    let folder = folder();
    let mut saver = Saver::start(folder.path(), "after", None);
    saver.wait_for(30);
    saver.kill();
    saver.end();
    fs::remove_file(file(folder.path())).unwrap();
    let (store, opened) = Store::open(folder.path());
    assert!(store.is_ok());
    assert!(notice(&opened).contains("could not be read"), "{:?}", opened.notice);
    let aside = files(folder.path(), "marks-corrupt-");
    assert!(aside.iter().any(|path| path.to_string_lossy().ends_with("-wal") && path.metadata().unwrap().len() > 0));
}

#[test]
fn an_invalid_mark_affects_no_other() {
    let folder = folder();
    save(folder.path(), &names("kept", 20));
    let odd = "INSERT INTO mark VALUES ('odd', 'x', 1, -5, 'story'), (x'ff00', 1, 1, 1, 1);
               INSERT INTO mark (identity, position) VALUES ('far', 99999999999999)";
    sql(&file(folder.path()), odd);
    let (_, kept) = open(folder.path());
    let mut wanted = names("kept", 20);
    wanted.insert("odd".to_owned());
    assert_same(&kept, &wanted, "all but what makes no sense");
    assert!(back_up(folder.path()).unwrap().is_some());
}
