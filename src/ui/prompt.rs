//! The line for typing a query, and its error on the line below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use super::{LineWriter, clear};
use crate::app::App;

use crate::app::prompt::{Prompt, Purpose};
use crate::config::theme::Theme;
use crate::text::{CleanText, cells, truncate};

pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(prompt) = app.mode().prompt() else { return };
    clear(theme, area, buffer);
    let mut writer = LineWriter::new(buffer, area);
    writer.text(label(prompt), theme.key);
    let room = writer.room();
    let hidden = hidden(prompt, room);
    let mut column = 0;
    let cursor = prompt.input.visual_cursor();
    // Typed and pasted text is sanitized like all other text.
    let text = CleanText::sanitized(prompt.text());
    for grapheme in text.graphemes(true).chain([" "]) {
        if column >= hidden {
            let style = if column == cursor { theme.message.add_modifier(Modifier::REVERSED) } else { theme.message };
            writer.text(grapheme, style);
        }
        column += cells(grapheme);
    }
}

/// The error in the query, under its position if there is room for it whole: `^ unknown field`.
pub(super) fn draw_error(prompt: &Prompt, what: &str, at: usize, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let label = cells(label(prompt));
    let room = usize::from(area.width).saturating_sub(label);
    let column = cells(prompt.text().get(..at).unwrap_or_default()).saturating_sub(hidden(prompt, room));
    let column = label + column.min(room.saturating_sub(1));
    let mut writer = LineWriter::new(buffer, area);
    let width = usize::from(area.width);
    // After the caret if there is room, or else in front of it, or else without it.
    let text = truncate(what, width.saturating_sub(1));
    let (before, line) = if column + 2 + cells(what) <= width {
        (column, format!("^ {what}"))
    } else if cells(what) < column {
        (column - cells(what) - 1, format!("{what} ^"))
    } else {
        (width.saturating_sub(cells(&text)).min(1), text.to_string())
    };
    writer.text(&" ".repeat(before), theme.error);
    writer.text(&line, theme.error);
}

fn label(prompt: &Prompt) -> &'static str {
    match prompt.purpose {
        Purpose::SearchLibrary | Purpose::NarrowList => " / ",
        Purpose::SearchPost => " in this post / ",
        Purpose::Trends => " compare: ",
        Purpose::Pipe => " | ",
        Purpose::Export => " export to: ",
        Purpose::NameSearch => " name of this search: ",
    }
}

/// Cells of the query that are scrolled out, so that the cursor is visible.
fn hidden(prompt: &Prompt, room: usize) -> usize {
    prompt.input.visual_scroll(room.saturating_sub(1))
}
