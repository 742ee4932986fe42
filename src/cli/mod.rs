//! The command line: parses the arguments, runs one command and returns its exit code.
//!
//! - `args`, `archive_args`, `help`: the arguments and their help.
//! - `usage_error`: what is wrong with a command line.
//! - `open`: starts the reader.
//! - `list`, `search`, `stories`, `show`: print posts.
//! - `archive`: the stories of an archive, for the commands that ask it something: `citations`,
//!   `digest`, `trends`, `related`, `names` and `repeats`.
//! - `timeline`: the archive as a calendar.
//! - `fetch`: posts from the web. `feeds`: the list of what it fetches.
//! - `import`: posts from the files of other programs. `export`: posts to files of other programs.
//! - `marks`: marks to and from a file.
//! - `progress`: a line on standard error that says how far a command is.
//! - `post_file`: reads the posts that `show` and `stories` are given.
//! - `doctor`: checks the user's setup.
//! - `manual`: the manual page and completion scripts.

mod archive;
mod archive_args;
mod args;
mod citations;
mod digest;
mod doctor;
mod export;
mod feeds;
mod fetch;
mod help;
mod import;
mod list;
mod manual;
mod marks;
mod names;
mod open;
mod post_file;
mod progress;
mod related;
mod repeats;
mod search;
mod show;
mod stories;
mod timeline;
mod trends;
mod usage_error;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use args::Command;
use rustix::fs::FileType;
use usage_error::UsageError;

use crate::article::ReadOptions;
use crate::config::theme::Themes;
use crate::config::{Config, Paths};
use crate::export::{json, record};
use crate::layout::{PageOptions, TEXT_WIDTH};
use crate::load::{self, FolderError, Input, Roots, StdinError};
use crate::text::CleanText;
use crate::tui::TuiError;

/// The narrowest page that `show` prints, in columns.
const MIN_WIDTH: u16 = 20;

/// The widest page that `show` prints on a terminal unless it is told a width, in columns.
const MAX_WIDTH: u16 = 100;

/// The program's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: success.
    Success,
    /// 1: a runtime error, a search without results, or a failed check of `doctor`.
    Failed,
    /// 2: a usage error, such as an unknown option or a missing folder.
    Usage,
    /// 128 plus the number of the signal that ended the program.
    Signal(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Signal(number) => 128u8.saturating_add(number),
        })
    }
}

/// Parses the command line and runs the command.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match args::parse(Paths::for_user().as_ref()) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version also end up here. Standard output or error may be closed.
            let _ = if is_clean(std::env::args_os()) { error.print() } else { print_clean(&error) };
            return if error.use_stderr() { Exit::Usage } else { Exit::Success }.into();
        }
    };
    let result = match cli.command {
        Some(Command::List { paths, json }) => list_posts(&paths, json),
        Some(Command::Search { query, paths, stories, json }) => {
            return search_posts(&query, &paths, stories, json).into();
        }
        Some(Command::Stories { files, json }) => print(|out| stories::stories(&files, json, out)),
        Some(Command::Citations(args)) => return ended(citations::citations(&args)).into(),
        Some(Command::Digest(args)) => return ended(digest::digest_of(&args)).into(),
        Some(Command::Trends(args)) => return ended(trends::trends_of(&args)).into(),
        Some(Command::Timeline(args)) => return ended(timeline::timeline(&args)).into(),
        Some(Command::Related(args)) => return ended(related::related_to(&args)).into(),
        Some(Command::Repeats(args)) => return ended(repeats::repeats_of(&args)).into(),
        Some(Command::Names(args)) => return ended(names::names_of(&args)).into(),
        Some(Command::Completions { shell }) => print(|out| manual::completions(shell, out)),
        Some(Command::Man) => print(manual::page),
        Some(Command::Fetch(args)) => return fetch_posts(&args).into(),
        Some(Command::Feeds { command: None, json }) => print(|out| feeds::list(&config(), json, out)),
        Some(Command::Feeds { command: Some(command), .. }) => feeds::run(command, &config()),
        Some(Command::Import(args)) => return import_posts(&args).into(),
        Some(Command::Export(args)) => return export_posts(&args).into(),
        Some(Command::Marks(command)) => marks::run(&command),
        Some(Command::Doctor { paths }) => return doctor::doctor(&paths).into(),
        Some(Command::Show { files, width }) => show_posts(&files, width),
        None => open(&cli.paths),
    };
    let exit = match result {
        Ok(()) => Exit::Success,
        Err(error) => exit_of(&error),
    };
    exit.into()
}

