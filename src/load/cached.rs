//! Posts from the cache of an archive, and back. A post comes from the cache only if its file is the very version that
//! it was made from.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;
use std::{fs, io};

use super::common_problems::as_read;
use super::threads::enter_background;
use super::{FIRST_SCREEN, Input, Loaded, READERS, Texts, content, par_chunks, processors, substack};
use crate::cache::{CachePlace, CacheReader, CacheWriter, CachedPost, ChunkBytes, FileVersion};
use crate::model::{Library, Post, PostSource, SearchText};

/// Only archives of more posts have a cache: the first ones are read from their files, so that the first screen waits
/// for nothing else.
pub const CACHED_FROM: usize = FIRST_SCREEN;

/// A cache is written again when one in this many posts was not in it, or one in this many of its posts was not used.
const STALE_SHARE: usize = 100;

/// The place of the cache of an input, in the user's cache folder. `None` for posts that are no files.
#[must_use]
pub fn cache_place(folder: &Path, input: &Input) -> Option<CachePlace> {
    match input {
        Input::Folders(roots) if !roots.is_single_file() => Some(CachePlace::new(folder, roots.paths())),
        Input::Folders(_) | Input::Sample | Input::Stdin(_) => None,
    }
}

/// The posts of an archive that may be in its cache.
pub(super) struct Cached<'a> {
    sources: &'a [PostSource],
    by_path: HashMap<&'a OsStr, usize>,
    /// The number of posts that were read from their files already.
    first: usize,
    texts: Texts<'a>,
    /// For each post, whether the cache has it.
    found: Vec<AtomicBool>,
    found_count: AtomicUsize,
    /// Posts of the cache that are not those of the files.
    unused: AtomicUsize,
}

impl<'a> Cached<'a> {
    pub(super) fn new(sources: &'a [PostSource], first: usize, texts: Texts<'a>) -> Self {
        let mut lists = SideLists::default();
        let mut may_be_cached = |source: &PostSource| ends_with_relative(source) && !lists.concern(source);
        let mut by_path = HashMap::with_capacity(sources.len());
        let paths = sources.iter().enumerate().filter(|(_, source)| may_be_cached(source));
        by_path.extend(paths.map(|(at, source)| (source.path().as_os_str(), at)));
        let found = sources.iter().map(|_| AtomicBool::new(false)).collect();
        Self { sources, by_path, first, texts, found, found_count: AtomicUsize::new(0), unused: AtomicUsize::new(0) }
    }

