//! The stories of the issue, beside its text.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Widget};

use super::{Pen, rect};
use crate::app::App;
use crate::app::layout::{self, Area};
use crate::app::overlay::Kind;
use crate::config::theme::Theme;

pub(super) fn draw(app: &App, theme: &Theme, pane: Area, buffer: &mut Buffer) {
    if layout::has_border(pane) {
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border);
        border.title(format!(" {} ", Kind::Outline.title())).render(rect(pane), buffer);
    }
    let list = layout::inner(pane);
    let (rows, current) = app.outline_rows(pane);
    for (y, (story, text)) in (list.y..).zip(rows) {
        let is_current = Some(story) == current;
        let mut pen = Pen::new(buffer, Area { y, height: 1, ..list });
        pen.text(if is_current { "▌" } else { " " }, theme.headline);
        pen.text(&text, if is_current { Style::default().add_modifier(Modifier::BOLD) } else { Style::default() });
    }
}
