//! Adds a search to `config.toml`.

use std::io;
use std::path::Path;

use toml_edit::{Item, Table, value};

use super::edit::{edit, invalid};

/// The table of saved searches.
const TABLE: &str = "searches";

/// Writes a search under a name into the `config.toml` of a folder, which is made if it is not there. A search of that
/// name is replaced.
///
/// # Errors
/// The file cannot be read or written, or is not TOML.
pub fn save_search(folder: &Path, name: &str, query: &str) -> io::Result<()> {
    edit(folder, |document| {
        let searches = document.entry(TABLE).or_insert_with(|| Item::Table(Table::new()));
        let searches = searches.as_table_like_mut().ok_or_else(|| invalid(format!("{TABLE} is not a table")))?;
        searches.insert(name, value(query));
        Ok(())
    })
}
