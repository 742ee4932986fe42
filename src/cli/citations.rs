//! `citations`: prints the works that stories cite, with the stories that cite each.

use std::collections::HashSet;
use std::io::Write;

use serde::Serialize;

use super::archive::{Archive, matching, parse, query_and_paths};
use super::archive_args::CitationsArgs;
use super::{json, print};
use crate::export::record::PlaceRecord;
use crate::export::{write_bibtex, write_csl_json};
use crate::insight::{Work, works};
use crate::text::CleanText;

/// A work as a JSON object.
#[derive(Serialize)]
struct WorkRecord<'a> {
    work: String,
    source: Option<&'a str>,
    arxiv: Option<&'a str>,
    doi: Option<&'a str>,
    url: Option<&'a str>,
    cited: usize,
    stories: Vec<PlaceRecord<'a>>,
}

/// Prints the works that the stories cite which a query matches. Returns false if there are none; the message is
/// printed by then.
pub(super) fn citations(args: &CitationsArgs) -> anyhow::Result<bool> {
    let (text, paths) = query_and_paths(&args.archive);
    let query = parse(text)?;
    let is_all = query.is_empty();
    let archive = Archive::open(&paths)?;
    // Joined over the whole archive: the address of a work may be in a story that the query does not match.
    let mut found = works(&archive.table, &archive.library, || true).unwrap_or_default();
    let rows = archive.find(query)?;
    if !is_all {
        let among: HashSet<_> = archive.rows(&rows).map(|row| (row.post, row.story)).collect();
        found = found.iter().filter_map(|work| work.among(&among)).collect();
        // As many stories are left of each in another order.
        found.sort_by_key(|work| std::cmp::Reverse(work.stories.len()));
    }
    found.retain(|work| work.stories.len() >= args.min);
    if found.is_empty() {
        let why = match rows.len() {
            0 => matching(0, text),
            _ if args.min > 1 => format!("no work is cited by {} stories", args.min),
            count => format!("{} {} nothing", matching(count, text), if count == 1 { "cites" } else { "cite" }),
        };
        archive.complain_of_nothing(&why);
        return Ok(false);
    }
    print(|out| match () {
        () if args.bibtex => Ok(write_bibtex(&found, &archive.library, out)?),
        () if args.csl_json => Ok(write_csl_json(&found, &archive.library, out)?),
        () if args.json => found.iter().try_for_each(|work| Ok(json::print(out, &record(work, &archive))?)),
        () => found.iter().try_for_each(|work| print_work(work, &archive, out)),
    })?;
    Ok(true)
}

fn record<'a>(work: &'a Work, archive: &'a Archive) -> WorkRecord<'a> {
    let place = |hit| PlaceRecord::of(hit, &archive.table, &archive.library);
    WorkRecord {
        work: work.name().to_string(),
        source: work.source.as_deref(),
        arxiv: work.arxiv(),
        doi: work.doi(),
        url: work.url.as_deref(),
        cited: work.stories.len(),
        stories: work.stories.iter().filter_map(place).collect(),
    }
}

/// The number of stories, the work and its address, separated by tabs; below, the date, name and post of each story.
fn print_work(work: &Work, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let url = CleanText::single_line(work.url.as_deref().unwrap_or_default());
    writeln!(out, "{}\t{}\t{url}", work.stories.len(), work.name())?;
    for hit in &work.stories {
        let Some(post) = archive.library.post(hit.post) else { continue };
        let headline =
            archive.table.row(hit).filter(|row| row.story.is_some()).map(|row| format!("{}\t", row.headline));
        writeln!(out, "\t{}\t{}{}", post.date.format_iso(), headline.unwrap_or_default(), post.title)?;
    }
    Ok(())
}
