//! What newsletter services put around a text: buttons to subscribe, share or comment, and the footers of mails. It is
//! told from the text by its shape: an element that such a service marks, or a short paragraph that consists of
//! nothing but known phrases and links to known actions.

use std::borrow::Cow;

use super::block::{Block, Inline, LinkTarget};
use super::link_table::LinkTable;
use super::tags::{SourceTag, Tags};

/// Classes of elements that hold nothing else.
const CLASSES: [&str; 12] = [
    "captioned-button-wrap",
    "kg-signup-card",
    "post-ufi",
    "share-buttons",
    "sharedaddy",
    "social-share",
    "subscribe-footer",
    "subscribe-widget",
    "subscription-widget",
    "subscription-widget-wrap",
    "subscription-widget-wrap-editor",
    "subscription-widget-wrap-new",
];

/// Phrases that are a button or a line of a footer, with or without a link.
const PHRASES: [&str; 33] = [
    "become a paid subscriber",
    "forward this email",
    "forward to a friend",
    "give a gift subscription",
    "leave a comment",
    "like this post",
    "manage preferences",
    "manage your subscription",
    "open in app",
    "open in browser",
    "powered by beehiiv",
    "powered by buttondown",
    "powered by ghost",
    "powered by substack",
    "read in app",
    "read in the app",
    "refer a friend",
    "share on facebook",
    "share on linkedin",
    "share on twitter",
    "share post",
    "share this post",
    "subscribe for free",
    "subscribe now",
    "unsubscribe from this list",
    "update subscription preferences",
    "update your preferences",
    "upgrade to paid",
    "upgrade your subscription",
    "view in browser",
    "view in your browser",
    "view this email in your browser",
    "view this post on the web",
];

/// Phrases that are one only as the text of a link.
const LABELS: [&str; 15] = [
    "advertise",
    "comment",
    "comments",
    "get the app",
    "like",
    "preferences",
    "read online",
    "restack",
    "share",
    "sign up",
    "start writing",
    "subscribe",
    "tweet",
    "unsubscribe",
    "view online",
];

/// Sentences of services: how they begin, and what they say.
const SENTENCES: [(&str, &str); 6] = [
    ("thanks for reading", "subscribe for free to receive new posts"),
    ("thanks for reading", "post is public so feel free to share it"),
    ("thank you for reading", "post is public so feel free to share it"),
    ("", "is a reader-supported publication. to receive new posts"),
    ("get more from", "in the substack app"),
    ("you're currently a free subscriber", "upgrade your subscription"),
];

/// How a sentence of a footer begins; it also has a link to unsubscribe or the like.
const FOOTERS: [&str; 11] = [
    "©",
    "brought to you by",
    "copyright ©",
    "if you no longer wish",
    "no longer want to receive",
    "this email was sent to",
    "want to change how you receive",
    "was this email forwarded to you",
    "you are receiving this",
    "you received this",
    "you're receiving this",
];

/// The longest paragraph of this kind, in bytes.
const MAX_SENTENCE: usize = 300;

/// The longest text of a link to an action, in bytes.
const MAX_LABEL: usize = 60;

/// Parts the source of a page: the text, and the elements that services mark as theirs.
#[must_use]
pub fn cut(html: &str) -> (Cow<'_, str>, String) {
    if !CLASSES.iter().any(|class| html.contains(class)) {
        return (Cow::Borrowed(html), String::new());
    }
    let (mut text, mut furniture) = (String::with_capacity(html.len()), String::new());
    let mut copied = 0;
    for tag in Tags::new(html) {
        if tag.range.start < copied || !is_marked(&tag, html) {
            continue;
        }
        // Looking for the ends of many elements that have none would take quadratic time.
        let Some(end) = end_of(&tag, html) else { break };
        text.push_str(&html[copied..tag.range.start]);
        furniture.push_str(&html[tag.range.start..end]);
        copied = end;
    }
    text.push_str(&html[copied..]);
    (Cow::Owned(text), furniture)
}

fn is_marked(tag: &SourceTag<'_>, html: &str) -> bool {
    let classes = Some(tag).filter(|tag| !tag.closes).and_then(|tag| tag.attribute(html, "class"));
    classes.is_some_and(|classes| classes.split_ascii_whitespace().any(|class| CLASSES.contains(&class)))
}

/// Where an element ends; `None` if it is not closed.
fn end_of(open: &SourceTag<'_>, html: &str) -> Option<usize> {
    let mut depth = 1;
    let start = open.range.end;
    for tag in Tags::new(&html[start..]).filter(|tag| tag.name.eq_ignore_ascii_case(open.name)) {
        depth = if tag.closes { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return Some(start + tag.range.end);
        }
    }
    None
}

