//! Breaks text into lines of a width in cells: the only place where lines are broken.

use super::clean_text::CleanText;
use super::kinsoku::{is_bound, is_cjk, may_break};
use super::width::{cells, pieces};

/// A run of text with its style.
pub type Run<S> = (String, S);

/// Breaks runs of text into lines of at most `width` cells. White space is one space, and none at the ends of a line.
/// Words that are wider than a line are broken between characters. Words of Chinese and Japanese are broken where the
/// line is full, but not in front of a mark that may not begin a line.
///
/// A no-break space is part of a word.
#[must_use]
pub fn break_runs<'a, S: Copy + PartialEq>(
    runs: impl IntoIterator<Item = (&'a str, S)>,
    width: usize,
) -> Vec<Vec<Run<S>>> {
    let mut breaker = Breaker { width, lines: Vec::new(), line: Line::default(), word: Line::default(), space: None };
    for (text, style) in runs {
        for (nth, word) in text.split(is_space).enumerate() {
            if nth > 0 {
                breaker.end_word();
                breaker.space.get_or_insert(style);
            }
            breaker.word.push(word, style);
        }
    }
    breaker.end_word();
    breaker.end_line();
    breaker.lines
}

/// True for what separates words.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}'
}

/// Words of Chinese and Japanese can be broken nearly everywhere, but shorter lines are hard to read; in cells.
const MIN_CJK: usize = 8;

/// The width of the widest word of a line, in cells: in a narrower column words are broken.
pub(crate) fn widest_word<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    let (mut widest, mut width, mut has_cjk) = (0, 0, false);
    for text in texts {
        for (nth, word) in text.split(is_space).enumerate() {
            if nth > 0 {
                (width, has_cjk) = (0, false);
            }
            width += cells(word);
            has_cjk |= word.chars().any(is_cjk);
            widest = widest.max(if has_cjk { width.min(MIN_CJK) } else { width });
        }
    }
    widest
}

/// Breaks one line of plain text.
pub(crate) fn break_line(text: &str, width: usize) -> Vec<String> {
    break_runs([(text, ())], width).into_iter().flatten().map(|(text, ())| text).collect()
}

/// The lines of plain text. Blank lines in a row are one blank line.
pub(crate) fn break_text(text: &str, width: usize) -> Vec<CleanText> {
    let mut lines: Vec<CleanText> = Vec::new();
    for line in text.lines().map(CleanText::single_line) {
        if line.is_empty() {
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(line);
            }
            continue;
        }
        lines.extend(break_line(&line, width).iter().map(|line| CleanText::sanitized(line)));
    }
    lines
}

/// Breaks one line between characters, wherever it is full; its white space stays. For code. All lines but the first
/// have the width `rest`.
pub(crate) fn break_anywhere(line: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(line) {
        let width = if lines.len() == 1 { first } else { rest };
        if used > 0 && used + cells(piece) > width {
            lines.push(String::new());
            used = 0;
        }
        used += cells(piece);
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    lines
}

/// Runs of text, with their width in cells.
#[derive(Clone)]
struct Line<S> {
    runs: Vec<Run<S>>,
    width: usize,
}

impl<S> Default for Line<S> {
    fn default() -> Self {
        Self { runs: Vec::new(), width: 0 }
    }
}

impl<S: Copy + PartialEq> Line<S> {
    fn push(&mut self, text: &str, style: S) {
        if text.is_empty() {
            return;
        }
        self.width += cells(text);
        match self.runs.last_mut().filter(|(_, last)| *last == style) {
            Some((run, _)) => run.push_str(text),
            None => self.runs.push((text.to_owned(), style)),
        }
    }

    fn append(&mut self, other: Self) {
        for (text, style) in other.runs {
            match self.runs.last_mut().filter(|(_, last)| *last == style) {
                Some((run, _)) => run.push_str(&text),
                None => self.runs.push((text, style)),
            }
        }
        self.width += other.width;
    }
}

struct Breaker<S> {
    width: usize,
    lines: Vec<Vec<Run<S>>>,
    line: Line<S>,
    word: Line<S>,
    /// The style of the space in front of the word.
    space: Option<S>,
}

impl<S: Copy + PartialEq> Breaker<S> {
    fn end_word(&mut self) {
        if self.word.runs.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let space = self.space.take().filter(|_| self.line.width > 0);
        if self.line.width + usize::from(space.is_some()) + word.width <= self.width {
            if let Some(style) = space {
                self.line.push(" ", style);
            }
            self.line.append(word);
            return;
        }
        if word.runs.iter().any(|(text, _)| text.chars().any(is_cjk)) {
            return self.push_parts(&word, space);
        }
        self.end_line();
        if word.width <= self.width {
            self.line = word;
            return;
        }
        for (text, style) in word.runs {
            for piece in pieces(&text) {
                if self.line.width > 0 && self.line.width + cells(piece) > self.width {
                    self.end_line();
                }
                self.line.push(piece, style);
            }
        }
    }

    /// Fills lines with a word that can be broken between characters, from the current line on.
    fn push_parts(&mut self, word: &Line<S>, mut space: Option<S>) {
        let pieces: Vec<Piece<'_, S>> = word.runs.iter().flat_map(|(text, style)| Piece::all(text, *style)).collect();
        for part in pieces.chunk_by(|before, after| !may_break(before.char(), after.char())) {
            let width: usize = part.iter().map(|piece| piece.width).sum();
            let space = space.take();
            if self.line.width + usize::from(space.is_some()) + width > self.width {
                self.end_line();
            } else if let Some(style) = space {
                self.line.push(" ", style);
            }
            self.push_part(part);
        }
    }

    /// Appends what should stay on one line. If it is wider than a line, it is broken, if possible not in front of a
    /// mark.
    fn push_part(&mut self, mut part: &[Piece<'_, S>]) {
        loop {
            let mut used = self.line.width;
            let fits = |piece: &&Piece<'_, S>| {
                used += piece.width;
                used <= self.width
            };
            let full = part.iter().take_while(fits).count().max(usize::from(self.line.width == 0)).min(part.len());
            let is_break = |&at: &usize| !is_bound(part[at - 1].char(), part[at].char());
            let end = if full == part.len() { full } else { (1..=full).rev().find(is_break).unwrap_or(full) };
            let (line, rest) = part.split_at(end);
            for piece in line {
                self.line.push(piece.text, piece.style);
            }
            if rest.is_empty() {
                return;
            }
            self.end_line();
            part = rest;
        }
    }

    fn end_line(&mut self) {
        if !self.line.runs.is_empty() {
            self.lines.push(std::mem::take(&mut self.line).runs);
        }
    }
}

/// What is never broken: a piece of a word.
struct Piece<'a, S> {
    text: &'a str,
    width: usize,
    style: S,
}

