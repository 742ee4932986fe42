//! What the user is told about marks that are not on disk.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::mem::discriminant;

use super::state::{App, Status, StatusKind};
use crate::model::{MarkChange, MarkField, split_identity};
use crate::text::CleanText;

/// How many lost marks are listed, so that the reason for the loss stays on the screen.
const MAX_LISTED: usize = 15;

impl App {
    /// The oldest `count` changes were saved, or none could be.
    pub(super) fn on_saved(&mut self, count: usize, result: Result<(), CleanText>) {
        match result {
            Ok(()) => {
                self.unsaved.written(count);
                // The message is no longer true.
                self.status.take_if(|status| status.kind == StatusKind::MarksNotKept);
            }
            Err(text) => {
                if self.unsaved.not_written() {
                    self.status = Some(Status { text, kind: StatusKind::MarksNotKept });
                }
            }
        }
    }

    /// The changes to marks that are not on disk yet, oldest first.
    #[must_use]
    pub fn unsaved(&self) -> &[MarkChange] {
        self.unsaved.changes()
    }

    /// The message at the end about changes that could not be saved: the reason, and a line for each mark.
    #[must_use]
    pub fn lost_marks(&self, reason: &str, lost: &[MarkChange]) -> String {
        // Of several changes to one field, the last one counts.
        let mut known = HashSet::new();
        let mut last: Vec<_> =
            lost.iter().rev().filter(|change| known.insert((&change.identity, discriminant(&change.field)))).collect();
        last.reverse();
        let mut text = format!("{reason}\nThese marks are lost:");
        for change in last.iter().take(MAX_LISTED) {
            let what = match change.field {
                MarkField::Read(true) => "read",
                MarkField::Read(false) => "unread",
                MarkField::Starred(true) => "starred",
                MarkField::Starred(false) => "star removed",
                MarkField::Position(_) => "reading position",
            };
            let (identity, story) = split_identity(&change.identity);
            let post = self.library.posts().iter().find(|post| post.identity() == identity);
            let title = post.map_or_else(|| CleanText::single_line(identity), |post| post.title.clone());
            let of = if story.is_some() { "a story of " } else { "" };
            let _ = write!(text, "\n  {what}: {of}{title}");
        }
        if last.len() > MAX_LISTED {
            let _ = write!(text, "\n  and {} more", last.len() - MAX_LISTED);
        }
        text
    }
}
