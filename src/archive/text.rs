//! A post's text as its page shows it, held in memory to be searched: decoded, structured, once.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::fold;

/// The searchable text of a post: its title on the first line, then a line for each paragraph, headline, item and cell.
/// Runs of blanks are one blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    lines: Box<str>,
    /// Bytes of `lines` of each story's headline, in order.
    headlines: Box<[Range<u32>]>,
    /// Whether letters with accents are among its letters.
    accented: bool,
}

/// Puts a [`Text`] together, line by line.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    lines: String,
    headlines: Vec<Range<u32>>,
}

impl Text {
    /// Everything, the title too.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.lines
    }

    /// Bytes of the title.
    #[must_use]
    pub fn title_len(&self) -> usize {
        memchr::memchr(b'\n', self.lines.as_bytes()).unwrap_or(self.lines.len())
    }

    /// Whether a match is in a headline.
    #[must_use]
    pub fn is_headline(&self, at: usize) -> bool {
        self.headlines.iter().any(|headline| (headline.start as usize..headline.end as usize).contains(&at))
    }

    /// The story that a byte belongs to, counted from 0; none before the first.
    #[must_use]
    pub fn story_at(&self, at: usize) -> Option<usize> {
        self.headlines.partition_point(|headline| headline.start as usize <= at).checked_sub(1)
    }

    /// The headlines of its stories, in order, each with the byte that it begins at.
    pub fn headlines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.headlines.iter().map(|range| {
            let range = range.start as usize..range.end as usize;
            (range.start, &self.lines[range])
        })
    }

    /// Whether only a search that knows accents finds everything in it.
    #[must_use]
    pub fn is_accented(&self) -> bool {
        self.accented
    }
}

impl TextBuilder {
    /// A text that begins with a post's title, which is never empty.
    #[must_use]
    pub fn new(title: &str) -> Self {
        let mut builder = Self::default();
        builder.line(title);
        builder
    }

    /// Adds a line, if there is anything in it.
    pub fn line(&mut self, line: &str) {
        let start = self.lines.len();
        if start > 0 {
            self.lines.push('\n');
        }
        let words = self.lines.len();
        for word in line.split_whitespace() {
            if self.lines.len() > words {
                self.lines.push(' ');
            }
            // Letters and their accents are one character wherever Unicode has one for both.
            if is_nfc(word) { self.lines.push_str(word) } else { self.lines.extend(word.nfc()) }
        }
        if self.lines.len() == words {
            self.lines.truncate(start);
        }
    }

    /// Adds a story's headline.
    pub fn headline(&mut self, headline: &str) {
        let before = self.lines.len();
        self.line(headline);
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if self.lines.len() > before {
            self.headlines.push(number(before + 1)..number(self.lines.len()));
        }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> Text {
        Text {
            accented: fold::has_accents(&self.lines),
            lines: self.lines.into_boxed_str(),
            headlines: self.headlines.into_boxed_slice(),
        }
    }
}
