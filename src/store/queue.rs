//! The changes that are not on disk yet. All of them are written at once, and what could not be written waits.

use std::path::PathBuf;

use super::{OpenReport, Store, StoreError};
use crate::model::MarkChange;
use crate::text::CleanText;

/// The marks file with the changes that wait to be written to it. A file that cannot be opened is tried again with
/// each [`MarkQueue::write`].
#[derive(Debug)]
pub struct MarkQueue {
    /// `None` without a home directory.
    folder: Option<PathBuf>,
    store: Option<Store>,
    /// What was found when the file was opened late, until it is reported.
    opened: Option<OpenReport>,
    waiting: Vec<MarkChange>,
}

/// What a successful [`MarkQueue::write`] did.
#[derive(Debug, Default)]
pub struct Written {
    /// How many changes were written: all that waited.
    pub count: usize,
    /// What was in a file that was opened only now, before the changes.
    pub opened: Option<OpenReport>,
    /// What was done to a damaged or missing file; `None` if nothing was.
    pub notice: Option<CleanText>,
}

impl MarkQueue {
    /// Opens the marks file in `folder` and reads the marks. Without success, changes wait until it can be opened.
    pub fn open(folder: Option<PathBuf>) -> (Self, OpenReport, Result<(), StoreError>) {
        let mut queue = Self { folder, store: None, opened: None, waiting: Vec::new() };
        let Some(folder) = &queue.folder else { return (queue, OpenReport::default(), Err(StoreError::NoHome)) };
        let (store, report) = Store::open(folder);
        let result = store.map(|store| queue.store = Some(store));
        (queue, report, result)
    }

    /// Adds a change, without writing it.
    pub fn add(&mut self, change: MarkChange) {
        self.waiting.push(change);
    }

    /// True if there is something to write.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// True if the file is open and every change is on disk.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.store.is_some() && self.waiting.is_empty()
    }

    /// Writes all changes in one transaction and returns when they are on disk. Opens the file first if it is not open.
    ///
    /// # Errors
    /// The file cannot be opened or written. All changes still wait.
    pub fn write(&mut self) -> Result<Written, StoreError> {
        let mut written = Written::default();
        if self.store.is_none() {
            let mut report = OpenReport::default();
            let folder = self.folder.as_ref().ok_or(StoreError::NoHome)?;
            self.store = Some(Store::open_or_restore(folder, &mut report)?);
            self.opened = Some(report);
        }
        if let Some(store) = self.store.as_mut().filter(|_| !self.waiting.is_empty()) {
            written.notice = store.save(&self.waiting)?;
        }
        written.opened = self.opened.take();
        written.count = self.waiting.drain(..).count();
        Ok(written)
    }
}
