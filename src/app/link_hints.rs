//! Letters on the links that are on the screen: typed, they open or copy the link.

use crossterm::event::KeyCode;
use unicode_width::UnicodeWidthStr;

use super::App;

/// The letters, those under the fingers first.
const LETTERS: &[u8] = b"fjdkslaghrueiwoqptyvmcnbxz";

/// LinkHints that are on the screen.
#[derive(Debug, Default)]
pub struct LinkHints {
    /// What is typed so far.
    pub typed: String,
    /// The links with their letters.
    pub targets: Vec<Target>,
    copies: bool,
}

/// A link on the screen.
#[derive(Debug)]
pub struct Target {
    /// Its letters.
    pub letters: String,
    /// The row of the text on the screen, counted from its top.
    pub row: usize,
    /// The column of the text.
    pub column: usize,
    link: usize,
}

impl App {
    /// Puts letters on the links on the screen; on those alone that `wanted` says.
    fn hint(&mut self, copies: bool, wanted: impl Fn(&App, usize) -> bool) {
        let mut places = self.visible_links();
        places.retain(|&(.., link)| wanted(self, link));
        let letters = letters(places.len());
        let target = |((row, column, link), letters)| Target { letters, row, column, link };
        let targets = places.into_iter().zip(letters).map(target).collect();
        self.hints = Some(LinkHints { typed: String::new(), targets, copies });
    }

    pub(super) fn hint_links(&mut self, copies: bool) {
        if self.focus_page() {
            self.hint(copies, |_, _| true);
        }
        if self.hints.as_ref().is_none_or(|hints| hints.targets.is_empty()) {
            self.hints = None;
            self.notify("there is no link on the screen");
        }
    }

    /// Goes to the post that the text on the screen refers to; where it refers to several, they get letters.
    pub(super) fn follow_reference(&mut self) {
        let is_reference =
            |app: &App, link: usize| app.reader.current().is_some_and(|page| page.links[link].post.is_some());
        self.hint(false, is_reference);
        let mut links = self.hints.iter().flat_map(|hints| &hints.targets).map(|target| target.link);
        match (links.next(), links.all(|_| false)) {
            (None, _) => self.hints = None,
            (Some(only), true) => {
                self.hints = None;
                self.open_link(only);
            }
            (Some(_), false) => {}
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
                let is_number = span.number && !span.text.starts_with("[search");
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
        let Some(hints) = &mut self.hints else { return };
        match code {
            KeyCode::Char(letter) => hints.typed.push(letter.to_ascii_lowercase()),
            KeyCode::Backspace if !hints.typed.is_empty() => drop(hints.typed.pop()),
            _ => return self.hints = None,
        }
        if let Some(target) = hints.targets.iter().find(|target| target.letters == hints.typed) {
            let (link, copies) = (target.link, hints.copies);
            self.hints = None;
            if copies { self.copy_link(link) } else { self.open_link(link) }
        } else if !hints.targets.iter().any(|target| target.letters.starts_with(&hints.typed)) {
            self.hints = None;
        }
    }
}

/// Letters for so many links: one each, or two where one does not do.
fn letters(count: usize) -> Vec<String> {
    let letter = |&byte: &u8| char::from(byte).to_string();
    if count <= LETTERS.len() {
        return LETTERS.iter().map(letter).collect();
    }
    LETTERS.iter().flat_map(|first| LETTERS.iter().map(move |second| letter(first) + &letter(second))).collect()
}
