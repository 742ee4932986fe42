//! HTML as the text with marks that stories are read from, so that issues out of feeds and those out of Markdown go one way.

use super::builder::{Block, Builder, Inline};
use super::html;
use crate::layout::Link;

/// An HTML body as lines of text: `<b>` and `<i>` for emphasis, Markdown for links, lists and dividers, and an entity for
/// each sign of the text that would look like one of these.
pub(crate) fn from_html(body: &str) -> String {
    let mut builder = Builder::default();
    html::read(body, &mut builder);
    let (blocks, links) = builder.finish();
    let links = links.finish(|_| {});
    let mut text = String::with_capacity(body.len());
    for block in &blocks {
        write(&mut text, block, &links);
    }
    text
}

fn write(text: &mut String, block: &Block, links: &[Link]) {
    match block {
        Block::Paragraph(inlines) => {
            write_inlines(text, inlines, links);
            text.push_str("\n\n");
        }
        Block::Heading(_, inlines) => {
            text.push_str("<b>");
            let plain = |inline: &Inline| match inline {
                Inline::Text(run, _, link) => Inline::Text(run.clone(), super::Emphasis::default(), *link),
                Inline::Break => Inline::Break,
            };
            write_inlines(text, &inlines.iter().map(plain).collect::<Vec<_>>(), links);
            text.push_str("</b>\n\n");
        }
        Block::Code(lines) => lines.iter().for_each(|line| {
            escape(text, line);
            text.push('\n');
        }),
        Block::Quote(blocks) => blocks.iter().for_each(|block| write(text, block, links)),
        Block::List { items, .. } => {
            for block in items.iter().flatten() {
                text.push_str("- ");
                write(text, block, links);
            }
        }
        Block::Table(rows) => rows.iter().flatten().for_each(|cell| {
            write_inlines(text, cell, links);
            text.push_str("\n\n");
        }),
        Block::Rule => text.push_str("***\n\n"),
    }
}

fn write_inlines(text: &mut String, inlines: &[Inline], links: &[Link]) {
    for inline in inlines {
        let Inline::Text(run, emphasis, link) = inline else {
            text.push('\n');
            continue;
        };
        let tags = [(emphasis.strong, "b"), (emphasis.italic, "i")];
        tags.iter().filter(|(on, _)| *on).for_each(|(_, tag)| text.extend(["<", tag, ">"]));
        match link.and_then(|link| links.get(link)) {
            // An address that stands bare is found again.
            Some(link) if link.address == *run => text.push_str(run),
            Some(link) => {
                text.push('[');
                escape(text, run);
                text.push_str("](");
                write_address(text, &link.address);
                text.push(')');
            }
            None => escape(text, run),
        }
        tags.iter().rev().filter(|(on, _)| *on).for_each(|(_, tag)| text.extend(["</", tag, ">"]));
    }
}

/// Text with entities for the signs that mean something in Markdown.
fn escape(text: &mut String, run: &str) {
    for c in run.chars() {
        match c {
            '*' | '_' | '`' | '[' | ']' | '\\' | '<' | '&' | '#' | '|' | '~' => {
                text.push_str("&#");
                text.push_str(&u32::from(c).to_string());
                text.push(';');
            }
            c => text.push(c),
        }
    }
}

/// An address that no bracket, blank or entity in it ends or changes.
fn write_address(text: &mut String, address: &str) {
    for c in address.chars() {
        match c {
            '(' => text.push_str("%28"),
            ')' => text.push_str("%29"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            '\\' => text.push_str("%5C"),
            '&' => text.push_str("&amp;"),
            c if c.is_whitespace() => text.push_str("%20"),
            c => text.push(c),
        }
    }
}
