//! The articles that a sitemap lists, for a site that offers no other way to its older posts.

use std::collections::HashSet;

use url::Url;

use super::http::{Client, Version};
use super::intake::{FetchError, Intake};
use super::item::{Item, clean_date, clean_title, encoded};
use crate::load::read_content;
use crate::model::PostSource;

/// Files of a sitemap, and pages that it lists.
const MAX_FILES: usize = 50;
const MAX_PAGES: usize = 20_000;

/// Parts of addresses whose pages are no articles.
const NO_ARTICLES: [&str; 10] =
    ["about", "archive", "author", "authors", "categories", "category", "page", "search", "tag", "tags"];

/// The addresses in a sitemap and in those that it names, on the same host.
pub(super) fn addresses(client: &mut Client, base: &Url) -> Result<Vec<Url>, FetchError> {
    let mut files: Vec<Url> = base.join("/sitemap.xml").into_iter().collect();
    let (mut found, mut seen, mut at) = (Vec::new(), HashSet::new(), 0);
    while let Some(file) = files.get(at).cloned().filter(|_| at < MAX_FILES) {
        at += 1;
        let answer = client.get(&file, &Version::default())?.success()?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let is_index = text.contains("<sitemapindex");
        for place in text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()) {
            let place = place.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            let Ok(url) = base.join(htmlize::unescape(place).as_ref()) else { continue };
            if url.host() != base.host() || !seen.insert(url.clone()) || found.len() >= MAX_PAGES {
                continue;
            }
            if is_index { files.push(url) } else { found.push(url) }
        }
    }
    Ok(found)
}

/// Takes the articles that the sitemap of a site lists, if the user agrees to ask for so many pages. False if it lists
/// none.
pub(super) fn articles(intake: &mut Intake<'_>, base: &Url) -> Result<bool, FetchError> {
    // A site without a sitemap is no failure.
    let listed = addresses(intake.client, base).unwrap_or_default();
    let pages: Vec<Url> = listed.into_iter().filter(may_be_article).collect();
    if pages.is_empty() {
        return Ok(false);
    }
    // Posts of the feed are the same as pages with their addresses.
    intake.place.ids.clear();
    let of = |url: &Url| Item::new("page", base, url.as_str(), url.as_str(), "");
    let is_new = |url: &&Url| !intake.folder.state.no_articles.contains(url.as_str()) && intake.wants(&of(url));
    let new: Vec<Url> = pages.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(true);
    }
    if !intake.ask(new.len()) {
        intake.is_partial = true;
        return Ok(true);
    }
    intake.expect(new.len());
    for url in new {
        let answer = intake.client.get(&url, &Version::default())?;
        let item = if (200..300).contains(&answer.status) { article(&answer.body, &url) } else { None };
        match item {
            Some(item) if intake.take(&item)?.is_break() => break,
            Some(_) => {}
            None => drop(intake.folder.state.no_articles.insert(url.into())),
        }
    }
    Ok(true)
}

fn may_be_article(url: &Url) -> bool {
    let parts: Vec<&str> = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let is_page = parts.last().is_some_and(|name| match name.rsplit_once('.') {
        Some((_, end)) => ["html", "htm", "php"].contains(&end) || end.len() > 4,
        None => true,
    });
    is_page && !parts.iter().any(|part| NO_ARTICLES.contains(part))
}

/// The text of a page. `None` if it has no date of its own: then it is no article.
fn article(html: &[u8], url: &Url) -> Option<Item> {
    let page = read_content(&PostSource::Stdin { text: html.into(), read_at: 0 }).ok()?;
    let post = page.post;
    if post.date.is_guess() || page.body.trim().is_empty() {
        return None;
    }
    let link = post.link.as_deref().unwrap_or(url.as_str());
    let mut item = Item::new("page", url, url.as_str(), link, "");
    // It is text already, not source.
    item.title = clean_title(&encoded(&post.title));
    item.author = clean_title(&encoded(&post.author));
    item.date = clean_date(post.date.instant().as_second());
    item.html = page.body;
    Some(item)
}
