//! Puts the terminal into raw mode and the alternate screen, and restores it when the program ends, even by a panic.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};

/// True while the reader holds the terminal. Global because the panic hook needs it on every thread.
static TERMINAL_HELD: AtomicBool = AtomicBool::new(false);

/// Locked while a frame is drawn: after a panic on another thread the terminal is restored between frames, not within
/// one.
static DRAWING: Mutex<()> = Mutex::new(());

/// Marks that a frame is being drawn, until the guard is dropped.
pub(super) fn drawing() -> MutexGuard<'static, ()> {
    DRAWING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds the terminal. Dropping it restores the terminal.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal. From then on a panic on any thread restores it before the panic message is printed.
    /// `on_panic` is called last, to stop the threads that draw.
    ///
    /// # Errors
    /// The terminal cannot be set to raw mode or cannot be written.
    pub fn enter(mouse: bool, on_panic: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let default_hook = std::panic::take_hook();
        let drawer = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            let _frame_done = (std::thread::current().id() != drawer).then(drawing);
            restore();
            default_hook(panic);
            on_panic();
        }));
        let mut guard = Self { mouse };
        guard.enter_again()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::leave`].
    pub(super) fn enter_again(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        TERMINAL_HELD.store(true, Ordering::SeqCst);
        let mut out = io::stdout();
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        if self.mouse {
            execute!(out, EnableMouseCapture)?;
        }
        Ok(())
    }

    /// True if the terminal is still held; false after a panic on another thread.
    #[expect(clippy::unused_self, reason = "only the holder of the terminal may ask")]
    pub(super) fn holds(&self) -> bool {
        TERMINAL_HELD.load(Ordering::SeqCst)
    }

    /// Restores the terminal until [`Guard::enter_again`].
    #[expect(clippy::unused_self, reason = "only the holder of the terminal may release it")]
    pub(super) fn leave(&mut self) {
        restore();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores the terminal if it is held. Errors are ignored: the terminal may be gone.
fn restore() {
    if TERMINAL_HELD.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}
