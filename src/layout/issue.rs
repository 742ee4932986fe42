//! An issue, set as its stories: a bar beside each headline, the dek in italics beneath, sources as lines of their own,
//! fiction set apart.

use super::document::{LineKind, Span, StoryStart};
use super::page::PageBuilder;
use crate::markup::builder::{Block, Builder, Inline};
use crate::markup::link_table::{Links, SEARCH};
use crate::markup::{Emphasis, markdown};
use crate::model::StoryKey;
use crate::story::{Issue, Paragraph, ParagraphKind, Story, StoryKind};
use crate::text::CleanText;

/// What stands beside a headline.
const BAR: &str = "▌ ";

/// What stands beside fiction.
const FICTION_BAR: &str = "┊ ";

/// Stands above fiction.
pub(super) const FICTION: &str = "Tech Tales";

/// Stands before a line of sources.
pub(super) const SOURCE: &str = "↗ ";

/// A part of an issue: what stands before the stories, a story, or what stands after them.
pub(super) struct Part<'a> {
    /// The story, with its number counted from 0.
    pub(super) story: Option<(usize, &'a Story)>,
    /// Its text.
    pub(super) blocks: Vec<Block>,
}

/// The parts of an issue in order, and their links, which are numbered through all of them. `search` is where sources without
/// an address are searched for.
pub(super) fn parts<'a>(issue: &'a Issue, search: &str, links: Links) -> (Vec<Part<'a>>, Links) {
    let mut builder = Builder::new(links);
    let mut part = |story, paragraphs: &[Paragraph]| {
        markdown::read(&as_markdown(paragraphs, search), &mut builder);
        Part { story, blocks: builder.take_blocks() }
    };
    let mut parts = Vec::new();
    if !issue.preamble.is_empty() {
        parts.push(part(None, &issue.preamble));
    }
    for (number, story) in issue.stories.iter().enumerate() {
        parts.push(part(Some((number, story)), &story.paragraphs));
    }
    if !issue.close.is_empty() {
        parts.push(part(None, &issue.close));
    }
    (parts, builder.finish().1)
}

/// Sets an issue. Gives its blocks and their links.
pub(super) fn set(builder: &mut PageBuilder, issue: &Issue, search: &str, links: Links) -> (Vec<Block>, Links) {
    let (parts, links) = parts(issue, search, links);
    for (place, Part { story, blocks }) in parts.iter().enumerate() {
        match story {
            Some((number, story)) => {
                if place > 0 {
                    builder.blank();
                }
                head(builder, *number, story);
                if !story.paragraphs.is_empty() {
                    builder.blank();
                }
                let is_fiction = story.kind == StoryKind::Fiction;
                builder.set_prefix(if is_fiction { FICTION_BAR } else { "" });
                builder.blocks(blocks);
                builder.set_prefix("");
            }
            None if place > 0 => {
                builder.rule();
                builder.blank();
                builder.blocks(blocks);
            }
            None => builder.blocks(blocks),
        }
        if place == 0 || story.is_some() {
            builder.blank();
        }
    }
    (parts.into_iter().flat_map(|part| part.blocks).collect(), links)
}

/// What a story is called; fiction may have no title.
pub(super) fn headline(story: &Story) -> CleanText {
    if story.headline.is_empty() { CleanText::line(FICTION) } else { story.headline.clone() }
}

fn head(builder: &mut PageBuilder, number: usize, story: &Story) {
    let minutes = story.minutes();
    let headline = headline(story);
    let key = StoryKey::new(number, &headline);
    builder.story(StoryStart { line: 0, headline, key, minutes, is_fiction: story.kind == StoryKind::Fiction });
    builder.set_prefix(BAR);
    if story.kind == StoryKind::Fiction {
        builder.text(FICTION, LineKind::Kicker);
    }
    if !story.headline.is_empty() {
        builder.text(&story.headline, LineKind::Headline);
    }
    builder.set_prefix("");
    if let Some(dek) = &story.dek {
        builder.set_prefix("  ");
        builder.text(dek, LineKind::Dek);
        builder.set_prefix("");
    }
}

/// Paragraphs as one text of Markdown.
fn as_markdown(paragraphs: &[Paragraph], search: &str) -> String {
    let mut text = String::new();
    let mut in_list = false;
    for paragraph in paragraphs {
        let is_item = paragraph.kind == ParagraphKind::Item;
        if in_list && !is_item {
            text.push('\n');
        }
        in_list = is_item;
        if hides_text(&paragraph.markdown) {
            text.push('\\');
        }
        match paragraph.kind {
            ParagraphKind::Text => text.extend([paragraph.markdown.as_str(), "\n\n"]),
            ParagraphKind::Item => text.extend(["- ", paragraph.markdown.as_str(), "\n"]),
            ParagraphKind::Sources => {
                text.extend([SOURCE, paragraph.markdown.as_str()]);
                for address in paragraph.citations.iter().filter_map(|citation| citation.search(search)) {
                    text.extend([" [", SEARCH, "](", &address, ")"]);
                }
                text.push_str("\n\n");
            }
            ParagraphKind::Divider => text.push_str("***\n\n"),
        }
    }
    text
}

/// Whether Markdown would take a paragraph for the definition of a link, and show nothing of it: `[Paris, 2031]: rain`.
fn hides_text(paragraph: &str) -> bool {
    let Some((_, address)) = paragraph.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else { return false };
    !address.trim_start().starts_with(['<', '/', '#', 'h'])
}

/// Whether a block is a line of sources; such lines follow one another without a blank between.
pub(super) fn is_sources(block: &Block) -> bool {
    matches!(block, Block::Paragraph(inlines) if matches!(inlines.first(), Some(Inline::Text(text, ..)) if text.starts_with(SOURCE)))
}

/// A run of the sign that stands before a line.
pub(super) fn prefix_span(prefix: &str) -> Span {
    Span { text: CleanText::run(prefix), emphasis: Emphasis::default(), link: None, number: false }
}
