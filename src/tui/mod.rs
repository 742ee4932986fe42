//! The event loop and everything that touches the terminal. Threads read keys and do slow work; the loop passes their
//! messages to the app, performs the effects that the app returns, and draws.
//!
//! - `terminal_guard`: raw mode and the alternate screen, restored at the end.
//! - `input`: the thread that reads keys and mouse events.
//! - `signals`: the thread that handles signals.
//! - `workers`: the threads that load, search and lay out pages.
//! - `feed_fetcher`: the thread that fetches feeds.
//! - `watcher`: the thread that looks for changes of files.
//! - `mark_saver`: the thread that writes marks, and the wait for it at the end.
//! - `backup_worker`: the daily backup of the marks.
//! - `browser`: opens URLs.
//! - `programs`: the editor, and commands that get a page.
//! - `config_edit`: changes the user's configuration.
//! - `desktop`: whether the desktop has a browser.
//! - `error`: why the reader ended.
//! - `clipboard`: copies text.
//! - `images`: draws images, with the feature of that name; `no_images` stands in its place without.
//! - `hyperlinks`: makes the links of a frame links of the terminal.

mod backup_worker;
mod browser;
mod clipboard;
mod config_edit;
mod desktop;
mod error;
mod feed_fetcher;
mod hyperlinks;
#[cfg(feature = "images")]
mod images;
#[cfg(not(feature = "images"))]
#[path = "no_images.rs"]
mod images;
mod input;
mod mark_saver;
mod programs;
mod signals;
mod terminal_guard;
mod watcher;
mod workers;

use std::io::{self, Stdout};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::layout::Position;

use crate::app::{App, AppOptions, Effect, Msg};
use crate::cache::CachePlace;
use crate::config::{Config, Paths};
use crate::load::{self, Input};
use crate::store::Window;
use crate::text::CleanText;
use crate::ui;

use browser::Opener;
pub use browser::{browser_candidates, find_program};
pub use clipboard::has_clipboard;
pub use desktop::{WebProgram, web_program};
pub use error::TuiError;
use feed_fetcher::FeedFetcher;
pub use feed_fetcher::{FeedPlace, FeedPlan};
use images::Images;
use input::InputThread;
use mark_saver::wait_for_marks;
pub use signals::Signal;
pub use terminal_guard::Guard;
use workers::Workers;

/// How long a frame waits for a pending page, so that moving through the post list draws one frame per key instead of
/// two.
const FRAME_GRACE: Duration = Duration::from_millis(4);

/// Everything needed to start the reader.
#[derive(Debug)]
pub struct RunOptions {
    /// Where the posts come from.
    pub input: Input,
    /// The feeds to fetch.
    pub feeds: FeedPlan,
    /// Options of the app. Their `size` is replaced by that of the terminal.
    pub app: AppOptions,
    /// The configuration.
    pub config: Config,
    /// The user's folders; `None` without a home directory, and marks are not kept.
    pub paths: Option<Paths>,
    /// The cache of the posts; `None` for none.
    pub cache: Option<CachePlace>,
}

/// What the event loop receives.
#[derive(Debug)]
enum Event {
    /// A message for the app.
    App(Msg),
    /// A signal arrived.
    Signal(Signal),
    /// The terminal is gone.
    Hangup,
    /// An image was decoded.
    #[cfg(feature = "images")]
    Image(images::Decoded),
    /// Another thread has panicked.
    Panic,
    /// The thread that writes marks has ended.
    MarksDone,
}

impl From<Msg> for Event {
    fn from(message: Msg) -> Self {
        Self::App(message)
    }
}

