//! `list`: the index, for people and for programs.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;

use super::json;
use crate::load::{self, Input};
use crate::model::{DateOrigin, Filter, Library, Marks, Post, Sort};

/// A post as a JSON object.
#[derive(Serialize)]
struct Line<'a> {
    path: String,
    title: &'a str,
    /// The instant in GMT, as RFC 3339 has it.
    date: String,
    /// Where the date was found.
    date_from: DateOrigin,
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

/// Prints every post, newest first: `date, tab, title, tab, link`, or a JSON object a line. What has a post's name and is
/// none is told on standard error.
pub(super) fn list(archive: &Input, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut library = Library::default();
    load::load(archive, |batch| {
        for (path, problem) in batch.skipped {
            // Standard error may be closed; the list is printed all the same.
            let _ = writeln!(std::io::stderr(), "importai-reader: {path}: {}", problem.kind);
        }
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    for id in library.arrange(&Marks::default(), Sort::default(), Filter::All, None, None) {
        let Some(post) = library.post(id) else { continue };
        if as_json {
            json::print(out, &line(post))?;
        } else {
            writeln!(out, "{}\t{}\t{}", post.date.format_iso(), post.title, post.link.as_deref().unwrap_or_default())?;
        }
    }
    Ok(())
}

fn line(post: &Post) -> Line<'_> {
    let fault =
        |problem: &crate::model::Problem| ProblemRecord { line: problem.line, reason: problem.kind.to_string() };
    Line {
        path: post.source.path().to_string_lossy().into_owned(),
        title: &post.title,
        date: post.date.instant().to_string(),
        date_from: post.date.origin,
        link: post.link.as_deref(),
        domain: &post.domain,
        author: &post.author,
        words: post.length.total(),
        problems: post.problems.iter().map(fault).collect(),
    }
}
