//! The lists over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};
use tui_input::Input;

use super::{LineWriter, clear};
use crate::app::overlay::{Item, Overlay};
use crate::app::{OverlayLine, layout};
use crate::config::theme::Theme;
use crate::text::truncate;

pub(super) fn draw(theme: &Theme, overlay: &Overlay, body: Rect, buffer: &mut Buffer) {
    let pane = overlay.area(body);
    clear(theme, pane, buffer);
    let list = layout::inner(pane);
    if layout::has_border(pane) {
        let is_typed = overlay.is_filtering || overlay.kind.is_listed_anew() || !overlay.query().is_empty();
        let title = overlay.kind.title();
        let title = if is_typed { format!(" {title}: {}", with_cursor(&overlay.input)) } else { format!(" {title} ") };
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border_focused);
        border.title(title).render(pane, buffer);
    }
    let (lines, selected) = overlay.visible_lines(pane);
    if lines.is_empty() && !overlay.query().is_empty() {
        for (y, line) in (list.y..list.y + list.height).zip(overlay.nothing_lines(list.width)) {
            LineWriter::new(buffer, Rect { y, height: 1, ..list }).text(&format!(" {line}"), theme.detail);
        }
    }
    for (y, line) in (list.y..list.y + list.height).zip(&lines) {
        let area = Rect { y, height: 1, ..list };
        let chosen = (selected == Some(line.item)).then_some(theme.selected);
        if let Some(style) = chosen {
            buffer.set_style(area, style);
        }
        draw_line(theme, line, &overlay.items[line.item], chosen, area, buffer);
    }
}

/// What is typed, with a line where the cursor is.
fn with_cursor(input: &Input) -> String {
    let at = input.value().char_indices().nth(input.cursor()).map_or(input.value().len(), |(at, _)| at);
    let (before, after) = input.value().split_at(at);
    format!("{before}▏{after}")
}

/// Draws a line of a list, in its own colours or those of the selection.
fn draw_line(theme: &Theme, line: &OverlayLine, item: &Item, chosen: Option<Style>, area: Rect, buffer: &mut Buffer) {
    let style = match item {
        Item::Heading(_) => theme.month,
        Item::Entry(..) => chosen.unwrap_or_default(),
        Item::Detail(_) => theme.detail,
    };
    let mut writer = LineWriter::new(buffer, area);
    writer.text(" ", chosen.unwrap_or_default());
    writer.text(&format!("{:1$}", line.key, line.indent), chosen.unwrap_or(theme.key));
    writer.text(&truncate(&line.text, writer.room()), style);
}
