//! The thread that fetches the feeds of the configuration, when the user asks for it and at intervals.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::Event;
use crate::app::{FetchNews, FetchProgress, Msg};
use crate::fetch::http::{Client, TimeLimits};
use crate::fetch::pacing::{Pacing, Stop};
use crate::fetch::{self, Fetcher, Folder, FolderStatus, Newsletter, Options, Outcome};
use crate::text::CleanText;

/// How often the thread looks at the clock: a computer that slept may find that a fetch is due.
const TICK: Duration = Duration::from_secs(60);

/// How often the footer counts.
const COUNT_INTERVAL: Duration = Duration::from_millis(50);

/// How often the list takes in new posts, where no system tells of new files.
const LIST_INTERVAL: Duration = Duration::from_secs(2);

/// How long the end of the program waits for the file that is being written.
const END: Duration = Duration::from_secs(1);

/// What is fetched, and where to.
#[derive(Clone, Debug, Default)]
pub struct FeedPlan {
    /// The folders with what goes there.
    pub places: Vec<FeedPlace>,
    /// Why nothing can be fetched.
    pub refusal: Option<CleanText>,
    /// Feeds that cannot be fetched: name and reason.
    pub bad: Vec<(CleanText, CleanText)>,
    /// How often it is fetched without being asked for; `None` for never.
    pub every: Option<Duration>,
}

/// What goes to a folder.
#[derive(Clone, Debug)]
pub struct FeedPlace {
    /// The folder.
    pub into: PathBuf,
    /// True if the configuration names it. One that is merely open is not written to unasked, unless posts were fetched
    /// into it before.
    pub is_configured: bool,
    /// The feeds.
    pub newsletters: Vec<Newsletter>,
}

/// The handle of the thread.
pub(super) struct FeedFetcher {
    requests: Option<Sender<()>>,
    stop: Stop,
    done: Receiver<()>,
}

impl FeedFetcher {
    /// Starts the thread if there is anything for it to do.
    pub(super) fn start(plan: FeedPlan, outbox: &Sender<Event>) -> Self {
        let (requests, asked) = channel();
        let (is_done, done) = channel();
        let (stop, outbox) = (Stop::default(), outbox.clone());
        let has_work = !plan.places.is_empty() || !plan.bad.is_empty() || plan.refusal.is_some();
        if has_work {
            let stop = stop.clone();
            thread::spawn(move || {
                Thread { plan, outbox, stop }.run(&asked);
                // Nobody waits unless the program is ending.
                let _ = is_done.send(());
            });
        }
        Self { requests: has_work.then_some(requests), stop, done }
    }

    /// Fetches the feeds.
    pub(super) fn fetch(&self) {
        if let Some(requests) = &self.requests {
            // Fails only if the thread has panicked, which ends the program.
            let _ = requests.send(());
        }
    }

    /// Ends a fetch that is running.
    pub(super) fn stop(&mut self) {
        self.requests = None;
        self.stop.request();
    }

    /// Waits a moment until the thread has ended. A server that does not answer is not waited for.
    pub(super) fn wait(&self) {
        let _ = self.done.recv_timeout(END);
    }
}

struct Thread {
    plan: FeedPlan,
    outbox: Sender<Event>,
    stop: Stop,
}

