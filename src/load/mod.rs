//! Folders to posts: every file read once, newest first, on several threads, with every fault reported.

mod content;
mod decode;
mod front_matter;
mod limits;
mod memory_gate;
mod reread;
mod sample;
mod title;
mod walk;
mod word_count;

use std::ops::ControlFlow;
use std::slice::Chunks;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

pub use limits::{MAX_BODY, displayable, exceeds_markup_limit};
pub use reread::read_all;
pub use walk::{FolderError, Roots, WHAT_COUNTS};

use crate::model::{Post, PostSource, Problem, ProblemKind};
use crate::text::CleanText;

/// Threads that read: on a cold disk 20,000 files took 3.1 s with one reader and 0.74 s with 32; eight get most of that,
/// and on two cores with everything in memory they are no slower than two.
const READERS: usize = 8;

/// Files that a thread takes at a time.
const CHUNK: usize = 32;

/// Posts of the first batch: more than any screen has rows. They are read before all others, so that nothing competes with
/// the screen that shows them.
const FIRST: usize = 128;

/// Later batches come at this interval.
const BATCH_INTERVAL: Duration = Duration::from_millis(50);

/// Up to so many files without a date in their names are read first, since they may be the newest; more are read last.
const FEW_UNDATED: usize = 64;

/// Where posts come from.
#[derive(Clone, Debug)]
pub enum Input {
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
    pub skipped: Vec<(CleanText, Problem)>,
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
pub struct PostContent {
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
pub fn load(archive: &Input, mut on_batch: impl FnMut(Batch) -> ControlFlow<()>) {
    let started = Instant::now();
    let found = match archive {
        Input::Folders(roots) => roots.walk(),
        Input::Sample => walk::Found { sources: sample::sources(), skipped: Vec::new() },
    };
    let sources = newest_first(found.sources);
    let total = sources.len();
    let known = Progress { total, elapsed: started.elapsed(), ..Progress::default() };
    if on_batch(Batch { skipped: found.skipped, progress: known, ..Batch::default() }).is_break() {
        return;
    }
    let mut delivery = Delivery { total, started, done: 0, posts: Vec::new(), sent: None };
    let (first, rest) = sources.split_at(FIRST.min(total));
    for (part, at_once) in [(first, true), (rest, false)] {
        let posts = |sources: &[PostSource]| sources.iter().map(|source| content::post(source.clone())).collect();
        let read =
            in_parallel(&part.chunks(CHUNK), READERS, posts, |posts| delivery.take(posts, at_once, &mut on_batch));
        if read.is_break() {
            return;
        }
    }
    if total == 0 {
        let _ = delivery.send(&mut on_batch);
    }
}

/// Posts on their way from the readers to the one who asked for them.
struct Delivery {
    total: usize,
    started: Instant,
    done: usize,
    posts: Vec<Post>,
    sent: Option<Instant>,
}

impl Delivery {
    /// Takes in posts that were read, and hands on those gathered so far if it is time, or the last one is there.
    fn take(
        &mut self,
        posts: Vec<Post>,
        first: bool,
        on_batch: &mut impl FnMut(Batch) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.done += posts.len();
        self.posts.extend(posts);
        let waited = self.sent.is_none_or(|sent| sent.elapsed() >= BATCH_INTERVAL);
        let due = if first { self.done == FIRST } else { waited };
        if due || self.done == self.total { self.send(on_batch) } else { ControlFlow::Continue(()) }
    }

    fn send(&mut self, on_batch: &mut impl FnMut(Batch) -> ControlFlow<()>) -> ControlFlow<()> {
        self.sent = Some(Instant::now());
        let finished = self.done == self.total;
        let progress = Progress { done: self.done, total: self.total, elapsed: self.started.elapsed(), finished };
        on_batch(Batch { posts: std::mem::take(&mut self.posts), skipped: Vec::new(), progress })
    }
}

/// Works on chunks of items on so many threads and hands on the results on this one.
fn in_parallel<S: Sync, T: Send>(
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
                give_way();
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

/// Makes the calling thread give way to the one that draws: on two cores, eight readers would delay every frame and key by
/// several milliseconds. On Linux a priority belongs to a thread; elsewhere it would be that of the whole program.
fn give_way() {
    memory_gate::in_background();
    #[cfg(target_os = "linux")]
    // Loading works at any priority.
    let _ = rustix::process::setpriority_process(None, 10);
}

/// Sorts files so that the newest posts are read first, as far as their names tell.
fn newest_first(sources: Vec<PostSource>) -> Vec<PostSource> {
    // Where each name begins is looked up once and not at every comparison, which would take longer than all the rest.
    let name_at = |source: &PostSource| source.relative().rfind('/').map_or(0, |slash| slash + 1);
    let mut named: Vec<(usize, PostSource)> = sources.into_iter().map(|source| (name_at(&source), source)).collect();
    named.sort_unstable_by(|(a_at, a), (b_at, b)| {
        let by_name = b.relative()[*b_at..].cmp(&a.relative()[*a_at..]);
        by_name.then_with(|| a.relative().cmp(b.relative()))
    });
    let dated = |(at, source): &(usize, PostSource)| source.relative()[*at..].starts_with(|c: char| c.is_ascii_digit());
    let undated = named.iter().filter(|named| !dated(named)).count();
    if undated <= FEW_UNDATED {
        named.sort_by_key(dated);
    } else {
        named.sort_by_key(|named| !dated(named));
    }
    named.into_iter().map(|(_, source)| source).collect()
}

/// Reads a post's file again, for its page.
///
/// # Errors
/// The fault, where the file is gone or cannot be read.
pub fn read_content(source: &PostSource) -> Result<PostContent, ProblemKind> {
    let parsed = content::page(source.clone())?;
    let html = content::is_html(source);
    Ok(PostContent { post: parsed.post, body: parsed.body, excerpt: parsed.excerpt, html })
}

/// One file as a post, whatever is wrong with it; for commands that are given single files.
///
/// # Errors
/// [`FolderError`] where the file is missing or no post.
pub fn open_file(path: &std::path::Path) -> Result<PostSource, FolderError> {
    walk::single_file(path)
}
