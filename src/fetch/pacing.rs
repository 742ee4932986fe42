//! Pauses between requests, and after those that a server refused for now.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use crate::model::PostDate;

/// The longest pause that a server may ask for. Whoever waits longer thinks that the program hangs.
const MAX_PAUSE: Duration = Duration::from_secs(300);

/// Requests made for one address before the server counts as busy.
const MAX_TRIES: u32 = 5;

/// Requests made for one address while the connection breaks or the server fails.
const MAX_BROKEN: u32 = 3;

/// Ends a fetch that runs on another thread: before its next request or post, and in the middle of a pause.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Ends the fetch.
    pub fn request(&self) {
        let (is_requested, changed) = &*self.0;
        *is_requested.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }

    /// True if the fetch is to end.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, but not longer than until the fetch is to end.
    pub fn wait(&self, pause: Duration) {
        let (is_requested, changed) = &*self.0;
        let lock = is_requested.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_timeout_while(lock, pause, |is_requested| !*is_requested));
    }
}

/// How long to wait between two requests to a host.
pub struct Pacing {
    /// For most hosts.
    pub between: Duration,
    /// For this machine.
    pub between_here: Duration,
    /// Waits. Tests only take down for how long.
    pub sleep: Box<dyn Fn(Duration) + Send>,
}

impl Pacing {
    /// Two requests a second, one for Substack; as many as there are to this machine.
    #[must_use]
    pub fn polite() -> Self {
        Self { between: Duration::from_millis(500), between_here: Duration::ZERO, sleep: Box::new(std::thread::sleep) }
    }

    /// The same with pauses that can be ended.
    #[must_use]
    pub fn until(stop: &Stop) -> Self {
        let stop = stop.clone();
        Self { sleep: Box::new(move |pause| stop.wait(pause)), ..Self::polite() }
    }

    pub(super) fn between(&self, host: &str, is_here: bool) -> Duration {
        let is_slow = host == "substack.com" || host.ends_with(".substack.com");
        if is_here { self.between_here } else { self.between * if is_slow { 2 } else { 1 } }
    }

    pub(super) fn wait(&self, pause: Duration) {
        if !pause.is_zero() {
            (self.sleep)(pause);
        }
    }
}

impl fmt::Debug for Pacing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pacing").field("between", &self.between).finish_non_exhaustive()
    }
}

/// Why there is to be no other request.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The server stays busy.
    Busy,
    /// The server asks for too long a pause.
    Later(Duration),
}

/// The requests made for one address.
#[derive(Debug, Default)]
pub(super) struct Retry {
    refused: u32,
    broken: u32,
}

impl Retry {
    /// The pause before the next request after an answer, if there is to be one.
    pub(super) fn after_status(&mut self, status: u16, retry_after: Option<&str>) -> Result<Option<Duration>, Refusal> {
        let is_busy = match status {
            429 | 503 => true,
            // An error of the server, which may be over at the next try.
            500 | 502 | 504 => return Ok(self.after_break()),
            _ => false,
        };
        if !is_busy {
            return Ok(None);
        }
        self.refused += 1;
        if self.refused == MAX_TRIES {
            return Err(Refusal::Busy);
        }
        let asked = retry_after.and_then(parse_retry_after);
        let pause = asked.unwrap_or(Duration::from_secs(2 << (self.refused - 1)));
        if pause > MAX_PAUSE { Err(Refusal::Later(pause)) } else { Ok(Some(pause)) }
    }

    /// The pause after a connection that broke.
    pub(super) fn after_break(&mut self) -> Option<Duration> {
        self.broken += 1;
        (self.broken < MAX_BROKEN).then(|| Duration::from_secs(2 << (self.broken - 1)))
    }
}

/// A number of seconds, or a date.
fn parse_retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (date, _) = PostDate::parse(value)?;
    let now = Timestamp::try_from(SystemTime::now()).ok()?;
    let seconds = date.instant().as_second() - now.as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()))
}
