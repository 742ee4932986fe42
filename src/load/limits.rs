//! Limits on what is read of a file, and on what is laid out: how much of a text, and with how much markup.

use crate::model::ProblemKind;
use crate::text::prefix;

/// The size limit of a file, in bytes. Of a larger file only the front matter is read. The largest issue known has 17
/// KB.
pub(super) const MAX_FILE: u64 = 16 * 1024 * 1024;

/// Bytes that are read of a larger file, for its front matter.
pub(super) const HEAD_OF_LARGE_FILE: u64 = 512 * 1024;

/// The part of a text that is shown, in bytes: 60 times the longest issue known.
pub const MAX_BODY: usize = 1024 * 1024;

/// A text with more line ends and markup characters is shown as plain text. Each costs up to three microseconds:
/// 500,000 of them took two seconds and 850 MB. A mebibyte of change logs, each line with a link and code, has 75,000;
/// the longest issue known has about 1,000.
const MAX_MARKUP: usize = 80_000;

/// The part of a text that is shown.
#[must_use]
pub fn displayable(body: &str) -> &str {
    prefix(body, MAX_BODY)
}

/// True if a text is shown as plain text, because laying it out would take too long.
#[must_use]
pub fn exceeds_markup_limit(body: &str) -> bool {
    let is_markup = |byte: &&u8| matches!(byte, b'\n' | b'*' | b'_' | b'`' | b'<' | b'&' | b'[' | b'|' | b'~' | b':');
    // Nearly all texts are shorter and need no counting.
    body.len() > MAX_MARKUP && body.as_bytes().iter().filter(is_markup).count() > MAX_MARKUP
}

/// The problems of a text as a whole.
pub(super) fn problems(body: &str) -> impl Iterator<Item = ProblemKind> {
    let too_long = (body.len() > MAX_BODY).then_some(ProblemKind::BodyTooLong(MAX_BODY / (1024 * 1024)));
    let too_many = exceeds_markup_limit(displayable(body)).then_some(ProblemKind::TooMuchMarkup);
    too_long.into_iter().chain(too_many)
}
