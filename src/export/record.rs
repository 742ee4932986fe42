//! Posts and stories as JSON objects: the same fields in the output of every command.

use serde::Serialize;

use crate::model::{DateOrigin, Post, Problem};
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
