//! The paragraphs of a story, repaired: lost line breaks, sub-headings, lists, labels, citations.

use super::StoryKind;
use super::citation::{self, Citation};
use super::form::Form;
use super::label::{self, Label, Place};
use super::lines::Line;
use super::rich_text::{RichText, is_address};
use super::{farewell, torn, verse};
use crate::markup::{Block, LinkTable};
use crate::text::CleanText;

/// A paragraph of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// The words before the colon at its start.
    pub label: Option<CleanText>,
    /// Its text, its label in bold; empty for dividers and blocks.
    pub text: RichText,
    /// The sources it names.
    pub citations: Vec<Citation>,
}

impl Paragraph {
    /// Number of words of its text.
    pub(super) fn words(&self) -> usize {
        let mut words = self.text.as_str().split_whitespace().count();
        if let ParagraphKind::Block(block) = &self.kind {
            block.visit_text(&mut |text| words += text.split_whitespace().count());
        }
        words
    }
}

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq)]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// A heading of that level.
    Heading(u8),
    /// An item of a list, and how many items it is in.
    Item(usize),
    /// A line that names sources.
    Sources,
    /// A divider within a story.
    Divider,
    /// Anything else: code, a table, a quotation, a numbered list.
    Block(Block),
}

/// Reads the paragraphs of some lines; `first` is text before them. `links` are those of the text.
pub(super) fn read(
    lines: &[Line],
    first: &RichText,
    (form, kind): (Form, StoryKind),
    links: &LinkTable,
) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let lines = verse::join(lines, kind == StoryKind::Fiction);
    for line in torn::join(&lines, first, form) {
        match line {
            Line::Divider => paragraphs.push(bare(ParagraphKind::Divider, RichText::default())),
            Line::Block(block) => paragraphs.push(bare(ParagraphKind::Block(block), RichText::default())),
            Line::Verse(text) => paragraphs.push(bare(ParagraphKind::Text, text)),
            Line::Heading(level, text) => paragraphs.push(bare(ParagraphKind::Heading(level), text)),
            Line::Text(text) | Line::Next(text) | Line::Item(_, text) if text.is_empty() => {}
            line @ (Line::Text(_) | Line::Next(_) | Line::Item(..)) => {
                let item = if let Line::Item(depth, _) = line { Some(depth) } else { None };
                let (Line::Text(text) | Line::Next(text) | Line::Item(_, text)) = line else { continue };
                let pieces = split_glued(&text, item, kind);
                for (text, item) in pieces {
                    let is_first = paragraphs.is_empty();
                    let place = Place { form, is_fiction: kind == StoryKind::Fiction, is_first };
                    paragraphs.push(paragraph(text, item, place, links));
                }
            }
        }
    }
    let is_divider = |paragraph: &Paragraph| paragraph.kind == ParagraphKind::Divider;
    drop_dividers_below(&mut paragraphs);
    let leading = paragraphs.iter().take_while(|paragraph| is_divider(paragraph)).count();
    paragraphs.drain(..leading);
    paragraphs
}

/// Takes the farewell off the end of the last story, with what a web page has below it.
pub(super) fn take_farewell(paragraphs: &mut Vec<Paragraph>) -> Vec<Paragraph> {
    let farewell = paragraphs.iter().position(|paragraph| farewell::is_one(paragraph.text.as_str()));
    let is_furniture = |paragraph: &&Paragraph| farewell::is_furniture(paragraph.text.as_str());
    let below = paragraphs.len() - paragraphs.iter().rev().take_while(is_furniture).count();
    let below = paragraphs.split_off(farewell.unwrap_or(below));
    drop_dividers_below(paragraphs);
    below
}

fn drop_dividers_below(paragraphs: &mut Vec<Paragraph>) {
    while paragraphs.last().is_some_and(|last| last.kind == ParagraphKind::Divider) {
        paragraphs.pop();
    }
}

/// A paragraph without label and citations.
fn bare(kind: ParagraphKind, text: RichText) -> Paragraph {
    Paragraph { kind, label: None, text, citations: Vec::new() }
}

