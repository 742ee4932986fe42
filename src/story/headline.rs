//! Where stories begin: `Headline:` directly followed by `…dek…`, on one line or on two, and `Tech Tales:`.

use std::ops::Range;

use super::StoryKind;
use super::lines::Line;
use super::rich_text::RichText;
use crate::text::{CleanText, prefix};

/// Longest headline in bytes.
const MAX_HEADLINE: usize = 320;

/// Longest dek in bytes.
const MAX_DEK: usize = 400;

/// Longest title of a piece of fiction in bytes.
const MAX_TITLE: usize = 160;

/// Bytes that may precede the ellipsis at the start of a line that is a dek.
const MAX_BEFORE_DEK: usize = 16;

/// The ellipses around a dek.
const ELLIPSES: [&str; 2] = ["…", "..."];

/// The heading over the fiction of an issue.
pub(super) const FICTION: &str = "Tech Tales";

/// Where a story begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoryHeader {
    /// The line of its headline.
    pub(super) line: usize,
    /// The first line of its text.
    pub(super) next_line: usize,
    /// Text after the dek on the same line.
    pub(super) rest: RichText,
    pub(super) kind: StoryKind,
    pub(super) headline: CleanText,
    pub(super) dek: Option<CleanText>,
}

/// A quick test of a body as it is in the file: whether there can be a story at all. Most posts have none and cost no
/// more than this.
pub(super) fn may_have_stories(body: &str, is_html: bool) -> bool {
    if is_html {
        return names_fiction(body) || BODY_ELLIPSES.iter().any(|ellipsis| body.contains(ellipsis));
    }
    let follows_headline = |ellipsis: &str| {
        memchr::memmem::find_iter(body.as_bytes(), ellipsis).any(|at| {
            let before = body.as_bytes()[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'*' | b'_'));
            // A headline that ends in no punctuation is known by the bold that ends it.
            matches!(before, Some(b':' | b'?' | b'!')) || body.as_bytes()[..at].ends_with(b"_")
        })
    };
    BODY_ELLIPSES.into_iter().any(follows_headline) || names_fiction(body)
}

/// Whether a body has the heading over fiction in it, in small or capital letters.
fn names_fiction(body: &str) -> bool {
    let is_heading = |at| {
        body.as_bytes().get(at..at + FICTION.len()).is_some_and(|word| word.eq_ignore_ascii_case(FICTION.as_bytes()))
    };
    memchr::memchr2_iter(b'T', b't', body.as_bytes()).any(is_heading)
}

/// The ellipses in a body whose entities are not decoded yet.
const BODY_ELLIPSES: [&str; 3] = ["&hellip;", "…", "..."];

/// The story headers of some lines, in order.
pub(super) fn find(lines: &[Line]) -> Vec<StoryHeader> {
    let mut headers = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match header(lines, at) {
            Some(header) => {
                at = header.next_line.max(at + 1);
                headers.push(header);
            }
            None => at += 1,
        }
    }
    headers
}

fn header(lines: &[Line], at: usize) -> Option<StoryHeader> {
    let line = lines[at].text()?;
    parse_fiction(lines, at).or_else(|| on_one_line(line, at)).or_else(|| on_two_lines(lines, at))
}

/// `Headline:…Dek…Text…`, as tags stripped from it left it.
fn on_one_line(line: &RichText, at: usize) -> Option<StoryHeader> {
    let text = line.as_str();
    let (head_end, dek_start) = split_at_ellipsis(text, 0, MAX_HEADLINE)?;
    if !text[..head_end].trim_end().ends_with([':', '?', '!']) {
        return None;
    }
    let (dek_end, rest) = split_at_ellipsis(text, dek_start, MAX_DEK)?;
    if line.has_markup(&(0..head_end)) {
        return None;
    }
    parse_news((at, at + 1), &text[..head_end], line, dek_start..dek_end, rest)
}

