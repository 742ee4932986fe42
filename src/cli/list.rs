//! `list`: prints all posts as text or JSON.

use std::io::Write;
use std::ops::ControlFlow;

use super::json;
use super::record::PostRecord;
use crate::cache::CachePlace;
use crate::load::{self, Input, LoadOptions};
use crate::model::{Filter, Library, Marks, Problem, ProblemKind, Sort};

/// Prints every post, newest first: date, title and link separated by tabs, or one JSON object per line. Files that are
/// named like posts but cannot be read are reported on standard error.
pub(super) fn list(
    input: &Input,
    cache: Option<&CachePlace>,
    as_json: bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut library = Library::default();
    load::load(input, LoadOptions { cache, ..LoadOptions::default() }, |batch| {
        // What holds for the whole folder is seen in each line: a date that is guessed says so.
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
            json::print(out, &PostRecord::of(post))?;
        } else {
            writeln!(out, "{}\t{}\t{}", post.date.format_iso(), post.title, post.link.as_deref().unwrap_or_default())?;
        }
    }
    Ok(())
}
