//! The arguments: commands, options, and their help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use super::archive_args::{CitationsArgs, DigestArgs, NamesArgs, RelatedArgs, RepeatsArgs, TrendsArgs};
use super::help;
use super::timeline::TimelineArgs;
use crate::config::Paths;

/// The name of the program.
pub(super) const NAME: &str = "importai-reader";

/// Read newsletter and post archives in the terminal.
#[derive(Debug, Parser)]
#[command(name = NAME, version, args_conflicts_with_subcommands = true, subcommand_value_name = "COMMAND")]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// Folders of posts, searched recursively, or single files, or - for a post from standard input [default: the
    /// folder in config.toml, else built-in samples]
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List posts, newest first: date, title and link
    List {
        /// Folders of posts or single files
        #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// Print one JSON object per line; the README has its fields
        #[arg(long)]
        json: bool,
    },
    /// Search posts and print the matching ones, best match first, each with a snippet
    #[command(after_long_help = help::query_language())]
    Search {
        /// Words, "phrases", fields such as title:, and more; --help explains the query language
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// Folders of posts or single files
        #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// Search each story by itself, and print the matching stories
        #[arg(long)]
        stories: bool,
        /// Print one JSON object per line: the fields of list, and matches, headline and snippet
        #[arg(long)]
        json: bool,
    },
    /// Print the stories of newsletter issues: headline, dek, length and sources
    Stories {
        /// Post files, or - for standard input
        #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Print one JSON object per line and story: the fields of list, and headline, dek, fiction, story_words,
        /// labels and citations
        #[arg(long)]
        json: bool,
    },
    /// Print posts as pages, styled on a terminal
    Show {
        /// Post files, or - for standard input
        #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Width of the text, in columns [default: that of the terminal, up to 100; elsewhere 76]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=500))]
        width: Option<u16>,
    },
    /// Print the works that stories cite, most cited first
    #[command(after_long_help = help::citations_examples())]
    Citations(CitationsArgs),
    /// Print "Why this matters", or another label, of each story that a query finds
    #[command(after_long_help = help::digest_examples())]
    Digest(DigestArgs),
    /// Print how much of the archive queries are in over time, or the words that rise
    #[command(after_long_help = help::trends_examples())]
    Trends(TrendsArgs),
    /// Print the archive as a calendar of weeks, or what came out on a day of the year
    #[command(after_long_help = help::timeline_examples())]
    Timeline(TimelineArgs),
    /// Print the stories most like a story or post, with the words that they share
    #[command(after_long_help = help::related_examples())]
    Related(RelatedArgs),
    /// Print the names in stories, of people, organisations, models and the like
    #[command(after_long_help = help::names_examples())]
    Names(NamesArgs),
    /// Print the posts that tell the same news
    Repeats(RepeatsArgs),
    /// Fetch posts of newsletters and blogs into a folder
    Fetch(FetchArgs),
    /// List the feeds in config.toml: name, address, last fetch and last error
    #[command(args_conflicts_with_subcommands = true)]
    Feeds {
        #[command(subcommand)]
        command: Option<FeedsCommand>,
        /// Print one JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// Import posts from files of other programs into a folder: exports, mail, bookmarks
    #[command(after_long_help = help::import_formats())]
    Import(ImportArgs),
    /// Write the posts or stories that a query matches to a file, a book or a folder
    #[command(after_help = help::export_examples())]
    Export(ExportArgs),
    /// Move what was read and starred between machines
    #[command(subcommand)]
    Marks(MarksCommand),
    /// Check settings, folders, marks, terminal and programs, and report problems
    Doctor {
        /// Folders of posts or single files
        #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
    /// Print a script that completes commands and options in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What to do with the list of feeds.
#[derive(Debug, Subcommand)]
pub(super) enum FeedsCommand {
    /// Look at a feed or a page that names one, show what is there, and add it to config.toml
    Add {
        /// A feed, a web page that names one, or a newsletter by name, such as import-ai
        #[arg(value_name = "URL", value_hint = ValueHint::Url)]
        url: String,
        /// What to call it [default: its title, or the name of a newsletter that is known]
        #[arg(long)]
        name: Option<String>,
        /// The folder for its posts [default: the folder in config.toml]
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        into: Option<PathBuf>,
    },
    /// Remove a feed from config.toml; its posts stay
    Remove {
        /// Its name or its address
        name: String,
    },
    /// Print the feeds as OPML, for other programs
    Export,
    /// Add the feeds of an OPML file to config.toml
    Import {
        /// The file, or - for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// What to fetch, and where to.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct FetchArgs {
    /// Feeds, web pages that name one, or newsletters by name, such as import-ai [default: the feeds in config.toml]
    #[arg(value_name = "URL|NAME", value_hint = ValueHint::Url)]
    pub(super) sources: Vec<String>,
    /// The folder to write posts to; it is made if it is missing [default: the folder in config.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) into: Option<PathBuf>,
    /// Fetch everything back to the beginning, slowly
    #[arg(long)]
    pub(super) all: bool,
    /// Do not ask before reading many pages one by one, where a site offers no other way with --all
    #[arg(long)]
    pub(super) yes: bool,
    /// Leave out posts from before a day
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<String>,
    /// Fetch at most N posts of each source
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Replace posts that changed at their source, unless you changed their files
    #[arg(long)]
    pub(super) update: bool,
    /// Only say what would be written
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print one JSON object per line and post
    #[arg(long)]
    pub(super) json: bool,
}

/// What to import, and where to.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Files, zips or folders; --help lists what they can be
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) files: Vec<PathBuf>,
    /// The folder to write posts to; it is made if it is missing [default: the folder in config.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) into: Option<PathBuf>,
    /// The address of the newsletter, for links to its posts: exports of Substack and Ghost do not have it
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub(super) site: Option<String>,
    /// Also import what is not published: drafts, scheduled and private posts
    #[arg(long)]
    pub(super) drafts: bool,
    /// Only say what would be written
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print one JSON object per line and post
    #[arg(long)]
    pub(super) json: bool,
}

/// What to export, and where to.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The query of search; '' for all posts
    #[arg(allow_hyphen_values = true)]
    pub(super) query: String,
    /// Folders of posts or single files
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// A file, or a folder that gets a file for each post, or - for standard output
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub(super) to: PathBuf,
    /// Export only those stories of issues that match by themselves
    #[arg(long)]
    pub(super) stories: bool,
    /// The format [default: that of the file's extension; md for a folder and for standard output]
    #[arg(long, value_name = "FORMAT", value_parser = ["md", "html", "epub", "txt", "jsonl"])]
    pub(super) format: Option<String>,
    /// Replace files that exist
    #[arg(long)]
    pub(super) force: bool,
}

