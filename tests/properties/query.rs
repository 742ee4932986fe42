//! Queries: any text is one or has a fault with its place, and what is found is there.

use importai_reader::model::{SearchText, SearchTextBuilder};
use importai_reader::search::{Query, Snippet};
use importai_reader::text::folding;

use super::assert_clean;

/// The first line is the query, the rest the text.
pub fn query(data: &[u8]) {
    let raw = String::from_utf8_lossy(data);
    let (typed, body) = raw.split_once('\n').unwrap_or((&raw, ""));
    let text = text_of(body);
    for parsed in [Query::parse(typed), Query::phrase(typed)] {
        match parsed {
            Ok(query) => finds_what_is_there(&query, &text),
            Err(error) => {
                assert!(typed.is_char_boundary(error.offset) && !error.message.is_empty(), "{typed:?}: {error:?}");
            }
        }
    }
    words_are_found(typed, &text);
}

fn text_of(body: &str) -> SearchText {
    let mut lines = SearchTextBuilder::new("A title");
    for (number, line) in body.lines().enumerate() {
        let line = importai_reader::text::CleanText::single_line(line);
        if number % 7 == 3 { lines.headline(&line) } else { lines.line(&line) }
    }
    lines.finish()
}

/// Matches stand one behind the other, between characters, and on a snippet inside it.
fn finds_what_is_there(query: &Query, text: &SearchText) {
    for (_, pattern) in query.patterns() {
        let mut end = 0;
        for found in pattern.find_all(text.as_str(), text.folded_ranges()) {
            assert!(found.start >= end && found.start < found.end && text.as_str().get(found.clone()).is_some());
            end = found.end;
        }
        assert!(pattern.wrapped_regex(text.has_folded()).is_some(), "no expression for the page");
    }
    for cells in [0, 1, 20, 100] {
        let snippet = Snippet::of(text, query, cells);
        assert_clean(&snippet.text);
        assert!(snippet.matches.iter().all(|found| snippet.text.get(found.clone()).is_some()), "{snippet:?}");
        assert!(unicode_width::UnicodeWidthStr::width(&*snippet.text) <= cells.max(1), "{cells}: {snippet:?}");
    }
}

/// A text without the hyphens that may be of the end of a line.
fn without_hyphenations(text: &str) -> String {
    let mut out = String::new();
    for (nth, piece) in text.split("- ").enumerate() {
        let is_hyphenation = out.ends_with(char::is_lowercase) && piece.starts_with(char::is_lowercase);
        out.push_str(if nth == 0 || is_hyphenation { "" } else { "- " });
        out.push_str(piece);
    }
    out
}

/// A word is found where a slow and simple comparison finds it.
fn words_are_found(typed: &str, text: &SearchText) {
    let word: String = typed.chars().filter(char::is_ascii_lowercase).take(8).collect();
    let Ok(query) = Query::phrase(&word) else { panic!("{word:?} is no query") };
    let folded = folding::fold(text.as_str()).to_lowercase();
    let joined = without_hyphenations(text.as_str());
    let joined = folding::fold(&joined).to_lowercase();
    for (_, pattern) in query.patterns() {
        let found = pattern.find(text.as_str(), 0, text.folded_ranges()).is_some();
        assert_eq!(found, folded.contains(&word) || joined.contains(&word), "{word:?} in {:?}", text.as_str());
    }
}
