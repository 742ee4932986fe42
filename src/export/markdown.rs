//! Posts as Markdown. Read again by this program, it gives the same pages: titles, dates, links and stories.
//!
//! - `front_matter`: the fields of a post.
//! - `blocks`: blocks.
//! - `digest`: labelled parts of stories; `works`: works that stories cite; `names`: names in them.
//! - `inlines`: text with its styles and links.
//! - `escape`: characters that would be taken for Markdown.

mod blocks;
mod digest;
mod escape;
mod front_matter;
mod inlines;
mod names;
mod works;

pub(super) use digest::write as write_digest;
pub(super) use names::write as write_names;
pub(super) use works::write as write_works;

use super::entry::Entry;
use super::volume::Volume;
use crate::article::Content;
use crate::story::{Story, StoryKind};
use blocks::Writer;

/// A dek without words.
const EMPTY_DEK: &str = "*……*";

/// A post as a file of its own.
pub(super) fn of(volume: &Volume, entry: &Entry<'_>) -> String {
    let mut out = front_matter::of(entry);
    out.push_str(&text(volume, entry));
    out
}

/// The front matter of a file with several posts.
pub(super) fn head(volume: &Volume) -> String {
    front_matter::of_volume(&volume.title)
}

/// A post in a file with several posts, under its title.
pub(super) fn part(volume: &Volume, entry: &Entry<'_>) -> String {
    let title = escape::words(&entry.post.title);
    let title = match entry.post.link.as_deref().and_then(super::xml::web_address) {
        Some(link) => format!("[{title}]({})", escape::destination(&link)),
        None => title,
    };
    let byline = entry.byline().iter().map(|part| escape::words(part)).collect::<Vec<_>>().join(" · ");
    let byline = if byline.is_empty() { byline } else { format!("{byline}\n\n") };
    format!("\n# {title}\n\n{byline}{}", text(volume, entry))
}

/// The text of a post.
fn text(volume: &Volume, entry: &Entry<'_>) -> String {
    let mut parts = Vec::new();
    match &entry.article.content {
        Content::Verbatim(text) => parts.push(verbatim(text)),
        Content::Post { verbatim_excerpt, blocks } => {
            parts.extend(verbatim_excerpt.map(verbatim));
            parts.push(Writer::new(volume, entry, false).of_post(blocks));
        }
        Content::Issue(issue) => {
            let writer = Writer::new(volume, entry, true);
            parts.push(writer.of(&issue.preamble));
            for (number, (story, blocks)) in issue.stories.iter().enumerate() {
                if number > 0 {
                    parts.push("***".to_owned());
                }
                parts.extend(header(story, number == 0));
                parts.push(writer.of(blocks));
            }
            if !issue.farewell.is_empty() {
                parts.push("***".to_owned());
                parts.push(writer.of(&issue.farewell));
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The lines that a story is known by: its kicker, its headline in bold, its dek in italics. Others are known by the
/// divider in front of them, but the first of a file has none, and is taken for an ordinary text without a dek: it gets
/// an empty one, or the usual heading of fiction.
fn header(story: &Story, is_first: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let is_fiction = story.kind == StoryKind::Fiction;
    let usual = || (is_first && is_fiction).then_some(StoryKind::FICTION);
    if let Some(kicker) = story.kicker.as_deref().or_else(usual) {
        lines.push(format!("**{}:**", escape::words(kicker)));
    }
    if !story.headline.is_empty() {
        let colon = if is_fiction { "" } else { ":" };
        lines.push(format!("**{}{colon}**", escape::words(&story.headline)));
    }
    if let Some(dek) = &story.dek {
        let dots = if is_fiction { "" } else { "…" };
        lines.push(format!("*{dots}{}{dots}*", escape::words(dek)));
    } else if is_first && !is_fiction {
        lines.push(EMPTY_DEK.to_owned());
    }
    lines
}

/// Text that is kept as it is in its file, without control characters.
fn verbatim(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
