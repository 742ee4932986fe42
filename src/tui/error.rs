//! Why the reader ended.

use std::io;

use thiserror::Error;

use super::signals::Signal;

/// Why the reader ended, other than by the user quitting.
#[derive(Debug, Error)]
pub enum TuiError {
    /// The terminal cannot be read or written.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// A signal ended it.
    #[error("ended by {0}")]
    Signal(Signal),
    /// A thread panicked. The panic message was printed.
    #[error("this is a bug in importai-reader; see the message above")]
    Panicked,
    /// Marks could not be written until the end.
    #[error("{lost}")]
    MarksLost {
        /// Why, and which marks.
        lost: String,
        /// Why the reader ended; `None` if the user quit.
        ended_by: Option<Box<TuiError>>,
    },
}
