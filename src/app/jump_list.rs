//! Where the reader was before it jumped: back and forth through posts and stories, to the very line.

use crate::model::{Position, PostId};

/// Places remembered.
const MOST: usize = 500;

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JumpTarget {
    /// The post.
    pub post: PostId,
    /// The place in its text.
    pub position: Position,
    /// The line that was at the top, for the same width.
    pub line: Option<usize>,
}

/// The places before and after this one.
#[derive(Debug, Default)]
pub struct JumpList {
    pub(super) back: Vec<JumpTarget>,
    pub(super) forward: Vec<JumpTarget>,
}

impl JumpList {
    /// Takes note of a place that is left by a jump.
    pub(super) fn push(&mut self, place: JumpTarget) {
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// Whether there is a place to go forward to.
    #[must_use]
    pub fn has_forward(&self) -> bool {
        !self.forward.is_empty()
    }
}
