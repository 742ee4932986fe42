//! Where an export goes. A file is written whole or not at all, and one that exists is replaced only if the user says
//! so.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::format::Format;
use crate::text::CleanText;

/// Where an export goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file with all posts.
    File(PathBuf),
    /// A folder with a file for each post.
    Folder(PathBuf),
}

/// Why nothing can be written there.
#[derive(Debug, Error)]
pub enum DestinationError {
    /// The format is not known from the name.
    #[error("cannot tell the format from {}: use an extension of {known}", shown(.path))]
    UnknownFormat {
        /// The name.
        path: PathBuf,
        /// The extensions.
        known: String,
    },
    /// The format is always one file.
    #[error("{} is a folder; name a file that ends in .{extension}", shown(.path))]
    IsFolder {
        /// The folder.
        path: PathBuf,
        /// The extension of the format.
        extension: &'static str,
    },
    /// There is a file already.
    #[error("{} exists", shown(.0))]
    Exists(PathBuf),
    /// What is there is not a file.
    #[error("{} is not a regular file", shown(.0))]
    NotAFile(PathBuf),
    /// A system call failed.
    #[error("cannot write {}: {reason}", shown(.path))]
    System {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
}

/// A path that is safe to show.
fn shown(path: &Path) -> CleanText {
    CleanText::single_line(&path.to_string_lossy())
}

/// True if a name without a format is that of a folder, unless there is a file of that name.
#[must_use]
pub fn names_folder(path: &Path) -> bool {
    path.extension().is_none() || ends_in_slash(path)
}

fn ends_in_slash(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

impl Destination {
    /// The destination with a name, and the format: the one that is given, else that of the extension. A name without
    /// an extension is that of a folder, in which every post is a file of Markdown.
    ///
    /// # Errors
    /// The format is not known, or it is always one file and there is a folder.
    pub fn of(path: &Path, format: Option<Format>) -> Result<(Self, Format), DestinationError> {
        let is_folder = path.is_dir() || ends_in_slash(path);
        let of_name = Format::of_path(path).filter(|_| !is_folder);
        if is_folder || (format.is_none() && names_folder(path) && !path.exists()) {
            let format = format.unwrap_or(Format::Markdown);
            if !format.can_be_split() {
                let extension = format.extension();
                return Err(DestinationError::IsFolder { path: path.to_owned(), extension });
            }
            return Ok((Self::Folder(path.to_owned()), format));
        }
        match format.or(of_name) {
            Some(format) => Ok((Self::File(path.to_owned()), format)),
            None => {
                let known: Vec<String> = Format::names().map(|name| format!(".{name}")).collect();
                Err(DestinationError::UnknownFormat { path: path.to_owned(), known: known.join(", ") })
            }
        }
    }

    /// The file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Folder(path) => path,
        }
    }

    /// True if there is a file that would have to be replaced.
    #[must_use]
    pub fn exists(&self) -> bool {
        matches!(self, Self::File(path) if path.symlink_metadata().is_ok())
    }
}

/// A failed system call, for `map_err`.
pub(super) fn system(path: &Path) -> impl FnOnce(io::Error) -> DestinationError {
    let path = path.to_owned();
    move |reason| DestinationError::System { path, reason }
}

/// Writes a file, whole or not at all. `replaces` is true if one that exists may be replaced.
///
/// # Errors
/// Nothing can be written there, or a file exists and is not to be replaced.
pub fn write_file(
    path: &Path,
    replaces: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), DestinationError> {
    let (file, mut out) = NewFile::begin(path, replaces)?;
    write(&mut out).map_err(system(path))?;
    file.keep(out)
}

/// A file in the making. Unless it is kept, nothing of it is left.
pub(super) struct NewFile {
    path: PathBuf,
    /// Where it is until it is whole.
    unfinished: PathBuf,
    replaces: bool,
    is_kept: bool,
}

impl NewFile {
    /// Begins a file. `replaces` is true if one that exists may be replaced.
    pub(super) fn begin(path: &Path, replaces: bool) -> Result<(Self, BufWriter<File>), DestinationError> {
        // Behind a link, the file is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match path.symlink_metadata() {
            Ok(there) if !there.is_file() => return Err(DestinationError::NotAFile(path)),
            Ok(_) if !replaces => return Err(DestinationError::Exists(path)),
            _ => {}
        }
        let name = format!(".importai-reader-export-{}", std::process::id());
        let unfinished = path.with_file_name(name);
        // Left over by a program that was killed, and had the same number.
        let _ = fs::remove_file(&unfinished);
        let file = OpenOptions::new().write(true).read(true).create_new(true).open(&unfinished);
        let file = file.map_err(system(&path))?;
        Ok((Self { path, unfinished, replaces, is_kept: false }, BufWriter::new(file)))
    }

    /// Gives the whole file its name.
    pub(super) fn keep(mut self, out: BufWriter<File>) -> Result<(), DestinationError> {
        let finish = || {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            if let Ok(old) = self.path.metadata() {
                file.set_permissions(old.permissions())?;
            }
            file.sync_all()?;
            if self.replaces {
                return fs::rename(&self.unfinished, &self.path);
            }
            // Unlike renaming, this fails if another program has made the file meanwhile.
            match fs::hard_link(&self.unfinished, &self.path) {
                Ok(()) => fs::remove_file(&self.unfinished),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
                // Some file systems have no links.
                Err(_) if self.path.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(&self.unfinished, &self.path),
            }
        };
        match finish() {
            Ok(()) => {
                self.is_kept = true;
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(DestinationError::Exists(self.path.clone()))
            }
            Err(reason) => Err(system(&self.path)(reason)),
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            // If this fails, a file with a leading dot is left.
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}
