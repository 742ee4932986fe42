//! `digest`: prints a labelled part of every story that a query finds, oldest first.

use std::io::Write;

use serde::Serialize;

use super::archive::{Archive, matching, parse, query_and_paths};
use super::archive_args::DigestArgs;
use super::{complain, draws, json, print};
use crate::export::record::PlaceRecord;
use crate::export::write_digest;
use crate::insight::{DigestPart, digest, labels};
use crate::layout::TEXT_WIDTH;
use crate::text::line_break::break_runs;
use crate::text::{CleanText, pluralize};

/// The most labels that are named where there is none.
const MAX_LABELS: usize = 5;

/// A part as a JSON object.
#[derive(Serialize)]
struct PartRecord<'a> {
    #[serde(flatten)]
    place: PlaceRecord<'a>,
    label: &'a str,
    tail: Option<&'a str>,
    text: String,
}

/// Prints the parts. Returns false if there are none; the message is printed by then.
pub(super) fn digest_of(args: &DigestArgs) -> anyhow::Result<bool> {
    let (text, paths) = query_and_paths(&args.archive);
    let query = parse(text)?;
    let archive = Archive::open(&paths)?;
    let rows = archive.find(query)?;
    let label = CleanText::single_line(&args.label);
    let parts = digest(archive.rows(&rows), &label, &archive.library);
    if parts.is_empty() {
        let why = match rows.len() {
            0 => matching(0, text),
            count => format!("{} without “{label}”{}", matching(count, text), known_labels(&archive)),
        };
        archive.complain_of_nothing(&why);
        return Ok(false);
    }
    let title = CleanText::single_line(&if text.is_empty() { label.to_string() } else { format!("{label}: {text}") });
    let is_text = args.format.as_deref().map_or_else(draws, |format| format == "txt");
    print(|out| match () {
        () if args.json => parts.iter().try_for_each(|part| print_record(part, &archive, out)),
        () if is_text => print_text(&title, &parts, &archive, out),
        () => Ok(write_digest(&title, &parts, (&archive.table, &archive.library), out)?),
    })?;
    let with_part: std::collections::HashSet<_> = parts.iter().map(|part| (part.hit.post, part.hit.story)).collect();
    let stories = archive.rows(&rows).filter(|row| row.story.is_some() && !row.is_fiction).count();
    let without = stories.saturating_sub(with_part.len());
    if without > 0 && !args.json {
        let found = pluralize(without, "story of an issue has", "stories of issues have");
        complain(&format_args!("{found} no “{label}”"));
    }
    Ok(true)
}

/// The labels that there are, for the message that there is none.
fn known_labels(archive: &Archive) -> String {
    let labels = labels(&archive.table);
    let named = labels.iter().take(MAX_LABELS).map(|(label, count)| format!("{label} ({count})"));
    let named: Vec<String> = named.collect();
    if named.is_empty() { String::new() } else { format!("; labels are {}", named.join(", ")) }
}

fn print_record(part: &DigestPart, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(place) = PlaceRecord::of(&part.hit, &archive.table, &archive.library) else { return Ok(()) };
    let text: Vec<&str> = part.paragraphs.iter().map(CleanText::as_str).collect();
    let record = PartRecord { place, label: &part.hit.why, tail: part.tail.as_deref(), text: text.join("\n") };
    Ok(json::print(out, &record)?)
}

/// The parts as plain text, as wide as a page.
fn print_text(title: &str, parts: &[DigestPart], archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let width = super::page_width();
    print_wrapped(title, width, out)?;
    for part in parts {
        let (Some(post), Some(row)) = (archive.library.post(part.hit.post), archive.table.row(&part.hit)) else {
            continue;
        };
        writeln!(out)?;
        print_wrapped(&format!("{} {}", post.date.format_iso(), row.name(&archive.library)), width, out)?;
        let link = post.link.as_deref().unwrap_or_default();
        print_wrapped(&format!("{} {link}", post.title), width, out)?;
        writeln!(out)?;
        for paragraph in part.tail.iter().chain(&part.paragraphs) {
            print_wrapped(paragraph, width, out)?;
        }
    }
    Ok(())
}

fn print_wrapped(text: &str, width: usize, out: &mut dyn Write) -> anyhow::Result<()> {
    for line in break_runs([(text, ())], width.max(usize::from(TEXT_WIDTH) / 4)) {
        let line: String = line.into_iter().map(|(text, ())| text).collect();
        writeln!(out, "{line}")?;
    }
    Ok(())
}
