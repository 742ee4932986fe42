//! Which files are posts: folders walked with their subfolders, every file once.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::model::{PostSource, Problem, ProblemKind};
use crate::text::CleanText;

/// Endings of posts, in any case.
const EXTENSIONS: [&str; 4] = ["md", "markdown", "html", "htm"];

/// Folders that hold a site's output or its tools, not its posts; hidden ones are skipped too.
const SKIPPED: [&str; 2] = ["_site", "node_modules"];

/// What counts as a post, for messages.
pub const WHAT_COUNTS: &str = "a post is a file that ends in .md, .markdown, .html or .htm; \
    hidden folders, _site and node_modules are skipped";

/// Why a folder cannot be opened.
#[derive(Debug, Error)]
pub enum FolderError {
    /// Missing, or the system refuses to list or read it.
    #[error("cannot open {}: {reason}", CleanText::single_line(&path.to_string_lossy()))]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Nothing in it is a post.
    #[error("no posts in {}: {WHAT_COUNTS}", CleanText::single_line(paths))]
    Empty {
        /// The paths as they were given, with commas between them.
        paths: String,
    },
    /// A single file of another kind.
    #[error("{} is not a post: {WHAT_COUNTS}", CleanText::single_line(&path.to_string_lossy()))]
    NotAPost {
        /// The path as it was given.
        path: PathBuf,
    },
}

/// Folders and files to read, checked to be there.
#[derive(Clone, Debug)]
pub struct Roots(Vec<PathBuf>);

/// The posts found, and the faults of what is no post.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// One for each file.
    pub(super) sources: Vec<PostSource>,
    /// Path and fault.
    pub(super) skipped: Vec<(CleanText, Problem)>,
}

impl Roots {
    /// Checks that each path is there, can be read, and that there is a post among them.
    ///
    /// # Errors
    /// [`FolderError`] names the path that is missing, unreadable, empty of posts or a file of another kind.
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
            // The folder's real path, but the file's own name: a link to a post is shown under its name.
            let absolute = std::path::absolute(path).map_err(unreadable)?;
            let (folder, name) = (absolute.parent().unwrap_or(&absolute), absolute.file_name().unwrap_or_default());
            roots.push(fs::canonicalize(folder).map_err(unreadable)?.join(name));
        }
        let roots = Self(roots);
        if !roots.hold_a_post() {
            let paths: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
            return Err(FolderError::Empty { paths: paths.join(", ") });
        }
        Ok(roots)
    }

    /// Stops at the first post, so that it costs next to nothing where there is one.
    fn hold_a_post(&self) -> bool {
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

    /// Lists every post once: what is reached directly first, then what symbolic links lead to elsewhere.
    pub(super) fn walk(&self) -> Found {
        let mut walk = Walk::default();
        for root in &self.0 {
            walk.root(root, "");
        }
        if self.0.len() > 1 {
            walk.forget_doubles();
        }
        while let Some(link) = walk.links.pop() {
            walk.follow(link);
        }
        walk.add_linked_files();
        walk.found
    }
}

/// A single file as the source of a post.
pub(super) fn single_file(path: &Path) -> Result<PostSource, FolderError> {
    let unreadable = |reason| FolderError::Unreadable { path: path.to_owned(), reason };
    let kind = fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() || !is_post_name(path) {
        return Err(FolderError::NotAPost { path: path.to_owned() });
    }
    let relative = path.file_name().unwrap_or_default().to_string_lossy().into();
    Ok(PostSource::File { path: path.to_owned(), relative })
}

/// Whether a file's name is that of a post.
pub(crate) fn is_post_name(path: &Path) -> bool {
    EXTENSIONS.iter().any(|known| has_extension(path, known))
}

/// Whether a path ends in a dot and an extension, in any case, with a name before it.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let Some(stem) = bytes.len().checked_sub(extension.len() + 1) else { return false };
    bytes[stem] == b'.'
        && bytes[stem + 1..].eq_ignore_ascii_case(extension.as_bytes())
        && !matches!(bytes[..stem].last(), None | Some(b'/'))
}

#[derive(Default)]
struct Walk {
    found: Found,
    /// Links met on the way and not looked at yet.
    links: Vec<Link>,
    /// Links that lead to something other than a folder, with their targets.
    to_files: Vec<(Link, PathBuf)>,
    /// Real folders walked; links back to them end here, and so do loops.
    walked: HashSet<PathBuf>,
}

struct Link {
    path: PathBuf,
    /// Its path below the folder opened.
    relative: String,
}

impl Walk {
    /// Walks a real folder, or takes a real file. `below` is its path below the folder opened, where a link led to it.
    fn root(&mut self, folder: &Path, below: &str) {
        if self.walked.iter().any(|walked| folder.starts_with(walked)) {
            return;
        }
        for entry in entries(folder) {
            match entry {
                Ok(entry) => self.entry(entry, folder, below),
                Err(error) => self.unlisted(&error),
            }
        }
        self.walked.insert(folder.to_owned());
    }

    fn entry(&mut self, entry: DirEntry, folder: &Path, below: &str) {
        let kind = entry.file_type();
        if kind.is_symlink() {
            let relative = relative(entry.path(), folder, below);
            self.links.push(Link { path: entry.into_path(), relative });
        } else if kind.is_dir() {
            // A folder of the command line that lies in this one: its posts are met again here.
            if self.walked.contains(entry.path()) {
                self.found.sources.retain(|source| !source.path().starts_with(entry.path()));
            }
        } else if is_post_name(entry.path()) {
            if kind.is_file() {
                let relative = relative(entry.path(), folder, below);
                self.post(entry.into_path(), relative);
            } else {
                self.fault(entry.path(), ProblemKind::NotAFile);
            }
        }
    }

    fn post(&mut self, path: PathBuf, relative: String) {
        self.found.sources.push(PostSource::File { path, relative: relative.into() });
    }

    /// Drops the posts that were named twice on the command line.
    fn forget_doubles(&mut self) {
        let mut known = HashSet::new();
        self.found.sources.retain(|source| known.insert(source.path().to_owned()));
        let mut known = HashSet::new();
        self.links.retain(|link| known.insert(link.path.clone()));
    }

    /// Walks the folder that a link leads to, unless it was walked; puts other links by until every folder is known.
    fn follow(&mut self, link: Link) {
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
            if !target.is_file() {
                self.fault(&link.path, ProblemKind::NotAFile);
            } else if known.insert(target) {
                self.post(link.path, link.relative);
            }
        }
    }

    fn fault(&mut self, path: &Path, kind: ProblemKind) {
        self.found.skipped.push((CleanText::single_line(&path.to_string_lossy()), Problem::whole_file(kind)));
    }

    fn unlisted(&mut self, error: &walkdir::Error) {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.fault(error.path().unwrap_or(Path::new("")), ProblemKind::Unreadable(CleanText::single_line(&reason)));
    }
}

/// The entries below a folder that may be posts, without following links; a file gives itself.
fn entries(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    WalkDir::new(folder).into_iter().filter_entry(|entry| {
        if entry.depth() == 0 || !entry.file_type().is_dir() {
            return true;
        }
        !is_skipped(entry.path())
    })
}

/// Whether a folder is hidden, or holds a site's output or its tools.
fn is_skipped(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || SKIPPED.contains(&&*name)
}

/// A path below `folder`, which itself is `below` the folder opened. By bytes: taking paths apart into their components
/// costs more than listing the folder.
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
