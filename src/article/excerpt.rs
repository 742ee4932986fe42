//! Whether the excerpt of the front matter repeats the text. Most do, and must not be shown twice.

use crate::markup::{self, Block};
use crate::text::prefix;

/// Bytes of the excerpt's letters by which it is found in the body.
const EXCERPT_LETTERS: usize = 160;

/// Whether the text begins with the excerpt's beginning, word by word: nearly all do, and need no closer look.
pub(super) fn starts_body(excerpt: &str, body: &str) -> bool {
    let excerpt = prefix(excerpt.trim(), 2 * EXCERPT_LETTERS);
    // The last word may be cut.
    let words = excerpt.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words);
    let mut of_body = body.split_whitespace();
    words.len() > EXCERPT_LETTERS && words.split_whitespace().all(|word| of_body.next() == Some(word))
}

/// Whether the text has the excerpt's beginning in it, letter by letter.
pub(super) fn is_in(excerpt: &[Block], text: &[Block]) -> bool {
    let mut wanted = markup::letters(excerpt);
    wanted.truncate(prefix(&wanted, EXCERPT_LETTERS).len());
    wanted.is_empty() || markup::letters(text).contains(&wanted)
}
