//! Labels: the words that start a paragraph and say what it is about, `Why this matters: …`, `How good is it? …`.

use std::ops::Range;

use super::citation;
use super::form::Form;
use super::lines::Line;
use super::rich_text::RichText;
use crate::text::prefix;

/// Longest label in front of text, in bytes: `Why this matters – more human than you think`.
const MAX_LABEL: usize = 90;

/// Longest label that is a line of its own, in bytes.
const MAX_LINE: usize = 200;

/// Words of the longest label but the known one.
const MAX_WORDS: usize = 8;

/// The label that every issue has, and that is one in any text.
const KNOWN: &str = "Why this matters";

/// How sentences begin that end in a colon and are no labels.
const INTRODUCTIONS: [&str; 18] = [
    "In other",
    "In short",
    "For example",
    "For instance",
    "That is",
    "Put ",
    "Here ",
    "Here’s ",
    "Here's ",
    "They ",
    "We ",
    "He ",
    "She ",
    "I ",
    "It ",
    "You ",
    "There ",
    "These ",
];

/// How lines end that introduce a list or a quotation.
const LEADS: [&str; 24] = [
    " write",
    " writes",
    " wrote",
    " say",
    " says",
    " said",
    " are",
    " is",
    " was",
    " were",
    " have",
    " include",
    " includes",
    " including",
    " following",
    " follows",
    " that",
    " they",
    " as",
    " by",
    " of",
    " with",
    " like",
    " example",
];

/// How labels begin that may end in any word: `What it is`.
const ASKS: [&str; 6] = ["What ", "Who ", "How ", "Why ", "Where ", "When "];

/// How clauses begin that tell more about a thing; no label has one.
const CLAUSES: [&str; 5] = [", which ", ", who ", ", whose ", ", whom ", ", where "];

/// The label of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// Its bytes, without the colon.
    pub(super) words: Range<usize>,
    /// The byte at which the text after it begins.
    pub(super) rest: usize,
}

/// Where a paragraph is, as far as that decides what its label can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) form: Form,
    /// True in fiction, whose people speak and ask.
    pub(super) is_fiction: bool,
    /// True for the text right below a headline.
    pub(super) is_first: bool,
}

/// How the text of an issue is written, by how its labels are.
pub(super) fn form_of(lines: &[Line]) -> Form {
    let is_stripped = !lines.iter().filter_map(Line::text).any(RichText::has_bold);
    let is_label = |text: &RichText| {
        let text = text.as_str();
        text.ends_with(':') && (citation::is_lead_in(text) || is_known(text))
    };
    Form { is_stripped, has_label_lines: is_stripped && lines.iter().filter_map(Line::text).any(is_label) }
}

/// Whether a text begins with the label that every issue has.
pub(super) fn is_known(text: &str) -> bool {
    text.starts_with(KNOWN)
}

/// Whether words have a clause in them that tells more about a thing: `The arms, which are old`.
fn has_clause(words: &str) -> bool {
    !is_known(words) && CLAUSES.iter().any(|clause| words.contains(clause))
}

/// The label of a paragraph, if it has one. `is_source` is true if it names a source.
pub(super) fn find(text: &RichText, is_source: bool, place: Place) -> Option<Label> {
    bold(text).or_else(|| {
        let is_closing = citation::is_inspirations(text.as_str());
        let can_be =
            is_source || is_closing || is_known(text.as_str()) || (place.form.is_stripped && !place.is_fiction);
        if !can_be || !text.starts_plain() {
            return None;
        }
        let can_be_any = is_source || is_closing || !place.form.has_label_lines;
        let with_colon = || at_colon(text, 0).filter(|words| can_be_any || is_known(&text.as_str()[words.clone()]));
        let ask = || question(text, 0).filter(|_| !place.is_first && !is_source);
        let plain = |words: Range<usize>, colon: usize| Label { rest: words.end + colon, words };
        line(text)
            .map(|words| plain(words, 1))
            .or_else(|| ask().map(|words| plain(words, 0)))
            .or_else(|| with_colon().map(|words| plain(words, 1)))
    })
}

