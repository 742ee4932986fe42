//! A post as a JSON object: the same fields in the output of every command.

use serde::Serialize;

use crate::model::{DateOrigin, Post, Problem};

/// The fields of a post.
#[derive(Serialize)]
pub(super) struct PostRecord<'a> {
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
    pub(super) fn of(post: &'a Post) -> Self {
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
