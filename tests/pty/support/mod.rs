//! Starts the real program in a pseudo-terminal, types at it, and reads its screen as a terminal would show it.
//!
//! Nothing here waits for a length of time: a test waits for something to be on the screen, in a file or in `/proc`,
//! and fails where that has not come about by a deadline.

// Each file of tests uses its own part of this.
#![allow(dead_code)]

pub mod browser;
pub mod keys;
pub mod posts;
pub mod process;
pub mod setup;
pub mod stream;

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, ExitStatus, MasterPty, PtySize};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Screen};

pub use setup::Setup;
use stream::Stream;

/// How long anything may take; only a test that fails waits for so long.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// Asks the terminal where its cursor is.
pub const ASKS_FOR_CURSOR: &[u8] = b"\x1b[6n";

/// What the program has sent, as bytes and as a screen.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// Nobody can write to the terminal any more.
    ended: bool,
    /// The terminal is to be closed after the next output.
    closing: bool,
    /// The terminal answers when it is asked for its cursor.
    answers: bool,
}

/// The writing end of the terminal: the test types, and the terminal itself answers. None once it is closed.
type Keyboard = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// A started program with its terminal.
pub struct Reader {
    output: Arc<(Mutex<Output>, Condvar)>,
    listener: Option<JoinHandle<()>>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Keyboard,
    child: Box<dyn Child + Send + Sync>,
    status: Option<ExitStatus>,
    /// The terminal's modes before the start.
    modes: String,
    /// The folder that the program reads and writes, which must outlive it.
    _folder: Arc<TempDir>,
}

impl Reader {
    /// Takes over a program that was just started, and listens to it.
    fn new(
        master: Box<dyn MasterPty + Send>,
        child: Box<dyn Child + Send + Sync>,
        modes: String,
        folder: Arc<TempDir>,
    ) -> Self {
        let size = master.get_size().expect("size of the terminal");
        let output = Output {
            parser: vt100::Parser::new(size.rows.max(2), size.cols.max(2), 0),
            bytes: Vec::new(),
            ended: false,
            closing: false,
            answers: true,
        };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let source = master.try_clone_reader().expect("reading end of the terminal");
        let keyboard = Arc::new(Mutex::new(Some(master.take_writer().expect("writing end of the terminal"))));
        let (heard, answers) = (Arc::clone(&output), Arc::clone(&keyboard));
        let listener = std::thread::spawn(move || listen(source, &heard, &answers));
        Self {
            output,
            listener: Some(listener),
            master: Some(master),
            keyboard,
            child,
            status: None,
            modes,
            _folder: folder,
        }
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        self.output.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the terminal one that never answers.
    fn without_answers(self) -> Self {
        self.output().answers = false;
        self
    }

    /// Types keys, or whatever else a terminal sends.
    pub fn type_keys(&mut self, keys: &str) {
        self.type_bytes(keys.as_bytes());
    }

    /// Types what need not be text.
    pub fn type_bytes(&mut self, bytes: &[u8]) {
        send(&self.keyboard, bytes);
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn wait_for(&self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        self.wait(what, |output| is_so(output.parser.screen()));
    }

    /// Waits until a text is on the screen, on one line.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| shows(screen, text));
    }

    /// Waits for a text, and gives row and column of its first cell, counted from 0.
    #[track_caller]
    pub fn place_of(&self, text: &str) -> (u16, u16) {
        self.wait_for(text, |screen| place(screen, text).is_some());
        self.look(|screen| place(screen, text)).expect("what was just there")
    }

    /// Waits until all posts and their marks are there.
    #[track_caller]
    pub fn wait_until_loaded(&self) {
        let is_loaded = |title: &str| title.contains(" unread") && !title.contains(" of ");
        self.wait_for("all posts loaded", |screen| rows(screen).first().is_some_and(|title| is_loaded(title)));
    }

    /// Waits until the program was heard to send these bytes.
    #[track_caller]
    pub fn wait_for_bytes(&self, bytes: &str) {
        self.wait(&format!("{bytes:?} in the stream"), |output| contains(&output.bytes, bytes.as_bytes()));
    }

    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&Output) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut output = self.output();
        while !is_so(&output) {
            let left = end.saturating_duration_since(Instant::now());
            let screen = || output.parser.screen().contents();
            assert!(!left.is_zero(), "waited in vain for: {what}; the screen:\n{}", screen());
            assert!(!output.ended, "the program ended before: {what}; the screen:\n{}", screen());
            output = self.output.1.wait_timeout(output, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, at: impl Fn(&Screen) -> T) -> T {
        at(self.output().parser.screen())
    }

    /// Everything the program has sent so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.output().bytes.clone()
    }

