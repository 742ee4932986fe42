//! `related`: prints the stories that are most like one.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::archive::Archive;
use super::archive_args::RelatedArgs;
use super::{config, json, print};
use crate::export::record::PlaceRecord;
use crate::insight::{Related, StoryRow, TermIndex, When, related};
use crate::text::folding::fold;
use crate::text::{CleanText, eq_alphanumeric};

/// A related story as a JSON object.
#[derive(Serialize)]
struct RelatedRecord<'a> {
    #[serde(flatten)]
    place: PlaceRecord<'a>,
    when: &'static str,
    terms: &'a [String],
    score: f64,
}

/// Prints the stories most like the one that the arguments name. Returns false if there are none; the message is
/// printed by then.
pub(super) fn related_to(args: &RelatedArgs) -> anyhow::Result<bool> {
    let (file, number) = file_and_story(&args.subject);
    let archive = Archive::open(&paths(args, file.as_deref()))?;
    let subject = match &file {
        Some(file) => rows_of_file(&archive, file, number),
        None => rows_called(&archive, &args.subject),
    };
    let Some(first) = subject.first().map(|&row| &archive.table.rows()[row]) else {
        let name = CleanText::single_line(&args.subject);
        archive.complain_of_nothing(&format!("no story or post is called “{name}”"));
        return Ok(false);
    };
    let index = TermIndex::new(&archive.table, &archive.library, || true).unwrap_or_default();
    let found = related(&index, &archive.table, &archive.library, &subject);
    let of = |when: When| found.iter().filter(move |related| related.when == when).take(args.limit);
    let chosen: Vec<&Related> = [When::Older, When::Newer, When::Undated].into_iter().flat_map(of).collect();
    if chosen.is_empty() {
        archive.complain_of_nothing(&format!("nothing is like “{}”", name(first, subject.len(), &archive)));
        return Ok(false);
    }
    print(|out| {
        if args.json {
            return chosen.iter().try_for_each(|related| print_record(related, &archive, out));
        }
        let post = archive.library.post(first.post);
        let date = post.map(|post| post.date.format_iso()).unwrap_or_default();
        writeln!(out, "{date}\t{}", name(first, subject.len(), &archive))?;
        for (heading, when) in [("Older", When::Older), ("Newer", When::Newer), ("Without a date", When::Undated)] {
            print_section(heading, of(when), &archive, out)?;
        }
        Ok(())
    })?;
    Ok(true)
}

/// What is compared with others: a story, or all stories of an issue.
fn name<'a>(first: &'a StoryRow, count: usize, archive: &'a Archive) -> &'a str {
    match archive.library.post(first.post) {
        Some(post) if count > 1 => &post.title,
        _ => first.name(&archive.library),
    }
}

fn print_section<'a>(
    heading: &str,
    section: impl Iterator<Item = &'a Related>,
    archive: &Archive,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for (nth, related) in section.enumerate() {
        let (Some(post), Some(row)) = (archive.library.post(related.hit.post), archive.table.row(&related.hit)) else {
            continue;
        };
        if nth == 0 {
            writeln!(out, "\n{heading}:")?;
        }
        let of_post = if row.story.is_some() { format!("\t{}", post.title) } else { String::new() };
        writeln!(out, "{}\t{}{of_post}", post.date.format_iso(), row.name(&archive.library))?;
        writeln!(out, "\t{}", related.hit.why)?;
    }
    Ok(())
}

fn print_record(related: &Related, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(place) = PlaceRecord::of(&related.hit, &archive.table, &archive.library) else { return Ok(()) };
    let when = match related.when {
        When::Older => "older",
        When::Newer => "newer",
        When::Undated => "undated",
    };
    let score = (related.score * 1000.0).round() / 1000.0;
    Ok(json::print(out, &RelatedRecord { place, when, terms: &related.terms, score })?)
}

/// The file that an argument names, if it is there, and the number of a story after a `#`, counted from 1.
fn file_and_story(subject: &str) -> (Option<PathBuf>, Option<usize>) {
    let file = |path: &str| Some(PathBuf::from(path)).filter(|path| path.is_file());
    if let Some(whole) = file(subject) {
        return (Some(whole), None);
    }
    let parts = subject.rsplit_once('#').and_then(|(path, number)| Some((file(path)?, number.parse().ok()?)));
    parts.map_or((None, None), |(path, number)| (Some(path), Some(number)))
}

/// The paths to load: those given, or those configured, or else the folder of the file. The file is among them.
fn paths(args: &RelatedArgs, file: Option<&Path>) -> Vec<PathBuf> {
    let Some(file) = file else { return args.paths.clone() };
    let given = if args.paths.is_empty() { config().folders } else { args.paths.clone() };
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let is_within = |path: &PathBuf| whole(file).starts_with(whole(path));
    let folder = || Some(whole(file).parent()?.to_owned());
    match () {
        () if given.iter().any(is_within) => given,
        () if given.is_empty() => folder().into_iter().collect(),
        () => given.into_iter().chain([file.to_owned()]).collect(),
    }
}

/// The rows of a file: all of them, or the story of a number.
fn rows_of_file(archive: &Archive, file: &Path, number: Option<usize>) -> Vec<usize> {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let is_file = |path: &Path| path.canonicalize().is_ok_and(|path| path == file);
    let name = file.file_name();
    let post = archive.library.present().find(|(_, post)| {
        let path = post.source.path();
        path.file_name() == name && is_file(path)
    });
    let Some((post, _)) = post else { return Vec::new() };
    let is_wanted = |row: &StoryRow| row.post == post && number.is_none_or(|number| row.story == number.checked_sub(1));
    indexes(archive, is_wanted)
}

/// The rows of a headline or title: one that is equal to some words, or has them in it; of several, the newest.
fn rows_called(archive: &Archive, words: &str) -> Vec<usize> {
    let wanted = fold(words).to_lowercase();
    let has_words = |name: &str| fold(name).to_lowercase().contains(wanted.trim());
    let is_equal = |name: &str| eq_alphanumeric(name, words);
    let date = |row: &StoryRow| archive.library.timestamp(row.post);
    let story = |is: &dyn Fn(&str) -> bool| {
        let rows = archive.table.rows().iter().filter(|row| is(row.name(&archive.library)));
        rows.max_by_key(|row| date(row)).map(|row| (row.post, row.story))
    };
    let issue = |is: &dyn Fn(&str) -> bool| {
        let posts = archive.library.present().filter(|(_, post)| is(&post.title));
        posts.max_by_key(|(id, _)| archive.library.timestamp(*id)).map(|(id, _)| id)
    };
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    for is in [&is_equal as &dyn Fn(&str) -> bool, &has_words] {
        if let Some((post, story)) = story(is) {
            return indexes(archive, |row| row.post == post && row.story == story);
        }
        if let Some(post) = issue(is) {
            return indexes(archive, |row| row.post == post);
        }
    }
    Vec::new()
}

fn indexes(archive: &Archive, is_wanted: impl Fn(&StoryRow) -> bool) -> Vec<usize> {
    archive.table.rows().iter().enumerate().filter(|(_, row)| is_wanted(row)).map(|(at, _)| at).collect()
}