    /// Passes on the posts of the cache whose files have not changed, but for those that were read already.
    pub(super) fn load(
        &self,
        cache: &CacheReader,
        on_posts: impl FnMut(Vec<Loaded>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let chunks: Vec<usize> = (0..cache.chunks()).collect();
        let load = |chunk: &[usize]| chunk.iter().flat_map(|chunk| self.chunk(cache, *chunk)).collect();
        // The files are not read: more threads than cores would only need more memory.
        let threads = processors().min(READERS);
        par_chunks(&chunks.chunks(1), threads, load, on_posts)
    }

    fn chunk(&self, cache: &CacheReader, chunk: usize) -> Vec<Loaded> {
        let Some(mut chunk) = cache.read(chunk, !matches!(self.texts, Texts::None)) else { return Vec::new() };
        let loaded = match self.texts {
            Texts::None => self.posts(&chunk, |_, _| Some(SearchText::default())),
            Texts::Matching { may_match, .. } => SearchText::pack(self.posts(&chunk, |post, cached| {
                let is_wanted = may_match(post, cached.plain_text(chunk.texts()));
                if is_wanted { cached.own_text(chunk.texts()) } else { Some(SearchText::default()) }
            })),
            Texts::Cached | Texts::All(_) => {
                let Some(texts) = chunk.take_texts() else { return Vec::new() };
                let loaded = self.posts(&chunk, |_, cached| cached.text_in(&texts));
                let used = loaded.iter().map(|(_, text)| text.as_str().len()).sum::<usize>();
                // In their own buffer they do not keep all the other texts of the chunk in memory.
                if used < texts.len() / 2 { SearchText::pack(loaded) } else { loaded }
            }
        };
        cache.recycle(chunk);
        loaded
    }

    /// The posts of a chunk whose files have not changed, each with a text; those whose text is damaged are left out.
    fn posts(&self, chunk: &ChunkBytes, text: impl Fn(&Post, &CachedPost<'_>) -> Option<SearchText>) -> Vec<Loaded> {
        chunk.posts().into_iter().filter_map(|cached| self.post(&cached, &text)).collect()
    }

    fn post(
        &self,
        cached: &CachedPost<'_>,
        text: impl Fn(&Post, &CachedPost<'_>) -> Option<SearchText>,
    ) -> Option<Loaded> {
        let at = self.by_path.get(cached.path).copied().filter(|&at| {
            let is_same = fs::metadata(cached.path).is_ok_and(|now| FileVersion::of(&now) == cached.version);
            let relative = self.sources[at].relative().len();
            is_same && u32::try_from(relative) == Ok(cached.relative) && !self.found[at].load(Ordering::Relaxed)
        });
        let loaded = at.and_then(|at| {
            let post = cached.to_post(self.sources[at].clone());
            let text = text(&post, cached)?;
            // Another thread may have come upon the same post.
            (!self.found[at].swap(true, Ordering::Relaxed)).then_some((at, (post, text)))
        });
        let Some((at, loaded)) = loaded else {
            self.unused.fetch_add(1, Ordering::Relaxed);
            return None;
        };
        self.found_count.fetch_add(1, Ordering::Relaxed);
        (at >= self.first).then_some(loaded)
    }

    /// True if the cache is worth writing again, once it was loaded.
    pub(super) fn is_stale(&self) -> bool {
        let lacks = self.sources.len() - self.found_count.load(Ordering::Relaxed);
        lacks.max(self.unused.load(Ordering::Relaxed)) * STALE_SHARE > self.sources.len()
    }

    /// The posts that are neither cached nor read.
    pub(super) fn rest(&self) -> Vec<PostSource> {
        let pairs = self.sources.iter().zip(&self.found).skip(self.first);
        pairs.filter(|(_, is_cached)| !is_cached.load(Ordering::Relaxed)).map(|(source, _)| source.clone()).collect()
    }
}

/// Writes the cache of a library that was loaded from `since` on. Left out are files that were changed shortly before
/// that or later: their posts may be of another version than the files are. Makes its thread a background
/// thread.
///
/// # Errors
/// If the cache cannot be written. The one before it stays.
pub fn write_cache(place: &CachePlace, library: &Library, since: SystemTime) -> io::Result<()> {
    enter_background();
    if library.len() <= CACHED_FROM {
        return Ok(());
    }
    let mut lists = SideLists::default();
    let mut writer = CacheWriter::create(place)?;
    for (id, post) in library.present() {
        if !ends_with_relative(&post.source) || lists.concern(&post.source) {
            continue;
        }
        let version = fs::metadata(post.source.path()).map(|file| FileVersion::of(&file));
        if let Ok(version) = version
            && version.stamp == post.stamp
            && version.is_settled_before(since)
        {
            writer.add(version, &as_read(post), library.text(id))?;
        }
    }
    writer.finish()
}

/// True unless a link to a folder leads to the post: then its relative path is not the end of its path.
fn ends_with_relative(source: &PostSource) -> bool {
    source.path().as_os_str().as_encoded_bytes().ends_with(source.relative().as_bytes())
}

/// Folders with a list beside them that says more about their pages: a post then depends on more than its file.
#[derive(Default)]
struct SideLists {
    known: HashMap<PathBuf, bool>,
}

impl SideLists {
    fn concern(&mut self, source: &PostSource) -> bool {
        let Some(folder) = source.path().parent().filter(|_| content::is_html(source)) else { return false };
        match self.known.get(folder) {
            Some(has_list) => *has_list,
            None => {
                let has_list = substack::has_list(folder);
                self.known.insert(folder.to_owned(), has_list);
                has_list
            }
        }
    }
}
