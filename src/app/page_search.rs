//! Matches on the page: found when the page or the query changes, marked when it is drawn, walked through with `n` and `N`.

use std::ops::Range;
use std::sync::Arc;

use super::{App, Focus};
use crate::layout::{Document, Line, LineKind};
use crate::model::PostId;
use crate::search::{Query, Zone};
use crate::text::folding::Accents;

/// Matches that are marked on a page; a letter in the longest page has some thousands.
const MOST: usize = 20_000;

/// What stands at the beginning of a line and is no text of it.
const DECORATION: [char; 4] = ['│', '┊', '▌', ' '];

/// A match to go to, once a page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// The first.
    First,
    /// The last.
    Last,
}

/// A search in the post that is read.
#[derive(Clone, Debug)]
pub struct Local {
    /// The query as it was typed.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
}

/// A piece of a match: bytes of the text of a line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The line.
    pub line: usize,
    /// Bytes of its text.
    pub bytes: Range<usize>,
    /// Which match it belongs to, counted from 0.
    pub nth: usize,
}

/// The matches on a page.
#[derive(Debug, Default)]
pub struct Matches {
    /// The page and the width they were found on.
    of: Option<(PostId, u16)>,
    /// Their pieces, in order.
    pieces: Vec<Piece>,
    /// How many there are.
    pub count: usize,
    /// The one that was gone to.
    pub current: Option<usize>,
}

impl Matches {
    /// Has them found anew.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// The pieces on a line.
    #[must_use]
    pub fn on_line(&self, line: usize) -> &[Piece] {
        let start = self.pieces.partition_point(|piece| piece.line < line);
        let end = self.pieces.partition_point(|piece| piece.line <= line);
        &self.pieces[start..end]
    }

    /// The line that a match begins on.
    fn line(&self, nth: usize) -> Option<usize> {
        let at = self.pieces.partition_point(|piece| piece.nth < nth);
        self.pieces.get(at).map(|piece| piece.line)
    }

    /// The first match from a line on.
    fn first_from(&self, line: usize) -> Option<usize> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.line < line)).map(|piece| piece.nth)
    }
}

/// The lines of a page joined, with where each piece of them comes from.
struct Joined {
    text: String,
    /// Byte of the text, line, byte of the line.
    pieces: Vec<(usize, usize, usize)>,
}

impl Joined {
    fn of(document: &Document) -> Self {
        let mut joined = Self { text: String::new(), pieces: Vec::new() };
        let mut before = None;
        for (number, line) in document.lines.iter().enumerate() {
            // What follows a headline or title at once does not go on with it.
            if before.replace(line.kind).is_some_and(|before| before != line.kind) {
                joined.text.push('\n');
            }
            if !matches!(line.kind, LineKind::Meta | LineKind::Note | LineKind::Rule) {
                joined.push(number, line);
            }
            joined.text.push('\n');
        }
        joined
    }

    fn push(&mut self, number: usize, line: &Line) {
        let mut at = 0;
        let mut begun = false;
        for span in &line.spans {
            let text = if begun { &span.text } else { span.text.trim_start_matches(DECORATION) };
            begun |= !text.is_empty() && !span.number;
            // The numbers behind links are the reader's own.
            if !span.number && !text.is_empty() {
                self.pieces.push((self.text.len(), number, at + span.text.len() - text.len()));
                self.text.push_str(text);
            }
            at += span.text.len();
        }
        // A blank at a line's end is none.
        self.text.truncate(self.text.trim_end_matches(' ').len());
    }

    /// What the line is part of that a byte comes from.
    fn kind_at(&self, document: &Document, at: usize) -> Option<LineKind> {
        let nth = self.pieces.partition_point(|(start, ..)| *start <= at).checked_sub(1)?;
        document.lines.get(self.pieces[nth].1).map(|line| line.kind)
    }

    /// The pieces of lines that a match is made of.
    fn split(&self, found: &Range<usize>, nth: usize, out: &mut Vec<Piece>) {
        let first = self.pieces.partition_point(|(start, ..)| *start <= found.start).saturating_sub(1);
        for (at, &(start, line, byte)) in self.pieces.iter().enumerate().skip(first) {
            if start >= found.end {
                break;
            }
            let end = self.pieces.get(at + 1).map_or(self.text.len(), |(next, ..)| *next);
            let text = self.text[start..end].trim_end_matches('\n');
            let (from, to) = (found.start.max(start), found.end.min(start + text.len()));
            if from < to {
                out.push(Piece { line, bytes: byte + from - start..byte + to - start, nth });
            }
        }
    }
}

/// The matches of a query on a page, in order; where two overlap, the first.
fn find(document: &Document, query: &Query) -> (Vec<Piece>, usize) {
    let joined = Joined::of(document);
    let accented = !Accents::of(&joined.text).is_empty();
    let mut all = Vec::new();
    for (zone, pattern) in query.patterns() {
        let Some(expression) = pattern.on_page(accented) else { continue };
        let counts = |found: &Range<usize>| match (zone, joined.kind_at(document, found.start)) {
            (Zone::Text, _) => true,
            (Zone::Headline, kind) => kind == Some(LineKind::Headline),
            (Zone::Title, kind) => kind == Some(LineKind::Title),
        };
        // To an expression, a line's end within a paragraph is the blank that it was broken at.
        let unbroken = pattern.is_expression().then(|| unbroken(&joined.text));
        let found = expression.find_iter(unbroken.as_deref().unwrap_or(&joined.text));
        all.extend(found.filter(|found| !found.is_empty()).map(|found| found.range()).filter(counts).take(MOST));
    }
    all.sort_by_key(|found| (found.start, found.end));
    all.dedup_by(|next, before| next.start < before.end);
    let mut pieces = Vec::new();
    for (nth, range) in all.iter().enumerate() {
        joined.split(range, nth, &mut pieces);
    }
    (pieces, all.len())
}

