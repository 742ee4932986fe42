//! Runs the user's own `git`, so that nothing of a repository or of the environment makes it do anything else than read
//! over https.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use thiserror::Error;

use super::pacing::Stop;
use crate::text::{CleanText, prefix};

/// Limits of what git says, in bytes: of its output, and of a line about its progress.
const MAX_OUTPUT: u64 = 64 * 1024 * 1024;
const MAX_LINE: usize = 400;

/// How often a running command is looked at, to end it if it is to stop.
const TICK: Duration = Duration::from_millis(100);

/// Settings for each command. Only https, no hooks, no submodules, no symbolic links, no questions; and a server that
/// sends less than 1,000 bytes a second for a minute is given up.
const SETTINGS: [&str; 12] = [
    "protocol.allow=never",
    "protocol.https.allow=always",
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.fsmonitor=false",
    "core.askPass=",
    "credential.helper=",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
];

/// Variables that would make git work on another repository, or ask.
const UNSET: [&str; 10] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_ASKPASS",
    "SSH_ASKPASS",
    "GIT_EXTERNAL_DIFF",
];

/// Why a folder of a repository could not be fetched, and what to do.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no git.
    #[error("git is needed for a folder in a repository, and is not installed; install it (Debian: apt install git)")]
    Missing,
    /// It cannot be started or written for.
    #[error("git: {0}")]
    Io(#[from] io::Error),
    /// It failed.
    #[error("{0}; check the address and your connection")]
    Failed(CleanText),
    /// It was ended by a signal.
    #[error("git was killed ({0}); the next fetch goes on")]
    Killed(ExitStatus),
    /// The fetch was ended.
    #[error("not fetched to the end")]
    Stopped,
    /// The repository has no such branch.
    #[error("the repository has no branch or tag “{0}”; copy the address of the folder from its web page")]
    NoBranch(CleanText),
    /// The branch has no such folder.
    #[error("the branch has no folder “{0}”; copy the address of the folder from its web page")]
    NoFolder(CleanText),
    /// The user changed files.
    #[error(
        "{} has changes of yours, so it stays as it is; undo them (git stash), or move it away to fetch it anew",
        CleanText::single_line(&.0.to_string_lossy())
    )]
    Changed(PathBuf),
    /// Something else is where the clone should be.
    #[error("{} is in the way; move it away", CleanText::single_line(&.0.to_string_lossy()))]
    InTheWay(PathBuf),
}

/// Runs git in a folder.
pub(super) struct Git<'a> {
    pub(super) folder: &'a Path,
    pub(super) stop: Stop,
    /// The lock on the folder, which git holds too: if this program is killed, nobody else fetches before git ends.
    pub(super) lock: Option<&'a File>,
    /// Receives lines about the progress.
    pub(super) on_progress: &'a mut dyn FnMut(CleanText),
}

impl Git<'_> {
    /// Runs a command. Returns what it prints.
    pub(super) fn run(&mut self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let mut command = Command::new("git");
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        for name in UNSET {
            command.env_remove(name);
        }
        command.args(args).current_dir(self.folder).env("GIT_TERMINAL_PROMPT", "0").env("GIT_LFS_SKIP_SMUDGE", "1");
        // Paths are what they are, without patterns.
        command.env("GIT_LITERAL_PATHSPECS", "1").env("GIT_OPTIONAL_LOCKS", "0");
        // Of its input git reads nothing.
        let lock = self.lock.map(File::try_clone).transpose()?;
        command.stdin(lock.map_or_else(Stdio::null, Stdio::from)).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => GitError::Missing,
            _ => GitError::Io(error),
        })?;
        self.wait(child)
    }

    /// The first line that a command prints.
    pub(super) fn line(&mut self, args: &[&str]) -> Result<String, GitError> {
        let output = self.run(args)?;
        Ok(String::from_utf8_lossy(&output).lines().next().unwrap_or_default().to_owned())
    }

    fn wait(&mut self, mut child: Child) -> Result<Vec<u8>, GitError> {
        let (Some(output), Some(errors)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(GitError::Io(io::ErrorKind::BrokenPipe.into()));
        };
        let output = thread::spawn(move || {
            let mut bytes = Vec::new();
            output.take(MAX_OUTPUT).read_to_end(&mut bytes).map(|_| bytes)
        });
        let (lines, said) = channel();
        thread::spawn(move || read_lines(errors, |line| lines.send(line).is_ok()));
        let mut faults: Vec<CleanText> = Vec::new();
        loop {
            match said.recv_timeout(TICK) {
                Ok(line) if is_fault(&line) => faults.push(line),
                Ok(line) => (self.on_progress)(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.stop.is_requested() {
                // What it started ends when nobody reads from it.
                let _ = child.kill();
                let _ = child.wait();
                return Err(GitError::Stopped);
            }
        }
        let status = child.wait()?;
        let output = output.join().unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))?;
        if status.success() {
            return Ok(output);
        }
        if status.code().is_none() {
            return Err(GitError::Killed(status));
        }
        // The last one is often advice.
        let fault = faults.into_iter().next();
        Err(GitError::Failed(fault.unwrap_or_else(|| CleanText::single_line(&format!("git ended with {status}")))))
    }
}

fn is_fault(line: &str) -> bool {
    ["fatal:", "error:", "remote: fatal:"].iter().any(|start| line.starts_with(start))
}

/// Reads lines, which end with a line feed or, if they replace each other on a terminal, with a carriage return.
fn read_lines(mut from: impl Read, mut on_line: impl FnMut(CleanText) -> bool) {
    let (mut line, mut bytes) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        for byte in &bytes[..count] {
            if matches!(byte, b'\r' | b'\n') {
                let text = String::from_utf8_lossy(&line).into_owned();
                let text = CleanText::single_line(prefix(text.trim(), MAX_LINE));
                if !text.is_empty() && !on_line(text) {
                    return;
                }
                line.clear();
            } else if line.len() < MAX_LINE {
                line.push(*byte);
            }
        }
    }
}
