//! What a file is, by how it starts. Names say nothing: exports are renamed, and mail has no names.

use super::input::text_of;
use super::table::{self, Table};
use crate::fetch::feed;

/// Names of headers: a message has most of the first, and one of the second.
const HEADERS: [&str; 4] = ["from", "date", "subject", "message-id"];
const MAIL_HEADERS: [&str; 6] = ["message-id", "received", "mime-version", "return-path", "delivered-to", "to"];

/// Starts of files that are something else, and what they are.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"\x1f\x8b", "a gzip file, which has to be unpacked first"),
    (b"BZh", "a bzip2 file, which has to be unpacked first"),
    (b"\xfd7zXZ", "an xz file, which has to be unpacked first"),
    (b"7z\xbc\xaf", "a 7z file, which has to be unpacked first"),
    (b"Rar!", "a RAR file, which has to be unpacked first"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"!BDN", "an Outlook folder (PST), which has to be exported as mbox first"),
    (b"{\\rtf", "an RTF document"),
];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Mbox,
    Mail,
    /// A feed, or Ghost's export.
    Json,
    WordPress,
    Feed,
    Opml,
    /// Bookmarks of a browser, or of Pocket as HTML.
    Bookmarks,
    /// A page of Medium's export.
    Medium,
    /// What the reader opens as it is, but without the fields that tell it from others.
    Post(&'static str),
    /// Markdown or HTML with front matter.
    FrontMatter,
    Table(Table),
    Empty,
    /// Something else: what it looks like.
    Unknown(&'static str),
}

impl Kind {
    /// The kind of a file that starts so.
    pub(super) fn of(head: &[u8]) -> Self {
        if head.trim_ascii().is_empty() {
            return Self::Empty;
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Self::Zip;
        }
        if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Self::Unknown(what);
        }
        let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if head.get(257..262) == Some(b"ustar") {
            return Self::Unknown("a tar file, which has to be unpacked first");
        }
        if !is_utf16 && memchr::memchr(0, head).is_some() {
            return Self::Unknown("a binary file");
        }
        Self::of_text(&text_of(head))
    }

    fn of_text(head: &str) -> Self {
        let start = head.trim_start();
        // Some programs put a line end in front of the first message.
        if start.starts_with("From ") && start.split_once('\n').is_some_and(|(_, rest)| header_name(rest).is_some()) {
            return Self::Mbox;
        }
        if is_mail(start) {
            return Self::Mail;
        }
        if start.starts_with('{') || start.starts_with("[{") {
            return Self::Json;
        }
        if start.starts_with('<') {
            return Self::of_markup(start);
        }
        if let Some(table) = table::of_header(start) {
            return Self::Table(table);
        }
        if has_front_matter(start) {
            return Self::FrontMatter;
        }
        Self::Post("Markdown or plain text")
    }

    fn of_markup(start: &str) -> Self {
        let lower = start.to_ascii_lowercase();
        let has = |text: &str| lower.contains(text);
        let is_pocket = has("<a href=") && has("time_added=");
        if has("<!doctype netscape-bookmark-file") || is_pocket {
            return Self::Bookmarks;
        }
        if has("<opml") {
            return Self::Opml;
        }
        if has("<rss") && (has("wordpress.org/export/") || has("<wp:wxr_version")) {
            return Self::WordPress;
        }
        if feed::looks_like_feed(start.as_bytes()) {
            return Self::Feed;
        }
        // Its lists of claps and others are pages too, but have no text.
        if has("<html") && has("class=\"h-entry\"") && has("e-content") {
            return Self::Medium;
        }
        if has("<html") || has("<!doctype html") {
            return Self::Post("a web page");
        }
        Self::Unknown("a piece of HTML or XML")
    }
}

/// The name of the header that a text starts with, in lower case.
fn header_name(text: &str) -> Option<String> {
    let (name, rest) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_value = rest.starts_with([' ', '\t', '\r', '\n']) || rest.starts_with('<') || rest.is_empty();
    (is_name && is_value).then(|| name.to_ascii_lowercase())
}

fn is_mail(start: &str) -> bool {
    let lines = start.lines().take_while(|line| !line.trim().is_empty());
    if header_name(start).is_none() {
        return false;
    }
    let names: Vec<String> = lines.filter_map(header_name).collect();
    let has = |name: &&&str| names.iter().any(|found| found == **name);
    HEADERS.iter().filter(has).count() >= 2 && MAIL_HEADERS.iter().any(|name| has(&name))
}

/// True if a text starts with front matter that names a title or a subject.
fn has_front_matter(start: &str) -> bool {
    let start = start.trim_start_matches('\u{feff}');
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| start.starts_with(fence)) else { return false };
    let block = start[3..].split(&format!("\n{fence}")).next().unwrap_or_default().to_ascii_lowercase();
    block.lines().any(|line| ["title", "subject"].iter().any(|name| line.trim_start().starts_with(name)))
}
