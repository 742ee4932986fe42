//! Verse in fiction: short lines without a blank line between them, most of which do not end a sentence.

use super::lines::Line;
use super::rich_text::RichText;
use super::{citation, farewell};

/// Longest line of verse in characters.
const MAX_LINE: usize = 60;

/// The lines of a story, with those of verse joined to one. In a text without blank lines, nothing tells verse from
/// sentences that tags have torn apart.
pub(super) fn join(lines: &[Line], is_fiction: bool) -> Vec<Line> {
    let has_blank_lines = lines.iter().skip(1).any(|line| !matches!(line, Line::Next(_)));
    let mut joined = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let len = if is_fiction && has_blank_lines { stanza_len(&lines[at..]) } else { 0 };
        if len > 1 {
            joined.push(Line::Verse(stanza(&lines[at..at + len])));
        } else if let Line::Next(text) = &lines[at] {
            joined.push(Line::Text(text.clone()));
        } else {
            joined.push(lines[at].clone());
        }
        at += len.max(1);
    }
    joined
}

/// Number of lines of the stanza that some lines begin with; 0 if they begin with none.
fn stanza_len(lines: &[Line]) -> usize {
    let texts = lines.iter().enumerate().map_while(|(at, line)| match line {
        Line::Text(text) if at == 0 => Some(text),
        Line::Next(text) if at > 0 => Some(text),
        _ => None,
    });
    let texts: Vec<&RichText> = texts.collect();
    let verse = texts.iter().take_while(|text| can_be_verse(text)).count();
    // What is below verse in the same paragraph closes the fiction; anything else makes it prose.
    if texts.get(verse).is_some_and(|next| !is_closing(next.as_str())) {
        return 0;
    }
    let within = texts[..verse.saturating_sub(1)].iter().filter(|text| !ends_sentence(text.as_str())).count();
    if verse > 1 && within * 2 >= verse - 1 { verse } else { 0 }
}

fn can_be_verse(line: &RichText) -> bool {
    let text = line.as_str();
    text.len() <= 4 * MAX_LINE
        && text.chars().count() <= MAX_LINE
        && line.links().next().is_none()
        && !text.ends_with(':')
        && !is_closing(text)
}

/// Whether a line is none of the fiction, but says what inspired it, or farewell.
fn is_closing(line: &str) -> bool {
    citation::is_inspirations(line) || farewell::begins(line)
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '?', '!', '”', '"', '…'])
}

/// The lines of a stanza as one text.
fn stanza(lines: &[Line]) -> RichText {
    let mut stanza = RichText::default();
    for line in lines.iter().filter_map(Line::text) {
        if !stanza.is_empty() {
            stanza.push_plain("\n");
        }
        stanza.append(line);
    }
    stanza
}
