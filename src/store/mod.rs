//! Marks on disk: one SQLite file, safe against a kill at any moment, a full disk and several programs at once; a backup
//! of it each day, and what is done when the file is found damaged or gone.
//!
//! - `db`: the SQLite file itself: opening, its tables, reading it, telling damage from other trouble.
//! - `backup`: the copies of the last days.
//! - `lock`: the lock of a folder, which one program holds at a time.
//! - `recover`: a damaged file set aside, the newest good backup in its place.
//! - `inspect`: a look at all of it that changes nothing.

mod backup;
mod db;
mod inspect;
mod lock;
mod recover;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use thiserror::Error;

use crate::model::{Mark, MarkChange};
use crate::text::CleanText;

pub use backup::{KEPT, back_up, is_due as backup_is_due};
pub use db::DbError;
pub use inspect::{Condition, Report, inspect};

/// How long one program waits for another that opens or writes the file.
const BUSY: Duration = Duration::from_secs(5);

/// How often a lock is tried for meanwhile.
const RETRY: Duration = Duration::from_millis(5);

/// How often in a row a file may be replaced while one change is written. Some file systems number their files anew all the
/// time, and that must not go on for ever.
const REPLACED: usize = 3;

/// Why marks cannot be kept, or no backup be made. Reading goes on without.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The system refuses something.
    #[error("cannot {doing} {}: {reason}", .path.display())]
    System {
        /// What was to be done.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// SQLite refuses the file, or to write to it; or the file is none of ours.
    #[error("cannot {doing} {}: {reason}", .path.display())]
    File {
        /// What was to be done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        reason: DbError,
    },
}

impl StoreError {
    /// What the footer says where no mark can be kept.
    #[must_use]
    pub fn not_kept(&self) -> CleanText {
        let so =
            if matches!(self, Self::File { reason: DbError::Newer, .. }) { "shown but not kept" } else { "not kept" };
        CleanText::single_line(&format!("marks are {so}: {self}"))
    }
}

/// Makes an error out of what the system said.
fn system(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |reason| StoreError::System { doing, path, reason }
}

/// What was found when the store was opened.
#[derive(Debug, Default)]
pub struct Opened {
    /// The marks that were kept, by identity; as far as they can be read where the store cannot be opened.
    pub marks: HashMap<String, Mark>,
    /// What happened to the file, for the footer.
    pub notice: Option<CleanText>,
}

/// The open file of marks.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    folder: PathBuf,
    /// Which file is open: another program that finds it damaged may put another in its place.
    inode: Option<(u64, u64)>,
    /// What was written since the start. It is written once more should the file be replaced.
    written: Vec<MarkChange>,
    /// What could not be written yet; it goes with the next change.
    waiting: Vec<MarkChange>,
}

impl Store {
    /// Opens `marks.db` in a folder, making both if need be, and reads the marks. A damaged file is set aside and the newest
    /// good backup put in its place.
    ///
    /// # Errors
    /// The reason, with the marks as far as they can be read: the file is of a newer version, or cannot be written.
    pub fn open(folder: &Path) -> (Result<Self, StoreError>, Opened) {
        let mut opened = Opened::default();
        let result = Self::open_or_mend(folder, &mut opened);
        if result.is_err() {
            opened.marks = read_marks(folder).unwrap_or_default();
        }
        (result, opened)
    }

    fn open_or_mend(folder: &Path, opened: &mut Opened) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(system("make", folder))?;
        // One program at a time: what one has just mended, another must not take for damaged.
        let lock = lock::lock(folder);
        let path = marks_file(folder);
        let mut result = db::open(&path, false);
        if matches!(result, Err(DbError::Missing)) && backup::newest_good(folder).is_none() {
            result = db::open(&path, true);
        }
        if let Err(fault) = &result
            && fault.is_damage()
        {
            let _held = lock.map_err(system("lock", folder))?;
            opened.notice = Some(recover::mend(folder)?);
            result = db::open(&path, true);
        }
        let refused = |reason| StoreError::File { doing: "open", path: path.clone(), reason };
        let (connection, marks) = result.map_err(refused)?;
        opened.marks = marks;
        let inode = db::inode(&path);
        Ok(Self { connection, folder: folder.to_owned(), inode, written: Vec::new(), waiting: Vec::new() })
    }

    /// Writes one change and returns when it is safe on the disk, with what happened to the file if it had to be mended.
    /// Only the field that changed is written.
    ///
    /// # Errors
    /// The disk is full, the file cannot be written, or another program held it for five seconds. The change is written with
    /// the next one that can be.
    pub fn save(&mut self, change: &MarkChange) -> Result<Option<CleanText>, StoreError> {
        self.waiting.push(change.clone());
        let mut notice = None;
        match db::write(&mut self.connection, &self.waiting) {
            Err(fault) if fault.is_damage() => notice = self.reopen()?,
            Err(reason) => {
                return Err(StoreError::File { doing: "write to", path: marks_file(&self.folder), reason });
            }
            Ok(()) => {}
        }
        self.written.append(&mut self.waiting);
        // Looked at after writing: a file that was replaced before does not hold what was written to the old one.
        for _ in 0..REPLACED {
            if db::inode(&marks_file(&self.folder)) == self.inode {
                break;
            }
            notice = self.reopen()?.or(notice);
        }
        Ok(notice)
    }

    /// Opens the file anew, mending it if need be, and writes to it all that this program has changed since its start.
    fn reopen(&mut self) -> Result<Option<CleanText>, StoreError> {
        let mut opened = Opened::default();
        let mut store = Self::open_or_mend(&self.folder, &mut opened)?;
        let changes = [&*self.written, &*self.waiting].concat();
        db::write(&mut store.connection, &changes).map_err(|reason| StoreError::File {
            doing: "write to",
            path: marks_file(&self.folder),
            reason,
        })?;
        (self.connection, self.inode) = (store.connection, store.inode);
        Ok(opened.notice)
    }
}

/// The file of the marks in a folder.
fn marks_file(folder: &Path) -> PathBuf {
    folder.join("marks.db")
}

/// The marks of a file that cannot be opened for writing, or else of its newest good backup.
///
/// Writes nothing. Without a file and a backup there are no marks.
///
/// # Errors
/// The file cannot be read, and there is no backup that can.
pub fn read_marks(folder: &Path) -> Result<HashMap<String, Mark>, StoreError> {
    let path = marks_file(folder);
    let from_backup = || db::read(&backup::newest_good(folder)?.path).ok();
    match db::read(&path) {
        Ok(marks) => Ok(marks),
        Err(reason) => match from_backup() {
            Some(marks) => Ok(marks),
            None if matches!(reason, DbError::Missing) => Ok(HashMap::new()),
            None => Err(StoreError::File { doing: "read", path, reason }),
        },
    }
}

/// Tries again until it works, the time is up, or it fails in a way that will not pass.
fn retry<T, E>(mut attempt: impl FnMut() -> Result<T, E>, passes: impl Fn(&E) -> bool) -> Result<T, E> {
    let end = Instant::now() + BUSY;
    loop {
        match attempt() {
            Err(error) if passes(&error) && Instant::now() < end => std::thread::sleep(RETRY),
            result => return result,
        }
    }
}
