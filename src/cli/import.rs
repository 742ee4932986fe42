//! `import`: posts from the files of other programs, with one line for each file.

use std::path::Path;

use serde_json::json;

use super::args::ImportArgs;
use super::progress::{Output, item_record, say_when_interrupted};
use super::usage_error::UsageError;
use super::{complain, is_broken_pipe};
use crate::config::Config;
use crate::fetch::item::Item;
use crate::fetch::{Folder, Outcome};
use crate::import::{Counts, Event, ImportError, Importer, Options, Report, is_for_subscribers};
use crate::text::CleanText;

/// Parts of a file that are named if they are refused. A table may have any number of bad lines.
const MAX_REFUSED: usize = 20;

/// Imports the files, one after the other. False if one of them, or a part of it, could not be imported.
pub(super) fn import(args: &ImportArgs, config: &Config) -> anyhow::Result<bool> {
    say_when_interrupted("stopped; what was imported is kept, and the same command goes on from there");
    let into = args.into.clone().or_else(|| config.folders.first().cloned()).ok_or(UsageError::NoFolderToImportInto)?;
    let site = args.site.as_deref();
    let invalid = |_| UsageError::NoSite(CleanText::single_line(site.unwrap_or_default()));
    let options = Options::new(args.drafts, site).map_err(invalid)?;
    let mut importer = Importer::new(Folder::open(&into, args.dry_run)?, options);
    let mut is_fine = true;
    for file in &args.files {
        let mut printer = Printer::new(args, &into, file);
        let report = importer.import(file, &mut |event| printer.event(&event));
        printer.end(&report);
        is_fine &= report.error.is_none() && report.counts.refused == 0;
        match printer.out.error.map(anyhow::Error::from) {
            // Nobody reads on, so nobody wants more.
            Some(error) if is_broken_pipe(&error) => break,
            Some(error) => return Err(error),
            None => {}
        }
        // The other files would fail in the same way.
        if let Some(ImportError::Store(_)) = report.error {
            break;
        }
    }
    Ok(is_fine)
}

/// Prints what happens to the posts of one file.
struct Printer<'a> {
    args: &'a ImportArgs,
    into: &'a Path,
    name: CleanText,
    out: Output,
    done: usize,
    new: usize,
    refused: usize,
}

impl<'a> Printer<'a> {
    fn new(args: &'a ImportArgs, into: &'a Path, file: &Path) -> Self {
        let mut printer = Self {
            args,
            into,
            name: CleanText::single_line(&file.to_string_lossy()),
            out: Output::new(),
            done: 0,
            new: 0,
            refused: 0,
        };
        printer.draw_progress();
        printer
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Post(item, outcome) => {
                self.done += 1;
                self.new += usize::from(matches!(outcome, Outcome::New(_)));
                self.post(item, outcome);
            }
            Event::Refused(name, error) => self.refused(name, error),
        }
        self.draw_progress();
    }

    fn post(&mut self, item: &Item, outcome: &Outcome) {
        let (what, file) = match outcome {
            Outcome::New(file) | Outcome::Updated(file) => ("new", Some(file)),
            Outcome::Edited(_) | Outcome::Kept => ("kept", None),
        };
        let path = file.map(|file| self.into.join(file));
        if self.args.json {
            let mut record = item_record(what, &self.name, item, path);
            record["paywalled"] = is_for_subscribers(item).into();
            record["draft"] = item.is_draft.into();
            self.out.print(|out| super::json::print(out, &record));
        } else if let Some(path) = path.filter(|_| self.args.dry_run) {
            let path = CleanText::single_line(&path.to_string_lossy());
            self.out.print(|out| writeln!(out, "{what}\t{path}\t{}", item.title));
        }
    }

    fn refused(&mut self, name: &CleanText, error: &ImportError) {
        self.refused += 1;
        if self.refused <= MAX_REFUSED {
            self.out.clear();
            complain(&format_args!("{}: {name}: {}", self.name, clean(error)));
        }
        if self.args.json {
            let text = format!("{name}: {}", clean(error));
            let record = json!({ "outcome": "refused", "source": self.name.as_str(), "error": text });
            self.out.print(|out| super::json::print(out, &record));
        }
    }

    /// Prints errors, and the line about the file.
    fn end(&mut self, report: &Report) {
        self.out.clear();
        if self.refused > MAX_REFUSED {
            complain(&format_args!("{}: {} more were refused", self.name, self.refused - MAX_REFUSED));
        }
        if let Some(error) = &report.error {
            complain(&format_args!("{}: {}", self.name, clean(error)));
            if self.args.json {
                let text = clean(error);
                let record = json!({ "outcome": "failed", "source": self.name.as_str(), "error": text });
                self.out.print(|out| super::json::print(out, &record));
            }
        }
        let is_nothing = Counts { ignored: 0, ..report.counts } == Counts::default();
        let says_enough = is_nothing && report.error.is_some();
        if !self.args.json && !says_enough {
            let line = summary(report.counts, self.args.dry_run);
            let name = self.name.clone();
            self.out.print(|out| writeln!(out, "{name}: {line}"));
        }
    }

    fn draw_progress(&mut self) {
        self.out.draw(|| format!("importing {}  {} posts, {} new", self.name, self.done, self.new));
    }
}

/// An error as text that is safe to print. One about feeds has several lines.
fn clean(error: &ImportError) -> String {
    error.to_string().lines().map(|line| CleanText::sanitized(line).to_string()).collect::<Vec<_>>().join("\n")
}

/// The counts in words: `212 new posts, 3 there already, 1 refused`.
fn summary(counts: Counts, is_dry: bool) -> String {
    let posts = |count: usize| if count == 1 { "post" } else { "posts" };
    let mut parts = vec![match counts.new {
        0 => "nothing new".to_owned(),
        count if counts.subscribers > 0 => {
            format!("{count} new {} ({} for subscribers only)", posts(count), counts.subscribers)
        }
        count => format!("{count} new {}", posts(count)),
    }];
    for (count, what) in [
        (counts.kept, "there already"),
        (counts.refused, "refused"),
        (counts.drafts, "not published and left out (--drafts takes them)"),
        (counts.others, "skipped, not a post"),
        (counts.ignored, "other files ignored"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    parts.join(", ") + if is_dry { "; nothing written" } else { "" }
}
