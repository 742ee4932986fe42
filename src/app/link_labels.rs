//! Labels on the visible links: showing them, and the keys that choose one.

use crossterm::event::KeyCode;
use unicode_width::UnicodeWidthStr;

use super::link_hints::{LinkHints, Target, letters};
use super::messages;
use super::mode::Mode;
use super::state::App;
use crate::layout::SpanRole;

impl App {
    /// Puts letters on the links on the screen; on those alone that `wanted` says.
    fn hint(&mut self, copies: bool, wanted: impl Fn(&App, usize) -> bool) {
        let mut places = self.visible_links();
        places.retain(|&(.., link)| wanted(self, link));
        let letters = letters(places.len());
        let target = |((row, column, link), letters)| Target { letters, row, column, link };
        let targets = places.into_iter().zip(letters).map(target).collect();
        let hints = LinkHints { typed: String::new(), targets, copies };
        self.mode = if hints.targets.is_empty() { Mode::Normal } else { Mode::Hints(hints) };
    }

    pub(super) fn hint_links(&mut self, copies: bool) {
        if self.focus_page() {
            self.hint(copies, |_, _| true);
        }
        if self.mode.hints().is_none() {
            self.notify(messages::NO_VISIBLE_LINK);
        }
    }

    /// Goes to the post that the text on the screen refers to; where it refers to several, they get letters.
    pub(super) fn follow_reference(&mut self) {
        let is_reference =
            |app: &App, link: usize| app.reader.current().is_some_and(|page| page.links[link].post.is_some());
        self.hint(false, is_reference);
        let mut links = self.mode.hints().into_iter().flat_map(|hints| &hints.targets).map(|target| target.link);
        if let (Some(only), true) = (links.next(), links.all(|_| false)) {
            self.mode = Mode::Normal;
            self.open_link(only);
        }
    }

    /// Row, column and link of each link on the screen; one that runs over lines counts where it begins.
    fn visible_links(&self) -> Vec<(usize, usize, usize)> {
        let Some(document) = self.reader.current() else { return Vec::new() };
        let mut found = Vec::new();
        let mut before = None;
        for (row, line) in document.lines.iter().skip(self.reader.top()).take(self.reader.height()).enumerate() {
            let mut column = 0;
            for span in &line.spans {
                // A search has no text but its number.
                let is_number = span.role == SpanRole::LinkNumber;
                let begins = span.link != before && !is_number;
                if let Some(link) = span.link.filter(|_| begins) {
                    found.push((row, column, link));
                }
                if !span.text.trim().is_empty() {
                    before = span.link;
                }
                column += span.text.as_str().width();
            }
            // A line without text parts what stands above it from what stands below.
            if line.spans.is_empty() {
                before = None;
            }
        }
        found
    }

    /// A key while there are hints: their letters choose, Backspace takes one back, all else puts them away.
    pub(super) fn on_hint_key(&mut self, code: KeyCode) {
        let Mode::Hints(hints) = &mut self.mode else { return };
        match code {
            KeyCode::Char(letter) => hints.typed.push(letter.to_ascii_lowercase()),
            KeyCode::Backspace if !hints.typed.is_empty() => drop(hints.typed.pop()),
            _ => return self.mode = Mode::Normal,
        }
        if let Some(target) = hints.targets.iter().find(|target| target.letters == hints.typed) {
            let (link, copies) = (target.link, hints.copies);
            self.mode = Mode::Normal;
            if copies { self.copy_link(link) } else { self.open_link(link) }
        } else if !hints.targets.iter().any(|target| target.letters.starts_with(&hints.typed)) {
            self.mode = Mode::Normal;
        }
    }
}
