//! The reader: the page, its matches and link labels.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page_style::styled_spans;
use super::{LineWriter, border, clear};
use crate::app::LinkHints;
use crate::app::layout;
use crate::app::{App, Focus, Mode, messages};
use crate::config::theme::Theme;
use crate::layout::{Document, Line, LineKind};
use crate::text::cells;

pub(super) fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let page = app.reader();
    let document = page.document().filter(|_| app.has_page());
    let (title, place) = match document {
        Some(document) => (running_title(app, document), format!(" {}% ", page.percent())),
        None => (String::new(), String::new()),
    };
    if let Mode::Image(shown) = app.mode() {
        clear(theme, pane, buffer);
        return border(app, theme, pane, Focus::Reader, &shown.label, "", buffer);
    }
    border(app, theme, pane, Focus::Reader, &title, &place, buffer);
    let text = layout::text_area(pane);
    let Some(document) = document else {
        if !app.has_page() && app.progress().finished && text.height > 0 {
            LineWriter::new(buffer, Rect { height: 1, ..text }).text(messages::NOTHING_SELECTED, theme.detail);
        }
        return;
    };
    let lines = document.lines.iter().skip(page.top());
    for ((y, line), number) in (text.y..text.y + text.height).zip(lines).zip(page.top()..) {
        let area = Rect { y, height: 1, ..text };
        draw_line(theme, line, area, buffer);
        draw_matches(app, theme, line, number, area, buffer);
    }
    if let Mode::Select(selection) = app.mode() {
        let top = page.top();
        for number in selection.range().filter(|number| (top..top + usize::from(text.height)).contains(number)) {
            let y = text.y + u16::try_from(number - top).unwrap_or_default();
            buffer.set_style(Rect { y, height: 1, ..text }, theme.selected);
        }
    }
    if let Some(hints) = app.mode().hints() {
        draw_hints(theme, hints, text, buffer);
    }
    if layout::has_border(pane) {
        draw_scrollbar(app, theme, document.lines.len(), pane, buffer);
    }
}

/// Highlights the matches on a line.
fn draw_matches(app: &App, theme: &Theme, line: &Line, number: usize, area: Rect, buffer: &mut Buffer) {
    let pieces = app.matches().on_line(number);
    if pieces.is_empty() || app.reader().current().is_none() {
        return;
    }
    let text = line.text();
    for piece in pieces {
        let (Some(before), Some(found)) = (text.get(..piece.bytes.start), text.get(piece.bytes.clone())) else {
            continue;
        };
        let (start, width) = (cells(before), cells(found));
        let room = usize::from(area.width).saturating_sub(start);
        let (Ok(x), Ok(width)) = (u16::try_from(start), u16::try_from(width.min(room))) else { continue };
        let style = if app.matches().current == Some(piece.nth) { theme.current_match } else { theme.matched };
        buffer.set_style(Rect { x: area.x + x.min(area.width), width, ..area }, style);
    }
}

/// The labels on the links, without those that the typed letters rule out.
fn draw_hints(theme: &Theme, hints: &LinkHints, text: Rect, buffer: &mut Buffer) {
    for target in &hints.targets {
        let (Ok(row), Ok(column)) = (u16::try_from(target.row), u16::try_from(target.column)) else { continue };
        let Some(letters) = target.letters.strip_prefix(&hints.typed) else { continue };
        if row < text.height && column < text.width {
            let area = Rect { x: text.x + column, y: text.y + row, width: text.width - column, height: 1 };
            LineWriter::new(buffer, area).text(letters, theme.hint);
        }
    }
}

/// The current section, `2/6  Headline`, or the title of the post once it is scrolled out.
fn running_title(app: &App, document: &Document) -> String {
    if let Some(section) = app.reader().section() {
        let heading = &document.sections[section].heading;
        return format!("{}/{}  {heading}", section + 1, document.sections.len());
    }
    let titles = document.lines.iter().take_while(|line| line.kind == LineKind::Title).count();
    let post = app.selected().and_then(|post| app.library().post(post));
    match post {
        Some(post) if app.reader().top() >= titles => post.title.to_string(),
        _ => String::new(),
    }
}

fn draw_line(theme: &Theme, line: &Line, area: Rect, buffer: &mut Buffer) {
    let mut writer = LineWriter::new(buffer, area);
    for (text, style) in styled_spans(theme, line) {
        writer.clean(text, style);
    }
}

/// A thumb on the right border, if the text is longer than the pane.
fn draw_scrollbar(app: &App, theme: &Theme, lines: usize, pane: Rect, buffer: &mut Buffer) {
    let track = usize::from(pane.height - 2);
    let height = app.reader().height();
    if lines <= height || track == 0 {
        return;
    }
    let thumb = (track * height / lines).max(1);
    let start = (track - thumb) * app.reader().top() / (lines - height).max(1);
    let style = if app.focus() == Focus::Reader { theme.border_focused } else { theme.border };
    for row in start..start + thumb {
        let y = pane.y + 1 + u16::try_from(row).unwrap_or_default();
        buffer.set_stringn(pane.x + pane.width - 1, y, "┃", 1, style);
    }
}
