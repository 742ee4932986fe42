//! Changes of stars and read marks that can be undone.

use crate::model::{MarkField, PostId};

/// Changes that can be undone one after the other.
const MAX_UNDO: usize = 100;

/// The changes of this session, the last at the end: for each post, the field as it was before.
#[derive(Debug, Default)]
pub(super) struct UndoHistory(Vec<Vec<(PostId, MarkField)>>);

impl UndoHistory {
    pub(super) fn push(&mut self, step: Vec<(PostId, MarkField)>) {
        self.0.push(step);
        if self.0.len() > MAX_UNDO {
            self.0.remove(0);
        }
    }

    /// The last step, which is no longer kept.
    pub(super) fn pop(&mut self) -> Option<Vec<(PostId, MarkField)>> {
        self.0.pop()
    }
}
