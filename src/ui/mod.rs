//! Draws the state with ratatui. Changes nothing, and builds only what is visible.
//!
//! - `timeline`: the archive as a calendar, with the selected week.
//! - `title_bar`: the folder, the number of posts, progress.
//! - `post_list`: the list of posts.
//! - `story_list`: a list of stories in its place.
//! - `reader`: the page with its matches and link labels.
//! - `page_style`: the style of each part of a page.
//! - `outline`: the sections next to the page.
//! - `overlay`: the lists over the panes.
//! - `trends`: the share of queries over time, or the words that rise. `chart`: its lines.
//! - `calendar`: weeks by years, for the timeline.
//! - `confirm`: the question in front of a doubtful link.
//! - `prompt`: the line for typing a query.
//! - `footer`: messages, and the keys that are useful now; `key_hints`: which these are.

mod calendar;
mod chart;
mod confirm;
mod footer;
mod key_hints;
mod outline;
mod overlay;
mod page_style;
mod post_list;
mod prompt;
mod reader;
mod story_list;
mod timeline;
mod title_bar;
mod trends;

use std::ops::Range;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::app::layout;
use crate::app::{App, Chart, Focus, Mode};
use crate::config::key::Key;
use crate::config::theme::Theme;
use crate::text::line_break::break_line;
use crate::text::{CleanText, cells, truncate};

pub use calendar::{CalendarText, gap_in_words};
pub use page_style::styled_spans;

/// Draws the whole screen.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let theme = app.themes().current();
    let screen = frame.area();
    let buffer = frame.buffer_mut();
    let layout = app.layout_at((screen.width, screen.height));
    // By default it is that of the terminal, and there is nothing to do for each cell.
    if theme.window != Style::default() {
        buffer.set_style(screen, theme.window);
    }
    if let Some(area) = layout.title {
        title_bar::draw(app, theme, area, buffer);
    }
    if let Some(area) = layout.post_list {
        match app.story_lists().top() {
            Some(list) => story_list::draw(app, list, theme, area, buffer),
            None => post_list::draw(app, theme, area, buffer),
        }
    }
    if let Some(area) = layout.reader {
        reader::draw(app, theme, area, buffer);
    }
    if let Some(area) = layout.outline {
        outline::draw(app, theme, area, buffer);
    }
    match app.chart() {
        Some(Chart::Timeline(timeline)) => timeline::draw(app, theme, timeline, layout.body, buffer),
        Some(Chart::Trends(trends)) => trends::draw(app, theme, trends, layout.body, buffer),
        None => {}
    }
    if let Some(overlay) = app.mode().overlay() {
        overlay::draw(theme, overlay, layout.body, buffer);
    }
    if let Mode::Confirm(question) = app.mode() {
        confirm::draw(theme, question, layout.body, buffer);
    }
    // In front of the panes and lists: a long message covers their last rows.
    if let Some(area) = layout.prompt {
        prompt::draw(app, theme, area, buffer);
    }
    if let Some(area) = layout.footer {
        footer::draw(app, theme, area, buffer);
    }
}

/// The key that is named at a place of the title bar or the footer of a screen of so many columns and rows.
#[must_use]
pub fn key_at(app: &App, size: (u16, u16), place: Position) -> Option<Key> {
    let (layout, theme) = (app.layout_at(size), app.themes().current());
    let keys = |area: Rect, draw: fn(&App, &Theme, Rect, &mut Buffer) -> KeyAreas| {
        // The bar is drawn once more, aside, and says where its keys are.
        draw(app, theme, area, &mut Buffer::empty(area))
    };
    let under = |bar: &Rect| bar.contains(place);
    // While something is typed or asked, the keys of the title bar are for that.
    let title = layout.title.filter(|_| matches!(app.mode(), Mode::Normal));
    let keys = match (title.filter(under), layout.footer.filter(under)) {
        (Some(bar), _) => keys(bar, title_bar::draw),
        (_, Some(bar)) => keys(bar, footer::draw),
        (None, None) => Vec::new(),
    };
    keys.into_iter().find(|(columns, _)| columns.contains(&place.x)).map(|(_, key)| key)
}

