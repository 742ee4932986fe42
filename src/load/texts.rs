//! Every post read once more, in the background, for what is searched.

use std::ops::ControlFlow;
use std::time::Instant;

use super::{BATCH_INTERVAL, PageText, in_parallel, read_page};
use crate::archive::{PostId, Source};

/// Reads posts again and hands on what `make` makes of some of them together, in batches at intervals; the last batch comes
/// with true. Files that cannot be read any more are left out. Ends early when `on_batch` returns `Break`.
pub fn read_all<T: Send>(
    posts: &[(PostId, Source)],
    make: impl Fn(Vec<(PostId, PageText)>) -> Vec<T> + Sync,
    mut on_batch: impl FnMut(Vec<T>, bool) -> ControlFlow<()>,
) {
    let read = |chunk: &[(PostId, Source)]| {
        make(chunk.iter().filter_map(|(post, source)| Some((*post, read_page(source).ok()?))).collect())
    };
    let (mut batch, mut sent) = (Vec::new(), Instant::now());
    let done = in_parallel(posts, read, |made| {
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