impl<'a, S: Copy> Piece<'a, S> {
    fn all(text: &'a str, style: S) -> impl Iterator<Item = Self> {
        pieces(text).map(move |text| Self { text, width: cells(text), style })
    }

    /// Its character without accents.
    fn char(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";

    #[test]
    fn lines_are_broken_at_spaces_and_long_words_anywhere() {
        let families = format!("{FAMILY}{FAMILY}");
        for (text, want) in [
            ("one two three", &["one two", "three"][..]),
            ("onetwothree four", &["onetwoth", "ree four"]),
            ("a onetwothree", &["a", "onetwoth", "ree"]),
            ("日本語の題名", &["日本語の", "題名"]),
            ("a\n\n\n\nb\n", &["a", "", "b"]),
            ("a\u{1b}[31m\tb", &["a[31m b"]),
            (&format!("{families} abcde"), &[&families, "abcde"]),
        ] {
            let lines = break_text(text, 8);
            assert_eq!(lines.iter().map(CleanText::as_str).collect::<Vec<_>>(), want, "{text:?}");
        }
    }

    #[test]
    fn words_of_several_runs_stay_together() {
        let lines = break_runs([("one tw", 1), ("o", 2), ("[3]", 3), (" four", 1)], 6);
        let line = |runs: &[(&str, i32)]| runs.iter().map(|(text, style)| ((*text).to_owned(), *style)).collect();
        let want: Vec<Vec<Run<i32>>> =
            vec![line(&[("one", 1)]), line(&[("tw", 1), ("o", 2), ("[3]", 3)]), line(&[("four", 1)])];
        assert_eq!(lines, want);
    }

    #[test]
    fn marks_of_chinese_and_japanese_do_not_begin_or_end_a_line_alone() {
        for (text, want) in [
            ("日本語で。す", &["日本語", "で。す"][..]),
            ("これはあっ、そう", &["これは", "あっ、そ", "う"]),
            ("日本語「題名」", &["日本語", "「題名」"]),
            ("日本語で（は", &["日本語で", "（は"]),
            ("工作！？）好", &["工", "作！？）", "好"]),
            ("是的“引号”，好", &["是的“引", "号”，好"]),
            ("ああああ…", &["あああ", "あ…"]),
            ("约为百分50%的", &["约为百分", "50%的"]),
            ("abc 日本語の題名", &["abc 日本", "語の題名"]),
            ("abcdef 日本", &["abcdef", "日本"]),
            ("日本語で\u{a0}x", &["日本語", "で\u{a0}x"]),
            // Nothing but marks is broken anywhere.
            ("。。。。。。。。。", &["。。。。", "。。。。", "。"]),
            ("「「「「「「", &["「「「「", "「「"]),
            ("日。。。。。", &["日。。。", "。。"]),
            ("https://a。", &["https://", "a。"]),
            ("abcdefgh。", &["abcdefg", "h。"]),
            // Korean and Latin words stay whole.
            ("ab 한국어의", &["ab", "한국어의"]),
            ("ab abcdefgh", &["ab", "abcdefgh"]),
        ] {
            assert_eq!(break_line(text, 8), want, "{text:?}");
        }
    }

    #[test]
    fn code_is_broken_where_it_is_full() {
        assert_eq!(break_anywhere("    let x = 日本;", 8, 6), ["    let ", "x = 日", "本;"]);
        assert_eq!(break_anywhere("", 8, 6), [""]);
    }
}
