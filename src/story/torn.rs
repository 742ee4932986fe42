//! Lines that a link, a bold word or any other tag has torn apart, joined again.

use super::citation;
use super::form::Form;
use super::label;
use super::lines::Line;
use super::rich_text::RichText;
use crate::text::suffix;

/// Bytes of the end of a text that are examined to see whether it leads to what follows.
const MAX_LEAD: usize = 256;

/// Longest text of a link or of bold words that is a line of its own because of its tag, in bytes.
const MAX_TORN_OUT: usize = 200;

/// The lines, with those joined that a tag has torn apart; `first` is text before them.
pub(super) fn join(lines: &[Line], first: &RichText, form: Form) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    if !first.is_empty() {
        joined.push(Line::Text(first.clone()));
    }
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).and_then(Line::text);
        match (joined.last_mut(), line) {
            (Some(Line::Text(before) | Line::Item(_, before)), Line::Text(text))
                if continues(before, text, next, form) =>
            {
                if !(starts_with_punctuation(text.as_str()) || before.as_str().ends_with('(')) {
                    before.push_plain(" ");
                }
                if text.as_str().starts_with(':') && form.is_stripped && is_torn_label(before) {
                    *before = std::mem::take(before).strong();
                }
                before.append(text);
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}

/// Whether a line continues the one before it. `next` is the line after it.
fn continues(before: &RichText, line: &RichText, next: Option<&RichText>, form: Form) -> bool {
    // The end of a long text is enough.
    let lead = suffix(before.as_str(), MAX_LEAD).trim();
    if starts_with_punctuation(line.as_str()) || lead.ends_with('(') {
        return true;
    }
    if citation::is_lead_in(before.as_str()) && !citation::is_lead_in(line.as_str()) {
        return line.as_str().len() <= MAX_TORN_OUT && !citation::opens_at(line, 0, false);
    }
    if line.links().next().is_some_and(|(label, _)| label.start == 0) {
        return lead.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    }
    // Every tear is at a tag: where tags were kept, the style changes there.
    let is_tear = form.is_stripped || before.end_style() != line.start_style();
    if !is_tear || ends_sentence(lead) || label::is_known(before.as_str()) {
        return false;
    }
    // A line of bold words is a heading or a label, unless what follows can only be the rest of its sentence.
    if !form.is_stripped && before.as_str().len() <= MAX_LEAD && before.is_bold() {
        return line.as_str().starts_with(char::is_lowercase);
    }
    starts_within_sentence(line.as_str())
        // A name or a letter: the sentence leads to it, and goes on after it.
        || line.as_str().len() <= MAX_TORN_OUT
            && (leads_to_name(lead) || line.as_str().len() == 1)
            && next.is_some_and(|next| starts_within_sentence(next.as_str()) || starts_with_punctuation(next.as_str()))
}

/// Whether a line in front of a colon was bold: the tag tore it off.
fn is_torn_label(before: &RichText) -> bool {
    let text = before.as_str();
    text.len() <= MAX_TORN_OUT && text.starts_with(char::is_uppercase) && !text.contains(['.', ':'])
}

/// Whether a text stops within a sentence: after a small word that is not its first, a comma or a semicolon.
fn leads_to_name(text: &str) -> bool {
    let last = text.rsplit_once(' ').map(|(_, word)| word);
    text.ends_with([',', ';']) || last.is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// Whether a text begins with the punctuation that ends a sentence or a part of it.
fn starts_with_punctuation(text: &str) -> bool {
    text.starts_with([':', ',', ';', ')']) || (text.starts_with('.') && !text.starts_with(".."))
}

/// Whether a text begins in the middle of a sentence.
fn starts_within_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || c == '(')
}

/// Whether a text ends with the end of a sentence, or with a colon or an ellipsis.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', '…'])
}
