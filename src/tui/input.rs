//! The thread that reads keys and mouse events.
//!
//! It polls the terminal and a wake-up pipe itself. crossterm's own wait would spin once the terminal is gone, and
//! could not be interrupted to hand the keys to a browser in the terminal.

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

/// Timeout for crossterm's poll. With a timeout of 0 it would not read the terminal at all.
const POLL_TIMEOUT: Duration = Duration::from_millis(20);

/// How long to wait for a thread that has read only part of a key. crossterm waits for the rest forever.
const PARTIAL_KEY_TIMEOUT: Duration = Duration::from_millis(200);

/// A handle to the input thread.
pub(super) struct InputThread {
    outbox: Sender<Event>,
    /// Wakes the thread, and reports its end; `None` while paused.
    running: Option<(PipeWriter, Receiver<()>)>,
}

impl InputThread {
    pub(super) fn start(outbox: Sender<Event>) -> io::Result<Self> {
        let mut input = Self { outbox, running: None };
        input.resume()?;
        Ok(input)
    }

    /// Stops reading, so that another program can. Does not wait forever for a key that is never completed.
    pub(super) fn pause(&mut self) {
        if let Some((mut wake, ended)) = self.running.take() {
            // Fails only if the thread has ended already.
            let _ = wake.write_all(b"!");
            let _ = ended.recv_timeout(PARTIAL_KEY_TIMEOUT);
        }
    }

    /// Starts reading again.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        let terminal = terminal()?;
        let (woken, wake) = io::pipe()?;
        let outbox = self.outbox.clone();
        let (ending, ended) = channel();
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            if !read_until_woken(&terminal, &woken, &outbox) {
                // The receiver is gone if the program is ending.
                let _ = outbox.send(Event::Hangup);
            }
            let _ = ending.send(());
        })?;
        self.running = Some((wake, ended));
        Ok(())
    }
}

/// The terminal that crossterm reads: standard input if it is one, else `/dev/tty`.
fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned();
    }
    Ok(File::open("/dev/tty")?.into())
}

/// Forwards terminal events. Returns true if woken or if the receiver is gone, false if the terminal is gone.
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
        while let Ok(true) = event::poll(POLL_TIMEOUT) {
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
