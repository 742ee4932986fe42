//! The sections of the page: from one to the next, in a list, and in the outline next to the text on wide screens.

use ratatui::layout::Rect;

use super::layout;
use super::messages;
use super::overlay::{Item, OverlayKind};
use super::state::App;
use crate::layout::{SectionKind, SectionStart};
use crate::text::CleanText;
use crate::text::line_break::break_line;

/// Cells in front of a heading, for its number.
const INDENT: usize = 4;

/// Minimum width of a heading, in cells.
const MIN_COLUMNS: usize = 8;

/// Deeper sections are not indented further.
const MAX_DEPTH: usize = 3;

/// A row of the outline: the index of the section, and the text.
pub type OutlineRow = (usize, String);

impl App {
    /// The visible rows of the outline, and the current section.
    #[must_use]
    pub fn outline_rows(&self, pane: Rect) -> (Vec<OutlineRow>, Option<usize>) {
        let list = layout::inner(pane);
        let document = self.reader.document().filter(|_| self.has_page());
        let Some(document) = document else { return (Vec::new(), None) };
        let current = self.reader.section();
        let rows: Vec<OutlineRow> = document
            .sections
            .iter()
            .enumerate()
            .flat_map(|(nth, section)| section_rows(nth, section, usize::from(list.width).saturating_sub(2)))
            .collect();
        // All rows of the current section must be visible.
        let end = rows.iter().rposition(|(section, _)| Some(*section) == current).map_or(0, |last| last + 1);
        let hidden = end.saturating_sub(usize::from(list.height));
        (rows.into_iter().skip(hidden).take(usize::from(list.height)).collect(), current)
    }

    /// Handles a click on the outline.
    pub(super) fn click_outline(&mut self, pane: Rect, row: u16) {
        let (rows, _) = self.outline_rows(pane);
        let section = rows.get(usize::from(row.saturating_sub(layout::inner(pane).y))).map(|(section, _)| *section);
        if let Some(section) = section {
            self.jump_to_section(section);
        }
    }

    /// Jumps to the next heading, or to that of the current section, or to the one before it.
    pub(super) fn go_to_section(&mut self, forwards: bool) {
        let Some((document, first)) = self.reader.current().and_then(|page| Some((page, page.sections.first()?)))
        else {
            return self.notify(messages::NO_SECTIONS);
        };
        let is_story = first.kind.is_story();
        let current = self.reader.section();
        let next = if forwards {
            Some(current.map_or(0, |current| current + 1))
        } else {
            let is_inside = |&current: &usize| document.sections[current].line < self.reader.top();
            current.filter(is_inside).or_else(|| current?.checked_sub(1))
        };
        match next {
            Some(next) if next < document.sections.len() => self.jump_to_section(next),
            Some(_) if is_story => self.notify(messages::LAST_STORY),
            Some(_) => self.notify(messages::LAST_HEADING),
            None => self.jump_to_line(0),
        }
    }

    /// Jumps to a section, counted from 0.
    pub(super) fn jump_to_section(&mut self, section: usize) {
        let section = self.reader.current().and_then(|page| page.sections.get(section));
        if let Some(line) = section.map(|section| section.line) {
            self.jump_to_line(line);
        }
    }

    /// Jumps to a line of the text and focuses the reader. `Ctrl-o` goes back.
    pub(super) fn jump_to_line(&mut self, line: usize) {
        self.push_jump();
        self.focus_page();
        self.reader.jump(line);
    }

    /// Opens the list of sections with the current one selected.
    pub(super) fn list_sections(&mut self) {
        let section = self.reader.section();
        match self.reader.current() {
            Some(document) if !document.sections.is_empty() => {
                self.open_list(OverlayKind::Outline, section.unwrap_or_default());
            }
            _ => self.notify(messages::NO_SECTIONS),
        }
    }

    /// The entries of the list of sections.
    pub(super) fn section_items(&self) -> Vec<Item> {
        let sections = self.reader.current().map(|document| document.sections.as_slice()).unwrap_or_default();
        let item = |(nth, section): (usize, &SectionStart)| {
            let remark = section.remark().map(|remark| format!("  ({remark})")).unwrap_or_default();
            let text = format!("{}{}{remark}", indentation(section), section.heading);
            Item::Entry((nth + 1).to_string(), CleanText::sanitized(&text))
        };
        sections.iter().enumerate().map(item).collect()
    }
}

/// Spaces in front of a section that is part of others.
fn indentation(section: &SectionStart) -> String {
    match section.kind {
        SectionKind::Story(_) => String::new(),
        SectionKind::Part(depth) => "  ".repeat(depth.min(MAX_DEPTH)),
    }
}

/// The rows of a section: its number, its heading and its reading time.
fn section_rows(index: usize, section: &SectionStart, width: usize) -> Vec<OutlineRow> {
    let remark = section.remark().map(|remark| format!(" ({})", remark.replace(' ', "\u{a0}"))).unwrap_or_default();
    let text = format!("{}{remark}", section.heading);
    let indent = " ".repeat(INDENT) + &indentation(section);
    let lines = break_line(&text, width.saturating_sub(indent.len()).max(MIN_COLUMNS));
    let first = format!("{:>2}  {}", index + 1, indentation(section));
    let head = |nth: usize| if nth == 0 { &first } else { &indent };
    lines.iter().enumerate().map(|(nth, line)| (index, format!("{}{line}", head(nth)))).collect()
}
