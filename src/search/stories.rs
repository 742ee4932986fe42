//! Searches the stories of all issues, each by itself: all words of a query must be in one story. Fields such as
//! `author:` and `is:unread` are those of its issue.

use std::collections::{BTreeMap, HashMap};

use super::engine::search;
use super::match_cache::MatchCache;
use super::query::Query;
use crate::model::{Library, Marks, PostId, SearchTextBuilder};

/// The issues with stories that a query matches, and which of their stories these are, counted from 0.
#[must_use]
pub fn search_stories(library: &Library, marks: &Marks, query: &Query) -> BTreeMap<PostId, Vec<usize>> {
    let mut stories = Library::default();
    let (mut posts, mut texts, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut stored = HashMap::new();
    for (id, post) in library.present() {
        let text = library.text(id);
        let headlines: Vec<(usize, &str)> = text.headlines().collect();
        for (number, (start, headline)) in headlines.iter().enumerate() {
            let end = headlines.get(number + 1).map_or(text.as_str().len(), |(next, _)| *next);
            let mut builder = SearchTextBuilder::new(headline);
            builder.headline(headline);
            text.as_str()[*start..end].lines().skip(1).for_each(|line| builder.line(line));
            texts.push((PostId(u32::try_from(places.len()).unwrap_or(u32::MAX)), builder.finish()));
            posts.push((**post).clone());
            places.push((id, number));
        }
        if !headlines.is_empty() {
            stored.insert(post.identity().to_owned(), marks.get(id));
        }
    }
    stories.add(posts);
    stories.add_texts(texts);
    let mut of_stories = Marks::default();
    of_stories.load(stored, stories.posts());
    let results = search(&stories, &of_stories, query, &MatchCache::default(), || true).unwrap_or_default();
    let mut found: BTreeMap<PostId, Vec<usize>> = BTreeMap::new();
    for (post, number) in results.hits.iter().filter_map(|hit| places.get(hit.post.index())) {
        found.entry(*post).or_default().push(*number);
    }
    for numbers in found.values_mut() {
        numbers.sort_unstable();
    }
    found
}
