//! Changes the user's configuration for the state.

use std::io;
use std::path::Path;

use super::EventLoop;
use crate::config::{Saved, delete_search, save_search};
use crate::text::CleanText;

impl EventLoop {
    /// Writes a search into the user's configuration.
    pub(super) fn save_search(&self, search: Saved) -> Result<Saved, CleanText> {
        self.edit_config("saved", |folder| save_search(folder, &search.name, &search.text)).map(|()| search)
    }

    /// Deletes a search from the user's configuration.
    pub(super) fn delete_search(&self, name: CleanText) -> Result<CleanText, CleanText> {
        self.edit_config("deleted", |folder| delete_search(folder, &name)).map(|()| name)
    }

    /// Changes the searches in the user's configuration; `done` is what is done with one.
    fn edit_config(&self, done: &str, edit: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), CleanText> {
        let failed = |what: String| CleanText::single_line(&format!("the search is not {done}: {what}"));
        let folder = self.config_folder.as_deref().ok_or_else(|| failed("there is no home directory".to_owned()))?;
        edit(folder).map_err(|error| failed(format!("{}: {error}", folder.join("config.toml").display())))
    }
}
