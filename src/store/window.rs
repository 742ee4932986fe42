//! What is kept of the window from one start to the next: the width of the post list, in `window.toml`.

use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::private;
use super::replace::replace_file;

/// The name of the file in the folder of the marks.
const FILE: &str = "window.toml";

/// What is kept of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// The width of the post list, in columns, if the user has chosen one.
    pub list_width: Option<u16>,
}

impl Window {
    /// Reads the file in a folder. A missing or damaged one is worth no message: the usual width is used.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        fs::read_to_string(folder.join(FILE)).ok().and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// The folder or the file cannot be written.
    pub fn save(self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(&self).map_err(io::Error::other)?;
        private::create_folder(folder)?;
        replace_file(&folder.join(FILE), &text)
    }
}
