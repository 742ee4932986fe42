//! Work on many rows, spread over all cores.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use crate::load::processors;

/// Divides so many rows into ranges, one for each core, and returns the results in the order of the rows.
pub(super) fn spread<T: Send>(rows: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let share = rows.div_ceil(processors()).max(1);
    let work = &work;
    thread::scope(|scope| {
        let starts = (0..rows).step_by(share);
        let workers: Vec<_> = starts.map(|start| scope.spawn(move || work(start..rows.min(start + share)))).collect();
        let result = |worker: ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        workers.into_iter().map(result).collect()
    })
}
