//! Takes the posts of a source one by one: chooses, writes and counts them.

use std::ops::ControlFlow;

use jiff::civil;
use jiff::tz::Offset;
use serde_json::Value;
use thiserror::Error;
use url::Url;

use super::feed::Feed;
use super::folder::{Folder, Outcome, Place, StoreError};
use super::git_command::GitError;
use super::http::{Client, HttpError, Version};
use super::item::{Item, Part, clean_date};
use super::site::SiteError;
use crate::model::PostDate;
use crate::text::CleanText;

/// What to take of a source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Everything back to the beginning, not only the feed.
    pub all: bool,
    /// No posts from before this day.
    pub since: Option<civil::Date>,
    /// At most this many new or changed posts.
    pub limit: Option<usize>,
    /// Posts that are there and changed, too.
    pub update: bool,
}

/// What happens while a source is fetched.
#[derive(Debug)]
pub enum Event<'a> {
    /// A post was looked at.
    Post(&'a Item, &'a Outcome),
    /// There are this many posts.
    Expected(usize),
    /// Answers came.
    Received {
        /// The host of the last one.
        host: String,
        /// Their size in bytes, after decompression.
        bytes: u64,
    },
    /// What a program that works on it says of its progress, for a line that is replaced by the next.
    Working(CleanText),
    /// Something that the user should know.
    Note(String),
    /// So many pages would have to be read, one by one. To be set to whether the user agrees.
    Ask(usize, &'a mut bool),
}

/// The posts of a source, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub new: usize,
    /// Those that were replaced.
    pub updated: usize,
    /// Those that changed, with files that changed too.
    pub edited: usize,
    /// Those that were there.
    pub kept: usize,
    /// New ones that are not whole.
    pub partial: usize,
}

/// Why a source could not be fetched, or not all of it.
#[derive(Debug, Error)]
pub enum FetchError {
    /// There is no feed.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A request failed.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The folder cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A repository could not be read.
    #[error(transparent)]
    Git(#[from] GitError),
    /// An answer that should be JSON is something else.
    #[error("{}: the answer is not what the service documents; try without --all", CleanText::single_line(.0.as_str()))]
    Unexpected(Url),
}

/// Takes posts.
pub(super) struct Intake<'a> {
    pub(super) client: &'a mut Client,
    pub(super) folder: &'a mut Folder,
    pub(super) options: Options,
    pub(super) on_event: &'a mut dyn FnMut(Event<'_>),
    pub(super) counts: Counts,
    pub(super) place: Place,
    /// True if posts were left out.
    pub(super) is_partial: bool,
}

impl Intake<'_> {
    /// Whether the text of a post is needed.
    pub(super) fn wants(&self, item: &Item) -> bool {
        self.is_in_time(item) && (self.options.update || !self.folder.has(item, &self.place))
    }

    fn is_in_time(&self, item: &Item) -> bool {
        let day = item.date.map(|date| Offset::UTC.to_datetime(date).date());
        day.is_none_or(|day| self.options.since.is_none_or(|since| day >= since))
    }

    /// Counts a post that is there.
    pub(super) fn keep(&mut self, item: &Item) {
        self.count_answers();
        if self.is_in_time(item) {
            self.counts.kept += 1;
            (self.on_event)(Event::Post(item, &Outcome::Kept));
        } else {
            self.is_partial = true;
        }
    }

    /// Takes a post. `Break` once there are as many as wanted.
    pub(super) fn take(&mut self, item: &Item) -> Result<ControlFlow<()>, StoreError> {
        if !self.is_in_time(item) {
            self.is_partial = true;
            return Ok(ControlFlow::Continue(()));
        }
        let is_full = self.options.limit.is_some_and(|limit| self.counts.new + self.counts.updated >= limit);
        if is_full || self.client.is_stopped() {
            self.is_partial = true;
            return Ok(ControlFlow::Break(()));
        }
        self.count_answers();
        let outcome = self.folder.take(item, &self.place, self.options.update)?;
        let count = match outcome {
            Outcome::New(_) => &mut self.counts.new,
            Outcome::Updated(_) => &mut self.counts.updated,
            Outcome::Edited(_) => &mut self.counts.edited,
            Outcome::Kept => &mut self.counts.kept,
        };
        *count += 1;
        if matches!(outcome, Outcome::New(_)) && item.part != Part::Whole {
            self.counts.partial += 1;
        }
        (self.on_event)(Event::Post(item, &outcome));
        Ok(ControlFlow::Continue(()))
    }

    /// Takes the posts of a feed. `Break` once there are as many as wanted.
    pub(super) fn take_feed(&mut self, feed: &Feed) -> Result<ControlFlow<()>, StoreError> {
        self.expect(feed.items.len());
        self.place.ids.extend(feed.items.iter().map(|item| item.id.clone()));
        for item in &feed.items {
            if self.take(item)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    pub(super) fn expect(&mut self, count: usize) {
        self.count_answers();
        (self.on_event)(Event::Expected(count));
    }

    /// Tells of the answers that came since the last time.
    fn count_answers(&mut self) {
        if let Some((host, bytes)) = self.client.take_received() {
            (self.on_event)(Event::Received { host, bytes });
        }
    }

    pub(super) fn note(&mut self, note: String) {
        (self.on_event)(Event::Note(note));
    }

    /// Whether the user agrees to read so many pages.
    pub(super) fn ask(&mut self, pages: usize) -> bool {
        let mut is_agreed = false;
        (self.on_event)(Event::Ask(pages, &mut is_agreed));
        is_agreed
    }

    /// The JSON at an address.
    pub(super) fn json(&mut self, url: &Url) -> Result<Value, FetchError> {
        let answer = self.client.get(url, &Version::default())?.success()?;
        serde_json::from_slice(&answer.body).map_err(|_| FetchError::Unexpected(answer.url))
    }
}

/// A text in a JSON value, or `""`.
pub(super) fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// A date of an interface.
pub(crate) fn date(text: &str) -> Option<jiff::Timestamp> {
    PostDate::parse(text).and_then(|(date, _)| clean_date(date.instant().as_second()))
}
