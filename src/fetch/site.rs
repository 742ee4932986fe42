//! What is at an address: a feed, or a page that names one.

use thiserror::Error;
use url::Url;

use super::feed::{self, Feed};
use super::http::{Answer, Client, HttpError, Version};
use super::page::Page;
use crate::text::CleanText;

/// What was found at an address.
#[derive(Debug)]
pub struct Site {
    /// The page, if the address was one.
    pub page: Page,
    /// Where the feed is.
    pub feed_url: Url,
    /// The feed.
    pub feed: Feed,
    /// The version of the feed.
    pub version: Version,
    /// The new address of what was asked for, if it moved for good.
    pub moved: Option<Url>,
    /// True if the server names Substack in its headers or the feed does.
    pub is_substack: bool,
}

/// Why there is nothing to fetch at an address.
#[derive(Debug, Error)]
pub enum SiteError {
    /// It cannot be read.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// It is a page without a feed.
    #[error("{}: no feed there, and the page names none; give the address of a feed", CleanText::single_line(.0.as_str()))]
    NoFeed(Url),
    /// It was to be a feed and is none.
    #[error("{}: it is no feed that can be read; open it in a browser to see what it is", CleanText::single_line(.0.as_str()))]
    NotAFeed(Url),
}

impl Site {
    /// Looks at an address. `None` if the feed there is still of a version.
    ///
    /// # Errors
    /// If there is no feed.
    pub fn look(client: &mut Client, url: &Url, version: &Version) -> Result<Option<Self>, SiteError> {
        let answer = client.get(url, version)?;
        if answer.status == 304 {
            return Ok(None);
        }
        let answer = answer.success()?;
        if feed::looks_like_feed(&answer.body) {
            return Self::of_feed(answer, Page::default(), None).map(Some);
        }
        let page = Page::read(&answer);
        let Some(feed_url) = page.feeds.first().cloned() else { return Err(SiteError::NoFeed(answer.url)) };
        let moved = answer.moved;
        let answer = client.get(&feed_url, &Version::default())?.success()?;
        Self::of_feed(answer, page, moved).map(Some)
    }

    fn of_feed(answer: Answer, page: Page, moved: Option<Url>) -> Result<Self, SiteError> {
        let feed = feed::read(&answer.body, &answer.url, answer.header("content-type"));
        let Some(feed) = feed else { return Err(SiteError::NotAFeed(answer.url)) };
        let says_substack = answer.header("x-served-by").is_some_and(|by| by.eq_ignore_ascii_case("substack"));
        Ok(Self {
            is_substack: says_substack || feed.generator.contains("substack"),
            version: answer.version(),
            moved: moved.or(answer.moved),
            feed_url: answer.url,
            page,
            feed,
        })
    }

    /// The address that those of the service begin with, with a slash at its end: that of the feed without its name.
    #[must_use]
    pub fn base(&self) -> Url {
        let mut base = self.feed_url.clone();
        base.set_query(None);
        base.set_fragment(None);
        let path = base.path().trim_end_matches('/').to_owned();
        let (folder, name) = path.rsplit_once('/').unwrap_or_default();
        let is_feed = ["feed", "rss", "atom"].iter().any(|start| name.starts_with(start)) || name.contains('.');
        base.set_path(&format!("{}/", if is_feed { folder } else { &path }));
        base
    }
}
