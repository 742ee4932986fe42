//! The terminal: the only place where it is read and written. A thread reads keys, others load, set pages, keep marks and
//! open links; the loop here hands their messages to the state, does what the state wants done, and draws.

mod backup_worker;
mod browser;
mod clipboard;
mod input;
mod signals;
mod terminal_guard;
mod workers;

use std::io::{self, Stdout};
use std::mem::ManuallyDrop;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use thiserror::Error;

use crate::app::{App, AppOptions};
use crate::app::{Effect, Msg};
use crate::config::theme::Theme;
use crate::config::{Config, Paths};
use crate::load::Input;
use crate::text::CleanText;
use crate::ui;

use browser::Opener;
pub use browser::{find_program, link_programs};
pub use clipboard::has_clipboard;
use input::InputThread;
pub use signals::Signal;
pub use terminal_guard::Guard;
use workers::Workers;

/// A page that is nearly set is waited for so long before the frame is drawn, so that moving through the index draws one
/// frame a key and not two.
const GRACE: Duration = Duration::from_millis(4);

/// Everything that the reader is started with.
#[derive(Debug)]
pub struct Session {
    /// What is read.
    pub archive: Input,
    /// What the state begins with; the size is filled in here.
    pub start: AppOptions,
    /// The configuration.
    pub config: Config,
    /// The colours.
    pub theme: Theme,
    /// Where the marks are kept; none where there is no home folder.
    pub paths: Option<Paths>,
}

/// Why the reader ended other than by its user's wish.
#[derive(Debug, Error)]
pub enum TuiError {
    /// The terminal cannot be read or written.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// A signal asked for the end.
    #[error("ended by {0}")]
    Signal(Signal),
    /// A thread panicked; its message was printed.
    #[error("this is a bug in importai-reader; the message above says where")]
    Panicked,
}

/// What the loop hears.
#[derive(Debug)]
enum Event {
    /// For the state.
    App(Msg),
    /// The system wants the program to end, or to stop.
    Signal(Signal),
    /// The terminal is gone.
    Hangup,
    /// Another thread has panicked.
    Panic,
}

impl From<Msg> for Event {
    fn from(message: Msg) -> Self {
        Self::App(message)
    }
}

/// Runs the reader until its user quits. The terminal is as it was before, however this ends.
///
/// # Errors
/// The terminal cannot be used, or a signal ended the program.
pub fn run(session: Session) -> Result<(), TuiError> {
    let (outbox, inbox) = std::sync::mpsc::channel();
    let signals = signals::watch(outbox.clone())?;
    let main_thread = thread::current().id();
    let on_panic = outbox.clone();
    let guard = Guard::enter(session.config.mouse, move || {
        if thread::current().id() != main_thread {
            // Nobody listens if the program is ending anyway.
            let _ = on_panic.send(Event::Panic);
        }
    })?;
    // Never dropped: it would complain on a standard error that may be closed, and panic over that.
    let terminal = ManuallyDrop::new(Terminal::new(CrosstermBackend::new(io::stdout()))?);
    let size = terminal.size()?;
    let app = App::new(AppOptions { size: (size.width, size.height), ..session.start });
    let workers = Workers::start(&outbox, session.archive, session.paths);
    let opener = Opener::new(&session.config, outbox.clone());
    let input = InputThread::start(outbox)?;
    let theme = session.theme;
    let mut reader = Reader { app, terminal, theme, guard, input, inbox, workers, opener, signals, resized: false };
    let result = reader.run();
    // Marks are on the disk before the program ends; the terminal is given back whatever happens to them.
    // The thread that reads keys is not waited for, since it may sit in the middle of one.
    let Reader { workers, guard, signals, .. } = reader;
    drop(guard);
    workers.finish();
    signals.close();
    result
}

struct Reader {
    app: App,
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    theme: Theme,
    guard: Guard,
    input: InputThread,
    inbox: Receiver<Event>,
    workers: Workers,
    opener: Opener,
    signals: signals::Watch,
    /// The terminal has said that it has another size.
    resized: bool,
}

