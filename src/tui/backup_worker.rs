//! The day's backup of the marks: made beside the thread that keeps them, so that no mark waits for it.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::Event;
use crate::app::Msg;
use crate::store;
use crate::text::CleanText;

/// Makes backups when they are due.
pub(super) struct Backups {
    folder: PathBuf,
    outbox: Sender<Event>,
    /// Gives whether all went well.
    running: Option<JoinHandle<bool>>,
    failed: bool,
}

impl Backups {
    pub(super) fn new(folder: PathBuf, outbox: Sender<Event>) -> Self {
        Self { folder, outbox, running: None, failed: false }
    }

    /// Begins the day's backup if there is none. A reader that stays open for days makes one on each; what has failed is
    /// told once and not tried again.
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
                let text = CleanText::single_line(&format!("no backup of the marks was made: {error}"));
                // Nobody listens while the program ends.
                let _ = outbox.send(Msg::Notify { text, is_error: true }.into());
            }
            made.is_ok()
        }));
    }

    /// Waits for the backup that is being made: who only ever reads for a moment has backups too.
    pub(super) fn wait(&mut self) {
        // A panic was told where it happened.
        self.failed |= self.running.take().is_some_and(|running| !running.join().unwrap_or(false));
    }
}
