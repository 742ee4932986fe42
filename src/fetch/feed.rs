//! Feeds: RSS, Atom and JSON Feed to items.

use std::borrow::Cow;

use feed_rs::model::{Entry, FeedType};
use feed_rs::parser;
use serde_json::Value;
use url::Url;

use super::item::{Item, Part, clean_date, clean_link, clean_title, hash};
use crate::model::has_web_scheme;
use crate::text::{CleanText, prefix};

/// Where the start of a feed is looked for, in bytes. Some have a long comment or style sheet first.
const START: usize = 4096;

/// A text shorter than this is a summary, if the feed calls it a description, in bytes.
const MAX_SUMMARY: usize = 1000;

/// How the texts end that WordPress and others cut.
const CUT_ENDS: [&str; 6] = ["[…]", "[&#8230;]", "[&hellip;]", "…", "&#8230;", "..."];

/// A feed.
#[derive(Debug)]
pub struct Feed {
    /// Its title, or `""`.
    pub title: CleanText,
    /// Its posts, in its order.
    pub items: Vec<Item>,
    /// The program that made it.
    pub generator: String,
    /// The feed with the posts before these.
    pub older: Option<Url>,
}

/// True if a text is a feed by how it starts.
#[must_use]
pub fn looks_like_feed(body: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&body[..body.len().min(START)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    // The version may stand anywhere in the object.
    let is_json = start.starts_with('{') && memchr::memmem::find(body, b"jsonfeed.org/version").is_some();
    let is_xml = start.starts_with('<') && !start.starts_with("<!doctype html") && !start.starts_with("<html");
    is_json || (is_xml && ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| start.contains(root)))
}

/// Reads a feed. `kind` is its media type, with the charset that the server says. `None` if it is none.
#[must_use]
pub fn read(body: &[u8], url: &Url, kind: Option<&str>) -> Option<Feed> {
    let body = in_utf8(body, kind);
    let feed = parse(&body, url).or_else(|| parse(mended(std::str::from_utf8(&body).ok()?).as_bytes(), url))?;
    let shared = feed.authors.iter().filter_map(|author| author.name.clone()).collect::<Vec<_>>().join(", ");
    let is_summary = !matches!(feed.feed_type, FeedType::RSS0 | FeedType::RSS1 | FeedType::RSS2);
    let generator = feed.generator.map(|made| format!("{} {}", made.content, made.uri.unwrap_or_default()));
    let generator = generator.unwrap_or_default().to_ascii_lowercase();
    // As the interfaces of the services call their posts.
    let source = ["wordpress", "substack", "ghost"].into_iter().find(|name| generator.contains(name)).unwrap_or("feed");
    let item = |entry| Item { source, ..item(entry, url, &shared, is_summary) };
    let items = feed.entries.into_iter().map(item).collect();
    let older = match feed.feed_type {
        FeedType::JSON => next_url(&body, url),
        _ => ["prev-archive", "next"].iter().find_map(|rel| {
            let is_older = |link: &&feed_rs::model::Link| link.rel.as_deref() == Some(*rel);
            feed.links.iter().find(is_older).and_then(|link| clean_link(url, &link.href))
        }),
    };
    let title = clean_title(&feed.title.map(|title| title.content).unwrap_or_default());
    Some(Feed { title, items, generator, older })
}

fn parse(body: &[u8], url: &Url) -> Option<feed_rs::model::Feed> {
    // By default, an entry without an id gets another one each time.
    let id = |links: &[feed_rs::model::Link], _: &Option<feed_rs::model::Text>, _: Option<&str>| {
        links.first().map(|link| link.href.clone()).unwrap_or_default()
    };
    parser::Builder::new().base_uri(Some(url.as_str())).id_generator(id).build().parse(body).ok()
}

/// The address of older posts in a JSON Feed.
fn next_url(body: &[u8], url: &Url) -> Option<Url> {
    let json: Value = serde_json::from_slice(body).ok()?;
    clean_link(url, json.get("next_url")?.as_str()?)
}

