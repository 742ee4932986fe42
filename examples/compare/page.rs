//! The text of a page, as the program shows it.

use importai_reader::article::{Article, Content, ReadOptions};
use importai_reader::layout::{Document, LineKind};
use importai_reader::load::PostContent;
use importai_reader::markup::{Block, Inline};

use super::text::{Gap, Text, letters};

/// The text of the page of a file.
pub fn read(content: &PostContent, document: &Document) -> Text {
    let article = Article::read(content, &ReadOptions::default());
    let mut text = Text::default();
    if let Content::Verbatim(body) = &article.content {
        text.add(body);
    }
    if let Content::Post { blocks, .. } = &article.content {
        add_all(blocks, &mut text);
    }
    if let Content::Issue(issue) = &article.content {
        add_all(&issue.preamble, &mut text);
        for (story, blocks) in &issue.stories {
            for line in [story.kicker.as_ref(), Some(&story.headline), story.dek.as_ref()].into_iter().flatten() {
                text.gap(Gap::Block);
                text.add(line);
            }
            text.gap(Gap::Block);
            add_all(blocks, &mut text);
        }
        add_all(&issue.farewell, &mut text);
    }
    add_all(&article.furniture, &mut text);
    text.links = document.links.iter().filter_map(|link| link.address().map(ToString::to_string)).collect();
    text
}

fn add_all(blocks: &[Block], text: &mut Text) {
    for block in blocks {
        add(block, text);
    }
}

fn add(block: &Block, text: &mut Text) {
    text.gap(Gap::Block);
    match block {
        Block::Heading(_, inlines) => {
            let start = text.letters.len();
            add_inlines(inlines, text);
            text.headings.push(text.letters_from(start));
        }
        Block::Paragraph(inlines) | Block::Sources(inlines) => add_inlines(inlines, text),
        Block::Code(code) => code.lines.iter().for_each(|line| text.add_code_line(line)),
        Block::Quote(blocks) => add_all(blocks, text),
        Block::List { items, .. } => items.iter().for_each(|item| add_all(item, text)),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| {
            text.gap(Gap::Block);
            add_inlines(cell, text);
        }),
        Block::Rule => {}
    }
    text.gap(Gap::Block);
}

fn add_inlines(inlines: &[Inline], text: &mut Text) {
    for inline in inlines {
        match inline {
            Inline::Text(run, emphasis, _) if emphasis.code => text.add_code(run),
            Inline::Text(run, ..) => text.add(run),
            Inline::Break => text.gap(Gap::Line),
            Inline::Place(_) | Inline::Search(_) => {}
        }
    }
}

/// The letters of a page's lines below its head, in any order.
pub fn laid_out(document: &Document) -> String {
    let is_head = |kind| matches!(kind, LineKind::Title | LineKind::Dek | LineKind::Meta);
    let body = document.lines.iter().skip_while(|line| is_head(line.kind));
    let spans = body.flat_map(|line| &line.spans).filter(|span| span.is_text());
    spans.map(|span| letters(&span.text)).collect()
}