/// Runs the reader until the user quits. The terminal is restored however this ends.
///
/// # Errors
/// The terminal cannot be used, a signal ended the program, a thread panicked, or marks could not be written.
pub fn run(options: RunOptions) -> Result<(), TuiError> {
    load::work_beside_screen();
    let (outbox, inbox) = std::sync::mpsc::channel();
    let signals = signals::watch(outbox.clone())?;
    let main_thread = thread::current().id();
    let on_panic = outbox.clone();
    let guard = Guard::enter(options.config.mouse, move || {
        if thread::current().id() != main_thread {
            // The receiver is gone if the program is ending.
            let _ = on_panic.send(Event::Panic);
        }
    })?;
    // Never dropped: its drop may print to standard error, and panics if that is closed.
    let terminal = ManuallyDrop::new(Terminal::new(CrosstermBackend::new(io::stdout()))?);
    let size = terminal.size()?;
    let images = Images::start(outbox.clone());
    let image_support = images.support();
    let app = App::new(AppOptions { size: (size.width, size.height), image_support, ..options.app });
    let data = options.paths.as_ref().map(|paths| paths.data.clone());
    let list_width = app.list_width();
    let config_folder = options.paths.as_ref().map(|paths| paths.config.clone());
    let workers = Workers::start(&outbox, options.input, options.paths, options.cache);
    let feeds = FeedFetcher::start(options.feeds, &outbox);
    let opener = Opener::new(&options.config, outbox.clone());
    let input = InputThread::start(outbox)?;
    let term = std::env::var("TERM").unwrap_or_default();
    let hyperlinks = hyperlinks::are_on(options.config.hyperlinks, &term);
    let mut event_loop = EventLoop {
        app,
        terminal,
        guard,
        input,
        inbox,
        workers,
        feeds,
        opener,
        config_folder,
        signals,
        hyperlinks,
        images,
        resized: false,
    };
    let result = event_loop.run();
    // Restore the terminal first, then wait until the marks are on disk. The input thread may be blocked in the middle
    // of a key and is not waited for.
    let EventLoop { app, inbox, workers, mut feeds, guard, signals, .. } = event_loop;
    feeds.stop();
    drop(guard);
    workers.finish();
    if let Some(folder) = data.filter(|_| app.list_width() != list_width) {
        // A width that cannot be kept is not worth a message after the end.
        let _ = Window { list_width: app.list_width() }.save(&folder);
    }
    let result = wait_for_marks(&app, &inbox, &signals, result);
    feeds.wait();
    signals.close();
    result
}

/// The state of the running reader.
struct EventLoop {
    app: App,
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    guard: Guard,
    input: InputThread,
    inbox: Receiver<Event>,
    workers: Workers,
    feeds: FeedFetcher,
    opener: Opener,
    /// The folder of the user's settings.
    config_folder: Option<PathBuf>,
    signals: signals::SignalWatcher,
    /// Whether the links in a frame are hyperlinks.
    hyperlinks: bool,
    images: Images,
    /// True if the terminal was resized since the last frame.
    resized: bool,
}

impl EventLoop {
    /// Draws, waits for an event, handles all that are queued, and repeats.
    fn run(&mut self) -> Result<(), TuiError> {
        self.draw()?;
        while !self.app.should_quit() {
            let Ok(first) = self.inbox.recv() else { return Ok(()) };
            self.handle(first)?;
            self.drain()?;
            if self.app.is_waiting() {
                self.wait_for_pending()?;
            }
            self.draw()?;
        }
        Ok(())
    }

    fn drain(&mut self) -> Result<(), TuiError> {
        while let Ok(event) = self.inbox.try_recv() {
            self.handle(event)?;
        }
        Ok(())
    }

