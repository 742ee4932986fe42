//! The searchable text of a post, made from an article, as its page is.

use std::ops::{ControlFlow, Range};

use crate::article::{Article, Content, ReadOptions};
use crate::load::{self, PostContent};
use crate::markup::Block;
use crate::model::{PostId, PostSource, SearchText, SearchTextBuilder};
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
    extract_stories(&Article::read(content, &ReadOptions::default()), &content.post.title).0
}

/// The text of an article with a title, and where each of its stories is in it: from its headline to its end, in bytes.
#[must_use]
pub fn extract_stories(article: &Article<'_>, title: &str) -> (SearchText, Vec<Range<usize>>) {
    let mut lines = SearchTextBuilder::new(title);
    let mut stories = Vec::new();
    article.description.iter().for_each(|description| lines.line(description));
    match &article.content {
        Content::Verbatim(text) => add_verbatim(&mut lines, text),
        Content::Post { verbatim_excerpt, blocks } => {
            if let Some(excerpt) = verbatim_excerpt {
                add_verbatim(&mut lines, excerpt);
            }
            add_blocks(&mut lines, blocks);
        }
        Content::Issue(issue) => {
            add_blocks(&mut lines, &issue.preamble);
            for (story, blocks) in &issue.stories {
                story.kicker.iter().for_each(|kicker| lines.line(kicker));
                let start = lines.next_line();
                lines.headline(&story.name());
                story.dek.iter().for_each(|dek| lines.line(dek));
                add_blocks(&mut lines, blocks);
                stories.push(start..lines.next_line().saturating_sub(1).max(start));
            }
            add_blocks(&mut lines, &issue.farewell);
        }
    }
    (lines.finish(), stories)
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
