//! The reader in a terminal, from outside: when what is on its screen, and how much processor time that takes.

use std::fs;
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// The size of the terminal.
const ROWS: u16 = 36;
const COLUMNS: u16 = 120;

/// Nothing takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// The reader is idle when its processor time has not changed for this long.
const IDLE: Duration = Duration::from_millis(700);

/// The unit of the times in `/proc`: `USER_HZ` is 100.
const TICK: Duration = Duration::from_millis(10);

/// A running reader.
pub struct Reader {
    started: Instant,
    screen: Parser,
    output: Receiver<(Instant, Vec<u8>)>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// Keeps the terminal open.
    _terminal: Box<dyn MasterPty + Send>,
}

impl Reader {
    /// Starts a command in a terminal.
    pub fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut source = pair.master.try_clone_reader().expect("its output");
        let input = pair.master.take_writer().expect("its input");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the reader");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = source.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let screen = Parser::new(ROWS, COLUMNS, 0);
        Self { started, screen, output, input, child, _terminal: pair.master }
    }

    /// Types some keys.
    pub fn keys(&mut self, keys: &[u8]) {
        self.input.write_all(keys).and_then(|()| self.input.flush()).expect("a reader that reads");
    }

    /// The time from the start until the screen is as it should be.
    pub fn until(&mut self, is_there: impl Fn(&vt100::Screen) -> bool) -> Duration {
        loop {
            if let Some(at) = self.take_output(PATIENCE, &is_there) {
                return at.duration_since(self.started);
            }
        }
    }

    /// The time from a key until what a function takes from the screen is another. Waits for what was drawn before.
    pub fn key(&mut self, key: &[u8], part: impl Fn(&vt100::Screen) -> String) -> Duration {
        let before = part(self.screen.screen());
        let pressed = Instant::now();
        self.keys(key);
        loop {
            if let Some(at) = self.take_output(PATIENCE, &|screen: &vt100::Screen| part(screen) != before) {
                return at.duration_since(pressed);
            }
        }
    }

    /// Draws the next output. Returns when it came if the screen is then as it should be.
    fn take_output(&mut self, wait: Duration, is_there: &impl Fn(&vt100::Screen) -> bool) -> Option<Instant> {
        let (at, bytes) = self.output.recv_timeout(wait).expect("output within two minutes");
        self.screen.process(&bytes);
        is_there(self.screen.screen()).then_some(at)
    }

    /// The processor time from the start until nothing more is done.
    pub fn processor_time_until_idle(&mut self) -> Duration {
        let (mut time, mut since) = (self.processor_time(), Instant::now());
        while since.elapsed() < IDLE {
            match self.output.recv_timeout(IDLE / 10) {
                Ok((_, bytes)) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let now = self.processor_time();
            if now != time {
                (time, since) = (now, Instant::now());
            }
        }
        time
    }

    /// User and system time so far.
    fn processor_time(&self) -> Duration {
        let pid = self.child.process_id().expect("a running reader");
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("Linux");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks: u64 = fields[11..=12].iter().map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
        TICK * u32::try_from(ticks).unwrap_or(u32::MAX)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The title bar.
pub fn title(screen: &vt100::Screen) -> String {
    screen.rows(0, COLUMNS).next().unwrap_or_default()
}

/// The border below the title bar.
pub fn border(screen: &vt100::Screen) -> String {
    screen.rows(0, COLUMNS).nth(1).unwrap_or_default()
}

/// The number of the selected post, as the border says it.
pub fn selected(screen: &vt100::Screen) -> String {
    let border = border(screen);
    let before = border.split('/').next().unwrap_or_default();
    before.rsplit(' ').next().unwrap_or_default().to_owned()
}
