//! Marks on disk: one SQLite file that survives kills, full disks and several readers at once, with daily backups and
//! recovery from damage.
//!
//! - `db`: opens, checks, reads and writes the SQLite file, and distinguishes damage from other errors.
//! - `times`: when posts were marked.
//! - `exchange`: marks as JSON, to move them between machines, and when posts were read.
//! - `queue`: the changes that are not on disk yet.
//! - `backup`: daily copies of the file.
//! - `clock`: the time.
//! - `lock`: the lock on a folder, held by one process at a time.
//! - `private`: creates files and folders that only the user may read.
//! - `recover`: quarantines a damaged file and restores the newest good backup.
//! - `replace`: writes small text files whole or not at all.
//! - `window`: the width of the post list, in a file of its own.
//! - `inspect`: checks all of it without changing anything.

mod backup;
mod clock;
mod db;
mod exchange;
mod inspect;
mod lock;
mod private;
mod queue;
mod recover;
mod replace;
mod times;
mod window;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use thiserror::Error;

use crate::model::{Mark, MarkChange};
use crate::text::CleanText;

pub use backup::{MAX_BACKUPS, back_up, is_due as backup_is_due};
pub use db::DbError;
pub use exchange::{ImportError, Imported, export_marks, import_marks, read_times};
pub use inspect::{Health, Report, inspect};
pub use queue::{MarkQueue, Written};
pub use replace::{replace_file, replace_private_file};
pub use window::Window;

/// How long to wait for another process that has the file or the folder locked.
const BUSY: Duration = Duration::from_secs(5);

/// Pause between two attempts to get a lock.
const RETRY_INTERVAL: Duration = Duration::from_millis(5);

/// How often the file is reopened for one change. Some file systems report a new inode each time, so there must be a
/// limit.
const MAX_REOPENS: usize = 3;

/// Why marks cannot be saved or a backup cannot be made. The reader keeps running without.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A system call failed.
    #[error("cannot {action} {}: {reason}", .path.display())]
    System {
        /// What failed: a verb such as `read`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
    /// SQLite cannot open, read or write the file, or it is not a marks file.
    #[error("cannot {action} {}: {reason}", .path.display())]
    File {
        /// What failed: a verb such as `read`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        reason: DbError,
    },
    /// There is no folder to keep marks in.
    #[error("there is no home directory")]
    NoHome,
}

impl StoreError {
    /// The message for the footer: marks are not kept, and why.
    #[must_use]
    pub fn status_line(&self) -> CleanText {
        let kept =
            if matches!(self, Self::File { reason: DbError::Newer, .. }) { "shown but not kept" } else { "not kept" };
        CleanText::single_line(&format!("marks are {kept}: {self}"))
    }
}

/// Turns an I/O error into a [`StoreError::System`], for `map_err`.
fn system(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |reason| StoreError::System { action, path, reason }
}

/// What [`Store::open`] found, whether or not the store could be opened.
#[derive(Debug, Default)]
pub struct OpenReport {
    /// The stored marks, by identity. If the store cannot be opened, those that could be read.
    pub marks: HashMap<String, Mark>,
    /// What was done to a damaged or missing file, for the footer; `None` if nothing was.
    pub notice: Option<CleanText>,
}

/// The marks file, open for writing.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    folder: PathBuf,
    /// Which file is open: another process may find it damaged and replace it.
    file_id: Option<(u64, u64)>,
    /// Changes written since start-up. They are replayed if another process replaces the file.
    applied: Vec<(MarkChange, i64)>,
}

impl Store {
    /// Opens `marks.db` in `folder`, creating both if necessary, and reads the marks. A damaged file is quarantined and
    /// the newest good backup restored.
    ///
    /// # Errors
    /// The file is from a newer version or cannot be opened for writing. The report has the marks that could be read.
    pub fn open(folder: &Path) -> (Result<Self, StoreError>, OpenReport) {
        let mut report = OpenReport::default();
        let result = Self::open_or_restore(folder, &mut report);
        if result.is_err() {
            report.marks = read_marks(folder).unwrap_or_default();
        }
        (result, report)
    }

    fn open_or_restore(folder: &Path, report: &mut OpenReport) -> Result<Self, StoreError> {
        private::create_folder(folder).map_err(system("create", folder))?;
        // One process at a time: another must not see a half-restored file and take it for damaged.
        let lock = lock::lock(folder);
        let path = marks_file(folder);
        let mut result = db::open(&path, false);
        if matches!(result, Err(DbError::Missing)) && backup::newest_good(folder).is_none() {
            result = create(&path, lock.is_ok());
        }
        if let Err(error) = &result
            && error.is_damage()
        {
            let _held = lock.map_err(system("lock", folder))?;
            report.notice = Some(recover::restore_backup(folder)?);
            result = create(&path, true);
        }
        let failed = |reason| StoreError::File { action: "open", path: path.clone(), reason };
        let (connection, marks) = result.map_err(failed)?;
        report.marks = marks;
        let file_id = db::file_id(&path);
        Ok(Self { connection, folder: folder.to_owned(), file_id, applied: Vec::new() })
    }

