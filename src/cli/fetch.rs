//! `fetch`: posts from the web to files in a folder, with one line for each source.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::FetchArgs;
use super::progress::{Output, Progress, item_record, say_when_interrupted};
use super::usage_error::UsageError;
use super::{complain, is_broken_pipe};
use crate::config::{Config, ConfiguredFeed, by_folder};
use crate::fetch::http::{Client, TimeLimits};
use crate::fetch::item::{Item, Part};
use crate::fetch::pacing::Pacing;
use crate::fetch::{Counts, Event, Fetcher, Folder, GitFolder, Newsletter, Options, Outcome, Report};
use crate::model::PostDate;
use crate::text::CleanText;

/// Length limit of a reply to a question, in bytes.
const MAX_REPLY: u64 = 100;

/// Fetches the sources, one after the other. False if one of them failed.
pub(super) fn fetch(args: &FetchArgs, config: &Config) -> anyhow::Result<bool> {
    let options = options(args)?;
    say_when_interrupted("stopped; what was fetched is kept, and the same command goes on from there");
    let mut fetcher: Option<Fetcher> = None;
    let mut is_fine = true;
    let plan = plan(args, config)?;
    plan.iter().flat_map(|(_, newsletters)| newsletters).try_for_each(|newsletter| check(newsletter, &options))?;
    for (into, newsletters) in plan {
        let folder = Folder::open(&into, args.dry_run)?;
        let fetcher = match &mut fetcher {
            Some(fetcher) => {
                fetcher.move_to(folder);
                fetcher
            }
            None => {
                let client = Client::new(Pacing::polite(), TimeLimits::default());
                fetcher.insert(Fetcher::new(client, folder, options))
            }
        };
        for newsletter in &newsletters {
            let mut printer = Printer::new(args, &into, newsletter);
            let report = fetcher.fetch(newsletter, &mut |event| printer.event(event));
            printer.end(&report, fetcher.folder().len());
            is_fine &= report.errors.is_empty();
            match printer.out.error.map(anyhow::Error::from) {
                // Nobody reads on, so nobody wants more.
                Some(error) if is_broken_pipe(&error) => return Ok(is_fine),
                Some(error) => return Err(error),
                None => {}
            }
        }
    }
    Ok(is_fine)
}

fn options(args: &FetchArgs) -> Result<Options, UsageError> {
    let day = |text: &String| match PostDate::parse(text) {
        Some((date, true)) => Ok(date.date_utc()),
        _ => Err(UsageError::NoDate(CleanText::single_line(text))),
    };
    let since = args.since.as_ref().map(day).transpose()?;
    Ok(Options { all: args.all, since, limit: args.limit, update: args.update })
}

/// Refuses what cannot be done for a folder in a repository.
fn check(newsletter: &Newsletter, options: &Options) -> Result<(), UsageError> {
    let option = options.since.map(|_| "--since").or(options.limit.map(|_| "--limit"));
    match option.filter(|_| newsletter.homes.iter().flatten().any(|url| GitFolder::at(url).is_some())) {
        Some(option) => Err(UsageError::WholeOnly(option, CleanText::single_line(&newsletter.name))),
        None => Ok(()),
    }
}

/// What is to be fetched: what was typed, or else what is configured; by the folder that it goes to.
fn plan(args: &FetchArgs, config: &Config) -> Result<Vec<(PathBuf, Vec<Newsletter>)>, UsageError> {
    let unknown = |typed: &str| UsageError::UnknownSource {
        typed: CleanText::single_line(typed),
        known: Newsletter::names().collect::<Vec<_>>().join(", "),
    };
    let of_config = |feed: &ConfiguredFeed| {
        let found = feed.newsletter().ok_or_else(|| unknown(&feed.url))?;
        Ok((found, config.folder_of(feed).cloned()))
    };
    let of_name = |name: &String| {
        let configured = config.feeds.iter().find(|feed| feed.name.eq_ignore_ascii_case(name));
        let typed = || Newsletter::find(name).map(|found| (found, None)).ok_or_else(|| unknown(name));
        configured.map_or_else(typed, of_config)
    };
    let found = match &*args.sources {
        [] => config.feeds.iter().map(of_config).collect::<Result<Vec<_>, _>>()?,
        typed => typed.iter().map(of_name).collect::<Result<Vec<_>, _>>()?,
    };
    if found.is_empty() {
        return Err(UsageError::NothingToFetch);
    }
    let with_folder = |(newsletter, into): (Newsletter, Option<PathBuf>)| {
        let into = args.into.clone().or(into).or_else(|| config.folders.first().cloned());
        Ok((into.ok_or(UsageError::NoFolderToFetchInto)?, newsletter))
    };
    Ok(by_folder(found.into_iter().map(with_folder).collect::<Result<Vec<_>, UsageError>>()?))
}

/// Prints what happens to the posts of one source.
struct Printer<'a> {
    args: &'a FetchArgs,
    into: &'a Path,
    name: CleanText,
    progress: Progress,
    out: Output,
}

