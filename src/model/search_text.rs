//! The text of a post as its page shows it, kept in memory for searching.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::story_facts::StoryFacts;
use crate::text::FoldedRanges;
use crate::text::collapse_spaces;

/// The searchable text of a post: its title on the first line, then a line for each paragraph, headline, item and cell.
/// A run of white space is one space.
///
/// Texts that were read together are contiguous in one buffer: with 20,000 separate buffers, a search would wait
/// longer for memory than it scans.
#[derive(Clone, Debug, Default)]
pub struct SearchText {
    /// The buffer, shared with other texts; `None` if there is no text.
    buffer: Option<Arc<String>>,
    /// The byte range of this text in the buffer.
    lines: Range<u32>,
    title_len: u32,
    /// True if `places` has folded ranges: needed for every text in every search.
    is_folded: bool,
    /// `None` if it would be empty, as for most texts.
    places: Option<Arc<Places>>,
}

/// Byte ranges of a text, relative to its start.
#[derive(Debug, Default)]
struct Places {
    /// The headlines of the stories, in order.
    headlines: Vec<Range<u32>>,
    folded: FoldedRanges,
    /// For each headline what is known of its story; without headlines, what is known of the post, if anything.
    stories: Vec<StoryFacts>,
}

/// The length of a text in bytes and its places, as they are stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPlaces {
    /// The length of the text.
    pub length: u32,
    /// The length of its title.
    title: u32,
    headlines: Vec<Range<u32>>,
    folded: FoldedRanges,
    stories: Vec<StoryFacts>,
}

/// Texts of this size, in bytes, are not packed: scanning one takes longer than the cache miss that packing saves.
const PACK_LIMIT: usize = 64 * 1024;

/// Builds a [`SearchText`] line by line.
#[derive(Clone, Debug, Default)]
pub struct SearchTextBuilder {
    lines: String,
    headlines: Vec<Range<u32>>,
    stories: Vec<StoryFacts>,
}

impl TextPlaces {
    /// True if the text has accents, ligatures or the like.
    #[must_use]
    pub fn has_folded(&self) -> bool {
        !self.folded.is_empty()
    }
}

impl SearchText {
    /// The text of a post whose text is not loaded.
    pub(super) const EMPTY: Self = Self { buffer: None, lines: 0..0, title_len: 0, is_folded: false, places: None };

    /// The whole text, with the title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.buffer.as_ref().map_or("", |buffer| &buffer[bytes(&self.lines)])
    }

    /// True if the text is not loaded or could not be read. Does not touch the buffer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_none()
    }

    /// The length of the title in bytes.
    #[must_use]
    pub fn title_len(&self) -> usize {
        self.title_len as usize
    }

    /// True if a byte is in a headline.
    #[must_use]
    pub fn is_headline(&self, at: usize) -> bool {
        self.headline_ranges().any(|headline| headline.contains(&at))
    }

    /// The index of the story that a byte belongs to; `None` in front of the first story.
    #[must_use]
    pub fn story_at(&self, at: usize) -> Option<usize> {
        self.headline_ranges().take_while(|headline| headline.start <= at).count().checked_sub(1)
    }

    /// The headlines of the stories, in order, each with its offset in bytes.
    pub fn headlines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.headline_ranges().map(|range| (range.start, &self.as_str()[range]))
    }

    /// What is known of its stories, in order; of a post without stories, what is known of that, if anything.
    #[must_use]
    pub fn stories(&self) -> &[StoryFacts] {
        self.places.as_ref().map_or(&[], |places| &places.stories)
    }

    /// The texts of its stories, each as a part; none unless it has stories.
    pub fn story_parts(&self) -> impl Iterator<Item = Self> {
        let has_stories = self.headline_ranges().next().is_some();
        self.stories().iter().filter(move |_| has_stories).map(|story| self.part(story.text()))
    }

    fn headline_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.places.iter().flat_map(|places| &places.headlines).map(bytes)
    }

    /// The ranges with accents, ligatures and the like.
    #[must_use]
    pub fn folded_ranges(&self) -> &FoldedRanges {
        self.places.as_ref().map_or(FoldedRanges::none(), |places| &places.folded)
    }

    /// True if the text has accents, ligatures or the like, and needs the pattern with their variants.
    #[must_use]
    pub fn has_folded(&self) -> bool {
        self.is_folded
    }

    /// A part of the text that starts with a line of its own, such as a story with its headline: that line is its title
    /// and its headline. The part shares the buffer. A range that is not in the text gives an empty text.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let Some(text) = self.as_str().get(range.clone()).filter(|text| !text.is_empty()) else { return Self::EMPTY };
        let title = number(memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len()));
        let folded = if self.is_folded { FoldedRanges::of(text) } else { FoldedRanges::default() };
        let own = self.stories().iter().filter(|story| story.text() == range);
        let stories = own.map(|story| story.clone().at(0..number(text.len()))).collect();
        Self {
            buffer: self.buffer.clone(),
            lines: self.lines.start + number(range.start)..self.lines.start + number(range.end),
            title_len: title,
            is_folded: !folded.is_empty(),
            places: Some(Arc::new(Places { headlines: std::iter::once(0..title).collect(), folded, stories })),
        }
    }

    /// True if this text is right after `other` in the same buffer, with a line end between them.
    pub(crate) fn is_adjacent_to(&self, other: &Self) -> bool {
        let same = self.buffer.as_ref().zip(other.buffer.as_ref()).is_some_and(|(one, other)| Arc::ptr_eq(one, other));
        same && self.lines.start == other.lines.end + 1
    }

    /// Adjacent texts as one string slice.
    pub(crate) fn joined<'a>(texts: &[&'a Self]) -> &'a str {
        let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return "" };
        first.buffer.as_ref().map_or("", |buffer| &buffer[bytes(&(first.lines.start..last.lines.end))])
    }

    /// The byte range of this text relative to the start of `first`, an earlier text in the same buffer.
    pub(crate) fn range_within(&self, first: &Self) -> Range<usize> {
        bytes(&(self.lines.start - first.lines.start..self.lines.end - first.lines.start))
    }

    /// The places of the text.
    #[must_use]
    pub fn places(&self) -> TextPlaces {
        let headlines = self.places.as_ref().map(|places| places.headlines.clone()).unwrap_or_default();
        let length = self.lines.end - self.lines.start;
        let stories = self.stories().to_vec();
        TextPlaces { length, title: self.title_len, headlines, folded: self.folded_ranges().clone(), stories }
    }

    /// The text that starts at `start` in a buffer, with its places. `None` if they are not within the buffer, or not
    /// between its characters.
    #[must_use]
    pub fn within(buffer: &Arc<String>, start: u32, places: TextPlaces) -> Option<Self> {
        let TextPlaces { length, title, headlines, folded, stories } = places;
        let lines = start..start.checked_add(length)?;
        let text = buffer.get(bytes(&lines))?;
        let fits = |range: &Range<u32>| text.get(bytes(range)).is_some();
        if !fits(&(0..title))
            || !headlines.iter().all(fits)
            || !headlines.is_sorted_by_key(|range| range.start)
            || !folded.fit(text)
            || !stories.iter().all(|story| fits(&story.text))
        {
            return None;
        }
        Some(Self {
            buffer: Some(Arc::clone(buffer)),
            lines,
            title_len: title,
            is_folded: !folded.is_empty(),
            places: Places { headlines, folded, stories }.shared(),
        })
    }

    /// Moves texts into one buffer. Long ones keep their own.
    #[must_use]
    pub fn pack<T>(mut texts: Vec<(T, Self)>) -> Vec<(T, Self)> {
        let short = |text: &Self| !text.is_empty() && text.as_str().len() < PACK_LIMIT;
        let capacity = texts.iter().filter(|(_, text)| short(text)).map(|(_, text)| text.as_str().len() + 1).sum();
        let mut buffer = String::with_capacity(capacity);
        for (_, text) in texts.iter().filter(|(_, text)| short(text)) {
            buffer.extend([text.as_str(), "\n"]);
        }
        let buffer = Arc::new(buffer);
        let mut at = 0;
        for (_, text) in texts.iter_mut().filter(|(_, text)| short(text)) {
            let len = text.lines.end - text.lines.start;
            text.lines = at..at + len;
            text.buffer = Some(Arc::clone(&buffer));
            at += len + 1;
        }
        texts
    }
}

