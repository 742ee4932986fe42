//! Where the file of a cache is: one for each archive, in the user's cache folder.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use ring::digest::{Context, SHA256};

/// The end of the names of caches.
const EXTENSION: &str = "cache";

/// A temporary file that is older was left by a program that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The place of the cache of one archive.
#[derive(Clone, Debug)]
pub struct CachePlace {
    folder: PathBuf,
    /// The paths that were opened.
    archive: Vec<PathBuf>,
    file: PathBuf,
}

/// What is known of a cache from outside.
#[derive(Clone, Debug)]
pub struct CacheInfo {
    /// Its file.
    pub file: PathBuf,
    /// Its size in bytes; `None` if it does not exist.
    pub bytes: Option<u64>,
}

impl CachePlace {
    /// The cache in `folder` for an archive of these whole paths.
    #[must_use]
    pub fn new(folder: &Path, archive: &[PathBuf]) -> Self {
        let mut digest = Context::new(&SHA256);
        for path in archive {
            digest.update(path.as_os_str().as_bytes());
            digest.update(&[0]);
        }
        let digest = digest.finish();
        let number = digest.as_ref().iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let file = folder.join(format!("{number:016x}.{EXTENSION}"));
        Self { folder: folder.to_owned(), archive: archive.to_vec(), file }
    }

    /// Where it is, and how large.
    #[must_use]
    pub fn info(&self) -> CacheInfo {
        CacheInfo { file: self.file.clone(), bytes: fs::metadata(&self.file).ok().map(|file| file.len()) }
    }

    /// True if there is one, whatever is in it.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.file.exists()
    }

    /// The paths of the archive, as bytes.
    pub(super) fn archive(&self) -> Vec<&[u8]> {
        self.archive.iter().map(|path| path.as_os_str().as_bytes()).collect()
    }

    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.file)
    }

    /// Creates a temporary file, which only the user may read.
    pub(super) fn create(&self) -> io::Result<(PathBuf, File)> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        self.remove_abandoned();
        let path = self.file.with_extension(format!("{EXTENSION}.{}", process::id()));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        Ok((path, file))
    }

    /// Puts a finished temporary file in the place of the cache.
    pub(super) fn replace_with(&self, temporary: &Path) -> io::Result<()> {
        fs::rename(temporary, &self.file)
    }

    /// Removes temporary files of programs that were killed.
    fn remove_abandoned(&self) {
        let is_temporary = |path: &Path| path.file_stem().is_some_and(|stem| stem.as_bytes().ends_with(b".cache"));
        let is_old = |path: &Path| {
            let changed = fs::symlink_metadata(path).and_then(|file| file.modified());
            changed.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > ABANDONED))
        };
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in entries.filter(|path| is_temporary(path) && is_old(path)) {
            // Another program may have been faster.
            let _ = fs::remove_file(path);
        }
    }
}
