//! A place in a story: what the lists of this module are made of.

use std::ops::Range;

use super::story_row::StoryRow;
use crate::model::{Library, PostId};
use crate::text::{CleanText, prefix, suffix, truncate};

/// The longest line that says why, in cells.
const MAX_WHY: usize = 160;

/// A place in a story or in a post without stories, with a line that says why it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryHit {
    /// The post.
    pub post: PostId,
    /// Which of its stories, counted from 0; `None` for a post without stories.
    pub story: Option<usize>,
    /// The byte of the post's searchable text at which it is.
    pub position: usize,
    /// Why it is listed: the words that cite a work, the terms that are shared.
    pub why: CleanText,
}

impl StoryHit {
    /// A place in a row, in bytes of the post's text, with a reason.
    #[must_use]
    pub fn new(row: &StoryRow, position: usize, why: &str) -> Self {
        let why = CleanText::single_line(&truncate(&CleanText::single_line(why), MAX_WHY));
        Self { post: row.post, story: row.story, position, why }
    }

    /// The first place in a row where some words are, with the line around them; its start and the words themselves if
    /// they are nowhere.
    #[must_use]
    pub fn of_words(row: &StoryRow, words: &str, library: &Library) -> Self {
        let text = row.text_in(library);
        // White space is one space in the text.
        let Some(at) = memchr::memmem::find(text.as_bytes(), words.as_bytes()).filter(|_| !words.is_empty()) else {
            return Self::new(row, row.text.start, words);
        };
        Self::around(row, text, at..at + words.len())
    }

    /// The place of a range of a row's text, with the line around it.
    #[must_use]
    pub fn around(row: &StoryRow, text: &str, range: Range<usize>) -> Self {
        Self::new(row, row.text.start + range.start, excerpt(text, range.start, range.len()))
    }
}

/// The line around some words, from the start of the line, or of a word if that is too far in front of them.
fn excerpt(text: &str, at: usize, len: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let before = &text[start..at];
    let room = MAX_WHY.saturating_sub(len.min(MAX_WHY / 2)) / 2;
    let lead = suffix(before, room);
    let lead = match lead.find(' ') {
        Some(space) if lead.len() < before.len() => &lead[space + 1..],
        _ => lead,
    };
    prefix(&text[at - lead.len()..end], MAX_LINE)
}

/// The longest line that is cut to its width, in bytes.
const MAX_LINE: usize = 8 * MAX_WHY;
