//! Folders to posts: reads files on several threads, newest first, and reports every problem.
//!
//! - `walk`: finds the posts in folders. `post_name`: which files are posts. `watch_paths`: where they may change.
//! - `content`: one file to one post.
//! - `common_problems`: problems that most posts have, told once.
//! - `decode`: bytes to text.
//! - `field_text`: short fields without markup.
//! - `front_matter`: the fields of a post.
//! - `page_meta`, `json_ld`: what saved pages say about themselves.
//! - `substack`: what the list of a Substack export says about its pages.
//! - `image_file`: an image beside a post.
//! - `known`: what identifies the posts of a folder.
//! - `title`: titles from the text.
//! - `word_count`: the length of a text.
//! - `limits`: how much of a text is shown.
//! - `threads`: the threads that load, and their priority.
//! - `memory_gate`: large files one at a time.
//! - `reread`: reads all posts again, for searching.
//! - `cached`: posts from the cache of an archive, and back.
//! - `changes`: what is different on the disk since the posts were loaded.
//! - `sample`: the built-in sample posts.
//! - `stdin`: a post from standard input.

mod cached;
mod changes;
mod common_problems;
mod content;
mod decode;
mod field_text;
mod front_matter;
mod image_file;
mod json_ld;
mod known;
mod limits;
mod memory_gate;
mod page_meta;
mod post_name;
mod reread;
mod sample;
mod stdin;
mod substack;
mod threads;
mod title;
mod walk;
mod watch_paths;
mod word_count;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use common_problems::CommonProblems;
use threads::{in_background, par_chunks};

pub use cached::{CACHED_FROM, cache_place, write_cache};
pub use changes::{ChangeCounts, Rescan, is_unchanged, rescan};
pub use content::KnownPost;
pub use field_text::field_text;
pub use image_file::{ImageFileError, read_image};
pub use known::known_posts;
pub use limits::{MAX_BODY, displayable, exceeds_markup_limit};
pub use post_name::POST_FILE_RULE;
pub(crate) use post_name::is_post_name;
pub use reread::reread_all;
pub use stdin::{StdinError, read_stdin};
pub(crate) use threads::processors;
pub use threads::work_beside_screen;
pub use walk::{FolderError, Roots};
pub use watch_paths::WatchPaths;
pub use word_count::measure;

use crate::cache::{CachePlace, CacheReader};
use crate::model::{Post, PostSource, Problem, ProblemKind, SearchText};
use crate::text::CleanText;

/// Threads that read files. On a cold disk, 20,000 files took 3.1 s with one thread and 0.74 s with 32. Eight get
/// most of that, and are no slower than two on two cores with all files in memory.
const READERS: usize = 8;

/// Files that a thread takes at a time.
const CHUNK: usize = 32;

/// Posts for the first screen: more than any has rows.
pub const FIRST_SCREEN: usize = 128;

/// The interval of later batches.
const BATCH_INTERVAL: Duration = Duration::from_millis(50);

/// Files without a date in their names may be the newest. Up to this number they are read first; more are read last.
const MAX_UNDATED_FIRST: usize = 64;

/// Where posts come from.
#[derive(Clone, Debug)]
pub enum Input {
    /// Folders and files that exist.
    Folders(Roots),
    /// The posts built into the program.
    Sample,
    /// A single post, from standard input.
    Stdin(PostSource),
}

impl Input {
    /// True for a single file and for standard input.
    #[must_use]
    pub fn is_single_post(&self) -> bool {
        match self {
            Self::Folders(roots) => roots.is_single_file(),
            Self::Sample => false,
            Self::Stdin(_) => true,
        }
    }
}

/// A batch of loaded posts, with the progress of loading.
#[derive(Debug, Default)]
pub struct Batch {
    /// The posts, in no particular order.
    pub posts: Vec<Post>,
    /// Their searchable texts, as far as they are known: empty for a post that was read from its file.
    pub texts: Vec<SearchText>,
    /// Paths that could not be read as posts, with the problem; in the last batch, problems of a whole folder.
    pub skipped: Vec<(CleanText, Problem)>,
    /// The progress of loading.
    pub progress: Progress,
    /// Where posts may change; only in the first batch, and not for posts without files.
    pub watch_paths: Option<Box<WatchPaths>>,
}

/// The progress of loading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Posts read so far, with this batch.
    pub done: usize,
    /// Posts found.
    pub total: usize,
    /// Time since loading started.
    pub elapsed: Duration,
    /// True for the last batch.
    pub finished: bool,
    /// True if many of the posts had to be read from their files, so that the cache is worth writing.
    pub is_cache_stale: bool,
}

