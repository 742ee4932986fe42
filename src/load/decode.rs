//! Bytes of a file to text: UTF-8 with or without a byte order mark, UTF-16 with one, and whatever else, with a fault.

use std::borrow::Cow;

use crate::archive::{Fault, Problem};

/// The text of a file without its byte order mark, and what was wrong with its bytes.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => decode_utf8(bytes),
    }
}

fn decode_utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<Problem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count();
            (String::from_utf8_lossy(bytes), Some(Problem::at(line, Fault::NotUtf8)))
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, Option<Problem>) {
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
    (Cow::Owned(text), broken.then(|| Problem::of_file(Fault::BadUtf16)))
}

/// Line ends as `\n`: CRLF and lone CR alike.
pub(super) fn unix_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
