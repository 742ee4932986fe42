//! `search`: what a query finds, for people and for programs.

use std::collections::HashMap;
use std::io::Write;
use std::ops::ControlFlow;

use anyhow::anyhow;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::json;
use crate::config::Paths;

use crate::load::{self, Input};
use crate::model::{Library, Marks};
use crate::search::{Query, QueryError, Rejected, Snippet, extract_all, search};
use crate::store;
use crate::text::CleanText;

/// Cells of a snippet.
const SNIPPET: usize = 100;

/// A result as a JSON object.
#[derive(Serialize)]
struct Line<'a> {
    path: String,
    title: &'a str,
    date: String,
    link: Option<&'a str>,
    matches: u32,
    /// The headline of the story of the snippet.
    story: Option<String>,
    snippet: String,
}

/// Prints the posts that a query holds for, best first; says in `any` whether there are some.
pub(super) fn run(
    text: &str,
    archive: &Input,
    as_json: bool,
    any: &mut bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let query = Query::parse(text).map_err(|error| {
        let shown = marked(text, &error);
        anyhow::Error::new(error).context(shown)
    })?;
    let library = library(archive);
    let marks = if query.asks_marks() { marks(&library)? } else { Marks::default() };
    let found = search(&library, &marks, &query, &Rejected::default(), || true).unwrap_or_default();
    *any = !found.hits.is_empty();
    for hit in &found.hits {
        let Some(post) = library.post(hit.post) else { continue };
        let snippet = Snippet::of(library.text(hit.post), &query, SNIPPET);
        if as_json {
            let line = Line {
                path: post.source.path().to_string_lossy().into_owned(),
                title: &post.title,
                date: post.date.instant().to_string(),
                link: post.link.as_deref(),
                matches: hit.matches,
                story: snippet.story.map(|story| story.to_string()),
                snippet: snippet.text.to_string(),
            };
            json::print(out, &line)?;
            continue;
        }
        let path = CleanText::single_line(&post.source.path().to_string_lossy());
        writeln!(out, "{}\t{}\t{path}", post.date.format_iso(), post.title)?;
        let story = snippet.story.map(|story| format!("{story}: ")).unwrap_or_default();
        if !snippet.text.is_empty() {
            writeln!(out, "\t{story}{}", snippet.text)?;
        }
    }
    Ok(())
}

/// Every post with its text.
fn library(archive: &Input) -> Library {
    let mut library = Library::default();
    load::load(archive, |batch| {
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    extract_all(&library.sources(), |texts, _| {
        library.add_texts(texts);
        ControlFlow::Continue(())
    });
    library
}

/// The marks of the reader, as they are on the disk.
fn marks(library: &Library) -> anyhow::Result<Marks> {
    let paths = Paths::of_user().ok_or_else(|| anyhow!("there are no marks: there is no home folder"))?;
    let mut marks = Marks::default();
    let stored = store::read_marks(&paths.data).unwrap_or_else(|error| {
        // Standard error may be closed; the results are printed all the same.
        let _ = writeln!(std::io::stderr(), "importai-reader: {}", CleanText::single_line(&error.to_string()));
        HashMap::new()
    });
    marks.load(stored, library.posts());
    Ok(marks)
}

/// A faulty query, with a mark under the place; what is wrong there follows it.
fn marked(text: &str, error: &QueryError) -> String {
    let clean = CleanText::sanitized(text);
    let column = text.get(..error.offset).unwrap_or_default().width();
    format!("cannot search for this:\n  {clean}\n  {}^", " ".repeat(column))
}
