//! What is different on the disk since the posts were loaded: walks the folders again, compares the version of each
//! file with the one that was read, and reads only what is new or changed.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::{fs, mem};

use super::common_problems::CommonProblems;
use super::threads::enter_background;
use super::walk::FolderError;
use super::watch_paths::WatchPaths;
use super::{CHUNK, Input, READERS, content, par_chunks};
use crate::model::{FileChanges, FileStamp, Library, Post, PostId, PostSource};

/// How many posts are different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Files that were not there, or are back.
    pub new: usize,
    /// Files with another text.
    pub changed: usize,
    /// Files with another name or in another folder.
    pub renamed: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// What a rescan of the files found.
#[derive(Debug, Default)]
pub struct Rescan {
    /// The changes; `None` if there are none.
    pub changes: Option<FileChanges>,
    /// How many there are.
    pub counts: ChangeCounts,
    /// Where to watch for the next change.
    pub watch_paths: WatchPaths,
}

/// A file to read, with the post that it was before.
type ToRead = (Option<PostId>, PostSource);

/// Looks for changes of the files since a library was loaded. Makes its thread a background thread.
///
/// # Errors
/// If a folder that was opened cannot be listed. Its posts are not taken for removed then: it may be on a disk that
/// will be back.
pub fn rescan(input: &Input, library: &Library) -> Result<Rescan, FolderError> {
    enter_background();
    let Input::Folders(roots) = input else { return Ok(Rescan::default()) };
    if let Some(error) = roots.unreadable() {
        return Err(error);
    }
    let found = roots.walk();
    let (to_read, gone) = compare(found.sources, library);
    let mut read = Vec::with_capacity(to_read.len());
    let posts = |chunk: &[ToRead]| chunk.iter().map(|(id, source)| (*id, content::post(source.clone()))).collect();
    let _ = par_chunks(&to_read.chunks(CHUNK), READERS, posts, |posts| {
        read.extend(posts);
        ControlFlow::Continue(())
    });
    read.retain(|(id, post): &(Option<PostId>, Post)| {
        let before = id.filter(|id| !library.is_gone(*id)).and_then(|id| library.post(id));
        before.is_none_or(|before| !is_unreadable_as_before(before, post))
    });
    let mut rescan = sort_out(read, gone, library);
    rescan.watch_paths = found.watch_paths;
    if rescan.changes.is_none()
        && !library.skipped.iter().filter(|(_, problem)| !problem.is_common()).eq(&found.skipped)
    {
        rescan.changes = Some(FileChanges::default());
    }
    if let Some(changes) = &mut rescan.changes {
        let mut common = CommonProblems::of(library);
        changes.replaced.iter_mut().for_each(|(_, post)| common.take_from(std::slice::from_mut(post)));
        common.take_from(&mut changes.added);
        common.count(untouched(library, changes));
        changes.skipped = found.skipped;
        changes.skipped.extend(common.report(&roots.name()));
    }
    Ok(rescan)
}

/// True if a library has what is on the disk: no folder has other entries than when `watch_paths` were found, and each
/// file is the version that was read. Much less work than [`rescan`], which it may save; `false` may be wrong.
#[must_use]
pub fn is_unchanged(library: &Library, watch_paths: &WatchPaths) -> bool {
    enter_background();
    // What could not be read may have become readable without a change of its folder.
    let is_readable = library.skipped.iter().all(|(_, problem)| problem.is_common());
    let is_as_read = |post: &Post| {
        post.stamp != FileStamp::default()
            && fs::metadata(post.source.path()).is_ok_and(|now| FileStamp::of(&now) == post.stamp)
    };
    is_readable && watch_paths.have_same_entries() && library.present().all(|(_, post)| is_as_read(post))
}

