//! Every post read once more, in the background, for what is searched.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::thread;
use std::time::Instant;

use super::memory_gate::turn;
use super::{BATCH_INTERVAL, PostContent, READERS, in_parallel, read_content};
use crate::model::{PostId, PostSource};

/// Posts that are read at a time, and whose texts stand side by side: some 200 KB. Smaller pieces are searched more slowly, larger
/// ones no faster.
const CHUNK: usize = 128;

/// Reads posts again and hands on what `make` makes of each, some of them `pack`ed together, in batches at intervals; the
/// last batch comes with true. Files that cannot be read any more are left out. Ends early when `on_batch` returns `Break`.
pub fn read_all<T: Send>(
    posts: &[(PostId, PostSource)],
    make: impl Fn(&PostContent) -> T + Sync,
    pack: impl Fn(Vec<(PostId, T)>) -> Vec<(PostId, T)> + Sync,
    mut on_batch: impl FnMut(Vec<(PostId, T)>, bool) -> ControlFlow<()>,
) {
    let read_one = |(post, source): &(PostId, PostSource)| {
        let page = read_content(source).ok()?;
        let _turn = turn(page.body.len());
        Some((*post, make(&page)))
    };
    let read = |chunk: &[(PostId, PostSource)]| pack(chunk.iter().filter_map(read_one).collect());
    // What was read lately is in memory: more threads than cores would gain nothing, and each keeps some of it to itself.
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(READERS);
    let chunk = posts.len().div_ceil(threads).clamp(1, CHUNK);
    let (mut batch, mut sent) = (Vec::new(), Instant::now());
    let done = in_parallel(&posts.chunks(chunk), threads, read, |made| {
        batch.extend(made);
        if sent.elapsed() < BATCH_INTERVAL {
            return ControlFlow::Continue(());
        }
        sent = Instant::now();
        on_batch(std::mem::take(&mut batch), false)
    });
    if done.is_continue() {
        let _ = on_batch(batch, true);
    }
}
