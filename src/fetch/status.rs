//! When the feeds of a folder were fetched last, and what failed.

use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::newsletters::Newsletter;
use super::state::State;
use crate::text::CleanText;

/// What a folder remembers of its feeds.
#[derive(Debug)]
pub struct FolderStatus(State);

/// How a newsletter was fetched last.
#[derive(Clone, Debug, Default)]
pub struct FeedStatus {
    /// The addresses of its feeds that were found.
    pub feeds: Vec<Url>,
    /// When it was fetched last.
    pub fetched: Option<Timestamp>,
    /// When it failed, if it failed after that.
    pub failed: Option<Timestamp>,
    /// Why, for each of its homes that failed.
    pub errors: Vec<CleanText>,
}

impl FolderStatus {
    /// Reads what a folder remembers: nothing if nothing was ever fetched into it.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        Self(State::read(folder))
    }

    /// True if nothing was ever fetched into the folder.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.sources.is_empty()
    }

    /// How a newsletter was fetched last.
    #[must_use]
    pub fn of(&self, newsletter: &Newsletter) -> FeedStatus {
        let time = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Timestamp>().ok());
        let mut status = FeedStatus::default();
        for url in newsletter.homes.iter().flatten() {
            let Some(source) = self.0.sources.get(url.as_str()) else { continue };
            status.feeds.extend(Url::parse(&source.feed));
            status.fetched = status.fetched.max(time(&source.fetched));
            status.failed = status.failed.max(time(&source.failed));
            status.errors.extend(source.error.as_deref().map(CleanText::single_line));
        }
        status
    }
}
