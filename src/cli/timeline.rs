//! `timeline`: prints the archive as a calendar of weeks, or the posts of a day of the year.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use jiff::civil::Date;
use serde::Serialize;

use super::open::cache_place;
use super::search::marks;
use super::{complain, config, input, json, page_width, print};
use crate::app::WeekMeasure;
use crate::config::Paths;
use crate::export::record::PostRecord;
use crate::insight::{Calendar, Week, WeekPosts, on_this_day};
use crate::load::{self, LoadOptions};
use crate::model::{Library, PostDate, today};
use crate::search::query::calendar_days;
use crate::store;
use crate::text::{pluralize, thousands, truncate};
use crate::ui::{CalendarText, gap_in_words};

/// Which posts to print a calendar of, or the posts of a day.
#[derive(Debug, Args)]
pub(super) struct TimelineArgs {
    /// Folders of posts or single files
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Print the posts of this day of the year, and of the three days before and after it, in all years: a date such as
    /// 12-28 or 2020-12-28, or today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(super) on: Option<Date>,
    /// Print one JSON object per line and week; with --on, per post
    #[arg(long)]
    pub(super) json: bool,
}

/// A week as a JSON object.
#[derive(Serialize)]
struct WeekRecord {
    week: String,
    first_day: String,
    posts: usize,
    unread: usize,
    starred: usize,
    /// Posts of the archive that were read in this week.
    read: usize,
    /// True if all of it is in a gap.
    gap: bool,
}

