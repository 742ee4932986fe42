//! Where stories begin: `Headline:` directly followed by `…dek…`, on one line or on two; a bold headline after a
//! divider; and fiction.

use std::ops::Range;

use super::form::Form;
use super::header::StoryHeader;
use super::lines::Line;
use super::rich_text::RichText;
use super::{StoryKind, citation, farewell, fiction, label};
use crate::text::{CleanText, prefix};

/// Longest headline in bytes.
const MAX_HEADLINE: usize = 320;

/// Longest dek in bytes.
const MAX_DEK: usize = 400;

/// Longest dek as it is in the file, where emphasis and entities make it longer. A dek has no links.
const MAX_DEK_IN_BODY: usize = 8 * MAX_DEK;

/// Bytes that may precede the ellipsis at the start of a line that is a dek.
const MAX_BEFORE_DEK: usize = 16;

/// The ellipses around a dek.
const ELLIPSES: [&str; 2] = ["…", "..."];

/// A quick test of a body as it is in the file: whether there can be a story at all. Most posts have none and cost no
/// more than this.
pub(super) fn may_have_stories(body: &str, is_html: bool) -> bool {
    if is_html {
        return fiction::is_named(body) || has_ellipsis(body);
    }
    let follows_headline = |ellipsis: &str| {
        memchr::memmem::find_iter(body.as_bytes(), ellipsis).any(|at| {
            let before = body.as_bytes()[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'*' | b'_'));
            // A headline that ends in no punctuation is known by the italics of its dek, which begin right here.
            let is_start = matches!(before, Some(b':' | b'?' | b'!')) || body.as_bytes()[..at].ends_with(b"_");
            is_start && has_ellipsis(prefix(&body[at + ellipsis.len()..], MAX_DEK_IN_BODY))
        })
    };
    BODY_ELLIPSES.into_iter().any(follows_headline) || fiction::is_named(body)
}

/// True if a body, or a part of it, has an ellipsis.
fn has_ellipsis(body: &str) -> bool {
    BODY_ELLIPSES.iter().any(|ellipsis| body.contains(ellipsis))
}

/// The ellipses in a body whose entities are not decoded yet.
const BODY_ELLIPSES: [&str; 3] = ["&hellip;", "…", "..."];

/// The story headers of some lines, in order.
pub(super) fn find(lines: &[Line], form: Form) -> Vec<StoryHeader> {
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
    if headers.is_empty() { headers } else { with_undeked(lines, headers, form) }
}

/// Adds the stories without a dek, which are known by the divider in front of them: a bold headline, or the title of
/// fiction without a heading, which the line that closes fiction tells from a headline.
fn with_undeked(lines: &[Line], headers: Vec<StoryHeader>, form: Form) -> Vec<StoryHeader> {
    let mut all = Vec::new();
    let mut headers = headers.into_iter().peekable();
    let mut at = 0;
    while at < lines.len() {
        if let Some(header) = headers.next_if(|header| header.line <= at) {
            at = header.next_line.max(at + 1);
            all.push(header);
            continue;
        }
        let end = headers.peek().map_or(lines.len(), |header| header.line);
        // What follows fiction up to the next headline is part of it.
        if all.last().is_none_or(|last: &StoryHeader| last.kind == StoryKind::News) {
            all.extend(undeked(lines, at..end, !all.is_empty(), form));
        }
        at = end;
    }
    all
}

/// The stories without a dek among some lines. News are found only where there was a story before.
fn undeked(lines: &[Line], part: Range<usize>, has_news: bool, form: Form) -> Vec<StoryHeader> {
    let follows_divider = |&at: &usize| at > 0 && lines[at - 1] == Line::Divider;
    let fiction = fiction::without_heading(lines, part.clone());
    let end = fiction.as_ref().map_or(part.end, |header| header.line);
    let news =
        (part.start..end).filter(follows_divider).filter_map(|at| headline_alone(lines, at, form)).filter(|_| has_news);
    news.chain(fiction).collect()
}