    /// Gives the terminal another size; the screen that the test looks at cannot do with less than 2 by 2.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        // The screen first: what is drawn for the new size must find it so.
        self.output().parser.screen_mut().set_size(rows.max(2), columns.max(2));
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        self.master.as_ref().expect("an open terminal").resize(size).expect("resizing");
    }

    /// The terminal's modes: echo, line editing, signals of keys and so on.
    pub fn modes(&self) -> String {
        modes(self.master.as_deref().expect("an open terminal"))
    }

    pub fn pid(&self) -> Pid {
        let number = self.child.process_id().expect("the program's number");
        Pid::from_raw(i32::try_from(number).expect("a number of a process")).expect("not 0")
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("sending a signal");
    }

    /// Waits until the terminal has been given back: screen, cursor, mouse and modes as before the start.
    #[track_caller]
    pub fn wait_until_given_back(&self) {
        self.wait_for("the terminal given back", is_given_back);
        wait_until("the modes of the terminal as before", || self.modes() == self.modes);
    }

    /// Waits for the end, and checks that the terminal is as it was before, and that nothing reached it until then
    /// but text and what the program's own library sends.
    #[track_caller]
    pub fn ends_with(mut self, code: u32) {
        let status = self.end();
        assert_eq!(status.signal(), None, "killed by a signal");
        assert_eq!(status.exit_code(), code, "exit code; the screen:\n{}", self.look(Screen::contents));
        assert!(self.look(is_given_back), "the terminal was not given back: {:?}", self.look(state));
        assert_eq!(self.modes(), self.modes, "modes of the terminal");
        let stream = self.stream();
        stream.assert_clean();
        stream.assert_given_back();
    }

    /// What the program has sent so far, as a terminal reads it.
    pub fn stream(&self) -> Stream {
        Stream::read(&self.bytes())
    }

    /// Waits until nothing is left of the program that could write to the terminal, and gives how it ended.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        let mut output = self.output();
        while !output.ended {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "the program goes on; the screen:\n{}", output.parser.screen().contents());
            output = self.output.1.wait_timeout(output, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(output);
        let status = self.child.wait().expect("the end of the program");
        self.status = Some(status.clone());
        status
    }

    /// Closes the terminal under the program, as a terminal's window does.
    pub fn close_terminal(&mut self) {
        // Drawn anew, whatever the program is at.
        let (rows, columns) = self.look(Screen::size);
        self.close_after(|reader| reader.resize(columns - 1, rows));
    }

    /// Closes the terminal under the program while that is stopped.
    pub fn close_terminal_while_stopped(&mut self) {
        self.close_after(|reader| {
            reader.type_keys(keys::CTRL_Z);
            process::wait_until_stopped(reader.pid());
        });
    }

    fn close_after(&mut self, cause_output: impl FnOnce(&mut Self)) {
        // The listener can only stop between two outputs, so it needs one more.
        self.output().closing = true;
        cause_output(self);
        self.listener.take().expect("an open terminal").join().expect("the listener lives");
        *self.keyboard.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.master = None;
    }

    /// How the program ended, if it has.
    pub fn try_wait(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().expect("asking for the end of the program");
        }
        self.status.clone()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if self.try_wait().is_none() {
            // It leads a group of its own, and is not waited for yet, so that the number is still its own.
            let _ = kill_process_group(self.pid(), Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

fn send(keyboard: &Keyboard, bytes: &[u8]) {
    let mut keyboard = keyboard.lock().unwrap_or_else(PoisonError::into_inner);
    let writer = keyboard.as_mut().expect("an open terminal");
    writer.write_all(bytes).and_then(|()| writer.flush()).expect("typing");
}

/// Feeds the screen until the terminal is closed from either side.
fn listen(mut source: Box<dyn Read + Send>, heard: &(Mutex<Output>, Condvar), answers: &Keyboard) {
    let mut chunk = [0; 4096];
    let mut answered = 0;
    loop {
        let count = source.read(&mut chunk).unwrap_or(0);
        let mut output = heard.0.lock().unwrap_or_else(PoisonError::into_inner);
        output.bytes.extend_from_slice(&chunk[..count]);
        output.parser.process(&chunk[..count]);
        output.ended = count == 0;
        let stop = output.ended || output.closing;
        // As terminals do, it tells where the cursor is when it is asked for that.
        let questions =
            if output.answers { memchr::memmem::find_iter(&output.bytes, ASKS_FOR_CURSOR).count() } else { 0 };
        let (row, column) = output.parser.screen().cursor_position();
        drop(output);
        heard.1.notify_all();
        if stop {
            return;
        }
        for _ in answered..questions {
            send(answers, format!("\x1b[{};{}R", row + 1, column + 1).as_bytes());
        }
        answered = questions;
    }
}

/// The modes of a terminal, in words that can be compared.
fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("the terminal's modes"))
}

