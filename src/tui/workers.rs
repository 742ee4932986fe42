//! Background threads: load posts, extract texts, search and lay out pages. `mark_saver` saves marks.

use std::cell::OnceCell;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::SystemTime;

use super::Event;
use super::clipboard::Clipboard;
use super::mark_saver::{forget_marks, save_marks};
use super::watcher::{Watcher, WatcherEvent};
use crate::app::{
    ExportRequest, Msg, PageRequest, RepeatsRequest, RescanRequest, StoriesRequest, StoryRequest, TimelineRequest,
    TrendsRequest,
};
use crate::cache::CachePlace;
use crate::config::Paths;
use crate::load::{self, FIRST_SCREEN, Input, LoadOptions, Texts};
use crate::model::{Library, MarkChange, PostId, PostSource, ReferenceFinder, today};
use crate::search::{self, Job, JobRequest, Ticket, backlinks};
use crate::store;
use crate::text::CleanText;

/// Handles to the threads.
pub(super) struct Workers {
    pages: Sender<PageRequest>,
    /// The search whose results the post list shows.
    searches: LatestWorker<Job>,
    /// Other searches, for lists.
    lists: LatestWorker<Job>,
    stories: LatestWorker<StoriesRequest>,
    /// The rows of lists of stories.
    rows: LatestWorker<StoryRequest>,
    trends: LatestWorker<TrendsRequest>,
    repeats: LatestWorker<RepeatsRequest>,
    watcher: Watcher,
    marks: Sender<MarkChange>,
    clipboard: Clipboard,
    cache: Option<CachePlace>,
    /// The folder of the marks.
    data: Option<PathBuf>,
    /// When loading began.
    started: SystemTime,
    outbox: Sender<Event>,
}

impl Workers {
    pub(super) fn start(outbox: &Sender<Event>, input: Input, paths: Option<Paths>, cache: Option<CachePlace>) -> Self {
        let started = SystemTime::now();
        let (pages, page_requests) = channel();
        let (marks, changes) = channel();
        let watcher = Watcher::new(input.clone(), outbox.clone());
        let out = outbox.clone();
        let data = paths.map(|paths| paths.data);
        let of_marks = data.clone();
        if let Input::Stdin(_) = input {
            thread::spawn(move || forget_marks(&changes, &out));
        } else {
            thread::spawn(move || save_marks(of_marks, &changes, &out));
        }
        let (out, walked, place) = (outbox.clone(), watcher.sender(), cache.clone());
        thread::spawn(move || load_posts(&input, place.as_ref(), &out, &walked));
        let out = outbox.clone();
        thread::spawn(move || lay_out_pages(&page_requests, &out));
        let (searches, lists) = (LatestWorker::new(outbox, run_job), LatestWorker::new(outbox, run_job));
        let (stories, rows) = (LatestWorker::new(outbox, read_stories), LatestWorker::new(outbox, list_stories));
        let trends = LatestWorker::new(outbox, read_trends);
        let repeats = LatestWorker::new(outbox, find_repeats);
        let (clipboard, outbox) = (Clipboard::default(), outbox.clone());
        Self {
            pages,
            searches,
            lists,
            stories,
            rows,
            trends,
            repeats,
            watcher,
            marks,
            clipboard,
            cache,
            data,
            started,
            outbox,
        }
    }

    /// Requests the layout of a page.
    pub(super) fn lay_out(&self, request: PageRequest) {
        // Fails only if the thread has panicked, which ends the program.
        let _ = self.pages.send(request);
    }

    /// Starts a search job and cancels the previous one of its kind.
    pub(super) fn run_job(&self, job: Job) {
        let worker = if matches!(job.request, JobRequest::Query(_)) { &self.searches } else { &self.lists };
        worker.run(job.ticket, job);
    }

    /// Reads the stories of a library and cancels the previous request.
    pub(super) fn read_stories(&self, request: StoriesRequest) {
        self.stories.run(request.version, request);
    }

    /// Makes the rows of a list of stories and cancels the previous request.
    pub(super) fn list_stories(&self, request: StoryRequest) {
        self.rows.run(request.ticket, request);
    }