/// What is loaded besides posts, and from where.
#[derive(Clone, Copy, Default)]
pub struct LoadOptions<'a> {
    /// How many posts are read from their files before the cache is looked at, and sent at once.
    pub first: usize,
    /// The cache; `None` to read every file.
    pub cache: Option<&'a CachePlace>,
    /// Which texts are wanted.
    pub texts: Texts<'a>,
}

/// The text of one post, for its page.
#[derive(Debug)]
pub struct PostContent {
    /// The post, as it is in the file now.
    pub post: Post,
    /// The text without the title.
    pub body: String,
    /// The excerpt of the front matter; most repeat the body.
    pub excerpt: Option<String>,
    /// The description of the front matter, as one line.
    pub description: Option<CleanText>,
    /// True if the file is HTML by its name.
    pub html: bool,
    /// The web page that relative addresses are relative to, as a saved page says.
    pub base: Option<String>,
}

/// The texts that are loaded with the posts.
#[derive(Clone, Copy, Default)]
pub enum Texts<'a> {
    /// None.
    #[default]
    None,
    /// Those of the cache. The posts are there sooner than with all texts.
    Cached,
    /// All: those that are not in the cache are made of what is in the files.
    All(MakeText<'a>),
    /// Those of the cache that pass a test, and those that are made.
    Matching {
        /// Makes the others.
        make: MakeText<'a>,
        /// False for posts whose text of the cache is not wanted. Gets the bytes of texts without accents.
        may_match: &'a (dyn Fn(&Post, Option<&[u8]>) -> bool + Sync),
    },
}

/// Makes the text of a post; an empty one if it is not wanted.
type MakeText<'a> = &'a (dyn Fn(&PostContent) -> SearchText + Sync);

/// Loads all posts, newest first by file name; those whose files have not changed since they were cached, from there.
/// Calls `on_batch` on this thread: once when the files are known, once with the first posts if any are wanted first,
/// then at intervals, and last with `finished`. Stops when it returns `Break`.
pub fn load(archive: &Input, options: LoadOptions<'_>, mut on_batch: impl FnMut(Batch) -> ControlFlow<()>) {
    let started = Instant::now();
    let found = match archive {
        Input::Folders(roots) => roots.walk(),
        Input::Sample => walk::WalkResult { sources: sample::sources(), ..walk::WalkResult::default() },
        Input::Stdin(source) => walk::WalkResult { sources: vec![source.clone()], ..walk::WalkResult::default() },
    };
    let sources = newest_first(found.sources);
    let total = sources.len();
    let known = Progress { total, elapsed: started.elapsed(), ..Progress::default() };
    let watch_paths = matches!(archive, Input::Folders(_)).then(|| Box::new(found.watch_paths));
    if on_batch(Batch { skipped: found.skipped, progress: known, watch_paths, ..Batch::default() }).is_break() {
        return;
    }
    let name = match archive {
        Input::Folders(roots) => roots.name(),
        Input::Sample | Input::Stdin(_) => CleanText::default(),
    };
    let common = CommonProblems::default();
    let first = options.first.min(total);
    let (loaded, sent) = (Vec::new(), None);
    let mut sender = BatchSender { total, first, started, done: 0, loaded, sent, name, common, is_cache_stale: false };
    if total == 0 {
        let _ = sender.send(&mut on_batch);
        return;
    }
    let (first, rest) = sources.split_at(first);
    let read = |sources: &[PostSource]| read_posts(sources, options.texts);
    let sent = par_chunks(&first.chunks(CHUNK), READERS, read, |posts| sender.take(posts, &mut on_batch));
    if sent.is_break() || rest.is_empty() {
        return;
    }
    let (cache, cached) = in_background(|| {
        (options.cache.and_then(CacheReader::open), cached::Cached::new(&sources, first.len(), options.texts))
    });
    if let Some(cache) = &cache
        && cached
            .load(cache, |posts| {
                sender.is_cache_stale = cached.is_stale();
                sender.take(posts, &mut on_batch)
            })
            .is_break()
    {
        return;
    }
    sender.is_cache_stale = options.cache.is_some() && cached.is_stale();
    let rest = cached.rest();
    let chunk = if matches!(options.texts, Texts::None | Texts::Cached) { CHUNK } else { reread::CHUNK };
    let _ = par_chunks(&rest.chunks(chunk), READERS, read, |posts| sender.take(posts, &mut on_batch));
}

/// A post, with its text if that was cached or wanted.
type Loaded = (Post, SearchText);