    /// Writes all changes in one transaction and returns when they are on disk. Only the changed fields are written.
    /// Returns a message if the file was damaged or missing and had to be restored, else `None`.
    ///
    /// # Errors
    /// The disk is full, the file cannot be written, or another process locked it for five seconds. None of the changes
    /// counts as written then.
    pub fn save(&mut self, changes: &[MarkChange]) -> Result<Option<CleanText>, StoreError> {
        let now = clock::now().as_millisecond();
        self.save_timed(&changes.iter().map(|change| (change.clone(), now)).collect::<Vec<_>>())
    }

    /// As [`Store::save`], for changes that were made at these times, in milliseconds since 1970.
    fn save_timed(&mut self, changes: &[(MarkChange, i64)]) -> Result<Option<CleanText>, StoreError> {
        let mut notice = None;
        match db::write(&mut self.connection, changes.iter().map(|(change, time)| (change, *time))) {
            Err(error) if error.is_damage() => notice = self.reopen(changes)?,
            Err(reason) => {
                return Err(StoreError::File { action: "write to", path: marks_file(&self.folder), reason });
            }
            Ok(()) => {}
        }
        self.applied.extend_from_slice(changes);
        // Checked after writing: if the file was replaced before, the change went to the old one.
        for _ in 0..MAX_REOPENS {
            if db::file_id(&marks_file(&self.folder)) == self.file_id {
                break;
            }
            notice = self.reopen(&[])?.or(notice);
        }
        Ok(notice)
    }

    /// Reopens the file, restoring it if necessary, and writes every change of this process since start-up to it, and
    /// then `changes`.
    fn reopen(&mut self, changes: &[(MarkChange, i64)]) -> Result<Option<CleanText>, StoreError> {
        let mut report = OpenReport::default();
        let mut store = Self::open_or_restore(&self.folder, &mut report)?;
        let changes = [&*self.applied, changes].concat();
        let timed = changes.iter().map(|(change, time)| (change, *time));
        db::write(&mut store.connection, timed).map_err(|reason| StoreError::File {
            action: "write to",
            path: marks_file(&self.folder),
            reason,
        })?;
        (self.connection, self.file_id) = (store.connection, store.file_id);
        Ok(report.notice)
    }
}

/// Opens the marks file, or creates it. If that fails, no empty file is left behind: it would look like a lost one.
/// Only while the folder is locked, because another process may have just created it.
fn create(path: &Path, locked: bool) -> Result<(Connection, HashMap<String, Mark>), DbError> {
    // If this fails, opening fails too, and says why.
    let is_new = private::create_file(path).is_ok();
    let result = db::open(path, true);
    if result.is_err() && is_new && locked && db::size(path) == 0 {
        // If this fails, an empty file counts as a missing one.
        let _ = std::fs::remove_file(path);
    }
    result
}

/// The marks file in `folder`.
fn marks_file(folder: &Path) -> PathBuf {
    folder.join("marks.db")
}

/// Reads the marks without writing anything: those of the marks file, or of the newest good backup if the file cannot
/// be read. Empty if there is neither.
///
/// # Errors
/// The file cannot be read and there is no good backup.
pub fn read_marks(folder: &Path) -> Result<HashMap<String, Mark>, StoreError> {
    let path = marks_file(folder);
    let from_backup = || db::read(&backup::newest_good(folder)?.path).ok();
    match db::read(&path) {
        Ok(marks) => Ok(marks),
        Err(reason) => match from_backup() {
            Some(marks) => Ok(marks),
            None if matches!(reason, DbError::Missing) => Ok(HashMap::new()),
            None => Err(StoreError::File { action: "read", path, reason }),
        },
    }
}

/// Repeats `attempt` until it succeeds, fails with an error that is not transient, or [`BUSY`] has passed.
fn retry<T, E>(mut attempt: impl FnMut() -> Result<T, E>, is_transient: impl Fn(&E) -> bool) -> Result<T, E> {
    let end = Instant::now() + BUSY;
    loop {
        match attempt() {
            Err(error) if is_transient(&error) && Instant::now() < end => std::thread::sleep(RETRY_INTERVAL),
            result => return result,
        }
    }
}
