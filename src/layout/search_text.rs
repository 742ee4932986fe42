//! A post's text for searching: the same blocks that its page is set from, as lines.

use std::ops::ControlFlow;

use super::issue::{self, FICTION, Part, SOURCE};
use super::page;
use crate::load::{self, PostContent};
use crate::markup::builder::{Block, Inline};
use crate::markup::link_table::{Links, SEARCH};
use crate::model::{PostId, PostSource, SearchText, SearchTextBuilder};
use crate::story::StoryKind;
use crate::text::CleanText;

/// Reads posts again for the texts that are searched, and hands them on in batches at intervals; the last one comes with
/// true. Ends early when `on_batch` returns `Break`.
pub fn texts(posts: &[(PostId, PostSource)], on_batch: impl FnMut(Vec<(PostId, SearchText)>, bool) -> ControlFlow<()>) {
    load::read_all(posts, text, SearchText::pack, on_batch);
}

/// The text that a post's page shows: title, headlines and paragraphs, without what the reader adds.
#[must_use]
pub fn text(page: &PostContent) -> SearchText {
    let mut lines = SearchTextBuilder::new(&page.post.title);
    let body = load::shown(&page.body);
    let issue = page::stories(page);
    if load::is_plain(body) {
        add_plain(&mut lines, body);
        return lines.finish();
    }
    if issue.stories.is_empty() {
        if let Some(excerpt) = page::plain_excerpt(page) {
            add_plain(&mut lines, excerpt);
        }
        for block in &page::blocks_of(page, body, Links::default()).0 {
            add(&mut lines, block);
        }
        return lines.finish();
    }
    for Part { story, blocks } in issue::parts(&issue, "", Links::default()).0 {
        if let Some((_, story)) = story {
            if story.kind == StoryKind::Fiction && !story.headline.is_empty() {
                lines.line(FICTION);
            }
            lines.headline(&issue::headline(story));
            story.dek.iter().for_each(|dek| lines.line(dek));
        }
        for block in &blocks {
            add(&mut lines, block);
        }
    }
    lines.finish()
}

/// A text that is shown as it stands.
fn add_plain(lines: &mut SearchTextBuilder, text: &str) {
    text.lines().for_each(|line| lines.line(&CleanText::run(line)));
}

fn add(lines: &mut SearchTextBuilder, block: &Block) {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) => add_inlines(lines, inlines),
        Block::Code(code) => code.iter().for_each(|line| lines.line(line)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| add(lines, block)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| add(lines, block)),
        Block::Table(rows) => rows.iter().flatten().for_each(|cell| add_inlines(lines, cell)),
        Block::Rule => {}
    }
}

fn add_inlines(lines: &mut SearchTextBuilder, inlines: &[Inline]) {
    for line in inlines.split(|inline| *inline == Inline::Break) {
        let texts = line.iter().filter_map(|inline| match inline {
            Inline::Text(text, ..) if text.as_str() != SEARCH => Some(text.as_str()),
            _ => None,
        });
        let text: String = texts.collect();
        lines.line(text.strip_prefix(SOURCE).unwrap_or(&text));
    }
}
