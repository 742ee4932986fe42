//! What follows the last story: the farewell, and what a web page has below it.

use crate::text::prefix;

/// How farewells begin.
const FAREWELLS: [&str; 3] = ["thanks for reading", "that’s all for this week", "that's all for this week"];

/// Longest farewell in bytes; a longer text is a story's.
const MAX_FAREWELL: usize = 300;

/// Lines of the web page around an issue.
const FURNITURE: [&str; 14] = [
    "subscribe now",
    "subscribe",
    "share",
    "share this",
    "share this post",
    "like this",
    "like",
    "loading",
    "related",
    "leave a comment",
    "comments",
    "tweet",
    "print",
    "%d",
];

/// Whether a text is a farewell.
pub(super) fn is_one(text: &str) -> bool {
    text.len() <= MAX_FAREWELL && begins(text)
}

/// Whether a text begins with a farewell.
pub(super) fn begins(text: &str) -> bool {
    let start = prefix(text.trim_start(), MAX_FAREWELL).to_lowercase();
    FAREWELLS.iter().any(|farewell| start.starts_with(farewell))
}

/// Whether a line is a button or a heading that the web page around an issue has.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '.', '…']).to_lowercase();
    FURNITURE.contains(&&*line)
}
