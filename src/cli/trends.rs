//! `trends`: prints how much of an archive queries are in, period by period, or the words that rise.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::archive::{Archive, is_path, parse};
use super::archive_args::TrendsArgs;
use super::{complain, json, page_width, print};
use crate::export::record::PlaceRecord;
use crate::insight::{
    Counts, PeriodLength, RisingTerm, TermIndex, Trend, TrendPeriods, Trends, USUAL_PERIODS, rising, trends,
};
use crate::layout::{Column, bar_lines, percent};
use crate::model::PostDate;
use crate::text::{CleanText, cells, pluralize, thousands, truncate};

/// The trend of a query as a JSON object.
#[derive(Serialize)]
struct TrendRecord<'a> {
    query: &'a str,
    posts: usize,
    stories: usize,
    undated_posts: usize,
    undated_stories: usize,
    first: Option<PlaceRecord<'a>>,
    last: Option<PlaceRecord<'a>>,
    peak: Option<String>,
    periods: Vec<PeriodRecord>,
}

/// A period of a trend. The shares are `null` for a period without posts.
#[derive(Serialize)]
pub(super) struct PeriodRecord {
    period: String,
    posts: usize,
    all_posts: usize,
    share_of_posts: Option<f64>,
    stories: usize,
    all_stories: usize,
    share_of_stories: Option<f64>,
}

/// A word that rises as a JSON object.
#[derive(Serialize)]
struct RisingRecord<'a> {
    term: &'a str,
    g2: f64,
    stories: usize,
    all_stories: usize,
    stories_before: usize,
    all_stories_before: usize,
}

/// The arguments with the folders that were typed among the queries, as they are for other commands.
fn with_paths(args: &TrendsArgs) -> TrendsArgs {
    let (paths, queries): (Vec<String>, _) = args.queries.iter().cloned().partition(|query| is_path(query));
    let paths = args.paths.iter().cloned().chain(paths.into_iter().map(PathBuf::from)).collect();
    TrendsArgs { queries, paths, ..args.clone() }
}

/// Prints the trends of queries, or without any the words that rise. Returns false if there is nothing; the message is
/// printed by then.
pub(super) fn trends_of(args: &TrendsArgs) -> anyhow::Result<bool> {
    let args = &with_paths(args);
    let queries = args.queries.iter().map(|query| parse(query)).collect::<Result<Vec<_>, _>>()?;
    let archive = Archive::open(&args.paths)?;
    if queries.is_empty() {
        return rising_words(args, &archive);
    }
    let search = archive.search(&queries)?;
    let periods = match args.by.as_deref() {
        None => TrendPeriods::AtMost(USUAL_PERIODS),
        Some("month") => TrendPeriods::Of(PeriodLength::Month),
        Some("quarter") => TrendPeriods::Of(PeriodLength::Quarter),
        Some(_) => TrendPeriods::Of(PeriodLength::Year),
    };
    let Some(found) = trends(&archive.table, &archive.library, &search, &queries, periods, || true) else {
        return Ok(false);
    };
    if found.trends.iter().all(|trend| total(trend).stories + trend.undated.stories == 0) {
        let queries: Vec<String> = args.queries.iter().map(|query| format!("“{query}”")).collect();
        let why = format!("no story matches {}", queries.join(" or "));
        archive.complain_of_nothing(&CleanText::single_line(&why));
        return Ok(false);
    }
    print(|out| match () {
        () if args.json => print_json(args, &found, &archive, out),
        () if args.csv => print_csv(args, &found, out),
        () => print_chart(&args.queries, &found, &archive, out),
    })?;
    if found.undated.posts > 0 && !args.json {
        complain(&format_args!("{} without a date left out", pluralize(found.undated.posts, "post", "posts")));
    }
    Ok(true)
}

/// The dated posts and stories of a trend.
fn total(trend: &Trend) -> Counts {
    sum(&trend.counts)
}

fn sum(counts: &[Counts]) -> Counts {
    counts.iter().fold(Counts::default(), |sum, counts| Counts {
        posts: sum.posts + counts.posts,
        stories: sum.stories + counts.stories,
    })
}

/// The periods of a trend.
pub(super) fn periods(found: &Trends, trend: &Trend) -> Vec<PeriodRecord> {
    let record = |(at, (counts, all)): (usize, (&Counts, &Counts))| {
        Some(PeriodRecord {
            period: found.period(at)?.to_string(),
            posts: counts.posts,
            all_posts: all.posts,
            share_of_posts: counts.share_of_posts(*all),
            stories: counts.stories,
            all_stories: all.stories,
            share_of_stories: counts.share_of_stories(*all),
        })
    };
    trend.counts.iter().zip(&found.totals).enumerate().filter_map(record).collect()
}

fn print_json(args: &TrendsArgs, found: &Trends, archive: &Archive, out: &mut dyn Write) -> anyhow::Result<()> {
    let place = |hit| PlaceRecord::of(hit, &archive.table, &archive.library);
    for (query, trend) in args.queries.iter().zip(&found.trends) {
        let Counts { posts, stories } = total(trend);
        let record = TrendRecord {
            query,
            posts,
            stories,
            undated_posts: trend.undated.posts,
            undated_stories: trend.undated.stories,
            first: trend.first.as_ref().and_then(place),
            last: trend.last.as_ref().and_then(place),
            peak: trend.peak.and_then(|at| found.period(at)).map(|period| period.to_string()),
            periods: periods(found, trend),
        };
        json::print(out, &record)?;
    }
    Ok(())
}

