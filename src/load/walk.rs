//! Finds the files that are posts: in folders and their subfolders, each file once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use super::post_name::{POST_FILE_RULE, is_hidden, is_post_name};
use super::watch_paths::WatchPaths;
use crate::model::{FilePath, PostSource, Problem, ProblemKind};
use crate::text::CleanText;

/// Folders with the output or the tools of a site, which are skipped. Hidden files and folders are skipped too.
const SKIPPED: [&str; 2] = ["_site", "node_modules"];

/// Where Linux shows processes and devices as files. They are no posts, and walking them has no end.
const VIRTUAL: [&str; 2] = ["/proc", "/sys"];

/// Why a folder cannot be opened.
#[derive(Debug, Error)]
pub enum FolderError {
    /// It is missing or cannot be read.
    #[error("cannot open {}: {reason}", CleanText::single_line(&path.to_string_lossy()))]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// The error of the system.
        reason: std::io::Error,
    },
    /// It contains no posts.
    #[error("no posts in {}: {POST_FILE_RULE}", CleanText::single_line(paths))]
    Empty {
        /// The paths as they were given, separated by commas.
        paths: String,
    },
    /// It is a file of another kind.
    #[error("{} is not a post: {POST_FILE_RULE}", CleanText::single_line(&path.to_string_lossy()))]
    NotAPost {
        /// The path as it was given.
        path: PathBuf,
    },
}

impl FolderError {
    /// True if this path does not exist.
    #[must_use]
    pub fn is_missing(&self, of: &Path) -> bool {
        matches!(self, Self::Unreadable { path, reason } if path == of && reason.kind() == io::ErrorKind::NotFound)
    }
}

/// Folders and files that exist.
#[derive(Clone, Debug)]
pub struct Roots(Vec<PathBuf>);

/// The posts that were found, and the paths that could not be read.
#[derive(Debug, Default)]
pub(super) struct WalkResult {
    /// One for each file.
    pub(super) sources: Vec<PostSource>,
    /// Paths that could not be read as posts, with the problem.
    pub(super) skipped: Vec<(CleanText, Problem)>,
    /// Where changes of files matter.
    pub(super) watch_paths: WatchPaths,
}

impl Roots {
    /// Checks that each path exists and can be read, and that there is at least one post.
    ///
    /// # Errors
    /// If a path is missing, cannot be read, contains no posts or is a file of another kind.
    pub fn open(paths: &[PathBuf]) -> Result<Self, FolderError> {
        let mut roots = Vec::with_capacity(paths.len());
        for path in paths {
            let unreadable = |reason| FolderError::Unreadable { path: path.clone(), reason };
            let kind = fs::metadata(path).map_err(unreadable)?;
            if kind.is_dir() {
                fs::read_dir(path).map_err(unreadable)?;
                roots.push(fs::canonicalize(path).map_err(unreadable)?);
                continue;
            }
            if !is_post_name(path) {
                return Err(FolderError::NotAPost { path: path.clone() });
            }
            if kind.is_file() {
                fs::File::open(path).map_err(unreadable)?;
            }
            roots.push(whole_path(path).map_err(unreadable)?);
        }
        let roots = Self(roots);
        if !roots.contain_a_post() {
            let paths: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
            return Err(FolderError::Empty { paths: paths.join(", ") });
        }
        Ok(roots)
    }

    /// True if this is one file.
    pub(super) fn is_single_file(&self) -> bool {
        matches!(&*self.0, [path] if path.is_file())
    }

