//! How the text of an issue is written, decided once for all of its stories.

use super::lines::Line;
use super::rich_text::RichText;

/// How the text of an issue is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// True if no word is bold: the tags were stripped. Where bold words were kept, the labels are among them, and
    /// other words before a colon are none.
    pub(super) is_stripped: bool,
}

impl Form {
    /// The form of all lines of an issue.
    pub(super) fn of(lines: &[Line]) -> Self {
        Self { is_stripped: !lines.iter().filter_map(Line::text).any(RichText::has_bold) }
    }
}
