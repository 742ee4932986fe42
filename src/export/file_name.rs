//! Safe names for the files of a folder.

use std::fmt::Write;

use ring::digest::{SHA256, digest};

use crate::model::{Post, PostDate};

/// Length limits of the parts of a name, in bytes. File systems take 255 for all of it.
const MAX_SITE: usize = 60;
const MAX_TITLE: usize = 80;

/// Bytes of the hash in a name.
const HASH: usize = 4;

/// The name of the file for a post: `2020-12-28-example.org-a-title-0f1e2d3c.md`. Its parts are letters, digits, `-`
/// and `.`, whatever the post says. The hash is that of the post's link, or else its path, and of the stories: the same
/// posts have the same names every time.
pub(super) fn of(post: &Post, date: PostDate, stories: Option<&[usize]>, extension: &str) -> String {
    let day = if date.is_of_file() { "undated".to_owned() } else { date.format_iso().replace('~', "") };
    let identity = format!("{}\n{stories:?}", post.identity());
    let mut hash = String::new();
    for byte in &digest(&SHA256, identity.as_bytes()).as_ref()[..HASH] {
        // Writing to a string does not fail.
        let _ = write!(hash, "{byte:02x}");
    }
    let site = words(&post.domain, MAX_SITE, |c| c.is_ascii_alphanumeric() || c == '.');
    let part = if stories.is_some() { "stories" } else { "" };
    let title = words(&post.title, MAX_TITLE, char::is_alphanumeric);
    let parts = [&day, site.trim_matches('.'), &title, part, &hash];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{extension}", parts.join("-"))
}

/// The characters of a text that may be in a name, in lower case, with `-` in the place of others.
fn words(text: &str, most: usize, is_allowed: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if is_allowed(c) {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') && !matches!(c, '\'' | '’') {
            out.push('-');
        }
        if out.len() >= most {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}
