//! The language of a text, by its letters: programs that read aloud, hyphenate or choose a font need to know it.

use crate::text::prefix;

/// Bytes of a text that are looked at.
const MAX_TEXT: usize = 20_000;

/// Words that make up a quarter of any English text.
const ENGLISH: [&str; 12] = ["the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "with", "on"];

/// Letters of scripts that are written in mostly one language. Kana first: Japanese has Chinese characters too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Kana,
    Han,
    Hangul,
    Arabic,
    Hebrew,
    Other,
}

/// What is known of a text so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Guess {
    letters: [usize; 7],
    words: usize,
    english: usize,
    bytes: usize,
}

impl Guess {
    /// Adds a piece of text.
    pub(super) fn add(&mut self, text: &str) {
        let text = prefix(text, MAX_TEXT.saturating_sub(self.bytes));
        self.bytes += text.len();
        text.chars().filter(|c| c.is_alphabetic()).for_each(|c| self.letters[script(c) as usize] += 1);
        for word in text.split_whitespace() {
            self.words += 1;
            self.english += usize::from(ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)));
        }
    }

    /// The language as in HTML's `lang`; `None` if it may be one of several.
    pub(super) fn language(&self) -> Option<&'static str> {
        let of = |script: Script| self.letters[script as usize];
        let all: usize = self.letters.iter().sum();
        let most = |script: Script| of(script) * 2 > all;
        if of(Script::Kana) * 10 > all && (of(Script::Kana) + of(Script::Han)) * 2 > all {
            Some("ja")
        } else if most(Script::Han) {
            Some("zh")
        } else if most(Script::Hangul) {
            Some("ko")
        } else if most(Script::Arabic) {
            Some("ar")
        } else if most(Script::Hebrew) {
            Some("he")
        } else if most(Script::Latin) && self.english * 8 > self.words {
            Some("en")
        } else {
            None
        }
    }
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{3040}'..='\u{30ff}' => Script::Kana,
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Script::Han,
        '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            Script::Arabic
        }
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        _ => Script::Other,
    }
}

/// A language as attributes of an element, with the direction of its text.
pub(super) fn attributes(language: &str) -> String {
    let direction = if matches!(language, "ar" | "he") { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{language}\"{direction}")
}
