//! Changes of stars and read marks that can be undone.

use crate::model::{MarkField, PostId, StoryKey};
use crate::text::CleanText;

/// Changes that can be undone one after the other.
const MAX_UNDO: usize = 100;

/// A story that was marked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkedStory {
    pub(super) post: PostId,
    pub(super) key: StoryKey,
    pub(super) headline: CleanText,
}

/// Changes that were made together: the fields as they were before.
#[derive(Debug)]
pub(super) enum UndoStep {
    /// Those of posts.
    Posts(Vec<(PostId, MarkField)>),
    /// That of a story.
    Story(MarkedStory, MarkField),
}

/// The changes of this session, the last at the end.
#[derive(Debug, Default)]
pub(super) struct UndoHistory(Vec<UndoStep>);

impl UndoHistory {
    pub(super) fn push(&mut self, step: UndoStep) {
        self.0.push(step);
        if self.0.len() > MAX_UNDO {
            self.0.remove(0);
        }
    }

    /// The last step, which is no longer kept.
    pub(super) fn pop(&mut self) -> Option<UndoStep> {
        self.0.pop()
    }
}
