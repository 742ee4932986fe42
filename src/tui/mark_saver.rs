//! The thread that writes marks to the disk, and the wait for it at the end.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::backup_worker::Backups;
use super::signals::{Signal, SignalWatcher};
use super::{Event, TuiError};
use crate::app::{App, Msg};
use crate::model::{MarkChange, MarkField};
use crate::store::{MarkQueue, OpenReport, StoreError, Written};
use crate::text::CleanText;

/// Pause after a failed attempt to write marks.
const RETRY_INTERVAL: Duration = Duration::from_secs(2);

/// How long quitting waits for marks in all.
const QUIT_LIMIT: Duration = Duration::from_secs(5);

/// How long it still waits after a signal: a write that is not held up takes less.
const SIGNAL_LIMIT: Duration = Duration::from_millis(200);

/// Opens the store, sends its marks to the app, and writes every change as it arrives. What could not be written is
/// tried again every few seconds, with each new change, and once more at the end.
pub(super) fn save_marks(folder: Option<PathBuf>, changes: &Receiver<MarkChange>, outbox: &Sender<Event>) {
    let outbox = Outbox(outbox);
    let mut backups = folder.clone().map(|folder| Backups::new(folder, outbox.0.clone()));
    let (mut queue, OpenReport { marks, notice }, opened) = MarkQueue::open(folder);
    outbox.send(Msg::Marks { stored: marks, notice });
    if let Err(error) = opened {
        outbox.failed(&error);
    }
    loop {
        if queue.is_settled() {
            backups.iter_mut().for_each(Backups::make_if_due);
        }
        let next = if queue.is_settled() {
            changes.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            changes.recv_timeout(RETRY_INTERVAL)
        };
        let is_last = matches!(next, Err(RecvTimeoutError::Disconnected));
        next.into_iter().chain(changes.try_iter()).for_each(|change| queue.add(change));
        if queue.is_waiting() || !queue.is_settled() && !is_last {
            match queue.write() {
                Ok(written) => outbox.written(written),
                Err(error) => outbox.failed(&error),
            }
        }
        if is_last {
            break;
        }
    }
    backups.iter_mut().for_each(Backups::wait);
}

/// Keeps no marks: those of a post from standard input end with the reader. Says so when it is starred.
pub(super) fn forget_marks(changes: &Receiver<MarkChange>, outbox: &Sender<Event>) {
    let outbox = Outbox(outbox);
    outbox.send(Msg::Marks { stored: HashMap::new(), notice: None });
    for change in changes {
        outbox.send(Msg::Saved { count: 1, result: Ok(()) });
        if matches!(change.field, MarkField::Starred(_)) {
            let text = CleanText::single_line("the star is not kept: the post is from standard input");
            outbox.send(Msg::Notify { text, is_error: true });
        }
    }
}

/// Sends messages to the event loop, and [`Event::MarksDone`] when it is dropped, even by a panic. The receiver is gone
/// if the program is ending.
struct Outbox<'a>(&'a Sender<Event>);

impl Outbox<'_> {
    fn send(&self, message: Msg) {
        let _ = self.0.send(message.into());
    }

    fn written(&self, Written { count, opened, notice }: Written) {
        let mut notice = notice;
        if let Some(OpenReport { marks, notice: restored }) = opened {
            self.send(Msg::Marks { stored: marks, notice: restored.or(notice.take()) });
        }
        self.send(Msg::Saved { count, result: Ok(()) });
        if let Some(text) = notice {
            self.send(Msg::Notify { text, is_error: true });
        }
    }

    fn failed(&self, error: &StoreError) {
        self.send(Msg::Saved { count: 0, result: Err(error.status_line()) });
    }
}

impl Drop for Outbox<'_> {
    fn drop(&mut self) {
        let _ = self.0.send(Event::MarksDone);
    }
}

/// Waits until the last mark is on disk and a running backup is done, but not longer than [`QUIT_LIMIT`]: the disk may
/// never answer. A further signal ends the wait. Returns how the program ends.
pub(super) fn wait_for_marks(
    app: &App,
    inbox: &Receiver<Event>,
    signals: &SignalWatcher,
    mut ended: Result<(), TuiError>,
) -> Result<(), TuiError> {
    let mut end = Instant::now() + QUIT_LIMIT;
    let mut unsaved = app.unsaved();
    let mut reason = None;
    while let Ok(event) = inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
        match event {
            Event::MarksDone => break,
            Event::App(Msg::Saved { count, result: Ok(()) }) => unsaved = unsaved.get(count..).unwrap_or_default(),
            Event::App(Msg::Saved { result: Err(text), .. }) => reason = Some(text),
            // Several programs tell of a closed terminal, so that SIGHUP may arrive twice.
            Event::Signal(signal @ (Signal::Interrupt | Signal::Quit | Signal::Terminate))
                if signals.take_pending(signal) =>
            {
                end = end.min(Instant::now() + SIGNAL_LIMIT);
                ended = ended.and(Err(TuiError::Signal(signal)));
            }
            _ => {}
        }
    }
    if unsaved.is_empty() {
        return ended;
    }
    let reason = reason
        .map_or_else(|| "marks are not kept: they could not be written in time".to_owned(), |text| text.to_string());
    Err(TuiError::MarksLost { lost: app.lost_marks(&reason, unsaved), ended_by: ended.err().map(Box::new) })
}
