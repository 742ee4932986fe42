//! `search`: prints the posts that match a query as text or JSON.

use std::collections::HashMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::time::SystemTime;

use anyhow::anyhow;
use serde::Serialize;
use thiserror::Error;
use unicode_width::UnicodeWidthStr;

use super::json;
use super::record::PostRecord;
use crate::cache::CachePlace;
use crate::config::Paths;
use crate::export::Selection;
use crate::load::{self, Input, LoadOptions, PostContent, Texts};
use crate::model::{Library, Marks, Post, SearchText};
use crate::search::{
    Hit, MatchCache, Prefilter, Query, QueryError, SearchResults, Snippet, StoryMatch, extract, rank_stories, search,
    search_stories,
};
use crate::store;
use crate::text::CleanText;

/// Width of a snippet in terminal cells.
const SNIPPET_WIDTH: usize = 100;

/// A result as a JSON object.
#[derive(Serialize)]
struct HitRecord<'a> {
    #[serde(flatten)]
    post: PostRecord<'a>,
    matches: u32,
    /// Headline of the story that the snippet is from.
    headline: Option<String>,
    snippet: String,
}

/// A matching story as a JSON object.
#[derive(Serialize)]
struct StoryHitRecord<'a> {
    #[serde(flatten)]
    post: PostRecord<'a>,
    /// The number of the story in its post, counted from 1.
    story: Option<usize>,
    headline: Option<&'a str>,
    matches: u32,
    snippet: String,
}

/// A query that cannot be parsed: a message of several lines, with a caret under the error.
#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct InvalidQuery(String);

impl InvalidQuery {
    /// The message for an error in a query.
    pub(super) fn new(query: &str, error: &QueryError) -> Self {
        Self(point_at_error(query, error))
    }
}

/// The posts that a query matches.
pub(super) struct Found {
    query: Query,
    library: Library,
    marks: Marks,
    results: SearchResults,
    /// The cache, if it is worth writing.
    stale_cache: Option<StaleCache>,
}

/// A cache to be written again.
struct StaleCache {
    place: CachePlace,
    /// When loading began.
    since: SystemTime,
    /// Where the posts come from, if the library has not all texts.
    lacking: Option<Input>,
}

/// Searches all posts.
pub(super) fn find(text: &str, input: &Input, cache: Option<CachePlace>) -> anyhow::Result<Found> {
    let query = Query::parse(text).map_err(|error| InvalidQuery::new(text, &error))?;
    let started = SystemTime::now();
    let Loaded { library, is_stale, has_all_texts } = load_for(&query, input, cache.as_ref());
    let marks = if query.asks_marks() { marks(&library)? } else { Marks::default() };
    let mut results = search(&library, &marks, &query, &MatchCache::default(), || true).unwrap_or_default();
    sort_equal_hits(&mut results.hits, &library);
    let lacking = (!has_all_texts).then(|| input.clone());
    let stale_cache = cache.filter(|_| is_stale).map(|place| StaleCache { place, since: started, lacking });
    Ok(Found { query, library, marks, results, stale_cache })
}

impl Found {
    /// True if no post matches.
    pub(super) fn is_empty(&self) -> bool {
        self.results.hits.is_empty()
    }

    /// The posts, to be exported.
    pub(super) fn posts(&self) -> Vec<Selection> {
        self.results.hits.iter().map(|hit| Selection { post: hit.post, stories: None }).collect()
    }

    /// The stories that match by themselves, to be exported.
    pub(super) fn stories(&self) -> Vec<Selection> {
        let found = search_stories(&self.library, &self.marks, &self.query);
        found.into_iter().map(|(post, stories)| Selection { post, stories: Some(stories) }).collect()
    }

    /// Writes the cache if that saves the next search much work. Nothing is lost if it cannot be written.
    pub(super) fn write_cache(&self) {
        let Some(StaleCache { place, since, lacking }) = &self.stale_cache else { return };
        let _ = match lacking {
            None => load::write_cache(place, &self.library, *since),
            Some(input) => {
                let since = SystemTime::now();
                let (library, _) = load_all(input, Some(place), Texts::All(&extract));
                load::write_cache(place, &library, since)
            }
        };
    }

    /// The library that was searched.
    pub(super) fn into_library(self) -> Library {
        self.library
    }

    /// The stories that match by themselves, best match first.
    pub(super) fn ranked_stories(&self) -> Vec<StoryMatch> {
        rank_stories(&self.library, &self.marks, &self.query)
    }

