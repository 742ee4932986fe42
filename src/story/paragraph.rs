//! The paragraphs of a story, repaired: line breaks where tags were, sub-headings, lists, labels, sources.

use super::citation::{self, Citation};
use super::emphasis::{plain, trimmed};
use super::lines::Line;
use crate::text::suffix;

/// Longest label in bytes: `Why this matters &ndash; more human than you think`.
const MAX_LABEL: usize = 90;

/// As much of a text is looked at to see whether it leads to the link behind it, in bytes; it may hold tags.
const MAX_LEAD: usize = 256;

/// Tags that end at one place, at most: bold and italics, opened and closed.
const MAX_TAGS: usize = 8;

/// Words of the longest label but the known one.
const MAX_LABEL_WORDS: usize = 8;

/// The label that every issue has, and that is one in any text.
const KNOWN_LABEL: &str = "Why this matters";

/// How farewells begin.
const FAREWELLS: [&str; 3] = ["thanks for reading", "that’s all for this week", "that's all for this week"];

/// A paragraph of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// The words before the colon at its start.
    pub label: Option<String>,
    /// Its text as Markdown, with `<b>` and `<i>` for emphasis; its label is bold.
    pub markdown: String,
    /// The sources it names.
    pub citations: Vec<Citation>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// An item of a list.
    Item,
    /// A line that names sources.
    Sources,
    /// A divider within a story.
    Divider,
}

/// Reads the paragraphs of some lines; `first` is text that stands before them.
pub(super) fn read(lines: &[Line<'_>], first: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    // Where the text kept its bold words, the labels are among them, and other words before a colon are none.
    let stripped = !lines.iter().any(|line| line.text.contains("<b>"));
    for text in joined(lines, first) {
        match text {
            None => paragraphs.push(divider()),
            Some(text) => {
                paragraphs.extend(pieces(&text).into_iter().map(|(text, item)| paragraph(text, item, stripped)));
            }
        }
    }
    let is_divider = |paragraph: Option<&Paragraph>| paragraph.is_some_and(|p| p.kind == ParagraphKind::Divider);
    while is_divider(paragraphs.last()) {
        paragraphs.pop();
    }
    let lead = paragraphs.iter().take_while(|paragraph| paragraph.kind == ParagraphKind::Divider).count();
    paragraphs.drain(..lead);
    paragraphs
}

/// Takes the farewell off the end of the last story.
pub(super) fn take_farewell(paragraphs: &mut Vec<Paragraph>) -> Vec<Paragraph> {
    let says_farewell = |paragraph: &Paragraph| {
        let text = plain(&paragraph.markdown).to_lowercase();
        FAREWELLS.iter().any(|farewell| text.starts_with(farewell))
    };
    match paragraphs.iter().rposition(says_farewell) {
        Some(at) if paragraphs.len() - at <= 3 => paragraphs.split_off(at),
        _ => Vec::new(),
    }
}

fn divider() -> Paragraph {
    Paragraph { kind: ParagraphKind::Divider, label: None, markdown: String::new(), citations: Vec::new() }
}

/// The texts of the lines, with those joined that a link or a bold word has torn apart; none for a divider.
fn joined(lines: &[Line<'_>], first: &str) -> Vec<Option<String>> {
    let mut texts: Vec<Option<String>> = Vec::new();
    if !first.is_empty() {
        texts.push(Some(first.to_owned()));
    }
    for line in lines {
        if line.divider {
            texts.push(None);
            continue;
        }
        match texts.last_mut() {
            Some(Some(before)) if goes_on(before, &line.text) => {
                if !line.text.starts_with([',', '.', ';', ':', ')']) {
                    before.push(' ');
                }
                before.push_str(&line.text);
            }
            _ => texts.push(Some(line.text.to_string())),
        }
    }
    texts
}

/// Whether a line goes on with the one before it: it begins with the sign that ends a sentence, or with a link to which
/// that line leads.
fn goes_on(before: &str, line: &str) -> bool {
    if line.starts_with(':') || line.starts_with([',', ';', ')']) || (line.starts_with('.') && !line.starts_with(".."))
    {
        return true;
    }
    if !line.starts_with('[') || !line.contains("](") {
        return false;
    }
    // The end of a long text is enough, and a long text is no lead.
    let before = plain(suffix(before, MAX_LEAD));
    before.ends_with(|c: char| c.is_alphanumeric() || c == ')') || citation::is_lead(before.trim_end_matches(':'))
}

/// Parts a line where tags were: at two no-break spaces, at dashes glued to a sentence's end, at labels glued to one. True
/// marks the items of a list.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let (mut start, mut item) = (0, false);
    let mut at = 0;
    while let Some(next) = (at..text.len()).find(|&at| may_break(text.as_bytes(), at)) {
        at = next;
        let len = text[at..].chars().next().map_or(1, char::len_utf8);
        let skipped = citation::link_len(&text[at..]);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        match break_at(text, start, at) {
            Some((next, is_item)) => {
                push(&mut pieces, &text[start..at], item);
                (start, item) = (next, is_item);
                at = next.max(at + len);
            }
            None => at += len,
        }
    }
    push(&mut pieces, &text[start..], item);
    pieces
}

/// A quick look: whether a link or a new paragraph may begin with a byte.
fn may_break(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'h' => text[at..].starts_with(b"http"),
        byte => byte >= 0x80 || byte.is_ascii_uppercase() || matches!(byte, b'&' | b'-' | b'<' | b'['),
    }
}

fn push<'a>(pieces: &mut Vec<(&'a str, bool)>, text: &'a str, item: bool) {
    let text = trimmed(text);
    if !text.is_empty() {
        pieces.push((text, item));
    }
}

