//! Whether the excerpt of the front matter repeats the text. Most do, and must not be shown twice.

use crate::markup::{self, Block};
use crate::text::{opening_len, prefix};

/// Bytes of the excerpt's letters by which it is found in the body.
const EXCERPT_LETTERS: usize = 160;

/// The blocks at the start of a text in which a description is looked for.
const OPENING: usize = 4;

/// Whether the text begins with the excerpt's beginning, word by word: nearly all do, and need no closer look.
pub(super) fn starts_body(excerpt: &str, body: &str) -> bool {
    opening_len(prefix(excerpt.trim(), 2 * EXCERPT_LETTERS), body) > EXCERPT_LETTERS
}

/// Whether the text has the excerpt's beginning in it, letter by letter.
pub(super) fn is_in(excerpt: &[Block], text: &[Block]) -> bool {
    let mut wanted = markup::letters(excerpt);
    wanted.truncate(prefix(&wanted, EXCERPT_LETTERS).len());
    wanted.is_empty() || markup::letters(text).contains(&wanted)
}

/// Whether the first blocks with letters repeat a description.
pub(super) fn is_among<'a>(description: &str, blocks: impl Iterator<Item = &'a Block>) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let wanted = letters(prefix(description, EXCERPT_LETTERS));
    let opening: String = blocks.take(OPENING).map(|block| markup::letters(std::slice::from_ref(block))).collect();
    opening.contains(&wanted)
}
