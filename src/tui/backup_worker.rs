//! Makes the daily backup of the marks, on a thread of its own so that no mark waits for it.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::Event;
use crate::app::Msg;
use crate::store;
use crate::text::CleanText;

/// Runs one backup at a time.
pub(super) struct Backups {
    folder: PathBuf,
    outbox: Sender<Event>,
    /// The thread of the current backup; returns true on success.
    running: Option<JoinHandle<bool>>,
    failed: bool,
}

impl Backups {
    pub(super) fn new(folder: PathBuf, outbox: Sender<Event>) -> Self {
        Self { folder, outbox, running: None, failed: false }
    }

    /// Starts today's backup if there is none yet. A reader that stays open for days makes one each day. After a
    /// failure, which is reported once, no more are tried.
    pub(super) fn make_if_due(&mut self) {
        if self.running.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        self.wait();
        if self.failed || !store::backup_is_due(&self.folder) {
            return;
        }
        let (folder, outbox) = (self.folder.clone(), self.outbox.clone());
        self.running = Some(thread::spawn(move || {
            let made = store::back_up(&folder);
            if let Err(error) = &made {
                let text = CleanText::single_line(&format!("the marks were not backed up: {error}"));
                // The receiver is gone if the program is ending.
                let _ = outbox.send(Msg::Notify { text, is_error: true }.into());
            }
            made.is_ok()
        }));
    }

    /// Waits for a running backup, so that even very short sessions make backups.
    pub(super) fn wait(&mut self) {
        // The panic hook has reported a panic already.
        self.failed |= self.running.take().is_some_and(|running| !running.join().unwrap_or(false));
    }
}