/// Splits a line where tags were: at two no-break spaces, at dashes glued to the end of a sentence, at labels glued
/// to one. The items of a list have their depth.
fn split_glued(line: &RichText, item: Option<usize>, kind: StoryKind) -> Vec<(RichText, Option<usize>)> {
    let text = line.as_str();
    let mut links = line.links().map(|(label, _)| label).peekable();
    let mut pieces = Vec::new();
    let (mut start, mut item) = (0, item);
    let mut at = 0;
    loop {
        while links.next_if(|link| link.start < at).is_some() {}
        let up_to = links.peek().map_or(text.len(), |link| link.start);
        match (at..up_to).find(|&at| can_break(text.as_bytes(), at)) {
            Some(next) => at = next,
            // No sentence ends within a link or an address.
            None => match links.next() {
                Some(link) => {
                    at = link.end;
                    continue;
                }
                None => break,
            },
        }
        if is_address(&text[at..]) {
            at += text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
            continue;
        }
        let len = text[at..].chars().next().map_or(1, char::len_utf8);
        match paragraph_break(line, start, at, kind) {
            Some((next, is_item)) => {
                push(&mut pieces, line, start..at, item);
                (start, item) = (next, is_item.then_some(0));
                at = next.max(at + len);
            }
            None => at += len,
        }
    }
    push(&mut pieces, line, start..text.len(), item);
    pieces
}

/// A quick test: whether an address or a new paragraph can begin with a byte.
fn can_break(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'h' => text[at..].starts_with(b"http"),
        byte => text_starts_char(byte) && (byte >= 0x80 || byte.is_ascii_uppercase() || byte == b'-'),
    }
}

/// Whether a byte is the first of a character.
fn text_starts_char(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

fn push(
    pieces: &mut Vec<(RichText, Option<usize>)>,
    line: &RichText,
    range: std::ops::Range<usize>,
    item: Option<usize>,
) {
    let piece = line.slice(range).slice_from(0);
    if !piece.is_empty() {
        pieces.push((piece, item));
    }
}

/// Whether a new paragraph begins at a byte: where its text begins, and whether it is an item.
fn paragraph_break(line: &RichText, start: usize, at: usize, kind: StoryKind) -> Option<(usize, bool)> {
    let text = line.as_str();
    let rest = &text[at..];
    let (count, len) = no_break_spaces(rest);
    if count >= 2 {
        return Some((at + len, false));
    }
    let before = &text[start..at];
    if let Some(dash) = ["–", "- "].into_iter().find(|dash| rest.starts_with(dash)) {
        let (_, space) = no_break_spaces(&rest[dash.len()..]);
        let is_spaced = space > 0 || dash == "- ";
        let begins = is_spaced && (before.is_empty() || ends_sentence(before));
        return begins.then_some((at + dash.len() + space, true));
    }
    if before.is_empty() || !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let sentence = before.trim();
    let is_glued = sentence.len() == before.len();
    // What was a line break may be one no-break space now.
    let is_broken = is_glued || before[before.trim_end().len()..].contains('\u{a0}');
    // What follows a colon belongs to it.
    let has_ended = ends_sentence(sentence) && !sentence.ends_with(':');
    let begins = has_ended
        && (citation::opens_at(line, at, is_glued)
            || (is_broken && kind == StoryKind::News && label::begins_at(line, at)));
    begins.then_some((at, false))
}

/// Whether a text ends where a sentence or a part of one does. A straight quotation mark ends one only if it closes.
fn ends_sentence(text: &str) -> bool {
    let closes = |quoted: &str| quoted.ends_with(|c: char| c.is_alphanumeric() || ",.?!…)".contains(c));
    text.ends_with(['.', '?', '!', ')', '”', ':', ';']) || text.strip_suffix('"').is_some_and(closes)
}

/// The number of no-break spaces that a text begins with, and the bytes of them and the spaces among them.
fn no_break_spaces(text: &str) -> (usize, usize) {
    let spaces = text.len() - text.trim_start_matches(['\u{a0}', ' ']).len();
    (text[..spaces].matches('\u{a0}').count(), spaces)
}

/// Makes a paragraph of its text.
fn paragraph(text: RichText, item: Option<usize>, place: Place, links: &LinkTable) -> Paragraph {
    let is_source = citation::opens_at(&text, 0, true) || citation::is_source_line(&text, place.form);
    let (label, text, after_label) = match label::find(&text, is_source, place) {
        None => (None, text, 0),
        Some(Label { words, rest }) => {
            let label = &text.as_str()[words.clone()];
            let rest = text.slice(rest..text.as_str().len());
            let mut labelled = text.slice(words.clone()).strong();
            if !label.ends_with(['?', '!']) && !rest.is_empty() {
                labelled.push_bold(":");
            }
            let after_label = labelled.as_str().len();
            if !rest.is_empty() && !rest.as_str().starts_with([' ', '\u{a0}']) {
                labelled.push_plain(" ");
            }
            labelled.append(&rest);
            (Some(CleanText::single_line(label)), labelled, after_label)
        }
    };
    let citations = if is_source { citation::read(&text, after_label, links) } else { Vec::new() };
    let kind = match item {
        _ if !citations.is_empty() => ParagraphKind::Sources,
        Some(depth) => ParagraphKind::Item(depth),
        None => ParagraphKind::Text,
    };
    Paragraph { kind, label, text, citations }
}
