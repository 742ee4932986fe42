//! The jump list: positions in posts to go back and forward to.

use super::focus::Focus;
use super::reader::PageId;
use crate::model::{Position, PostId};

/// The maximum number of entries.
const MAX_ENTRIES: usize = 500;

/// A position on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpTarget {
    /// The page: of a post, or made of rows of a list.
    pub page: PageId,
    /// The position in its text.
    pub position: Position,
    /// The line at the top, for the same width.
    pub line: Option<usize>,
    /// The pane that had the keys.
    pub focus: Focus,
}

/// The positions before and after the current one.
#[derive(Debug, Default)]
pub struct JumpList {
    pub(super) back: Vec<JumpTarget>,
    pub(super) forward: Vec<JumpTarget>,
}

impl JumpList {
    /// Adds the position that a jump leaves.
    pub(super) fn push(&mut self, target: JumpTarget) {
        if self.back.last() != Some(&target) {
            self.back.push(target);
        }
        if self.back.len() > MAX_ENTRIES {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// Keeps the positions in posts that pass a test.
    pub(super) fn retain(&mut self, keeps: impl Fn(PostId) -> bool) {
        let keeps = |target: &JumpTarget| target.page.post().is_none_or(&keeps);
        self.back.retain(keeps);
        self.forward.retain(keeps);
    }

    /// True if there is a position to go forward to.
    #[must_use]
    pub fn has_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}
