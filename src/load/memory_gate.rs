//! Limits memory: background threads read large files one at a time. Eight threads with 16 MiB each, and what is made
//! of them, would take half a gigabyte. The page that the user opened is never delayed.

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files larger than this, in bytes, are read one at a time. The longest issue known has 17 KB.
const LARGE: usize = 256 * 1024;

static GATE: Mutex<()> = Mutex::new(());

thread_local! {
    static IN_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

/// Marks this thread as a background thread.
pub(super) fn set_background() {
    IN_BACKGROUND.set(true);
}

/// On a background thread, waits until no other one holds a large file. The file is held as long as the guard lives. A
/// thread must not hold two.
pub(super) fn enter(bytes: usize) -> Option<MutexGuard<'static, ()>> {
    (bytes > LARGE && IN_BACKGROUND.get()).then(|| GATE.lock().unwrap_or_else(PoisonError::into_inner))
}