    /// The whole paths.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.0
    }

    /// The paths, for messages.
    pub(super) fn name(&self) -> CleanText {
        let paths: Vec<_> = self.0.iter().map(|path| path.to_string_lossy()).collect();
        CleanText::single_line(&paths.join(", "))
    }

    /// The first folder that cannot be listed any more, with the error of the system. A file that is missing is a post
    /// that is gone.
    pub(super) fn unreadable(&self) -> Option<FolderError> {
        let folders = self.0.iter().filter(|root| !is_post_name(root) || root.is_dir());
        folders.into_iter().find_map(|path| {
            let reason = fs::read_dir(path).err()?;
            Some(FolderError::Unreadable { path: path.clone(), reason })
        })
    }

    /// Stops at the first post.
    fn contain_a_post(&self) -> bool {
        let direct = self.0.iter().flat_map(|root| entries(root)).flatten();
        let mut links = false;
        for entry in direct {
            if entry.file_type().is_file() && is_post_name(entry.path()) {
                return true;
            }
            links |= entry.path_is_symlink();
        }
        links && !self.walk().sources.is_empty()
    }

    /// Lists every post once: first those that are reached directly, then those that symbolic links lead to.
    pub(super) fn walk(&self) -> WalkResult {
        let mut walk = Walk::default();
        walk.found.watch_paths.listed = Some(SystemTime::now());
        for root in self.0.iter().filter(|root| !is_missing_file(root)) {
            walk.root(root, "");
        }
        walk.drop_found_again();
        if self.0.len() > 1 {
            walk.dedup();
        }
        while let Some(link) = walk.links.pop() {
            walk.follow(link);
        }
        walk.drop_found_again();
        walk.add_linked_files();
        let Walk { mut found, .. } = walk;
        found.watch_paths.single.extend(self.0.iter().cloned());
        found
    }
}

/// A single file as the source of a post.
pub(super) fn single_file(path: &Path) -> Result<PostSource, FolderError> {
    let unreadable = |reason| FolderError::Unreadable { path: path.to_owned(), reason };
    let kind = fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() || !is_post_name(path) {
        return Err(FolderError::NotAPost { path: path.to_owned() });
    }
    let relative = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(PostSource::File(FilePath::new(whole_path(path).map_err(unreadable)?, &relative)))
}

/// The real path of a file's folder, with the name of the file: a link to a post is shown under its own name.
fn whole_path(file: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(file)?;
    let (folder, name) = (absolute.parent().unwrap_or(&absolute), absolute.file_name().unwrap_or_default());
    Ok(fs::canonicalize(folder)?.join(name))
}

#[derive(Default)]
struct Walk {
    found: WalkResult,
    /// Symbolic links that were found and not followed yet.
    links: Vec<Symlink>,
    /// Symbolic links that lead to something other than a folder, with their targets.
    to_files: Vec<(Symlink, PathBuf)>,
    /// Real paths of the folders that were walked. Links to them are not followed, which ends loops.
    walked: HashSet<PathBuf>,
    /// Those of them that were walked again with a folder that contains them.
    walked_again: HashSet<PathBuf>,
}

struct Symlink {
    path: PathBuf,
    /// Its path relative to the folder opened.
    relative: String,
}

impl Walk {
    /// Walks a real folder, or takes a real file. `below` is its path relative to the folder opened, if a link led to
    /// it.
    fn root(&mut self, folder: &Path, below: &str) {
        if is_within(folder, &self.walked) || is_virtual(folder) {
            return;
        }
        for entry in entries(folder) {
            match entry {
                Ok(entry) => self.entry(entry, folder, below),
                Err(error) => self.list_error(&error),
            }
        }
        self.walked.insert(folder.to_owned());
    }

    fn entry(&mut self, entry: DirEntry, folder: &Path, below: &str) {
        let kind = entry.file_type();
        if kind.is_symlink() {
            let relative = relative(entry.path(), folder, below);
            self.links.push(Symlink { path: entry.into_path(), relative });
        } else if kind.is_dir() {
            self.found.watch_paths.add_folder(&entry);
            if self.walked.contains(entry.path()) {
                self.walked_again.insert(entry.into_path());
            }
        } else if is_post_name(entry.path()) {
            if kind.is_file() {
                let relative = relative(entry.path(), folder, below);
                self.post(entry.into_path(), &relative);
            } else {
                self.fault(entry.path(), ProblemKind::NotAFile);
            }
        }
    }

    fn post(&mut self, path: PathBuf, relative: &str) {
        self.found.sources.push(PostSource::File(FilePath::new(path, relative)));
    }

    /// Of posts that were found again with a folder around theirs, keeps those with their paths in that folder.
    fn drop_found_again(&mut self) {
        let again = std::mem::take(&mut self.walked_again);
        if again.is_empty() {
            return;
        }
        let mut known = HashSet::new();
        self.found.sources.reverse();
        self.found.sources.retain(|source| !is_within(source.path(), &again) || known.insert(source.path().to_owned()));
        self.found.sources.reverse();
    }

