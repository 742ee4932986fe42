//! The configuration: the defaults in `assets/config.toml`, changed by the user's `config.toml`. A bad line is
//! reported, and the default is used.
//!
//! - `layer`: reads a TOML file entry by entry, with line numbers.
//! - `actions`, `keymap`, `key`: actions and their keys.
//! - `edit`: changes the user's file; so is a theme kept. `saved_searches` adds a search to it, or deletes one.
//! - `feeds`: the feeds to fetch.
//! - `theme`: colours.
//! - `aliases`: names that are known.

mod actions;
mod aliases;
mod edit;
mod feeds;
pub mod key;
pub mod keymap;
pub mod layer;
mod saved_searches;
pub mod theme;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use directories::{BaseDirs, ProjectDirs};

use crate::model::has_web_scheme;
use crate::search::Query;
use crate::text::CleanText;
pub use aliases::load_aliases;
pub use edit::save_theme;
pub use feeds::{ConfiguredFeed, add_feeds, by_folder, remove_feed};
pub use saved_searches::{delete_search, save_search};

use layer::{ConfigLayer, Entry, Value};
use theme::Themes;

/// The shipped defaults, with a comment on each key.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// The names of the settings, for messages.
const SETTINGS: [&str; 12] = [
    "folder",
    "browser",
    "browser_in_terminal",
    "search_url",
    "mouse",
    "theme",
    "hyperlinks",
    "grouping",
    "fetch_every",
    "cache",
    "feeds",
    "searches",
];

/// The shortest time between two fetches that can be set.
const MIN_FETCH_INTERVAL: Duration = Duration::from_secs(15 * 60);

/// True for the name of a setting.
#[must_use]
pub fn is_setting(name: &str) -> bool {
    SETTINGS.contains(&name)
}

/// The settings of the user.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folders that are opened if none is given.
    pub folders: Vec<PathBuf>,
    /// The program that opens links, with its arguments; empty for `$BROWSER` or the default of the system.
    pub browser: Vec<String>,
    /// True if the browser runs in the terminal.
    pub browser_in_terminal: bool,
    /// The search page for sources without an address, with `%s` for the words; empty for none.
    pub search_url: String,
    /// What `fetch` fetches if it is told nothing.
    pub feeds: Vec<ConfiguredFeed>,
    /// How often the open reader fetches the feeds by itself; `None` for never.
    pub fetch_every: Option<Duration>,
    /// The saved searches.
    pub searches: Vec<Saved>,
    /// True if this program uses the mouse; otherwise the terminal does.
    pub mouse: bool,
    /// The name of the theme.
    pub theme: String,
    /// Whether links on the screen are hyperlinks of the terminal.
    pub hyperlinks: Hyperlinks,
    /// Whether posts that tell the same news are one row from the start.
    pub grouping: Grouping,
    /// True if posts and their texts are kept on disk for the next start.
    pub cache: bool,
}

/// Whether links on the screen are hyperlinks of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hyperlinks {
    /// Unless the terminal is known to show their addresses as text.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// Whether posts that tell the same news are one row of the list from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Only once the user says so.
    #[default]
    Off,
    /// From the start.
    On,
}

/// A saved search.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its name.
    pub name: CleanText,
    /// The query as written.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
}

/// The folders of the user.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The folder of `config.toml`, `keys.toml` and `theme.toml`.
    pub config: PathBuf,
    /// The folder of the marks.
    pub data: PathBuf,
    /// The folder of the caches.
    pub cache: PathBuf,
}

impl Paths {
    /// The folders of the platform. `None` without a home directory.
    #[must_use]
    pub fn for_user() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "importai-reader")?;
        Some(Self {
            config: dirs.config_dir().to_owned(),
            data: dirs.data_dir().to_owned(),
            cache: dirs.cache_dir().to_owned(),
        })
    }
}

impl Config {
    /// The configuration in a folder, and warnings about its file.
    #[must_use]
    pub fn load(folder: Option<&Path>) -> (Self, Vec<CleanText>) {
        let mut config = Self::default();
        let warnings = ConfigLayer::layers("config.toml", DEFAULTS, folder, |layer| config.apply(layer));
        (config, warnings)
    }

    /// The folder of a feed's posts: its own, or else the first that is opened.
    #[must_use]
    pub fn folder_of<'a>(&'a self, feed: &'a ConfiguredFeed) -> Option<&'a PathBuf> {
        feed.into.as_ref().or(self.folders.first())
    }

    fn apply(&mut self, layer: &mut ConfigLayer) {
        for Entry { key, value, line } in std::mem::take(&mut layer.entries) {
            if key == "searches" {
                self.set_searches(value, line, layer);
            } else if key == "feeds" {
                self.feeds.extend(ConfiguredFeed::read_all(value, line, layer));
            } else if let Err(what) = self.set(&key, value) {
                layer.warn(line, &what);
            }
        }
    }

