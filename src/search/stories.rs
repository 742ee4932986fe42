//! Searches stories by themselves: all words of a query must be in one story. Fields such as `author:` are those
//! of its post.

use std::sync::Arc;

use super::engine::search;
use super::match_cache::MatchCache;
use super::query::Query;
use crate::model::{Library, Mark, Marks, PostId, SearchText};

/// Stories as if each was a post. The texts are those of the library, not copies.
#[derive(Debug)]
pub struct StorySearch {
    stories: Library,
    marks: Marks,
}

impl StorySearch {
    /// A search in some stories, each with its post, which must be one of the library, its text and its marks.
    #[must_use]
    pub fn new(stories: impl IntoIterator<Item = (PostId, SearchText, Mark)>, library: &Library) -> Self {
        let (mut posts, mut texts, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for (post, text, mark) in stories {
            let Some(post) = library.posts().get(post.index()) else { continue };
            texts.push((PostId(u32::try_from(posts.len()).unwrap_or(u32::MAX)), text));
            posts.push(Arc::clone(post));
            marks.push(mark);
        }
        let mut stories = Library::default();
        stories.add_shared(posts);
        stories.add_texts(texts);
        Self { stories, marks: Marks::of_posts(marks) }
    }

    /// The stories that a query matches, by their index, in order. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn find(&self, query: &Query, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<usize>> {
        let mut found = self.rank(query, is_wanted)?;
        found.sort_unstable();
        Some(found)
    }

    /// As [`StorySearch::find`], best first.
    #[must_use]
    pub fn rank(&self, query: &Query, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<usize>> {
        let results = search(&self.stories, &self.marks, query, &MatchCache::default(), is_wanted)?;
        Some(results.hits.iter().map(|hit| hit.post.index()).collect())
    }

    /// The text of a story; empty if there is none of that index.
    #[must_use]
    pub fn text(&self, index: usize) -> &SearchText {
        self.stories.text(PostId(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}
