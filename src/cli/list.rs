//! `list`: prints all posts as text or JSON.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;

use super::json;
use crate::load::{self, Input};
use crate::model::{DateOrigin, Filter, Library, Marks, Post, Problem, ProblemKind, Sort};

/// A post as a JSON object.
#[derive(Serialize)]
struct PostRecord<'a> {
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

/// Prints every post, newest first: date, title and link separated by tabs, or one JSON object per line. Files that are
/// named like posts but cannot be read are reported on standard error.
pub(super) fn list(input: &Input, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut library = Library::default();
    load::load(input, |batch| {
        // What holds for the whole folder is seen in each line: a date with `~` is guessed.
        let of_files = |problem: &Problem| !matches!(problem.kind, ProblemKind::Common(..));
        for (path, problem) in batch.skipped.into_iter().filter(|(_, problem)| of_files(problem)) {
            // Standard error may be closed; that must not stop the list.
            let _ = writeln!(std::io::stderr(), "importai-reader: {path}: {}", problem.kind);
        }
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    for id in library.list(&Marks::default(), Sort::default(), Filter::All, None, None) {
        let Some(post) = library.post(id) else { continue };
        if as_json {
            json::print(out, &record(post))?;
        } else {
            writeln!(out, "{}\t{}\t{}", post.date.format_iso(), post.title, post.link.as_deref().unwrap_or_default())?;
        }
    }
    Ok(())
}

fn record(post: &Post) -> PostRecord<'_> {
    let record = |problem: &Problem| ProblemRecord { line: problem.line, reason: problem.kind.to_string() };
    PostRecord {
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
