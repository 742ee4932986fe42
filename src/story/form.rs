//! How the text of an issue is written, decided once for all of its stories.

use super::lines::Line;
use super::rich_text::RichText;
use super::{citation, label};

/// How the text of an issue is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// True if no word is bold: the tags were stripped. Where bold words were kept, the labels are among them, and
    /// other words before a colon are none.
    pub(super) is_stripped: bool,
    /// True if labels are lines of their own, because each tag left a line break. Then words before a colon within a
    /// line are none.
    pub(super) has_label_lines: bool,
}

impl Form {
    /// The form of all lines of an issue.
    pub(super) fn of(lines: &[Line]) -> Self {
        let is_stripped = !lines.iter().filter_map(Line::text).any(RichText::has_bold);
        let is_label = |text: &RichText| {
            let text = text.as_str();
            text.ends_with(':') && (citation::is_lead_in(text) || label::is_known(text))
        };
        Self { is_stripped, has_label_lines: is_stripped && lines.iter().filter_map(Line::text).any(is_label) }
    }
}