/// Whether a new paragraph begins at a place; gives where its text begins and whether it is an item.
fn break_at(text: &str, start: usize, at: usize) -> Option<(usize, bool)> {
    let rest = &text[at..];
    let (blanks, blank_len) = no_break_spaces(rest);
    if blanks >= 2 {
        return Some((at + blank_len, false));
    }
    let before = without_tags(&text[start..at]);
    let sentence_end =
        |text: &str| text.ends_with(['.', '?', '!', ')', '”', '"', ':', ';']) || text.ends_with("&rdquo;");
    if let Some(dash) = ["&ndash;", "–", "- "].into_iter().find(|dash| rest.starts_with(dash)) {
        let (_, blank) = no_break_spaces(&rest[dash.len()..]);
        let behind = dash.len() + blank;
        let spaced = blank > 0 || dash == "- ";
        return (spaced && (before.is_empty() || sentence_end(before))).then_some((at + behind, true));
    }
    if before.is_empty() || !rest.starts_with(|c: char| c.is_uppercase() || c == '<') || rest.starts_with("</") {
        return None;
    }
    let spaced = trimmed(before);
    let glued = spaced.len() == before.len();
    // What stands behind a colon belongs to it.
    let ended = sentence_end(spaced) && !spaced.ends_with(':');
    let begins = ended && (citation::begins(rest, glued) || (glued && label(rest).is_some()));
    begins.then_some((at, false))
}

/// How many no-break spaces a text begins with, and the bytes of them and the blanks among them.
fn no_break_spaces(text: &str) -> (usize, usize) {
    let (mut count, mut len) = (0, 0);
    loop {
        let rest = &text[len..];
        if rest.starts_with("&nbsp;") {
            count += 1;
            len += "&nbsp;".len();
        } else if rest.starts_with('\u{a0}') {
            count += 1;
            len += '\u{a0}'.len_utf8();
        } else if rest.starts_with(' ') {
            len += 1;
        } else {
            return (count, len);
        }
    }
}

fn without_tags(mut text: &str) -> &str {
    for _ in 0..MAX_TAGS {
        match ["<b>", "</b>", "<i>", "</i>"].iter().find_map(|tag| text.strip_suffix(tag)) {
            Some(shorter) => text = shorter,
            None => break,
        }
    }
    text
}

/// A paragraph of its own text. In a `stripped` text labels are found by their colon alone.
fn paragraph(text: &str, item: bool, stripped: bool) -> Paragraph {
    let is_source = citation::begins(text, true);
    let plain_label = || {
        let len = label(text).filter(|_| stripped || is_source || text.starts_with(KNOWN_LABEL))?;
        Some((text[..len].to_owned(), &text[len + 1..]))
    };
    let found = bold_label(text).or_else(plain_label);
    let (label, markdown) = match found {
        None => (None, text.to_owned()),
        Some((label, rest)) => {
            let end = if label.ends_with(['?', '!']) || rest.is_empty() { "" } else { ":" };
            let blank = if rest.is_empty() || rest.starts_with([' ', '\u{a0}']) || rest.starts_with("&nbsp;") {
                ""
            } else {
                " "
            };
            let markdown = format!("<b>{label}{end}</b>{blank}{rest}");
            (Some(label), markdown)
        }
    };
    let citations = if is_source { citation::read(&markdown) } else { Vec::new() };
    let kind = match (item, is_source && !citations.is_empty()) {
        (_, true) => ParagraphKind::Sources,
        (true, false) => ParagraphKind::Item,
        (false, false) => ParagraphKind::Text,
    };
    let label = label.map(|label| crate::text::CleanText::decoded_line(&label).to_string());
    Paragraph { kind, label, markdown, citations }
}

/// A label that is bold already: `<b>Label:</b> text`, `<b>Label</b> : text`, or all of the paragraph.
fn bold_label(text: &str) -> Option<(String, &str)> {
    let (bold, rest) = text.strip_prefix("<b>")?.split_once("</b>")?;
    let rest = rest.trim_start();
    let label = bold.trim().trim_end_matches(':').trim_end();
    let behind = rest.strip_prefix(':');
    let is_label =
        bold.trim_end().ends_with([':', '?', '!']) || behind.is_some() || rest.is_empty() || citation::is_lead(label);
    if !is_label || label.is_empty() || label.contains('<') {
        return None;
    }
    // `<b>Find out more</b> and [chat here](…)` has no colon, and gets none.
    if behind.is_none() && !bold.trim_end().ends_with([':', '?', '!']) && !rest.is_empty() {
        return None;
    }
    Some((label.to_owned(), behind.unwrap_or(rest).trim_start()))
}

/// Bytes of the label that a text begins with: a few words before a colon, without the end of a sentence among them.
fn label(text: &str) -> Option<usize> {
    let head = crate::text::prefix(text, MAX_LABEL);
    let colon = head.find(':')?;
    let label = &head[..colon];
    let sound = label.starts_with(char::is_uppercase)
        && !label.contains(['.', '!', '<', '[', '“', '"'])
        && label.matches(',').count() <= 1
        && !label.contains("&ldquo;")
        && !label.trim_end_matches('?').contains('?')
        && (label.split_whitespace().count() <= MAX_LABEL_WORDS || label.starts_with(KNOWN_LABEL))
        && !text[colon + 1..].starts_with(['/', ':'])
        // A time of day.
        && !(label.ends_with(|c: char| c.is_ascii_digit()) && text[colon + 1..].starts_with(|c: char| c.is_ascii_digit()));
    sound.then_some(colon)
}
