//! Replaces small text files.

use std::io::Write;
use std::path::Path;
use std::{fs, io};

use super::private::create_file;

/// Writes a file whole or not at all. What was there is replaced, and its permissions stay.
///
/// # Errors
/// The file or a temporary one beside it cannot be written.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    replace(path, |new| {
        fs::write(new, text)?;
        match fs::metadata(path) {
            Ok(old) => fs::set_permissions(new, old.permissions()),
            Err(_) => Ok(()),
        }
    })
}

/// Writes a file that only the user may read, whole or not at all. What was there is replaced.
///
/// # Errors
/// As for [`replace_file`].
pub fn replace_private_file(path: &Path, text: &str) -> io::Result<()> {
    replace(path, |new| create_file(new)?.write_all(text.as_bytes()))
}

/// Writes a file beside another one, and puts it in the place of that.
fn replace(path: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let mut new = path.as_os_str().to_owned();
    new.push(format!(".{}", std::process::id()));
    let new = Path::new(&new);
    write(new).and_then(|()| fs::rename(new, path)).inspect_err(|_| drop(fs::remove_file(new)))
}
