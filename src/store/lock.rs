//! The lock of a folder, which one program holds at a time.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use super::retry;

/// Waits until no other program holds a folder; it is held until the file is dropped.
pub(super) fn lock(folder: &Path) -> io::Result<File> {
    retry(|| try_lock(folder), |error| error.kind() == ErrorKind::WouldBlock)
}

/// Holds a folder, if no other program does.
pub(super) fn try_lock(folder: &Path) -> io::Result<File> {
    let file = File::open(folder)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive)?;
    Ok(file)
}