/// A headline without a dek, with text on the line after it: bold, or where nothing is, of some words and a colon.
fn headline_alone(lines: &[Line], at: usize, form: Form) -> Option<StoryHeader> {
    let line = lines[at].text()?;
    let text = line.as_str();
    let is_headline = text.len() <= MAX_HEADLINE
        && (lines[at].is_bold() && text.ends_with([':', '?', '!'])
            || form.is_stripped && text.ends_with(':') && text.matches(' ').count() >= 3)
        && !line.has_markup(&(0..text.len()))
        && !(citation::is_opener(text) || label::is_known(text) || farewell::begins(text));
    lines.get(at + 1).and_then(Line::text).filter(|_| is_headline)?;
    Some(StoryHeader {
        line: at,
        next_line: at + 1,
        rest: RichText::default(),
        kind: StoryKind::News,
        kicker: None,
        headline: CleanText::single_line(text.trim_end_matches(':')),
        dek: None,
        is_certain: false,
    })
}

fn header(lines: &[Line], at: usize) -> Option<StoryHeader> {
    let line = lines[at].text()?;
    fiction::header(lines, at).or_else(|| on_one_line(line, at)).or_else(|| on_two_lines(lines, at))
}

/// `Headline:…Dek…Text…`, as tags stripped from it left it.
fn on_one_line(line: &RichText, at: usize) -> Option<StoryHeader> {
    let text = line.as_str();
    let (head_end, dek_start) = split_at_ellipsis(text, 0, MAX_HEADLINE)?;
    if !text[..head_end].trim_end().ends_with([':', '?', '!']) {
        return None;
    }
    let (dek_end, rest) = end_of_dek(text, dek_start)?;
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
    let (dek_end, rest) = whole_dek(next, dek_start).or_else(|| end_of_dek(text, dek_start))?;
    if line.has_markup(&(0..head.len())) {
        return None;
    }
    let header = parse_news((at, at + 2), head, next, dek_start..dek_end, rest)?;
    let is_certain = header.rest.is_empty() && (lines[at].is_bold() || head.matches(' ').count() >= 2);
    Some(StoryHeader { is_certain, ..header })
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
        kicker: None,
        headline: CleanText::single_line(head.trim().trim_end_matches(':')),
        dek: (!dek.is_empty()).then_some(dek),
        is_certain: false,
    })
}

/// The end of a dek that is all of a line or all of its italics, with other ellipses in it: where its last ellipsis
/// begins, and where the text after it begins.
fn whole_dek(line: &RichText, start: usize) -> Option<(usize, usize)> {
    let text = &line.as_str()[..line.uniform_end(start)];
    let dek = text.trim_end();
    let end = ELLIPSES.iter().find_map(|dots| dek.strip_suffix(dots)).map(|dek| dek.trim_end_matches('.').len())?;
    (start < end && end - start <= MAX_DEK).then_some((end, text.len()))
}

/// The end of a dek in front of other text: an ellipsis after which its sentence does not go on.
fn end_of_dek(text: &str, start: usize) -> Option<(usize, usize)> {
    let first = split_at_ellipsis(text, start, MAX_DEK)?;
    let mut end = first;
    let goes_on =
        |rest: usize| text[rest..].starts_with(' ') && text[rest..].trim_start().starts_with(char::is_lowercase);
    while goes_on(end.1) {
        let most = (start + MAX_DEK).saturating_sub(end.1);
        let Some(next) = split_at_ellipsis(text, end.1, most) else { return Some(first) };
        end = next;
    }
    Some(end)
}

/// Finds the first ellipsis that begins within `most` bytes of `from`: where it begins, and where the text after it
/// begins.
fn split_at_ellipsis(text: &str, from: usize, most: usize) -> Option<(usize, usize)> {
    let head = prefix(&text[from..], most + ELLIPSES[0].len());
    let (at, len) = ELLIPSES.iter().filter_map(|dots| head.find(dots).map(|at| (at, dots.len()))).min()?;
    let after = text[from + at + len..].trim_start_matches('.');
    (at <= most).then(|| (from + at, text.len() - after.len()))
}
