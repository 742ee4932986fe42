//! The arguments of the commands that ask an archive something.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::insight::{MAX_QUERIES, NameKind, WHY};

/// Which stories of which posts a command is about.
#[derive(Debug, Args)]
pub(super) struct ArchiveArgs {
    /// The query of search, for each story by itself [default: all stories]
    #[arg(allow_hyphen_values = true)]
    pub(super) query: Option<String>,
    /// Folders of posts or single files; without a query, write them with a /, as in ./posts
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
}

/// Which works to print, and how.
#[derive(Debug, Args)]
pub(super) struct CitationsArgs {
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
    /// Only works that so many stories cite
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) min: usize,
    /// Print one JSON object per line and work; the README has its fields
    #[arg(long, conflicts_with_all = ["bibtex", "csl_json"])]
    pub(super) json: bool,
    /// Print BibTeX, for LaTeX
    #[arg(long, conflicts_with = "csl_json")]
    pub(super) bibtex: bool,
    /// Print CSL-JSON, for Zotero and pandoc
    #[arg(long)]
    pub(super) csl_json: bool,
}

/// Which parts of which stories to print, and how.
#[derive(Debug, Args)]
pub(super) struct DigestArgs {
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
    /// The label, or the beginning of it
    #[arg(long, value_name = "LABEL", default_value = WHY)]
    pub(super) label: String,
    /// The format [default: txt on a terminal, else md]
    #[arg(long, value_name = "FORMAT", value_parser = ["md", "txt"], conflicts_with = "json")]
    pub(super) format: Option<String>,
    /// Print one JSON object per line and part; the README has its fields
    #[arg(long)]
    pub(super) json: bool,
}

/// Which trends to print, and how.
#[derive(Clone, Debug, Args)]
pub(super) struct TrendsArgs {
    /// Queries of search, up to six; those that begin with - come after -- [default: the words that rise]. What is
    /// written as a path, with a /, is a folder
    #[arg(value_name = "QUERY", num_args = 0..=MAX_QUERIES)]
    pub(super) queries: Vec<String>,
    /// A folder of posts or a single file; may be given again [default: the folder in config.toml]
    #[arg(long = "in", value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// The length of the periods [default: what fits the archive]
    #[arg(long, value_parser = ["month", "quarter", "year"])]
    pub(super) by: Option<String>,
    /// How many of the words that rise to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// Print one JSON object per line and query or word; the README has its fields
    #[arg(long, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Print comma-separated values, for spreadsheets
    #[arg(long)]
    pub(super) csv: bool,
}

/// What to find related stories of.
#[derive(Debug, Args)]
pub(super) struct RelatedArgs {
    /// A post file, FILE#3 for its third story, or words of a headline or title
    #[arg(value_name = "POST|STORY", value_hint = ValueHint::FilePath)]
    pub(super) subject: String,
    /// Folders of posts or single files
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// How many older and how many newer stories to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Print one JSON object per line and story; the README has its fields
    #[arg(long)]
    pub(super) json: bool,
}

/// Which names to print, and how.
#[derive(Debug, Args)]
pub(super) struct NamesArgs {
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
    /// Print one name: its first and last story, how often it is named over time, what it is named with, its stories
    #[arg(long, value_name = "NAME")]
    pub(super) of: Option<String>,
    /// Only names that so many stories have
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) min: usize,
    /// Only names of a kind
    #[arg(long, value_name = "KIND", value_parser = NameKind::ALL.map(NameKind::name))]
    pub(super) kind: Option<String>,
    /// Print one JSON object per line and name; the README has its fields
    #[arg(long)]
    pub(super) json: bool,
}

/// Which posts to look for.
#[derive(Debug, Args)]
pub(super) struct RepeatsArgs {
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
    /// Print one JSON object per line and group; the README has its fields
    #[arg(long)]
    pub(super) json: bool,
}
