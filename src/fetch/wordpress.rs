//! All posts of a site made with WordPress: by its interface, or else by the pages of its feed.

use std::collections::HashSet;

use serde_json::Value;
use url::Url;

use super::feed;
use super::http::Version;
use super::intake::{FetchError, Intake, date, text};
use super::item::{Item, Part, clean_title};
use super::site::Site;

/// Pages that are asked for.
const MAX_PAGES: usize = 2000;

/// Posts of a page; the interface gives no more.
const PER_PAGE: &str = "100";

/// The fields that are needed.
const FIELDS: &str = "id,guid,date_gmt,link,title,content,_links,_embedded";

/// Takes all posts of the interface at `root`. False if the site has turned the interface off.
pub(super) fn all(intake: &mut Intake<'_>, root: &Url, base: &Url) -> Result<bool, FetchError> {
    let mut by_query = base.clone();
    by_query.query_pairs_mut().append_pair("rest_route", "/wp/v2/posts");
    for posts in [root.join("wp/v2/posts").ok(), Some(by_query)].into_iter().flatten() {
        if pages(intake, &posts)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// False if there is no first page.
fn pages(intake: &mut Intake<'_>, posts: &Url) -> Result<bool, FetchError> {
    let mut seen = HashSet::new();
    for page in 1..=MAX_PAGES {
        let answer = intake.client.get(&page_url(intake, posts, page), &Version::default())?;
        if page == 1 && !(200..300).contains(&answer.status) {
            return Ok(false);
        }
        // A page behind the last one is an error of this status.
        if answer.status == 400 {
            break;
        }
        let answer = answer.success()?;
        let number = |name| answer.header(name).and_then(|value| value.trim().parse::<usize>().ok());
        let (total, last) = (number("x-wp-total"), number("x-wp-totalpages"));
        let Ok(Value::Array(found)) = serde_json::from_slice(&answer.body) else {
            return if page == 1 { Ok(false) } else { Err(FetchError::Unexpected(answer.url)) };
        };
        if let Some(total) = total.filter(|_| page == 1) {
            intake.expect(total);
        }
        let mut is_new = false;
        for post in &found {
            let item = item(post, &answer.url);
            is_new |= seen.insert(item.id.clone());
            if intake.take(&item)?.is_break() {
                return Ok(true);
            }
        }
        if !is_new || last.is_some_and(|last| page >= last) {
            break;
        }
    }
    Ok(true)
}

/// Oldest first, so that pages stay the same while new posts come; newest first if only some are wanted.
fn page_url(intake: &Intake<'_>, posts: &Url, page: usize) -> Url {
    let order = if intake.options.limit.is_some() { "desc" } else { "asc" };
    let mut url = posts.clone();
    {
        let mut query = url.query_pairs_mut();
        query.append_pair("per_page", PER_PAGE).append_pair("page", &page.to_string());
        query.append_pair("orderby", "date").append_pair("order", order);
        if let Some(since) = intake.options.since {
            query.append_pair("after", &format!("{since}T00:00:00"));
        }
        query.append_pair("_embed", "author").append_pair("_fields", FIELDS);
    }
    url
}

fn item(post: &Value, base: &Url) -> Item {
    let number = post.get("id").and_then(Value::as_u64).map(|id| format!("wordpress:{id}")).unwrap_or_default();
    // The feed of the site has the same one.
    let guid = htmlize::unescape(text(post, "/guid/rendered")).into_owned();
    let id = if guid.is_empty() { number } else { guid };
    let mut item = Item::new("wordpress", base, &id, text(post, "/link"), text(post, "/title/rendered"));
    item.date = date(&format!("{}Z", text(post, "/date_gmt")));
    item.author = clean_title(text(post, "/_embedded/author/0/name"));
    text(post, "/content/rendered").clone_into(&mut item.html);
    if post.pointer("/content/protected") == Some(&Value::Bool(true)) && item.html.trim().is_empty() {
        item.part = Part::Paywalled(None);
    }
    item
}

/// Takes the posts of all pages of the feed, newest first.
pub(super) fn feed_pages(intake: &mut Intake<'_>, site: Site) -> Result<(), FetchError> {
    let (feed_url, mut feed, mut seen) = (site.feed_url, site.feed, HashSet::new());
    for page in 2..=MAX_PAGES {
        let new = feed.items.iter().filter(|item| seen.insert(item.id.clone())).count();
        // A page that says nothing new is one that a cache repeats.
        if intake.take_feed(&feed)?.is_break() || new == 0 {
            return Ok(());
        }
        let mut url = feed_url.clone();
        url.query_pairs_mut().append_pair("paged", &page.to_string());
        let answer = intake.client.get(&url, &Version::default())?;
        if answer.status == 404 {
            return Ok(());
        }
        let answer = answer.success()?;
        let Some(next) = feed::read(&answer.body, &answer.url, answer.header("content-type")) else { return Ok(()) };
        feed = next;
    }
    Ok(())
}
