//! Where a story begins, whatever it is known by.

use super::StoryKind;
use super::rich_text::RichText;
use crate::text::CleanText;

/// Where a story begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoryHeader {
    /// The line of its headline.
    pub(super) line: usize,
    /// The first line of its text.
    pub(super) next_line: usize,
    /// Text after the dek on the same line.
    pub(super) rest: RichText,
    pub(super) kind: StoryKind,
    pub(super) kicker: Option<CleanText>,
    pub(super) headline: CleanText,
    pub(super) dek: Option<CleanText>,
    /// Whether it is one even if it is the only one: its headline and its dek are lines of their own, and the headline
    /// is bold or has several words.
    pub(super) is_certain: bool,
}
