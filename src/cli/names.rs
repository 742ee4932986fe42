//! `names`: prints the names in the stories of an archive, or the page of one.

use std::collections::HashSet;
use std::io::Write;

use serde::Serialize;

use super::archive::{Archive, matching, parse, query_and_paths};
use super::archive_args::NamesArgs;
use super::trends::{PeriodRecord, periods, print_chart};
use super::{config_folder, json, print, warned};
use crate::config::load_aliases;
use crate::export::record::PlaceRecord;
use crate::export::write_name;
use crate::insight::{Name, NameKind, NamePage, Names};
use crate::text::{CleanText, pluralize};

/// The names beside one that are printed.
const MAX_BESIDE: usize = 10;

/// A name as a JSON object.
#[derive(Serialize)]
struct NameRecord<'a> {
    name: &'a str,
    kind: Option<&'static str>,
    spellings: Vec<&'a str>,
    named: usize,
    first: Option<PlaceRecord<'a>>,
    last: Option<PlaceRecord<'a>>,
    periods: Vec<PeriodRecord>,
    beside: Vec<BesideRecord<'a>>,
    stories: Vec<PlaceRecord<'a>>,
}

/// A name beside another one.
#[derive(Serialize)]
struct BesideRecord<'a> {
    name: &'a str,
    stories: usize,
}

/// Prints the names in the stories that a query matches, or one of them. Returns false if there are none; the message
/// is printed by then.
pub(super) fn names_of(args: &NamesArgs) -> anyhow::Result<bool> {
    let (text, paths) = query_and_paths(&args.archive);
    let query = parse(text)?;
    let is_all = query.is_empty();
    let archive = Archive::open(&paths)?;
    let aliases = warned(load_aliases(config_folder().as_deref()));
    // Found in the whole archive: a name recurs, but not always in the stories that the query matches.
    let mut names = Names::new(&archive.table, &archive.library, &aliases, || true).unwrap_or_default();
    let rows = archive.find(query)?;
    if !is_all {
        names = names.among(&rows.iter().copied().collect::<HashSet<_>>());
    }
    let kind = args.kind.as_deref().and_then(NameKind::of_name);
    let is_chosen = |name: &Name| name.rows.len() >= args.min && (kind.is_none() || name.kind == kind);
    let chosen: Vec<usize> = match &args.of {
        Some(name) => names.find(name).into_iter().collect(),
        None => (0..names.all().len()).filter(|&at| is_chosen(&names.all()[at])).collect(),
    };
    if chosen.is_empty() {
        let why = match &args.of {
            _ if rows.is_empty() => matching(0, text),
            Some(name) => format!("no name is “{}”", CleanText::single_line(name)),
            None => {
                let query =
                    if is_all { String::new() } else { format!(" that match “{}”", CleanText::single_line(text)) };
                let kind = kind.map(|kind| format!(" of a {}", kind.name())).unwrap_or_default();
                format!("no name{kind} is in {}{query}", pluralize(args.min, "story", "stories"))
            }
        };
        archive.complain_of_nothing(&why);
        return Ok(false);
    }
    let page = |at: usize| names.page(at, &archive.table, &archive.library, None);
    print(|out| match () {
        () if args.json => chosen
            .iter()
            .filter_map(|&at| page(at))
            .try_for_each(|page| Ok(json::print(out, &record(&page, &names, &archive))?)),
        () if args.of.is_some() => {
            chosen.iter().filter_map(|&at| page(at)).try_for_each(|page| print_page(&page, &names, &archive, out))
        }
        () => {
            chosen.iter().try_for_each(|&at| Ok(write_name(&names.all()[at], (&archive.table, &archive.library), out)?))
        }
    })?;
    Ok(true)
}

fn record<'a>(page: &'a NamePage, names: &'a Names, archive: &'a Archive) -> NameRecord<'a> {
    let place = |hit| PlaceRecord::of(hit, &archive.table, &archive.library);
    let Name { name, spellings, kind, .. } = &names.all()[page.name];
    let trend = page.trends.trends.first();
    let beside = |&(at, stories): &(usize, usize)| BesideRecord { name: &names.all()[at].name, stories };
    NameRecord {
        name,
        kind: kind.map(NameKind::name),
        spellings: spellings.iter().map(|spelling| &**spelling).collect(),
        named: page.stories.len(),
        first: trend.and_then(|trend| trend.first.as_ref()).and_then(place),
        last: trend.and_then(|trend| trend.last.as_ref()).and_then(place),
        periods: trend.map(|trend| periods(&page.trends, trend)).unwrap_or_default(),
        beside: page.beside.iter().take(MAX_BESIDE).map(beside).collect(),
        stories: page.stories.iter().filter_map(place).collect(),
    }
}

/// The page of a name: its numbers and bars, the names beside it, and its stories.
fn print_page(page: &NamePage, names: &Names, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = &names.all()[page.name];
    let kind = name.kind.map(|kind| format!(" ({})", kind.name())).unwrap_or_default();
    print_chart(&[format!("{}{kind}", name.name)], &page.trends, archive, out)?;
    if !name.spellings.is_empty() {
        let spellings: Vec<&str> = name.spellings.iter().map(|spelling| &**spelling).collect();
        writeln!(out, "\nAlso written: {}", spellings.join(", "))?;
    }
    if !page.beside.is_empty() {
        let beside =
            page.beside.iter().take(MAX_BESIDE).map(|(at, count)| format!("{} {count}", names.all()[*at].name));
        writeln!(out, "\nNamed with: {}", beside.collect::<Vec<_>>().join(", "))?;
    }
    writeln!(out, "\nStories:")?;
    for hit in &page.stories {
        let (Some(post), Some(row)) = (archive.library.post(hit.post), archive.table.row(hit)) else { continue };
        let of_post = if row.story.is_some() { format!("\t{}", post.title) } else { String::new() };
        writeln!(out, "{}\t{}{of_post}\n\t{}", post.date.format_iso(), row.name(&archive.library), hit.why)?;
    }
    Ok(())
}
