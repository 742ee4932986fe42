//! All posts of a newsletter on Substack: by its archive, joined with its sitemap.

use std::collections::HashSet;

use serde_json::Value;
use url::Url;

use super::http::{HttpError, HttpFault, Version};
use super::intake::{FetchError, Intake, date, text};
use super::item::{Item, Part, clean_title};

/// Posts that are asked for at a time.
const PER_PAGE: usize = 25;

/// Pages of the archive, and files of the sitemap, that are asked for.
const MAX_PAGES: usize = 2000;
const MAX_SITEMAPS: usize = 20;

/// Takes all posts of the newsletter at an address, newest first.
pub(super) fn all(intake: &mut Intake<'_>, base: &Url) -> Result<(), FetchError> {
    let mut posts = archive(intake, base)?;
    let listed: HashSet<String> = posts.iter().filter_map(|item| slug(item.link.as_ref()?)).collect();
    // The archive may lag behind; without a sitemap it is all there is.
    for link in sitemap(intake, base).unwrap_or_default() {
        if slug(&link).is_some_and(|slug| !listed.contains(&slug)) {
            posts.push(Item::new("substack", base, link.as_str(), link.as_str(), ""));
        }
    }
    intake.expect(posts.len());
    for listed in &posts {
        if !intake.wants(listed) {
            intake.keep(listed);
            continue;
        }
        let Some(slug) = listed.link.as_ref().and_then(slug) else { continue };
        let Ok(url) = base.join(&format!("api/v1/posts/{slug}")) else { continue };
        let post = match intake.json(&url) {
            Ok(post) => post,
            // Listed, but gone.
            Err(FetchError::Http(HttpError { fault: HttpFault::Status(404), .. })) => continue,
            Err(error) => return Err(error),
        };
        if intake.take(&item(&post, base))?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The posts that the archive lists, without their texts. A page may be short without being the last.
fn archive(intake: &mut Intake<'_>, base: &Url) -> Result<Vec<Item>, FetchError> {
    let (mut posts, mut seen, mut offset) = (Vec::new(), HashSet::new(), 0);
    for _ in 0..MAX_PAGES {
        let path = format!("api/v1/archive?sort=new&search=&offset={offset}&limit={PER_PAGE}");
        let Ok(url) = base.join(&path) else { break };
        let Value::Array(page) = intake.json(&url)? else { return Err(FetchError::Unexpected(url)) };
        let mut is_new = false;
        for post in &page {
            let item = item(post, base);
            if seen.insert(item.id.clone()) {
                posts.push(item);
                is_new = true;
            }
        }
        // Those from before the first day that is wanted are not needed.
        let is_over = posts.last().is_some_and(|last| is_before(last, intake));
        if !is_new || is_over {
            break;
        }
        offset += page.len();
    }
    Ok(posts)
}

fn is_before(item: &Item, intake: &Intake<'_>) -> bool {
    intake.options.since.is_some_and(|since| item.day().is_some_and(|day| day < since.to_string()))
}

/// The addresses of posts in the sitemap and those that it names.
fn sitemap(intake: &mut Intake<'_>, base: &Url) -> Result<Vec<Url>, FetchError> {
    let mut files: Vec<Url> = base.join("sitemap.xml").into_iter().collect();
    let mut posts = Vec::new();
    let mut at = 0;
    while let Some(file) = files.get(at).cloned().filter(|_| at < MAX_SITEMAPS) {
        at += 1;
        let answer = intake.client.get(&file, &Version::default())?.success()?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let is_index = text.contains("<sitemapindex");
        for place in text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()) {
            let Ok(url) = base.join(htmlize::unescape(place.trim()).as_ref()) else { continue };
            if url.host() != base.host() {
                continue;
            }
            if is_index && !files.contains(&url) {
                files.push(url);
            } else if slug(&url).is_some() {
                posts.push(url);
            }
        }
    }
    Ok(posts)
}

/// The name of a post in its address: `/p/name`.
fn slug(url: &Url) -> Option<String> {
    let mut parts = url.path_segments()?;
    let slug = (parts.next() == Some("p")).then(|| parts.next()).flatten()?;
    (parts.next().is_none_or(str::is_empty) && !slug.is_empty()).then(|| slug.to_owned())
}

fn item(post: &Value, base: &Url) -> Item {
    let mut link = text(post, "/canonical_url").to_owned();
    if link.is_empty() {
        link = format!("p/{}", text(post, "/slug"));
    }
    // The feed of the newsletter has the address as id.
    let mut item = Item::new("substack", base, "", &link, text(post, "/title"));
    item.date = date(text(post, "/post_date"));
    let names = post.get("publishedBylines").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<&str> = names.map(|byline| text(byline, "/name")).filter(|name| !name.is_empty()).collect();
    item.author = clean_title(&names.join(", "));
    let html = text(post, "/body_html");
    // A text that is cut for others than subscribers has no mark where it ends.
    let is_open = matches!(text(post, "/audience"), "" | "everyone");
    let words = post.get("wordcount").and_then(Value::as_u64);
    item.part = match html.is_empty() {
        _ if !is_open => Part::Paywalled(words),
        true => Part::Excerpt,
        false => Part::Whole,
    };
    item.html = match html {
        "" => format!("<p>{}</p>", htmlize::escape_text(text(post, "/subtitle"))),
        html => html.to_owned(),
    };
    item
}