    /// Reads the table of searches. A bad one is reported and left out.
    fn set_searches(&mut self, value: Value, line: usize, layer: &mut ConfigLayer) {
        let Value::Table(entries) = value else {
            return layer.warn(line, "searches: expected a table with a name and a query on each line");
        };
        for Entry { key, value, line } in entries {
            if is_setting(&key) {
                layer.warn(line, &format!("{key} is a setting: put it above [searches]"));
                continue;
            }
            let Value::String(text) = value else {
                layer.warn(line, &format!("searches: expected a query for {key}, found {}", value.kind()));
                continue;
            };
            match Query::parse(&text) {
                Ok(query) if !query.is_empty() => {
                    self.searches.push(Saved { name: CleanText::single_line(&key), text, query: Arc::new(query) });
                }
                Ok(_) => layer.warn(line, &format!("searches: {key}: the query is empty")),
                Err(error) => {
                    let at = text[..error.offset].chars().count() + 1;
                    layer.warn(line, &format!("searches: {key}: {error} (at character {at})"));
                }
            }
        }
    }

    fn set(&mut self, key: &str, value: Value) -> Result<(), String> {
        let of_key = |what: String| format!("{key}: {what}");
        match key {
            "folder" => self.folders = folders(value.strings().map_err(of_key)?),
            "browser" => self.browser = command(value, key)?,
            "browser_in_terminal" => self.browser_in_terminal = bool_value(&value, key)?,
            "search_url" => self.search_url = search_url(value, key)?,
            "mouse" => self.mouse = bool_value(&value, key)?,
            "theme" => self.theme = one_of(value, key, &Themes::names())?,
            "hyperlinks" => {
                self.hyperlinks = match &*one_of(value, key, &["auto", "on", "off"])? {
                    "on" => Hyperlinks::On,
                    "off" => Hyperlinks::Off,
                    _ => Hyperlinks::Auto,
                };
            }
            "grouping" => {
                let is_on = one_of(value, key, &["off", "on"])? == "on";
                self.grouping = if is_on { Grouping::On } else { Grouping::Off };
            }
            "cache" => self.cache = bool_value(&value, key)?,
            "fetch_every" => self.fetch_every = interval(value, key)?,
            _ => {
                return Err(format!("unknown setting `{key}`; the settings are {}", SETTINGS.join(", ")));
            }
        }
        Ok(())
    }
}

fn bool_value(value: &Value, key: &str) -> Result<bool, String> {
    match value {
        Value::Bool(on) => Ok(*on),
        other => Err(format!("{key}: expected true or false, found {}", other.kind())),
    }
}

/// One of some words.
fn one_of(value: Value, key: &str, words: &[&str]) -> Result<String, String> {
    let expected = words.join(", ");
    match value {
        Value::String(text) if words.contains(&text.as_str()) => Ok(text),
        Value::String(text) => Err(format!("{key}: expected one of {expected}, found “{text}”")),
        other => Err(format!("{key}: expected one of {expected}, found {}", other.kind())),
    }
}

/// A number with a unit, or an empty string.
fn interval(value: Value, key: &str) -> Result<Option<Duration>, String> {
    let Value::String(text) = value else { return Err(format!("{key}: expected a string, found {}", value.kind())) };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let wrong = || format!("{key}: expected a time such as \"30m\", \"6h\" or \"1d\", found “{text}”");
    let number = text.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
    let seconds: u64 = match text.trim()[number.len()..].trim() {
        "m" => 60,
        "h" => 3600,
        "d" => 24 * 3600,
        _ => return Err(wrong()),
    };
    let found = number.parse::<u32>().map_err(|_| wrong())?;
    let interval = Duration::from_secs(seconds * u64::from(found));
    if interval < MIN_FETCH_INTERVAL {
        return Err(format!("{key}: the shortest time is \"15m\", found “{text}”"));
    }
    Ok(Some(interval))
}

/// A web address with `%s`, or an empty string.
fn search_url(value: Value, key: &str) -> Result<String, String> {
    let Value::String(text) = value else { return Err(format!("{key}: expected a string, found {}", value.kind())) };
    if text.is_empty() || (has_web_scheme(&text) && text.contains("%s")) {
        return Ok(text);
    }
    Err(format!("{key}: expected a web address with %s for the words, found “{text}”"))
}

/// A program with its arguments: a list, or one string that is split at spaces.
fn command(value: Value, key: &str) -> Result<Vec<String>, String> {
    match value {
        Value::String(text) => Ok(text.split_whitespace().map(str::to_owned).collect()),
        other => other.strings().map_err(|what| format!("{key}: {what}")),
    }
}

/// Paths of folders, with `~` for the home directory.
fn folders(texts: Vec<String>) -> Vec<PathBuf> {
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let expand = |text: String| match (text.strip_prefix('~'), &home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    };
    texts.into_iter().filter(|text| !text.is_empty()).map(expand).collect()
}
