//! Reads an image that a post shows: a file in the folder of the post or below it, and nothing else.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::model::decoded;

/// The size limit of a file, in bytes.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Why an image is not read.
#[derive(Debug, Error)]
pub enum ImageFileError {
    /// Its address leads out of the folder of the post.
    #[error("the image is not in the folder of the post")]
    Outside,
    /// It is a folder, a pipe or the like.
    #[error("the image is not a file")]
    NotAFile,
    /// It is larger than the limit.
    #[error("the image is larger than 32 MiB")]
    TooLarge,
    /// It cannot be read.
    #[error("the image cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// The content of the image at a relative address, as it is written in a post.
///
/// # Errors
/// The address leads out of the folder of the post, also by a symlink, or what is there is no readable file of at most
/// 32 MiB.
pub fn read_image(post: &Path, address: &str) -> Result<Vec<u8>, ImageFileError> {
    let relative = relative_path(address).ok_or(ImageFileError::Outside)?;
    let folder = match post.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = fs::canonicalize(folder)?;
    let path = fs::canonicalize(folder.join(relative))?;
    if !path.starts_with(&folder) {
        return Err(ImageFileError::Outside);
    }
    // Before it is opened: that of a pipe would wait for its other end.
    if !fs::metadata(&path)?.is_file() {
        return Err(ImageFileError::NotAFile);
    }
    let mut bytes = Vec::new();
    File::open(&path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ImageFileError::TooLarge);
    }
    Ok(bytes)
}

/// The path of an address, without query and fragment. `None` if it is absolute or has a part such as `..`.
fn relative_path(address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = PathBuf::from(decoded(path));
    let is_below = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    (is_below && !path.as_os_str().is_empty()).then_some(path)
}
