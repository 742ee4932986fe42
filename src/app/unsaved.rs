//! Changes to marks that are not on disk yet.

use crate::model::{MarkChange, MarkField};

/// The changes that were sent to be saved, oldest first.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    changes: Vec<MarkChange>,
    /// True if the last attempt to write them failed.
    failed: bool,
    /// How many of them the user knows not to be kept.
    told: usize,
}

impl Unsaved {
    pub(super) fn add(&mut self, change: MarkChange) {
        self.changes.push(change);
    }

    pub(super) fn changes(&self) -> &[MarkChange] {
        &self.changes
    }

    /// True while they are being written, and not while they wait for another attempt.
    pub(super) fn are_being_written(&self) -> bool {
        !self.failed && !self.changes.is_empty()
    }

    pub(super) fn written(&mut self, count: usize) {
        self.changes.drain(..count.min(self.changes.len()));
        self.told = self.told.saturating_sub(count);
        self.failed = false;
    }

    /// Returns whether the user must be told: of the first failure, and of further stars and read marks that are not
    /// kept. Reading positions change too often.
    pub(super) fn not_written(&mut self) -> bool {
        let is_deliberate = |change: &MarkChange| !matches!(change.field, MarkField::Position(_));
        let news = self.changes[self.told.min(self.changes.len())..].iter().any(is_deliberate);
        self.told = self.changes.len();
        !std::mem::replace(&mut self.failed, true) || news
    }
}