    /// Prints stories: date, headline and path separated by tabs, with the snippet on a line below; or one JSON object
    /// per line. A post without stories has its title in the place of a headline.
    pub(super) fn print_stories(
        &self,
        stories: &[StoryMatch],
        as_json: bool,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        for found in stories {
            let Some(post) = self.library.post(found.post) else { continue };
            let whole = self.library.text(found.post);
            let text = found.story.and_then(|story| whole.story_parts().nth(story)).unwrap_or_else(|| whole.clone());
            let headline = found.story.and_then(|_| text.headlines().next()).map(|(_, headline)| headline);
            let snippet = Snippet::of(&text, &self.query, SNIPPET_WIDTH).text;
            if as_json {
                let (post, story) = (PostRecord::of(post), found.story.map(|story| story + 1));
                let snippet = snippet.to_string();
                json::print(out, &StoryHitRecord { post, story, headline, matches: found.matches, snippet })?;
                continue;
            }
            let number = found.story.map(|story| format!("#{}", story + 1)).unwrap_or_default();
            print_hit(post, headline.unwrap_or(&post.title), &number, &snippet, out)?;
        }
        Ok(())
    }

    /// Prints the posts, best match first: date, title and path separated by tabs, with the snippet on a line below; or
    /// one JSON object per line.
    pub(super) fn print(&self, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
        for hit in &self.results.hits {
            let Some(post) = self.library.post(hit.post) else { continue };
            let snippet = Snippet::of(self.library.text(hit.post), &self.query, SNIPPET_WIDTH);
            if as_json {
                let record = HitRecord {
                    post: PostRecord::of(post),
                    matches: hit.matches,
                    headline: snippet.story.map(|story| story.to_string()),
                    snippet: snippet.text.to_string(),
                };
                json::print(out, &record)?;
                continue;
            }
            let story = snippet.story.filter(|_| !snippet.text.is_empty()).map(|story| format!("{story}: "));
            print_hit(post, &post.title, "", &format!("{}{}", story.unwrap_or_default(), snippet.text), out)?;
        }
        Ok(())
    }
}

/// Prints a hit: the date, a title and the path with the number of a story, separated by tabs; below, the snippet.
fn print_hit(post: &Post, title: &str, number: &str, snippet: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let path = CleanText::single_line(&post.source.path().to_string_lossy());
    writeln!(out, "{}\t{title}\t{path}{number}", post.date.format_iso())?;
    if snippet.is_empty() { Ok(()) } else { writeln!(out, "\t{snippet}") }
}

/// The posts for a query.
struct Loaded {
    library: Library,
    is_stale: bool,
    has_all_texts: bool,
}

/// Loads every post, with the texts that a query may match. Those of a plain word are few: then a cache that is
/// not there is not written.
fn load_for(query: &Query, input: &Input, cache: Option<&CachePlace>) -> Loaded {
    let Some(prefilter) = Prefilter::new(query) else {
        let (library, is_stale) = load_all(input, cache, Texts::All(&extract));
        return Loaded { library, is_stale, has_all_texts: true };
    };
    let make = |content: &PostContent| {
        if prefilter.may_match(content) { extract(content) } else { SearchText::default() }
    };
    let may_match = |post: &Post, plain: Option<&[u8]>| prefilter.may_match_text(post, plain);
    let cache = cache.filter(|cache| cache.exists());
    let (library, is_stale) = load_all(input, cache, Texts::Matching { make: &make, may_match: &may_match });
    Loaded { library, is_stale, has_all_texts: false }
}

/// Loads every post. Also returns whether the cache is worth writing.
fn load_all(input: &Input, cache: Option<&CachePlace>, texts: Texts<'_>) -> (Library, bool) {
    let mut library = Library::default();
    let mut is_stale = false;
    load::load(input, LoadOptions { cache, texts, ..LoadOptions::default() }, |batch| {
        is_stale = batch.progress.is_cache_stale;
        library.add_with_texts(batch.posts, batch.texts);
        ControlFlow::Continue(())
    });
    (library, is_stale)
}

/// Puts hits of the same rank and date in the order of their paths. Otherwise they are in the order in which the posts
/// were loaded, which differs from one run to the next.
fn sort_equal_hits(hits: &mut [Hit], library: &Library) {
    let rank = |hit: &Hit| (hit.zone, hit.matches, library.timestamp(hit.post));
    let path = |hit: &Hit| library.post(hit.post).map(|post| post.source.relative());
    for equal in hits.chunk_by_mut(|a, b| rank(a) == rank(b)) {
        equal.sort_by(|a, b| path(a).cmp(&path(b)));
    }
}

/// The stored marks of the posts.
pub(super) fn marks(library: &Library) -> anyhow::Result<Marks> {
    let paths = Paths::for_user().ok_or_else(|| anyhow!("cannot read marks: there is no home directory"))?;
    let mut marks = Marks::default();
    let stored = store::read_marks(&paths.data).unwrap_or_else(|error| {
        // Standard error may be closed; that must not stop the search.
        let _ = writeln!(std::io::stderr(), "importai-reader: {}", CleanText::single_line(&error.to_string()));
        HashMap::new()
    });
    marks.load(stored, library.posts());
    Ok(marks)
}

/// The query, a caret under the error, and the message, each on its own line.
fn point_at_error(text: &str, error: &QueryError) -> String {
    let query = CleanText::sanitized(text);
    let column = text.get(..error.offset).unwrap_or_default().width();
    let message = CleanText::single_line(&error.to_string());
    format!("invalid query\n    {query}\n    {}^\n{message}", " ".repeat(column))
}
