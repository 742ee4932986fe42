//! The lines of a list over the panes: how wide it is, how its texts are wrapped, and which lines are visible.

use ratatui::layout::Rect;

use super::layout;
use super::overlay::{Item, Overlay};
use crate::text::cells;
use crate::text::line_break::break_line;

/// Columns around the lines of a list: its border and a space on each side.
const CHROME: usize = 4;

/// The minimum width of a list, in cells, so that there is room for its title.
const NARROWEST: usize = 24;

/// The minimum height: a list of one line has room for its border.
const LOWEST: u16 = 5;

/// Cells between a key and its text.
const GAP: usize = 2;

/// The minimum width of a text beside its key, in cells. If it were narrower, long keys get lines of their own.
const MIN_TEXT: usize = 26;

/// The indentation of what continues a text without a key, and of its second line.
const INDENT: usize = 2;

/// A line of a list on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayLine {
    /// The index of its item in the list.
    pub item: usize,
    /// Its key, or a part of it.
    pub key: String,
    /// Cells in front of the text, with those of the key.
    pub indent: usize,
    /// Its text, or a part of it.
    pub text: String,
}

impl Overlay {
    /// The box of the list: in the middle, and as large as the list needs and the window allows.
    #[must_use]
    pub fn area(&self, body: Rect) -> Rect {
        let gap = if self.key_width > 0 { GAP } else { INDENT };
        let text_width = if self.items.is_empty() { cells(&self.nothing) } else { self.text_width };
        let widest = (self.key_width + gap + text_width + CHROME).max(NARROWEST);
        let width = u16::try_from(widest).unwrap_or(u16::MAX).min(body.width);
        let height = if self.items.len() >= usize::from(body.height) {
            body.height
        } else {
            // The width of its lines does not depend on its height.
            let inside = layout::inner(Rect { width, ..body });
            let lines = match self.items.len() {
                0 => self.nothing_lines(inside.width).len(),
                items => (0..items).map(|item| self.lines_of(item, inside.width).len()).sum(),
            };
            u16::try_from(lines + 2).unwrap_or(u16::MAX).max(LOWEST).min(body.height)
        };
        Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height }
    }

    /// What is shown instead of lines at a width, if nothing passes the filter.
    #[must_use]
    pub fn nothing_lines(&self, width: u16) -> Vec<String> {
        wrapped(&self.nothing, usize::from(width).saturating_sub(2).max(1))
    }

    /// The visible lines in the box, and the selected item.
    #[must_use]
    pub fn visible_lines(&self, area: Rect) -> (Vec<OverlayLine>, Option<usize>) {
        let list = layout::inner(area);
        let (shown, height) = (self.shown(), usize::from(list.height));
        if self.kind.is_static() {
            let lines = shown.iter().flat_map(|&item| self.lines_of(item, list.width));
            let lines: Vec<_> = lines.collect();
            let first = self.cursor.min(lines.len().saturating_sub(height));
            return (lines.into_iter().skip(first).take(height).collect(), None);
        }
        let Some(&selected) = self.entries.get(self.cursor) else { return (Vec::new(), None) };
        let at = shown.partition_point(|&item| item < selected);
        let is_detail = |&&item: &&usize| matches!(self.items[item], Item::Detail(_));
        let end = at + 1 + shown[at + 1..].iter().take_while(is_detail).count();
        let mut lines: Vec<_> = shown[at..end].iter().flat_map(|&item| self.lines_of(item, list.width)).collect();
        // Above the selected entry as many lines as there is room for, and only then those below.
        for &item in shown[..at].iter().rev() {
            if lines.len() >= height {
                break;
            }
            lines.splice(0..0, self.lines_of(item, list.width));
        }
        let above = lines.iter().position(|line| line.item == selected).unwrap_or_default();
        let hidden = lines.len().saturating_sub(height).min(above);
        lines.drain(..hidden);
        for &item in &shown[end..] {
            if lines.len() >= height {
                break;
            }
            lines.extend(self.lines_of(item, list.width));
        }
        lines.truncate(height);
        (lines, Some(selected))
    }

    /// Moves the selection, or scrolls a list without one, by so many lines.
    pub(super) fn step(&mut self, by: isize, body: Rect) {
        let to = self.cursor.saturating_add_signed(by);
        if self.kind.is_static() {
            let list = layout::inner(self.area(body));
            let lines = self.shown().iter().map(|&item| self.lines_of(item, list.width).len()).sum::<usize>();
            self.cursor = to.min(lines.saturating_sub(usize::from(list.height)));
        } else {
            self.select(to);
        }
    }

    /// The lines of an item at a width. What does not fit goes on below, indented.
    fn lines_of(&self, index: usize, width: u16) -> Vec<OverlayLine> {
        let width = usize::from(width).saturating_sub(2).max(1);
        let column = self.key_column(width);
        let indent = if column > 0 { column + GAP } else { 0 };
        let line = |key: &str, indent, text: String| OverlayLine { item: index, key: key.to_owned(), indent, text };
        match &self.items[index] {
            Item::Heading(text) => wrapped(text, width).into_iter().map(|text| line("", 0, text)).collect(),
            Item::Detail(text) => {
                let indent = indent.max(INDENT);
                wrapped(text, width.saturating_sub(indent)).into_iter().map(|text| line("", indent, text)).collect()
            }
            Item::Entry(key, text) => {
                let mut lines = Vec::new();
                let mut key = key.as_str();
                let keys = break_line(key, width);
                if cells(key) > column {
                    lines.extend(keys.iter().map(|part| line(part, 0, String::new())));
                    key = "";
                }
                for (nth, text) in wrapped(text, width.saturating_sub(indent)).into_iter().enumerate() {
                    lines.push(line(if nth == 0 { key } else { "" }, indent, text));
                }
                lines
            }
        }
    }

    /// The width of the column of keys, if the lines have this width.
    fn key_column(&self, width: usize) -> usize {
        let is_roomy = self.key_width + GAP + self.text_width.min(MIN_TEXT) <= width;
        if is_roomy { self.key_width } else { self.key_width.min(width / 4) }
    }
}

/// A text in lines of a width. Those after the first are indented; all are, if the first is.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    if cells(text) <= width {
        return vec![text.to_owned()];
    }
    let indent = " ".repeat(text.len() - text.trim_start_matches(' ').len());
    let lines = break_line(text, width.saturating_sub(indent.len() + INDENT).max(1));
    let prefix = |nth: usize| if nth == 0 { indent.clone() } else { format!("{indent}{:INDENT$}", "") };
    lines.iter().enumerate().map(|(nth, line)| prefix(nth) + line).collect()
}
