//! Where fiction begins: `Tech Tales:` and a title, or a title alone after a divider.

use std::ops::Range;

use super::StoryKind;
use super::citation;
use super::header::StoryHeader;
use super::lines::Line;
use super::rich_text::RichText;
use crate::text::CleanText;

/// The heading over the fiction of an issue.
pub(super) const FICTION: &str = "Tech Tales";

/// Longest title of a piece of fiction in bytes.
const MAX_TITLE: usize = 160;

/// Whether a body has the heading over fiction in it, in small or capital letters.
pub(super) fn is_named(body: &str) -> bool {
    // The rarest of its letters is looked for.
    const RARE: usize = 2;
    let is_heading = |at: usize| {
        let start = at.checked_sub(RARE);
        let word = start.and_then(|start| body.as_bytes().get(start..start + FICTION.len()));
        word.is_some_and(|word| word.eq_ignore_ascii_case(FICTION.as_bytes()))
    };
    memchr::memchr2_iter(b'C', b'c', body.as_bytes()).any(is_heading)
}

/// `Tech Tales:`, then the title and `[place and time]`, on one line or on several.
pub(super) fn header(lines: &[Line], at: usize) -> Option<StoryHeader> {
    let line = lines[at].text()?;
    let after = after_heading(line.as_str())?;
    let kicker = Some(CleanText::single_line(&line.as_str()[..line.as_str().len() - after.len()]));
    let after = after.trim_start_matches(':');
    let rest_start = line.as_str().len() - after.len();
    let header = if after.trim().is_empty() {
        // The title is the next line, if that can be one.
        let title = lines.get(at + 1).and_then(Line::text).filter(|line| is_title(line, 0));
        titled(lines, at..at + 1 + usize::from(title.is_some()), title.map_or("", RichText::as_str))
    } else if is_title(line, rest_start) {
        titled(lines, at..at + 1, after.trim())
    } else {
        let untitled = titled(lines, at..at + 1, "");
        StoryHeader { dek: None, next_line: at + 1, rest: line.slice_from(rest_start), ..untitled }
    };
    Some(StoryHeader { kicker, ..header })
}

/// The text after `Tech Tales`, in small or capital letters, at the start of a line; `None` if that is part of a
/// sentence.
fn after_heading(text: &str) -> Option<&str> {
    let (start, after) = text.split_at_checked(FICTION.len())?;
    let is_heading = after.is_empty() || after.trim_start().starts_with([':', '[', '(', '-', '–']);
    (start.eq_ignore_ascii_case(FICTION) && is_heading).then_some(after)
}

/// Fiction without its heading among some lines: after a divider, a bold title or one with `[place and time]` below,
/// and later the line that closes fiction.
pub(super) fn without_heading(lines: &[Line], part: Range<usize>) -> Option<StoryHeader> {
    let is_closing = |line: &Line| line.text().is_some_and(|text| citation::is_inspirations(text.as_str()));
    let close = part.clone().find(|&at| is_closing(&lines[at]))?;
    let is_title = |&at: &usize| lines[at].text().is_some_and(|line| is_title(line, 0));
    let mut titles = (part.start.max(1)..close).filter(|&at| lines[at - 1] == Line::Divider).filter(is_title);
    let is_placed = |&at: &usize| setting(lines, at + 1).is_some() || lines[at].text().is_some_and(has_setting);
    let placed = titles.clone().find(is_placed);
    let line = placed.or_else(|| titles.rfind(|&at| lines[at].is_bold()))?;
    Some(titled(lines, line..line + 1, lines[line].text()?.as_str()))
}

/// The header of fiction on some lines and with a title, which may have `[place and time]` after it or on the line
/// below.
fn titled(lines: &[Line], Range { start: line, end: next_line }: Range<usize>, title: &str) -> StoryHeader {
    let (title, own) = match title.split_once('[') {
        Some((before, setting)) if setting.ends_with(']') => (before, Some(&title[before.len()..])),
        _ => (title, None),
    };
    let below = if own.is_none() { setting(lines, next_line) } else { None };
    StoryHeader {
        line,
        next_line: next_line + usize::from(below.is_some()),
        rest: RichText::default(),
        kind: StoryKind::Fiction,
        kicker: None,
        headline: CleanText::single_line(title),
        dek: own.or(below).map(CleanText::single_line),
        is_certain: false,
    }
}

/// Whether the text of a line from a byte on can be a title.
fn is_title(line: &RichText, start: usize) -> bool {
    let len = line.as_str().len();
    len - start <= MAX_TITLE && !line.has_markup(&(start..len))
}

/// `[place and time]`, if that is a line.
fn setting(lines: &[Line], at: usize) -> Option<&str> {
    let line = lines.get(at)?.text().filter(|line| is_title(line, 0))?;
    Some(line.as_str()).filter(|text| text.starts_with('[') && text.ends_with(']'))
}

/// Whether a title ends with `[place and time]`.
fn has_setting(title: &RichText) -> bool {
    title.as_str().ends_with(']') && title.as_str().contains('[')
}
