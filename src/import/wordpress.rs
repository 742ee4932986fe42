//! WordPress's export (WXR): RSS with all posts, drafts, pages and attachments of a site.

use std::collections::HashMap;

use url::Url;

use super::error::ImportError;
use super::input::Input;
use super::intake::Intake;
use super::table::clean_tags;
use super::xml::{Piece, Pieces};
use crate::fetch::date;
use crate::fetch::item::{Item, Part, clean_title};

/// The fields of an item that are kept.
const FIELDS: [&str; 11] = [
    "title",
    "link",
    "guid",
    "pubDate",
    "dc:creator",
    "content:encoded",
    "excerpt:encoded",
    "wp:post_date_gmt",
    "wp:status",
    "wp:post_type",
    "wp:post_password",
];

/// Elements that are paragraphs of their own.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "table",
    "ul",
    "video",
];

/// An item, as far as it was read.
#[derive(Default)]
struct Entry {
    fields: HashMap<&'static str, String>,
    tags: Vec<String>,
}

/// Imports the posts of an export.
pub(super) fn import(intake: &mut Intake<'_>, input: Input<'_>) -> Result<(), ImportError> {
    let mut pieces = Pieces::new(input.reader, "the export of WordPress");
    let mut authors = HashMap::new();
    let mut login = String::new();
    let mut entry: Option<Entry> = None;
    let mut text = String::new();
    let mut is_tag = false;
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Start(name, attributes) => {
                text.clear();
                match &*name {
                    "item" => entry = Some(Entry::default()),
                    "category" => {
                        let domain = attributes.get("domain").map_or("", String::as_str);
                        is_tag = matches!(domain, "category" | "post_tag");
                    }
                    _ => {}
                }
            }
            Piece::Text(more) => text += &more,
            Piece::End(name) => match (&mut entry, &*name) {
                (None, "wp:author_login") => text.trim().clone_into(&mut login),
                (None, "wp:author_display_name") => drop(authors.insert(login.clone(), text.trim().to_owned())),
                (Some(_), "item") => {
                    if let Some(entry) = entry.take() {
                        take(intake, &entry, &authors)?;
                    }
                }
                (Some(entry), "category") if is_tag && text != "Uncategorized" => entry.tags.push(text.clone()),
                (Some(entry), name) => {
                    if let Some(field) = FIELDS.iter().find(|field| **field == name) {
                        // Comments have fields of their own, with other names.
                        entry.fields.entry(field).or_insert_with(|| std::mem::take(&mut text));
                    }
                }
                (None, _) => {}
            },
        }
    }
    if entry.is_some() {
        return Err(ImportError::damaged("the export of WordPress", &"it ends within a post"));
    }
    Ok(())
}

fn take(intake: &mut Intake<'_>, entry: &Entry, authors: &HashMap<String, String>) -> Result<(), ImportError> {
    let field = |name: &str| entry.fields.get(name).map_or("", |text| text.trim());
    let status = field("wp:status");
    if !matches!(field("wp:post_type"), "post" | "") || matches!(status, "trash" | "auto-draft" | "inherit") {
        intake.counts.others += 1;
        return Ok(());
    }
    let is_draft = matches!(status, "draft" | "pending" | "future" | "private");
    // The address of a draft leads nowhere.
    let link = if is_draft { "" } else { field("link") };
    let mut item = Item::new("wordpress", intake.base(), field("guid"), link, field("title"));
    // What has never been published has a date of zeros, and one of the year -1.
    let gmt = Some(field("wp:post_date_gmt")).filter(|text| !text.is_empty() && !text.starts_with("0000"));
    item.date = gmt.and_then(|text| date(&format!("{text}Z"))).or_else(|| date(field("pubDate")));
    let login = field("dc:creator");
    item.author = clean_title(authors.get(login).filter(|name| !name.is_empty()).map_or(login, String::as_str));
    item.description = clean_title(field("excerpt:encoded"));
    item.tags = clean_tags(entry.tags.iter().map(String::as_str));
    item.html = paragraphs(field("content:encoded"));
    item.is_draft = is_draft;
    if !field("wp:post_password").is_empty() {
        item.part = Part::Subscribers;
    }
    if item.id.is_empty() || (item.title.is_empty() && item.html.is_empty()) {
        intake.counts.others += 1;
        return Ok(());
    }
    if item.title.is_empty() {
        item.title = clean_title(item.link.as_ref().map_or("", Url::path).trim_matches('/'));
    }
    Ok(intake.take(&item)?)
}

/// The text with its paragraphs marked. The old editor of WordPress keeps them as blank lines, and the site marks them
/// when it shows a page.
fn paragraphs(text: &str) -> String {
    if text.contains("<!-- wp:") || text.contains("<p>") || text.contains("<p ") {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text.as_str();
    // Code has blank lines of its own.
    while let Some(at) = rest.find("<pre") {
        let end = rest[at..].find("</pre>").map_or(rest.len(), |end| at + end + "</pre>".len());
        mark(&rest[..at], &mut out);
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    mark(rest, &mut out);
    out
}

fn mark(text: &str, out: &mut String) {
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let name: String =
            part.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_block = part.starts_with('<') && BLOCKS.contains(&&*name.to_ascii_lowercase());
        if is_block || part.starts_with("<!--") {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>\n"));
            out.push_str("</p>");
        }
        out.push_str("\n\n");
    }
}
