//! Citations: `Read more: Title (arXiv).`, with an address if the text kept it.

use super::rich_text::RichText;
use crate::markup::{LinkTable, LinkTarget};
use crate::text::{CleanText, prefix};

/// A source that a story names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: CleanText,
    /// Where it was published, from the brackets after the title.
    pub source: Option<CleanText>,
    /// Its address, if the text kept it.
    pub url: Option<String>,
}

/// Where arXiv searches for titles.
const ARXIV_SEARCH: &str = "https://arxiv.org/search/?searchtype=title&query=%s";

impl Citation {
    /// Where to search for a source whose address was lost: arXiv for its papers, else `search`, an address with `%s`
    /// for the words. `None` if the address is known, if `search` is empty, or if there is no title to search for.
    #[must_use]
    pub fn search(&self, search: &str) -> Option<String> {
        let is_title = self.title.contains(' ') && !is_opener(&self.title);
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

/// Words in the form of an address's query.
fn encoded(words: &str) -> String {
    url::form_urlencoded::byte_serialize(words.trim().as_bytes()).collect()
}

/// How paragraphs that name sources begin, wherever they are.
const OPENERS: [&str; 16] = [
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

/// How the line begins that closes a piece of fiction; it names no sources.
const INSPIRATIONS: &str = "Things that inspired this";

/// Whether a line closes a piece of fiction.
pub(super) fn is_inspirations(line: &str) -> bool {
    line.starts_with(INSPIRATIONS)
}

/// Openers that are words of running text as well, and count only where they are glued to the end of a sentence.
const GLUED_OPENERS: [&str; 4] = ["Via ", "Code", "Paper", INSPIRATIONS];

/// Longest distance from an opener to the colon, bracket or link that shows that a source follows, in bytes.
const MAX_HEAD: usize = 90;

/// Whether a text is an opener and no more.
pub(super) fn is_opener(text: &str) -> bool {
    OPENERS.iter().any(|opener| text.starts_with(opener)) && text.len() < MAX_HEAD
}

/// Verbs that lead to a source by themselves, where a tag has torn off the rest.
const VERBS: [&str; 8] = ["Read", "Get", "Watch", "View", "Explore", "Try", "Access", "Download"];

/// Whether a line is what leads to a source, and the source is on the next one: `Read more:`, `Read`.
pub(super) fn is_lead_in(line: &str) -> bool {
    let line = line.trim();
    VERBS.contains(&line) || line.strip_suffix(':').is_some_and(is_opener)
}

/// Whether a paragraph that names a source begins at a byte.
pub(super) fn opens_at(rich: &RichText, at: usize, is_glued: bool) -> bool {
    let text = &rich.as_str()[at..];
    let opens = OPENERS.iter().any(|opener| text.starts_with(opener))
        || is_glued && GLUED_OPENERS.iter().any(|opener| text.starts_with(opener));
    if !opens {
        return false;
    }
    let head = prefix(text, MAX_HEAD);
    head.contains([':', '(', '[']) || rich.links().any(|(label, _)| (at..at + head.len()).contains(&label.start))
}

/// The citations of a paragraph that begins with an opener: its links, or the title before the brackets at its end.
/// `after_label` is the byte at which its label ends.
pub(super) fn read(paragraph: &RichText, after_label: usize, links: &LinkTable) -> Vec<Citation> {
    let text = paragraph.as_str();
    let address = |target| match target {
        LinkTarget::Web(index) => links.address(index),
        LinkTarget::Post(_) => None,
    };
    let cited: Vec<Citation> =
        paragraph.links().filter_map(|(label, target)| Some(citation(&text[label], Some(address(target)?)))).collect();
    if !cited.is_empty() {
        return cited;
    }
    if text.starts_with(INSPIRATIONS) {
        return Vec::new();
    }
    let title = text[after_label..].trim().trim_end_matches(['.', ' ']);
    if title.is_empty() { Vec::new() } else { vec![citation(title, None)] }
}

/// Splits `Title (Source)`.
fn citation(text: &str, url: Option<&str>) -> Citation {
    let text = text.trim();
    let (title, source) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((title, source)) if !title.trim().is_empty() => (title, Some(source)),
        _ => (text, None),
    };
    Citation {
        title: CleanText::single_line(title),
        source: source.map(CleanText::single_line),
        url: url.map(str::to_owned),
    }
}
