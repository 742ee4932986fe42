//! What the screen does not wait for: loading, reading texts, searching, setting pages, keeping marks.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::Event;
use super::backup_worker::Backups;
use super::clipboard::Clipboard;
use crate::app::{Msg, PageRequest};
use crate::config::Paths;
use crate::layout;
use crate::layout::Document;
use crate::load::{self, Input};
use crate::model::{Library, MarkChange, PostId, PostSource, ReferenceFinder};
use crate::search::{self, Job, JobRequest, backlinks};
use crate::store::{self, Store};
use crate::text::CleanText;

/// The threads, and how to ask them for something.
pub(super) struct Workers {
    pages: Sender<PageRequest>,
    searches: Lane,
    /// Beside the search that the index shows, lists that are made of other searches.
    lists: Lane,
    marks: Sender<MarkChange>,
    store: JoinHandle<()>,
    clipboard: Clipboard,
    outbox: Sender<Event>,
}

impl Workers {
    pub(super) fn start(outbox: &Sender<Event>, archive: Input, paths: Option<Paths>) -> Self {
        let (pages, page_requests) = channel();
        let (marks, changes) = channel();
        let out = outbox.clone();
        thread::spawn(move || load_archive(&archive, &out));
        let out = outbox.clone();
        thread::spawn(move || set_pages(&page_requests, &out));
        let out = outbox.clone();
        let store = thread::spawn(move || keep_marks(paths, &changes, &out));
        let (searches, lists) = (Lane::start(outbox), Lane::start(outbox));
        Self { pages, searches, lists, marks, store, clipboard: Clipboard::default(), outbox: outbox.clone() }
    }

    pub(super) fn set_page(&self, request: PageRequest) {
        // A thread that is gone has panicked, and the program is ending with its message.
        let _ = self.pages.send(request);
    }

    /// Asks a question; a search for an older one gives up.
    pub(super) fn ask(&self, question: Job) {
        let lane = if matches!(question.request, JobRequest::Query(_)) { &self.searches } else { &self.lists };
        lane.newest.store(question.ticket, Ordering::Relaxed);
        let _ = lane.questions.send(question);
    }

    /// Reads every post again for what is searched.
    pub(super) fn read_texts(&self, posts: Vec<(PostId, PostSource)>) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            search::extract_all(&posts, |texts, finished| match outbox.send(Msg::Texts { texts, finished }.into()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
    }

    /// Finds out which posts refer to which.
    pub(super) fn find_backlinks(&self, library: Arc<Library>, references: Arc<ReferenceFinder>) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            // Nobody listens while the program ends.
            let _ = outbox.send(Msg::Backlinks(backlinks(&library, &references)).into());
        });
    }

    pub(super) fn save(&self, change: MarkChange) {
        let _ = self.marks.send(change);
    }

    pub(super) fn copy(&mut self, text: &CleanText) -> io::Result<CleanText> {
        self.clipboard.copy(text)
    }

    /// Waits until every mark is on the disk.
    pub(super) fn finish(self) {
        drop(self.marks);
        let _ = self.store.join();
    }
}

/// A thread that answers questions.
struct Lane {
    questions: Sender<Job>,
    /// The ticket of the newest question; a search for an older one gives up.
    newest: Arc<AtomicU64>,
}

impl Lane {
    fn start(outbox: &Sender<Event>) -> Self {
        let (questions, asked) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let (out, current) = (outbox.clone(), Arc::clone(&newest));
        thread::spawn(move || answer_questions(&asked, &current, &out));
        Self { questions, newest }
    }
}

fn load_archive(archive: &Input, outbox: &Sender<Event>) {
    load::load(archive, |batch| match outbox.send(Msg::Loaded(batch).into()) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    });
}

/// Sets the newest page that is asked for; requests that were overtaken meanwhile are dropped.
fn set_pages(requests: &Receiver<PageRequest>, outbox: &Sender<Event>) {
    while let Ok(mut request) = requests.recv() {
        while let Ok(newer) = requests.try_recv() {
            request = newer;
        }
        let document = Arc::new(set_page(&request));
        let PageRequest { ticket, id, options, .. } = request;
        let width = options.width;
        if outbox.send(Msg::PageReady { ticket, post: id, width, document }.into()).is_err() {
            return;
        }
    }
}

/// Answers the newest question; those that were overtaken meanwhile are dropped, and the search for one ends early.
fn answer_questions(questions: &Receiver<Job>, newest: &AtomicU64, outbox: &Sender<Event>) {
    while let Ok(mut question) = questions.recv() {
        while let Ok(newer) = questions.try_recv() {
            question = newer;
        }
        let ticket = question.ticket;
        let wanted = || newest.load(Ordering::Relaxed) == ticket;
        let Some(answer) = question.run(wanted) else { continue };
        // The library it holds is let go before the state changes its own, which then needs no copy.
        drop(question);
        if outbox.send(Msg::SearchDone { ticket, answer }.into()).is_err() {
            return;
        }
    }
}

/// A post's page, from its file as it is now.
fn set_page(request: &PageRequest) -> Document {
    match load::read_content(&request.post.source) {
        Ok(page) => layout::lay_out(&page, &request.post, &request.options),
        Err(fault) => layout::error_page(&request.post, &fault, request.options.width),
    }
}

/// Opens the store, hands its marks to the state, and writes every change at once.
fn keep_marks(paths: Option<Paths>, changes: &Receiver<MarkChange>, outbox: &Sender<Event>) {
    let (mut store, opened) = match &paths {
        Some(paths) => {
            let (store, opened) = Store::open(&paths.data);
            (store.map_err(|error| error.not_kept()), opened)
        }
        None => (Err(CleanText::single_line("marks are not kept: there is no home folder")), store::Opened::default()),
    };
    let notice = store.as_ref().err().cloned().or(opened.notice);
    if outbox.send(Msg::Marks { stored: opened.marks, notice }.into()).is_err() {
        return;
    }
    let mut backups = paths.filter(|_| store.is_ok()).map(|paths| Backups::new(paths.data, outbox.clone()));
    backups.iter_mut().for_each(Backups::make_if_due);
    while let Ok(change) = changes.recv() {
        let result = match &mut store {
            Ok(store) => store.save(&change).map_err(|error| error.not_kept()),
            // Said at the start, and once more with the first mark.
            Err(text) => Err(text.clone()),
        };
        // Nobody listens any more while the program ends, but every change is still written.
        if let Ok(Some(text)) = &result {
            let _ = outbox.send(Msg::Notify { text: text.clone(), is_error: true }.into());
        }
        let _ = outbox.send(Msg::Saved { identity: change.identity, result: result.map(drop) }.into());
        backups.iter_mut().for_each(Backups::make_if_due);
    }
    backups.iter_mut().for_each(Backups::wait);
}
