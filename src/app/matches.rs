//! Matches on a page: where they are, and how they are found.

use std::ops::Range;
use std::sync::Arc;

use super::reader::PageId;
use crate::layout::{Document, Line, LineKind};
use crate::search::{Query, Zone};
use crate::text::FoldedRanges;

/// The maximum number of matches on a page. A letter in the longest page has thousands.
const MAX_MATCHES: usize = 20_000;

/// The match to jump to when a page is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// The first.
    First,
    /// The last.
    Last,
    /// The first in the story of that number, counted from 0, or in a post without stories.
    InStory(Option<usize>),
}

/// A search within a post.
#[derive(Clone, Debug)]
pub struct PageQuery {
    /// The query as it was typed.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
}

/// The part of a match that is on one line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchSegment {
    /// The line.
    pub line: usize,
    /// The byte range in the text of the line.
    pub bytes: Range<usize>,
    /// The index of the match.
    pub nth: usize,
}

/// The matches on a page.
#[derive(Debug, Default)]
pub struct Matches {
    /// The page they are on, and its width.
    pub(super) key: Option<(PageId, u16)>,
    /// Their segments, in order.
    pub(super) segments: Vec<MatchSegment>,
    /// The number of matches.
    pub count: usize,
    /// The index of the current match.
    pub current: Option<usize>,
}

impl Matches {
    /// Invalidates the matches.
    pub(super) fn invalidate(&mut self) {
        *self = Self::default();
    }

    /// The segments on a line.
    #[must_use]
    pub fn on_line(&self, line: usize) -> &[MatchSegment] {
        let start = self.segments.partition_point(|piece| piece.line < line);
        let end = self.segments.partition_point(|piece| piece.line <= line);
        &self.segments[start..end]
    }

    /// The line on which a match starts.
    pub(super) fn line(&self, nth: usize) -> Option<usize> {
        let at = self.segments.partition_point(|piece| piece.nth < nth);
        self.segments.get(at).map(|piece| piece.line)
    }

    /// The first match at or below a line.
    pub(super) fn first_from(&self, line: usize) -> Option<usize> {
        self.segments.get(self.segments.partition_point(|piece| piece.line < line)).map(|piece| piece.nth)
    }
}

/// The lines of a page joined into one text.
struct Joined {
    text: String,
    /// For each piece: offset in the text, line, offset in the line.
    pieces: Vec<(usize, usize, usize)>,
}

impl Joined {
    fn of(document: &Document) -> Self {
        let mut joined = Self { text: String::new(), pieces: Vec::new() };
        let mut before = None;
        for (number, line) in document.lines.iter().enumerate() {
            // The text after a headline or title does not continue it.
            if before.replace(line.kind).is_some_and(|before| before != line.kind) {
                joined.text.push('\n');
            }
            if !matches!(line.kind, LineKind::Meta | LineKind::Note | LineKind::Rule) {
                joined.push(number, line);
            }
            joined.text.push('\n');
        }
        joined
    }

    fn push(&mut self, number: usize, line: &Line) {
        let mut at = 0;
        let mut is_start = true;
        for span in &line.spans {
            // The indentation of code is not searched.
            let text = if is_start { span.text.trim_start_matches(' ') } else { &span.text };
            if span.is_text() && !text.is_empty() {
                is_start = false;
                self.pieces.push((self.text.len(), number, at + span.text.len() - text.len()));
                self.text.push_str(text);
            }
            at += span.text.len();
        }
        // Spaces at the end of a line are not text.
        self.text.truncate(self.text.trim_end_matches(' ').len());
    }

    /// The kind of line of an offset.
    fn kind_at(&self, document: &Document, at: usize) -> Option<LineKind> {
        let nth = self.pieces.partition_point(|(start, ..)| *start <= at).checked_sub(1)?;
        document.lines.get(self.pieces[nth].1).map(|line| line.kind)
    }

    /// Splits a match into its segments.
    fn split(&self, found: &Range<usize>, nth: usize, out: &mut Vec<MatchSegment>) {
        let first = self.pieces.partition_point(|(start, ..)| *start <= found.start).saturating_sub(1);
        for (at, &(start, line, byte)) in self.pieces.iter().enumerate().skip(first) {
            if start >= found.end {
                break;
            }
            let end = self.pieces.get(at + 1).map_or(self.text.len(), |(next, ..)| *next);
            let text = self.text[start..end].trim_end_matches('\n');
            let (from, to) = (found.start.max(start), found.end.min(start + text.len()));
            if from < to {
                out.push(MatchSegment { line, bytes: byte + from - start..byte + to - start, nth });
            }
        }
    }
}

/// The matches of a query on a page, in order. Of overlapping matches the first.
pub(super) fn find(document: &Document, query: &Query) -> (Vec<MatchSegment>, usize) {
    let joined = Joined::of(document);
    let is_folded = !FoldedRanges::of(&joined.text).is_empty();
    let mut all = Vec::new();
    for (zone, pattern) in query.patterns() {
        let Some(expression) = pattern.wrapped_regex(is_folded) else { continue };
        let counts = |found: &Range<usize>| match (zone, joined.kind_at(document, found.start)) {
            (Zone::Text, _) => true,
            (Zone::Headline, kind) => kind == Some(LineKind::Headline),
            (Zone::Title, kind) => kind == Some(LineKind::Title),
        };
        // For a regular expression, a line end within a paragraph is a space.
        let unbroken = pattern.is_regex().then(|| unbroken(&joined.text));
        let found = expression.find_iter(unbroken.as_deref().unwrap_or(&joined.text));
        all.extend(found.filter(|found| !found.is_empty()).map(|found| found.range()).filter(counts).take(MAX_MATCHES));
    }
    all.sort_by_key(|found| (found.start, found.end));
    all.dedup_by(|next, before| next.start < before.end);
    let mut pieces = Vec::new();
    for (nth, range) in all.iter().enumerate() {
        joined.split(range, nth, &mut pieces);
    }
    (pieces, all.len())
}

/// A text with spaces for its single line ends.
fn unbroken(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_single = |at: usize| {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        at > 0 && bytes[at - 1] != b'\n' && next != b'\n'
    };
    text.char_indices().map(|(at, c)| if c == '\n' && is_single(at) { ' ' } else { c }).collect()
}
