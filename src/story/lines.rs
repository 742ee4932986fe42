//! The blocks of a body as the lines that stories are recovered from.

use super::rich_text::RichText;
use crate::markup::{Block, Inline};

/// A line of a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// A line of text.
    Text(RichText),
    /// A line of text right below another one, without a blank line between them. Only verse needs to know.
    Next(RichText),
    /// The lines of a stanza.
    Verse(RichText),
    /// A heading and its level; it counts as bold.
    Heading(u8, RichText),
    /// An item of a list, and how many items it is in.
    Item(usize, RichText),
    /// A divider.
    Divider,
    /// Anything else; it is never part of a headline.
    Block(Block),
}

impl Line {
    /// Its text, if it can be part of a headline.
    pub(super) fn text(&self) -> Option<&RichText> {
        match self {
            Self::Text(text) | Self::Next(text) | Self::Heading(_, text) => Some(text),
            Self::Verse(_) | Self::Item(..) | Self::Divider | Self::Block(_) => None,
        }
    }

    /// Whether all of it is bold.
    pub(super) fn is_bold(&self) -> bool {
        match self {
            Self::Text(text) | Self::Next(text) => text.is_bold(),
            Self::Heading(..) => true,
            Self::Verse(_) | Self::Item(..) | Self::Divider | Self::Block(_) => false,
        }
    }
}

/// The lines of some unfinished blocks.
pub(super) fn of(blocks: Vec<Block>) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        add(block, 0, &mut lines);
    }
    lines
}

fn add(block: Block, depth: usize, lines: &mut Vec<Line>) {
    match block {
        Block::Paragraph(inlines) => {
            let texts = RichText::of(&inlines).lines().into_iter().enumerate();
            lines.extend(texts.map(|(at, text)| if at == 0 { Line::Text(text) } else { Line::Next(text) }));
        }
        Block::Heading(level, inlines) => {
            lines.extend(RichText::of(&inlines).lines().into_iter().map(|text| Line::Heading(level, text)));
        }
        Block::Rule => lines.push(Line::Divider),
        Block::List { start: None, items } if items.iter().all(|item| is_text_item(item)) => {
            for block in items.into_iter().flatten() {
                match block {
                    Block::Paragraph(inlines) => {
                        lines.push(Line::Item(depth, RichText::of(&without_breaks(inlines)).slice_from(0)));
                    }
                    nested => add(nested, depth + 1, lines),
                }
            }
        }
        other => lines.push(Line::Block(other)),
    }
}

/// True if an item is one paragraph, perhaps with a list of such items below it.
fn is_text_item(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start: None, items }] => items.iter().all(|item| is_text_item(item)),
        _ => false,
    }
}

fn without_breaks(mut inlines: Vec<Inline>) -> Vec<Inline> {
    for inline in &mut inlines {
        if *inline == Inline::Break {
            *inline = Inline::Text(crate::text::CleanText::sanitized(" "), crate::markup::Emphasis::default(), None);
        }
    }
    inlines
}
