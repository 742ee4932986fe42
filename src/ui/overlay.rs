//! The lists over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::LineWriter;
use crate::app::layout;
use crate::app::overlay::{Item, Overlay, OverlayKind};
use crate::config::theme::Theme;
use crate::text::truncate;

/// The maximum width of a list, in cells.
const WIDEST: u16 = 100;

pub(super) fn draw(theme: &Theme, overlay: &Overlay, body: Rect, buffer: &mut Buffer) {
    let pane = place(overlay, body);
    Clear.render(pane, buffer);
    let list = layout::inner(pane);
    if layout::has_border(pane) {
        let title = match overlay.query.as_str() {
            "" if overlay.kind == OverlayKind::Titles => format!(" {}: ▏", overlay.kind.title()),
            "" => format!(" {} ", overlay.kind.title()),
            query => format!(" {}: {query}▏", overlay.kind.title()),
        };
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border_focused);
        border.title(title).render(pane, buffer);
    }
    let keys = overlay.key_width;
    let height = usize::from(list.height);
    let (first, selected) = window(overlay, height);
    for (y, at) in (list.y..list.y + list.height).zip(overlay.shown().into_iter().skip(first)) {
        let item = &overlay.items[at];
        let line = Rect { y, height: 1, ..list };
        let chosen = (selected == Some(at)).then_some(theme.selected);
        if let Some(style) = chosen {
            buffer.set_style(line, style);
        }
        draw_item(theme, item, keys, chosen, line, buffer);
    }
}

/// A box in the middle, as large as its list if there is room.
fn place(overlay: &Overlay, body: Rect) -> Rect {
    let widest = (overlay.key_width + 4 + overlay.text_width).max(24);
    let width = u16::try_from(widest + 4).unwrap_or(u16::MAX).min(WIDEST).min(body.width);
    // A list of one line has room for its border.
    let height = u16::try_from(overlay.items.len() + 2).unwrap_or(u16::MAX).max(5).min(body.height);
    Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height }
}

/// The first visible item, and the selected one. In the help, which has no selection, the cursor is the scroll offset.
fn window(overlay: &Overlay, height: usize) -> (usize, Option<usize>) {
    let items = &overlay.items;
    if overlay.kind.is_static() {
        return (overlay.cursor.min(items.len().saturating_sub(height)), None);
    }
    let Some(&selected) = overlay.entries.get(overlay.cursor) else { return (0, None) };
    // Its second line must be visible too.
    let details = items[selected + 1..].iter().take_while(|item| matches!(item, Item::Detail(_))).count();
    // In a filtered list each line is an entry.
    let row = if overlay.shown().len() == items.len() { selected } else { overlay.cursor };
    let first = (row + details + 1).saturating_sub(height).min(row);
    (first, Some(selected))
}

/// Draws a line of a list, in its own colours or those of the selection.
fn draw_item(theme: &Theme, item: &Item, keys: usize, chosen: Option<Style>, line: Rect, buffer: &mut Buffer) {
    let role = |style: Style| chosen.unwrap_or(style);
    let mut writer = LineWriter::new(buffer, line);
    writer.text(" ", role(Style::default()));
    match item {
        Item::Heading(text) => writer.text(&truncate(text, writer.room()), theme.month),
        Item::Entry(key, text) => {
            if keys > 0 {
                writer.text(&format!("{key:keys$}  "), role(theme.key));
            }
            writer.text(&truncate(text, writer.room()), role(Style::default()));
        }
        Item::Detail(text) => {
            let indent = if keys > 0 { keys + 2 } else { 2 };
            writer.text(&" ".repeat(indent), Style::default());
            writer.text(&truncate(text, writer.room()), theme.detail);
        }
    }
}
