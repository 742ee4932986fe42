//! An issue as stories: a bar in front of each headline, the dek in italics below it, sources on lines of their own,
//! and a different bar in front of fiction.

use super::document::{LineKind, SectionKind};
use super::page_builder::PageBuilder;
use crate::article::Issue;
use crate::story::{Story, StoryKind};

/// In front of a headline.
const BAR: &str = "▌ ";

/// In front of fiction.
const FICTION_BAR: &str = "┊ ";

/// A narrower page has one blank line between stories, where others have two: small windows have few rows.
const NARROW: usize = 50;

/// Lays out an issue.
pub(super) fn lay_out(page: &mut PageBuilder<'_>, issue: &Issue) {
    if !issue.preamble.is_empty() {
        page.blocks(&issue.preamble);
        page.blank();
    }
    for (nth, (story, blocks)) in issue.stories.iter().enumerate() {
        if (nth > 0 || !issue.preamble.is_empty()) && page.width() >= NARROW {
            page.blank();
        }
        header(page, story);
        if !story.paragraphs.is_empty() {
            page.blank();
        }
        page.set_prefix(if story.kind == StoryKind::Fiction { FICTION_BAR } else { "" });
        page.blocks(blocks);
        page.set_prefix("");
        page.blank();
    }
    if !issue.farewell.is_empty() {
        page.rule();
        page.blank();
        page.blocks(&issue.farewell);
    }
}

fn header(page: &mut PageBuilder<'_>, story: &Story) {
    page.section(story.name(), story.minutes(), SectionKind::Story(story.kind));
    page.set_prefix(BAR);
    if let Some(kicker) = &story.kicker {
        page.text(kicker, LineKind::Kicker);
    }
    if !story.headline.is_empty() {
        page.text(&story.headline, LineKind::Headline);
    }
    page.set_prefix("");
    if let Some(dek) = &story.dek {
        page.set_prefix("  ");
        page.text(dek, LineKind::Dek);
        page.set_prefix("");
    }
}
