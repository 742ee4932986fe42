//! Adds a search to `config.toml` and leaves every other line of it as it is.

use std::path::Path;
use std::{fs, io};

use toml_edit::{DocumentMut, Item, Table, value};

use crate::store::replace_file;

/// The table of saved searches.
const TABLE: &str = "searches";

/// Writes a search under a name into the `config.toml` of a folder, which is made if it is not there. A search of that
/// name is replaced.
///
/// # Errors
/// The file cannot be read or written, or is not TOML.
pub fn save_search(folder: &Path, name: &str, query: &str) -> io::Result<()> {
    let path = folder.join("config.toml");
    // A link to a file that is kept elsewhere stays a link, even if that file is gone.
    let linked = || fs::read_link(&path).map(|target| folder.join(target));
    let path = fs::canonicalize(&path).or_else(|_| linked()).unwrap_or_else(|_| path.clone());
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text?,
    };
    let invalid = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| invalid(error.message().to_owned()))?;
    let searches = document.entry(TABLE).or_insert_with(|| Item::Table(Table::new()));
    let searches = searches.as_table_like_mut().ok_or_else(|| invalid(format!("{TABLE} is not a table")))?;
    searches.insert(name, value(query));
    fs::create_dir_all(folder)?;
    replace_file(&path, &with_line_ends_of(&text, &document.to_string()))
}

/// A new text with the line ends of the old one, which toml_edit replaces by those of Unix.
fn with_line_ends_of(old: &str, new: &str) -> String {
    let first_line = old.split_inclusive('\n').next().unwrap_or_default();
    if first_line.ends_with("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new.to_owned() }
}
