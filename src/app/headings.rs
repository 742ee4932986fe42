//! The months, sites or authors that the post list is sorted by.

use crate::model::{Library, Post, PostId, Sort, SortKey};

/// The groups of an order: the index of the first post of each, and what it is called. Posts that stand below another
/// one, whatever their date or site, begin none.
pub(super) fn headings(
    library: &Library,
    order: &[PostId],
    sort: Sort,
    is_below: impl Fn(PostId) -> bool,
) -> Vec<(usize, String)> {
    let text = |post: &Post| match sort.key {
        SortKey::Date => post.date.month(),
        SortKey::Domain if post.domain.is_empty() => "no site".to_owned(),
        SortKey::Domain => post.domain.to_string(),
        SortKey::Author if post.author.is_empty() => "no author".to_owned(),
        SortKey::Author => post.author.to_string(),
        SortKey::Relevance | SortKey::Title | SortKey::ReadingTime => String::new(),
    };
    let same = |a: &Post, b: &Post| match sort.key {
        SortKey::Date => a.date.year_month() == b.date.year_month(),
        SortKey::Domain => a.domain == b.domain,
        SortKey::Author => a.author == b.author,
        SortKey::Relevance | SortKey::Title | SortKey::ReadingTime => true,
    };
    if matches!(sort.key, SortKey::Relevance | SortKey::Title | SortKey::ReadingTime) {
        return Vec::new();
    }
    let mut groups = Vec::new();
    let mut before: Option<&Post> = None;
    let posts = order.iter().enumerate().filter(|(_, id)| !is_below(**id));
    for (index, post) in posts.filter_map(|(index, id)| Some((index, library.post(*id)?))) {
        if before.is_none_or(|before| !same(before, post)) {
            groups.push((index, text(post)));
        }
        before = Some(post);
    }
    groups
}