/// Whether a paragraph that has a label begins at a byte, in a text without bold words.
pub(super) fn begins_at(text: &RichText, at: usize) -> bool {
    at_colon(text, at).is_some() || question(text, at).is_some()
}

/// A label that is bold already: `**Label:** text`, `**Label** : text`, all of the paragraph, or the start of the bold
/// words, if these run on into the text: `**Label: it is** so`.
fn bold(rich: &RichText) -> Option<Label> {
    let text = rich.as_str();
    let bold_end = rich.strong_start().filter(|&end| !rich.has_markup(&(0..end)))?;
    let (bold, rest) = text.split_at(bold_end);
    let rest = rest.trim_start();
    let after_colon = rest.strip_prefix(':');
    let is_statement = rest.is_empty() && bold.trim_end().ends_with(['.', '…', ',', ';']);
    if bold.trim_end().ends_with([':', '?', '!']) || after_colon.is_some() || (rest.is_empty() && !is_statement) {
        let words = bold.trim().trim_end_matches(':').trim_end().len();
        let rest = text.len() - after_colon.unwrap_or(rest).trim_start().len();
        let start = bold.len() - bold.trim_start().len();
        return (words > 0).then_some(Label { words: start..start + words, rest });
    }
    let inner = at_colon(rich, 0).filter(|words| words.end < bold_end).map(|words| (words.end + 1, words));
    let inner =
        inner.or_else(|| question(rich, 0).filter(|words| words.end < bold_end).map(|words| (words.end, words)));
    inner.map(|(rest, words)| Label { words, rest })
}

/// All of a line up to the colon at its end, if that is a label.
fn line(rich: &RichText) -> Option<Range<usize>> {
    let words = rich.as_str().strip_suffix(':').filter(|words| words.len() <= MAX_LINE)?;
    let is_label = words.starts_with(char::is_uppercase)
        && rich.is_uniform(&(0..words.len()))
        && !words.contains([':', '<', '[', '“', '"'])
        && !words.contains(". ")
        && !words.contains("! ")
        && !has_clause(words)
        && (ASKS.iter().any(|ask| words.starts_with(ask)) || !LEADS.iter().any(|lead| words.ends_with(lead)))
        && !INTRODUCTIONS.iter().any(|start| words.starts_with(start));
    is_label.then_some(0..words.len())
}

/// The words up to a colon near a byte, if they are a label: a few, without the end of a sentence.
fn at_colon(rich: &RichText, at: usize) -> Option<Range<usize>> {
    let text = &rich.as_str()[at..];
    let colon = prefix(text, MAX_LABEL).find(':')?;
    let (label, after) = (&text[..colon], &text[colon + 1..]);
    let is_label = label.starts_with(char::is_uppercase)
        && rich.is_uniform(&(at..at + colon))
        && !label.contains(['.', '!', '<', '[', '“', '"'])
        && label.matches(',').count() <= 1
        && !has_clause(label)
        && !label.trim_end_matches('?').contains('?')
        && (label.split_whitespace().count() <= MAX_WORDS || is_known(label))
        && !INTRODUCTIONS.iter().any(|start| label.starts_with(start))
        && !after.starts_with(['/', ':'])
        // A time of day.
        && !(label.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit()));
    is_label.then_some(at..at + colon)
}

/// A short question at a byte that the text after it answers, with its question mark.
fn question(rich: &RichText, at: usize) -> Option<Range<usize>> {
    let text = &rich.as_str()[at..];
    let end = prefix(text, MAX_LABEL).find('?')? + 1;
    let (words, after) = (&text[..end - 1], &text[end..]);
    let is_label = words.starts_with(char::is_uppercase)
        && rich.is_uniform(&(at..at + end))
        && !words.contains(['.', '!', ':', ';', '<', '[', '(', '“', '"', '…'])
        && words.matches(',').count() <= 1
        && (2..=MAX_WORDS + 2).contains(&words.split_whitespace().count())
        && (after.is_empty() || after.starts_with([' ', '\u{a0}']))
        && !prefix(after.trim_start(), MAX_LABEL).split(['.', ':']).next().is_some_and(|next| next.contains('?'));
    is_label.then_some(at..at + end)
}
