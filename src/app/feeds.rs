//! The feeds of the configuration: how far a fetch is, and what failed.

use crate::text::CleanText;

/// What happens while feeds are fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchNews {
    /// They are being fetched.
    Running(FetchProgress),
    /// One was fetched, or what failed then. Also said of the last time, when the reader starts.
    Source {
        /// Its name.
        name: CleanText,
        /// Its address.
        address: CleanText,
        /// What failed.
        errors: Vec<CleanText>,
    },
    /// All are fetched: the number of new posts.
    Done(usize),
    /// They cannot be fetched at all.
    Refused(CleanText),
}

/// How far a fetch is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchProgress {
    /// The name of the feed; empty at the start.
    pub source: CleanText,
    /// Its posts that were looked at.
    pub done: usize,
    /// Its posts, or 0 if that is not known.
    pub expected: usize,
    /// The new posts of all feeds.
    pub new: usize,
}

/// The feeds of the configuration.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    /// True if there are some.
    pub(super) is_configured: bool,
    /// While they are fetched.
    pub(super) progress: Option<FetchProgress>,
    /// True if the user asked for it, and is told the end even if there is nothing new.
    pub(super) is_asked: bool,
    /// The number of new posts, until the list has them.
    pub(super) result: Option<usize>,
    /// What failed the last time.
    pub(super) failed: Vec<FailedFeed>,
}

/// An error of a feed.
#[derive(Debug)]
pub(super) struct FailedFeed {
    pub(super) name: CleanText,
    pub(super) address: CleanText,
    pub(super) error: CleanText,
}

impl Feeds {
    pub(super) fn new(is_configured: bool) -> Self {
        Self { is_configured, ..Self::default() }
    }
}
