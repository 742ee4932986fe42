//! A look at the store that changes nothing: for those who want to know whether all is well.

use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::db::{self, DbError};
use super::{backup, marks_file};

/// How the file of the marks is.
#[derive(Debug)]
pub enum Condition {
    /// There is none yet.
    None,
    /// It is whole.
    Good {
        /// The version of its tables.
        version: i64,
        /// Posts with marks in it.
        marks: usize,
    },
    /// It is not, or a newer version made it, or it cannot be read.
    Bad(DbError),
}

/// What a look at the store has found.
#[derive(Debug)]
pub struct Report {
    /// The file of the marks.
    pub path: PathBuf,
    /// How it is.
    pub condition: Condition,
    /// What cannot be written though it would have to be, and why not.
    pub unwritable: Option<(PathBuf, io::Error)>,
    /// The days of the backups that are whole, newest first.
    pub backups: Vec<String>,
    /// Backups that are damaged.
    pub damaged_backups: Vec<PathBuf>,
}

/// Looks at the store in a folder.
#[must_use]
pub fn inspect(folder: &Path) -> Report {
    let path = marks_file(folder);
    let (mut backups, mut damaged_backups) = (Vec::new(), Vec::new());
    for backup in backup::all(folder) {
        match db::check_whole(&backup.path) {
            Ok(_) => backups.push(backup.day),
            Err(_) => damaged_backups.push(backup.path),
        }
    }
    let condition = match condition(&path) {
        Err(DbError::Missing) if backups.is_empty() => Condition::None,
        Err(fault) => Condition::Bad(fault),
        Ok(condition) => condition,
    };
    Report { unwritable: unwritable(&path), path, condition, backups, damaged_backups }
}

fn condition(path: &Path) -> Result<Condition, DbError> {
    let version = db::check_whole(path)?;
    let marks = db::read(path)?.len();
    Ok(Condition::Good { version, marks })
}

/// What of a file and the folders above it is there must be writable; what is there counts alone.
fn unwritable(path: &Path) -> Option<(PathBuf, io::Error)> {
    let folder = path.ancestors().skip(1).find(|folder| folder.exists())?;
    let there = [path, folder].into_iter().filter(|path| path.exists());
    there.map(|path| (path, access(path, Access::WRITE_OK))).find_map(|(path, allowed)| {
        let refused = allowed.err()?;
        Some((path.to_owned(), refused.into()))
    })
}
