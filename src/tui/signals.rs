//! Signal handling: signals end the program cleanly, with the terminal restored and the marks saved.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fmt, io, thread};

use rustix::process::{Pid, Signal as SystemSignal, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use super::Event;

/// A signal that the reader handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The terminal was closed (SIGHUP).
    Hangup,
    /// SIGINT from outside: in the reader Ctrl-C is a key.
    Interrupt,
    /// SIGQUIT from outside.
    Quit,
    /// SIGTERM.
    Terminate,
    /// SIGTSTP from outside: in the reader Ctrl-Z is a key.
    Stop,
    /// The terminal was resized.
    Resize,
}

impl Signal {
    /// The signal's number. A program that it ends has the exit code 128 plus this.
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

/// A handle to the signal thread.
pub(super) struct SignalWatcher {
    handle: Handle,
    /// Signals that a key sends to every program in the terminal, each with a flag that the signal handler sets. Their
    /// events arrive later and count only while the flag is set.
    pending: Vec<(Signal, Arc<AtomicBool>)>,
}

impl SignalWatcher {
    /// True if the event of a signal still counts. Clears its flag.
    pub(super) fn take_pending(&self, signal: Signal) -> bool {
        let pending = self.pending.iter().find(|(known, _)| *known == signal);
        pending.is_none_or(|(_, flag)| flag.swap(false, Ordering::SeqCst))
    }

    /// Drops signals that were meant for another program that had the terminal.
    pub(super) fn clear_pending(&self) {
        self.pending.iter().for_each(|(_, flag)| flag.store(false, Ordering::SeqCst));
    }

    /// Ends the signal thread.
    pub(super) fn close(&self) {
        self.handle.close();
    }
}

/// Starts the signal thread, which sends an event for every signal.
pub(super) fn watch(outbox: Sender<Event>) -> io::Result<SignalWatcher> {
    let mut pending = Vec::new();
    for (number, signal) in [(SIGINT, Signal::Interrupt), (SIGQUIT, Signal::Quit), (SIGTSTP, Signal::Stop)] {
        let flag = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(number, Arc::clone(&flag))?;
        pending.push((signal, flag));
    }
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH])?;
    let handle = signals.handle();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            forward(number);
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
    Ok(SignalWatcher { handle, pending })
}

/// Names the program that has the terminal, until this is dropped. The reader waits for that program, so signals that
/// end the reader are forwarded to it.
pub(super) struct Foreground;

impl Foreground {
    pub(super) fn set(program: Pid) -> Self {
        let mut state = foreground();
        state.program = Some(program);
        // A signal that arrived while the program was being started.
        if let Some(signal) = state.missed {
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

/// Which program has the terminal.
struct ForegroundState {
    /// A program started by the reader; `None` if it is the reader itself.
    program: Option<Pid>,
    /// The last signal to end the reader that arrived while there was no other program.
    missed: Option<SystemSignal>,
}

static FOREGROUND: Mutex<ForegroundState> = Mutex::new(ForegroundState { program: None, missed: None });

fn foreground() -> MutexGuard<'static, ForegroundState> {
    FOREGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forwards SIGTERM and SIGHUP to the program that has the terminal. Signals sent by a key have reached it already.
fn forward(number: i32) {
    let signal = match number {
        SIGTERM => SystemSignal::TERM,
        SIGHUP => SystemSignal::HUP,
        _ => return,
    };
    let mut state = foreground();
    match state.program {
        // Fails if the program has just ended.
        Some(program) => drop(kill_process(program, signal)),
        None => state.missed = Some(signal),
    }
}

/// Stops this process group (which may include `cargo run`) until the shell continues it.
pub(super) fn stop_until_continued() {
    // If this fails, the reader just keeps running.
    let _ = kill_current_process_group(SystemSignal::STOP);
}
