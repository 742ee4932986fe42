//! Posts and stories as JSON objects: the same fields in the output of every command.

use serde::Serialize;

use crate::insight::{StoryHit, StoryTable};
use crate::model::{DateOrigin, Library, Post, Problem};
use crate::story::{Citation, Story, StoryKind};

/// The fields of a post.
#[derive(Serialize)]
pub struct PostRecord<'a> {
    /// The whole path, or `-` for standard input.
    path: String,
    title: &'a str,
    /// The time in UTC, in RFC 3339 format.
    date: String,
    /// Where the date comes from.
    date_from: DateOrigin,
    /// True if the date stands nowhere in the file or its path.
    date_guessed: bool,
    link: Option<&'a str>,
    domain: &'a str,
    author: &'a str,
    words: u32,
    problems: Vec<ProblemRecord>,
}

#[derive(Serialize)]
struct ProblemRecord {
    line: Option<u32>,
    reason: String,
}

impl<'a> PostRecord<'a> {
    /// The fields of a post.
    #[must_use]
    pub fn of(post: &'a Post) -> Self {
        let record = |problem: &Problem| ProblemRecord { line: problem.line, reason: problem.kind.to_string() };
        Self {
            path: post.source.path().to_string_lossy().into_owned(),
            title: &post.title,
            date: post.date.instant().to_string(),
            date_from: post.date.origin,
            date_guessed: post.date.is_guess(),
            link: post.link.as_deref(),
            domain: &post.domain,
            author: &post.author,
            words: post.length.total(),
            problems: post.problems.iter().map(record).collect(),
        }
    }
}

/// A story as a JSON object.
#[derive(Serialize)]
pub struct StoryRecord<'a> {
    #[serde(flatten)]
    post: PostRecord<'a>,
    headline: &'a str,
    dek: Option<&'a str>,
    fiction: bool,
    story_words: usize,
    labels: Vec<&'a str>,
    citations: Vec<CitationRecord<'a>>,
}

/// A place in a story as a JSON object: the fields by which a post is known, and the story.
#[derive(Serialize)]
pub struct PlaceRecord<'a> {
    path: String,
    title: &'a str,
    date: String,
    date_guessed: bool,
    link: Option<&'a str>,
    /// The number of the story in its post, counted from 1.
    story: Option<usize>,
    headline: Option<&'a str>,
    why: &'a str,
}

impl<'a> PlaceRecord<'a> {
    /// The fields of a hit; `None` if its post is not in the library.
    #[must_use]
    pub fn of(hit: &'a StoryHit, table: &'a StoryTable, library: &'a Library) -> Option<Self> {
        let post = library.post(hit.post)?;
        Some(Self {
            path: post.source.path().to_string_lossy().into_owned(),
            title: &post.title,
            date: post.date.instant().to_string(),
            date_guessed: post.date.is_guess(),
            link: post.link.as_deref(),
            story: hit.story.map(|story| story + 1),
            headline: table.row(hit).filter(|row| row.story.is_some()).map(|row| &*row.headline),
            why: &hit.why,
        })
    }
}

#[derive(Serialize)]
struct CitationRecord<'a> {
    title: &'a str,
    source: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> StoryRecord<'a> {
    /// The fields of a story of a post.
    #[must_use]
    pub fn of(post: &'a Post, story: &'a Story) -> Self {
        let citation = |citation: &'a Citation| CitationRecord {
            title: &citation.title,
            source: citation.source.as_deref(),
            url: citation.url.as_deref(),
        };
        Self {
            post: PostRecord::of(post),
            headline: &story.headline,
            dek: story.dek.as_deref(),
            fiction: story.kind == StoryKind::Fiction,
            story_words: story.words(),
            labels: story.labels().collect(),
            citations: story.citations().map(citation).collect(),
        }
    }
}
