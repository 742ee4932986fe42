//! A rescan of the files while the reader runs: what is requested, and what comes back. It runs on a worker thread, so
//! that the event loop only has to exchange one library for another.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::load::{self, ChangeCounts, FolderError, Input, Rescan, WatchPaths};
use crate::model::{FileChanges, Library, PostId, PostPaths, PostSource, ReferenceFinder};
use crate::search::{self, backlinks};

/// A request to look for changes of the files.
#[derive(Clone, Debug)]
pub struct RescanRequest {
    /// The posts as they are known.
    pub library: Arc<Library>,
}

/// What is different.
#[derive(Debug)]
pub struct LibraryUpdate {
    /// All posts, with their texts.
    pub library: Arc<Library>,
    /// What links between them lead to.
    pub paths: Arc<PostPaths>,
    /// Finds references; `None` if the issues are the same as before.
    pub references: Option<Arc<ReferenceFinder>>,
    /// For each post, the posts that refer to it.
    pub backlinks: HashMap<PostId, Vec<PostId>>,
    /// The posts that are different.
    pub posts: Vec<PostId>,
    /// How many there are.
    pub counts: ChangeCounts,
}

/// The rescans that are requested.
#[derive(Debug, Default)]
pub(super) struct PendingRescan {
    /// True while it runs.
    pub(super) is_running: bool,
    /// True if another one must follow.
    pub(super) is_wanted: bool,
    /// True if the user asked for it, and is told what it found even if that is nothing.
    pub(super) is_asked: bool,
}

impl RescanRequest {
    /// Looks for changes and takes them into a copy of the library. Returns `None` for no changes, and where to watch
    /// for the next one. The request ends with that: as long as it shared the library, the app would have to copy it
    /// to change it.
    ///
    /// # Errors
    /// If a folder that was opened cannot be listed.
    pub fn run(self, input: &Input) -> Result<(Option<Box<LibraryUpdate>>, WatchPaths), FolderError> {
        let Rescan { changes, counts, watch_paths } = load::rescan(input, &self.library)?;
        Ok((changes.map(|changes| Box::new(self.take_in(changes, counts))), watch_paths))
    }

    fn take_in(&self, changes: FileChanges, counts: ChangeCounts) -> LibraryUpdate {
        let mut library = Library::clone(&self.library);
        let posts = library.apply(changes);
        let source = |id: &PostId| library.post(*id).map(|post| (*id, post.source.clone()));
        let read: Vec<(PostId, PostSource)> =
            posts.iter().filter(|id| !library.is_gone(**id)).filter_map(source).collect();
        let mut texts = Vec::new();
        search::extract_all(&read, |batch, _| {
            texts.extend(batch);
            ControlFlow::Continue(())
        });
        library.add_texts(texts);
        let finder = library.series().finder();
        LibraryUpdate {
            paths: Arc::new(library.paths()),
            backlinks: backlinks(&library, &finder),
            references: (library.series() != self.library.series()).then(|| Arc::new(finder)),
            library: Arc::new(library),
            posts,
            counts,
        }
    }
}
