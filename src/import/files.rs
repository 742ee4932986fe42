//! The files of a folder or of a zip, by name.

use std::fs::File;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::ImportError;
use super::input::{self, Input};
use super::zip_file::{Refused, ZipFile};
use crate::text::CleanText;

/// Folders within folders that are walked.
const MAX_DEPTH: usize = 32;

/// Files of a folder that are looked at.
const MAX_FILES: usize = 1_000_000;

/// Files, each with a name in which `/` separates folders.
pub(super) struct Files {
    pub(super) names: Vec<String>,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Zip(Box<ZipFile>),
}

impl Files {
    /// The files of a folder. Hidden ones and links are left out.
    pub(super) fn of_folder(folder: &Path) -> Result<Self, ImportError> {
        std::fs::read_dir(folder)?;
        let is_hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
        let found =
            walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())).filter_map(Result::ok);
        let files = found.filter(|entry| entry.file_type().is_file()).take(MAX_FILES);
        // A name that is not UTF-8 cannot be found again by its name, and is left out.
        let name = |path: &Path| Some(path.strip_prefix(folder).ok()?.to_str()?.to_owned());
        let names = files.filter_map(|entry| name(entry.path())).collect();
        Ok(Self { names, place: Place::Folder(folder.to_owned()) })
    }

    /// The files of a zip, and those that are refused.
    pub(super) fn of_zip(file: File) -> Result<(Self, Vec<Refused>), ImportError> {
        let (zip, names, refused) = ZipFile::open(file)?;
        Ok((Self { names, place: Place::Zip(Box::new(zip)) }, refused))
    }

    pub(super) fn is_zip(&self) -> bool {
        matches!(self.place, Place::Zip(_))
    }

    /// Opens a file by its index in the names.
    pub(super) fn open(&mut self, at: usize) -> Result<Input<'_>, ImportError> {
        match &mut self.place {
            Place::Folder(folder) => Ok(Input::new(input::open(&folder.join(&self.names[at]))?)?),
            Place::Zip(zip) => Ok(Input::new(zip.read(at)?)?),
        }
    }

    /// The path of a file of a folder.
    pub(super) fn path(&self, at: usize) -> Option<PathBuf> {
        match &self.place {
            Place::Folder(folder) => Some(folder.join(&self.names[at])),
            Place::Zip(_) => None,
        }
    }

    /// The name of a file for messages.
    pub(super) fn clean_name(&self, at: usize) -> CleanText {
        CleanText::single_line(&self.names[at])
    }
}

/// True for what macOS and Windows add to a zip, and for other hidden files.
pub(super) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") || name.ends_with("Thumbs.db")
}
