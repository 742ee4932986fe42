//! Stories recovered from the text of an issue: headline, dek, paragraphs and citations, whether its tags were
//! stripped, broken or kept.
//!
//! One way for all three eras of Import AI and for archives like it. Nothing is ever dropped: the letters and digits
//! of the body, in order, are those of the issue.
//!
//! - `lines`: the blocks of a body as lines of text, items, dividers and other blocks.
//! - `rich_text`: a text with the style of each of its parts.
//! - `headline`, `fiction`, `header`: where stories begin.
//! - `farewell`: what follows the last story.
//! - `form`: how the text of an issue is written.
//! - `torn`: lines that tags have torn apart, joined again.
//! - `verse`: the lines of a stanza, which stay lines.
//! - `label`: the words that start a paragraph and say what it is about.
//! - `paragraph`: the text between headlines, repaired: lost line breaks, sub-headings, lists, labels.
//! - `citation`: the sources that paragraphs name.

mod citation;
mod farewell;
mod fiction;
mod form;
mod header;
mod headline;
mod label;
mod lines;
mod paragraph;
mod rich_text;
mod torn;
mod verse;

pub use citation::Citation;
pub use paragraph::{Paragraph, ParagraphKind};
pub use rich_text::RichText;

use crate::markup::{Block, LinkTable};
use crate::model::WordCount;
use crate::text::CleanText;
use form::Form;
use header::StoryHeader;
use lines::Line;

/// An issue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issue {
    /// What precedes the first story: the greeting.
    pub preamble: Vec<Paragraph>,
    /// The stories in order; a single one only if it is certain, or there is more than a headline and a dek to show
    /// that it is one.
    pub stories: Vec<Story>,
    /// What follows the last story.
    pub farewell: Vec<Paragraph>,
}

/// A story of an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// News or fiction.
    pub kind: StoryKind,
    /// The heading over fiction as it is written, `Tech Tales`; `None` if there is none, and for news.
    pub kicker: Option<CleanText>,
    /// Its headline without the colon; of fiction, its title, which may be empty.
    pub headline: CleanText,
    /// The teaser under the headline, without the ellipses around it.
    pub dek: Option<CleanText>,
    /// Its text, with its citations where they are in it.
    pub paragraphs: Vec<Paragraph>,
}

/// What a story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A piece of news.
    News,
    /// The fiction at the end, under `Tech Tales:`.
    Fiction,
}

impl StoryKind {
    /// The heading over the fiction of an issue.
    pub const FICTION: &'static str = fiction::FICTION;
}

impl Story {
    /// Its citations.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.citations)
    }

    /// The labels of its paragraphs, in order: `Why this matters`, `What they did`.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().filter_map(|paragraph| paragraph.label.as_deref())
    }

    /// Whether its text shows that it is a story: it names a source, says why it matters, or is closed as fiction.
    fn is_evident(&self) -> bool {
        self.paragraphs.iter().any(|paragraph| {
            let text = paragraph.text.as_str();
            !paragraph.citations.is_empty() || label::is_known(text) || citation::is_inspirations(text)
        })
    }

    /// What lists call it: its headline, or `Tech Tales` for fiction without a title.
    #[must_use]
    pub fn name(&self) -> CleanText {
        if self.headline.is_empty() { CleanText::single_line(StoryKind::FICTION) } else { self.headline.clone() }
    }

    /// Reading time in minutes, 1 or more.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        WordCount { words: u32::try_from(self.words()).unwrap_or(u32::MAX), cjk: 0 }.minutes()
    }

    /// Number of words of its text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.paragraphs.iter().map(Paragraph::words).sum()
    }
}

/// A quick test of a body as it is in the file: whether it can be an issue at all.
#[must_use]
pub fn may_be_issue(body: &str, is_html: bool) -> bool {
    headline::may_have_stories(body, is_html)
}

/// Recovers the stories of a body from its unfinished blocks (see [`crate::markup::read_unfinished`]). `None` if it
/// has none, or one that may be anything else.
#[must_use]
pub fn read(blocks: Vec<Block>, links: &LinkTable) -> Option<Issue> {
    let lines = lines::of(blocks);
    let form = label::form_of(&lines);
    let headers = headline::find(&lines, form);
    if headers.is_empty() {
        return None;
    }
    let preamble = paragraph::read(&lines[..headers[0].line], &RichText::default(), (form, StoryKind::News), links);
    let ends = headers[1..].iter().map(|header| header.line).chain([lines.len()]);
    let mut stories: Vec<Story> =
        headers.iter().zip(ends).map(|(header, end)| story(header, &lines[..end], form, links)).collect();
    if stories.len() == 1 && !headers[0].is_certain && !stories[0].is_evident() {
        return None;
    }
    let farewell = stories.last_mut().map(|last| paragraph::take_farewell(&mut last.paragraphs)).unwrap_or_default();
    Some(Issue { preamble, stories, farewell })
}

fn story(header: &StoryHeader, lines: &[Line], form: Form, links: &LinkTable) -> Story {
    Story {
        kind: header.kind,
        kicker: header.kicker.clone(),
        headline: header.headline.clone(),
        dek: header.dek.clone(),
        paragraphs: paragraph::read(
            &lines[header.next_line.min(lines.len())..],
            &header.rest,
            (form, header.kind),
            links,
        ),
    }
}
