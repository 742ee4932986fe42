//! A line on standard error that says how far a command is, if that is a terminal; output that it gives way to; and the
//! record of a post that came in.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::fetch::item::Item;
use crate::text::{CleanText, truncate};

/// How often the line is drawn.
const INTERVAL: Duration = Duration::from_millis(100);

/// Posts that must be done before the rest of the time is a good guess.
const ENOUGH: u32 = 5;

/// The width of a terminal that does not tell it, in columns.
const WIDTH: u16 = 80;

/// How far a fetch is.
#[derive(Debug)]
pub(super) struct Progress {
    name: CleanText,
    /// The host of the last answer.
    host: CleanText,
    /// The size of all answers.
    bytes: u64,
    /// What a program that works on it said last.
    pub(super) working: Option<CleanText>,
    /// The posts that there are, or 0 if that is not known.
    pub(super) expected: usize,
    /// Those that were looked at.
    pub(super) done: usize,
    /// Those that are new.
    pub(super) new: usize,
    /// When the first new one came, and how many were looked at by then. What is there already takes no time, and the
    /// list of all posts is read before.
    first_new: Option<(Instant, usize)>,
}

impl Progress {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: CleanText::single_line(name),
            host: CleanText::default(),
            bytes: 0,
            working: None,
            expected: 0,
            done: 0,
            new: 0,
            first_new: None,
        }
    }

    /// Counts a post.
    pub(super) fn count(&mut self, is_new: bool) {
        self.done += 1;
        self.new += usize::from(is_new);
        if is_new && self.first_new.is_none() {
            self.first_new = Some((Instant::now(), self.done));
        }
    }

    /// Counts answers.
    pub(super) fn receive(&mut self, host: &str, bytes: u64) {
        self.host = CleanText::single_line(host);
        self.bytes += bytes;
    }

    /// The line now.
    pub(super) fn text(&self) -> String {
        self.line(Instant::now())
    }

    /// The line at a time: `fetching notes  12/40 posts, 3 new  1.2 MB from notes.example  14 s left`.
    fn line(&self, now: Instant) -> String {
        if let Some(working) = &self.working {
            return format!("fetching {}  {working}", self.name);
        }
        let is_known = self.expected >= self.done && self.expected > 0;
        let of = if is_known { format!("/{}", self.expected) } else { String::new() };
        let what = match (self.done, self.expected, self.bytes) {
            (0, 0, 0) => "waiting for an answer".to_owned(),
            (0, 0, _) => "reading the list of posts".to_owned(),
            _ => format!("{}{of} posts, {} new", self.done, self.new),
        };
        let mut line = format!("fetching {}  {what}", self.name);
        // Writing to a string does not fail.
        if self.bytes > 0 {
            let _ = write!(line, "  {} from {}", size(self.bytes), self.host);
        }
        if let Some(left) = self.time_left(now) {
            let _ = write!(line, "  {} left", time(left));
        }
        line
    }

    /// The rest of the time, at the pace since the first new post.
    fn time_left(&self, now: Instant) -> Option<Duration> {
        let (since, before) = self.first_new?;
        let left = u32::try_from(self.expected.checked_sub(self.done)?).ok().filter(|left| *left > 0)?;
        let done = u32::try_from(self.done - before).ok().filter(|done| *done >= ENOUGH)?;
        Some((now.saturating_duration_since(since) / done).saturating_mul(left))
    }
}

/// A size in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A time in words.
fn time(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{} s", seconds + 1),
        seconds @ 60..3600 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// Standard output, and the line on the terminal, if there is one.
#[derive(Debug)]
pub(super) struct Output {
    is_shown: bool,
    drawn: Option<Instant>,
    /// The first error of writing to standard output.
    pub(super) error: Option<io::Error>,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { is_shown: io::stderr().is_terminal(), drawn: None, error: None }
    }

    /// Writes to standard output, unless that failed before.
    pub(super) fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        self.clear();
        if self.error.is_none() {
            self.error = write(&mut io::stdout().lock()).err();
        }
    }

    /// Draws the line, unless it was drawn a moment ago.
    pub(super) fn draw(&mut self, line: impl FnOnce() -> String) {
        if !self.is_shown || self.drawn.is_some_and(|drawn| drawn.elapsed() < INTERVAL) {
            return;
        }
        self.drawn = Some(Instant::now());
        let columns = crossterm::terminal::size().ok().map(|(columns, _)| columns).filter(|&columns| columns > 0);
        // Cut, so that the line can be cleared.
        let room = usize::from(columns.unwrap_or(WIDTH)).saturating_sub(1);
        let _ = write!(io::stderr(), "\r\x1b[K{}", truncate(&line(), room));
        let _ = io::stderr().flush();
    }

    /// Clears the line, so that another one can be printed.
    pub(super) fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Lets the terminal say, when a command is interrupted, that nothing is lost. Elsewhere the signal just ends it.
pub(super) fn say_when_interrupted(message: &'static str) {
    if !io::stderr().is_terminal() {
        return;
    }
    // Without the thread, there is only no message.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let _ = writeln!(io::stderr(), "\r\x1b[Kimportai-reader: {message}");
            let _ = emulate_default_handler(signal);
        }
    });
}

/// A post for programs: what became of it, and what is known of it however it came.
pub(super) fn item_record(what: &str, source: &CleanText, item: &Item, path: Option<PathBuf>) -> serde_json::Value {
    json!({
        "outcome": what,
        "source": source.as_str(),
        "path": path.map(|path| path.to_string_lossy().into_owned()),
        "title": item.title.as_str(),
        "date": item.date.map(|date| date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "link": item.link.as_ref().map(url::Url::as_str),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_what_is_known() {
        let mut progress = Progress::new("notes\u{1b}[1m");
        let start = Instant::now();
        let line = |progress: &Progress| progress.line(start + Duration::from_secs(10));
        assert_eq!(line(&progress), "fetching notes[1m  waiting for an answer");
        progress.receive("notes.example", 999);
        assert_eq!(line(&progress), "fetching notes[1m  reading the list of posts  999 B from notes.example");
        progress.expected = 1000;
        assert_eq!(line(&progress), "fetching notes[1m  0/1000 posts, 0 new  999 B from notes.example");
        progress.receive("cdn.example", 1_234_567);
        (progress.done, progress.new) = (20, 3);
        // Those that were there before the first new one took no time.
        progress.first_new = Some((start, 10));
        let want = "fetching notes[1m  20/1000 posts, 3 new  1.2 MB from cdn.example  17 min left";
        assert_eq!(line(&progress), want);
        progress.done = 995;
        assert!(line(&progress).ends_with("  1 s left"), "{}", line(&progress));
        // There are more than the source said.
        progress.done = 1001;
        assert!(line(&progress).starts_with("fetching notes[1m  1001 posts, 3 new  1.2 MB"), "{}", line(&progress));
        progress.working = Some(CleanText::single_line("Receiving objects: 45%"));
        assert_eq!(line(&progress), "fetching notes[1m  Receiving objects: 45%");
        assert_eq!([time(Duration::from_secs(3700)), size(45_678)], ["1 h 1 min", "45 kB"]);
    }
}