impl<'a> Printer<'a> {
    fn new(args: &'a FetchArgs, into: &'a Path, newsletter: &Newsletter) -> Self {
        let mut printer = Self {
            args,
            into,
            name: CleanText::single_line(&newsletter.name),
            progress: Progress::new(&newsletter.name),
            out: Output::new(),
        };
        printer.draw_progress();
        printer
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Expected(count) => self.progress.expected += count,
            Event::Working(text) => self.progress.working = Some(text),
            Event::Received { host, bytes } => self.progress.receive(&host, bytes),
            Event::Note(note) => {
                self.out.clear();
                complain(&format_args!("{}: {}", self.name, CleanText::single_line(&note)));
            }
            Event::Ask(pages, is_agreed) => *is_agreed = self.args.yes || self.ask(pages),
            Event::Post(item, outcome) => {
                self.progress.count(matches!(outcome, Outcome::New(_)));
                self.post(item, outcome);
            }
        }
        self.draw_progress();
    }

    /// Asks on a terminal; elsewhere nobody can agree.
    fn ask(&mut self, pages: usize) -> bool {
        self.out.clear();
        let question = format!("{}: the sitemap lists {pages} pages that are not in the folder", self.name);
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            complain(&format_args!("{question}; add --yes to read them all"));
            return false;
        }
        let _ = write!(io::stderr(), "{question}. Read them all, two a second? [y/N] ");
        let mut answer = String::new();
        let is_read = io::stdin().lock().take(MAX_REPLY).read_line(&mut answer).is_ok();
        is_read && matches!(answer.trim(), "y" | "Y" | "yes")
    }

    fn post(&mut self, item: &Item, outcome: &Outcome) {
        let (what, file) = match outcome {
            Outcome::New(file) => ("new", Some(file)),
            Outcome::Updated(file) => ("updated", Some(file)),
            Outcome::Edited(file) => ("edited", Some(file)),
            Outcome::Kept => ("kept", None),
        };
        let path = file.map(|file| self.into.join(file));
        if self.args.json {
            let record = record(what, &self.name, item, path);
            self.out.print(|out| super::json::print(out, &record));
            return;
        }
        let Some(path) = path else { return };
        let path = CleanText::single_line(&path.to_string_lossy());
        if matches!(outcome, Outcome::Edited(_)) {
            self.out.clear();
            complain(&format_args!("{path}: it changed at its source, but the file was changed too and is kept"));
        } else if self.args.dry_run {
            self.out.print(|out| writeln!(out, "{what}\t{path}\t{}", item.title));
        }
    }

    /// Prints errors, and the line about the source.
    fn end(&mut self, report: &Report, in_folder: usize) {
        self.out.clear();
        for error in &report.errors {
            let text = error.to_string();
            // The name may be the address that the error names.
            if text.starts_with(self.name.as_str()) {
                complain(&text);
            } else {
                complain(&format_args!("{}: {text}", self.name));
            }
            if self.args.json {
                let record = json!({ "outcome": "failed", "source": self.name.as_str(), "error": text });
                self.out.print(|out| super::json::print(out, &record));
            }
        }
        if self.args.json {
            return;
        }
        let counts = report.counts;
        let is_nothing = counts == Counts { kept: counts.kept, ..Counts::default() };
        if is_nothing && !report.errors.is_empty() {
            return;
        }
        let line = summary(counts, in_folder, self.args.dry_run);
        let name = self.name.clone();
        self.out.print(|out| writeln!(out, "{name}: {line}"));
    }

    fn draw_progress(&mut self) {
        self.out.draw(|| self.progress.text());
    }
}

/// A post for programs.
fn record(what: &str, source: &CleanText, item: &Item, path: Option<PathBuf>) -> serde_json::Value {
    let mut record = item_record(what, source, item, path);
    record["paywalled"] = matches!(item.part, Part::Paywalled(_)).into();
    record["excerpt_only"] = (item.part == Part::Excerpt).into();
    record
}

/// The counts in words: `12 new (1 not whole), 3 updated; 412 posts in the folder`.
fn summary(counts: Counts, in_folder: usize, is_dry: bool) -> String {
    let mut parts = Vec::new();
    let partial = if counts.partial > 0 { format!(" ({} not whole)", counts.partial) } else { String::new() };
    for (count, what) in [(counts.new, "new"), (counts.updated, "updated"), (counts.edited, "changed but kept")] {
        if count > 0 {
            parts.push(format!("{count} {what}{}", if what == "new" { &*partial } else { "" }));
        }
    }
    if parts.is_empty() {
        parts.push("nothing new".to_owned());
    }
    let posts = if in_folder == 1 { "post" } else { "posts" };
    let end = if is_dry { "nothing written".to_owned() } else { format!("{in_folder} {posts} in the folder") };
    format!("{}; {end}", parts.join(", "))
}
