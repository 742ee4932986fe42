//! The marks on disk: nothing that was acknowledged is lost, whatever happens to the program, the disk or the file.
//!
//! Programs that are killed or limited are this very binary of tests, started with the one test that is ignored
//! otherwise: it saves marks and says on standard output which are safe.

mod backups;
mod damage;
mod disks;
mod instances;
mod kills;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use importai_reader::model::{MarkChange, MarkField};
use importai_reader::store::{OpenReport, Store, StoreError};
use tempfile::TempDir;

/// Names the folder of marks to the program that saves, and what its marks begin with.
const FOLDER: &str = "SAVE_MARKS_IN";
const PREFIX: &str = "SAVE_MARKS_AS";
/// How many it saves; without it, as many as it can.
const COUNT: &str = "SAVE_MARKS_COUNT";

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn star(identity: &str) -> MarkChange {
    MarkChange { identity: identity.to_owned(), field: MarkField::Starred(true) }
}

/// The stars of an opened store.
fn stars(opened: &OpenReport) -> BTreeSet<String> {
    opened.marks.iter().filter(|(_, mark)| mark.starred).map(|(identity, _)| identity.clone()).collect()
}

fn notice(opened: &OpenReport) -> &str {
    opened.notice.as_ref().map_or("", |notice| notice.as_str())
}

/// Says aloud that a test cannot run here: not by `eprintln!`, which is heard of failing tests only.
fn skip(why: &str) {
    std::io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
}

/// Opens a store that can be written, without anything to be said.
#[track_caller]
fn open(folder: &Path) -> (Store, BTreeSet<String>) {
    let (store, opened) = Store::open(folder);
    assert_eq!(notice(&opened), "");
    (store.unwrap(), stars(&opened))
}

/// The names that a run of saving gives its marks.
fn names(prefix: &str, count: usize) -> BTreeSet<String> {
    (0..count).map(|nth| name(prefix, nth)).collect()
}

fn name(prefix: &str, nth: usize) -> String {
    format!("https://example.org/{prefix}/a-post-with-a-name-of-usual-length-{nth:06}")
}

/// Compares sets without printing all of them.
#[track_caller]
fn assert_same(got: &BTreeSet<String>, wanted: &BTreeSet<String>, what: &str) {
    let (missing, added) = (wanted.difference(got), got.difference(wanted));
    let differs = got != wanted;
    assert!(
        !differs,
        "{what}: {} lost, such as {:?}; {} too many, such as {:?}",
        missing.clone().count(),
        missing.clone().next(),
        added.clone().count(),
        added.clone().next()
    );
}

/// Saves stars in a folder, and closes the store.
#[track_caller]
fn save(folder: &Path, names: &BTreeSet<String>) {
    let (mut store, _) = open(folder);
    for name in names {
        store.save(&[star(name)]).unwrap();
    }
}

/// The file of marks.
fn file(folder: &Path) -> PathBuf {
    folder.join("marks.db")
}

/// The files of a folder whose names begin so.
fn files(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let is_so = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(prefix);
    let mut files: Vec<PathBuf> = entries.filter(is_so).collect();
    files.sort();
    files
}

/// Checks a file by SQLite's own means, and gives its stars. Nothing is changed but SQLite's own files beside it.
#[track_caller]
fn check(path: &Path) -> BTreeSet<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok", "{}", path.display());
    let mut query = connection.prepare("SELECT identity FROM mark WHERE starred").unwrap();
    query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A program that saves marks, and what it has acknowledged.
struct Saver {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Saver {
    /// Starts one.
    fn start(folder: &Path, prefix: &str, count: Option<usize>) -> Self {
        Self::run(Command::new(std::env::current_exe().unwrap()), folder, prefix, count)
    }

    fn run(mut command: Command, folder: &Path, prefix: &str, count: Option<usize>) -> Self {
        command.args(["--exact", "store::program_that_saves", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(FOLDER, folder).env(PREFIX, prefix).stdin(Stdio::null()).stdout(Stdio::piped());
        if let Some(count) = count {
            command.env(COUNT, count.to_string());
        }
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Waits for so many acknowledgements.
    #[track_caller]
    fn wait_for(&mut self, count: usize) -> BTreeSet<String> {
        let mut acknowledged = BTreeSet::new();
        while acknowledged.len() < count {
            acknowledged.insert(self.next().expect("an acknowledgement"));
        }
        acknowledged
    }

    fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.out.read_line(&mut line).unwrap() > 0 {
            // A line that a kill cut short says nothing.
            if let Some((_, name)) = line.split_once("saved ").filter(|_| line.ends_with('\n')) {
                return Some(name.trim_end().to_owned());
            }
            line.clear();
        }
        None
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// What it has acknowledged until its end, and whether it ended well.
    fn end(mut self) -> (BTreeSet<String>, bool) {
        let acknowledged = std::iter::from_fn(|| self.next()).collect();
        (acknowledged, self.child.wait().unwrap().success())
    }
}

#[test]
#[ignore = "started by the tests above"]
fn program_that_saves() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let prefix = std::env::var(PREFIX).unwrap();
    let count = std::env::var(COUNT).map_or(usize::MAX, |count| count.parse().unwrap());
    let mut store = Store::open(&folder).0.unwrap();
    let backup = std::thread::spawn({
        let folder = folder.clone();
        move || importai_reader::store::back_up(&folder)
    });
    let mut out = std::io::stdout();
    for nth in 0..count {
        let name = name(&prefix, nth);
        match store.save(&[star(&name)]) {
            Ok(_) => writeln!(out, "saved {name}").unwrap(),
            Err(error) => {
                assert!(is_told_well(&error, &folder), "{error}");
                return;
            }
        }
    }
    backup.join().unwrap().unwrap();
}

/// An error names what was to be done, and with which file.
fn is_told_well(error: &StoreError, folder: &Path) -> bool {
    let text = error.to_string();
    text.starts_with("cannot write to ") && text.contains(file(folder).to_str().unwrap())
}
