//! Identifiers of papers in running text: `arXiv:1706.03762v5`, `arxiv.org/abs/1706.03762`, `doi:10.1145/3292500`,
//! `10.1038/nature14539`.
//!
//! arXiv's are `YYMM.NNNNN` since April 2007, of four digits after the point until 2014, and `archive/YYMMNNN`
//! before, each perhaps with a version (<https://info.arxiv.org/help/arxiv_identifier.html>). A DOI is `10.`, four to
//! nine digits, a slash and a suffix (<https://www.crossref.org/blog/dois-and-matching-regular-expressions/>).

use super::address::{Found, address_len};
use crate::text::prefix;

/// The first identifier in a text, with its offset.
pub(super) fn find(text: &str) -> Option<(usize, Found)> {
    let bytes = text.as_bytes();
    // Each has `arXiv` or `10.`, which few texts have.
    let is_near = |at: usize| match bytes[at] {
        b'1' => bytes[at..].starts_with(b"10."),
        _ => at.checked_sub(2).is_some_and(|before| bytes[before..at].eq_ignore_ascii_case(b"ar")),
    };
    if !memchr::memchr3_iter(b'x', b'X', b'1', bytes).any(is_near) {
        return None;
    }
    let begins = |&at: &usize| {
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        matches!(bytes[at], b'a' | b'A' | b'd' | b'D' | b'1') && !is_part_of_word(before)
    };
    (0..bytes.len()).filter(begins).find_map(|at| {
        let identifier = arxiv(&text[at..]).or_else(|| doi(&text[at..]))?;
        Some((at, identifier))
    })
}

fn is_part_of_word(before: u8) -> bool {
    before.is_ascii_alphanumeric() || before >= 0x80 || matches!(before, b'/' | b'.' | b'-' | b'_' | b'@')
}

/// `arXiv:1706.03762`, `arXiv 1706.03762v5`, `arXiv:cs/0112017`, `arxiv.org/abs/1706.03762`.
fn arxiv(text: &str) -> Option<Found> {
    let rest = strip_prefix_ignore_case(text, "arxiv")?;
    if let Some(path) = strip_prefix_ignore_case(rest, ".org/") {
        return path.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| bare_address(text));
    }
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches([' ', '\u{a0}']);
    let start = text.len() - rest.len();
    let len = new_arxiv(rest).or_else(|| old_arxiv(rest)).filter(|_| start > "arxiv".len())?;
    let label = &text[..start + len];
    Some(Found {
        address: format!("https://arxiv.org/abs/{}", &rest[..len]),
        label: label.to_owned(),
        len: label.len(),
    })
}

/// The length of `1706.03762v5`.
fn new_arxiv(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(4..)?.strip_prefix('.').filter(|_| digits(text) == 4)?;
    let count = digits(number);
    let end = 5 + count + version(&number[count..]);
    let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric());
    (matches!(count, 4 | 5) && ends).then_some(end)
}

/// The longest archive name of arXiv, in bytes: `cond-mat.stat-mech` has 18.
const MAX_ARCHIVE: usize = 20;

/// The length of `cs/0112017` or `math.GT/0309136`.
fn old_arxiv(text: &str) -> Option<usize> {
    let (archive, number) = text.split_at_checked(prefix(text, MAX_ARCHIVE + 1).find('/')?)?;
    let number = &number[1..];
    let sound = !archive.is_empty() && archive.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'.'));
    let count = number.bytes().take_while(u8::is_ascii_digit).count();
    (sound && count == 7).then(|| archive.len() + 1 + count + version(&number[count..]))
}

/// The length of `v5`.
fn version(text: &str) -> usize {
    let digits = text.strip_prefix('v').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if digits > 0 { digits + 1 } else { 0 }
}

/// `doi:10.1145/3292500`, `DOI 10.1038/nature14539`, `doi.org/10.1038/…`, or the number alone.
fn doi(text: &str) -> Option<Found> {
    let rest = strip_prefix_ignore_case(text, "doi").unwrap_or(text);
    if let Some(path) = strip_prefix_ignore_case(rest, ".org/").filter(|_| rest.len() < text.len()) {
        return path.starts_with("10.").then(|| bare_address(text));
    }
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches([' ', '\u{a0}']);
    let registrant = rest.strip_prefix("10.")?.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = rest["10.".len() + registrant..].strip_prefix('/')?;
    let sound = (4..=9).contains(&registrant) && suffix.starts_with(|c: char| c.is_ascii_alphanumeric());
    let name = if sound { address_len(rest) } else { return None };
    // `10.5000/100` alone can be an amount. Names of papers have letters or are long.
    let marked = rest.len() < text.len() || name > "10.1000/".len() + 5;
    let label = &text[..text.len() - rest.len() + name];
    let address = format!("https://doi.org/{}", &rest[..name]);
    marked.then(|| Found { address, label: label.to_owned(), len: label.len() })
}

/// An address without its scheme.
fn bare_address(text: &str) -> Found {
    let label = &text[..address_len(text)];
    Found { address: format!("https://{label}"), label: label.to_owned(), len: label.len() }
}

/// The text after a prefix, ignoring case.
fn strip_prefix_ignore_case<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.get(..start.len()).filter(|head| head.eq_ignore_ascii_case(start)).map(|_| &text[start.len()..])
}
