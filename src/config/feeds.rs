//! The feeds of the user: read from `config.toml`, added to it and removed from it.

use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, value};

use super::edit::{edit, invalid};
use super::layer::{ConfigLayer, Entry, Value};
use super::{folders, is_setting};
use crate::fetch::Newsletter;

/// The name of the tables.
const TABLES: &str = "feeds";

/// A feed, or a page that names one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfiguredFeed {
    /// Its address, or the name of a newsletter that is known.
    pub url: String,
    /// What the user calls it; empty for its address.
    pub name: String,
    /// The folder for its posts; `None` for the usual one.
    pub into: Option<PathBuf>,
    /// True if nobody typed its address, which comes from a list of another program: it may not lead to a private
    /// network.
    pub is_imported: bool,
}

impl ConfiguredFeed {
    /// What is fetched. `None` if the address is none.
    #[must_use]
    pub fn newsletter(&self) -> Option<Newsletter> {
        let found = Newsletter::find(&self.url)?;
        let found = Newsletter { is_typed: found.is_typed && !self.is_imported, ..found };
        Some(if self.name.is_empty() { found } else { Newsletter { name: self.name.clone(), ..found } })
    }

    /// What the user calls it.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { &self.url } else { &self.name }
    }

    /// True if the user means this feed: by its name in any case, or by its address.
    #[must_use]
    pub fn is_called(&self, typed: &str) -> bool {
        self.name.eq_ignore_ascii_case(typed) || self.is_at(typed)
    }

    /// True if it is at an address, however that is written.
    #[must_use]
    pub fn is_at(&self, url: &str) -> bool {
        let homes = |url: &str| Newsletter::find(url).map(|newsletter| newsletter.homes);
        self.url == url || homes(&self.url).is_some_and(|own| homes(url) == Some(own))
    }

    /// True if it brings the posts of an address too: it is at that address, or both are of the same known newsletter,
    /// which comes out on several sites.
    #[must_use]
    pub fn shares_posts_with(&self, url: &str) -> bool {
        let known = |url: &str| Newsletter::find(url)?.homes.iter().flatten().find_map(Newsletter::known_at);
        self.is_at(url) || known(url).is_some_and(|name| known(&self.url) == Some(name))
    }

    /// Reads the tables of feeds. A bad one is reported and left out.
    pub(super) fn read_all(value: Value, line: usize, layer: &mut ConfigLayer) -> Vec<Self> {
        let Value::Tables(tables) = value else {
            layer.warn(line, "feeds: expected [[feeds]], with url and name on the lines after it");
            return Vec::new();
        };
        let feeds = tables.into_iter().map(|table| Self::read(table, line, layer));
        feeds.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    fn read(table: Vec<Entry>, line: usize, layer: &mut ConfigLayer) -> Option<Self> {
        let mut feed = Self::default();
        let first = table.first().map_or(line, |entry| entry.line);
        for Entry { key, value, line } in table {
            match (key.as_str(), value) {
                ("url", Value::String(url)) => feed.url = url,
                ("name", Value::String(name)) => feed.name = name,
                ("into", Value::String(into)) => feed.into = folders(vec![into]).pop(),
                ("imported", Value::Bool(is_imported)) => feed.is_imported = is_imported,
                ("imported", other) => {
                    layer.warn(line, &format!("feeds: imported: expected true or false, found {}", other.kind()));
                }
                ("url" | "name" | "into", other) => {
                    layer.warn(line, &format!("feeds: {key}: expected a string, found {}", other.kind()));
                }
                _ if is_setting(&key) => {
                    layer.warn(line, &format!("{key} is a setting: put it above [[feeds]]"));
                }
                _ => layer.warn(line, &format!("feeds: unknown key `{key}`; the keys are url, name, into, imported")),
            }
        }
        if feed.url.is_empty() {
            layer.warn(first, "feeds: a feed without url is left out");
            return None;
        }
        Some(feed)
    }
}

/// Things by the folder that they go to, in the order of the first of each.
#[must_use]
pub fn by_folder<T>(things: impl IntoIterator<Item = (PathBuf, T)>) -> Vec<(PathBuf, Vec<T>)> {
    let mut folders: Vec<(PathBuf, Vec<T>)> = Vec::new();
    for (folder, thing) in things {
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, things)) => things.push(thing),
            None => folders.push((folder, vec![thing])),
        }
    }
    folders
}

/// Adds feeds to the `config.toml` of a folder, which is made if it is not there.
///
/// # Errors
/// The file cannot be read or written, is not TOML, or has something else under the name of the feeds.
pub fn add_feeds(folder: &Path, feeds: &[ConfiguredFeed]) -> io::Result<()> {
    edit(folder, |document| feeds.iter().try_for_each(|feed| add(document, feed)))
}

fn add(document: &mut DocumentMut, feed: &ConfiguredFeed) -> io::Result<()> {
    match document.entry(TABLES).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            let mut table = Table::new();
            fill(&mut table, feed);
            tables.push(table);
        }
        other => {
            let mut table = InlineTable::new();
            fill(&mut table, feed);
            other.as_array_mut().filter(|list| is_of_tables(list)).ok_or_else(no_tables)?.push(table);
        }
    }
    Ok(())
}

fn fill(table: &mut dyn TableLike, feed: &ConfiguredFeed) {
    table.insert("url", value(&feed.url));
    if !feed.name.is_empty() {
        table.insert("name", value(&feed.name));
    }
    if let Some(into) = &feed.into {
        table.insert("into", value(&*into.to_string_lossy()));
    }
    if feed.is_imported {
        table.insert("imported", value(true));
    }
}

/// Removes the feed of an address from the `config.toml` of a folder.
///
/// # Errors
/// As for [`add_feeds`].
pub fn remove_feed(folder: &Path, url: &str) -> io::Result<()> {
    edit(folder, |document| {
        let is_other = |table: &dyn TableLike| table.get("url").and_then(Item::as_str) != Some(url);
        match document.get_mut(TABLES) {
            Some(Item::ArrayOfTables(tables)) => tables.retain(|table| is_other(table)),
            Some(other) => {
                let list = other.as_array_mut().filter(|list| is_of_tables(list)).ok_or_else(no_tables)?;
                list.retain(|item| item.as_inline_table().is_none_or(|table| is_other(table)));
            }
            None => {}
        }
        Ok(())
    })
}

fn is_of_tables(list: &Array) -> bool {
    list.iter().all(toml_edit::Value::is_inline_table)
}

fn no_tables() -> io::Error {
    invalid(format!("{TABLES} is not a list of tables"))
}
