//! Where stories begin: `Headline:` followed at once by `…dek…`, on one line or on two, and `Tech Tales:`.

use std::borrow::Cow;

use super::StoryKind;
use super::emphasis::{plain, trimmed};
use super::lines::Line;
use crate::text::{CleanText, prefix};

/// Longest headline in bytes; entities make it longer than it looks.
const MAX_HEADLINE: usize = 320;

/// Longest dek in bytes.
const MAX_DEK: usize = 400;

/// Longest title of a piece of fiction in bytes.
const MAX_TITLE: usize = 160;

/// The dots around a dek, in the forms they have.
const DOTS: [&str; 3] = ["&hellip;", "…", "..."];

/// The heading over the fiction of an issue.
const FICTION: &str = "Tech Tales";

/// Where a story begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Opening {
    /// The line of its headline.
    pub(super) line: usize,
    /// The first line of its text.
    pub(super) next_line: usize,
    /// Text that stands behind the dek on the same line.
    pub(super) rest: String,
    pub(super) kind: StoryKind,
    pub(super) headline: CleanText,
    pub(super) dek: Option<CleanText>,
}

/// A quick look: whether there is a mark of a story at all. Most posts have none, and cost no more than this.
pub(super) fn may_begin_stories(body: &str) -> bool {
    let marked = |dots: &str| {
        memchr::memmem::find_iter(body.as_bytes(), dots).any(|at| {
            let before = body.as_bytes()[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'*' | b'_'));
            // A headline that ends in no sign is known by the bold that ends it.
            matches!(before, Some(b':' | b'?' | b'!')) || body.as_bytes()[..at].ends_with(b"_")
        })
    };
    DOTS.into_iter().any(marked) || body.contains(FICTION)
}

/// The beginnings of stories, in order.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Opening> {
    let mut openings = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match opening(lines, at) {
            Some(opening) => {
                at = opening.next_line.max(at + 1);
                openings.push(opening);
            }
            None => at += 1,
        }
    }
    openings
}

fn opening(lines: &[Line<'_>], at: usize) -> Option<Opening> {
    let line = &lines[at];
    if line.divider {
        return None;
    }
    fiction(lines, at).or_else(|| on_one_line(line, at)).or_else(|| on_two_lines(lines, at))
}

/// `Headline:&hellip;Dek&hellip;Text…`, as tags stripped from it left it.
fn on_one_line(line: &Line<'_>, at: usize) -> Option<Opening> {
    let (head, after) = split_at_dots(&line.text, MAX_HEADLINE)?;
    let head = plain(head).into_owned();
    if !head.ends_with([':', '?', '!']) {
        return None;
    }
    let (dek, rest) = split_at_dots(after, MAX_DEK)?;
    news(at, at + 1, &head, dek, rest)
}

/// A bold headline, and on the next line `…dek…`, perhaps with text behind it.
fn on_two_lines(lines: &[Line<'_>], at: usize) -> Option<Opening> {
    let (line, next) = (&lines[at], lines.get(at + 1)?);
    let head = plain(&line.text);
    let bold = line.text.starts_with("<b>") && line.text.ends_with("</b>");
    if next.divider || head.len() > MAX_HEADLINE || !(bold || head.ends_with([':', '?', '!'])) {
        return None;
    }
    let (before, after) = split_at_dots(&next.text, 16)?;
    if !plain(before).is_empty() {
        return None;
    }
    let (dek, rest) = split_at_dots(after, MAX_DEK)?;
    news(at, at + 2, &head, dek, rest)
}

/// A story of news; none where headline or dek holds a link or code, which is a sentence that only looks like one.
fn news(line: usize, next_line: usize, head: &str, dek: &str, rest: &str) -> Option<Opening> {
    if !is_text(head) || !is_text(dek) {
        return None;
    }
    let dek = CleanText::decoded_line(&plain(dek));
    Some(Opening {
        line,
        next_line,
        rest: without_stray_tags(rest),
        kind: StoryKind::News,
        headline: headline(head),
        dek: (!dek.is_empty()).then_some(dek),
    })
}

/// `Tech Tales:`, then the title and `[place and time]`, on one line or on several.
fn fiction(lines: &[Line<'_>], at: usize) -> Option<Opening> {
    let text = plain(&lines[at].text);
    let behind = trimmed(text.strip_prefix(FICTION)?.trim_start_matches(':'));
    let is_title = |text: &str| text.len() <= MAX_TITLE && is_text(text);
    let mut next_line = at + 1;
    let (mut title, mut rest) = (Cow::Borrowed(""), String::new());
    if behind.is_empty() {
        // The title is the next line, if that can be one.
        if let Some(line) = lines.get(next_line).filter(|line| !line.divider && is_title(&line.text)) {
            title = plain(&line.text);
            next_line += 1;
        }
    } else if is_title(behind) {
        title = Cow::Borrowed(behind);
    } else {
        rest = without_stray_tags(lines[at].text.split_once(FICTION)?.1.trim_start_matches(':'));
    }
    let (title, mut dek) = match title.split_once('[') {
        Some((title, dek)) if dek.ends_with(']') => (title.to_owned(), Some(format!("[{dek}"))),
        _ => (title.into_owned(), None),
    };
    if dek.is_none()
        && let Some(line) = lines.get(next_line)
        && let text = plain(&line.text)
        && text.starts_with('[')
        && text.ends_with(']')
        && is_title(&text)
        && rest.is_empty()
    {
        dek = Some(text.into_owned());
        next_line += 1;
    }
    Some(Opening {
        line: at,
        next_line,
        rest,
        kind: StoryKind::Fiction,
        headline: CleanText::decoded_line(&title),
        dek: dek.map(|dek| CleanText::decoded_line(&dek)),
    })
}

/// Whether a text has neither links nor code in it.
fn is_text(text: &str) -> bool {
    !text.contains("](") && !text.contains('`')
}

/// A headline as it is shown: without the colon at its end.
fn headline(head: &str) -> CleanText {
    CleanText::decoded_line(head.trim_end_matches(':').trim_end())
}

/// Parts a text at the first dots within its first `most` bytes.
fn split_at_dots(text: &str, most: usize) -> Option<(&str, &str)> {
    let head = prefix(text, most + DOTS[0].len());
    let (at, len) = DOTS.iter().filter_map(|dots| head.find(dots).map(|at| (at, dots.len()))).min()?;
    (at <= most).then(|| (&text[..at], text[at + len..].trim_start_matches('.')))
}

/// What stands behind a dek begins with the end of its italics.
fn without_stray_tags(rest: &str) -> String {
    let mut rest = rest.trim();
    while let Some(shorter) = ["</i>", "</b>", "<i></i>", "<b></b>"].iter().find_map(|tag| rest.strip_prefix(tag)) {
        rest = shorter.trim_start();
    }
    rest.to_owned()
}
