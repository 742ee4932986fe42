//! Recovery from a damaged or missing marks file: quarantines it and restores the newest good backup.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{StoreError, backup, clock, db, marks_file, private, system};
use crate::text::CleanText;

/// Replaces a damaged or missing marks file with the newest good backup, if there is one, and returns a message for the
/// user. The caller holds the folder's lock. If the program is killed on the way, the file is missing and the next
/// start restores the backup.
pub(super) fn restore_backup(folder: &Path) -> Result<CleanText, StoreError> {
    let path = marks_file(folder);
    let aside = quarantine(&path)?;
    let backup = backup::newest_good(folder);
    if let Some(backup) = &backup {
        let copy = folder.join("marks-restored.db");
        copy_privately(&backup.path, &copy).map_err(system("copy", &backup.path))?;
        backup::rename(&copy, &path, folder)?;
    }
    let what = if aside.is_some() { "the marks could not be read" } else { "the marks file is missing" };
    let then = backup.map_or_else(
        || "no backup found, starting without marks".to_owned(),
        |backup| format!("restored the backup of {}", backup.day),
    );
    let kept = aside.map_or_else(String::new, |aside| format!("; the file is kept as {}", aside.display()));
    Ok(CleanText::single_line(&format!("{what}; {then}{kept}")))
}

/// Copies a file, which only the user may read then, and returns when it is on disk.
fn copy_privately(from: &Path, to: &Path) -> io::Result<()> {
    match fs::remove_file(to) {
        // Left over by a program that was killed.
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut copy = private::create_file(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// Renames the marks file and its logs to `marks-corrupt-TIME.db`. Returns the new path, or `None` if there was nothing
/// worth keeping. The file itself is renamed first: after a kill it is missing, which the next start handles.
fn quarantine(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let time = clock::now().strftime("%Y%m%d-%H%M%S").to_string();
    let name = |nth: u32| {
        let number = if nth == 1 { String::new() } else { format!("-{nth}") };
        path.with_file_name(format!("marks-corrupt-{time}{number}.db"))
    };
    let is_free = |path: &PathBuf| ["", "-wal"].iter().all(|suffix| !db::sidecar_path(path, suffix).exists());
    let Some(aside) = (1..100).map(name).find(is_free) else {
        return Err(system("rename", path)(ErrorKind::AlreadyExists.into()));
    };
    let mut moved = None;
    for suffix in ["", "-wal", "-journal", "-shm"] {
        let from = db::sidecar_path(path, suffix);
        // Programs that only read leave an empty log.
        let worth_keeping = suffix.is_empty() || db::size(&from) > 0 && suffix != "-shm";
        match fs::rename(from, db::sidecar_path(&aside, suffix)) {
            Ok(()) if worth_keeping => moved = Some(aside.clone()),
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(system("rename", path)(error)),
        }
    }
    Ok(moved)
}
