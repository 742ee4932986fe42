//! An issue, set as its stories: a bar beside each headline, the dek in italics beneath, sources as lines of their own,
//! fiction set apart.

use super::blocks::{Block, Builder, Emphasis, Inline};
use super::document::{LineKind, Span, StoryStart};
use super::links::{Links, SEARCH};
use super::markdown;
use super::page::Setter;
use crate::archive::story::{Issue, Paragraph, ParagraphKind, Story, StoryKind};
use crate::archive::{CleanText, StoryKey};

/// What stands beside a headline.
const BAR: &str = "▌ ";

/// What stands beside fiction.
const FICTION_BAR: &str = "┊ ";

/// Stands before a line of sources.
const SOURCE: &str = "↗ ";

/// Sets an issue; links are numbered through all of its stories. Gives the blocks and their links. `search` is where
/// sources without an address are searched for.
pub(super) fn set(setter: &mut Setter, issue: &Issue, search: &str, links: Links) -> (Vec<Block>, Links) {
    let mut builder = Builder::new(links);
    let mut all = Vec::new();
    let mut part = |setter: &mut Setter, paragraphs: &[Paragraph]| {
        markdown::read(&as_markdown(paragraphs, search), &mut builder);
        let blocks = builder.take_blocks();
        setter.blocks(&blocks);
        all.extend(blocks);
    };
    if !issue.preamble.is_empty() {
        part(setter, &issue.preamble);
        setter.blank();
    }
    for (number, story) in issue.stories.iter().enumerate() {
        if number > 0 || !issue.preamble.is_empty() {
            setter.blank();
        }
        head(setter, number, story);
        if !story.paragraphs.is_empty() {
            setter.blank();
        }
        let is_fiction = story.kind == StoryKind::Fiction;
        setter.set_prefix(if is_fiction { FICTION_BAR } else { "" });
        part(setter, &story.paragraphs);
        setter.set_prefix("");
        setter.blank();
    }
    if !issue.close.is_empty() {
        setter.rule();
        setter.blank();
        part(setter, &issue.close);
    }
    (all, builder.finish().1)
}

fn head(setter: &mut Setter, number: usize, story: &Story) {
    let minutes = story.minutes();
    let headline = if story.headline.is_empty() { CleanText::line("Tech Tales") } else { story.headline.clone() };
    let key = StoryKey::new(number, &headline);
    setter.story(StoryStart { line: 0, headline, key, minutes, is_fiction: story.kind == StoryKind::Fiction });
    setter.set_prefix(BAR);
    if story.kind == StoryKind::Fiction {
        setter.text("Tech Tales", LineKind::Kicker);
    }
    if !story.headline.is_empty() {
        setter.text(&story.headline, LineKind::Headline);
    }
    setter.set_prefix("");
    if let Some(dek) = &story.dek {
        setter.set_prefix("  ");
        setter.text(dek, LineKind::Dek);
        setter.set_prefix("");
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
