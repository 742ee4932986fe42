//! The threads that load, and their priority.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::slice::Chunks;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::memory_gate;

static IS_BESIDE_SCREEN: AtomicBool = AtomicBool::new(false);

/// From now on, all threads of this program that load posts run at low priority: on two cores, eight readers would
/// delay every frame and key by several milliseconds. A command that draws no screen should not wait for others.
pub fn work_beside_screen() {
    IS_BESIDE_SCREEN.store(true, Ordering::Relaxed);
}

/// Makes this thread a background thread, of low priority if there is a screen. Only on Linux, where a thread has a
/// priority of its own.
pub(super) fn enter_background() {
    memory_gate::set_background();
    if IS_BESIDE_SCREEN.load(Ordering::Relaxed) {
        #[cfg(target_os = "linux")]
        // Loading works at any priority.
        let _ = rustix::process::setpriority_process(None, 10);
    }
}

/// Runs `work` on chunks of items on a number of threads, and passes the results to `on_chunk` on this thread.
pub(super) fn par_chunks<S: Sync, T: Send>(
    items: &Chunks<'_, S>,
    threads: usize,
    work: impl Fn(&[S]) -> Vec<T> + Sync,
    mut on_chunk: impl FnMut(Vec<T>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let next = AtomicUsize::new(0);
    let (results, chunks) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let (results, next, items, work) = (results.clone(), &next, items, &work);
            scope.spawn(move || {
                enter_background();
                while let Some(chunk) = items.clone().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    if results.send(work(chunk)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        chunks.into_iter().try_for_each(&mut on_chunk)
    })
}

/// Runs some work on a background thread and waits for it: the screen may be drawing the first posts meanwhile.
pub(super) fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let run = || {
        enter_background();
        work()
    };
    thread::scope(|scope| scope.spawn(run).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
}

/// The number of processors. More threads than that gain nothing, unless they wait for a disk.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}
