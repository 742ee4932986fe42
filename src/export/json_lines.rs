//! Posts and stories as JSON objects, one per line: the fields of `list --json` and `stories --json`, and the text.

use std::io::{self, Write};

use serde::Serialize;

use super::entry::Entry;
use super::json;
use super::record::{PostRecord, StoryRecord};
use crate::article::Content;
use crate::markup::Block;
use crate::model::Post;

/// A post with its text.
#[derive(Serialize)]
struct PostWithText<'a> {
    #[serde(flatten)]
    post: PostRecord<'a>,
    text: String,
}

/// A story with its text.
#[derive(Serialize)]
struct StoryWithText<'a> {
    #[serde(flatten)]
    story: StoryRecord<'a>,
    text: String,
}

/// Writes a post, or each story of it if only some are exported. `loaded` is the post as the library has it.
pub(super) fn write(entry: &Entry<'_>, loaded: &Post, by_story: bool, out: &mut dyn Write) -> io::Result<()> {
    if by_story {
        for (story, blocks) in entry.stories() {
            let record = StoryWithText { story: StoryRecord::of(loaded, story), text: text(blocks) };
            json::print(out, &record)?;
        }
        return Ok(());
    }
    json::print(out, &PostWithText { post: PostRecord::of(loaded), text: text_of(entry) })
}

/// The text of a post: its paragraphs with blank lines between them, and the lines of each.
fn text_of(entry: &Entry<'_>) -> String {
    let mut parts: Vec<String> = entry.article.description.iter().map(ToString::to_string).collect();
    match &entry.article.content {
        Content::Verbatim(text) => parts.push((*text).to_owned()),
        Content::Post { verbatim_excerpt, blocks } => {
            parts.extend(verbatim_excerpt.map(str::to_owned));
            parts.push(text(blocks));
        }
        Content::Issue(issue) => {
            parts.push(text(&issue.preamble));
            for (story, blocks) in &issue.stories {
                parts.extend(story.kicker.iter().map(ToString::to_string));
                parts.push(story.headline.to_string());
                parts.extend(story.dek.iter().map(ToString::to_string));
                parts.push(text(blocks));
            }
            parts.push(text(&issue.farewell));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn text(blocks: &[Block]) -> String {
    let lines = |block: &Block| {
        let mut lines = Vec::new();
        block.visit_text(&mut |line| lines.push(line.to_owned()));
        lines.join("\n")
    };
    blocks.iter().map(lines).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}
