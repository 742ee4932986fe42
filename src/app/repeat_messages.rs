//! The sentences about posts that tell the same news.

use crate::text::pluralize;

/// They are being looked for.
pub const FINDING_REPEATS: &str = "looking for posts that tell the same news…";

/// The same, in a word.
pub const GROUPING: &str = "grouping…";

/// They are one row.
pub const GROUPED: &str = "grouped";

/// They are no longer one row.
pub const UNGROUPED: &str = "every post has a row of its own";

/// The selected post has no others in its row.
pub const NO_REPEAT: &str = "no other listed post tells this news";

/// Posts that tell the same news are one row; `key` opens one.
#[must_use]
pub fn grouped(groups: usize, key: &str) -> String {
    match groups {
        0 => "no two listed posts tell the same news".to_owned(),
        _ => format!(
            "{} that posts share; {key} shows the others of a row",
            pluralize(groups, "piece of news", "pieces of news")
        ),
    }
}

/// A row was to be opened, but posts are not grouped; `key` groups them.
#[must_use]
pub fn group_first(key: &str) -> String {
    format!("posts are not grouped; {key} puts those that tell the same news in one row")
}

/// What the key that opens the row of a post does.
#[must_use]
pub fn same_news(is_open: bool) -> &'static str {
    if is_open { "close the row" } else { "show the others" }
}
