//! The excerpt of a text around a match, truncated to a width.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::query::{Pattern, Query, merged};
use super::rank::Zone;
use crate::model::SearchText;
use crate::text::FoldedRanges;
use crate::text::{CleanText, cells, truncate};

/// An excerpt of the text of a post with its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The headline of the story that it is from.
    pub story: Option<CleanText>,
    /// The excerpt, with `…` where it was cut.
    pub text: CleanText,
    /// Byte ranges of the excerpt that match.
    pub matches: Vec<Range<usize>>,
}

/// The excerpt starts a third of its width in front of the match, or further if the line ends before it is full.
const LEAD_FRACTION: usize = 3;

impl Snippet {
    /// The excerpt around the first match below the title, at most `width` cells wide. If only the title matches, the
    /// start of the text.
    #[must_use]
    pub fn of(text: &SearchText, query: &Query, width: usize) -> Self {
        let whole = text.as_str();
        let body = (text.title_len() + 1).min(whole.len());
        let in_headlines = |pattern: &Pattern| {
            let matches = |(_, headline): &(usize, &str)| pattern.matches(headline);
            text.headlines().find(matches).map(|(at, _)| at)
        };
        let first = |(zone, pattern): (Zone, &Pattern)| match zone {
            Zone::Text => pattern.find(whole, body, text.folded_ranges()).map(|found| found.start),
            Zone::Headline => in_headlines(pattern),
            Zone::Title => None,
        };
        let at = query.patterns().filter_map(first).min().unwrap_or(body);
        let start = whole[..at].rfind('\n').map_or(0, |line| line + 1).max(body);
        let end = whole[at..].find('\n').map_or(whole.len(), |line| at + line);
        let (excerpt, is_cut) = window(&whole[start..end], at - start, width);
        let mut shown = String::from(if is_cut { "…" } else { "" });
        shown.push_str(&truncate(excerpt, width.saturating_sub(usize::from(is_cut))));
        let shown = CleanText::sanitized(&shown);
        let folded = FoldedRanges::of(&shown);
        let is_searched = |zone: Zone| zone == Zone::Text || (zone == Zone::Headline && text.is_headline(start));
        let matches: Vec<Range<usize>> = query
            .patterns()
            .filter(|(zone, _)| is_searched(*zone))
            .flat_map(|(_, pattern)| pattern.find_all(&shown, &folded))
            .collect();
        let story = text.story_at(at).and_then(|story| text.headlines().nth(story));
        Self {
            // The headline itself is not repeated above it.
            story: story
                .filter(|(headline, _)| *headline != start)
                .map(|(_, headline)| CleanText::single_line(headline)),
            text: shown,
            matches: merged(matches),
        }
    }
}

/// The part of the line around `at` that fills the width; true if text in front of it was cut off.
fn window(line: &str, at: usize, width: usize) -> (&str, bool) {
    let mut below = width;
    for grapheme in line[at..].graphemes(true) {
        let Some(left) = below.checked_sub(cells(grapheme)) else { break };
        below = left;
    }
    // One cell is for the ellipsis.
    let mut room = below.saturating_sub(1).max(width / LEAD_FRACTION);
    if line.len() <= width || cells(&line[..at]) < room {
        return (line, false);
    }
    let mut start = at;
    for (index, grapheme) in line[..at].grapheme_indices(true).rev() {
        let Some(left) = room.checked_sub(cells(grapheme)) else { break };
        (start, room) = (index, left);
    }
    // At the start of a word, unless there is none.
    let word = line[start..at].find(' ').map_or(start, |space| start + space + 1);
    (&line[word..], word > 0)
}
