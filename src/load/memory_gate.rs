//! Large files in the background: one at a time. Eight readers with 16 MiB each, and what is made of them on the way, would
//! take half a gigabyte; the page that the user has asked for waits for nobody.

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Larger files are read in turn. The longest issue known has 17 KB.
const LARGE: usize = 256 * 1024;

static TURN: Mutex<()> = Mutex::new(());

thread_local! {
    static IN_BACKGROUND: Cell<bool> = const { Cell::new(false) };
}

/// Says that this thread works in the background.
pub(super) fn in_background() {
    IN_BACKGROUND.set(true);
}

/// Waits, in the background, until no other thread has a large file; for as long as the result is kept. A thread takes one
/// turn at a time.
pub(super) fn turn(bytes: usize) -> Option<MutexGuard<'static, ()>> {
    (bytes > LARGE && IN_BACKGROUND.get()).then(|| TURN.lock().unwrap_or_else(PoisonError::into_inner))
}
