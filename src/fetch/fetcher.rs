//! Fetches newsletters into a folder.

use url::Url;

use super::archive;
use super::folder::{Folder, Place};
use super::git;
use super::git_address::GitFolder;
use super::http::{Client, Version};
use super::intake::{Counts, Event, FetchError, Intake, Options};
use super::newsletters::Newsletter;
use super::site::Site;
use super::state::Source;

/// What came of a newsletter.
#[derive(Debug, Default)]
pub struct Report {
    /// Its posts.
    pub counts: Counts,
    /// What failed.
    pub errors: Vec<FetchError>,
}

/// Fetches newsletters into a folder, one after the other.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    folder: Folder,
    options: Options,
}

impl Fetcher {
    /// A fetcher.
    #[must_use]
    pub fn new(client: Client, folder: Folder, options: Options) -> Self {
        Self { client, folder, options }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Fetches into another folder from now on.
    pub fn move_to(&mut self, folder: Folder) {
        self.folder = folder;
    }

    /// Fetches a newsletter from all of its homes. What one home has is kept if another one fails.
    pub fn fetch(&mut self, newsletter: &Newsletter, on_event: &mut dyn FnMut(Event<'_>)) -> Report {
        let mut intake = Intake {
            client: &mut self.client,
            folder: &mut self.folder,
            options: self.options,
            on_event,
            counts: Counts::default(),
            place: Place { has_homes: newsletter.homes.len() > 1, ..Place::default() },
            is_partial: false,
        };
        let mut errors = Vec::new();
        for addresses in &newsletter.homes {
            if intake.client.is_stopped() {
                break;
            }
            let mut failed = None;
            for url in addresses {
                if newsletter.is_typed {
                    intake.client.allow(url);
                }
                match home(&mut intake, url) {
                    Ok(()) => {
                        failed = None;
                        break;
                    }
                    Err(error @ FetchError::Store(_)) => {
                        failed = Some(error);
                        break;
                    }
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
            if intake.client.is_stopped() {
                break;
            }
            intake.folder.remember_outcome(addresses, failed.as_ref().map(ToString::to_string));
            errors.extend(failed);
        }
        let counts = intake.counts;
        errors.extend(self.folder.save().err().map(FetchError::Store));
        Report { counts, errors }
    }
}

/// Fetches what is at an address.
fn home(intake: &mut Intake<'_>, url: &Url) -> Result<(), FetchError> {
    intake.is_partial = false;
    intake.place.ids.clear();
    if let Some(folder) = GitFolder::at(url) {
        return git::fetch(intake, &folder);
    }
    let Some(site) = look(intake, url)? else { return Ok(()) };
    if let Some(moved) = &site.moved {
        intake.note(format!("has moved for good to {moved}"));
    }
    let mut source = Source { feed: site.feed_url.to_string(), ..Source::default() };
    if intake.options.all {
        archive::everything(intake, site)?;
    } else {
        let _ = intake.take_feed(&site.feed)?;
        // Otherwise the server would say next time that nothing is new.
        if !intake.is_partial {
            (source.etag, source.modified) = (site.version.etag, site.version.modified);
        }
    }
    intake.folder.remember_source(url.as_str(), source);
    Ok(())
}

/// Looks at the feed that was found there last time, or else at the address itself. `None` if nothing changed.
fn look(intake: &mut Intake<'_>, url: &Url) -> Result<Option<Site>, FetchError> {
    let needs_all = intake.options.all || intake.options.update || !intake.folder.is_complete();
    if !intake.options.all
        && let Some(known) = intake.folder.state.sources.get(url.as_str())
        && let Ok(feed) = Url::parse(&known.feed)
    {
        let version = if needs_all { Version::default() } else { known.version() };
        if let Ok(site) = Site::look(intake.client, &feed, &version) {
            return Ok(site);
        }
    }
    Ok(Site::look(intake.client, url, &Version::default())?)
}
