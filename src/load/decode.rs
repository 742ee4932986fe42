//! Bytes to text: UTF-8 and UTF-16, with or without a byte order mark. Anything else is a problem.

use std::borrow::Cow;

use crate::model::{Problem, ProblemKind};

/// The text of a file without its byte order mark, and the problem with its bytes, if any.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => match looks_like_utf16(bytes) {
            Some(unit) => {
                let (text, fault) = decode_utf16(bytes, unit);
                (text, fault.or(Some(Problem::whole_file(ProblemKind::NoByteOrderMark))))
            }
            None => decode_utf8(bytes),
        },
    }
}

/// Bytes at the start of a file that are checked for UTF-16. Front matter is mostly ASCII.
const UTF16_SAMPLE: usize = 512;

/// The byte order, if a file is clearly UTF-16: in most pairs of bytes at its start, the same one of the two is NUL.
fn looks_like_utf16(bytes: &[u8]) -> Option<Unit> {
    let pairs = bytes[..bytes.len().min(UTF16_SAMPLE)].chunks_exact(2);
    let (count, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
    }
    match (high, low) {
        (0, low) if low > count / 2 => Some(u16::from_le_bytes),
        (high, 0) if high > count / 2 => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Makes a UTF-16 code unit of two bytes.
type Unit = fn([u8; 2]) -> u16;

fn decode_utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count();
            (String::from_utf8_lossy(bytes), Some(Problem::at(line, ProblemKind::NotUtf8)))
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: Unit) -> (Cow<'_, str>, Option<Problem>) {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    let (mut text, broken) = match String::from_utf16(&units) {
        Ok(text) => (text, odd),
        Err(_) => (String::from_utf16_lossy(&units), true),
    };
    if odd {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (Cow::Owned(text), broken.then(|| Problem::whole_file(ProblemKind::BadUtf16)))
}

/// Line ends as `\n`: CRLF and lone CR alike.
pub(super) fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
