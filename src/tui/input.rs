//! Keys and mouse: a thread that sleeps until the terminal has something to say.
//!
//! It waits on the terminal itself and on a wake-up pipe, not in crossterm, whose own waiting spins at full speed once the
//! terminal is gone, and cannot be interrupted to let a text-mode browser have the keys.

use std::fs::File;
use std::io::{self, IsTerminal, PipeWriter, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event as TerminalEvent};
use rustix::event::{PollFd, PollFlags, poll};

use super::Event;
use crate::app::Msg;

/// crossterm does not look at the terminal at all when it is to wait for no time; what is there is there at once.
const AT_ONCE: Duration = Duration::from_millis(20);

/// How long the rest of a key may take to arrive. crossterm waits for it without end.
const HALF_A_KEY: Duration = Duration::from_millis(200);

/// The thread that reads keys.
pub(super) struct InputThread {
    outbox: Sender<Event>,
    running: Option<(PipeWriter, Receiver<()>)>,
}

impl InputThread {
    pub(super) fn start(outbox: Sender<Event>) -> io::Result<Self> {
        let mut input = Self { outbox, running: None };
        input.resume()?;
        Ok(input)
    }

    /// Stops reading, so that another program can. A thread in the middle of a key that never ends is not waited for.
    pub(super) fn pause(&mut self) {
        if let Some((mut wake, ended)) = self.running.take() {
            // The thread is gone already if this fails.
            let _ = wake.write_all(b"!");
            let _ = ended.recv_timeout(HALF_A_KEY);
        }
    }

    /// Reads again.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        let terminal = terminal()?;
        let (woken, wake) = io::pipe()?;
        let outbox = self.outbox.clone();
        let (ending, ended) = channel();
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            if !read_until_woken(&terminal, &woken, &outbox) {
                // Nobody listens if the program is ending anyway.
                let _ = outbox.send(Event::Hangup);
            }
            let _ = ending.send(());
        })?;
        self.running = Some((wake, ended));
        Ok(())
    }
}

/// The terminal that crossterm reads: standard input if it is one, else the one that controls the process.
fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned();
    }
    Ok(File::open("/dev/tty")?.into())
}

/// Hands on what the terminal sends; false where it is gone, true where the wake-up pipe asked for the end.
fn read_until_woken(terminal: &OwnedFd, woken: &impl AsFd, outbox: &Sender<Event>) -> bool {
    loop {
        let mut waiting = [PollFd::new(terminal, PollFlags::IN), PollFd::new(woken, PollFlags::IN)];
        match poll(&mut waiting, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return false,
            Ok(_) => {}
        }
        if !waiting[1].revents().is_empty() {
            return true;
        }
        if waiting[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return false;
        }
        while let Ok(true) = event::poll(AT_ONCE) {
            let message = match event::read() {
                Ok(TerminalEvent::Key(key)) => Msg::Key(key),
                Ok(TerminalEvent::Mouse(mouse)) => Msg::Mouse(mouse),
                Ok(TerminalEvent::Paste(text)) => Msg::Paste(text),
                Ok(TerminalEvent::Resize(columns, rows)) => Msg::Resize(columns, rows),
                Ok(_) => continue,
                Err(_) => return false,
            };
            if outbox.send(message.into()).is_err() {
                return true;
            }
        }
    }
}
