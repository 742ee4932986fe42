//! Changes the user's configuration for the state.

use std::io;
use std::path::Path;

use super::EventLoop;
use crate::app::messages;
use crate::config::{Saved, delete_search, save_search, save_theme};
use crate::text::CleanText;

impl EventLoop {
    /// Writes a search into the user's configuration.
    pub(super) fn save_search(&self, search: Saved) -> Result<Saved, CleanText> {
        let saved = self.edit_config(|folder| save_search(folder, &search.name, &search.text));
        saved.map(|()| search).map_err(|reason| CleanText::single_line(&format!("the search is not saved: {reason}")))
    }

    /// Deletes a search from the user's configuration.
    pub(super) fn delete_search(&self, name: CleanText) -> Result<CleanText, CleanText> {
        let deleted = self.edit_config(|folder| delete_search(folder, &name));
        deleted.map(|()| name).map_err(|reason| CleanText::single_line(&format!("the search is not deleted: {reason}")))
    }

    /// Writes the theme into the user's configuration. Returns the message to show.
    pub(super) fn keep_theme(&self, name: &str) -> Result<CleanText, CleanText> {
        match self.edit_config(|folder| save_theme(folder, name)) {
            Ok(()) => Ok(CleanText::single_line(&messages::theme_chosen(name))),
            Err(reason) => Err(CleanText::single_line(&messages::theme_not_kept(name, &reason))),
        }
    }

    /// Changes the user's configuration. The error says why it cannot be changed.
    fn edit_config(&self, edit: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), String> {
        let folder = self.config_folder.as_deref().ok_or_else(|| "there is no home directory".to_owned())?;
        edit(folder).map_err(|error| format!("{}: {error}", folder.join("config.toml").display()))
    }
}