    /// Removes posts that were named twice on the command line.
    fn dedup(&mut self) {
        let mut known = HashSet::new();
        let mut is_first: Vec<bool> = Vec::with_capacity(self.found.sources.len());
        is_first.extend(self.found.sources.iter().map(|source| known.insert(source.path().as_os_str())));
        let mut is_first = is_first.into_iter();
        self.found.sources.retain(|_| is_first.next().unwrap_or_default());
        let mut known = HashSet::new();
        self.links.retain(|link| known.insert(link.path.clone()));
    }

    /// Walks the folder that a link leads to, unless it was walked. Other links wait until every folder is known.
    fn follow(&mut self, link: Symlink) {
        match fs::canonicalize(&link.path) {
            Ok(target) if target.is_dir() => {
                if !is_skipped(&link.path) {
                    self.root(&target, &link.relative);
                }
            }
            Ok(target) => self.to_files.push((link, target)),
            Err(error) if is_post_name(&link.path) => {
                self.fault(&link.path, ProblemKind::Unreadable(CleanText::single_line(&error.to_string())));
            }
            Err(_) => {}
        }
    }

    /// Adds the posts that only links lead to, each under the first of its links.
    fn add_linked_files(&mut self) {
        let mut links = std::mem::take(&mut self.to_files);
        links.retain(|(link, _)| is_post_name(&link.path));
        if links.is_empty() {
            return;
        }
        links.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        let mut known: HashSet<PathBuf> = self.found.sources.iter().map(|source| source.path().to_owned()).collect();
        for (link, target) in links {
            if !target.is_file() || is_virtual(&target) {
                self.fault(&link.path, ProblemKind::NotAFile);
            } else if known.insert(target.clone()) {
                self.found.watch_paths.single.insert(target);
                self.post(link.path, &link.relative);
            }
        }
    }

    fn fault(&mut self, path: &Path, kind: ProblemKind) {
        self.found.skipped.push((CleanText::single_line(&path.to_string_lossy()), Problem::whole_file(kind)));
    }

    fn list_error(&mut self, error: &walkdir::Error) {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.fault(error.path().unwrap_or(Path::new("")), ProblemKind::Unreadable(CleanText::single_line(&reason)));
    }
}

/// The entries in a folder that may be posts, without following links. For a file, the file itself.
fn entries(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    WalkDir::new(folder).into_iter().filter_entry(|entry| {
        let skipped = is_hidden(entry.file_name()) || entry.file_type().is_dir() && is_skipped(entry.path());
        entry.depth() == 0 || !skipped
    })
}

/// True if a path is that of a post, and there is nothing.
fn is_missing_file(path: &Path) -> bool {
    is_post_name(path) && fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// True if a path is one of the folders, or in one of them.
fn is_within(path: &Path, folders: &HashSet<PathBuf>) -> bool {
    path.ancestors().any(|ancestor| folders.contains(ancestor))
}

/// True if a real path is not on a disk.
fn is_virtual(path: &Path) -> bool {
    VIRTUAL.iter().any(|folder| path.starts_with(folder))
}

/// True if a folder has the output or the tools of a site or the parts of a saved page, or is not on a disk.
fn is_skipped(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default();
    // Browsers keep pictures and frames of `page.html` in `page_files`.
    let page = name.to_str().and_then(|name| name.strip_suffix("_files"));
    let is_of_page = page.is_some_and(|page| {
        ["html", "htm"].iter().any(|extension| folder.with_file_name(format!("{page}.{extension}")).is_file())
    });
    is_of_page
        || SKIPPED.iter().any(|skipped| name == *skipped)
        || VIRTUAL.iter().any(|virtual_| folder.as_os_str() == *virtual_)
}

/// A path relative to `folder`, which is itself at `below` in the folder opened. By bytes: splitting paths into
/// components takes longer than listing the folder.
fn relative(path: &Path, folder: &Path, below: &str) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let tail = bytes.strip_prefix(folder.as_os_str().as_encoded_bytes()).unwrap_or(bytes);
    let tail = String::from_utf8_lossy(tail.strip_prefix(b"/").unwrap_or(tail));
    match (below, &*tail) {
        (_, "") => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        ("", tail) => tail.to_owned(),
        (below, tail) => format!("{below}/{tail}"),
    }
}