impl Reader {
    /// Draws, waits, drains what has come, and draws once.
    fn run(&mut self) -> Result<(), TuiError> {
        self.draw()?;
        while !self.app.should_quit() {
            let Ok(first) = self.inbox.recv() else { return Ok(()) };
            self.handle(first)?;
            self.drain()?;
            if self.app.is_waiting() {
                self.wait_a_little()?;
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

    /// Gives a page that is being set, or a mark that is being kept, a moment to be in this frame.
    fn wait_a_little(&mut self) -> Result<(), TuiError> {
        let end = Instant::now() + GRACE;
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
        // Also where the size is what it was: in between, the terminal may have had another and lost what it showed.
        if std::mem::take(&mut self.resized) {
            self.clear()?;
        }
        let (app, theme) = (&self.app, &self.theme);
        self.terminal.draw(|frame| ui::view(app, theme, frame))?;
        Ok(())
    }

    fn handle(&mut self, event: Event) -> Result<(), TuiError> {
        let message = match event {
            Event::App(message) => message,
            Event::Signal(Signal::Resize) => {
                self.resized = true;
                let (columns, rows) = crossterm::terminal::size()?;
                Msg::Resize(columns, rows)
            }
            Event::Signal(signal) if !self.signals.counts(signal) => return Ok(()),
            Event::Signal(Signal::Stop) => return self.suspend(),
            Event::Signal(signal) => return Err(TuiError::Signal(signal)),
            Event::Hangup => return Err(TuiError::Signal(Signal::Hangup)),
            Event::Panic => return Err(TuiError::Panicked),
        };
        for effect in self.app.update(message) {
            self.perform(effect)?;
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> Result<(), TuiError> {
        match effect {
            Effect::LayOutPage(request) => self.workers.set_page(*request),
            Effect::ReadTexts(posts) => self.workers.read_texts(posts),
            Effect::Ask(question) => self.workers.ask(*question),
            Effect::FindBacklinks(library, references) => self.workers.find_backlinks(library, references),
            Effect::Save(change) => self.workers.save(change),
            Effect::Copy(text) => self.copy(&text)?,
            Effect::Clear => self.clear()?,
            Effect::Suspend => self.suspend()?,
            Effect::Open(url) if self.opener.in_terminal() => {
                let opener = self.opener.clone();
                let told = self.without_terminal(|| opener.run_in_terminal(&url))?;
                self.signals.forget();
                self.tell(told)?;
            }
            Effect::Open(url) => self.opener.open(url),
        }
        Ok(())
    }

    fn copy(&mut self, text: &CleanText) -> Result<(), TuiError> {
        let told = self.workers.copy(text)?;
        self.tell(Ok(told))
    }

    fn tell(&mut self, told: Result<CleanText, CleanText>) -> Result<(), TuiError> {
        let is_error = told.is_err();
        let (Ok(text) | Err(text)) = told;
        self.handle(Event::App(Msg::Notify { text, is_error }))
    }

    fn suspend(&mut self) -> Result<(), TuiError> {
        self.without_terminal(signals::stop_until_continued)?;
        let (columns, rows) = crossterm::terminal::size()?;
        self.handle(Event::App(Msg::Resize(columns, rows)))
    }

    /// Gives the terminal back while something else runs in it, and takes it again.
    fn without_terminal<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, TuiError> {
        self.input.pause();
        self.guard.leave();
        let result = run();
        self.guard.enter_again()?;
        self.input.resume()?;
        self.clear()?;
        Ok(result)
    }

    /// Makes the next frame draw everything. Not by `Terminal::clear`, which asks the terminal where the cursor is and
    /// waits for an answer.
    fn clear(&mut self) -> Result<(), TuiError> {
        self.terminal.backend_mut().clear_region(ClearType::All)?;
        self.terminal.swap_buffers();
        Ok(())
    }
}
