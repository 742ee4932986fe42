//! Citations: `Read more: Title (arXiv).`, with an address if the text kept it.

use std::ops::Range;

use super::form::Form;
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
const OPENERS: [&str; 19] = [
    "Read more",
    "Read the",
    "Read about",
    "Get the",
    "Get more",
    "Get it",
    "Check out",
    "Find out",
    "Learn more",
    "More info",
    "More about",
    "More details",
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
const GLUED_OPENERS: [&str; 4] = [VIA, "Code", "Paper", INSPIRATIONS];

/// What leads to a source and is no part of its title.
const VIA: &str = "Via ";

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

/// Words between the bold start of a paragraph and the link that it leads to: `**Request access** to the [form]`.
const MAX_BETWEEN: usize = 3;

/// The sentences of a paragraph that name a source each, `Get the code (Hub). Watch a video (Tube).`; all of the
/// paragraph, if it names only one.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, bracket) in text.match_indices(')') {
        let end = at + bracket.len();
        let next = text[end..].trim_start_matches(['.', ';', ' ', '\u{a0}']);
        let next_start = text.len() - next.len();
        if text[end..next_start].contains(['.', ';']) && names_source(next) {
            sentences.push(start..end);
            start = next_start;
        }
    }
    sentences.push(start..text.len());
    sentences
}

/// Whether a text begins with a sentence that begins with a verb that leads to a source, and ends with it.
fn names_source(text: &str) -> bool {
    let verb = text.split(' ').next().unwrap_or_default();
    let leads = text.starts_with(VIA)
        || VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb))
        || OPENERS.iter().any(|opener| text.starts_with(opener));
    let Some((sentence, after)) = prefix(text, 2 * MAX_HEAD).split_once(')').filter(|_| leads) else { return false };
    let after = after.trim_start();
    sentence.contains('(') && !sentence.contains(". ") && (after.is_empty() || after.starts_with(['.', ';']))
}

/// Whether a paragraph is nothing but bold words that lead to a link with its source, `**Watch** a [video (Hub)](…).`;
/// in a text without bold words, a sentence that begins with a verb that leads to a source, and ends with it. More
/// such sentences may follow.
pub(super) fn is_source_line(paragraph: &RichText, form: Form) -> bool {
    let first = sentences(paragraph.as_str()).swap_remove(0);
    let paragraph = &paragraph.slice(first);
    let text = paragraph.as_str();
    let is_end = |rest: &str| rest.trim_matches(|c: char| c == '.' || c.is_whitespace()).is_empty();
    if form.is_stripped {
        let is_sentence = text.len() <= 2 * MAX_HEAD && !prefix(text, 2 * MAX_HEAD).contains(". ");
        let begins = VERBS.iter().any(|verb| text.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
        let is_named = text.trim_end_matches(['.', ' ']).ends_with(')');
        // Where each tag left a line break, the link was joined to its opener: it may name no publisher.
        let opens = form.has_label_lines && OPENERS.iter().any(|opener| text.starts_with(opener));
        return is_sentence && (opens || (begins && is_named));
    }
    let mut links = paragraph.links();
    let (Some((label, _)), None) = (links.next(), links.next()) else { return false };
    let is_named = text[label.clone()].ends_with(')') && text[label.clone()].contains(" (");
    if !is_named || label.start > MAX_HEAD || !is_end(&text[label.end..]) {
        return false;
    }
    let Some(bold_end) = paragraph.strong_start() else { return false };
    let (bold, between) = text[..label.start].split_at(bold_end.min(label.start));
    let words = between.trim_start_matches([':', ' ']).split_whitespace().count();
    let most = if bold.trim_end().ends_with(':') || between.trim_start().starts_with(':') { 0 } else { MAX_BETWEEN };
    !bold.contains(['.', '?', '!']) && words <= most
}

/// Whether a paragraph that names a source begins at a byte.
pub(super) fn opens_at(rich: &RichText, at: usize, is_glued: bool) -> bool {
    let text = &rich.as_str()[at..];
    let opens = OPENERS.iter().any(|opener| text.starts_with(opener))
        || is_glued && GLUED_OPENERS.iter().any(|opener| starts_with_words(text, opener));
    if !opens {
        return false;
    }
    let head = prefix(text, MAX_HEAD);
    head.contains([':', '(', '[']) || rich.links().any(|(label, _)| (at..at + head.len()).contains(&label.start))
}

/// Whether a text begins with some words and not with a longer one: `Codex` is not `Code`.
fn starts_with_words(text: &str, words: &str) -> bool {
    let ends_word = |rest: &str| words.ends_with(' ') || !rest.starts_with(char::is_alphanumeric);
    text.strip_prefix(words).is_some_and(ends_word)
}

/// The citations of a paragraph that begins with an opener: its links, or the title before the brackets at its end.
/// `after_label` is the byte at which its label ends.
pub(super) fn read(paragraph: &RichText, after_label: usize, links: &LinkTable) -> Vec<Citation> {
    let text = paragraph.as_str();
    // The line that closes fiction may have links, but it tells what made the author think, not where to read on.
    if is_inspirations(text) {
        return Vec::new();
    }
    let address = |target| match target {
        LinkTarget::Web(index) => links.address(index),
        LinkTarget::Post(_) | LinkTarget::Place(_) => None,
    };
    let linked: Vec<(Range<usize>, &str)> =
        paragraph.links().filter_map(|(label, target)| Some((label, address(target)?))).collect();
    let mut cited = Vec::new();
    for sentence in sentences(text) {
        let before = cited.len();
        let in_it = linked.iter().filter(|(label, _)| sentence.contains(&label.start));
        cited.extend(in_it.map(|(label, url)| citation(&text[label.clone()], Some(url))));
        if cited.len() > before {
            continue;
        }
        let title = text[sentence.start.max(after_label)..sentence.end].trim().trim_end_matches(['.', ' ']);
        let title = title.strip_prefix(VIA).unwrap_or(title);
        if !title.is_empty() {
            cited.push(citation(title, None));
        }
    }
    cited
}

/// Splits `Title (Source)`.
fn citation(text: &str, url: Option<&str>) -> Citation {
    let text = text.trim();
    let named = text.trim_end_matches('.').strip_suffix(')');
    let (title, source) = match named.and_then(|text| text.rsplit_once('(')) {
        Some((title, source)) if !title.trim().is_empty() => (title, Some(source)),
        _ => (text, None),
    };
    Citation {
        title: CleanText::single_line(title),
        source: source.map(CleanText::single_line),
        url: url.map(str::to_owned),
    }
}
