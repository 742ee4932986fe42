//! `export`: writes the posts or stories that a query matches to a file or folder, or prints them.

use std::io;
use std::sync::Arc;

use super::args::ExportArgs;
use super::usage_error::UsageError;
use super::{complain, print, search};
use crate::cache::CachePlace;
use crate::export::{Destination, DestinationError, ExportError, ExportJob, Exported, Format};
use crate::load::Input;
use crate::text::CleanText;

/// Exports what the arguments ask for. Returns false if nothing was found or some post could not be read; the messages
/// are printed by then.
pub(super) fn export(args: &ExportArgs, input: &Input, cache: Option<CachePlace>) -> anyhow::Result<bool> {
    let given = args.format.as_deref().and_then(Format::named);
    let prints = args.to.as_os_str() == "-";
    let (destination, format) = if prints {
        let format = given.unwrap_or(Format::Markdown);
        if !format.is_text() {
            return Err(UsageError::NotPrinted.into());
        }
        (None, format)
    } else {
        let (destination, format) = Destination::of(&args.to, given).map_err(UsageError::from)?;
        (Some(destination), format)
    };
    // Known before the posts are read, which may take a while.
    if let Some(destination) = destination.as_ref().filter(|destination| destination.exists() && !args.force) {
        return Err(overwritten(&DestinationError::Exists(destination.path().to_owned())));
    }
    let found = search::find(&args.query, input, cache)?;
    let selections = if args.stories { found.stories() } else { found.posts() };
    if selections.is_empty() {
        let advice = match input {
            Input::Sample => " in the built-in samples; name a folder, or set folder in config.toml",
            Input::Folders(_) | Input::Stdin(_) => "",
        };
        complain(&format_args!("nothing to export: {}{advice}", nothing_found(args)));
        return Ok(false);
    }
    let title = ExportJob::title_of(&args.query, args.stories);
    let job = ExportJob { library: Arc::new(found.into_library()), selections, title, format };
    let exported = run(&job, destination.as_ref(), args.force)?;
    for unread in &exported.unread {
        complain(unread);
    }
    if destination.is_some() {
        let summary = exported.summary(&args.to.to_string_lossy());
        print(|out| Ok(writeln!(out, "{summary}")?))?;
    }
    Ok(exported.unread.is_empty())
}

fn run(job: &ExportJob, destination: Option<&Destination>, replaces: bool) -> anyhow::Result<Exported> {
    if let Some(destination) = destination {
        return match job.run(destination, replaces) {
            Err(ExportError::Destination(error @ DestinationError::Exists(_))) => Err(overwritten(&error)),
            result => Ok(result?),
        };
    }
    let mut exported = Exported::default();
    print(|out| {
        exported = match job.print(out) {
            // A closed pipe is told from other errors by its type.
            Err(ExportError::Write(error)) => return Err(io::Error::into(error)),
            result => result?,
        };
        Ok(())
    })?;
    Ok(exported)
}

fn overwritten(error: &DestinationError) -> anyhow::Error {
    anyhow::anyhow!("{error}; add --force to replace it, or choose another name")
}

fn nothing_found(args: &ExportArgs) -> String {
    let query = CleanText::single_line(&args.query);
    format!("no {} matches “{query}”", if args.stories { "story" } else { "post" })
}