/// The area of the list or question in front of the panes.
#[must_use]
pub fn covered_area(app: &App, screen: Rect) -> Option<Rect> {
    let body = app.layout_at((screen.width, screen.height)).body;
    match app.mode() {
        Mode::Image(_) => app.layout_at((screen.width, screen.height)).reader,
        Mode::Confirm(question) => Some(confirm::area(question, body)),
        mode => mode.overlay().map(|overlay| overlay.area(body)),
    }
}

/// The border of a pane with its titles, as far as there is room.
fn border(app: &App, theme: &Theme, pane: Rect, of: Focus, left: &str, right: &str, buffer: &mut Buffer) {
    let focused = app.focus() == of && app.mode().overlay().is_none();
    draw_border(theme, pane, focused, (left, right), buffer);
}

/// A border with titles.
fn draw_border(theme: &Theme, pane: Rect, focused: bool, (left, right): (&str, &str), buffer: &mut Buffer) {
    if !layout::has_border(pane) {
        return;
    }
    let style = if focused { theme.border_focused } else { theme.border };
    Block::bordered().border_type(BorderType::Rounded).border_style(style).render(pane, buffer);
    let room = usize::from(pane.width - 2);
    let right_width = cells(right);
    let mut writer = LineWriter::new(buffer, Rect { x: pane.x + 2, width: pane.width - 4, height: 1, ..pane });
    if !left.is_empty() && room > right_width + 8 {
        let title_style = if focused { style.patch(theme.title) } else { style };
        writer.text(&format!(" {} ", truncate(left, room - right_width - 6)), title_style);
    }
    if right_width + 2 < room {
        let x = pane.x + pane.width - 2 - u16::try_from(right_width).unwrap_or_default();
        buffer.set_stringn(x, pane.y, right, right_width, style);
    }
}

/// Empties an area, for what is in front of the panes.
fn clear(theme: &Theme, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    buffer.set_style(area, theme.window);
}

/// A text on the lines of an area, a cell from its edges.
fn draw_lines(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width).saturating_sub(2).max(1);
    for (y, line) in (area.y..area.bottom()).zip(break_line(text, width)) {
        write_line(&line, style, Rect { y, ..area }, buffer);
    }
}

/// A text on the first line of an area, a cell from its edges.
fn write_line(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    if area.height > 0 {
        let text = truncate(text, usize::from(area.width).saturating_sub(2));
        LineWriter::new(buffer, Rect { height: 1, ..area }).text(&format!(" {text}"), style);
    }
}

/// The columns on which a click presses a key.
type KeyAreas = Vec<(Range<u16>, Key)>;

/// Writes text from left to right on one line of an area, up to its edge.
struct LineWriter<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
    /// The keys that a click presses.
    keys: KeyAreas,
}

impl<'a> LineWriter<'a> {
    fn new(buffer: &'a mut Buffer, area: Rect) -> Self {
        Self { buffer, x: area.x, y: area.y, end: area.x + area.width, keys: Vec::new() }
    }

    /// The number of cells left on the line.
    fn room(&self) -> usize {
        usize::from(self.end.saturating_sub(self.x))
    }

    fn text(&mut self, text: &str, style: Style) {
        (self.x, _) = self.buffer.set_stringn(self.x, self.y, text, self.room(), style);
    }

    /// Writes the name of a key and what it does. A click on either presses it.
    fn key(&mut self, key: Key, (what, theme): (&str, &Theme)) {
        let start = self.x;
        self.text(&key.to_string(), theme.key);
        self.text(&format!(" {what}"), theme.detail);
        self.keys.push((start..self.x, key));
    }

    /// Writes a text on which a click presses a key.
    fn text_for(&mut self, key: Option<Key>, text: &str, style: Style) {
        let start = self.x;
        self.text(text, style);
        self.keys.extend(key.map(|key| (start..self.x, key)));
    }

    fn clean(&mut self, text: &CleanText, style: Style) {
        self.text(text, style);
    }

    /// Moves right to the last cells of the line, if it is not past them.
    fn skip_to_last(&mut self, cells: usize) {
        self.x = self.x.max(self.end.saturating_sub(u16::try_from(cells).unwrap_or(u16::MAX)));
    }
}
