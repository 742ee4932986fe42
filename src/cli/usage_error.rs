//! What is wrong with a command line, and what to type instead.

use thiserror::Error;

use crate::export::DestinationError;
use crate::load::FolderError;
use crate::text::CleanText;

/// A command line that cannot be carried out. The exit code is 2.
#[derive(Debug, Error)]
pub(super) enum UsageError {
    /// A path that does not exist has nearly the name of a command.
    #[error("{error}; did you mean `importai-reader {command}`?")]
    Mistyped {
        /// Why the path cannot be opened.
        error: FolderError,
        /// The command.
        command: String,
    },
    /// A command that reads files was given a folder.
    #[error("{folder} is a folder: {instead}")]
    Folder {
        /// The folder as it was given.
        folder: CleanText,
        /// What to type.
        instead: CleanText,
    },
    /// `-` is one of several arguments.
    #[error("`-` reads one post from standard input; it cannot be combined with other paths")]
    StdinAmongOthers,
    /// `fetch` was given nothing, and no feeds are configured.
    #[error(
        "nothing to fetch: name a feed, a web page or a newsletter, as in `importai-reader fetch import-ai --into DIR`"
    )]
    NothingToFetch,
    /// `fetch` was given no folder, and none is configured.
    #[error("no folder to fetch into: add --into DIR, or set `folder` in config.toml")]
    NoFolderToFetchInto,
    /// `import` was given no folder, and none is configured.
    #[error("no folder to import into: add --into DIR, or set `folder` in config.toml")]
    NoFolderToImportInto,
    /// The value of `--site`.
    #[error("--site: “{0}” is no web address; write it as https://example.org")]
    NoSite(CleanText),
    /// A source of `fetch` is neither an address nor a known name.
    #[error("cannot fetch “{typed}”: it is no web address, no name in config.toml, and not {known}")]
    UnknownSource {
        /// The source as it was given.
        typed: CleanText,
        /// The names of the newsletters that are known.
        known: String,
    },
    /// `feeds remove` was given something else than a feed of the list.
    #[error("no feed “{0}” in config.toml; `importai-reader feeds` lists them")]
    NoSuchFeed(CleanText),
    /// The value of `--since`.
    #[error("--since: “{0}” is no date; write it as 2020-12-28")]
    NoDate(CleanText),
    /// `--since` or `--limit` for a folder in a repository, which git brings as a whole.
    #[error(
        "{0} does not work with {1}, a folder in a repository, which is fetched whole; fetch that without it, or name \
         other sources"
    )]
    WholeOnly(&'static str, CleanText),
    /// `export` cannot tell where to write what.
    #[error(transparent)]
    Destination(#[from] DestinationError),
    /// `export --to -` of a format that is no text.
    #[error("a book is not printed; name a file, as in `--to book.epub`")]
    NotPrinted,
    /// Something is piped into the reader, and no path is given.
    #[error("standard input is not read without `-`: type `importai-reader -`")]
    StdinIgnored,
}
