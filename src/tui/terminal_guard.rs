//! The terminal's state: raw mode and the alternate screen while the reader runs, and what it was before afterwards,
//! whatever ends the program.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};

/// Whether the terminal is ours; the panic hook asks, on whichever thread it runs.
static OURS: AtomicBool = AtomicBool::new(false);

/// Held while a frame is drawn: a panic on another thread gives the terminal back after the frame and not within it.
static DRAWING: Mutex<()> = Mutex::new(());

/// Says that a frame is being drawn, until it is dropped.
pub(super) fn drawing() -> MutexGuard<'static, ()> {
    DRAWING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds the terminal; dropping it gives it back.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal. From here on a panic gives it back before its message is printed, on whichever thread it is,
    /// and `on_panic` is called after that: the other threads must stop drawing.
    ///
    /// # Errors
    /// The terminal cannot be set to raw mode, or not be written.
    pub fn enter(mouse: bool, on_panic: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let before = std::panic::take_hook();
        let drawer = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            let _frame_done = (std::thread::current().id() != drawer).then(drawing);
            give_back();
            before(panic);
            on_panic();
        }));
        let mut guard = Self { mouse };
        guard.enter_again()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::leave`].
    pub(super) fn enter_again(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        let mut out = io::stdout();
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        if self.mouse {
            execute!(out, EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Whether the terminal is still ours: not after a panic on another thread.
    #[expect(clippy::unused_self, reason = "only who holds the terminal can ask")]
    pub(super) fn holds(&self) -> bool {
        OURS.load(Ordering::SeqCst)
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "only who holds the terminal can give it back")]
    pub(super) fn leave(&mut self) {
        give_back();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts the terminal into the state it was in; once, however often it is called. Errors are of no use to anyone here: the
/// terminal may be gone.
fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}
