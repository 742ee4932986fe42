//! The command line: what was asked for, and how it ended.

mod doctor;
mod json;
mod list;
mod open;
mod search;
mod show;
mod stories;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::article::ReadOptions;
use crate::config::{Config, Paths};
use crate::layout::PageOptions;
use crate::load::Input;
use crate::load::{FolderError, Roots};
use crate::search::QueryError;
use crate::text::CleanText;
use crate::tui::TuiError;

/// How the program ends, for the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: all went well.
    Fine,
    /// 1: something failed that was rightly asked for, or a search found nothing.
    Failed,
    /// 2: what was asked for makes no sense: no such folder, no such option.
    Usage,
    /// 128 and the number of the signal that ended the program.
    Signal(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Signal(number) => 128u8.saturating_add(number),
        })
    }
}

/// Read newsletter and post archives in the terminal.
#[derive(Debug, Parser)]
#[command(name = "importai-reader", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Folders of posts, walked with their subfolders, or single files; by default the folder of the config file, else the
    /// built-in sample archive
    #[arg(value_name = "DIR")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the index: date, title and link, newest first
    List {
        /// Folders of posts or single files, as for reading
        #[arg(value_name = "DIR")]
        paths: Vec<PathBuf>,
        /// Print a JSON object a line: path, title, date, link, domain, author, words, problems
        #[arg(long)]
        json: bool,
    },
    /// Print the posts that a query holds for, best first, each with the words around the first match
    Search {
        /// Words, "phrases", -words, a OR b, /regex/, and fields such as title: story: year:2017..2019
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// Folders of posts or single files, as for reading
        #[arg(value_name = "DIR")]
        paths: Vec<PathBuf>,
        /// Print a JSON object a line: path, title, date, link, matches, story, snippet
        #[arg(long)]
        json: bool,
    },
    /// Print the stories of issues: headline, dek, length and sources
    Stories {
        /// Files of posts
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Print a JSON object a line, a story a line: path, headline, dek, fiction, words, labels, citations
        #[arg(long)]
        json: bool,
    },
    /// Check settings, folders, marks, terminal and programs, and say what is wrong
    Doctor {
        /// Folders of posts or single files, as for reading
        #[arg(value_name = "DIR")]
        paths: Vec<PathBuf>,
    },
    /// Print the pages of posts as plain text
    Show {
        /// Files of posts
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Width of the text in columns
        #[arg(long, value_name = "N", default_value_t = crate::layout::TEXT_WIDTH, value_parser = clap::value_parser!(u16).range(20..=500))]
        width: u16,
    },
}

/// Does what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; a closed pipe is none either.
            let _ = if is_clean(std::env::args_os()) { error.print() } else { print_clean(&error) };
            return if error.use_stderr() { Exit::Usage } else { Exit::Fine }.into();
        }
    };
    let result = match cli.command {
        Some(Command::List { paths, json }) => list_posts(&paths, json),
        Some(Command::Search { query, paths, json }) => return search_posts(&query, &paths, json).into(),
        Some(Command::Stories { files, json }) => print(|out| stories::stories(&files, json, out)),
        Some(Command::Doctor { paths }) => return doctor::doctor(&paths).into(),
        Some(Command::Show { files, width }) => show_posts(&files, width),
        None => open(&cli.paths),
    };
    let exit = match result {
        Ok(()) => Exit::Fine,
        Err(error) => exit_of(&error),
    };
    exit.into()
}

/// Whether every argument is text that may be shown.
fn is_clean(args: impl Iterator<Item = OsString>) -> bool {
    args.into_iter().all(|arg| arg.to_str().is_some_and(|arg| CleanText::sanitized(arg).as_str() == arg))
}

/// A message that repeats an argument, which may be a file's name with an escape sequence in it.
fn print_clean(error: &clap::Error) -> io::Result<()> {
    error.render().to_string().lines().try_for_each(|line| writeln!(io::stderr(), "{}", CleanText::sanitized(line)))
}

/// The reader where there is a terminal that it can draw in, else the list.
fn open(paths: &[PathBuf]) -> anyhow::Result<()> {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if !io::stdout().is_terminal() || dumb {
        return list_posts(paths, false);
    }
    let (settings, config) = open::UserConfig::load();
    let (archive, name) = archive(paths, &config)?;
    open::read(archive, &name, config, settings)
}

/// The user's configuration, with what is wrong with it on standard error.
fn config() -> Config {
    let (config, complaints) = Config::load(Paths::of_user().as_ref().map(|paths| paths.config.as_path()));
    for complaint in complaints {
        // Standard error may be closed; what was asked for is printed all the same.
        let _ = writeln!(io::stderr(), "importai-reader: {complaint}");
    }
    config
}

fn show_posts(files: &[PathBuf], width: u16) -> anyhow::Result<()> {
    let setting = PageOptions {
        width,
        open_key: "o".to_owned(),
        read: ReadOptions { search_url: config().search_url, ..ReadOptions::default() },
        ..PageOptions::default()
    };
    print(|out| show::show(files, &setting, out))
}

fn list_posts(paths: &[PathBuf], json: bool) -> anyhow::Result<()> {
    let config = config();
    let (archive, _) = archive(paths, &config)?;
    print(|out| list::list(&archive, json, out))
}

/// Prints what a query finds. That nothing was found is told by the exit code, as by grep.
fn search_posts(query: &str, paths: &[PathBuf], json: bool) -> Exit {
    let mut found = false;
    let config = config();
    let result = archive(paths, &config)
        .map_err(anyhow::Error::from)
        .and_then(|(archive, _)| print(|out| search::run(query, &archive, json, &mut found, out)));
    match result {
        Ok(()) if found => Exit::Fine,
        Ok(()) => Exit::Failed,
        Err(error) => exit_of(&error),
    }
}

/// The archive that is meant, and what to call it.
fn archive(paths: &[PathBuf], config: &Config) -> Result<(Input, String), FolderError> {
    let paths = if paths.is_empty() { &config.folders } else { paths };
    if paths.is_empty() {
        return Ok((Input::Sample, "sample archive".to_owned()));
    }
    let roots = Roots::open(paths)?;
    Ok((Input::Folders(roots), paths.iter().map(|path| open::shown(path)).collect::<Vec<_>>().join(", ")))
}

/// Writes to standard output through a buffer. A reader that wants no more of it is no failure.
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

/// Says on standard error what went wrong, in one line, and gives the exit code.
fn exit_of(error: &anyhow::Error) -> Exit {
    if let Some(TuiError::Signal(signal)) = error.downcast_ref() {
        return Exit::Signal(signal.number());
    }
    // Standard error may be closed; there is nobody left to tell.
    let _ = writeln!(io::stderr(), "importai-reader: {error:#}");
    if error.is::<FolderError>() || error.is::<QueryError>() { Exit::Usage } else { Exit::Failed }
}
