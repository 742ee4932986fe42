//! The program in a process of its own, with limits that the system keeps.

use crate::support::clean::unclean;
use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Folder, within_timeout};

/// Seconds of computing after which the system ends the program. Every page is there within half a second; a program
/// built for tests takes up to 0.7 for some, and processors differ.
const SECONDS: u32 = 3;

/// Milliseconds that a page may take at most, where the environment says so: `HOSTILE_MILLISECONDS=500 cargo test
/// --release --test hostile alone` on a machine that has nothing else to do.
const MILLISECONDS: &str = "HOSTILE_MILLISECONDS";

/// Memory that the program may ask for, in KiB. A file of 16 MiB is held four times at most: bytes, text, lines, page.
const KIBIBYTES: u32 = 768 * 1024;

/// The folders of a user who has nothing.
static HOME: LazyLock<Folder> = LazyLock::new(Folder::new);

/// How the program ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub took: Duration,
}

impl Ended {
    /// The posts that `list --json` printed.
    pub fn posts(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What is wrong with how it ended: a code other than the one wanted, a panic, a character that a terminal would
    /// obey.
    pub fn complaint(&self, code: i32) -> Option<String> {
        if self.code != Some(code) {
            return Some(format!("ended with {:?}: {}", self.code, self.err));
        }
        let limit = std::env::var(MILLISECONDS).ok().map(|limit| Duration::from_millis(limit.parse().unwrap()));
        if limit.is_some_and(|limit| self.took > limit) {
            return Some(format!("took {:?}", self.took));
        }
        if self.err.contains("panicked") || (code == 0 && !self.err.is_empty()) {
            return Some(format!("said {:?}", self.err));
        }
        [&self.out, &self.err]
            .into_iter()
            .find_map(|text| unclean(text, &['\n', '\t']))
            .map(|c| format!("lets {c:?} through"))
    }
}

/// Runs the program under its limits.
pub fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ended {
    let mut shell = Command::new("sh");
    // A shell that cannot set a limit says so and goes on without it.
    shell.args(["-c", &format!("ulimit -t {SECONDS}; ulimit -v {KIBIBYTES} 2>/dev/null; exec \"$@\""), "sh"]);
    shell.arg(env!("CARGO_BIN_EXE_importai-reader")).args(args);
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        shell.env(variable, HOME.path());
    }
    shell.stdin(Stdio::null());
    let started = Instant::now();
    let Output { status, stdout, stderr } = within_timeout("the program", move || shell.output()).unwrap();
    Ended { code: status.code(), out: text(stdout), err: text(stderr), took: started.elapsed() }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the program prints UTF-8")
}