/// What to do with the marks.
#[derive(Debug, Subcommand)]
pub(super) enum MarksCommand {
    /// Write all marks as JSON
    Export {
        /// A file, or - for standard output
        #[arg(long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
        to: PathBuf,
        /// Replace a file that exists
        #[arg(long)]
        force: bool,
    },
    /// Merge marks from a file of `marks export`: of each, the newer change counts
    Import {
        /// The file, or - for standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// The command line as clap knows it, with the user's folders in its help.
pub(super) fn command(paths: Option<&Paths>) -> clap::Command {
    Cli::command().after_help(help::after_help(paths))
}

/// The names of the commands.
const COMMANDS: [&str; 20] = [
    "list",
    "search",
    "stories",
    "show",
    "citations",
    "digest",
    "trends",
    "timeline",
    "related",
    "names",
    "repeats",
    "fetch",
    "feeds",
    "import",
    "export",
    "marks",
    "doctor",
    "completions",
    "man",
    "help",
];

/// Parses the command line. Help and version are errors too. Where there are only paths, nothing is to be parsed: for
/// that, clap would first build all commands with their help, which takes a fifth of the time to the first screen.
pub(super) fn parse(paths: Option<&Paths>) -> Result<Cli, clap::Error> {
    let is_path = |arg: &OsString| {
        !arg.is_empty() && !arg.as_encoded_bytes().starts_with(b"-") && COMMANDS.iter().all(|name| arg != name)
    };
    let opened: Vec<OsString> = std::env::args_os().skip(1).collect();
    if opened.iter().all(is_path) {
        return Ok(Cli { command: None, paths: opened.into_iter().map(PathBuf::from).collect() });
    }
    let mut command = command(paths);
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command whose name a word nearly is.
pub(super) fn similar_command(word: &str) -> Option<String> {
    let mut command = Cli::command();
    command.build();
    let names = command.get_subcommands().map(|command| command.get_name().to_owned());
    let likeness = |name: &str| strsim::jaro(word, name);
    let best = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&best) > MIN_LIKENESS).then_some(best)
}

/// How alike a word and the command must be: `lst`, `serach` and `docter` are, and the names of most folders are not.
const MIN_LIKENESS: f64 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_known_before_parsing() {
        let mut command = Cli::command();
        command.build();
        let names: Vec<_> = command.get_subcommands().flat_map(clap::Command::get_name_and_visible_aliases).collect();
        assert_eq!(names, COMMANDS);
    }
}
