//! The outline beside the text on wide screens: each story's headline with its reading time, on as many rows as it needs.

use unicode_width::UnicodeWidthStr;

use super::state::App;
use ratatui::layout::Rect;

use super::layout;
use crate::layout::StoryStart;

/// Cells before a headline: its number.
const INDENT: usize = 4;

/// A row of the outline: the story, counted from 0, and its text.
pub type OutlineRow = (usize, String);

impl App {
    /// The rows of the outline on the screen, and the story that is read.
    #[must_use]
    pub fn outline_rows(&self, pane: Rect) -> (Vec<OutlineRow>, Option<usize>) {
        let list = layout::inner(pane);
        let Some(document) = self.reader.document() else { return (Vec::new(), None) };
        let current = document.story_at(self.reader.top());
        let rows: Vec<OutlineRow> = document
            .stories
            .iter()
            .enumerate()
            .flat_map(|(nth, story)| wrapped(nth, story, usize::from(list.width).saturating_sub(2)))
            .collect();
        // The story that is read is to be seen whole.
        let end = rows.iter().rposition(|(story, _)| Some(*story) == current).map_or(0, |last| last + 1);
        let hidden = end.saturating_sub(usize::from(list.height));
        (rows.into_iter().skip(hidden).take(usize::from(list.height)).collect(), current)
    }

    /// A click on the outline.
    pub(super) fn click_outline(&mut self, pane: Rect, row: u16) {
        let (rows, _) = self.outline_rows(pane);
        let story = rows.get(usize::from(row.saturating_sub(layout::inner(pane).y))).map(|(story, _)| *story);
        if let Some(story) = story {
            self.jump_to_story(story);
        }
    }
}

/// A headline broken between words, its number before it and its reading time behind it.
fn wrapped(nth: usize, story: &StoryStart, width: usize) -> Vec<OutlineRow> {
    let room = width.saturating_sub(INDENT).max(8);
    let time = format!("({}{}\u{a0}min)", if story.is_fiction { "fiction\u{a0}·\u{a0}" } else { "" }, story.minutes);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in story.headline.split(' ').chain([time.as_str()]).filter(|word| !word.is_empty()) {
        if used > 0 && used + 1 + word.width() > room {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += word.width();
    }
    let head = |at: usize| if at == 0 { format!("{:>2}  ", nth + 1) } else { " ".repeat(INDENT) };
    lines.into_iter().enumerate().map(|(at, line)| (nth, head(at) + &line)).collect()
}