/// Takes the paragraphs of this kind out of a text. Those of a text that has nothing else stay.
#[must_use]
pub fn take(blocks: &mut Vec<Block>, links: &LinkTable) -> Vec<Block> {
    let is_text = |block: &Block| *block != Block::Rule && !is_furniture(block, links);
    if !blocks.iter().any(is_text) {
        return Vec::new();
    }
    let taken: Vec<Block> = blocks.extract_if(.., |block| is_furniture(block, links)).collect();
    // A divider above what was taken divides nothing now.
    while !taken.is_empty() && blocks.last() == Some(&Block::Rule) {
        blocks.pop();
    }
    taken
}

fn is_furniture(block: &Block, links: &LinkTable) -> bool {
    let Block::Paragraph(inlines) = block else { return false };
    let length = |inline: &Inline| if let Inline::Text(text, ..) = inline { text.len() } else { 1 };
    if inlines.iter().map(length).sum::<usize>() > MAX_SENTENCE || is_prose(inlines) {
        return false;
    }
    let parts = parts(inlines);
    let is_action = |link: &Option<usize>| link.and_then(|link| links.address(link)).is_some_and(leads_to_action);
    let is_known = |(text, link): &(String, Option<usize>)| {
        let words = text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_label = link.is_some() && LABELS.contains(&words);
        PHRASES.contains(&words) || is_label || (is_action(link) && text.len() <= MAX_LABEL && !text.contains("[image"))
    };
    let mut words = parts.iter().filter(|(text, _)| text.chars().any(char::is_alphanumeric)).peekable();
    if words.peek().is_some() && words.all(is_known) {
        return true;
    }
    let whole: String = parts.iter().map(|(text, _)| &**text).collect();
    let whole = whole.trim();
    SENTENCES.iter().any(|(start, rest)| whole.starts_with(start) && whole.contains(rest))
        || (FOOTERS.iter().any(|start| whole.starts_with(start)) && parts.iter().any(|(_, link)| is_action(link)))
}

/// A quick test: true for a text that is too long for a phrase and begins unlike any sentence of a service.
fn is_prose(inlines: &[Inline]) -> bool {
    let texts = || {
        inlines.iter().filter_map(|inline| match inline {
            Inline::Text(text, _, link) => Some((text.as_str(), link.is_some())),
            _ => None,
        })
    };
    let is_long = |(text, is_link): (&str, bool)| !is_link && text.len() > MAX_LABEL;
    let begins = |start: &str| {
        // The first word, whose apostrophe may be another sign.
        let word = start.split([' ', '\'']).next().unwrap_or_default();
        texts()
            .next()
            .and_then(|(text, _)| text.trim_start().get(..word.len()))
            .is_some_and(|text| text.eq_ignore_ascii_case(word))
    };
    let starts = || SENTENCES.iter().map(|(start, _)| *start).chain(FOOTERS).filter(|start| !start.is_empty());
    texts().any(is_long) && !starts().any(begins) && !texts().any(|(text, _)| text.contains("reader-supported"))
}

/// The runs of a paragraph that have one link, or none and nothing between them that parts them, in small letters.
fn parts(inlines: &[Inline]) -> Vec<(String, Option<usize>)> {
    let mut parts: Vec<(String, Option<usize>)> = Vec::new();
    for inline in inlines {
        let (text, link) = match inline {
            Inline::Text(text, _, Some(LinkTarget::Web(link))) => (text.as_str(), Some(*link)),
            Inline::Text(text, ..) => (text.as_str(), None),
            Inline::Break => ("\n", None),
            Inline::Place(_) | Inline::Search(_) => continue,
        };
        for piece in text.split_inclusive(['|', '·', '•', '\n']) {
            let piece = piece.to_lowercase().replace('’', "'");
            match parts.last_mut() {
                Some((last, known)) if *known == link && !last.ends_with(['|', '·', '•', '\n']) => {
                    last.push_str(&piece);
                }
                _ => parts.push((piece, link)),
            }
        }
    }
    parts
}

/// True for an address at which a service lets readers subscribe, share or comment, or of a template for such a one.
fn leads_to_action(address: &str) -> bool {
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    let ends = ["/subscribe", "/unsubscribe", "/comments", "/disable_email", "/leaderboard", "/app-link/post"];
    path.contains("://") && ends.iter().any(|end| path.ends_with(end))
        || query.split('&').any(|part| part == "action=share" || part.starts_with("action=share-"))
        || ["/portal/signup", "/portal/account"].iter().any(|portal| fragment.starts_with(portal))
        || ["*|ARCHIVE|*", "*|UNSUB|*", "*|UPDATE_PROFILE|*", "*|FORWARD|*"].contains(&address)
}
