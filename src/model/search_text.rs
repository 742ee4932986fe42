//! A post's text as its page shows it, held in memory to be searched: decoded, structured, once.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::post::PostId;
use crate::text::folding::AccentedRanges;

/// The searchable text of a post: its title on the first line, then a line for each paragraph, headline, item and cell.
/// Runs of blanks are one blank. Texts that were read together stand one behind the other in memory, since a search that
/// had to look for each of 20,000 would wait for the memory longer than it reads it.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    /// The texts that were read together; none where there is no text.
    together: Option<Arc<str>>,
    /// Bytes of them that are this one.
    lines: Range<u32>,
    title_len: u32,
    /// Whether letters with accents are among its letters: asked of every text in every search, and so kept at hand.
    accented: bool,
    /// None where there would be nothing in it, as in most texts.
    places: Option<Arc<Places>>,
}

/// Where something special stands in a text.
#[derive(Debug, Default)]
struct Places {
    /// Bytes of each story's headline, in order.
    headlines: Vec<Range<u32>>,
    accents: AccentedRanges,
}

/// Bytes of a text that is read for longer than it is looked for; nearly all are much shorter.
const LONG: usize = 64 * 1024;

/// Puts a [`SearchText`] together, line by line.
#[derive(Clone, Debug, Default)]
pub struct SearchTextBuilder {
    lines: String,
    headlines: Vec<Range<u32>>,
}

impl SearchText {
    /// Stands in for a text that is not there yet.
    pub(super) const EMPTY: Self = Self { together: None, lines: 0..0, title_len: 0, accented: false, places: None };

    /// Everything, the title too.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.together.as_ref().map_or("", |together| &together[bytes(&self.lines)])
    }

    /// Whether it is not there yet, or could not be read. Does not touch the text itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.together.is_none()
    }

    /// Bytes of the title.
    #[must_use]
    pub fn title_len(&self) -> usize {
        self.title_len as usize
    }

    /// Whether a match is in a headline.
    #[must_use]
    pub fn is_headline(&self, at: usize) -> bool {
        self.headline_ranges().any(|headline| headline.contains(&at))
    }

    /// The story that a byte belongs to, counted from 0; none before the first.
    #[must_use]
    pub fn story_at(&self, at: usize) -> Option<usize> {
        self.headline_ranges().take_while(|headline| headline.start <= at).count().checked_sub(1)
    }

    /// The headlines of its stories, in order, each with the byte that it begins at.
    pub fn headlines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.headline_ranges().map(|range| (range.start, &self.as_str()[range]))
    }

    fn headline_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.places.iter().flat_map(|places| &places.headlines).map(bytes)
    }

    /// Where it has letters with accents.
    #[must_use]
    pub fn accents(&self) -> &AccentedRanges {
        self.places.as_ref().map_or(AccentedRanges::none(), |places| &places.accents)
    }

    /// Whether only a search that knows accents finds everything in it.
    #[must_use]
    pub fn is_accented(&self) -> bool {
        self.accented
    }

    /// Whether it stands right behind another in memory, with a line's end between them.
    pub(crate) fn follows(&self, other: &Self) -> bool {
        let same =
            self.together.as_ref().zip(other.together.as_ref()).is_some_and(|(one, other)| Arc::ptr_eq(one, other));
        same && self.lines.start == other.lines.end + 1
    }

    /// Some texts of which each [`follows`](Self::follows) the one before, as one.
    pub(crate) fn together<'a>(texts: &[&'a Self]) -> &'a str {
        let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return "" };
        first.together.as_ref().map_or("", |together| &together[bytes(&(first.lines.start..last.lines.end))])
    }

    /// Its bytes, counted from the beginning of one that it stands somewhere behind.
    pub(crate) fn bytes_from(&self, first: &Self) -> Range<usize> {
        bytes(&(self.lines.start - first.lines.start..self.lines.end - first.lines.start))
    }

    /// Puts texts one behind the other in memory; a long one stays by itself, which costs a search nothing.
    #[must_use]
    pub fn pack(mut texts: Vec<(PostId, Self)>) -> Vec<(PostId, Self)> {
        let short = |text: &Self| text.as_str().len() < LONG;
        let capacity = texts.iter().filter(|(_, text)| short(text)).map(|(_, text)| text.as_str().len() + 1).sum();
        let mut together = String::with_capacity(capacity);
        for (_, text) in texts.iter().filter(|(_, text)| short(text)) {
            together.extend([text.as_str(), "\n"]);
        }
        let together: Arc<str> = together.into();
        let mut at = 0;
        for (_, text) in texts.iter_mut().filter(|(_, text)| short(text)) {
            let len = text.lines.end - text.lines.start;
            text.lines = at..at + len;
            text.together = Some(Arc::clone(&together));
            at += len + 1;
        }
        texts
    }
}

fn bytes(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl SearchTextBuilder {
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
        if self.lines.len() > before {
            let start = before + usize::from(before > 0);
            self.headlines.push(number(start)..number(self.lines.len()));
        }
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> SearchText {
        let title = memchr::memchr(b'\n', self.lines.as_bytes()).unwrap_or(self.lines.len());
        let accents = AccentedRanges::of(&self.lines);
        SearchText {
            accented: !accents.is_empty(),
            lines: 0..number(self.lines.len()),
            title_len: number(title),
            together: Some(self.lines.into()),
            places: (!self.headlines.is_empty() || !accents.is_empty())
                .then(|| Arc::new(Places { headlines: self.headlines, accents })),
        }
    }
}
