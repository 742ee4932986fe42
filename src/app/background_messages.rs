//! The sentences about exports and fetched feeds, which go on while the user reads.

use super::feeds::FetchProgress;
use crate::text::{pluralize, truncate};

/// No post is listed that could be exported.
pub const NOTHING_TO_EXPORT: &str = "no posts are listed that could be exported";

/// The title of the question in front of an export to a file that exists.
pub const REPLACE_FILE: &str = "Replace this file?";

/// The file that exists was kept.
pub const NOT_REPLACED: &str = "nothing was exported";

/// `R` while feeds are being fetched.
pub const ALREADY_FETCHING: &str = "the feeds are being fetched";

/// What is being fetched: `fetching import-ai 37/412 · 3 new`.
#[must_use]
pub fn fetching(progress: &FetchProgress) -> String {
    let FetchProgress { source, done, expected, new } = progress;
    let of = if *expected >= *done && *expected > 0 { format!("/{expected}") } else { String::new() };
    let posts = if *done > 0 { format!(" {done}{of}") } else { String::new() };
    let new = if *new > 0 { format!(" · {new} new") } else { String::new() };
    let source = truncate(source, 30);
    format!("fetching {}{posts}{new}", if source.is_empty() { "feeds" } else { &source })
}

/// The feeds were fetched; `key` lists what failed.
#[must_use]
pub fn fetched(new: usize, failed: usize, key: &str) -> String {
    let posts = match new {
        0 => "nothing new in the feeds".to_owned(),
        1 => "1 new post fetched".to_owned(),
        _ => format!("{new} new posts fetched"),
    };
    match failed {
        0 => posts,
        1 => format!("{posts}; 1 feed failed ({key} says why)"),
        _ => format!("{posts}; {failed} feeds failed ({key} says why)"),
    }
}

/// What to do about a feed that failed; `key` fetches.
#[must_use]
pub fn fetch_again(key: &str, name: &str) -> String {
    format!(
        "{key} fetches the feeds again. In a shell, `importai-reader feeds` lists them, and \
         `importai-reader feeds remove '{name}'` removes this one."
    )
}

/// What is listed is being exported.
#[must_use]
pub fn exporting(what: &str) -> String {
    format!("exporting {what}…")
}

/// Rows of a list were exported.
#[must_use]
pub fn rows_written(what: &str, name: &str) -> String {
    format!("wrote {what} to {name}")
}

/// What the command line does with a file.
#[must_use]
pub fn export_listed(count: usize, to_folder: bool) -> String {
    let to = if to_folder { "a folder with a file for each post" } else { "this file" };
    format!("Export the {} listed to {to}", posts(count))
}

/// Nothing was exported.
#[must_use]
pub fn not_exported(reason: &str) -> String {
    format!("not exported: {reason}")
}

/// Some posts could not be read; the first of them.
#[must_use]
pub fn export_lacks(written: &str, first: &str) -> String {
    format!("{written}; not all could be read: {first}")
}

/// There is a file of that name, and no time to ask.
#[must_use]
pub fn file_exists(name: &str) -> String {
    format!("not exported: {name} exists")
}

fn posts(count: usize) -> String {
    pluralize(count, "post", "posts")
}