/// Prints the calendar, or the posts of a day. Returns false if there is nothing; the message is printed by then.
pub(super) fn timeline(args: &TimelineArgs) -> anyhow::Result<bool> {
    let config = config();
    let (input, _) = input(&args.paths, &config)?;
    let mut library = Library::default();
    let cache = cache_place(&config, &input);
    load::load(&input, LoadOptions { cache: cache.as_ref(), ..LoadOptions::default() }, |batch| {
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    if let Some(day) = args.on {
        return posts_of_day(args, day, &library);
    }
    let marks = marks(&library)?;
    let read_at = Paths::for_user().and_then(|paths| store::read_times(&paths.data).ok()).unwrap_or_default();
    let calendar = Calendar::new(&library, &marks, &read_at);
    let undated = pluralize(calendar.undated, "post", "posts");
    if WeekMeasure::Posts.range(&calendar).is_none() {
        complain(&format_args!("no post has a date; {undated} without one"));
        return Ok(false);
    }
    print(|out| if args.json { print_json(&calendar, out) } else { print_calendar(&calendar, &library, out) })?;
    if calendar.undated > 0 && !args.json {
        complain(&format_args!("{undated} without a date left out"));
    }
    Ok(true)
}

fn print_json(calendar: &Calendar, out: &mut dyn Write) -> anyhow::Result<()> {
    let nothing = WeekPosts::default();
    calendar.all_weeks().try_for_each(|(week, posts)| {
        let posts = posts.unwrap_or(&nothing);
        let record = WeekRecord {
            week: week.to_string(),
            first_day: week.first_day().to_string(),
            posts: posts.posts.len(),
            unread: posts.unread,
            starred: posts.starred,
            read: posts.read,
            gap: calendar.is_in_gap(week),
        };
        Ok(json::print(out, &record)?)
    })
}

/// What the archive has in numbers, the calendar, the gaps, and when posts were read.
fn print_calendar(calendar: &Calendar, library: &Library, out: &mut dyn Write) -> anyhow::Result<()> {
    let width = page_width();
    let mut line = |line: &str| writeln!(out, "{}", truncate(line, width));
    let sum = |count: fn(&WeekPosts) -> usize| calendar.total(count);
    let (posts, unread, starred) = (sum(|week| week.posts.len()), sum(|week| week.unread), sum(|week| week.starred));
    let ends = |week: Option<&WeekPosts>| week.map(|week| (week.posts.last().copied(), week.posts.first().copied()));
    let range = WeekMeasure::Posts.range(calendar).unwrap_or((Week::of(Date::ZERO), Week::of(Date::ZERO)));
    let date = |post| library.post(post).map(|post| post.date.format_long()).unwrap_or_default();
    let first = ends(calendar.week(range.0)).and_then(|(oldest, _)| oldest).map(date).unwrap_or_default();
    let last = ends(calendar.week(range.1)).and_then(|(_, newest)| newest).map(date).unwrap_or_default();
    line(&format!("{} from {first} to {last}", pluralize(posts, "post", "posts")))?;
    line(&format!("{} unread, {} starred", thousands(unread), thousands(starred)))?;
    line("")?;
    let text = CalendarText::new(calendar, WeekMeasure::Posts, width);
    print_years(&text, &mut line)?;
    if text.has_marks() {
        line(&format!(" {}", CalendarText::mark_legend()))?;
    }
    line("")?;
    if let (Some(usual), false) = (calendar.usual_distance, calendar.gaps.is_empty()) {
        let gaps = pluralize(calendar.gaps.len(), "gap", "gaps");
        let days = pluralize(usize::try_from(usual).unwrap_or_default(), "day", "days");
        line(&format!("{gaps} (usually, a post follows another within {days}):"))?;
        calendar.gaps.iter().try_for_each(|gap| line(&format!("  {}", gap_in_words(*gap))))?;
    } else {
        line("No gaps.")?;
    }
    let read = sum(|week| week.read);
    if read > 0 {
        line("")?;
        line(&format!("{} read, by the week in which you read them", pluralize(read, "post", "posts")))?;
        line("")?;
        print_years(&CalendarText::new(calendar, WeekMeasure::Read, width), &mut line)?;
    }
    Ok(())
}

/// The months, a line or two for each year, and what the shades mean.
fn print_years(text: &CalendarText, line: &mut impl FnMut(&str) -> std::io::Result<()>) -> std::io::Result<()> {
    line(&text.month_line())?;
    for year in text.years() {
        line(&text.year_line(year))?;
        let marks = if text.has_marks() { text.mark_line(year) } else { String::new() };
        if !marks.is_empty() {
            line(&marks)?;
        }
    }
    line("")?;
    line(&format!(" {}, Monday to Sunday:", text.cell_in_words()))?;
    line(&format!(" {}", text.legend()))
}

/// Prints the posts of a day of the year, and of the days around it, as `list` does.
fn posts_of_day(args: &TimelineArgs, day: Date, library: &Library) -> anyhow::Result<bool> {
    let found = on_this_day(library, day);
    if found.is_empty() {
        complain(&format_args!("no posts of {} or the three days around it, in any year", day.strftime("%-d %B")));
        return Ok(false);
    }
    print(|out| {
        for post in found.iter().filter_map(|found| library.post(found.post)) {
            if args.json {
                json::print(out, &PostRecord::of(post))?;
            } else {
                let link = post.link.as_deref().unwrap_or_default();
                writeln!(out, "{}\t{}\t{link}", post.date.format_iso(), post.title)?;
            }
        }
        Ok(())
    })?;
    Ok(true)
}

/// A day: `today`, a month and a day, or any date.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    let text = text.trim();
    // A leap year has all days.
    let of_year = || calendar_days(&format!("2000-{text}")).or_else(|| calendar_days(&format!("{text} 2000")));
    let day = match calendar_days(text).or_else(of_year) {
        _ if text == "today" => Some(today()),
        Some((first, last)) => Some(first).filter(|first| *first == last),
        None => PostDate::parse(text).map(|(date, _)| date.date_utc()),
    };
    day.ok_or_else(|| "a day is written as 12-28, 28 Dec, 2020-12-28 or today".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_several_forms() {
        let parsed = |text| parse_day(text).map(|day| day.strftime("%m-%d").to_string()).unwrap_or_default();
        for text in ["12-28", "28 Dec", "Dec 28", "28 December", "2020-12-28", "28 Dec 2020", " 12-28 "] {
            assert_eq!(parsed(text), "12-28", "{text}");
        }
        assert_eq!(parsed("02-29"), "02-29");
        assert_eq!(parsed("today"), today().strftime("%m-%d").to_string());
        for text in ["", "2020", "2020-12", "December", "13-01", "soon"] {
            assert_eq!(parsed(text), "", "{text}");
        }
    }
}