    /// Reads the posts again and extracts their searchable text.
    pub(super) fn read_texts(&self, posts: Vec<(PostId, PostSource)>) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            search::extract_all(&posts, |texts, finished| match outbox.send(Msg::Texts { texts, finished }.into()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
    }

    /// Writes the cache. Nothing is lost if it cannot be written.
    pub(super) fn write_cache(&self, library: Arc<Library>) {
        let Some(place) = self.cache.clone() else { return };
        let since = self.started;
        thread::spawn(move || drop(load::write_cache(&place, &library, since)));
    }

    /// Prepares for links between posts.
    pub(super) fn index_paths(&self, ticket: Ticket, library: Arc<Library>) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            // The receiver is gone if the program is ending.
            let _ = outbox.send(Msg::Paths(ticket, Arc::new(library.paths())).into());
        });
    }

    /// Finds which posts refer to which.
    pub(super) fn find_backlinks(&self, ticket: Ticket, library: Arc<Library>, references: Arc<ReferenceFinder>) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            // The receiver is gone if the program is ending.
            let _ = outbox.send(Msg::Backlinks(ticket, backlinks(&library, &references)).into());
        });
    }

    /// Counts stories over time and cancels the previous request.
    pub(super) fn read_trends(&self, request: TrendsRequest) {
        self.trends.run(request.ticket, request);
    }

    /// Finds the posts that tell the same news and cancels the previous request.
    pub(super) fn find_repeats(&self, request: RepeatsRequest) {
        self.repeats.run(request.ticket, request);
    }

    /// Makes the calendar of the archive.
    pub(super) fn read_timeline(&self, request: TimelineRequest) {
        let (outbox, data) = (self.outbox.clone(), self.data.clone());
        thread::spawn(move || {
            // What cannot be read is not known.
            let read_at = data.and_then(|data| store::read_times(&data).ok()).unwrap_or_default();
            let answer = request.run(&read_at, today());
            let _ = outbox.send(Msg::Timeline(Box::new(answer)).into());
        });
    }

    /// Looks for changes of the files.
    pub(super) fn rescan(&mut self, request: Box<RescanRequest>) {
        self.watcher.rescan(request);
    }

    /// Exports posts.
    pub(super) fn export(&self, request: ExportRequest) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            let _ = outbox.send(Msg::Exported(request.run()).into());
        });
    }

    /// Saves one change of a mark.
    pub(super) fn save(&self, change: MarkChange) {
        let _ = self.marks.send(change);
    }

    pub(super) fn copy(&mut self, lines: &[CleanText], selected: Option<usize>) -> io::Result<CleanText> {
        self.clipboard.copy(lines, selected)
    }

    /// Says that there are no more marks: once the last one is on disk, [`Event::MarksDone`] arrives.
    pub(super) fn finish(self) {
        drop(self.marks);
    }
}

/// A thread that runs requests and cancels all but the latest. It starts with the first request: the first screen waits
/// for no thread that it does not need.
struct LatestWorker<T> {
    requests: OnceCell<Sender<(Ticket, T)>>,
    /// The ticket of the newest request. One with an older ticket is cancelled.
    newest: Arc<AtomicU64>,
    run: Run<T>,
    outbox: Sender<Event>,
}

/// Answers a request, or returns `None` once it is not wanted any more.
type Run<T> = fn(&T, &(dyn Fn() -> bool + Sync)) -> Option<Msg>;

impl<T: Send + 'static> LatestWorker<T> {
    fn new(outbox: &Sender<Event>, run: Run<T>) -> Self {
        Self { requests: OnceCell::new(), newest: Arc::default(), run, outbox: outbox.clone() }
    }

    fn run(&self, ticket: Ticket, request: T) {
        self.newest.store(ticket, Ordering::Relaxed);
        // Fails only if the thread has panicked, which ends the program.
        let _ = self.requests.get_or_init(|| self.start()).send((ticket, request));
    }

    fn start(&self) -> Sender<(Ticket, T)> {
        let (requests, waiting) = channel();
        let (run, out, newest) = (self.run, self.outbox.clone(), Arc::clone(&self.newest));
        thread::spawn(move || run_newest(&waiting, &newest, run, &out));
        requests
    }
}

fn run_job(job: &Job, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Msg> {
    job.run(is_wanted).map(|result| Msg::SearchDone { ticket: job.ticket, result })
}

fn read_stories(request: &StoriesRequest, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Msg> {
    request.run(is_wanted).map(Msg::Stories)
}

fn list_stories(request: &StoryRequest, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Msg> {
    request.run(is_wanted).map(Msg::StoryRows)
}

fn read_trends(request: &TrendsRequest, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Msg> {
    request.run(is_wanted).map(|answer| Msg::Trends(Box::new(answer)))
}

fn find_repeats(request: &RepeatsRequest, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Msg> {
    request.run(is_wanted).map(|groups| Msg::Repeats(request.ticket, Arc::new(groups)))
}

/// Loads the posts; the watcher gets to know which folders were walked for that.
fn load_posts(input: &Input, cache: Option<&CachePlace>, outbox: &Sender<Event>, watcher: &Sender<WatcherEvent>) {
    load::load(input, LoadOptions { first: FIRST_SCREEN, cache, texts: Texts::Cached }, |mut batch| {
        if let Some(watch_paths) = batch.watch_paths.take() {
            // Fails only if the thread has panicked, which ends the program.
            let _ = watcher.send(WatcherEvent::Walked(*watch_paths));
        }
        match outbox.send(Msg::Loaded(batch).into()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
}

/// Lays out the requested pages. Only the newest of several waiting requests is served.
fn lay_out_pages(requests: &Receiver<PageRequest>, outbox: &Sender<Event>) {
    while let Ok(mut request) = requests.recv() {
        while let Ok(newer) = requests.try_recv() {
            request = newer;
        }
        if outbox.send(request.run().into()).is_err() {
            return;
        }
    }
}

/// Runs requests. Only the newest of several waiting ones is run; a running one is cancelled if a newer one arrives.
fn run_newest<T>(requests: &Receiver<(Ticket, T)>, newest: &AtomicU64, run: Run<T>, outbox: &Sender<Event>) {
    while let Ok((mut ticket, mut request)) = requests.recv() {
        while let Ok(newer) = requests.try_recv() {
            (ticket, request) = newer;
        }
        let is_current = || newest.load(Ordering::Relaxed) == ticket;
        let Some(message) = run(&request, &is_current) else { continue };
        // Before the answer is sent: the request shares the library, and the app would have to copy it to change
        // it.
        drop(request);
        if outbox.send(message.into()).is_err() {
            return;
        }
    }
}