    /// Waits a moment for a pending page or mark, so that it is in the next frame.
    fn wait_for_pending(&mut self) -> Result<(), TuiError> {
        let end = Instant::now() + FRAME_GRACE;
        while self.app.is_waiting() && !self.app.should_quit() {
            match self.inbox.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => self.handle(event)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn draw(&mut self) -> Result<(), TuiError> {
        let _drawing = terminal_guard::drawing();
        if !self.guard.holds() {
            return Ok(());
        }
        // Even if the size is the same now: it may have changed twice, and the terminal lost its content.
        if std::mem::take(&mut self.resized) {
            self.clear()?;
        }
        let app = &self.app;
        let (hyperlinks, images) = (self.hyperlinks, &self.images);
        self.terminal.draw(|frame| {
            ui::view(app, frame);
            if hyperlinks {
                hyperlinks::write(app, frame.buffer_mut());
            }
            images.draw(app, frame.buffer_mut());
        })?;
        Ok(())
    }

    fn handle(&mut self, event: Event) -> Result<(), TuiError> {
        let message = match event {
            Event::App(Msg::Mouse(mouse)) => self.click_on_key(mouse),
            Event::App(message) => message,
            Event::Signal(Signal::Resize) => {
                self.resized = true;
                let (columns, rows) = crossterm::terminal::size()?;
                Msg::Resize(columns, rows)
            }
            Event::Signal(signal) if !self.signals.take_pending(signal) => return Ok(()),
            Event::Signal(Signal::Stop) => return self.suspend(),
            Event::Signal(signal) => return Err(TuiError::Signal(signal)),
            Event::Hangup => return Err(TuiError::Signal(Signal::Hangup)),
            #[cfg(feature = "images")]
            Event::Image(decoded) => {
                let (ticket, result) = self.images.receive(decoded);
                Msg::ImageReady { ticket, result }
            }
            Event::Panic => return Err(TuiError::Panicked),
            // Only a panic ends that thread while the reader runs, and reports itself.
            Event::MarksDone => return Ok(()),
        };
        for effect in self.app.update(message) {
            self.perform(effect)?;
        }
        Ok(())
    }

    /// The message for something done with the mouse: a click on the name of a key presses that.
    fn click_on_key(&self, mouse: MouseEvent) -> Msg {
        let is_click = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        let size = is_click.then(|| self.terminal.size().ok()).flatten();
        let place = Position::new(mouse.column, mouse.row);
        let key = size.and_then(|size| ui::key_at(&self.app, (size.width, size.height), place));
        key.map_or(Msg::Mouse(mouse), |key| Msg::Key(key.into()))
    }

    fn perform(&mut self, effect: Effect) -> Result<(), TuiError> {
        match effect {
            Effect::LayOutPage(request) => self.workers.lay_out(*request),
            Effect::ReadTexts(posts) => self.workers.read_texts(posts),
            Effect::ReadStories(request) => self.workers.read_stories(*request),
            Effect::ListStories(request) => self.workers.list_stories(*request),
            Effect::Free(data) => drop(std::thread::spawn(move || drop(data))),
            Effect::Search(job) => self.workers.run_job(*job),
            Effect::WriteCache(library) => self.workers.write_cache(library),
            Effect::IndexPaths(ticket, library) => self.workers.index_paths(ticket, library),
            Effect::FindBacklinks(ticket, library, references) => {
                self.workers.find_backlinks(ticket, library, references);
            }
            Effect::Rescan(request) => self.workers.rescan(request),
            Effect::FetchFeeds => self.feeds.fetch(),
            Effect::ShowImage(request) => self.images.request(request),
            Effect::FindRepeats(request) => self.workers.find_repeats(request),
            Effect::ReadTrends(request) => self.workers.read_trends(*request),
            Effect::ReadTimeline(request) => self.workers.read_timeline(*request),
            Effect::Export(request) => self.workers.export(*request),
            Effect::Save(change) => self.workers.save(change),
            Effect::Copy { lines, selected } => self.copy(&lines, selected)?,
            Effect::Clear => self.clear()?,
            Effect::Suspend => self.suspend()?,
            Effect::Open(url, post) if self.opener.in_terminal() => {
                let opener = self.opener.clone();
                let result = self.with_terminal_released(|| opener.run_in_terminal(&url))?;
                self.signals.clear_pending();
                self.handle(Msg::Opened { post, result: result.as_ref().map(drop).map_err(CleanText::clone) }.into())?;
                self.notify(result)?;
            }
            Effect::Open(url, post) => self.opener.open(url, post),
            Effect::Edit(file) => {
                let result = self.with_terminal_released(|| programs::edit(&file))?;
                self.signals.clear_pending();
                self.handle(Msg::Edited.into())?;
                self.notify(result)?;
            }
            Effect::Pipe { command, text } => {
                let result = self.with_terminal_released(|| programs::pipe(&command, text))?;
                self.signals.clear_pending();
                self.notify(result)?;
            }
            Effect::SaveSearch(saved) => {
                let result = self.save_search(saved);
                self.handle(Msg::SearchSaved(result).into())?;
            }
            Effect::KeepTheme(name) => self.notify(self.keep_theme(name))?,
            Effect::DeleteSearch(name) => {
                let result = self.delete_search(name);
                self.handle(Msg::SearchDeleted(result).into())?;
            }
        }
        Ok(())
    }

    fn copy(&mut self, lines: &[CleanText], selected: Option<usize>) -> Result<(), TuiError> {
        let message = self.workers.copy(lines, selected)?;
        self.notify(Ok(message))
    }

    /// Shows a message, or an error, in the footer.
    fn notify(&mut self, result: Result<CleanText, CleanText>) -> Result<(), TuiError> {
        let is_error = result.is_err();
        let (Ok(text) | Err(text)) = result;
        self.handle(Event::App(Msg::Notify { text, is_error }))
    }

    fn suspend(&mut self) -> Result<(), TuiError> {
        self.with_terminal_released(signals::stop_until_continued)?;
        let (columns, rows) = crossterm::terminal::size()?;
        self.handle(Event::App(Msg::Resize(columns, rows)))
    }

    /// Releases the terminal while `run` uses it, then takes it again.
    fn with_terminal_released<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, TuiError> {
        self.input.pause();
        self.guard.leave();
        let result = run();
        self.guard.enter_again()?;
        self.input.resume()?;
        self.clear()?;
        Ok(result)
    }

    /// Clears the screen, so that the next frame draws everything. `Terminal::clear` would ask the terminal for the
    /// cursor position and wait for the answer.
    fn clear(&mut self) -> Result<(), TuiError> {
        self.terminal.backend_mut().clear_region(ClearType::All)?;
        self.terminal.swap_buffers();
        Ok(())
    }
}
