//! Checks the store without changing anything, for `doctor`.

use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::db::{self, DbError};
use super::{backup, marks_file};

/// The state of the marks file.
#[derive(Debug)]
pub enum Health {
    /// There is no marks file yet, and no backup.
    Absent,
    /// It is intact.
    Ok {
        /// The version of its tables.
        version: i64,
        /// Number of posts that have marks.
        marks: usize,
    },
    /// It is missing, damaged, from a newer version, or cannot be read.
    Failed(DbError),
}

/// What [`inspect`] found.
#[derive(Debug)]
pub struct Report {
    /// The marks file.
    pub path: PathBuf,
    /// Its state.
    pub health: Health,
    /// The file or folder that cannot be written but must be, and why.
    pub unwritable: Option<(PathBuf, io::Error)>,
    /// The days of the intact backups, newest first.
    pub backups: Vec<String>,
    /// The damaged backups.
    pub damaged_backups: Vec<PathBuf>,
}

/// Checks the marks file and the backups in `folder`.
#[must_use]
pub fn inspect(folder: &Path) -> Report {
    let path = marks_file(folder);
    let (mut backups, mut damaged_backups) = (Vec::new(), Vec::new());
    for backup in backup::all(folder) {
        match db::verify(&backup.path) {
            Ok(_) => backups.push(backup.day),
            Err(_) => damaged_backups.push(backup.path),
        }
    }
    let health = match health(&path) {
        Err(DbError::Missing) if backups.is_empty() => Health::Absent,
        Err(error) => Health::Failed(error),
        Ok(health) => health,
    };
    Report { unwritable: unwritable(&path), path, health, backups, damaged_backups }
}

fn health(path: &Path) -> Result<Health, DbError> {
    let version = db::verify(path)?;
    let marks = db::read(path)?.len();
    Ok(Health::Ok { version, marks })
}

/// The first of a file and its nearest existing parent folder that is not writable; `None` if both are.
fn unwritable(path: &Path) -> Option<(PathBuf, io::Error)> {
    let folder = path.ancestors().skip(1).find(|folder| folder.exists())?;
    let existing = [path, folder].into_iter().filter(|path| path.exists());
    existing.map(|path| (path, access(path, Access::WRITE_OK))).find_map(|(path, allowed)| {
        let refused = allowed.err()?;
        Some((path.to_owned(), refused.into()))
    })
}
