//! Opens URLs with the `browser` of the configuration, `$BROWSER`, or the system's opener.
//!
//! A URL is passed as one argument without a shell. It always begins with its scheme, so that it cannot be taken for an
//! option. Unless the browser runs in the terminal, it is started in its own session, where it cannot open `/dev/tty`.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{IsTerminal, stdin};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};
use std::{env, thread};

use rustix::fs::{Access, access};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::Event;
use super::signals::{Foreground, stop_until_continued};
use crate::app::Msg;
use crate::config::Config;
use crate::model::{PostId, WebUrl};
use crate::text::CleanText;

/// A program that still runs after this time is a browser that was started, and not a failed attempt to start one.
const STARTED_AFTER: Duration = Duration::from_secs(2);

/// Opens URLs.
#[derive(Clone)]
pub(super) struct Opener {
    browser: Vec<String>,
    in_terminal: bool,
    outbox: Sender<Event>,
}

impl Opener {
    pub(super) fn new(config: &Config, outbox: Sender<Event>) -> Self {
        let browser = configured_browser(config);
        Self { browser, in_terminal: config.browser_in_terminal, outbox }
    }

    /// True if the browser runs in the terminal.
    pub(super) fn in_terminal(&self) -> bool {
        self.in_terminal
    }

    /// Opens a URL in the background. Whether that succeeded is sent as a message, with the post.
    pub(super) fn open(&self, url: WebUrl, post: Option<PostId>) {
        let (opener, outbox) = (self.clone(), self.outbox.clone());
        let (ending, ended) = channel();
        thread::spawn(move || {
            // Fails only if the thread below has panicked.
            let _ = ending.send(opener.run_detached(&url));
        });
        thread::spawn(move || {
            // The receiver is gone if the program is ending.
            let send = |result| drop(outbox.send(Msg::Opened { post, result }.into()));
            match ended.recv_timeout(STARTED_AFTER) {
                Ok(result) => send(result),
                Err(_) => {
                    send(Ok(()));
                    ended.into_iter().filter(Result::is_err).for_each(send);
                }
            }
        });
    }

    /// Opens a URL in a browser that runs in the terminal, and waits for it to exit. Returns the message to show.
    pub(super) fn run_in_terminal(&self, url: &WebUrl) -> Result<CleanText, CleanText> {
        let mut command = self.commands(url).into_iter().next().ok_or_else(|| no_browser(url))?;
        let name = program_name(&command);
        read_from_terminal(&mut command);
        check(command.spawn().and_then(|child| wait_with_stops(&child)), &name, url)?;
        Ok(CleanText::single_line(&format!("back from {name}")))
    }

    /// Tries the candidate programs in turn until one succeeds.
    fn run_detached(&self, url: &WebUrl) -> Result<(), CleanText> {
        let started = Instant::now();
        let mut result = Err(no_browser(url));
        for command in self.commands(url) {
            let name = program_name(&command);
            let mut command = detached(command);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            result = check(command.status(), &name, url);
            if result.is_ok() {
                break;
            }
        }
        // Each of the system's openers has its own error if there is no browser. The last one tells the user nothing.
        if self.browser.is_empty() && started.elapsed() < STARTED_AFTER {
            return result.map_err(|_| no_browser(url));
        }
        result
    }

    /// The commands to try. `%s` in an argument is replaced by the URL, else the URL is added as the last argument.
    fn commands(&self, url: &WebUrl) -> Vec<Command> {
        let Some((program, arguments)) = self.browser.split_first() else { return open::commands(url.as_str()) };
        let mut command = Command::new(program);
        if arguments.iter().any(|argument| argument.contains("%s")) {
            command.args(arguments.iter().map(|argument| argument.replace("%s", url.as_str())));
        } else {
            command.args(arguments).arg(url.as_str());
        }
        vec![command]
    }
}

/// Detaches a command from the terminal, so that it survives the reader and cannot write to the screen. Starting a
/// session without unsafe code needs the program `setsid`. Without it, as on macOS, the command only gets its own
/// process group.
fn detached(mut command: Command) -> Command {
    let found = find_program(command.get_program()).zip(find_program("setsid".as_ref()));
    let Some((program, setsid)) = found else {
        command.process_group(0);
        return command;
    };
    // No `process_group` here: for a group leader `setsid` would fork, and the exit status would be lost.
    let mut detached = Command::new(setsid);
    detached.arg("--").arg(program).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => detached.env(name, value),
            None => detached.env_remove(name),
        };
    }
    detached
}

/// The path of an executable: `name` itself if it has a slash, else searched in `$PATH`. `None` if there is none.
#[must_use]
pub fn find_program(name: &OsStr) -> Option<PathBuf> {
    let is_executable = |path: &PathBuf| path.is_file() && access(path, Access::EXEC_OK).is_ok();
    if name.as_bytes().contains(&b'/') {
        return Some(PathBuf::from(name)).filter(is_executable);
    }
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(is_executable)
}

/// The program and arguments from the configuration or `$BROWSER`; empty if the system's opener is to be used.
fn configured_browser(config: &Config) -> Vec<String> {
    if config.browser.is_empty() { browser_from_environment() } else { config.browser.clone() }
}

/// The programs that may open links, in the order in which they are tried.
#[must_use]
pub fn browser_candidates(config: &Config) -> Vec<String> {
    match configured_browser(config).into_iter().next() {
        Some(program) => vec![program],
        None => open::commands("https://example.org/").iter().map(program_name).collect(),
    }
}

/// The program and arguments in `$BROWSER`. Of a list separated by colons only the first is used.
fn browser_from_environment() -> Vec<String> {
    let browser = env::var("BROWSER").unwrap_or_default();
    let whole = browser.trim();
    // Relative to the current folder, which may be one of posts, it would run a file that others have put there.
    if Path::new(whole).is_absolute() && Path::new(whole).is_file() {
        return vec![whole.to_owned()];
    }
    whole.split(':').next().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// Lets a program read keys from the terminal, even if a post was piped into the reader.
pub(super) fn read_from_terminal(command: &mut Command) {
    if !stdin().is_terminal() {
        command.stdin(File::open("/dev/tty").map_or_else(|_| Stdio::null(), Stdio::from));
    }
}

/// Waits for a program that runs in the terminal. If it is stopped (Ctrl-Z), the reader stops too, so that the shell
/// gets the terminal. Both are continued together.
pub(super) fn wait_with_stops(child: &Child) -> std::io::Result<ExitStatus> {
    let pid = Pid::from_child(child);
    let _foreground = Foreground::set(pid);
    loop {
        match waitpid(Some(pid), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                stop_until_continued();
                kill_process(pid, Signal::CONT)?;
            }
            Ok(Some((_, status))) => return Ok(ExitStatus::from_raw(status.as_raw())),
            Ok(None) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn program_name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn check(result: std::io::Result<ExitStatus>, name: &str, url: &WebUrl) -> Result<(), CleanText> {
    match result {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(name, &status.to_string(), url)),
        Err(error) => Err(failed(name, &error.to_string(), url)),
    }
}

fn no_browser(url: &WebUrl) -> CleanText {
    CleanText::single_line(&format!("no browser found; set browser in config.toml or $BROWSER ({})", url.as_str()))
}

fn failed(name: &str, reason: &str, url: &WebUrl) -> CleanText {
    CleanText::single_line(&format!("{name}: {reason}; cannot open {}", url.as_str()))
}
