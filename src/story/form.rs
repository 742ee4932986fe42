//! How the text of an issue is written, decided once for all of its stories.

/// How the text of an issue is written. `label` decides it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// True if no word is bold: the tags were stripped. Where bold words were kept, the labels are among them, and
    /// other words before a colon are none.
    pub(super) is_stripped: bool,
    /// True if labels are lines of their own, because each tag left a line break. Then words before a colon within a
    /// line are none.
    pub(super) has_label_lines: bool,
}
