//! Checks the store without changing anything, for `doctor`.

use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::db::{self, DbError};
use super::{backup, marks_file};
use crate::model::split_identity;

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
    Report { unwritable: unwritable(&path, &backup::backup_folder(folder)), path, health, backups, damaged_backups }
}

fn health(path: &Path) -> Result<Health, DbError> {
    let version = db::verify(path)?;
    let marks = db::read(path)?;
    let marks = marks.keys().map(|identity| split_identity(identity).0).collect::<HashSet<_>>().len();
    Ok(Health::Ok { version, marks })
}

/// The first of the marks file, the folders that it and the backups are in or will be, that is not writable; `None` if
/// all are.
fn unwritable(path: &Path, backups: &Path) -> Option<(PathBuf, io::Error)> {
    let refusal = |path: &Path, mode| access(path, mode).err().map(|refused| (path.to_owned(), refused.into()));
    if path.exists()
        && let Some(refused) = refusal(path, Access::WRITE_OK)
    {
        return Some(refused);
    }
    // A link that leads nowhere is in the way of a folder.
    let is_there = |folder: &&Path| folder.symlink_metadata().is_ok();
    let folders = [path.parent()?, backups].map(|folder| folder.ancestors().find(is_there));
    folders.into_iter().flatten().find_map(|folder| {
        if folder.is_dir() {
            refusal(folder, Access::WRITE_OK | Access::EXEC_OK)
        } else {
            // No folder can be made here or below.
            Some((folder.to_owned(), ErrorKind::NotADirectory.into()))
        }
    })
}
