//! Takes posts one by one: chooses, writes and counts them.

use url::Url;

use super::error::ImportError;
use crate::fetch::item::{Item, Part};
use crate::fetch::{Folder, Outcome, Place, StoreError};
use crate::model::has_web_scheme;
use crate::text::CleanText;

/// A base of which no relative address can be made.
const NOWHERE: &str = "about:blank";

/// What to import.
#[derive(Clone, Debug)]
pub struct Options {
    /// Also what is not published.
    drafts: bool,
    /// The address of the newsletter, for exports that do not have it.
    base: Url,
}

impl Options {
    /// Options with the address of the newsletter, if the user gives it: `example.org` or `https://example.org/blog`.
    ///
    /// # Errors
    /// If that is no web address.
    pub fn new(drafts: bool, site: Option<&str>) -> Result<Self, url::ParseError> {
        let Some(site) = site else { return Ok(Self { drafts, base: Url::parse(NOWHERE)? }) };
        let scheme = if has_web_scheme(site) { "" } else { "https://" };
        let base = Url::parse(&format!("{scheme}{}/", site.trim_end_matches('/')))?;
        Ok(Self { drafts, base })
    }
}

/// What happens during an import.
#[derive(Debug)]
pub enum Event<'a> {
    /// A post was looked at.
    Post(&'a Item, &'a Outcome),
    /// A part of a file is not imported: its name, and why.
    Refused(&'a CleanText, &'a ImportError),
}

/// The posts of a file, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub new: usize,
    /// Those that were there.
    pub kept: usize,
    /// Entries and records that are refused.
    pub refused: usize,
    /// Those that are not published, and were left out.
    pub drafts: usize,
    /// New ones that are for subscribers only, among the new ones.
    pub subscribers: usize,
    /// Pages, comments and others that are no posts.
    pub others: usize,
    /// Files of a folder or zip that nothing is known about.
    pub ignored: usize,
}

/// True for a post that is for subscribers only.
#[must_use]
pub fn is_for_subscribers(item: &Item) -> bool {
    matches!(item.part, Part::Subscribers | Part::Paywalled(_))
}

/// Takes posts.
pub(super) struct Intake<'a> {
    folder: &'a mut Folder,
    options: &'a Options,
    on_event: &'a mut dyn FnMut(Event<'_>),
    pub(super) counts: Counts,
    place: Place,
}

impl<'a> Intake<'a> {
    pub(super) fn new(folder: &'a mut Folder, options: &'a Options, on_event: &'a mut dyn FnMut(Event<'_>)) -> Self {
        Self { folder, options, on_event, counts: Counts::default(), place: Place::default() }
    }

    /// Takes a post.
    pub(super) fn take(&mut self, item: &Item) -> Result<(), StoreError> {
        if item.is_draft && !self.options.drafts {
            self.counts.drafts += 1;
            return Ok(());
        }
        let outcome = self.folder.take(item, &self.place, false)?;
        // Posts of one file are different ones, even if they lead to the same page.
        self.place.ids.insert(item.id.clone());
        match outcome {
            Outcome::New(_) => {
                self.counts.new += 1;
                self.counts.subscribers += usize::from(is_for_subscribers(item));
            }
            _ => self.counts.kept += 1,
        }
        (self.on_event)(Event::Post(item, &outcome));
        Ok(())
    }

    /// Reports a part of a file that is not imported.
    pub(super) fn refuse(&mut self, name: &CleanText, error: &ImportError) {
        self.counts.refused += 1;
        (self.on_event)(Event::Refused(name, error));
    }

    /// The address that addresses in a file are relative to. Without a site, no relative one can be made whole.
    pub(super) fn base(&self) -> &'a Url {
        &self.options.base
    }

    /// The address of the newsletter, if the user gave it.
    pub(super) fn site(&self) -> Option<&'a Url> {
        Some(&self.options.base).filter(|base| base.as_str() != NOWHERE)
    }
}
