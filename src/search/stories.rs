//! Searches stories by themselves: all words of a query must be in one story. Fields such as `author:` and `is:unread`
//! are those of its post.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::engine::search;
use super::match_cache::MatchCache;
use super::query::Query;
use crate::model::{Library, Marks, PostId, SearchText};

/// Stories as if each was a post. The texts are those of the library, not copies.
#[derive(Debug)]
pub struct StorySearch {
    stories: Library,
    marks: Marks,
}

impl StorySearch {
    /// A search in some stories, each with its post, which must be one of the library, and its text.
    #[must_use]
    pub fn new(stories: impl IntoIterator<Item = (PostId, SearchText)>, library: &Library, marks: &Marks) -> Self {
        let (mut posts, mut texts) = (Vec::new(), Vec::new());
        for (post, text) in stories {
            let Some(post) = library.posts().get(post.index()) else { continue };
            texts.push((PostId(u32::try_from(posts.len()).unwrap_or(u32::MAX)), text));
            posts.push(Arc::clone(post));
        }
        let mut stories = Library::default();
        stories.add_shared(posts);
        stories.add_texts(texts);
        let stored = library.present().map(|(id, post)| (post.identity().to_owned(), marks.get(id)));
        let mut of_stories = Marks::default();
        of_stories.load(stored.collect(), stories.posts());
        Self { stories, marks: of_stories }
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

/// The issues with stories that a query matches, and which of their stories these are, counted from 0.
#[must_use]
pub fn search_stories(library: &Library, marks: &Marks, query: &Query) -> BTreeMap<PostId, Vec<usize>> {
    let (mut places, mut stories) = (Vec::new(), Vec::new());
    for (id, _) in library.present() {
        let text = library.text(id);
        let starts: Vec<usize> = text.headlines().map(|(start, _)| start).collect();
        for (number, start) in starts.iter().enumerate() {
            // The next one starts on a line of its own.
            let end = starts.get(number + 1).map_or(text.as_str().len(), |next| next.saturating_sub(1));
            stories.push((id, text.part(*start..end)));
            places.push((id, number));
        }
    }
    let found = StorySearch::new(stories, library, marks).find(query, || true).unwrap_or_default();
    let mut issues: BTreeMap<PostId, Vec<usize>> = BTreeMap::new();
    for (post, number) in found.into_iter().filter_map(|index| places.get(index)) {
        issues.entry(*post).or_default().push(*number);
    }
    issues
}
