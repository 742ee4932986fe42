//! Posts as plain text: the same pages as in the reader.

use std::collections::HashSet;

use super::entry::Entry;
use crate::layout::{self, Line, PageOptions, TEXT_WIDTH};
use crate::load::PostContent;
use crate::model::Post;

/// A post as text, with the addresses of the links that are in it.
pub(super) fn of(entry: Entry<'_>, content: &PostContent, loaded: &Post) -> String {
    let options = PageOptions { width: TEXT_WIDTH, ..PageOptions::default() };
    let document = layout::lay_out_article(entry.article, content, loaded, &options);
    let links = |line: &Line| line.spans.iter().filter_map(|span| span.link).collect::<Vec<_>>();
    let used: HashSet<usize> = document.lines.iter().flat_map(links).collect();
    let is_used = |line: &&Line| links(line).iter().all(|link| used.contains(link));
    let addresses = document.address_lines();
    let mut out = String::new();
    for line in document.lines.iter().chain(addresses.iter().filter(is_used)) {
        out.push_str(line.text().trim_end());
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What is between two posts.
pub(super) fn separator() -> String {
    format!("\n{}\n\n", "=".repeat(usize::from(TEXT_WIDTH)))
}
