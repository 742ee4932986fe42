//! The sections of an ordinary post: each heading with what follows it.

use crate::load;
use crate::markup::{Block, Inline};
use crate::model::WordCount;
use crate::text::CleanText;

/// A section of an ordinary post.
#[derive(Debug)]
pub struct Section<'a> {
    /// The text of its heading.
    pub heading: CleanText,
    /// How many sections it is part of.
    pub depth: usize,
    /// The heading, and what follows up to the next heading of any level.
    pub blocks: &'a [Block],
    /// The length of its text, and of the sections in it.
    pub length: WordCount,
}

/// Divides blocks into what precedes the first heading, and sections. Headings within lists and quotes start none.
#[must_use]
pub fn sections(blocks: &[Block]) -> (&[Block], Vec<Section<'_>>) {
    let (lead, mut rest) = blocks.split_at(blocks.iter().position(is_heading).unwrap_or(blocks.len()));
    let mut sections: Vec<Section> = Vec::new();
    // The sections that the next one may be part of: level and index of each.
    let mut open: Vec<(u8, usize)> = Vec::new();
    while let Some(first @ Block::Heading(level, _)) = rest.first() {
        let end = rest[1..].iter().position(is_heading).map_or(rest.len(), |at| at + 1);
        let (blocks, others) = rest.split_at(end);
        rest = others;
        open.retain(|(outer, _)| outer < level);
        let heading = CleanText::single_line(text(std::slice::from_ref(first)).trim());
        sections.push(Section { heading, depth: open.len(), blocks, length: WordCount::default() });
        open.push((*level, sections.len() - 1));
        let length = load::measure(&text(&blocks[1..]));
        for &(_, section) in &open {
            let sum = &mut sections[section].length;
            sum.words = sum.words.saturating_add(length.words);
            sum.cjk = sum.cjk.saturating_add(length.cjk);
        }
    }
    (lead, sections)
}

/// Whether a block is a heading with text.
fn is_heading(block: &Block) -> bool {
    let has_text = |inline: &Inline| matches!(inline, Inline::Text(text, ..) if !text.trim().is_empty());
    matches!(block, Block::Heading(_, inlines) if inlines.iter().any(has_text))
}

/// The lines of some blocks, joined by spaces.
fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        block.visit_text(&mut |line| {
            text.push_str(line);
            text.push(' ');
        });
    }
    text
}
