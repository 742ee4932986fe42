//! The sections of the post, next to its text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};

use super::LineWriter;
use crate::app::layout;
use crate::app::overlay::OverlayKind;
use crate::app::{App, messages};
use crate::config::theme::Theme;

pub(super) fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    if layout::has_border(pane) {
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border);
        border.title(format!(" {} ", OverlayKind::Outline.title())).render(pane, buffer);
    }
    let list = layout::inner(pane);
    let (rows, current) = app.outline_rows(pane);
    if rows.is_empty() && app.selected().is_some() && app.reader().current().is_some() && list.height > 0 {
        LineWriter::new(buffer, Rect { height: 1, ..list }).text(&format!(" {}", messages::NO_HEADINGS), theme.detail);
    }
    for (y, (section, text)) in (list.y..).zip(rows) {
        let is_current = Some(section) == current;
        let mut writer = LineWriter::new(buffer, Rect { y, height: 1, ..list });
        writer.text(if is_current { "▌" } else { " " }, theme.headline);
        writer.text(&text, if is_current { Style::default().add_modifier(Modifier::BOLD) } else { Style::default() });
    }
}