fn print_csv(args: &TrendsArgs, found: &Trends, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "query,period,posts,all_posts,share_of_posts,stories,all_stories,share_of_stories")?;
    let share = |share: Option<f64>| share.map(|share| format!("{share:.6}")).unwrap_or_default();
    for (query, trend) in args.queries.iter().zip(&found.trends) {
        let query = CleanText::single_line(query).replace('"', "\"\"");
        for record in periods(found, trend) {
            let PeriodRecord { period, posts, all_posts, share_of_posts, stories, all_stories, share_of_stories } =
                record;
            let (of_posts, of_stories) = (share(share_of_posts), share(share_of_stories));
            writeln!(out, "\"{query}\",{period},{posts},{all_posts},{of_posts},{stories},{all_stories},{of_stories}")?;
        }
    }
    Ok(())
}

/// For each query its numbers, first and last story; then the bars.
pub(super) fn print_chart(
    queries: &[String],
    found: &Trends,
    archive: &Archive,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let width = page_width();
    let all = sum(&found.totals);
    for (query, trend) in queries.iter().zip(&found.trends) {
        let counts = total(trend);
        let undated = trend.undated.stories;
        let undated = if undated > 0 { format!("; {} undated", thousands(undated)) } else { String::new() };
        let share = counts.share_of_stories(all).map(|share| format!(", {}", percent(share))).unwrap_or_default();
        writeln!(out, "{}", truncate(&CleanText::single_line(query), width))?;
        let stories = format!("{} of {}", thousands(counts.stories), pluralize(all.stories, "story", "stories"));
        let posts = format!("{} of {}", thousands(counts.posts), pluralize(all.posts, "post", "posts"));
        writeln!(out, "{}", truncate(&format!("  {stories}{share}; {posts}{undated}"), width))?;
        for (name, hit) in [("first", &trend.first), ("last", &trend.last)] {
            let place = hit.as_ref().and_then(|hit| Some((archive.library.post(hit.post)?, archive.table.row(hit)?)));
            if let Some((post, row)) = place {
                let line = format!("  {name:5} {}  {}", post.date.format_iso(), row.name(&archive.library));
                writeln!(out, "{}", truncate(&line, width))?;
            }
        }
        if let Some((at, period)) = trend.peak.and_then(|at| Some((at, found.period(at)?))) {
            let share = trend.counts[at].share_of_stories(found.totals[at]).map(percent).unwrap_or_default();
            writeln!(out, "  peak  {period}: {share}")?;
        }
    }
    let labels: Vec<String> = (0..found.totals.len()).filter_map(|at| Some(found.period(at)?.to_string())).collect();
    let column = |(query, trend): (&String, &Trend)| Column {
        title: CleanText::single_line(query),
        values: trend.counts.iter().zip(&found.totals).map(|(counts, all)| counts.share_of_stories(*all)).collect(),
        counts: trend.counts.iter().zip(&found.totals).map(|(counts, all)| (counts.stories, all.stories)).collect(),
    };
    let columns: Vec<Column> = queries.iter().zip(&found.trends).map(column).collect();
    writeln!(out)?;
    bar_lines(&labels, &columns, width).iter().try_for_each(|line| Ok(writeln!(out, "{line}")?))
}

/// Prints the words that rise.
fn rising_words(args: &TrendsArgs, archive: &Archive) -> anyhow::Result<bool> {
    let index = TermIndex::new(&archive.table, &archive.library, || true).unwrap_or_default();
    let found = rising(&index, &archive.table, &archive.library);
    if found.terms.is_empty() {
        let why = match found.before {
            0 => "no word rises: the archive has no stories from before its last year",
            _ => "no word rises in the last year of the archive",
        };
        archive.complain_of_nothing(why);
        return Ok(false);
    }
    let terms = &found.terms[..found.terms.len().min(args.limit)];
    let record = |term: &RisingTerm| {
        let (g2, stories) = (term.g2, term.rows.len());
        (stories, term.before, format!("{g2:.1}"))
    };
    print(|out| {
        if args.json {
            return terms.iter().try_for_each(|term| {
                let record = RisingRecord {
                    term: &term.term,
                    g2: (term.g2 * 100.0).round() / 100.0,
                    stories: term.rows.len(),
                    all_stories: found.recent,
                    stories_before: term.before,
                    all_stories_before: found.before,
                };
                Ok(json::print(out, &record)?)
            });
        }
        if args.csv {
            writeln!(out, "term,g2,stories,all_stories,stories_before,all_stories_before")?;
            return terms.iter().try_for_each(|term| {
                let (stories, before, g2) = record(term);
                Ok(writeln!(out, "\"{}\",{g2},{stories},{},{before},{}", term.term, found.recent, found.before)?)
            });
        }
        print_rising(terms, &found, out)
    })?;
    if found.undated > 0 && !args.json {
        complain(&format_args!("{} without a date left out", pluralize(found.undated, "story", "stories")));
    }
    Ok(true)
}

fn print_rising(terms: &[RisingTerm], found: &crate::insight::Rising, out: &mut dyn Write) -> anyhow::Result<()> {
    let until = found.until.map(|date: PostDate| date.format_iso()).unwrap_or_default();
    writeln!(out, "Rising in the year up to {until}")?;
    let (recent, before) = (thousands(found.recent), pluralize(found.before, "story", "stories"));
    writeln!(out, "share of {recent} stories; of {before} before\n")?;
    let width = terms.iter().map(|term| cells(&term.term)).max().unwrap_or_default();
    for term in terms {
        let share = |part: usize, whole: usize| {
            let counts = |stories| Counts { posts: 0, stories };
            counts(part).share_of_stories(counts(whole)).map(percent).unwrap_or_default()
        };
        let pad = " ".repeat(width - cells(&term.term));
        let now = share(term.rows.len(), found.recent);
        let then = share(term.before, found.before);
        writeln!(out, "{}{pad} {now:>6} {then:>6}  G² {:.1}", CleanText::single_line(&term.term), term.g2)?;
    }
    Ok(())
}
