//! The paragraphs of an issue as blocks.

use crate::markup::{self, Block, Emphasis, Inline, LinkTable};
use crate::story::{Citation, Paragraph, ParagraphKind};
use crate::text::CleanText;

/// Makes blocks of paragraphs. Links are numbered in the order in which they appear.
pub(super) struct Finisher<'a> {
    /// The links of the paragraphs.
    pub(super) unfinished: &'a LinkTable,
    /// The links of the blocks.
    pub(super) links: &'a mut LinkTable,
    /// Where sources without an address are searched for; empty for nowhere.
    pub(super) search_url: &'a str,
}

impl Finisher<'_> {
    /// The blocks of some paragraphs.
    pub(super) fn blocks(&mut self, paragraphs: &[Paragraph]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for paragraph in paragraphs {
            let inlines = self.finish(paragraph.text.to_inlines());
            match &paragraph.kind {
                ParagraphKind::Divider => {
                    if blocks.last().is_some_and(|last| *last != Block::Rule) {
                        blocks.push(Block::Rule);
                    }
                }
                ParagraphKind::Block(block) => blocks.push(self.finish_block(block.clone())),
                _ if inlines.is_empty() => {}
                ParagraphKind::Text => blocks.push(Block::Paragraph(inlines)),
                ParagraphKind::Heading(level) => blocks.push(Block::Heading(*level, inlines)),
                ParagraphKind::Sources => blocks.push(self.sources(paragraph, inlines)),
                ParagraphKind::Item(depth) => push_item(&mut blocks, *depth, vec![Block::Paragraph(inlines)]),
            }
        }
        blocks
    }

    /// A paragraph of sources, with a search link for each whose address was lost.
    fn sources(&mut self, paragraph: &Paragraph, mut inlines: Vec<Inline>) -> Block {
        let search = |citation: &Citation| Some((citation.search(self.search_url)?, citation.title.clone()));
        for (address, title) in paragraph.citations.iter().filter_map(search) {
            if let Some(index) = self.links.intern_search(&address, &title) {
                inlines.push(Inline::Text(CleanText::sanitized(" "), Emphasis::default(), None));
                inlines.push(Inline::Search(index));
            }
        }
        Block::Sources(inlines)
    }

    fn finish(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        markup::finish(inlines, self.unfinished, self.links)
    }

    fn finish_block(&mut self, block: Block) -> Block {
        match block {
            Block::Heading(level, inlines) => Block::Heading(level, self.finish(inlines)),
            Block::Paragraph(inlines) => Block::Paragraph(self.finish(inlines)),
            Block::Sources(inlines) => Block::Sources(self.finish(inlines)),
            Block::Quote(blocks) => Block::Quote(self.finish_all(blocks)),
            Block::List { start, items } => {
                let items = items.into_iter().map(|item| self.finish_all(item)).collect();
                Block::List { start, items }
            }
            Block::Table(mut table) => {
                for cell in table.rows.iter_mut().flatten() {
                    *cell = self.finish(std::mem::take(cell));
                }
                Block::Table(table)
            }
            Block::Code(_) | Block::Rule => block,
        }
    }

    fn finish_all(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().map(|block| self.finish_block(block)).collect()
    }
}

/// Adds an item to the list that the blocks end with, or to the one within that, or begins one.
fn push_item(blocks: &mut Vec<Block>, depth: usize, item: Vec<Block>) {
    match blocks.last_mut() {
        Some(Block::List { start: None, items }) => match items.last_mut() {
            Some(outer) if depth > 0 => push_item(outer, depth - 1, item),
            _ => items.push(item),
        },
        _ => blocks.push(Block::List { start: None, items: vec![item] }),
    }
}
