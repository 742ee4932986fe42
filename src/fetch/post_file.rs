//! A post as a file: its name and its text.

use std::fmt::Write;

use url::Url;

use super::item::{Item, Part, encoded, hash};
use crate::text::CleanText;

/// Length limits of the parts of a name, in bytes. File systems take 255 for all of it.
const MAX_HOST: usize = 60;
const MAX_SLUG: usize = 80;

/// Digits of the hash of the id in a name.
const HASH_DIGITS: usize = 8;

/// The name of the file for a post: `2020-12-28-example.org-title-0f1e2d3c.html`, or `.md`. All of its parts are ASCII
/// letters, digits, `-` and `.`, whatever the post says.
pub(super) fn name(item: &Item) -> String {
    let host = domain(item);
    let host: String =
        host.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).take(MAX_HOST).collect();
    let hash = &hash(item.id.as_bytes())[..HASH_DIGITS];
    let parts = [item.day().unwrap_or_default(), host.trim_matches(['.', '-']).to_owned(), slug(item), hash.to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-") + if item.is_markdown { ".md" } else { ".html" }
}

/// The site of a post.
fn domain(item: &Item) -> &str {
    let of_link = || item.link.as_ref().and_then(Url::host_str).unwrap_or_default();
    if item.domain.is_empty() { of_link().trim_start_matches("www.") } else { &item.domain }
}

/// The words of the address, or else of the title.
fn slug(item: &Item) -> String {
    let segments = item.link.as_ref().and_then(Url::path_segments);
    let last = segments.and_then(|parts| parts.rev().find(|part| !part.is_empty()).map(str::to_owned));
    let last = last.as_deref().map_or("", |last| last.split('.').next().unwrap_or_default());
    let of_link = words(last);
    if of_link.len() >= 3 { of_link } else { words(&item.title) }
}

/// The ASCII letters and digits of a text, with `-` in the place of others.
fn words(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' && c != '’' {
            out.push('-');
        }
        if out.len() >= MAX_SLUG {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The text of the file: front matter, the HTML as it came, and a note if that is not all of the post.
pub(super) fn text(item: &Item) -> String {
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{key}: '{}'", value.replace('\'', "''"));
        }
    };
    line("title", &encoded(&item.title));
    let date = item.date.map(|date| date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    line("date", &date.unwrap_or_default());
    // Semicolons would part authors.
    line("author", &encoded(&item.author).replace("; ", "&#59; "));
    if let Some(link) = &item.link {
        // The loader decodes the entity, and no other.
        line("link", &link.as_str().replace("&amp;", "&amp;amp;"));
    }
    line("domain", domain(item));
    line("description", &encoded(&item.description));
    line("source", item.source);
    line("id", &item.id);
    out.push_str(&tags(&item.tags));
    out.push_str(if item.is_draft { "draft: true\n" } else { "" });
    out.push_str(match item.part {
        Part::Whole => "",
        Part::Excerpt => "excerpt_only: true\n",
        Part::Paywalled(_) | Part::Subscribers => "paywalled: true\n",
    });
    out.push_str("---\n\n");
    // Control characters mean nothing in HTML, and could make the file look like UTF-16.
    out.extend(item.html.trim().chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')));
    out.push('\n');
    out.push_str(&note(item.part));
    out
}

/// The line of the tags.
fn tags(tags: &[CleanText]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| format!("'{}'", encoded(tag).replace('\'', "''"))).collect();
    if tags.is_empty() { String::new() } else { format!("tags: [{}]\n", tags.join(", ")) }
}

/// What stands below a text that is not whole.
fn note(part: Part) -> String {
    match part {
        Part::Whole | Part::Subscribers => String::new(),
        Part::Excerpt => "\n<p><em>The feed has no more of this post.</em></p>\n".to_owned(),
        Part::Paywalled(None) => "\n<p><em>The rest is for subscribers.</em></p>\n".to_owned(),
        Part::Paywalled(Some(words)) => {
            format!("\n<p><em>The rest is for subscribers; the whole text has {words} words.</em></p>\n")
        }
    }
}
