//! What is remembered of earlier fetches, in a hidden file of the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::http::Version;

/// The name of the file.
pub const STATE_FILE: &str = ".importai-fetch.json";

/// What is written before it is renamed. Hidden, so that no reader takes it for a post.
const UNFINISHED: &str = ".importai-fetch.tmp";

/// What is remembered. Without it, the folder is still known by the front matter of its posts; only changes of posts
/// are not taken over, as nothing tells whether the user changed the file too.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct State {
    /// The files that were written, by their path in the folder.
    pub(super) files: BTreeMap<String, Written>,
    /// The sources, by their address as it was typed.
    pub(super) sources: BTreeMap<String, Source>,
    /// Pages of sitemaps that are no articles.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) no_articles: BTreeSet<String>,
}

/// A file that was written.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Written {
    /// The id of its post.
    pub(super) id: String,
    /// SHA-256 of what was written.
    pub(super) sha256: String,
}

/// A source that was fetched.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Source {
    /// The address of its feed.
    pub(super) feed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<String>,
    /// When it was fetched last, as in `2020-12-28T17:16:32Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fetched: Option<String>,
    /// When it failed, if it failed the last time, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
}

impl Source {
    pub(super) fn version(&self) -> Version {
        Version { etag: self.etag.clone(), modified: self.modified.clone() }
    }
}

impl State {
    /// Reads the file of a folder. Nothing is remembered if it is missing or damaged.
    pub(super) fn read(folder: &Path) -> Self {
        let text = fs::read(folder.join(STATE_FILE)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        write_whole(folder, &folder.join(STATE_FILE), &text)
    }
}

/// Writes a file whole or not at all. What was there is replaced.
pub(super) fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    remove_unfinished(folder)?;
    let write = || {
        // Never through a link that somebody put there.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        File::open(path.parent().unwrap_or(folder))?.sync_all()
    };
    write().inspect_err(|_| drop(remove_unfinished(folder)))
}

/// Removes what an interrupted fetch left.
pub(super) fn remove_unfinished(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(UNFINISHED)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
