//! The user's configuration and where it is kept: shipped defaults in `assets/config.toml`, the user's `config.toml` laid
//! over them. A faulty line is named, and its key keeps its default.

pub mod key;
pub mod keymap;
pub mod layer;
pub mod theme;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::{BaseDirs, ProjectDirs};

use crate::model::has_web_scheme;
use crate::search::Query;
use crate::text::CleanText;
use layer::{ConfigLayer, Entry, Value};

/// The shipped defaults, with a comment on each key.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// What the user can set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Folders that are opened where none is named.
    pub folders: Vec<PathBuf>,
    /// Program and arguments that open a link; empty for `$BROWSER` or the system's own.
    pub browser: Vec<String>,
    /// The browser draws in the terminal and gets it to itself.
    pub browser_in_terminal: bool,
    /// Where sources without an address are searched for, with `%s` for the words; empty: nowhere.
    pub search_url: String,
    /// The searches that the user has named.
    pub searches: Vec<Saved>,
    /// Whether the mouse is the reader's; otherwise it is left to the terminal.
    pub mouse: bool,
}

/// A search that the user has named.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its name.
    pub name: CleanText,
    /// The query as it was written.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
}

/// The folders that hold what belongs to the user.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Folder of `config.toml`, `keys.toml` and `theme.toml`.
    pub config: PathBuf,
    /// Folder of the marks.
    pub data: PathBuf,
}

impl Paths {
    /// The folders that the system means for this program; none where there is no home folder.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "importai-reader")?;
        Some(Self { config: dirs.config_dir().to_owned(), data: dirs.data_dir().to_owned() })
    }
}

impl Config {
    /// The configuration in a folder, and complaints about its file.
    #[must_use]
    pub fn load(folder: Option<&Path>) -> (Self, Vec<CleanText>) {
        let mut config = Self::default();
        let complaints = ConfigLayer::layers("config.toml", DEFAULTS, folder, |layer| config.lay_over(layer));
        (config, complaints)
    }

    fn lay_over(&mut self, settings: &mut ConfigLayer) {
        for Entry { key, value, line } in std::mem::take(&mut settings.entries) {
            if key == "searches" {
                self.set_searches(value, line, settings);
            } else if let Err(what) = self.set(&key, value) {
                settings.complain(line, &what);
            }
        }
    }

    /// Takes in the table of searches; a faulty one is complained of and left out.
    fn set_searches(&mut self, value: Value, line: usize, settings: &mut ConfigLayer) {
        let Value::Table(entries) = value else {
            return settings.complain(line, "searches: a table is wanted, with a name and a query in each line");
        };
        for Entry { key, value, line } in entries {
            let Value::Text(text) = value else {
                settings.complain(line, &format!("searches: a query is wanted for {key}, not {}", value.kind()));
                continue;
            };
            match Query::parse(&text) {
                Ok(query) if !query.is_empty() => {
                    self.searches.push(Saved { name: CleanText::single_line(&key), text, query: Arc::new(query) });
                }
                Ok(_) => settings.complain(line, &format!("searches: {key} searches for nothing")),
                Err(error) => {
                    let place = text[..error.offset].chars().count() + 1;
                    settings.complain(line, &format!("searches: {key}: {error} (at sign {place} of the query)"));
                }
            }
        }
    }

    fn set(&mut self, key: &str, value: Value) -> Result<(), String> {
        let of_key = |what: String| format!("{key}: {what}");
        match key {
            "folder" => self.folders = folders(value.texts().map_err(of_key)?),
            "browser" => self.browser = command(value, key)?,
            "browser_in_terminal" => self.browser_in_terminal = switch(&value, key)?,
            "search_url" => self.search_url = search_url(value, key)?,
            "mouse" => self.mouse = switch(&value, key)?,
            _ => {
                return Err(format!(
                    "there is no setting “{key}” (folder, browser, browser_in_terminal, search_url, mouse, searches)"
                ));
            }
        }
        Ok(())
    }
}

fn switch(value: &Value, key: &str) -> Result<bool, String> {
    match value {
        Value::Switch(on) => Ok(*on),
        other => Err(format!("{key}: true or false is wanted, not {}", other.kind())),
    }
}

/// A web address with `%s` in it, or nothing.
fn search_url(value: Value, key: &str) -> Result<String, String> {
    let Value::Text(text) = value else { return Err(format!("{key}: a text is wanted, not {}", value.kind())) };
    if text.is_empty() || (has_web_scheme(&text) && text.contains("%s")) {
        return Ok(text);
    }
    Err(format!("{key}: a web address with %s for the words is wanted, not “{text}”"))
}

/// A program with its arguments: a list of them, or one text parted at its blanks.
fn command(value: Value, key: &str) -> Result<Vec<String>, String> {
    match value {
        Value::Text(text) => Ok(text.split_whitespace().map(str::to_owned).collect()),
        other => other.texts().map_err(|what| format!("{key}: {what}")),
    }
}

/// Folders with `~` for the home folder.
fn folders(texts: Vec<String>) -> Vec<PathBuf> {
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let expand = |text: String| match (text.strip_prefix('~'), &home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    };
    texts.into_iter().filter(|text| !text.is_empty()).map(expand).collect()
}
