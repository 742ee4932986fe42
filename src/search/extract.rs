//! The searchable text of a post, made from an article, as its page is.

use std::ops::{ControlFlow, Range};

use crate::article::{Article, Content, ReadOptions};
use crate::load::{self, PostContent};
use crate::markup::{Block, Inline, LinkTable, LinkTarget};
use crate::model::{Post, PostId, PostSource, SearchText, SearchTextBuilder, StoryFacts, WorkId};
use crate::story::{Citation, Story, StoryKind};
use crate::text::CleanText;

/// Reads posts again and reports their searchable texts in batches; the last batch comes with `true`. Stops when
/// `on_batch` returns `Break`.
pub fn extract_all(
    posts: &[(PostId, PostSource)],
    on_batch: impl FnMut(Vec<(PostId, SearchText)>, bool) -> ControlFlow<()>,
) {
    load::reread_all(posts, extract, SearchText::pack, on_batch);
}

/// The text that the page of a post shows, without what the reader adds: title, headlines and paragraphs.
#[must_use]
pub fn extract(content: &PostContent) -> SearchText {
    extract_stories(&Article::read(content, &ReadOptions::default()), &content.post).0
}

/// The text of the article of a post, and where each of its stories is in it: from its headline to its end, in bytes.
#[must_use]
pub fn extract_stories(article: &Article<'_>, post: &Post) -> (SearchText, Vec<Range<usize>>) {
    let mut lines = SearchTextBuilder::new(&post.title);
    article.description.iter().for_each(|description| lines.line(description));
    match &article.content {
        Content::Verbatim(text) => add_verbatim(&mut lines, text),
        Content::Post { verbatim_excerpt, blocks } => {
            if let Some(excerpt) = verbatim_excerpt {
                add_verbatim(&mut lines, excerpt);
            }
            add_blocks(&mut lines, blocks);
            let subject = post.link_identity().and_then(WorkId::of_address);
            let works = subject.into_iter().chain(linked(blocks, &article.links));
            lines.story(0, StoryFacts::new(false, [], works));
        }
        Content::Issue(issue) => {
            add_blocks(&mut lines, &issue.preamble);
            for (story, blocks) in &issue.stories {
                story.kicker.iter().for_each(|kicker| lines.line(kicker));
                let start = lines.next_line();
                lines.headline(&story.name());
                story.dek.iter().for_each(|dek| lines.line(dek));
                add_blocks(&mut lines, blocks);
                lines.story(start, facts(story, blocks, &article.links));
            }
            add_blocks(&mut lines, &issue.farewell);
        }
    }
    let text = lines.finish();
    let has_stories = text.headlines().next().is_some();
    let stories = text.stories().iter().filter(|_| has_stories).map(StoryFacts::text).collect();
    (text, stories)
}

/// The most links of a text that are looked at.
const MAX_LINKS: usize = 300;

/// What is known of a story.
fn facts(story: &Story, blocks: &[Block], links: &LinkTable) -> StoryFacts {
    let named = |citation: &Citation| {
        let of_text = || [Some(&citation.title), citation.source.as_ref()].into_iter().flatten();
        match &citation.url {
            Some(url) => WorkId::of_address(url),
            None => of_text().find_map(|text| WorkId::of_text(text)),
        }
    };
    let works = story.citations().filter_map(named).chain(linked(blocks, links));
    StoryFacts::new(story.kind == StoryKind::Fiction, story.labels(), works)
}

/// The works that the links of some blocks lead to.
fn linked(blocks: &[Block], links: &LinkTable) -> Vec<WorkId> {
    let mut indexes = Vec::new();
    for block in blocks {
        block.visit_inlines(&mut |inline| {
            if let Inline::Text(_, _, Some(LinkTarget::Web(index))) = inline
                && indexes.len() < MAX_LINKS
                && indexes.last() != Some(index)
            {
                indexes.push(*index);
            }
        });
    }
    indexes.into_iter().filter_map(|index| WorkId::of_address(links.address(index)?)).collect()
}

/// Adds text that is shown as it is in the file.
fn add_verbatim(lines: &mut SearchTextBuilder, text: &str) {
    text.lines().for_each(|line| lines.line(&CleanText::sanitized(line)));
}

fn add_blocks(lines: &mut SearchTextBuilder, blocks: &[Block]) {
    for block in blocks {
        block.visit_text(&mut |line| lines.line(line));
    }
}
