//! Folders to posts: every file read once, newest first, on several threads, with every fault reported.

mod decode;
mod front_matter;
mod measure;
mod post_file;
mod sample;
mod scalar;
mod title;
mod walk;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

pub use walk::{FolderError, Roots, WHAT_COUNTS};

use crate::archive::{CleanText, Fault, Post, Problem, Source};

/// Threads that read: on a cold disk 20,000 files took 3.1 s with one reader and 0.74 s with 32; eight get most of that,
/// and on two cores with everything in memory they are no slower than two.
const READERS: usize = 8;

/// Files that a thread takes at a time.
const CHUNK: usize = 32;

/// Chunks that make the first batch: more posts than any screen has rows.
const FIRST_CHUNKS: usize = 4;

/// Later batches come at this interval.
const BATCH_INTERVAL: Duration = Duration::from_millis(50);

/// Up to so many files without a date in their names are read first, since they may be the newest; more are read last.
const FEW_UNDATED: usize = 64;

/// Where posts come from.
#[derive(Clone, Debug)]
pub enum Archive {
    /// Folders and files that were checked to be there.
    Folders(Roots),
    /// The posts built into the program.
    Sample,
}

/// Posts that were loaded together, and how far loading has come.
#[derive(Debug, Default)]
pub struct Batch {
    /// The posts, in no order.
    pub posts: Vec<Post>,
    /// Faults of what is no post: path and fault.
    pub others: Vec<(CleanText, Problem)>,
    /// How far loading has come.
    pub progress: Progress,
}

/// How far loading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Posts read, this batch included.
    pub done: usize,
    /// Posts found.
    pub total: usize,
    /// Time since loading began.
    pub elapsed: Duration,
    /// True with the last batch.
    pub finished: bool,
}

/// The text of one post, for its page.
#[derive(Debug)]
pub struct PageText {
    /// The post as its file says now.
    pub post: Post,
    /// The text without the title.
    pub body: String,
    /// The front matter's excerpt; most of them repeat the body.
    pub excerpt: Option<String>,
    /// True where the file is HTML by its name.
    pub html: bool,
}

/// Loads an archive, newest first by file name. Calls `on_batch` on this thread: once when the files are known, once with
/// the first posts, then at intervals, and last with `finished`. Ends early when it returns `Break`.
pub fn load(archive: &Archive, mut on_batch: impl FnMut(Batch) -> ControlFlow<()>) {
    let started = Instant::now();
    let mut found = match archive {
        Archive::Folders(roots) => roots.walk(),
        Archive::Sample => walk::Found { sources: sample::sources(), others: Vec::new() },
    };
    newest_first(&mut found.sources);
    let total = found.sources.len();
    let known = Progress { total, elapsed: started.elapsed(), ..Progress::default() };
    if on_batch(Batch { others: found.others, progress: known, ..Batch::default() }).is_break() {
        return;
    }
    let sources = found.sources;
    let next = AtomicUsize::new(0);
    let (results, chunks) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..READERS.min(total.div_ceil(CHUNK)) {
            let results = results.clone();
            let (sources, next) = (&sources, &next);
            scope.spawn(move || {
                while let Some(chunk) = sources.chunks(CHUNK).nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let posts: Vec<Post> = chunk.iter().cloned().map(post_file::post).collect();
                    if results.send(posts).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        deliver(chunks, total, started, &mut on_batch);
    });
}

/// Gathers what the threads have read and hands it on in batches.
fn deliver(
    chunks: mpsc::Receiver<Vec<Post>>,
    total: usize,
    started: Instant,
    on_batch: &mut impl FnMut(Batch) -> ControlFlow<()>,
) {
    let mut done = 0;
    let mut posts = Vec::new();
    let mut sent: Option<Instant> = None;
    loop {
        let wait = sent.map_or(BATCH_INTERVAL, |sent| BATCH_INTERVAL.saturating_sub(sent.elapsed()));
        let finished = match chunks.recv_timeout(wait) {
            Ok(chunk) => {
                done += chunk.len();
                posts.extend(chunk);
                done == total
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        let due = match sent {
            None => done >= FIRST_CHUNKS * CHUNK,
            Some(sent) => sent.elapsed() >= BATCH_INTERVAL && !posts.is_empty(),
        };
        if !due && !finished {
            continue;
        }
        sent = Some(Instant::now());
        let progress = Progress { done, total, elapsed: started.elapsed(), finished };
        let batch = Batch { posts: std::mem::take(&mut posts), others: Vec::new(), progress };
        if on_batch(batch).is_break() || finished {
            return;
        }
    }
}

/// Sorts files so that the newest posts are read first, as far as their names tell.
fn newest_first(sources: &mut [Source]) {
    sources.sort_by(|a, b| b.path().file_name().cmp(&a.path().file_name()).then_with(|| a.path().cmp(b.path())));
    let dated = |source: &Source| {
        source.path().file_name().is_some_and(|name| name.as_encoded_bytes().first().is_some_and(u8::is_ascii_digit))
    };
    let undated = sources.iter().filter(|source| !dated(source)).count();
    sources.sort_by_key(|source| dated(source) == (undated <= FEW_UNDATED));
}

/// Reads a post's file again, for its page.
///
/// # Errors
/// The fault, where the file is gone or cannot be read.
pub fn read_page(source: &Source) -> Result<PageText, Fault> {
    let parsed = post_file::page(source.clone())?;
    let html = post_file::is_html(source);
    Ok(PageText { post: parsed.post, body: parsed.body, excerpt: parsed.excerpt, html })
}

/// One file as a post, whatever is wrong with it; for commands that are given single files.
///
/// # Errors
/// [`FolderError`] where the file is missing or no post.
pub fn open_file(path: &std::path::Path) -> Result<Source, FolderError> {
    walk::single_file(path)
}