/// Compares the files that there are with the posts of a library. Returns those to read, and the posts whose files are
/// not there.
fn compare(sources: Vec<PostSource>, library: &Library) -> (Vec<ToRead>, Vec<PostId>) {
    let by_path: HashMap<&OsStr, PostId> =
        (0..).map(PostId).zip(library.posts()).map(|(id, post)| (post.source.path().as_os_str(), id)).collect();
    let mut is_there = vec![false; library.posts().len()];
    let mut to_read = Vec::new();
    for source in sources {
        let known = by_path.get(source.path().as_os_str()).copied();
        let stamp = match fs::metadata(source.path()) {
            Ok(metadata) => FileStamp::of(&metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(_) => FileStamp::default(),
        };
        let Some((id, post)) = known.and_then(|id| Some((id, library.post(id)?))) else {
            to_read.push((None, source));
            continue;
        };
        is_there[id.index()] = true;
        if library.is_gone(id) || post.stamp != stamp || post.source != source {
            to_read.push((Some(id), source));
        }
    }
    (to_read, library.present().map(|(id, _)| id).filter(|id| !is_there[id.index()]).collect())
}

/// True if a file could not be read before, nor now, for the same reason.
fn is_unreadable_as_before(before: &Post, now: &Post) -> bool {
    let has_no_version = |post: &Post| post.stamp == FileStamp::default();
    has_no_version(before) && has_no_version(now) && before.problems == now.problems && before.source == now.source
}

/// Sorts out which posts are new, changed, back, renamed or gone.
fn sort_out(read: Vec<(Option<PostId>, Post)>, gone: Vec<PostId>, library: &Library) -> Rescan {
    let mut changes = FileChanges::default();
    let mut counts = ChangeCounts::default();
    let mut renamed = Renamed::new(&gone, library);
    for (id, post) in read {
        match id {
            Some(id) => {
                *if library.is_gone(id) { &mut counts.new } else { &mut counts.changed } += 1;
                changes.replaced.push((id, post));
            }
            None => match renamed.take(&post, library) {
                Some(id) => {
                    counts.renamed += 1;
                    changes.replaced.push((id, post));
                }
                None => {
                    counts.new += 1;
                    changes.added.push(post);
                }
            },
        }
    }
    changes.gone = renamed.left(gone);
    counts.removed = changes.gone.len();
    let is_none = counts == ChangeCounts::default();
    Rescan { changes: (!is_none).then_some(changes), counts, watch_paths: WatchPaths::default() }
}

/// Finds which of the files that are gone a new one was: the one with the same link, or else the same version with as
/// many words. Of several the one with the same title, which may be that of the file.
struct Renamed<'a> {
    by_link: HashMap<&'a str, Vec<PostId>>,
    by_stamp: HashMap<FileStamp, Vec<PostId>>,
    taken: Vec<PostId>,
}

impl<'a> Renamed<'a> {
    fn new(gone: &[PostId], library: &'a Library) -> Self {
        let mut renamed = Self { by_link: HashMap::new(), by_stamp: HashMap::new(), taken: Vec::new() };
        for (id, post) in gone.iter().filter_map(|id| Some((*id, library.post(*id)?))) {
            match post.link_identity() {
                Some(link) => renamed.by_link.entry(link).or_default().push(id),
                None => renamed.by_stamp.entry(post.stamp).or_default().push(id),
            }
        }
        renamed
    }

    fn take(&mut self, post: &Post, library: &Library) -> Option<PostId> {
        let candidates = match post.link_identity() {
            Some(link) => self.by_link.get_mut(link)?,
            None => self.by_stamp.get_mut(&post.stamp)?,
        };
        let is_like =
            |id: &PostId, test: fn(&Post, &Post) -> bool| library.post(*id).is_some_and(|one| test(one, post));
        let same = candidates.iter().position(|id| is_like(id, |one, post| one.title == post.title));
        let is_known =
            |id: &PostId| post.link_identity().is_some() || is_like(id, |one, post| one.length == post.length);
        let nth = same.or_else(|| matches!(&candidates[..], [only] if is_known(only)).then_some(0))?;
        let id = candidates.swap_remove(nth);
        self.taken.push(id);
        Some(id)
    }

    /// Those that no new file was.
    fn left(mut self, mut gone: Vec<PostId>) -> Vec<PostId> {
        let mut taken = mem::take(&mut self.taken);
        taken.sort_unstable();
        gone.retain(|id| taken.binary_search(id).is_err());
        gone
    }
}

/// The posts of a library that changes leave as they are.
fn untouched<'a>(library: &'a Library, changes: &FileChanges) -> impl Iterator<Item = &'a Post> {
    let mut touched: Vec<PostId> = changes.replaced.iter().map(|(id, _)| *id).collect();
    touched.extend(&changes.gone);
    touched.sort_unstable();
    library.present().filter(move |(id, _)| touched.binary_search(id).is_err()).map(|(_, post)| &**post)
}
