//! An issue as its stories: headline, dek, paragraphs and sources, out of a body whose tags were stripped, broken or kept.
//!
//! One way for all three eras of Import AI and for archives like it. [`lines`] parts the body into lines and dividers,
//! [`emphasis`] makes every line's bold and italics balanced, `headline` finds where stories begin, `paragraph` repairs what
//! stands between (lost line breaks, sub-headings, lists, labels), `citation` reads the sources. Nothing is ever dropped: the
//! letters and digits of the body, in order, are those of the issue.

mod citation;
mod emphasis;
mod headline;
mod lines;
mod paragraph;

use std::ops::Range;

pub use citation::Citation;
pub use paragraph::{Paragraph, ParagraphKind};

use crate::model::WordCount;
use crate::text::CleanText;
use headline::Opening;
use lines::Line;

/// A body, structured. A post without story marks has no stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issue {
    /// What stands before the first story: the greeting.
    pub preamble: Vec<Paragraph>,
    /// The stories in order.
    pub stories: Vec<Story>,
    /// What stands after the last story: the farewell.
    pub close: Vec<Paragraph>,
}

/// A story of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// News or fiction.
    pub kind: StoryKind,
    /// Its headline without the colon; of fiction, its title.
    pub headline: CleanText,
    /// The teaser under the headline, without the dots around it.
    pub dek: Option<CleanText>,
    /// Its text, with its sources where they stand.
    pub paragraphs: Vec<Paragraph>,
    /// Bytes of the body that it comes from.
    pub range: Range<usize>,
}

/// What a story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A piece of news.
    News,
    /// The fiction at the end, under `Tech Tales:`.
    Fiction,
}

impl Story {
    /// Its sources.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.citations)
    }

    /// The labels of its paragraphs, in order: `Why this matters`, `What they did`.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().filter_map(|paragraph| paragraph.label.as_deref())
    }

    /// Reading time in minutes, 1 or more.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        WordCount { words: u32::try_from(self.words()).unwrap_or(u32::MAX), cjk: 0 }.minutes()
    }

    /// Words of its text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.markdown.split_whitespace().count()).sum()
    }
}

impl Issue {
    /// Structures a body of Markdown or of text whose tags were stripped.
    #[must_use]
    pub fn read(body: &str) -> Self {
        if !headline::may_begin_stories(body) {
            return Self::default();
        }
        let lines = emphasis::balance(lines::split(body));
        let openings = headline::find(&lines);
        if openings.len() < 2 {
            return Self::default();
        }
        let mut issue = Self { preamble: paragraph::read(&lines[..openings[0].line], ""), ..Self::default() };
        let ends = openings[1..].iter().map(|opening| opening.line).chain([lines.len()]);
        for (opening, end) in openings.iter().zip(ends) {
            issue.stories.push(story(opening, &lines, end));
        }
        if let Some(last) = issue.stories.last_mut() {
            issue.close = paragraph::take_farewell(&mut last.paragraphs);
        }
        issue
    }
}

fn story(opening: &Opening, lines: &[Line<'_>], end: usize) -> Story {
    let start = lines[opening.line].range.start;
    let range = start..lines[..end].last().map_or(start, |line| line.range.end);
    Story {
        kind: opening.kind,
        headline: opening.headline.clone(),
        dek: opening.dek.clone(),
        paragraphs: paragraph::read(&lines[opening.next_line.min(end)..end], &opening.rest),
        range,
    }
}
