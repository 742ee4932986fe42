//! What is done when the file of the marks is damaged or gone: it is set aside, and the newest good backup takes its place.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{StoreError, backup, db, marks_file, system};
use crate::text::CleanText;

/// Puts the newest good backup, if there is one, in the place of a file that is no good. Says what was done. The folder is
/// held meanwhile; after a kill in the midst of it the file is missing, and the next start goes on from there.
pub(super) fn mend(folder: &Path) -> Result<CleanText, StoreError> {
    let path = marks_file(folder);
    let aside = set_aside(&path)?;
    let backup = backup::newest_good(folder);
    if let Some(backup) = &backup {
        let copy = folder.join("marks-restored.db");
        fs::copy(&backup.path, &copy).map_err(system("copy", &backup.path))?;
        File::open(&copy).and_then(|copy| copy.sync_all()).map_err(system("write", &copy))?;
        backup::rename(&copy, &path, folder)?;
    }
    let what = if aside.is_some() { "the marks could not be read" } else { "the file of the marks is gone" };
    let then = backup.map_or_else(
        || "there is no backup, and they begin anew".to_owned(),
        |backup| format!("the backup of {} is used", backup.day),
    );
    let kept = aside.map_or_else(String::new, |aside| format!("; the file is kept as {}", aside.display()));
    Ok(CleanText::single_line(&format!("{what}; {then}{kept}")))
}

/// Renames a file with its logs to a name with the time in it; gives the new name, if there was anything worth keeping. The
/// file itself goes first: whoever comes after a kill finds it missing, and goes on from there.
fn set_aside(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let time = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let name = |nth: u32| {
        let number = if nth == 1 { String::new() } else { format!("-{nth}") };
        path.with_file_name(format!("marks-corrupt-{time}{number}.db"))
    };
    let is_free = |path: &PathBuf| ["", "-wal"].iter().all(|ending| !db::beside(path, ending).exists());
    let Some(aside) = (1..100).map(name).find(is_free) else {
        return Err(system("set aside", path)(ErrorKind::AlreadyExists.into()));
    };
    let mut moved = None;
    for ending in ["", "-wal", "-journal", "-shm"] {
        let from = db::beside(path, ending);
        // A log without anything in it is what a program leaves that only reads.
        let counts = ending.is_empty() || db::size(&from) > 0 && ending != "-shm";
        match fs::rename(from, db::beside(&aside, ending)) {
            Ok(()) if counts => moved = Some(aside.clone()),
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(system("set aside", path)(error)),
        }
    }
    Ok(moved)
}
