//! Why a file cannot be imported, or a part of it.

use std::io;

use thiserror::Error;

use crate::fetch::StoreError;
use crate::text::CleanText;

/// What can be imported, for messages.
const ACCEPTED: &str = "an export of Substack, Medium or Buttondown (zip or folder), WordPress (XML) or Ghost (JSON), \
                        mail (mbox or .eml), a feed, bookmarks (HTML), or links (CSV of Pocket, Instapaper, Readwise)";

/// More was read than is allowed: so many bytes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("it is larger than {} MB", .0 / 1024 / 1024)]
pub struct OverLimit(pub(super) u64);

/// Why a file, a post or an entry of a zip is not imported. The name of the file is not part of the message.
#[derive(Debug, Error)]
pub enum ImportError {
    /// There is no such file.
    #[error("there is no such file or folder; check the name")]
    Missing,
    /// It is a pipe, a device or a link.
    #[error("it is neither a file nor a folder")]
    NotAFile,
    /// Reading failed.
    #[error("cannot read it: {0}")]
    Unreadable(io::Error),
    /// It is larger than what is read.
    #[error("{0}")]
    TooLarge(OverLimit),
    /// It has no bytes.
    #[error("the file is empty; export it again")]
    Empty,
    /// It looks like something that is not accepted.
    #[error("it looks like {0}; import accepts {ACCEPTED}")]
    Unknown(&'static str),
    /// It is a post already.
    #[error("it is {0}, which needs no import: copy it into the folder of posts")]
    Post(&'static str),
    /// It is an address.
    #[error("it is an address; `importai-reader fetch` reads those")]
    Address,
    /// Nothing in a folder or zip is accepted.
    #[error("none of its {0} files can be imported; import accepts {ACCEPTED}")]
    Nothing(usize),
    /// It is what it looks like, but damaged.
    #[error("{what} is damaged: {fault}; export it again")]
    Damaged {
        /// The kind of file.
        what: &'static str,
        /// What the parser says.
        fault: CleanText,
    },
    /// A list of feeds, which has no posts.
    #[error(
        "it lists {count} feeds and has no posts; fetch brings those:{}",
        commands.iter().fold(String::new(), |lines, line| lines + "\n  " + line)
    )]
    Feeds {
        /// How many there are.
        count: usize,
        /// What to type.
        commands: Vec<CleanText>,
    },
    /// What makes an entry or a record unfit, as the rest of a sentence.
    #[error("{0}")]
    Unfit(&'static str),
    /// The folder cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        let limit = error.get_ref().and_then(|inner| inner.downcast_ref::<OverLimit>()).copied();
        match limit {
            Some(limit) => Self::TooLarge(limit),
            None if error.kind() == io::ErrorKind::NotFound => Self::Missing,
            None => Self::Unreadable(error),
        }
    }
}

impl ImportError {
    /// A damaged file.
    pub(super) fn damaged(what: &'static str, fault: &impl std::fmt::Display) -> Self {
        Self::Damaged { what, fault: CleanText::single_line(&fault.to_string()) }
    }
}