fn item(entry: Entry, base: &Url, feed_author: &str, is_summary: bool) -> Item {
    let is_page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(is_page).or(entry.links.first()).map(|link| link.href.clone());
    // Many an id is the address of the page.
    let link = link.unwrap_or_else(|| if has_web_scheme(&entry.id) { entry.id.clone() } else { String::new() });
    let title = entry.title.map(|title| title.content).unwrap_or_default();
    let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
    let summary = entry.summary.map(|summary| summary.content).unwrap_or_default();
    let (html, has_content) = match content {
        Some(content) => (content, true),
        None => (summary, false),
    };
    let mut item = Item::new("feed", base, &entry.id, &link, &title);
    if entry.id.trim().is_empty() && item.link.is_none() {
        item.id = hash(format!("{title}\n{html}").as_bytes());
    }
    item.date = entry.published.or(entry.updated).and_then(|date| clean_date(date.timestamp()));
    let names: Vec<String> = entry.authors.into_iter().filter_map(|author| author.name).collect();
    item.author = clean_title(&if names.is_empty() { feed_author.to_owned() } else { names.join(", ") });
    item.part = match has_content {
        true if is_paywalled(&html, item.link.as_ref()) => Part::Paywalled(None),
        true => Part::Whole,
        false if is_summary || is_cut(&html) => Part::Excerpt,
        false => Part::Whole,
    };
    item.html = html;
    item
}

/// True for a text of Substack that ends where only subscribers may read on.
fn is_paywalled(html: &str, link: Option<&Url>) -> bool {
    let Some(link) = link else { return false };
    let html = html.trim_end();
    let Some(at) = html.rfind("<p>") else { return false };
    let end = html[at..].replace("&amp;", "&");
    end.contains(link.path()) && end.contains("Read more") && link.path().contains("/p/")
}

/// True for a description that is the beginning of a text.
fn is_cut(html: &str) -> bool {
    let text = html.trim_end().trim_end_matches("</p>").trim_end();
    html.len() < MAX_SUMMARY || html.contains("appeared first on") || CUT_ENDS.iter().any(|end| text.ends_with(end))
}

/// A text in UTF-8, by the charset that the server says, unless the text says its own.
fn in_utf8<'a>(body: &'a [u8], kind: Option<&str>) -> Cow<'a, [u8]> {
    let start = String::from_utf8_lossy(&body[..body.len().min(200)]);
    let is_marked = matches!(body, [0xfe, 0xff, ..] | [0xff, 0xfe, ..]) || start.contains(" encoding=");
    if is_marked || std::str::from_utf8(body).is_ok() {
        return Cow::Borrowed(body);
    }
    let said = kind.and_then(|kind| kind.to_ascii_lowercase().split_once("charset=").map(|(_, name)| name.to_owned()));
    let name = said.unwrap_or_default();
    let name = name.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).filter(|found| *found != encoding_rs::UTF_8);
    Cow::Owned(encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode(body).0.into_owned().into_bytes())
}

/// XML in which each `&` outside CDATA begins an entity that XML knows, and without characters that it forbids.
fn mended(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() + 64);
    let is_allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let xml: String = xml.chars().filter(is_allowed).collect();
    let mut rest = xml.as_str();
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = if rest.starts_with("<![CDATA[") { rest.find("]]>").map_or(rest.len(), |end| end + 3) } else { 1 };
        match rest.starts_with('&').then(|| entity(rest)) {
            Some(Some((text, len))) => {
                out.push_str(&text);
                rest = &rest[len..];
                continue;
            }
            Some(None) => out.push_str("&amp;"),
            None => out.push_str(&rest[..len]),
        }
        rest = &rest[len..];
    }
    out + rest
}

/// The entity at the start of a text as XML has it, and its length in the text.
fn entity(text: &str) -> Option<(String, usize)> {
    let len = prefix(text, 40).find(';')? + 1;
    let name = &text[1..len - 1];
    let is_known = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || name.starts_with('#');
    if is_known {
        return Some((text[..len].to_owned(), len));
    }
    let decoded = htmlize::unescape(&text[..len]);
    (decoded != text[..len] && name.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| (decoded.into_owned(), len))
}
