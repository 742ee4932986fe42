//! A page, set: styled lines at a width, the links in them, and where in the text each line stands.

use std::fmt::Write as _;

use super::blocks::Emphasis;
use crate::archive::CleanText;

/// A page set at a width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The lines from top to bottom; none is wider than the width it was set at, or 20 if that is more.
    pub lines: Vec<Line>,
    /// Where the links lead, as the post has them; link `n` on the page is `links[n - 1]`.
    pub links: Vec<Link>,
    /// Where its stories begin; empty for a post without any.
    pub stories: Vec<StoryStart>,
}

/// Where a story of a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryStart {
    /// The line of its headline.
    pub line: usize,
    /// Its headline.
    pub headline: CleanText,
    /// Its reading time.
    pub minutes: u32,
    /// Whether it is fiction.
    pub is_fiction: bool,
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address as the post has it; [`crate::archive::WebUrl::parse`] says whether it may be opened.
    pub address: CleanText,
    /// The text that it stands under, for lists.
    pub label: CleanText,
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Running text; blank lines too.
    #[default]
    Text,
    /// The post's title.
    Title,
    /// The headline of a story.
    Headline,
    /// The teaser under it.
    Dek,
    /// What a story is, above its headline.
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
    /// What the reader adds: that the text goes on elsewhere, or cannot be read.
    Note,
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its text, in runs of one style.
    pub spans: Vec<Span>,
    /// What it is part of.
    pub kind: LineKind,
    /// Letters and digits of the page above this line. It is the same place in the text at every width.
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
    /// True for the number behind a link, `[3]`.
    pub number: bool,
}

impl Span {
    /// A run without style.
    #[must_use]
    pub fn plain(text: CleanText) -> Self {
        Self { text, emphasis: Emphasis::default(), link: None, number: false }
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
    /// The first row of the screen for a place in the text: the last line that begins at it or before it.
    #[must_use]
    pub fn row_of(&self, offset: u32) -> usize {
        if offset == 0 {
            return 0;
        }
        self.lines.partition_point(|line| line.offset <= offset).saturating_sub(1)
    }

    /// The story that a line belongs to, counted from 0; none before the first.
    #[must_use]
    pub fn story_at(&self, line: usize) -> Option<usize> {
        self.stories.partition_point(|story| story.line <= line).checked_sub(1)
    }

    /// The place in the text of a row.
    #[must_use]
    pub fn offset_of(&self, row: usize) -> u32 {
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
        if !self.links.is_empty() {
            out.push('\n');
        }
        for (number, link) in self.links.iter().enumerate() {
            let _ = writeln!(out, "[{}] {}", number + 1, link.address);
        }
        out
    }
}
