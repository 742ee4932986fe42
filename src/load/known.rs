//! What identifies the posts of a folder, so that none of them is fetched again.

use std::ops::ControlFlow;
use std::path::Path;

use super::content::KnownPost;
use super::walk::{FolderError, Roots};
use super::{CHUNK, READERS, content, par_chunks};
use crate::model::PostSource;

/// The posts of a folder; none of an empty one. Files that cannot be read are left out.
///
/// # Errors
/// If the folder is missing or cannot be read.
pub fn known_posts(folder: &Path) -> Result<Vec<KnownPost>, FolderError> {
    let roots = match Roots::open(&[folder.to_owned()]) {
        Ok(roots) => roots,
        Err(FolderError::Empty { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let sources = roots.walk().sources;
    let read = |sources: &[PostSource]| sources.iter().cloned().filter_map(content::known).collect();
    let mut known = Vec::with_capacity(sources.len());
    let _ = par_chunks(&sources.chunks(CHUNK), READERS, read, |posts| {
        known.extend(posts);
        ControlFlow::Continue(())
    });
    Ok(known)
}
