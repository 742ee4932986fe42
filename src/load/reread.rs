//! Reads all posts again, in the background, for searching.

use std::ops::ControlFlow;
use std::time::Instant;

use super::memory_gate;
use super::{BATCH_INTERVAL, PostContent, READERS, content_of, par_chunks, processors};
use crate::model::{PostId, PostSource};

/// Posts whose texts are packed into one buffer: some 200 KB. Smaller buffers are searched more slowly, larger ones no
/// faster.
pub(super) const CHUNK: usize = 128;

/// Reads posts again, without counting their words, and reports what `make` returns for each, packed by `pack`, in
/// batches at intervals; the last batch comes with `true`. Files that can no longer be read are left out. Stops when
/// `on_batch` returns `Break`.
pub fn reread_all<T: Send>(
    posts: &[(PostId, PostSource)],
    make: impl Fn(&PostContent) -> T + Sync,
    pack: impl Fn(Vec<(PostId, T)>) -> Vec<(PostId, T)> + Sync,
    mut on_batch: impl FnMut(Vec<(PostId, T)>, bool) -> ControlFlow<()>,
) {
    let read_one = |(post, source): &(PostId, PostSource)| {
        let page = content_of(source, false).ok()?;
        let _guard = memory_gate::enter(page.body.len());
        Some((*post, make(&page)))
    };
    let read = |chunk: &[(PostId, PostSource)]| pack(chunk.iter().filter_map(read_one).collect());
    // The files are in memory by now: more threads than cores would gain nothing and need more memory.
    let threads = processors().min(READERS);
    let chunk = posts.len().div_ceil(threads).clamp(1, CHUNK);
    let (mut batch, mut sent) = (Vec::new(), Instant::now());
    let done = par_chunks(&posts.chunks(chunk), threads, read, |made| {
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
