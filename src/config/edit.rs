//! Changes `config.toml`, and leaves every line of it that is not changed as it is.

use std::path::{Path, PathBuf};
use std::{fs, io};

use toml_edit::{DocumentMut, Item, Value};

use crate::store::replace_file;

/// Changes the `config.toml` of a folder. Both are made if they are not there.
///
/// # Errors
/// The file cannot be read or written, is not TOML, or `change` fails.
pub(super) fn edit<T>(folder: &Path, change: impl FnOnce(&mut DocumentMut) -> io::Result<T>) -> io::Result<T> {
    let (path, text) = read(folder)?;
    let mut document = parse(&text)?;
    let changed = change(&mut document)?;
    fs::create_dir_all(folder)?;
    replace_file(&path, &with_line_ends_of(&text, &document.to_string()))?;
    Ok(changed)
}

/// Writes the name of a theme into the `config.toml` of a folder, which is made if it is not there.
///
/// # Errors
/// The file cannot be read or written, or is not TOML.
pub fn save_theme(folder: &Path, name: &str) -> io::Result<()> {
    edit(folder, |document| {
        let mut theme = Value::from(name);
        // The comment behind it stays.
        if let Some(before) = document.get("theme").and_then(Item::as_value) {
            *theme.decor_mut() = before.decor().clone();
        }
        document.insert("theme", Item::Value(theme));
        Ok(())
    })
}

/// The path of the file, and its text: nothing if there is none.
pub(super) fn read(folder: &Path) -> io::Result<(PathBuf, String)> {
    let path = folder.join("config.toml");
    // A link to a file that is kept elsewhere stays a link, even if that file is gone.
    let linked = || fs::read_link(&path).map(|target| folder.join(target));
    let path = fs::canonicalize(&path).or_else(|_| linked()).unwrap_or_else(|_| path.clone());
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path, String::new())),
        text => Ok((path, text?)),
    }
}

/// The text of the file as lines that can be changed.
pub(super) fn parse(text: &str) -> io::Result<DocumentMut> {
    text.parse().map_err(|error: toml_edit::TomlError| invalid(error.message().to_owned()))
}

/// The error of a file that says something else than it should.
pub(super) fn invalid(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A new text with the line ends of the old one, which toml_edit replaces by those of Unix.
pub(super) fn with_line_ends_of(old: &str, new: &str) -> String {
    let first_line = old.split_inclusive('\n').next().unwrap_or_default();
    if first_line.ends_with("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new.to_owned() }
}
