//! The line that a query is typed into, and what is wrong with it on the line below.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Pen, cut};
use crate::app::App;
use crate::app::layout::Area;
use crate::app::prompt::{Prompt, Scope};
use crate::config::theme::Theme;
use crate::text::CleanText;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, buffer: &mut Buffer) {
    let Some(prompt) = &app.prompt else { return };
    let mut pen = Pen::new(buffer, area);
    pen.text(label(prompt), theme.key);
    let room = pen.room();
    let hidden = hidden(prompt, room);
    let mut column = 0;
    let cursor = prompt.input.visual_cursor();
    // What is typed comes from a keyboard or a paste; it is cleaned like every other text.
    let text = CleanText::run(prompt.text());
    for grapheme in text.graphemes(true).chain([" "]) {
        if column >= hidden {
            let style = if column == cursor { theme.message.add_modifier(Modifier::REVERSED) } else { theme.message };
            pen.text(grapheme, style);
        }
        column += grapheme.width();
    }
}

/// What is wrong with the query, under its place: `^ there is no such field`.
pub(super) fn draw_error(prompt: &Prompt, what: &str, at: usize, theme: &Theme, area: Area, buffer: &mut Buffer) {
    let label = label(prompt).width();
    let room = usize::from(area.width).saturating_sub(label);
    let column = prompt.text().get(..at).unwrap_or_default().width().saturating_sub(hidden(prompt, room));
    let column = label + column.min(room.saturating_sub(1));
    let mut pen = Pen::new(buffer, area);
    let width = usize::from(area.width);
    // Behind the mark if there is room, else before it.
    if column + 2 + what.width() <= width || column < width / 2 {
        pen.text(&" ".repeat(column), theme.error);
        pen.text("^ ", theme.error);
        let room = pen.room();
        return pen.text(&cut(what, room), theme.error);
    }
    let text = cut(what, column.saturating_sub(1));
    pen.text(&" ".repeat(column.saturating_sub(text.width() + 1)), theme.error);
    pen.text(&text, theme.error);
    pen.text(" ^", theme.error);
}

fn label(prompt: &Prompt) -> &'static str {
    match prompt.scope {
        Scope::Library => " / ",
        Scope::Post => " in this post / ",
    }
}

/// Cells of the query that are scrolled out of sight, so that its cursor is on the screen.
fn hidden(prompt: &Prompt, room: usize) -> usize {
    prompt.input.visual_scroll(room.saturating_sub(1))
}
