//! The sentences of the lists of stories.

use super::story_request::ListSource;
use crate::text::{pluralize, thousands};

/// While the stories are being read.
pub const READING_STORIES: &str = "Reading stories…";

/// No row is left.
pub const NO_STORY_FITS: &str = "no story fits";

/// There are no posts, and so no stories.
pub const NO_STORIES: &str = "no stories: no posts are loaded";

/// What a list is called.
#[must_use]
pub fn list_title(source: &ListSource) -> String {
    match source {
        ListSource::Stories(None) => "Stories".to_owned(),
        ListSource::Stories(Some(query)) => format!("Stories: {}", query.text),
    }
}

/// No story has all words of a query; `back` leads back to the posts that have them in several stories.
#[must_use]
pub fn no_story_matches(query: &str) -> String {
    format!("no single story matches {query}; the posts do with all their stories together")
}

/// How many stories are listed, and of how many posts: `41 stories in 33 posts`.
#[must_use]
pub fn story_counts((stories, posts): (usize, usize)) -> String {
    let of = pluralize(posts, "post", "posts");
    if stories == posts { of } else { format!("{} in {of}", pluralize(stories, "story", "stories")) }
}

/// A key of the post list was pressed in a list of stories.
#[must_use]
pub fn not_in_stories(key: &str) -> String {
    format!("{key} works in the list of posts only")
}

/// The row of a list of stories, of so many.
#[must_use]
pub fn story_of(number: usize, count: usize) -> String {
    format!("story {} of {}", thousands(number), thousands(count))
}
