//! What is wrong with a command line, and what to type instead.

use thiserror::Error;

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
    /// Something is piped into the reader, and no path is given.
    #[error("standard input is not read without `-`: type `importai-reader -`")]
    StdinIgnored,
}