/// Reads posts from their files.
fn read_posts(sources: &[PostSource], texts: Texts<'_>) -> Vec<Loaded> {
    let (Texts::All(make) | Texts::Matching { make, .. }) = texts else {
        return sources.iter().map(|source| (content::post(source.clone()), SearchText::default())).collect();
    };
    let read = |source: &PostSource| match content_of(source, true) {
        Ok(content) => {
            let _guard = memory_gate::enter(content.body.len());
            let text = make(&content);
            (content.post, text)
        }
        Err(fault) => (content::unreadable(source.clone(), fault), SearchText::default()),
    };
    SearchText::pack(sources.iter().map(read).collect())
}

/// Collects loaded posts into batches.
struct BatchSender {
    total: usize,
    /// Posts that are sent together before all others.
    first: usize,
    started: Instant,
    done: usize,
    loaded: Vec<Loaded>,
    is_cache_stale: bool,
    sent: Option<Instant>,
    /// The name of the archive, for problems of all of it.
    name: CleanText,
    common: CommonProblems,
}

impl BatchSender {
    /// Adds posts, and sends a batch if it is time or all posts are there.
    fn take(&mut self, posts: Vec<Loaded>, on_batch: &mut impl FnMut(Batch) -> ControlFlow<()>) -> ControlFlow<()> {
        self.done += posts.len();
        self.loaded.extend(posts);
        let waited = self.sent.is_none_or(|sent| sent.elapsed() >= BATCH_INTERVAL);
        let due = if self.done <= self.first { self.done == self.first } else { waited };
        if due || self.done == self.total { self.send(on_batch) } else { ControlFlow::Continue(()) }
    }

    fn send(&mut self, on_batch: &mut impl FnMut(Batch) -> ControlFlow<()>) -> ControlFlow<()> {
        self.sent = Some(Instant::now());
        let finished = self.done == self.total;
        let (elapsed, is_cache_stale) = (self.started.elapsed(), self.is_cache_stale);
        let progress = Progress { done: self.done, total: self.total, elapsed, finished, is_cache_stale };
        let (posts, texts) = std::mem::take(&mut self.loaded).into_iter().unzip();
        let mut batch = Batch { posts, texts, progress, ..Batch::default() };
        self.common.take_from(&mut batch.posts);
        if finished {
            batch.skipped.extend(self.common.report(&self.name));
        }
        on_batch(batch)
    }
}

/// Sorts files so that the newest posts are read first, by the dates in their names.
fn newest_first(sources: Vec<PostSource>) -> Vec<PostSource> {
    // Names are found once, not at every comparison, and most are told apart by their first letters.
    let name_at = |source: &PostSource| source.relative().rfind('/').map_or(0, |slash| slash + 1);
    let key = |source: PostSource| {
        let at = name_at(&source);
        (first_letters(&source.relative()[at..]), at, source)
    };
    let mut named: Vec<(u128, usize, PostSource)> = sources.into_iter().map(key).collect();
    named.sort_unstable_by(|(a_first, a_at, a), (b_first, b_at, b)| {
        let by_name = b_first.cmp(a_first).then_with(|| b.relative()[*b_at..].cmp(&a.relative()[*a_at..]));
        by_name.then_with(|| a.relative().cmp(b.relative()))
    });
    let dated = |(_, at, source): &(u128, usize, PostSource)| {
        source.relative()[*at..].starts_with(|c: char| c.is_ascii_digit())
    };
    let undated = named.iter().filter(|named| !dated(named)).count();
    if undated <= MAX_UNDATED_FIRST {
        named.sort_by_key(dated);
    } else {
        named.sort_by_key(|named| !dated(named));
    }
    named.into_iter().map(|(.., source)| source).collect()
}

/// The first letters of a name as a number, which sorts as they do.
fn first_letters(name: &str) -> u128 {
    let mut letters = [0; 16];
    letters.iter_mut().zip(name.bytes()).for_each(|(letter, byte)| *letter = byte);
    u128::from_be_bytes(letters)
}

/// Reads the file of a post again, for its page.
///
/// # Errors
/// If the file is gone or cannot be read.
pub fn read_content(source: &PostSource) -> Result<PostContent, ProblemKind> {
    content_of(source, true)
}

fn content_of(source: &PostSource, counts_words: bool) -> Result<PostContent, ProblemKind> {
    let parsed = content::page(source.clone(), counts_words)?;
    let html = content::is_html(source);
    Ok(PostContent {
        post: parsed.post,
        body: parsed.body,
        excerpt: parsed.excerpt,
        description: parsed.description,
        base: parsed.base,
        html,
    })
}

/// The source of a single file, for commands that are given files.
///
/// # Errors
/// If the file is missing or is not a post.
pub fn open_file(path: &std::path::Path) -> Result<PostSource, FolderError> {
    walk::single_file(path)
}
