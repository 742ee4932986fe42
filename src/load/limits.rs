//! How much of a text is set on its page, and whether it is set at all or shown as it stands.

use crate::model::ProblemKind;
use crate::text::prefix;

/// More of a text than this is not set: 60 times the longest issue known, and about as much as html2text sets in half a
/// second.
pub const MAX_BODY: usize = 1024 * 1024;

/// A text with more line ends and marks than this is shown as it stands. Each costs up to eight microseconds, and html2text
/// takes kilobytes for some: 500,000 of them took two seconds and 850 MB. The longest issue known has about 1,000.
const MAX_MARKS: usize = 50_000;

/// The part of a text that its page shows.
#[must_use]
pub fn displayable(body: &str) -> &str {
    prefix(body, MAX_BODY)
}

/// Whether a text is to be shown as it stands, since setting it would keep the reader waiting.
#[must_use]
pub fn exceeds_markup_limit(body: &str) -> bool {
    let is_mark = |byte: &&u8| matches!(byte, b'\n' | b'*' | b'_' | b'`' | b'<' | b'&' | b'[' | b'|' | b'~' | b':');
    // A shorter one has not so many, and all real ones are shorter.
    body.len() > MAX_MARKS && body.as_bytes().iter().filter(is_mark).count() > MAX_MARKS
}

/// What is wrong with a text as a whole.
pub(super) fn faults(body: &str) -> impl Iterator<Item = ProblemKind> {
    let too_long = (body.len() > MAX_BODY).then_some(ProblemKind::BodyTooLong(MAX_BODY / (1024 * 1024)));
    let too_many = exceeds_markup_limit(displayable(body)).then_some(ProblemKind::TooMuchMarkup);
    too_long.into_iter().chain(too_many)
}