/// A headline that is bold or ends in `:`, `?` or `!`, and on the next line `…dek…`, perhaps with text after it.
fn on_two_lines(lines: &[Line], at: usize) -> Option<StoryHeader> {
    let (line, next) = (lines[at].text()?, lines.get(at + 1)?.text()?);
    let head = line.as_str();
    if head.len() > MAX_HEADLINE || !(lines[at].is_bold() || head.ends_with([':', '?', '!'])) {
        return None;
    }
    let text = next.as_str();
    let (before, dek_start) = split_at_ellipsis(text, 0, MAX_BEFORE_DEK)?;
    if !text[..before].trim().is_empty() {
        return None;
    }
    let (dek_end, rest) = split_at_ellipsis(text, dek_start, MAX_DEK)?;
    if line.has_markup(&(0..head.len())) {
        return None;
    }
    parse_news((at, at + 2), head, next, dek_start..dek_end, rest)
}

/// A story of news; `None` if the dek has a link or code in it, which is a sentence that only looks like one.
fn parse_news(
    (line, next_line): (usize, usize),
    head: &str,
    text: &RichText,
    dek: Range<usize>,
    rest: usize,
) -> Option<StoryHeader> {
    if text.has_markup(&dek) {
        return None;
    }
    let dek = CleanText::single_line(&text.as_str()[dek]);
    Some(StoryHeader {
        line,
        next_line,
        rest: text.slice_from(rest),
        kind: StoryKind::News,
        headline: CleanText::single_line(head.trim().trim_end_matches(':')),
        dek: (!dek.is_empty()).then_some(dek),
    })
}

/// The text after `Tech Tales`, in small or capital letters, at the start of a line; `None` if that is part of a
/// sentence.
fn after_fiction(text: &str) -> Option<&str> {
    let (start, after) = text.split_at_checked(FICTION.len())?;
    let is_heading = after.is_empty() || after.trim_start().starts_with([':', '[', '(', '-', '–']);
    (start.eq_ignore_ascii_case(FICTION) && is_heading).then_some(after)
}

/// `Tech Tales:`, then the title and `[place and time]`, on one line or on several.
fn parse_fiction(lines: &[Line], at: usize) -> Option<StoryHeader> {
    let line = lines[at].text()?;
    let after = after_fiction(line.as_str())?.trim_start_matches(':');
    let rest_start = line.as_str().len() - after.len();
    let is_title = |line: &RichText, start: usize| {
        let len = line.as_str().len();
        len - start <= MAX_TITLE && !line.has_markup(&(start..len))
    };
    let mut next_line = at + 1;
    let (mut title, mut rest) = ("", RichText::default());
    if after.trim().is_empty() {
        // The title is the next line, if that can be one.
        if let Some(line) = lines.get(next_line).and_then(Line::text).filter(|line| is_title(line, 0)) {
            title = line.as_str();
            next_line += 1;
        }
    } else if is_title(line, rest_start) {
        title = after.trim();
    } else {
        rest = line.slice_from(rest_start);
    }
    let (title, mut dek) = match title.split_once('[') {
        Some((title, dek)) if dek.ends_with(']') => (title, Some(format!("[{dek}"))),
        _ => (title, None),
    };
    if dek.is_none()
        && let Some(line) = lines.get(next_line).and_then(Line::text)
        && line.as_str().starts_with('[')
        && line.as_str().ends_with(']')
        && is_title(line, 0)
        && rest.is_empty()
    {
        dek = Some(line.as_str().to_owned());
        next_line += 1;
    }
    Some(StoryHeader {
        line: at,
        next_line,
        rest,
        kind: StoryKind::Fiction,
        headline: CleanText::single_line(title),
        dek: dek.map(|dek| CleanText::single_line(&dek)),
    })
}

/// Finds the first ellipsis that begins within `most` bytes of `from`: where it begins, and where the text after it
/// begins.
fn split_at_ellipsis(text: &str, from: usize, most: usize) -> Option<(usize, usize)> {
    let head = prefix(&text[from..], most + ELLIPSES[0].len());
    let (at, len) = ELLIPSES.iter().filter_map(|dots| head.find(dots).map(|at| (at, dots.len()))).min()?;
    let after = text[from + at + len..].trim_start_matches('.');
    (at <= most).then(|| (from + at, text.len() - after.len()))
}
