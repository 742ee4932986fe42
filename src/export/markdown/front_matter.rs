//! The fields of a post as front matter that this program, and every program that knows YAML, reads as they are.

use std::fmt::Write;

use crate::export::entry::Entry;

/// The front matter of a post, with a blank line below it.
pub(super) fn of(entry: &Entry<'_>) -> String {
    let post = entry.post;
    let date = if entry.date.is_guess() { String::new() } else { entry.date.instant().to_string() };
    let description = entry.article.description.map(|text| encoded(text)).unwrap_or_default();
    block(&[
        ("title", encoded(&post.title)),
        ("date", date),
        // Semicolons would part authors.
        ("author", encoded(&post.author).replace("; ", "&#59; ")),
        // The loader decodes this entity in an address, and no other.
        ("link", post.link.as_deref().map(|link| link.replace("&amp;", "&amp;amp;")).unwrap_or_default()),
        ("domain", encoded(&post.domain)),
        ("description", description),
        ("tags", encoded(&post.tags)),
    ])
}

/// The front matter of a file with several posts.
pub(super) fn of_volume(title: &str) -> String {
    block(&[("title", encoded(title))])
}

fn block(fields: &[(&str, String)]) -> String {
    let mut out = String::from("---\n");
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{key}: '{}'", value.replace('\'', "''"));
    }
    out.push_str("---\n\n");
    out
}

/// A clean text as front matter has it: where it could be taken for markup, as entities.
fn encoded(text: &str) -> String {
    // These words stand for no value.
    if matches!(text, "undefined" | "null" | "~") {
        let (first, rest) = text.split_at(1);
        return format!("&#{};{rest}", first.as_bytes()[0]);
    }
    let decodes = |at: usize| text[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic());
    let is_tag = |at: usize| text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            // The loader decodes twice, as titles of feeds are often encoded twice.
            '&' if decodes(at) => out.push_str("&amp;amp;"),
            '<' if is_tag(at) => out.push_str("&lt;"),
            c => out.push(c),
        }
    }
    out
}
