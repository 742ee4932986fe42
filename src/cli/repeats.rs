//! `repeats`: prints the posts that tell the same news.

use std::collections::HashSet;
use std::io::Write;

use serde::Serialize;

use super::archive::{Archive, matching, parse, query_and_paths};
use super::archive_args::RepeatsArgs;
use super::{json, print};
use crate::export::record::PlaceRecord;
use crate::insight::{RepeatGroup, repeats};
use crate::model::PostId;

/// A group as a JSON object.
#[derive(Serialize)]
struct GroupRecord<'a> {
    posts: Vec<PlaceRecord<'a>>,
}

/// Prints the groups of posts that tell the same news, of which a query matches one. Returns false if there are none;
/// the message is printed by then.
pub(super) fn repeats_of(args: &RepeatsArgs) -> anyhow::Result<bool> {
    let (text, paths) = query_and_paths(&args.archive);
    let query = parse(text)?;
    let is_all = query.is_empty();
    let archive = Archive::open(&paths)?;
    let mut groups = repeats(&archive.library, || true).unwrap_or_default();
    let rows = archive.find(query)?;
    if !is_all {
        let among: HashSet<PostId> = archive.rows(&rows).map(|row| row.post).collect();
        groups.retain(|group| group.posts.iter().any(|hit| among.contains(&hit.post)));
    }
    if groups.is_empty() {
        let why = match rows.len() {
            0 => matching(0, text),
            _ if is_all => "no two posts tell the same news".to_owned(),
            count => format!("{}: none tells the same news as another", matching(count, text)),
        };
        archive.complain_of_nothing(&why);
        return Ok(false);
    }
    print(|out| {
        groups.iter().try_for_each(|group| {
            if args.json { Ok(json::print(out, &record(group, &archive))?) } else { print_group(group, &archive, out) }
        })
    })?;
    Ok(true)
}

fn record<'a>(group: &'a RepeatGroup, archive: &'a Archive) -> GroupRecord<'a> {
    let place = |hit| PlaceRecord::of(hit, &archive.table, &archive.library);
    GroupRecord { posts: group.posts.iter().filter_map(place).collect() }
}

/// The number of posts, then for each its date, title, site and why it is one of them.
fn print_group(group: &RepeatGroup, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", group.posts.len())?;
    for hit in &group.posts {
        let Some(post) = archive.library.post(hit.post) else { continue };
        writeln!(out, "\t{}\t{}\t{}\t{}", post.date.format_iso(), post.title, post.domain, hit.why)?;
    }
    Ok(())
}
