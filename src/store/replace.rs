//! Replaces small text files.

use std::path::Path;
use std::{fs, io};

/// Writes a file whole or not at all. What was there is replaced, and its permissions stay.
///
/// # Errors
/// The file or a temporary one beside it cannot be written.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(format!(".{}", std::process::id()));
    let write = || {
        fs::write(&new, text)?;
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&new, old.permissions())?;
        }
        fs::rename(&new, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&new)))
}
