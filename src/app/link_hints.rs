//! Labels on the visible links: typed, their letters open or copy the link.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::messages;
use super::mode::{LinkHints, Mode, Target};
use super::state::App;
use crate::config::key::Key;
use crate::layout::{Destination, SpanRole};

/// The letters of labels, those of the home row first.
const LETTERS: &[u8] = b"fjdkslaghrueiwoqptyvmcnbxz";

impl App {
    /// Puts labels on the visible links that pass the filter.
    fn show_hints(&mut self, copies: bool, filter: impl Fn(&App, usize) -> bool) {
        let mut links = self.visible_links();
        links.retain(|(.., link)| filter(self, *link));
        let letters = letters(links.len());
        let target = |((row, columns, link), letters): ((usize, Range<usize>, usize), String)| {
            // A label wider than its link begins on the space in front: the number after it must stay readable.
            let column = columns.start.saturating_sub(letters.len().saturating_sub(columns.len()));
            Target { letters, row, column, link }
        };
        let targets = links.into_iter().zip(letters).map(target).collect();
        let hints = LinkHints { typed: String::new(), targets, copies };
        self.mode = if hints.targets.is_empty() { Mode::Normal } else { Mode::Hints(hints) };
    }

    /// Puts labels on the visible links. Without one, goes to the next link below.
    pub(super) fn hint_links(&mut self, copies: bool) {
        if !self.focus_page() {
            return self.notify(messages::NO_VISIBLE_LINK);
        }
        self.show_hints(copies, |_, _| true);
        if self.mode.hints().is_some() {
            return;
        }
        let height = self.reader.height();
        let below = self.links_from(self.reader.top() + height, usize::MAX).first().map(|(row, ..)| *row);
        let Some(rows) = below else {
            let has_links = !self.links_from(0, usize::MAX).is_empty();
            return self.notify(if has_links { messages::NO_LINK_BELOW } else { messages::NO_LINKS });
        };
        self.push_jump();
        self.reader.jump(self.reader.top() + height + rows - height / 3);
        self.show_hints(copies, |_, _| true);
    }

    /// Goes to the post that the visible text refers to, or else to the place in the text. Several get labels.
    pub(super) fn follow_reference(&mut self) {
        let leads = |app: &App, link: usize, is_wanted: fn(&Destination) -> bool| {
            app.reader.current().is_some_and(|page| is_wanted(&page.links[link].destination))
        };
        self.show_hints(false, |app, link| {
            leads(app, link, |to| matches!(to, Destination::Post(_) | Destination::Story(..)))
        });
        if self.mode.hints().is_none() {
            self.show_hints(false, |app, link| leads(app, link, |to| matches!(to, Destination::Line(_))));
        }
        let mut links = self.mode.hints().into_iter().flat_map(|hints| &hints.targets).map(|target| target.link);
        if let (Some(only), true) = (links.next(), links.all(|_| false)) {
            self.mode = Mode::Normal;
            self.open_link(only);
        }
    }

    /// Row, columns and link of each visible link, of its first part.
    fn visible_links(&self) -> Vec<(usize, Range<usize>, usize)> {
        self.links_from(self.reader.top(), self.reader.height())
    }

    /// Row, columns and link of each link on so many lines, of its first part. Rows are counted from the first of them.
    fn links_from(&self, first: usize, lines: usize) -> Vec<(usize, Range<usize>, usize)> {
        let Some(document) = self.reader.current() else { return Vec::new() };
        let mut found = Vec::new();
        let mut before = None;
        for (row, line) in document.lines.iter().skip(first).take(lines).enumerate() {
            for (columns, span) in line.columns() {
                let is_number = span.role == SpanRole::LinkNumber;
                let starts = span.link != before && !is_number;
                if let Some(link) = span.link.filter(|_| starts) {
                    // The bracket of `[search 3]` is not covered.
                    let bracket = usize::from(span.text.starts_with('['));
                    found.push((row, columns.start + bracket..columns.end, link));
                }
                if !span.text.trim().is_empty() {
                    before = span.link;
                }
            }
            // A blank line separates two links with the same target.
            if line.spans.is_empty() {
                before = None;
            }
        }
        found
    }

    /// Handles a key: letters choose a link, Backspace deletes a letter, any other key cancels.
    pub(super) fn on_hint_key(&mut self, event: &KeyEvent) {
        let Mode::Hints(hints) = &mut self.mode else { return };
        let is_typed = (event.modifiers - KeyModifiers::SHIFT).is_empty();
        match event.code {
            // Such a key is no letter, and means here what it means elsewhere.
            KeyCode::Char(_) if !is_typed => {
                self.mode = Mode::Normal;
                return self.on_pane_key(Key::of(event), None);
            }
            KeyCode::Char(letter) => hints.typed.push(letter.to_ascii_lowercase()),
            KeyCode::Backspace if !hints.typed.is_empty() => drop(hints.typed.pop()),
            _ => return self.mode = Mode::Normal,
        }
        if let Some(target) = hints.targets.iter().find(|target| target.letters == hints.typed) {
            let (link, copies) = (target.link, hints.copies);
            self.mode = Mode::Normal;
            if copies { self.copy_link(link) } else { self.open_link(link) }
        } else if !hints.targets.iter().any(|target| target.letters.starts_with(&hints.typed)) {
            let typed = std::mem::take(&mut hints.typed);
            self.mode = Mode::Normal;
            self.notify(&messages::no_such_label(&typed));
        }
    }
}

/// Labels for a number of links: one letter each, or two if there are too many links.
pub(super) fn letters(count: usize) -> Vec<String> {
    let letter = |&byte: &u8| char::from(byte).to_string();
    if count <= LETTERS.len() {
        return LETTERS.iter().map(letter).collect();
    }
    LETTERS.iter().flat_map(|first| LETTERS.iter().map(move |second| letter(first) + &letter(second))).collect()
}
