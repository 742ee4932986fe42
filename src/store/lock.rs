//! The lock on a folder, held by one process at a time.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use super::retry;

/// Locks a folder, waiting up to [`BUSY`](super::BUSY) for other processes. Dropping the file unlocks it.
pub(super) fn lock(folder: &Path) -> io::Result<File> {
    retry(|| try_lock(folder), |error| error.kind() == ErrorKind::WouldBlock)
}

/// Locks a folder, or fails with `WouldBlock` if another process holds the lock.
pub(super) fn try_lock(folder: &Path) -> io::Result<File> {
    let file = File::open(folder)?;
    flock(&file, FlockOperation::NonBlockingLockExclusive)?;
    Ok(file)
}