impl Places {
    /// `None` if there are none.
    fn shared(self) -> Option<Arc<Self>> {
        let is_empty = self.headlines.is_empty() && self.folded.is_empty() && self.stories.is_empty();
        (!is_empty).then(|| Arc::new(self))
    }
}

fn bytes(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl SearchTextBuilder {
    /// A text that starts with the title of a post, which is never empty.
    #[must_use]
    pub fn new(title: &str) -> Self {
        let mut builder = Self::default();
        builder.line(title);
        builder
    }

    /// Adds a line, unless it is blank.
    pub fn line(&mut self, line: &str) {
        let start = self.lines.len();
        let line = collapse_spaces(line);
        if line.is_empty() {
            return;
        }
        if start > 0 {
            self.lines.push('\n');
        }
        // NFC: a letter and its accent are one character where Unicode has one.
        if is_composed(&line) { self.lines.push_str(&line) } else { self.lines.extend(line.nfc()) }
    }

    /// Adds the headline of a story.
    pub fn headline(&mut self, headline: &str) {
        let before = self.lines.len();
        self.line(headline);
        if self.lines.len() > before {
            let start = before + usize::from(before > 0);
            self.headlines.push(number(start)..number(self.lines.len()));
        }
    }

    /// Adds what is known of a story, whose text began at a byte and ends here.
    pub fn story(&mut self, start: usize, facts: StoryFacts) {
        let end = self.next_line().saturating_sub(1).max(start);
        if !(self.headlines.is_empty() && facts.is_empty()) {
            self.stories.push(facts.at(number(start)..number(end)));
        }
    }

    /// The byte at which the next line begins.
    #[must_use]
    pub fn next_line(&self) -> usize {
        if self.lines.is_empty() { 0 } else { self.lines.len() + 1 }
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self) -> SearchText {
        let title = memchr::memchr(b'\n', self.lines.as_bytes()).unwrap_or(self.lines.len());
        let folded = FoldedRanges::of(&self.lines);
        SearchText {
            is_folded: !folded.is_empty(),
            lines: 0..number(self.lines.len()),
            title_len: number(title),
            buffer: Some(self.lines.into()),
            places: Places { headlines: self.headlines, folded, stories: self.stories }.shared(),
        }
    }
}

/// True if a text is in NFC. ASCII alone always is, and only its last character joins with what follows.
fn is_composed(text: &str) -> bool {
    let mut rest = text;
    loop {
        let at = ascii_len(rest);
        let other = &rest[at..];
        if other.is_empty() {
            return true;
        }
        let len = other.bytes().position(|byte| byte.is_ascii()).unwrap_or(other.len());
        if !is_nfc(&rest[at.saturating_sub(1)..at + len]) {
            return false;
        }
        rest = &other[len..];
    }
}

/// The length of the ASCII at the start of a text, which is tested in blocks.
fn ascii_len(text: &str) -> usize {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let whole = bytes.chunks_exact(BLOCK).take_while(|block| block.is_ascii()).count() * BLOCK;
    whole + bytes[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}
