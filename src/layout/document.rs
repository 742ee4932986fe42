//! A laid out page: styled lines at a width, with links and positions in the text.

use std::ops::Range;

use crate::markup::{Emphasis, Link};
use crate::model::{Position, SectionKey};
use crate::story::StoryKind;
use crate::text::{CleanText, cells};

/// A page laid out at a width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The lines from top to bottom. None is wider than the width of the page, or than 20 if that is more.
    pub lines: Vec<Line>,
    /// The links, with addresses as in the file. Link `n` on the page is `links[n - 1]`.
    pub links: Vec<Link>,
    /// True if an address in the text may lead to a post, once all posts are known.
    pub has_local_links: bool,
    /// Its sections in order: the stories of an issue, or the parts of another post that have a heading.
    pub sections: Vec<SectionStart>,
}

/// A section of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionStart {
    /// The line of its heading.
    pub line: usize,
    /// Its heading or headline.
    pub heading: CleanText,
    /// Its key, by which it is found in another version of the page.
    pub key: SectionKey,
    /// Its reading time in minutes; of a part of an ordinary post, with the parts within it.
    pub minutes: u32,
    /// What it is.
    pub kind: SectionKind,
}

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// A story of an issue.
    Story(StoryKind),
    /// A part of an ordinary post, in so many others.
    Part(usize),
}

impl SectionKind {
    /// True for the story of an issue.
    #[must_use]
    pub fn is_story(self) -> bool {
        matches!(self, Self::Story(_))
    }
}

impl SectionStart {
    /// What the outline says about it: `fiction` and its reading time, if that is worth saying.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        match self.kind {
            SectionKind::Story(StoryKind::Fiction) => Some(format!("fiction · {} min", self.minutes)),
            SectionKind::Story(StoryKind::News) => Some(format!("{} min", self.minutes)),
            SectionKind::Part(_) => (self.minutes > 1).then(|| format!("{} min", self.minutes)),
        }
    }
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
    /// Where the line above was broken, if this one goes on with its paragraph.
    pub wrap: Option<Wrap>,
}

/// Where a paragraph is broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// At a space, which is on neither line.
    AtSpace,
    /// Between two characters.
    WithinWord,
}

impl Line {
    /// Its runs, each with the columns that it takes.
    pub fn columns(&self) -> impl Iterator<Item = (Range<usize>, &Span)> {
        let mut end = 0;
        self.spans.iter().map(move |span| {
            let start = end;
            end += cells(&span.text);
            (start..end, span)
        })
    }
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
    /// What it is in a block of code whose language is known.
    pub token: Option<Token>,
}

/// What a run of text is in a programming language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A keyword.
    Keyword,
    /// A string.
    String,
    /// A comment.
    Comment,
    /// A number or another constant.
    Number,
    /// The name of a type.
    Type,
    /// The name of a function.
    Function,
    /// Anything else.
    Other,
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
    /// A place that links lead to, without text; only while a page is laid out.
    Place(usize),
    /// Says that the line goes on with the paragraph of the line above; only while a page is laid out.
    Wrap(Wrap),
    /// A link that searches for a source, `[search 3]`, added by this program.
    SearchLink,
}

impl Span {
    /// A run without style.
    #[must_use]
    pub fn plain(text: CleanText) -> Self {
        Self { text, emphasis: Emphasis::default(), link: None, role: SpanRole::Text, token: None }
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
    /// The first row of the screen for a position: the last line that starts at it or earlier. Of sections with one
    /// heading, the one with the number is meant. A section whose heading was edited is found by its number. If it is
    /// gone, the row is 0.
    #[must_use]
    pub fn row_of(&self, position: Position) -> usize {
        let section = position.section.and_then(|key| {
            let numbered = Some(usize::from(key.number) - 1).filter(|&index| index < self.sections.len());
            let has_heading = |section: &SectionStart| section.key.heading == key.heading;
            let exact = numbered.filter(|&index| has_heading(&self.sections[index]));
            exact.or_else(|| self.sections.iter().position(has_heading)).or(numbered)
        });
        let first = section.map_or(0, |section| self.sections[section].line);
        if position.offset == 0 || (section.is_none() && position.section.is_some()) {
            return first;
        }
        let next =
            section.and_then(|section| self.sections.get(section + 1)).map_or(self.lines.len(), |next| next.line);
        let offset = self.offset_of(first).saturating_add(position.offset);
        let lines = &self.lines[first..next];
        first + lines.partition_point(|line| line.offset <= offset).saturating_sub(1)
    }

    /// The index of the section that a line belongs to; `None` in front of the first one.
    #[must_use]
    pub fn section_at(&self, line: usize) -> Option<usize> {
        self.sections.partition_point(|section| section.line <= line).checked_sub(1)
    }

    /// The position of a row.
    #[must_use]
    pub fn position_at(&self, row: usize) -> Position {
        let section = self.section_at(row).map(|section| &self.sections[section]);
        let start = section.map_or(0, |section| self.offset_of(section.line));
        Position { section: section.map(|section| section.key), offset: self.offset_of(row) - start }
    }

    fn offset_of(&self, row: usize) -> u32 {
        self.lines.get(row).map_or(0, |line| line.offset)
    }

    /// The lines that a printed page ends with: a blank one, and the addresses of its links. None without links.
    #[must_use]
    pub fn address_lines(&self) -> Vec<Line> {
        let addresses = self.links.iter().enumerate().filter_map(|(link, of)| Some((link, of.address()?)));
        let line = |(nth, (link, address)): (usize, (usize, &CleanText))| {
            let span = |text, role| Span { role, link: Some(link), ..Span::plain(text) };
            let number = span(CleanText::single_line(&format!("[{}]", nth + 1)), SpanRole::LinkNumber);
            let space = Span::plain(CleanText::sanitized(" "));
            Line { spans: vec![number, space, span(address.clone(), SpanRole::Text)], ..Line::default() }
        };
        let mut lines: Vec<Line> = addresses.enumerate().map(line).collect();
        if !lines.is_empty() {
            lines.insert(0, Line::default());
        }
        lines
    }

    /// The line at which the first paragraph below a line starts.
    #[must_use]
    pub fn next_paragraph(&self, line: usize) -> Option<usize> {
        (line + 1..self.lines.len()).find(|&at| self.starts_paragraph(at))
    }

    /// The line at which the last paragraph above a line starts.
    #[must_use]
    pub fn previous_paragraph(&self, line: usize) -> Option<usize> {
        (0..line.min(self.lines.len())).rev().find(|&at| self.starts_paragraph(at))
    }

    /// Whether a line has text, and the one above has none.
    fn starts_paragraph(&self, at: usize) -> bool {
        let is_blank = |line: &Line| line.spans.iter().all(|span| span.text.trim().is_empty());
        at == 0 || (is_blank(&self.lines[at - 1]) && !is_blank(&self.lines[at]))
    }

    /// The page as plain text, with the addresses of its links at the end.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for line in self.lines.iter().chain(&self.address_lines()) {
            out.push_str(line.text().trim_end());
            out.push('\n');
        }
        out
    }
}
