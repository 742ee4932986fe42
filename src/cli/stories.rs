//! `stories`: prints the stories of issues as text or JSON.

use std::io::Write;
use std::path::PathBuf;

use super::record::StoryRecord;
use super::{complain, json, post_file};
use crate::article::{Article, ReadOptions};
use crate::story::{Citation, Story, StoryKind};
use crate::text::CleanText;

/// Prints the stories of each file, as text under the post's title or as one JSON object per line.
pub(super) fn stories(files: &[PathBuf], as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    for file in files {
        let content = post_file::read(file, "stories")?;
        let article = Article::read(&content, &ReadOptions::default());
        if !as_json {
            writeln!(out, "{}", content.post.title)?;
        }
        if article.stories().next().is_none() {
            complain(&format_args!("{}: the post has no stories", CleanText::single_line(&file.to_string_lossy())));
        }
        for (number, story) in article.stories().enumerate() {
            if as_json {
                json::print(out, &StoryRecord::of(&content.post, story))?;
            } else {
                print(number + 1, story, out)?;
            }
        }
    }
    Ok(())
}

fn print(number: usize, story: &Story, out: &mut dyn Write) -> std::io::Result<()> {
    let kind = if story.kind == StoryKind::Fiction { "Tech Tales: " } else { "" };
    writeln!(out, "{number:3}. {kind}{}", story.headline)?;
    if let Some(dek) = &story.dek {
        writeln!(out, "     … {dek} …")?;
    }
    let sources = story.citations().count();
    writeln!(out, "     {} words; {sources} source{}", story.words(), if sources == 1 { "" } else { "s" })?;
    for Citation { title, source, url } in story.citations() {
        let source = source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        let url = url.as_ref().map(|url| format!(" {}", CleanText::single_line(url))).unwrap_or_default();
        writeln!(out, "     ↗ {title}{source}{url}")?;
    }
    Ok(())
}
