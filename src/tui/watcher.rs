//! The thread that watches the files, and scans them again when they have changed or the user asks for it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Event;
use crate::app::{Msg, RescanRequest};
use crate::load::{self, Input, WatchPaths};
use crate::model::Library;
use crate::text::CleanText;

/// How long the files must be left alone before they are scanned: a file that is being written is not read at every
/// write, nor a thousand new ones one by one.
const QUIET: Duration = Duration::from_millis(300);

/// They are scanned after this time even if they are still being changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// The same after the system has lost events, so that scanning, which itself causes some, does not go on for ever.
const AFTER_OVERFLOW: Duration = Duration::from_secs(5);

/// The handle of the thread.
pub(super) struct Watcher {
    sender: Sender<WatcherEvent>,
    /// What the thread starts with; `None` once it runs.
    start: Option<(Input, Receiver<WatcherEvent>, Sender<Event>)>,
}

/// What the thread is sent.
pub(super) enum WatcherEvent {
    /// The posts are being loaded from these folders.
    Walked(WatchPaths),
    /// A request of the app.
    Rescan(Box<RescanRequest>),
    /// Something on the disk has changed.
    FileSystem(notify::Result<notify::Event>),
}

impl Watcher {
    /// A watcher that watches nothing before the first request.
    pub(super) fn new(input: Input, outbox: Sender<Event>) -> Self {
        let (sender, events) = channel();
        Self { sender, start: Some((input, events, outbox)) }
    }

    /// For what the thread is to know. It is read once the thread runs.
    pub(super) fn sender(&self) -> Sender<WatcherEvent> {
        self.sender.clone()
    }

    /// Scans the files. The first request starts the thread: by then the threads that loaded the posts have ended,
    /// and their memory can be used again.
    pub(super) fn rescan(&mut self, request: Box<RescanRequest>) {
        if let Some((input, events, outbox)) = self.start.take() {
            let sender = self.sender();
            thread::spawn(move || run(&input, &events, &sender, &outbox));
        }
        // Fails only if the thread has panicked, which ends the program.
        let _ = self.sender.send(WatcherEvent::Rescan(request));
    }
}

