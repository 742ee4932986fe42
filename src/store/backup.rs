//! The backups: a copy of the marks for each day of reading, in `backups` beside their file.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};

use super::db::{self, DbError};
use super::{StoreError, lock, marks_file, system};

/// So many backups are kept: more than a week of reading, in files of a few megabytes.
pub const KEPT: usize = 10;

/// The copy that is being made. It counts only once it was checked and has its name.
const UNFINISHED: &str = "unfinished.db";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Backup {
    /// The day of its making, in GMT: `2024-05-03`.
    pub(super) day: String,
    /// The file.
    pub(super) path: PathBuf,
}

/// The folder of the backups.
pub(super) fn folder_of(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// The backups of a folder of marks, newest first.
pub(super) fn all(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder_of(folder)).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| backup(entry.path())).collect();
    backups.sort_unstable_by(|one, other| other.cmp(one));
    backups
}

/// A file as a backup, if its name is that of one.
fn backup(path: PathBuf) -> Option<Backup> {
    let day = path.file_name()?.to_str()?.strip_prefix("marks-")?.strip_suffix(".db")?.to_owned();
    day.parse::<jiff::civil::Date>().is_ok().then_some(Backup { day, path })
}

/// The newest backup that is whole and of a version that this program can write.
pub(super) fn newest_good(folder: &Path) -> Option<Backup> {
    all(folder).into_iter().find(|backup| db::check_whole(&backup.path).is_ok())
}

/// The file of this day's backup.
fn of_today(folder: &Path) -> PathBuf {
    folder_of(folder).join(format!("marks-{}.db", Timestamp::now().strftime("%F")))
}

/// Whether there is no backup of this day.
#[must_use]
pub fn is_due(folder: &Path) -> bool {
    !of_today(folder).exists()
}

/// Makes the backup of this day, unless there is one or no mark to keep; gives its file. The programs that write marks are
/// not held up by it.
///
/// # Errors
/// The marks cannot be read or the copy not be written, or the copy is damaged. Older backups are left as they are.
pub fn back_up(folder: &Path) -> Result<Option<PathBuf>, StoreError> {
    let backups = folder_of(folder);
    let path = of_today(folder);
    if path.exists() {
        return Ok(None);
    }
    let marks = marks_file(folder);
    let unread = |reason| StoreError::File { doing: "read", path: marks.clone(), reason };
    let source = db::open_among_writers(&marks).map_err(|error| unread(error.into()))?;
    if !db::has_any(&source).map_err(|error| unread(error.into()))? {
        return Ok(None);
    }
    fs::create_dir_all(&backups).map_err(system("make", &backups))?;
    // Another program that is at it already makes this day's backup as well as this one would.
    let Ok(_lock) = lock::try_lock(&backups) else { return Ok(None) };
    if path.exists() {
        return Ok(None);
    }
    let unfinished = backups.join(UNFINISHED);
    clear(&unfinished)?;
    let made = copy(&source, &marks, &unfinished).and_then(|()| rename(&unfinished, &path, &backups));
    if made.is_err() {
        // What is in the way is cleared before the next one is made in any case.
        let _ = clear(&unfinished);
    }
    made?;
    for old in all(folder).into_iter().skip(KEPT) {
        fs::remove_file(&old.path).map_err(system("remove", &old.path))?;
    }
    Ok(Some(path))
}

/// Copies the marks as they stand at one moment, and checks the copy. Not the file's pages but its rows are copied: damage
/// that has come over it is no part of the copy.
fn copy(source: &Connection, marks: &Path, unfinished: &Path) -> Result<(), StoreError> {
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |reason: DbError| StoreError::File { doing, path, reason }
    };
    // Whatever bytes it is made of: a name need not be text.
    let name = ToSqlOutput::Borrowed(ValueRef::Text(unfinished.as_os_str().as_bytes()));
    let copied = source.execute("VACUUM INTO ?1", [name]);
    // SQLite says of either file that it is damaged or cannot be written; it can only read the one.
    copied.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => failed("read", marks)(error.into()),
        _ => failed("write", unfinished)(error.into()),
    })?;
    db::check_whole(unfinished).map_err(failed("check", unfinished))?;
    File::open(unfinished).and_then(|file| file.sync_all()).map_err(system("write", unfinished))
}

/// Gives a file that is whole its name, so that it is there after a loss of power.
pub(super) fn rename(from: &Path, to: &Path, folder: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(system("rename", from))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(system("write", folder))
}

/// Removes what a program that was killed left of a copy.
fn clear(unfinished: &Path) -> Result<(), StoreError> {
    for path in ["", "-journal"].map(|ending| db::beside(unfinished, ending)) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(system("remove", &path)(error)),
            _ => {}
        }
    }
    Ok(())
}
