//! The places on the disk where posts may change.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::DirEntry;

use super::post_name::{is_hidden, is_post_name};
use crate::model::COARSEST_TIME;

/// The places on the disk where a change may be one of a post.
#[derive(Debug, Default)]
pub struct WatchPaths {
    /// The folders that were walked, with all folders in them, each with the time of its last change.
    pub folders: HashMap<PathBuf, Option<SystemTime>>,
    /// What was opened, which may vanish and come back, and files elsewhere that links lead to.
    pub single: HashSet<PathBuf>,
    /// When the folders were listed.
    pub(super) listed: Option<SystemTime>,
}

impl WatchPaths {
    /// Adds a folder whose entries are not read yet.
    pub(super) fn add_folder(&mut self, folder: &DirEntry) {
        let changed = folder.metadata().ok().and_then(|metadata| metadata.modified().ok());
        self.folders.insert(folder.path().to_owned(), changed);
    }

    /// True if a change of what is at a path may change a post. `of_content` if it is not new, renamed or removed: then
    /// it is no folder.
    #[must_use]
    pub fn concerns(&self, path: &Path, of_content: bool) -> bool {
        if self.single.contains(path) || self.folders.contains_key(path) {
            return true;
        }
        let is_inside = path.parent().is_some_and(|folder| self.folders.contains_key(folder));
        let is_visible = path.file_name().is_some_and(|name| !is_hidden(name));
        is_inside && is_visible && (!of_content || is_post_name(path))
    }

    /// True if no folder has other entries than when it was listed. A folder that was changed right before may have
    /// been changed right after too, without another time.
    pub(super) fn have_same_entries(&self) -> bool {
        let Some(settled) = self.listed.and_then(|listed| listed.checked_sub(COARSEST_TIME)) else { return false };
        self.folders.iter().all(|(folder, listed)| {
            let changed = fs::symlink_metadata(folder).and_then(|metadata| metadata.modified()).ok();
            changed.is_some_and(|changed| changed < settled) && changed == *listed
        })
    }
}
