//! Daily backups: one copy of the marks per day of use, in the folder `backups` next to the marks file.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};

use super::db::{self, DbError};
use super::{StoreError, clock, lock, marks_file, private, system};

/// The newest backups that are kept: more than a week of use, in files of a few megabytes at most.
pub const MAX_BACKUPS: usize = 10;

/// Name of a copy in progress. It becomes a backup only when it has been checked and renamed.
const UNFINISHED: &str = "unfinished.db";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Backup {
    /// The day it was made, in UTC: `2024-05-03`.
    pub(super) day: String,
    /// Its file.
    pub(super) path: PathBuf,
}

/// The folder that holds the backups.
pub(super) fn backup_folder(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// All backups of the marks in `folder`, newest first, including damaged ones. Those of days to come are last: the
/// clock was wrong when they were made, and it is not known how old they are.
pub(super) fn all(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(backup_folder(folder)).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| from_path(entry.path())).collect();
    let today = today();
    backups.sort_unstable_by_key(|backup| Reverse((backup.day <= today, backup.day.clone())));
    backups
}

/// The backup in a file; `None` if the name is not `marks-YYYY-MM-DD.db`.
fn from_path(path: PathBuf) -> Option<Backup> {
    let day = path.file_name()?.to_str()?.strip_prefix("marks-")?.strip_suffix(".db")?.to_owned();
    day.parse::<jiff::civil::Date>().is_ok().then_some(Backup { day, path })
}

/// The newest backup that is intact and has a version that this program can write.
pub(super) fn newest_good(folder: &Path) -> Option<Backup> {
    all(folder).into_iter().find(|backup| db::verify(&backup.path).is_ok())
}

/// Today in UTC.
fn today() -> String {
    clock::now().strftime("%F").to_string()
}

/// Where today's backup is, or will be.
fn todays_path(folder: &Path) -> PathBuf {
    backup_folder(folder).join(format!("marks-{}.db", today()))
}

/// True if there is no backup of today yet.
#[must_use]
pub fn is_due(folder: &Path) -> bool {
    !todays_path(folder).exists()
}

/// Makes today's backup and returns its path; `None` if there is one already or there are no marks. Writers of the
/// marks do not wait for it.
///
/// # Errors
/// The marks cannot be read, or the copy cannot be written or is damaged. Older backups are left alone.
pub fn back_up(folder: &Path) -> Result<Option<PathBuf>, StoreError> {
    let backups = backup_folder(folder);
    let path = todays_path(folder);
    if path.exists() {
        return Ok(None);
    }
    let marks = marks_file(folder);
    let unread = |reason| StoreError::File { action: "read", path: marks.clone(), reason };
    let source = db::open_among_writers(&marks).map_err(|error| unread(error.into()))?;
    if !db::has_any(&source).map_err(|error| unread(error.into()))? {
        return Ok(None);
    }
    private::create_folder(&backups).map_err(system("create", &backups))?;
    // If the lock is taken, another instance is making today's backup.
    let Ok(_lock) = lock::try_lock(&backups) else { return Ok(None) };
    if path.exists() {
        return Ok(None);
    }
    let unfinished = backups.join(UNFINISHED);
    remove_unfinished(&unfinished)?;
    let made = copy(&source, &marks, &unfinished).and_then(|()| rename(&unfinished, &path, &backups));
    if made.is_err() {
        // If this fails, the next backup tries it again.
        let _ = remove_unfinished(&unfinished);
    }
    made?;
    // Whatever the clock says, not the one that was just made.
    for old in all(folder).into_iter().skip(MAX_BACKUPS).filter(|old| old.path != path) {
        fs::remove_file(&old.path).map_err(system("remove", &old.path))?;
    }
    Ok(Some(path))
}

/// Writes a consistent copy of the marks and verifies it. It copies rows, not pages of the file, so that damaged pages
/// are not copied along.
fn copy(source: &Connection, marks: &Path, unfinished: &Path) -> Result<(), StoreError> {
    let failed = |action, path: &Path| {
        let path = path.to_owned();
        move |reason: DbError| StoreError::File { action, path, reason }
    };
    // SQLite writes into an empty file, and leaves its mode as it is.
    private::create_file(unfinished).map_err(system("create", unfinished))?;
    // Bound as bytes: a path need not be UTF-8.
    let name = ToSqlOutput::Borrowed(ValueRef::Text(unfinished.as_os_str().as_bytes()));
    let copied = source.execute("VACUUM INTO ?1", [name]);
    // SQLite does not say which of the two files an error is about: damage is in the source, all else in the copy.
    copied.map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => failed("read", marks)(error.into()),
        _ => failed("write", unfinished)(error.into()),
    })?;
    db::verify(unfinished).map_err(failed("check", unfinished))?;
    File::open(unfinished).and_then(|file| file.sync_all()).map_err(system("write", unfinished))
}

/// Renames a complete file and syncs the folder, so that the new name survives a power loss.
pub(super) fn rename(from: &Path, to: &Path, folder: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(system("rename", from))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(system("write", folder))
}

/// Removes the unfinished copy of a program that was killed.
fn remove_unfinished(unfinished: &Path) -> Result<(), StoreError> {
    for path in ["", "-journal"].map(|suffix| db::sidecar_path(unfinished, suffix)) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(system("remove", &path)(error)),
            _ => {}
        }
    }
    Ok(())
}