/// Waits until something outside the screen is so.
#[track_caller]
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !is_so() {
        assert!(Instant::now() < end, "waited in vain for: {what}");
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// Whether a text is on the screen, on one line.
pub fn shows(screen: &Screen, text: &str) -> bool {
    rows(screen).iter().any(|row| row.contains(text))
}

/// The lines of the screen from edge to edge.
pub fn rows(screen: &Screen) -> Vec<String> {
    screen.rows(0, screen.size().1).collect()
}

/// The keys or the message at the bottom of the screen, on one line.
pub fn footer(screen: &Screen) -> String {
    let rows = rows(screen);
    let Some((last, above)) = rows.split_last() else { return String::new() };
    // A long message has up to three rows. Those of the panes begin with a border.
    let is_message = |row: &&String| row.starts_with(' ') && !row.trim().is_empty();
    let mut lines: Vec<&str> = above.iter().rev().take(2).take_while(is_message).map(|row| row.trim()).collect();
    lines.reverse();
    lines.push(last);
    if lines.len() == 1 { last.clone() } else { lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ") }
}

/// The line that stands out as selected: the first one under the title bar that is mostly inverse.
pub fn selected(screen: &Screen) -> String {
    let (height, width) = screen.size();
    let inverse =
        |row: u16| (0..width).filter(|&column| screen.cell(row, column).is_some_and(vt100::Cell::inverse)).count() > 10;
    let row = (1..height).find(|&row| inverse(row));
    row.and_then(|row| rows(screen).get(usize::from(row)).cloned()).unwrap_or_default()
}

/// Row and column of the first cell of a text on the screen, counted from 0.
pub fn place(screen: &Screen, text: &str) -> Option<(u16, u16)> {
    let (height, width) = screen.size();
    let starts = |row, column| rows_from(screen, row, column).starts_with(text);
    (0..height).flat_map(|row| (0..width).map(move |column| (row, column))).find(|&(row, column)| starts(row, column))
}

fn rows_from(screen: &Screen, row: u16, column: u16) -> String {
    let (_, width) = screen.size();
    screen.contents_between(row, column, row, width)
}

/// Whether a terminal shows what it did before: no alternate screen, cursor and mouse as ever.
pub fn is_given_back(screen: &Screen) -> bool {
    !screen.alternate_screen() && !screen.hide_cursor() && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

fn state(screen: &Screen) -> (bool, bool, MouseProtocolMode, String) {
    (screen.alternate_screen(), screen.hide_cursor(), screen.mouse_protocol_mode(), screen.contents())
}

pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}
