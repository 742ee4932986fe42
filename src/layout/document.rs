//! A laid out page: styled lines at a width, with links and positions in the text.

use std::fmt::Write as _;

use crate::markup::{Emphasis, Link};
use crate::model::{Position, StoryKey};
use crate::text::CleanText;

/// A page laid out at a width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The lines from top to bottom. None is wider than the width of the page, or than 20 if that is more.
    pub lines: Vec<Line>,
    /// The links, with addresses as in the file. Link `n` on the page is `links[n - 1]`.
    pub links: Vec<Link>,
    /// The stories; empty for a post without stories.
    pub stories: Vec<StoryStart>,
}

/// A story of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryStart {
    /// The line of its headline.
    pub line: usize,
    /// Its headline.
    pub headline: CleanText,
    /// Its key, by which it is found in another version of the page.
    pub key: StoryKey,
    /// Its reading time in minutes.
    pub minutes: u32,
    /// Whether it is fiction.
    pub is_fiction: bool,
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Running text, and blank lines.
    #[default]
    Text,
    /// The post's title.
    Title,
    /// The headline of a story.
    Headline,
    /// The teaser under the headline.
    Dek,
    /// The kind of a story, above its headline.
    Kicker,
    /// Author, domain, date and reading time.
    Meta,
    /// A heading of that level.
    Heading(u8),
    /// A quotation.
    Quote,
    /// A block of code.
    Code,
    /// A divider.
    Rule,
    /// A note of this program: that the text continues elsewhere, or could not be read.
    Note,
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its text, in runs of one style.
    pub spans: Vec<Span>,
    /// What it is part of.
    pub kind: LineKind,
    /// Letters and digits of the page above this line: the same for a place in the text at every width.
    pub offset: u32,
}

/// A run of text of one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The text.
    pub text: CleanText,
    /// Its emphasis.
    pub emphasis: Emphasis,
    /// The link it belongs to, as an index into [`Document::links`].
    pub link: Option<usize>,
    /// Its role.
    pub role: SpanRole,
}

/// The role of a run of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpanRole {
    /// Text of the post.
    #[default]
    Text,
    /// Added in front of a line: a bar, a bullet, an arrow, the name of a column once more.
    Decoration,
    /// The number after a link, `[3]`.
    LinkNumber,
    /// A link that searches for a source, `[search 3]`, added by this program.
    SearchLink,
}

impl Span {
    /// A run without style.
    #[must_use]
    pub fn plain(text: CleanText) -> Self {
        Self { text, emphasis: Emphasis::default(), link: None, role: SpanRole::Text }
    }

    /// True for text of the post, false for what this program adds.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.role == SpanRole::Text
    }
}

impl Line {
    /// The line's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Document {
    /// The first row of the screen for a position: the last line that starts at it or earlier. A story whose headline
    /// was edited is found by its number. If the story is gone, the row is 0.
    #[must_use]
    pub fn row_of(&self, position: Position) -> usize {
        let story = position.story.and_then(|key| {
            let by_headline = self.stories.iter().position(|story| story.key.headline == key.headline);
            by_headline.or(Some(usize::from(key.number) - 1).filter(|&index| index < self.stories.len()))
        });
        let first = story.map_or(0, |story| self.stories[story].line);
        if position.offset == 0 || (story.is_none() && position.story.is_some()) {
            return first;
        }
        let next = story.and_then(|story| self.stories.get(story + 1)).map_or(self.lines.len(), |next| next.line);
        let offset = self.offset_of(first).saturating_add(position.offset);
        let lines = &self.lines[first..next];
        first + lines.partition_point(|line| line.offset <= offset).saturating_sub(1)
    }

    /// The index of the story that a line belongs to; `None` in front of the first story.
    #[must_use]
    pub fn story_at(&self, line: usize) -> Option<usize> {
        self.stories.partition_point(|story| story.line <= line).checked_sub(1)
    }

    /// The position of a row.
    #[must_use]
    pub fn position_at(&self, row: usize) -> Position {
        let story = self.story_at(row).map(|story| &self.stories[story]);
        let start = story.map_or(0, |story| self.offset_of(story.line));
        Position { story: story.map(|story| story.key), offset: self.offset_of(row) - start }
    }

    fn offset_of(&self, row: usize) -> u32 {
        self.lines.get(row).map_or(0, |line| line.offset)
    }

    /// The page as plain text, with the addresses of its links at the end.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            out.push_str(line.text().trim_end());
            out.push('\n');
        }
        let addresses = || self.links.iter().filter(|link| link.post.is_none());
        if addresses().next().is_some() {
            out.push('\n');
        }
        for (number, link) in addresses().enumerate() {
            let _ = writeln!(out, "[{}] {}", number + 1, link.address);
        }
        out
    }
}
