//! Sources: `Read more: Title (arXiv).`, with an address where the text kept it.

use super::emphasis::plain;
use crate::text::{CleanText, prefix};

/// A source that a story names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: CleanText,
    /// Where it appeared, out of the brackets behind the title.
    pub source: Option<CleanText>,
    /// Its address, where the text kept it.
    pub url: Option<String>,
}

/// Where arXiv searches for titles.
const ARXIV_SEARCH: &str = "https://arxiv.org/search/?searchtype=title&query=%s";

impl Citation {
    /// Where to search for a source whose address was lost: arXiv for its papers, else `search`, an address with `%s`
    /// where the words go. None where the address is known, nowhere to search, or no title to search for.
    #[must_use]
    pub fn search(&self, search: &str) -> Option<String> {
        let is_title = self.title.contains(' ') && !is_lead(&self.title);
        if self.url.is_some() || search.is_empty() || !is_title {
            return None;
        }
        let source = self.source.as_deref().unwrap_or_default();
        if source.to_lowercase().contains("arxiv") {
            return Some(ARXIV_SEARCH.replace("%s", &encoded(&self.title)));
        }
        Some(search.replace("%s", &encoded(&format!("{} {source}", self.title))))
    }
}

/// Words as they stand in the query of an address.
fn encoded(words: &str) -> String {
    url::form_urlencoded::byte_serialize(words.trim().as_bytes()).collect()
}

/// How paragraphs that name sources begin, wherever they stand.
const LEADS: [&str; 16] = [
    "Read more",
    "Read the",
    "Read about",
    "Get the",
    "Get more",
    "Get it",
    "Check out",
    "Find out",
    "More info",
    "Read it",
    "Access the",
    "Download",
    "Watch the",
    "View the",
    "Explore the",
    "Try it",
];

/// Those that are words of running text as well, and count only where they are glued to a sentence's end.
const GLUED_LEADS: [&str; 4] = ["Via ", "Code", "Paper", "Things that inspired this story"];

/// Longest way from a lead to the colon, bracket or link that shows that a source follows.
const REACH: usize = 90;

/// Whether a text is such a beginning and no more.
pub(super) fn is_lead(text: &str) -> bool {
    LEADS.iter().any(|lead| text.starts_with(lead)) && text.len() < REACH
}

/// Whether a paragraph that names a source begins here.
pub(super) fn begins(text: &str, glued: bool) -> bool {
    let text = text.strip_prefix("<b>").unwrap_or(text);
    let lead = LEADS.iter().any(|lead| text.starts_with(lead));
    let glued_lead = glued && GLUED_LEADS.iter().any(|lead| text.starts_with(lead));
    let head = prefix(text, REACH);
    (lead || glued_lead) && head.contains([':', '(', '['])
}

/// The sources of a paragraph that begins with a lead: its links, or the title before the brackets at its end.
pub(super) fn read(markdown: &str) -> Vec<Citation> {
    let links = links(markdown);
    if !links.is_empty() {
        return links.into_iter().map(|(label, url)| citation(label, Some(url))).collect();
    }
    if plain(markdown).starts_with(GLUED_LEADS[3]) {
        return Vec::new();
    }
    let behind_label = markdown.split_once("</b>").map_or(markdown, |(_, rest)| rest);
    let text = plain(behind_label);
    let text = text.trim_end_matches(['.', ' ']);
    if text.is_empty() { Vec::new() } else { vec![citation(text, None)] }
}

/// Parts `Title (Source)`.
fn citation(text: &str, url: Option<&str>) -> Citation {
    let text = plain(text);
    let (title, source) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((title, source)) if !title.trim().is_empty() => (title.trim_end().to_owned(), Some(source.to_owned())),
        _ => (text.into_owned(), None),
    };
    Citation {
        title: CleanText::decoded_line(&title),
        source: source.map(|source| CleanText::decoded_line(&source)),
        url: url.map(|url| url.replace("&amp;", "&")),
    }
}

/// Markdown's links: their texts and addresses.
fn links(text: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(end) = rest[middle..].find(')').map(|end| middle + end) else { break };
        if let Some(open) = rest[..middle].rfind('[') {
            links.push((&rest[open + 1..middle], &rest[middle + 2..end]));
        }
        rest = &rest[end + 1..];
    }
    links
}

/// Longest link, in bytes: a label and an address.
const MAX_LINK: usize = 4096;

/// Bytes of the link or address that a text begins with, in which no sentence ends.
pub(super) fn link_len(text: &str) -> usize {
    if text.starts_with("http://") || text.starts_with("https://") {
        return text.find(char::is_whitespace).unwrap_or(text.len());
    }
    if !text.starts_with('[') {
        return 0;
    }
    let text = prefix(text, MAX_LINK);
    let Some(middle) = text.find("](") else { return 0 };
    match text[middle..].find(')') {
        Some(end) if !text[..middle].contains('\n') => middle + end + 1,
        _ => 0,
    }
}
