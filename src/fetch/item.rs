//! A post as a source hands it out, with its short fields cleaned.

use jiff::Timestamp;
use jiff::tz::Offset;
use ring::digest::{SHA256, digest};
use url::Url;

use crate::load::field_text;
use crate::text::{CleanText, prefix};

/// Length limits of short fields, in bytes. What is longer is cut, or no address.
const MAX_TITLE: usize = 1000;
const MAX_ID: usize = 300;
const MAX_LINK: usize = 2000;

/// The first year that a date may have. Programs write year 1 where they know none.
const FIRST_YEAR: i16 = 1900;

/// A post from the web.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the source knows it by.
    pub id: String,
    /// The title, or `""`.
    pub title: CleanText,
    /// When it was published.
    pub date: Option<Timestamp>,
    /// The authors, or `""`.
    pub author: CleanText,
    /// Its page.
    pub link: Option<Url>,
    /// The text.
    pub html: String,
    /// How much of the text is there.
    pub part: Part,
    /// The kind of source.
    pub source: &'static str,
    /// What it is about, in a sentence, or `""`.
    pub description: CleanText,
    /// Its tags.
    pub tags: Vec<CleanText>,
    /// The site that it comes from, where its link does not say so, or `""`.
    pub domain: String,
    /// True if the text is Markdown.
    pub is_markdown: bool,
    /// True if it is not published.
    pub is_draft: bool,
}

/// How much of a text a source hands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// A summary or the beginning.
    Excerpt,
    /// The part that is not for subscribers only. The number of words of the whole text, if it is known.
    Paywalled(Option<u64>),
    /// All of it, though it is for subscribers only: its owner has it.
    Subscribers,
}

impl Item {
    /// An item without a text. Its link is relative to `base`.
    #[must_use]
    pub fn new(source: &'static str, base: &Url, id: &str, link: &str, title: &str) -> Self {
        let link = clean_link(base, link);
        let title = clean_title(title);
        let id = match (clean_id(id), &link) {
            (id, _) if !id.is_empty() => id,
            (_, Some(link)) => clean_id(link.as_str()),
            (_, None) => clean_id(&hash(title.as_bytes())),
        };
        Self {
            id,
            title,
            date: None,
            author: CleanText::default(),
            link,
            html: String::new(),
            part: Part::Whole,
            source,
            description: CleanText::default(),
            tags: Vec::new(),
            domain: String::new(),
            is_markdown: false,
            is_draft: false,
        }
    }

    /// The day of publication in UTC, as in `2020-12-28`.
    #[must_use]
    pub fn day(&self) -> Option<String> {
        self.date.map(|date| Offset::UTC.to_datetime(date).date().to_string())
    }
}

/// A date to the second, if it can be one.
pub(crate) fn clean_date(seconds: i64) -> Option<Timestamp> {
    let date = Timestamp::from_second(seconds).ok()?;
    let year = Offset::UTC.to_datetime(date).year();
    (year >= FIRST_YEAR).then_some(date)
}

/// A title or name as the loader will read it: what it takes for markup is gone.
pub(crate) fn clean_title(raw: &str) -> CleanText {
    let mut text = field_text(prefix(raw, MAX_TITLE));
    // A title can have marks within marks.
    for _ in 0..8 {
        let again = field_text(&encoded(&text));
        if again == text {
            return text;
        }
        text = again;
    }
    CleanText::single_line(&text.replace(['[', '`', '*'], " "))
}

/// A clean text as front matter has it: where it could be taken for markup, as entities.
pub(super) fn encoded(text: &str) -> String {
    // These words stand for no value.
    if matches!(text, "undefined" | "null" | "~") {
        let (first, rest) = text.split_at(1);
        return format!("&#{};{rest}", first.as_bytes()[0]);
    }
    // The loader decodes twice, as titles of feeds are often encoded twice.
    text.replace('&', "&amp;amp;").replace('<', "&lt;")
}

/// An id as one line of limited length. Two long ones stay different.
fn clean_id(raw: &str) -> String {
    let id = CleanText::single_line(raw);
    if matches!(id.as_str(), "undefined" | "null" | "~") || id.len() > MAX_ID {
        return format!("{}#{}", prefix(&id, MAX_ID), hash(raw.as_bytes()));
    }
    id.as_str().to_owned()
}

/// A web address without user name and password.
pub(crate) fn clean_link(base: &Url, raw: &str) -> Option<Url> {
    let raw = raw.trim();
    let mut url = base.join(raw).ok().filter(|_| !raw.is_empty())?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.as_str().len() <= MAX_LINK;
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    is_web.then_some(url)
}

/// SHA-256 as hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;
    digest(&SHA256, bytes).as_ref().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
