//! The piece of a text around a match, cut to a width.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::query::{Pattern, Query};
use super::rank::Zone;
use crate::model::SearchText;
use crate::text::CleanText;
use crate::text::folding::AccentedRanges;

/// A piece of a post's text with its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The headline of the story that it stands in.
    pub story: Option<CleanText>,
    /// The piece, with `…` where it was cut.
    pub text: CleanText,
    /// Bytes of the piece that match.
    pub matches: Vec<Range<usize>>,
}

/// Part of the width that stands before the match.
const BEFORE: usize = 3;

impl Snippet {
    /// The piece of a text around the first match below the title, so many cells wide; where only the title matches, the
    /// beginning of the text.
    #[must_use]
    pub fn of(text: &SearchText, query: &Query, cells: usize) -> Self {
        let whole = text.as_str();
        let body = (text.title_len() + 1).min(whole.len());
        let in_headlines = |pattern: &Pattern| {
            let holds = |(_, headline): &(usize, &str)| pattern.is_in(headline);
            text.headlines().find(holds).map(|(at, _)| at)
        };
        let first = |(zone, pattern): (Zone, &Pattern)| match zone {
            Zone::Text => pattern.find(whole, body, text.accents()).map(|found| found.start),
            Zone::Headline => in_headlines(pattern),
            Zone::Title => None,
        };
        let at = query.patterns().filter_map(first).min().unwrap_or(body);
        let start = whole[..at].rfind('\n').map_or(0, |line| line + 1).max(body);
        let end = whole[at..].find('\n').map_or(whole.len(), |line| at + line);
        let (piece, cut_before) = around(&whole[start..end], at - start, cells);
        let mut shown = String::from(if cut_before { "…" } else { "" });
        shown.push_str(&fit(piece, cells.saturating_sub(usize::from(cut_before))));
        let shown = CleanText::sanitized(&shown);
        let accents = AccentedRanges::of(&shown);
        let counts = |zone: Zone| zone == Zone::Text || (zone == Zone::Headline && text.is_headline(start));
        let mut matches: Vec<Range<usize>> = query
            .patterns()
            .filter(|(zone, _)| counts(*zone))
            .flat_map(|(_, pattern)| pattern.find_all(&shown, &accents))
            .collect();
        matches.sort_by_key(|found| found.start);
        matches.dedup_by(|next, before| {
            let overlaps = next.start < before.end;
            before.end = if overlaps { before.end.max(next.end) } else { before.end };
            overlaps
        });
        let story = text.story_at(at).and_then(|story| text.headlines().nth(story));
        Self {
            // A match in a headline needs no other word about it.
            story: story
                .filter(|(headline, _)| *headline != start)
                .map(|(_, headline)| CleanText::single_line(headline)),
            text: shown,
            matches,
        }
    }
}

/// A line from some cells before a byte on, at the beginning of a word; true where something was cut off before it.
fn around(line: &str, at: usize, cells: usize) -> (&str, bool) {
    if line.len() <= cells || line[..at].width() < cells / BEFORE {
        return (line, false);
    }
    let mut start = at;
    let mut room = cells / BEFORE;
    for (place, grapheme) in line[..at].grapheme_indices(true).rev() {
        let Some(left) = room.checked_sub(grapheme.width()) else { break };
        (start, room) = (place, left);
    }
    // Whole words, unless the word is longer than the room.
    let word = line[start..at].find(' ').map_or(start, |blank| start + blank + 1);
    (&line[word..], word > 0)
}

/// The beginning of a line that fits, with `…` where it was cut.
fn fit(line: &str, cells: usize) -> String {
    if line.width() <= cells || cells == 0 {
        return if cells == 0 { String::new() } else { line.to_owned() };
    }
    let mut used = 0;
    let mut end = 0;
    for grapheme in line.graphemes(true) {
        used += grapheme.width();
        if used + 1 > cells {
            break;
        }
        end += grapheme.len();
    }
    format!("{}…", line[..end].trim_end())
}