fn run(input: &Input, events: &Receiver<WatcherEvent>, sender: &Sender<WatcherEvent>, outbox: &Sender<Event>) {
    let mut watched = Watched::default();
    let mut alarm = Alarm::default();
    // True until the first scan: nothing may have changed since the posts were loaded, and that is quick to see.
    let mut is_first = false;
    // The library before the last changes. Freeing it takes milliseconds, which the event loop must not spend: by the
    // next scan this is its last owner.
    let mut before: Option<Arc<Library>> = None;
    loop {
        let event = match alarm.due {
            Some(due) => events.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let message = match event {
            Ok(WatcherEvent::Rescan(request)) => {
                let library = Arc::clone(&request.library);
                let is_first = std::mem::take(&mut is_first);
                let (message, watch_paths) = if is_first && load::is_unchanged(&library, &watched.watch_paths) {
                    drop(request);
                    (Msg::Rescanned(Ok(None)), None)
                } else {
                    scan(input, *request)
                };
                let replaced = matches!(message, Msg::Rescanned(Ok(Some(_)))).then_some(library);
                drop(std::mem::replace(&mut before, replaced));
                if watch_paths.is_some_and(|watch_paths| watched.set(watch_paths)) {
                    // Something may have changed in the new folders before they were watched.
                    alarm.set(QUIET);
                }
                if let Some(reason) = watched.fault.take() {
                    // The receiver is gone if the program is ending.
                    let _ = outbox.send(Msg::NotWatched(reason).into());
                }
                message
            }
            Ok(WatcherEvent::Walked(watch_paths)) => {
                watched.start(watch_paths, sender);
                is_first = true;
                continue;
            }
            Ok(WatcherEvent::FileSystem(event)) => {
                watched.pause(event).into_iter().for_each(|pause| alarm.set(pause));
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {
                alarm = Alarm::default();
                Msg::FilesChanged
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if outbox.send(message.into()).is_err() {
            return;
        }
    }
}

/// Scans the files.
fn scan(input: &Input, request: RescanRequest) -> (Msg, Option<WatchPaths>) {
    match request.run(input) {
        Ok((update, watch_paths)) => (Msg::Rescanned(Ok(update)), Some(watch_paths)),
        Err(error) => (Msg::Rescanned(Err(CleanText::single_line(&error.to_string()))), None),
    }
}

/// When the files are scanned next.
#[derive(Default)]
struct Alarm {
    /// When the first of the changes was seen.
    first: Option<Instant>,
    due: Option<Instant>,
}

impl Alarm {
    /// A change was seen: scans after a pause. Later changes put that off, but not for ever.
    fn set(&mut self, pause: Duration) {
        let now = Instant::now();
        let latest = *self.first.get_or_insert(now) + PATIENCE.max(pause);
        self.due = Some((now + pause).min(latest));
    }
}

/// What is watched.
#[derive(Default)]
struct Watched {
    watcher: Option<RecommendedWatcher>,
    watch_paths: WatchPaths,
    /// The folders that are watched, each without its subfolders: those have their own watches, and hidden ones none.
    folders: HashSet<PathBuf>,
    /// Watched folders that were renamed or removed. What is there now has to be watched anew.
    stale: HashSet<PathBuf>,
    /// Why changes may go unnoticed, until the user is told, and whether that was done.
    fault: Option<CleanText>,
    was_reported: bool,
}

impl Watched {
    /// Starts to watch the folders as they are, before they are scanned.
    fn start(&mut self, watch_paths: WatchPaths, sender: &Sender<WatcherEvent>) {
        let sender = sender.clone();
        let forward = move |event: notify::Result<notify::Event>| {
            // Reading files is no change of them, and the reader does so itself.
            if !matches!(&event, Ok(event) if event.kind.is_access() && !event.need_rescan()) {
                // The receiver is gone if the program is ending.
                let _ = sender.send(WatcherEvent::FileSystem(event));
            }
        };
        match notify::recommended_watcher(forward) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.report(&reason(&error)),
        }
        if watch_paths.single.iter().any(|path| is_on_network(path)) {
            self.report("the folder is on a network disk");
        }
        self.set(watch_paths);
    }

    /// Watches other paths. Returns whether some are new.
    fn set(&mut self, watch_paths: WatchPaths) -> bool {
        let parents = watch_paths.single.iter().filter_map(|path| path.parent()).map(Path::to_owned);
        let wanted: HashSet<PathBuf> = watch_paths.folders.keys().cloned().chain(parents).collect();
        self.watch_paths = watch_paths;
        let Some(watcher) = &mut self.watcher else { return false };
        let stale = std::mem::take(&mut self.stale);
        let old: Vec<PathBuf> = self
            .folders
            .iter()
            .filter(|folder| stale.contains(*folder) || !wanted.contains(*folder))
            .cloned()
            .collect();
        let new: Vec<&PathBuf> =
            wanted.iter().filter(|folder| stale.contains(*folder) || !self.folders.contains(*folder)).collect();
        let (is_first, is_new) = (self.folders.is_empty(), !new.is_empty());
        if old.is_empty() && new.is_empty() {
            return false;
        }
        let mut first_error = None;
        let mut paths = watcher.paths_mut();
        for folder in old {
            // Fails if the folder is gone, and its watch with it.
            let _ = paths.remove(&folder);
            self.folders.remove(&folder);
        }
        for folder in new {
            match paths.add(folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder.clone())),
                Err(error) => drop(first_error.get_or_insert(error)),
            }
        }
        if let Err(error) = paths.commit() {
            first_error.get_or_insert(error);
        }
        // A folder that has vanished in the meantime is seen in the folder above it.
        if let Some(error) = first_error.filter(|error| !matches!(error.kind, ErrorKind::PathNotFound)) {
            self.report(&reason(&error));
        }
        is_new && !is_first
    }

    /// How long to wait after an event before the files are scanned; `None` if it is of no importance.
    fn pause(&mut self, event: notify::Result<notify::Event>) -> Option<Duration> {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.report(&reason(&error));
                return Some(AFTER_OVERFLOW);
            }
        };
        if event.need_rescan() {
            return Some(AFTER_OVERFLOW);
        }
        let of_content = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        let is_moved = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        for path in event.paths.iter().filter(|_| is_moved) {
            let is_below = |folder: &&PathBuf| folder.starts_with(path);
            self.stale.extend(self.folders.iter().filter(is_below).cloned());
        }
        event.paths.iter().any(|path| self.watch_paths.concerns(path, of_content)).then_some(QUIET)
    }

    /// Notes why changes may go unnoticed, if it is the first reason.
    fn report(&mut self, reason: &str) {
        if !std::mem::replace(&mut self.was_reported, true) {
            self.fault = Some(CleanText::single_line(reason));
        }
    }
}

/// Why something cannot be watched.
fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// True if a path is on a disk of another computer, which does not tell of what is changed there.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn is_on_network(path: &Path) -> bool {
    /// As `statfs(2)` lists them: NFS, SMB, CIFS, SMB2, 9P, Ceph, AFS, and FUSE, with which sshfs is made.
    const NETWORK: [rustix::fs::FsWord; 8] =
        [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x00C3_6400, 0x5346_414F, 0x6573_5546];
    rustix::fs::statfs(path).is_ok_and(|disk| NETWORK.contains(&disk.f_type))
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn is_on_network(_: &Path) -> bool {
    false
}
