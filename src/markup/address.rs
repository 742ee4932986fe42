//! Addresses in running text: where they end.

use crate::text::prefix;

/// A link that was found in a text.
pub(super) struct Found {
    pub(super) address: String,
    pub(super) label: String,
    /// Its length in the text, in bytes.
    pub(super) len: usize,
}

/// Maximum length of an address, in bytes; browsers take about twice as much.
pub(super) const MAX_ADDRESS: usize = 4096;

/// The length of the address at the start of a text: up to a space or another character that no address has, without
/// the punctuation of the sentence around it.
pub(super) fn address_len(text: &str) -> usize {
    let text = prefix(text, MAX_ADDRESS);
    let ends = |c: char| match c {
        '<' | '>' | '"' | '|' | '`' => true,
        _ if c.is_ascii() => c.is_whitespace(),
        _ => c.is_whitespace() || "“”’…「」『』《》【】（）。、，；：！？".contains(c),
    };
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    // Closing brackets without an opening one in the address belong to the text around it.
    let count = |bracket: char| address.matches(bracket).count();
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
