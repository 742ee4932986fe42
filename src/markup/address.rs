//! Addresses in running text: where they end.

use crate::text::prefix;

/// A link that was found in a text.
pub(super) struct Found {
    pub(super) address: String,
    pub(super) label: String,
    /// Bytes of the text that it takes.
    pub(super) len: usize,
}

/// Longest address that is linked, in bytes; browsers take about twice as much.
const MAX_ADDRESS: usize = 4096;

/// Bytes of the address that a text begins with: up to a blank or a sign that no address has, without the punctuation of
/// the sentence around it.
pub(super) fn address_len(text: &str) -> usize {
    let text = prefix(text, MAX_ADDRESS);
    let ends = |c: char| c.is_whitespace() || "<>\"“”’…|`「」。、".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    // Brackets that were not opened in the address were opened before it.
    let count = |sign: char| address.matches(sign).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    loop {
        address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let unopened = match address.as_bytes().last() {
            Some(b')') => &mut round,
            Some(b']') => &mut square,
            _ => return address.len(),
        };
        if *unopened == 0 {
            return address.len();
        }
        *unopened -= 1;
        address = &address[..address.len() - 1];
    }
}