/// A text with blanks for the single line ends in it.
fn unbroken(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_single = |at: usize| {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        at > 0 && bytes[at - 1] != b'\n' && next != b'\n'
    };
    text.char_indices().map(|(at, c)| if c == '\n' && is_single(at) { ' ' } else { c }).collect()
}

impl App {
    /// What is marked on the page: the search in this post, else the one that listed it.
    fn marked(&self) -> Option<&Arc<Query>> {
        let local = self.local.as_ref().map(|local| &local.query);
        local.or_else(|| self.search.as_ref().map(|search| &search.query))
    }

    /// Searches the post that is read, from the line on that was at the top.
    pub(super) fn search_post(&mut self, text: &str, query: Query, top: usize) {
        let query = Arc::new(query);
        self.local = (!query.is_empty()).then(|| Local { text: text.to_owned(), query });
        self.matches.forget();
        self.find_matches();
        self.matches.current = self.matches.first_from(top).or_else(|| self.matches.first_from(0));
        match self.matches.current {
            Some(nth) => self.show_match(nth),
            None => self.page.scroll_to(top),
        }
    }

    /// Finds the matches on the page that is shown, if they are not known; goes to the first if that is wanted.
    pub(super) fn find_matches(&mut self) {
        let shown = self.page.post().filter(|_| self.page.current().is_some()).map(|post| (post, self.page.width()));
        if shown.is_none() || self.matches.of == shown {
            return;
        }
        self.matches = Matches { of: shown, ..Matches::default() };
        if let (Some(document), Some(query)) = (self.page.current(), self.marked()) {
            (self.matches.pieces, self.matches.count) = find(document, query);
        }
        if let Some(seek) = self.seek.take()
            && self.matches.count > 0
        {
            let nth = if seek == Seek::Last { self.matches.count - 1 } else { 0 };
            self.matches.current = Some(nth);
            self.peek_match(nth);
        }
    }

    /// Shows a match, in the upper part of the pane unless it is on the screen.
    fn show_match(&mut self, nth: usize) {
        let Some(line) = self.matches.line(nth) else { return };
        self.matches.current = Some(nth);
        let (top, height) = (self.page.top(), self.page.height().max(1));
        if line < top || line >= top + height {
            self.page.scroll_to(line.saturating_sub(height / 3));
        }
    }

    /// As [`App::show_match`], where the reader only looks in: the place where it stopped reading is kept first, and stays.
    fn peek_match(&mut self, nth: usize) {
        self.keep_position();
        self.show_match(nth);
        self.page.set_moved(false);
    }

    /// Whether `n` and `N` go through matches: those of the post where the text has the keys, else those of the library.
    pub(super) fn is_searching(&self) -> bool {
        self.search.is_some() || (self.local.is_some() && self.focus == Focus::Page)
    }

    /// Goes to the next match, or the one before; from post to post where the library is searched.
    pub(super) fn go_to_match(&mut self, backwards: bool) {
        if self.focus == Focus::Index && self.local.take().is_some() {
            self.matches.forget();
            self.find_matches();
        }
        let count = self.matches.count;
        let visible = self.page_visible() && self.page.current().is_some();
        let next = match self.matches.current {
            Some(nth) if backwards => nth.checked_sub(1),
            Some(nth) => Some(nth + 1),
            None if backwards => self.matches.first_from(self.page.top()).unwrap_or(count).checked_sub(1),
            None => self.matches.first_from(self.page.top()),
        };
        match next.filter(|&nth| nth < count && visible) {
            Some(nth) => {
                self.show_match(nth);
                self.say(&format!("match {} of {count}", nth + 1));
            }
            None if self.local.is_some() && count == 0 => self.say("nothing in this post matches"),
            None if self.local.is_some() => {
                self.show_match(if backwards { count - 1 } else { 0 });
                self.say(if backwards { "gone on from the end" } else { "gone on from the top" });
            }
            None => self.go_to_result(backwards),
        }
    }

    /// Goes to the next post of the result.
    fn go_to_result(&mut self, backwards: bool) {
        let (cursor, posts) = (self.index.cursor(), self.index.order().len());
        if posts == 0 || (if backwards { cursor == 0 } else { cursor + 1 == posts }) {
            return self.say(if backwards { "this is the first match" } else { "this is the last match" });
        }
        self.leave_place();
        self.index.move_by(if backwards { -1 } else { 1 });
        self.seek = backwards.then_some(Seek::Last);
        let place = self.index.cursor() + 1;
        self.say(&format!("post {place} of {posts}"));
    }

    /// Esc puts away the innermost search first; true where there was one.
    pub(super) fn leave_search(&mut self) -> bool {
        match self.focus {
            Focus::Page if self.local.is_some() => {
                self.local = None;
                self.matches.forget();
            }
            Focus::Index if self.search.is_some() || self.awaits_query() => self.end_search(),
            _ => return false,
        }
        true
    }
}