/// True if every argument is UTF-8 without control characters.
fn is_clean(args: impl Iterator<Item = OsString>) -> bool {
    args.into_iter().all(|arg| arg.to_str().is_some_and(|arg| CleanText::sanitized(arg).as_str() == arg))
}

/// Prints a message of clap without the control characters of an argument that it quotes.
fn print_clean(error: &clap::Error) -> io::Result<()> {
    error.render().to_string().lines().try_for_each(|line| writeln!(io::stderr(), "{}", CleanText::sanitized(line)))
}

/// True if standard output is a terminal that understands escape sequences.
fn draws() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The columns of a page: those of the terminal up to a limit, elsewhere those of a page.
fn page_width() -> usize {
    let of_terminal = || crossterm::terminal::size().ok().map(|(columns, _)| columns).filter(|&columns| columns > 0);
    let columns = draws().then(of_terminal).flatten().map_or(TEXT_WIDTH, |columns| columns.clamp(MIN_WIDTH, MAX_WIDTH));
    usize::from(columns)
}

/// True if standard input is a pipe or a file.
fn is_piped() -> bool {
    let kind = rustix::fs::fstat(io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
    matches!(kind, Ok(FileType::Fifo | FileType::RegularFile))
}

/// Starts the reader if standard output is a terminal that it can draw in, else prints the list.
fn open(paths: &[PathBuf]) -> anyhow::Result<()> {
    if !draws() {
        // In a script, standard input may be anything.
        if paths.is_empty() && is_piped() {
            complain(&UsageError::StdinIgnored);
        }
        return list_posts(paths, false).map_err(|error| with_suggestion(error, paths));
    }
    if paths.is_empty() && is_piped() {
        return Err(UsageError::StdinIgnored.into());
    }
    let (user, config) = open::UserConfig::load();
    let (input, name) = input(paths, &config).map_err(|error| with_suggestion(error, paths))?;
    open::run(input, paths, &name, config, user)
}

/// An error of the reader, with the command that the first path was probably meant to be.
fn with_suggestion(error: anyhow::Error, paths: &[PathBuf]) -> anyhow::Error {
    let command = paths.first().and_then(|word| args::similar_command(word.to_str()?));
    match (error.downcast::<FolderError>(), command) {
        (Ok(error), Some(command)) if error.is_missing(&paths[0]) => UsageError::Mistyped { error, command }.into(),
        (Ok(error), _) => error.into(),
        (Err(error), _) => error,
    }
}

/// Reads config.toml and prints warnings about it to standard error.
fn config() -> Config {
    warned(Config::load(config_folder().as_deref()))
}

fn config_folder() -> Option<PathBuf> {
    Paths::for_user().map(|paths| paths.config)
}

/// A setting, after the warnings about it are printed to standard error.
fn warned<T>((setting, warnings): (T, Vec<CleanText>)) -> T {
    for warning in &warnings {
        complain(warning);
    }
    setting
}

/// Prints pages: on a terminal with its width and the user's theme.
fn show_posts(files: &[PathBuf], width: Option<u16>) -> anyhow::Result<()> {
    let config = config();
    let themes = || warned(Themes::load(config_folder().as_deref(), &config.theme, open::has_colour()));
    let theme = draws().then(|| themes().current().clone());
    let of_terminal = || crossterm::terminal::size().ok().map(|(columns, _)| columns).filter(|&columns| columns > 0);
    let widest = || theme.as_ref().and_then(|_| of_terminal()).map(|columns| columns.clamp(MIN_WIDTH, MAX_WIDTH));
    let options = PageOptions {
        width: width.or_else(widest).unwrap_or(TEXT_WIDTH),
        open_key: "o".to_owned(),
        read: ReadOptions { search_url: config.search_url.clone(), ..ReadOptions::default() },
        highlights: theme.is_some(),
        ..PageOptions::default()
    };
    print(|out| show::show(files, &options, theme.as_ref(), out))
}

fn list_posts(paths: &[PathBuf], json: bool) -> anyhow::Result<()> {
    let config = config();
    let (input, _) = input(paths, &config)?;
    let cache = open::cache_place(&config, &input);
    print(|out| list::list(&input, cache.as_ref(), json, out))
}

/// Prints what a query finds. Fails without a message if it finds nothing, as grep does.
fn search_posts(query: &str, paths: &[PathBuf], stories: bool, json: bool) -> Exit {
    let search = || {
        let config = config();
        let (input, _) = input(paths, &config)?;
        let found = search::find(query, &input, open::cache_place(&config, &input))?;
        let stories = stories.then(|| found.ranked_stories());
        let is_empty = stories.as_ref().map_or(found.is_empty(), Vec::is_empty);
        print(|out| match &stories {
            Some(stories) => found.print_stories(stories, json, out),
            None => found.print(json, out),
        })?;
        found.write_cache();
        if is_empty && matches!(input, Input::Sample) {
            complain(&"nothing found in the built-in samples; name a folder, or set folder in config.toml");
        }
        Ok(is_empty)
    };
    match search() {
        Ok(false) => Exit::Success,
        Ok(true) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// The exit code of a command that may have found nothing, or failed in part: the messages are printed by then.
fn ended(result: anyhow::Result<bool>) -> Exit {
    match result {
        Ok(true) => Exit::Success,
        Ok(false) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// Fetches posts. Fails if one of the sources did; the messages are printed by then.
fn fetch_posts(args: &args::FetchArgs) -> Exit {
    match fetch::fetch(args, &config()) {
        Ok(true) => Exit::Success,
        Ok(false) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// Imports posts. Fails if a file or a part of it did; the messages are printed by then.
fn import_posts(args: &args::ImportArgs) -> Exit {
    match import::import(args, &config()) {
        Ok(true) => Exit::Success,
        Ok(false) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// Exports posts. Fails with a message if a query finds nothing, since there is no output that would show it.
fn export_posts(args: &args::ExportArgs) -> Exit {
    let config = config();
    let export = |(input, _): (Input, String)| export::export(args, &input, open::cache_place(&config, &input));
    match input(&args.paths, &config).and_then(export) {
        Ok(true) => Exit::Success,
        Ok(false) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// Where the posts come from, and its name for the title bar.
fn input(paths: &[PathBuf], config: &Config) -> anyhow::Result<(Input, String)> {
    let paths = if paths.is_empty() { &config.folders } else { paths };
    if paths.is_empty() {
        return Ok((Input::Sample, "sample archive".to_owned()));
    }
    if paths.iter().any(|path| post_file::is_stdin(path)) {
        return match paths {
            [_] => Ok((Input::Stdin(load::read_stdin()?), "standard input".to_owned())),
            _ => Err(UsageError::StdinAmongOthers.into()),
        };
    }
    let roots = Roots::open(paths)?;
    Ok((Input::Folders(roots), paths.iter().map(|path| open::display_path(path)).collect::<Vec<_>>().join(", ")))
}

/// Writes to standard output through a buffer. A closed pipe is not an error.
fn print(write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let result = write(&mut out).and_then(|()| Ok(out.flush()?));
    match result {
        Err(error) if is_broken_pipe(&error) => Ok(()),
        result => result,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Prints an error to standard error and returns the exit code.
fn exit_of(error: &anyhow::Error) -> Exit {
    if let Some(error) = error.downcast_ref::<TuiError>() {
        return exit_of_reader(error);
    }
    complain(&format_args!("{error:#}"));
    let is_usage = error.is::<FolderError>()
        || error.is::<StdinError>()
        || error.is::<UsageError>()
        || error.is::<search::InvalidQuery>();
    if is_usage { Exit::Usage } else { Exit::Failed }
}

/// Prints why the reader ended, and returns the exit code. Of a signal only the exit code tells.
fn exit_of_reader(error: &TuiError) -> Exit {
    match error {
        TuiError::Signal(signal) => Exit::Signal(signal.number()),
        TuiError::MarksLost { ended_by, .. } => {
            complain(error);
            ended_by.as_deref().map_or(Exit::Failed, exit_of_reader)
        }
        TuiError::Terminal(_) | TuiError::Panicked => {
            complain(error);
            Exit::Failed
        }
    }
}

/// Prints a message to standard error, which may be closed.
fn complain(message: &impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "importai-reader: {message}");
}
