//! What a web page says about its site: its feeds, and the program that made it.

use url::Url;

use super::http::Answer;
use super::item::clean_link;
use crate::markup::Tags;

/// Media types of feeds, best first.
const FEED_TYPES: [&str; 4] =
    ["application/atom+xml", "application/rss+xml", "application/feed+json", "application/json"];

/// The relation of the interface of WordPress.
const WORDPRESS: &str = "https://api.w.org/";

/// What is known of a site.
#[derive(Debug, Default)]
pub struct Page {
    /// Its feeds, best first.
    pub feeds: Vec<Url>,
    /// The interface of WordPress.
    pub wordpress: Option<Url>,
    /// The program that made it, in lower case.
    pub generator: String,
    /// The key that pages of Ghost read posts with.
    pub ghost_key: Option<String>,
}

impl Page {
    /// Reads a page and the headers of its answer.
    #[must_use]
    pub fn read(answer: &Answer) -> Self {
        let html = String::from_utf8_lossy(&answer.body);
        let mut page = Self::default();
        let mut base = answer.url.clone();
        let mut feeds = Vec::new();
        for link in answer.headers("link").flat_map(header_links) {
            page.link(&link.rel, &link.kind, clean_link(&base, link.href), &link.title, &mut feeds);
        }
        for tag in Tags::new(&html).filter(|tag| !tag.closes) {
            let attribute = |name| htmlize::unescape(tag.attribute(&html, name).unwrap_or_default()).into_owned();
            match &*tag.name.to_ascii_lowercase() {
                "base" => base = clean_link(&base, &attribute("href")).unwrap_or(base),
                "link" => {
                    let href = clean_link(&base, &attribute("href"));
                    page.link(&attribute("rel"), &attribute("type"), href, &attribute("title"), &mut feeds);
                }
                "meta" if attribute("name").eq_ignore_ascii_case("generator") => {
                    page.generator = attribute("content").to_ascii_lowercase();
                }
                "script" if page.ghost_key.is_none() => {
                    let key = attribute("data-key");
                    let is_key = key.len() <= 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
                    page.ghost_key = Some(key).filter(|key| is_key && !key.is_empty());
                }
                _ => {}
            }
        }
        // Of feeds of the same rank, the first is that of the posts.
        feeds.sort_by_key(|(rank, _)| *rank);
        page.feeds = feeds.into_iter().map(|(_, feed)| feed).collect();
        page.feeds.dedup();
        page
    }

    fn link(&mut self, rel: &str, kind: &str, href: Option<Url>, title: &str, feeds: &mut Vec<(usize, Url)>) {
        let Some(href) = href else { return };
        if rel == WORDPRESS {
            self.wordpress = Some(href);
            return;
        }
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let is_alternate = rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("alternate"));
        // WordPress names each page's JSON as an alternate.
        let is_feed = |known: &&str| kind.eq_ignore_ascii_case(known) && !href.path().contains("/wp-json/");
        let Some(rank) = FEED_TYPES.iter().position(is_feed) else { return };
        let is_of_comments = href.path().contains("comments") || title.to_ascii_lowercase().contains("comments");
        if is_alternate {
            feeds.push((rank + if is_of_comments { FEED_TYPES.len() } else { 0 }, href));
        }
    }
}

/// A link of a `Link` header.
struct HeaderLink<'a> {
    href: &'a str,
    rel: String,
    kind: String,
    title: String,
}

/// The links of a header: `<address>; rel="alternate"; type="…", <address>; …`.
fn header_links(header: &str) -> Vec<HeaderLink<'_>> {
    let mut links = Vec::new();
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((href, after)) = after.split_once('>') else { break };
        let end = after.find(",<").or_else(|| after.find(", <")).unwrap_or(after.len());
        let value = |name: &str| {
            let named = after[..end].split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
            named.unwrap_or_default().trim_matches('"').to_owned()
        };
        links.push(HeaderLink { href, rel: value("rel"), kind: value("type"), title: value("title") });
        rest = &after[end..];
    }
    links
}
