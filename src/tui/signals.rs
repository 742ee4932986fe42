//! Signals: those that end the program end it in order, with the terminal given back and the marks kept.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fmt, io, thread};

use rustix::process::{Pid, Signal as SystemSignal, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use super::Event;

/// A signal that the reader hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The terminal was closed.
    Hangup,
    /// Interrupt, from outside: in the reader Ctrl-C is a key.
    Interrupt,
    /// Quit, from outside.
    Quit,
    /// Terminate.
    Terminate,
    /// Stop, from outside: in the reader Ctrl-Z is a key.
    Stop,
    /// The terminal has another size.
    Resize,
}

impl Signal {
    /// The signal's number; a program that ends by one has the exit code 128 and that.
    #[must_use]
    pub fn number(self) -> u8 {
        let number = match self {
            Self::Hangup => SIGHUP,
            Self::Interrupt => SIGINT,
            Self::Quit => SIGQUIT,
            Self::Terminate => SIGTERM,
            Self::Stop => SIGTSTP,
            Self::Resize => SIGWINCH,
        };
        u8::try_from(number).unwrap_or_default()
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hangup => "SIGHUP",
            Self::Interrupt => "SIGINT",
            Self::Quit => "SIGQUIT",
            Self::Terminate => "SIGTERM",
            Self::Stop => "SIGTSTP",
            Self::Resize => "SIGWINCH",
        })
    }
}

/// The watch over signals.
pub(super) struct Watch {
    handle: Handle,
    /// Signals that a key sends to every program in the terminal. The event that tells of one may come late; whether it
    /// still counts stands here, and is set by the time the system has delivered it.
    raised: Vec<(Signal, Arc<AtomicBool>)>,
}

impl Watch {
    /// Whether a signal that was heard of still counts; once.
    pub(super) fn counts(&self, signal: Signal) -> bool {
        let raised = self.raised.iter().find(|(known, _)| *known == signal);
        raised.is_none_or(|(_, raised)| raised.swap(false, Ordering::SeqCst))
    }

    /// Forgets what was typed at another program that had the terminal.
    pub(super) fn forget(&self) {
        self.raised.iter().for_each(|(_, raised)| raised.store(false, Ordering::SeqCst));
    }

    pub(super) fn close(&self) {
        self.handle.close();
    }
}

/// Hands signals to the loop from now on; closing the watch ends that.
pub(super) fn watch(outbox: Sender<Event>) -> io::Result<Watch> {
    let mut raised = Vec::new();
    for (number, signal) in [(SIGINT, Signal::Interrupt), (SIGQUIT, Signal::Quit), (SIGTSTP, Signal::Stop)] {
        let flag = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(number, Arc::clone(&flag))?;
        raised.push((signal, flag));
    }
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH])?;
    let handle = signals.handle();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            hand_on(number);
            let signal = match number {
                SIGHUP => Signal::Hangup,
                SIGINT => Signal::Interrupt,
                SIGQUIT => Signal::Quit,
                SIGTSTP => Signal::Stop,
                SIGWINCH => Signal::Resize,
                _ => Signal::Terminate,
            };
            if outbox.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(Watch { handle, raised })
}

/// The program that has the terminal meanwhile, for as long as this is kept. The reader waits for its end: what is to end
/// the reader has to end it first.
pub(super) struct Foreground;

impl Foreground {
    pub(super) fn is(program: Pid) -> Self {
        let mut terminal = foreground();
        terminal.program = Some(program);
        // What came while the program was being started is still to reach it.
        if let Some(signal) = terminal.missed {
            let _ = kill_process(program, signal);
        }
        Self
    }
}

impl Drop for Foreground {
    fn drop(&mut self) {
        foreground().program = None;
    }
}

/// Who has the terminal.
struct Terminal {
    /// Another program, if it is not the reader.
    program: Option<Pid>,
    /// A signal that is to end the reader, and came while there was no other program.
    missed: Option<SystemSignal>,
}

static FOREGROUND: Mutex<Terminal> = Mutex::new(Terminal { program: None, missed: None });

fn foreground() -> MutexGuard<'static, Terminal> {
    FOREGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands a signal on to the program that has the terminal. Those that a key sends have reached it already.
fn hand_on(number: i32) {
    let signal = match number {
        SIGTERM => SystemSignal::TERM,
        SIGHUP => SystemSignal::HUP,
        _ => return,
    };
    let mut terminal = foreground();
    match terminal.program {
        // It may have ended just now.
        Some(program) => drop(kill_process(program, signal)),
        None => terminal.missed = Some(signal),
    }
}

/// Stops this program and what it was started with (`cargo run`, say) until the shell continues them.
pub(super) fn stop_until_continued() {
    // A stop that the system refuses leaves the reader running, which is what one would want.
    let _ = kill_current_process_group(SystemSignal::STOP);
}
