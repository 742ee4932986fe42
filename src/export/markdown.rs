//! Posts as Markdown. Read again by this program, it gives the same pages: titles, dates, links and stories.
//!
//! - `front_matter`: the fields of a post.
//! - `blocks`: blocks.
//! - `digest`: labelled parts of stories.
//! - `inlines`: text with its styles and links.
//! - `escape`: characters that would be taken for Markdown.

mod blocks;
mod digest;
mod escape;
mod front_matter;
mod inlines;

pub(super) use digest::write as write_digest;

use super::entry::Entry;
use super::volume::Volume;
use crate::article::Content;
use crate::story::{Story, StoryKind};
use blocks::Writer;

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
                parts.extend(header(story));
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

/// The lines that a story is known by: its kicker, its headline in bold, its dek in italics.
fn header(story: &Story) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(kicker) = &story.kicker {
        lines.push(format!("**{}:**", escape::words(kicker)));
    }
    let is_fiction = story.kind == StoryKind::Fiction;
    if !story.headline.is_empty() {
        let colon = if is_fiction { "" } else { ":" };
        lines.push(format!("**{}{colon}**", escape::words(&story.headline)));
    }
    if let Some(dek) = &story.dek {
        let dots = if is_fiction { "" } else { "…" };
        lines.push(format!("*{dots}{}{dots}*", escape::words(dek)));
    }
    lines
}

/// Text that is kept as it is in its file, without control characters.
fn verbatim(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
