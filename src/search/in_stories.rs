//! Evaluates a query on the stories of posts, each by itself, with their posts' fields.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::query::Query;
use super::rank::Score;
use super::scan::{ChunkScan, Scores, StoryText, post_id};
use crate::model::{Library, Marks, PostId};

/// A story that a query matches, or a post without stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryMatch {
    /// The post.
    pub post: PostId,
    /// Which of its stories, counted from 0; `None` for a post without stories.
    pub story: Option<usize>,
    /// The number of matches.
    pub matches: u32,
}

/// Posts whose stories are searched in one go.
const CHUNK: usize = 256;

/// The stories that a query matches by themselves, best first, as posts are ranked: the headline of a story is its
/// title.
#[must_use]
pub fn rank_stories(library: &Library, marks: &Marks, query: &Query) -> Vec<StoryMatch> {
    let mut found: Vec<(Score, StoryMatch)> = Vec::new();
    let count = library.posts().len();
    for start in (0..count).step_by(CHUNK) {
        let stories = stories_of(library, start..count.min(start + CHUNK));
        let scores = ChunkScan::of_stories(library, marks, &stories, || true).run(query).scores;
        for (StoryText { post, story, .. }, score) in stories.iter().zip(scores) {
            found.extend(score.map(|score| (score, StoryMatch { post: *post, story: *story, matches: score.matches })));
        }
    }
    found.sort_by_key(|(score, found)| {
        let date = library.timestamp(found.post);
        (Reverse((score.zone, score.matches, date)), found.post, found.story)
    });
    found.into_iter().map(|(_, found)| found).collect()
}

/// The score of each of some posts for a query that must match one story: that of its stories that match.
pub(super) fn scan_stories(
    library: &Library,
    marks: &Marks,
    query: &Query,
    posts: Range<usize>,
    is_wanted: impl Fn() -> bool,
) -> Scores {
    let mut scores: Scores = vec![None; posts.len()];
    let stories = stories_of(library, posts.clone());
    let found = ChunkScan::of_stories(library, marks, &stories, is_wanted).run(query).scores;
    for (story, score) in stories.iter().zip(found) {
        let so_far = &mut scores[story.post.index() - posts.start];
        *so_far = match (*so_far, score) {
            (Some(one), Some(other)) => Some(one.or(other)),
            (one, other) => one.or(other),
        };
    }
    scores
}

/// The stories of some posts, and the posts without stories.
fn stories_of(library: &Library, posts: Range<usize>) -> Vec<StoryText> {
    let mut stories = Vec::with_capacity(posts.len());
    for post in posts.map(post_id) {
        let text = library.text(post);
        let before = stories.len();
        let parts = text.story_parts().enumerate();
        stories.extend(parts.map(|(number, text)| StoryText { post, story: Some(number), text }));
        if stories.len() == before {
            stories.push(StoryText { post, story: None, text: text.clone() });
        }
    }
    stories
}

/// The issues with stories that a query matches, and which of their stories these are, counted from 0.
#[must_use]
pub fn search_stories(library: &Library, marks: &Marks, query: &Query) -> BTreeMap<PostId, Vec<usize>> {
    let mut issues: BTreeMap<PostId, Vec<usize>> = BTreeMap::new();
    for StoryMatch { post, story, .. } in rank_stories(library, marks, query) {
        if let Some(story) = story {
            issues.entry(post).or_default().push(story);
        }
    }
    for stories in issues.values_mut() {
        stories.sort_unstable();
    }
    issues
}
