//! Everything back to the beginning: which way a site offers.

use std::collections::HashSet;

use url::Url;

use super::feed;
use super::http::Version;
use super::intake::{FetchError, Intake};
use super::site::Site;
use super::{ghost, sitemap, substack, wordpress};

/// Feeds that are followed from one to the next.
const MAX_FEEDS: usize = 2000;

/// Takes all posts of a site.
pub(super) fn everything(intake: &mut Intake<'_>, site: Site) -> Result<(), FetchError> {
    let base = site.base();
    let is_of_substack = base.host_str().is_some_and(|host| host.ends_with(".substack.com"));
    if site.is_substack || is_of_substack {
        return substack::all(intake, &base);
    }
    let made_by = |name: &str| site.feed.generator.contains(name) || site.page.generator.contains(name);
    let is_wordpress = made_by("wordpress") || site.page.wordpress.is_some();
    let root = site.page.wordpress.clone().or_else(|| base.join("wp-json/").ok());
    if let Some(root) = root.filter(|_| is_wordpress) {
        if wordpress::all(intake, &root, &base)? {
            return Ok(());
        }
        intake.note("the site has turned its interface off; taking the pages of its feed".to_owned());
        return wordpress::feed_pages(intake, site);
    }
    if let Some(key) = site.page.ghost_key.clone().filter(|_| made_by("ghost")) {
        return ghost::all(intake, &base, &key);
    }
    older(intake, site)
}

/// Takes the posts of a feed and of those that it names as older.
fn older(intake: &mut Intake<'_>, site: Site) -> Result<(), FetchError> {
    let base = site.base();
    let (mut feed, mut seen) = (site.feed, HashSet::<Url>::from([site.feed_url]));
    if feed.older.is_none() {
        if !intake.take_feed(&feed)?.is_break() && !sitemap::articles(intake, &base)? {
            intake.note("it has no older posts than those of its feed, or no way to them that is known".to_owned());
        }
        return Ok(());
    }
    for _ in 0..MAX_FEEDS {
        if intake.take_feed(&feed)?.is_break() {
            return Ok(());
        }
        let Some(next) = feed.older.filter(|next| seen.insert(next.clone())) else { return Ok(()) };
        let answer = intake.client.get(&next, &Version::default())?.success()?;
        let read = feed::read(&answer.body, &answer.url, answer.header("content-type"));
        feed = read.ok_or(FetchError::Unexpected(answer.url))?;
    }
    Ok(())
}