impl Thread {
    fn run(&self, asked: &Receiver<()>) {
        let mut due = self.report_last_time();
        loop {
            let now = SystemTime::now();
            let wait = due.map(|due| due.duration_since(now).unwrap_or_default().min(TICK));
            let request = match wait {
                Some(wait) => asked.recv_timeout(wait),
                None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let is_asked = match request {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) if due.is_some_and(|due| due <= SystemTime::now()) => false,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Some(reason) = self.plan.refusal.clone().filter(|_| is_asked) {
                self.send(FetchNews::Refused(reason));
            } else {
                let new = self.fetch(is_asked);
                // What was asked for in the meantime was this.
                while asked.try_recv().is_ok() {}
                if self.stop.is_requested() {
                    return;
                }
                self.send(FetchNews::Done(new));
            }
            due = self.plan.every.map(|every| SystemTime::now() + every);
        }
    }

    fn send(&self, news: FetchNews) {
        // The receiver is gone if the program is ending.
        let _ = self.outbox.send(Msg::Fetch(news).into());
    }

    /// Tells what failed the last time. Returns when the first fetch is due.
    fn report_last_time(&self) -> Option<SystemTime> {
        for (name, reason) in &self.plan.bad {
            let (name, address) = (name.clone(), CleanText::default());
            self.send(FetchNews::Source { name, address, errors: vec![reason.clone()] });
        }
        let mut oldest = None;
        for place in &self.plan.places {
            let known = FolderStatus::read(&place.into);
            for newsletter in &place.newsletters {
                let status = known.of(newsletter);
                let last = status.fetched.max(status.failed).map_or(SystemTime::UNIX_EPOCH, SystemTime::from);
                oldest = Some(oldest.map_or(last, |oldest: SystemTime| oldest.min(last)));
                if !status.errors.is_empty() {
                    self.send(source(newsletter, status.errors));
                }
            }
        }
        oldest.zip(self.plan.every).map(|(oldest, every)| oldest + every)
    }

    /// Fetches all feeds. Returns the number of new posts.
    fn fetch(&self, is_asked: bool) -> usize {
        let mut fetcher: Option<Fetcher> = None;
        let mut new = 0;
        for place in &self.plan.places {
            if !is_asked && !place.is_configured && FolderStatus::read(&place.into).is_empty() {
                continue;
            }
            let folder = match Folder::open(&place.into, false) {
                Ok(folder) => folder,
                Err(error) => {
                    let errors = vec![CleanText::single_line(&error.to_string())];
                    for newsletter in &place.newsletters {
                        self.send(source(newsletter, errors.clone()));
                    }
                    continue;
                }
            };
            let fetcher = match &mut fetcher {
                Some(fetcher) => {
                    fetcher.move_to(folder);
                    fetcher
                }
                None => {
                    let client = Client::new(Pacing::until(&self.stop), TimeLimits::default());
                    fetcher.insert(Fetcher::new(client.until(self.stop.clone()), folder, Options::default()))
                }
            };
            for newsletter in &place.newsletters {
                if self.stop.is_requested() {
                    return new;
                }
                self.fetch_one(fetcher, newsletter, &mut new);
            }
        }
        new
    }

    fn fetch_one(&self, fetcher: &mut Fetcher, newsletter: &Newsletter, new: &mut usize) {
        let name = name_of(newsletter);
        let mut progress = FetchProgress { source: name, new: *new, ..FetchProgress::default() };
        self.send(FetchNews::Running(progress.clone()));
        let (mut counted, mut listed) = (Instant::now(), Instant::now());
        let report = fetcher.fetch(newsletter, &mut |event| {
            match event {
                fetch::Event::Expected(count) => progress.expected += count,
                fetch::Event::Post(_, outcome) => {
                    progress.done += 1;
                    progress.new += usize::from(matches!(outcome, Outcome::New(_)));
                }
                // Only a fetch of everything asks.
                fetch::Event::Received { .. }
                | fetch::Event::Note(_)
                | fetch::Event::Working(_)
                | fetch::Event::Ask(..) => {}
            }
            if counted.elapsed() >= COUNT_INTERVAL {
                counted = Instant::now();
                self.send(FetchNews::Running(progress.clone()));
            }
            if progress.new > *new && listed.elapsed() >= LIST_INTERVAL {
                listed = Instant::now();
                let _ = self.outbox.send(Msg::FilesChanged.into());
            }
        });
        *new += report.counts.new;
        if !self.stop.is_requested() {
            let errors = report.errors.iter().map(|error| CleanText::single_line(&error.to_string())).collect();
            self.send(source(newsletter, errors));
        }
    }
}

/// What failed of a newsletter.
fn source(newsletter: &Newsletter, errors: Vec<CleanText>) -> FetchNews {
    let addresses: Vec<&str> = newsletter.homes.iter().filter_map(|home| Some(home.first()?.as_str())).collect();
    let address = CleanText::single_line(&addresses.join(", "));
    FetchNews::Source { name: name_of(newsletter), address, errors }
}

fn name_of(newsletter: &Newsletter) -> CleanText {
    CleanText::single_line(&newsletter.name)
}
