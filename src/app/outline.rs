//! The outline next to the text on wide screens: the headline of each story with its reading time.

use super::state::App;
use ratatui::layout::Rect;

use super::layout;
use crate::layout::StoryStart;
use crate::text::line_break::break_line;

/// Cells in front of a headline, for its number.
const INDENT: usize = 4;

/// Minimum width of a headline, in cells.
const MIN_COLUMNS: usize = 8;

/// A row of the outline: the index of the story, and the text.
pub type OutlineRow = (usize, String);

impl App {
    /// The visible rows of the outline, and the current story.
    #[must_use]
    pub fn outline_rows(&self, pane: Rect) -> (Vec<OutlineRow>, Option<usize>) {
        let list = layout::inner(pane);
        let Some(document) = self.reader.document() else { return (Vec::new(), None) };
        let current = document.story_at(self.reader.top());
        let rows: Vec<OutlineRow> = document
            .stories
            .iter()
            .enumerate()
            .flat_map(|(nth, story)| story_rows(nth, story, usize::from(list.width).saturating_sub(2)))
            .collect();
        // All rows of the current story must be visible.
        let end = rows.iter().rposition(|(story, _)| Some(*story) == current).map_or(0, |last| last + 1);
        let hidden = end.saturating_sub(usize::from(list.height));
        (rows.into_iter().skip(hidden).take(usize::from(list.height)).collect(), current)
    }

    /// Handles a click on the outline.
    pub(super) fn click_outline(&mut self, pane: Rect, row: u16) {
        let (rows, _) = self.outline_rows(pane);
        let story = rows.get(usize::from(row.saturating_sub(layout::inner(pane).y))).map(|(story, _)| *story);
        if let Some(story) = story {
            self.jump_to_story(story);
        }
    }
}

/// The rows of a story: its number, its headline and its reading time.
fn story_rows(index: usize, story: &StoryStart, width: usize) -> Vec<OutlineRow> {
    let kind = if story.is_fiction { "fiction\u{a0}·\u{a0}" } else { "" };
    let text = format!("{} ({kind}{}\u{a0}min)", story.headline, story.minutes);
    let lines = break_line(&text, width.saturating_sub(INDENT).max(MIN_COLUMNS));
    let head = |nth: usize| if nth == 0 { format!("{:>2}  ", index + 1) } else { " ".repeat(INDENT) };
    lines.iter().enumerate().map(|(nth, line)| (index, head(nth) + line)).collect()
}
