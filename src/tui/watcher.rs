//! The thread that watches the files, and looks at them again when they have changed or the user asks for it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Event;
use crate::app::{LookRequest, Msg};
use crate::load::{Input, Places};
use crate::model::Library;
use crate::text::CleanText;

/// How long the files must be left alone before they are looked at: a file that is being written is not read at every
/// write, nor a thousand new ones one by one.
const QUIET: Duration = Duration::from_millis(300);

/// They are looked at after this time even if they are still being changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// The same after the system has lost events, so that looking, which itself causes some, does not go on for ever.
const AFTER_OVERFLOW: Duration = Duration::from_secs(5);

/// The handle of the thread.
pub(super) enum Watcher {
    /// It is not started yet: what it will watch, and where its messages go.
    Idle(Option<(Input, Sender<Event>)>),
    /// It runs.
    Running(Sender<Wake>),
}

/// What wakes the thread.
pub(super) enum Wake {
    /// A request of the app.
    Look(Box<LookRequest>),
    /// Something on the disk has changed.
    Disk(notify::Result<notify::Event>),
}

impl Watcher {
    /// A watcher that watches nothing before the first request.
    pub(super) fn new(input: Input, outbox: Sender<Event>) -> Self {
        Self::Idle(Some((input, outbox)))
    }

    /// Looks at the files. The first request starts the thread: by then the threads that loaded the posts have ended,
    /// and their memory can be used again.
    pub(super) fn look(&mut self, request: Box<LookRequest>) {
        if let Self::Idle(start) = self
            && let Some((input, outbox)) = start.take()
        {
            let (wakes, woken) = channel();
            let own = wakes.clone();
            thread::spawn(move || run(&input, &woken, &own, &outbox));
            *self = Self::Running(wakes);
        }
        if let Self::Running(wakes) = self {
            // Fails only if the thread has panicked, which ends the program.
            let _ = wakes.send(Wake::Look(request));
        }
    }
}

fn run(input: &Input, woken: &Receiver<Wake>, wakes: &Sender<Wake>, outbox: &Sender<Event>) {
    let mut watched = Watched::default();
    let mut alarm = Alarm::default();
    let mut is_started = false;
    // The library before the last changes. Freeing it takes milliseconds, which the event loop must not spend: by the
    // next look this is its last owner.
    let mut before: Option<Arc<Library>> = None;
    loop {
        let wake = match alarm.due {
            Some(due) => woken.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => woken.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let message = match wake {
            Ok(Wake::Look(request)) => {
                if !std::mem::replace(&mut is_started, true) {
                    watched.start(input, wakes);
                }
                let library = Arc::clone(&request.library);
                let (message, places) = look(input, *request);
                let replaced = matches!(message, Msg::Looked(Ok(Some(_)))).then_some(library);
                drop(std::mem::replace(&mut before, replaced));
                if places.is_some_and(|places| watched.set(places)) {
                    // Something may have changed in the new folders before they were watched.
                    alarm.set(QUIET);
                }
                if let Some(reason) = watched.fault.take() {
                    // The receiver is gone if the program is ending.
                    let _ = outbox.send(Msg::NotWatched(reason).into());
                }
                message
            }
            Ok(Wake::Disk(event)) => {
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

/// Looks at the files.
fn look(input: &Input, request: LookRequest) -> (Msg, Option<Places>) {
    match request.run(input) {
        Ok((news, places)) => (Msg::Looked(Ok(news)), Some(places)),
        Err(error) => (Msg::Looked(Err(CleanText::single_line(&error.to_string()))), None),
    }
}

/// When the files are looked at next.
#[derive(Default)]
struct Alarm {
    /// When the first of the changes was seen.
    first: Option<Instant>,
    due: Option<Instant>,
}

impl Alarm {
    /// A change was seen: looks after a pause. Later changes put that off, but not for ever.
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
    places: Places,
    /// The folders that are watched, each without its subfolders: those have their own watches, and hidden ones none.
    folders: HashSet<PathBuf>,
    /// Watched folders that were renamed or removed. What is there now has to be watched anew.
    stale: HashSet<PathBuf>,
    /// Why changes may go unnoticed, until the user is told, and whether that was done.
    fault: Option<CleanText>,
    was_told: bool,
}

impl Watched {
    /// Starts to watch the folders as they are, before they are looked at.
    fn start(&mut self, input: &Input, wakes: &Sender<Wake>) {
        let Some(places) = input.places() else { return };
        let wakes = wakes.clone();
        let forward = move |event: notify::Result<notify::Event>| {
            // Reading files is no change of them, and the reader does so itself.
            if !matches!(&event, Ok(event) if event.kind.is_access() && !event.need_rescan()) {
                // The receiver is gone if the program is ending.
                let _ = wakes.send(Wake::Disk(event));
            }
        };
        match notify::recommended_watcher(forward) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => self.tell(&reason(&error)),
        }
        if places.single.iter().any(|path| is_on_network(path)) {
            self.tell("the folder is on a network disk");
        }
        self.set(places);
    }

    /// Watches other places. Returns whether some are new.
    fn set(&mut self, places: Places) -> bool {
        let parents = places.single.iter().filter_map(|path| path.parent()).map(Path::to_owned);
        let wanted: HashSet<PathBuf> = places.folders.iter().cloned().chain(parents).collect();
        self.places = places;
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
            self.tell(&reason(&error));
        }
        is_new && !is_first
    }

    /// How long to wait after an event before the files are looked at; `None` if it is of no importance.
    fn pause(&mut self, event: notify::Result<notify::Event>) -> Option<Duration> {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.tell(&reason(&error));
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
        event.paths.iter().any(|path| self.places.concerns(path, of_content)).then_some(QUIET)
    }

    /// Notes why changes may go unnoticed, if it is the first reason.
    fn tell(&mut self, reason: &str) {
        if !std::mem::replace(&mut self.was_told, true) {
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
