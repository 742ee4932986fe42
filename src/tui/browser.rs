//! Opening addresses: in the configured browser, `$BROWSER`, or the system's own way.
//!
//! The address is one argument, was checked to begin with its scheme (so that it is never an option), and goes through no
//! shell. The program gets none of the terminal, unless it is one that draws in it: it has a session of its own, in which
//! `/dev/tty` cannot be opened.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::{env, thread};

use rustix::fs::{Access, access};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::Event;
use super::signals::{Foreground, stop_until_continued};
use crate::app::Msg;
use crate::config::Config;
use crate::model::WebUrl;
use crate::text::CleanText;

/// How addresses are opened.
#[derive(Clone)]
pub(super) struct Opener {
    browser: Vec<String>,
    in_terminal: bool,
    outbox: Sender<Event>,
}

impl Opener {
    pub(super) fn new(config: &Config, outbox: Sender<Event>) -> Self {
        let browser = browser(config);
        Self { browser, in_terminal: config.browser_in_terminal, outbox }
    }

    /// Whether the browser needs the terminal to itself.
    pub(super) fn in_terminal(&self) -> bool {
        self.in_terminal
    }

    /// Opens an address beside the reader; a failure is told when it is known.
    pub(super) fn open(&self, url: WebUrl) {
        let opener = self.clone();
        thread::spawn(move || {
            if let Err(text) = opener.run_detached(&url) {
                // Nobody listens once the program is ending.
                let _ = opener.outbox.send(Msg::Notify { text, is_error: true }.into());
            }
        });
    }

    /// Opens an address in a browser that draws in the terminal, and waits for its end.
    pub(super) fn run_in_terminal(&self, url: &WebUrl) -> Result<CleanText, CleanText> {
        let mut command =
            self.commands(url).into_iter().next().ok_or_else(|| failed("no browser", "none known", url))?;
        let name = program(&command);
        check(command.spawn().and_then(|child| wait_with_stops(&child)), &name, url)?;
        Ok(CleanText::single_line(&format!("back from {name}")))
    }

    /// Runs the programs that may open an address until one does.
    fn run_detached(&self, url: &WebUrl) -> Result<(), CleanText> {
        let mut result = Err(failed("no browser", "set browser in config.toml", url));
        for command in self.commands(url) {
            let name = program(&command);
            let mut command = detached(command);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            result = check(command.status(), &name, url);
            if result.is_ok() {
                break;
            }
        }
        result
    }

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

/// Takes a program out of reach of the terminal: what ends the reader or stops it does not end the program, and it cannot
/// write to the screen. Only another program can begin a session without unsafe code; where there is none, as on macOS, a
/// process group has to do.
fn detached(mut command: Command) -> Command {
    let found = find_program(command.get_program()).zip(find_program("setsid".as_ref()));
    let Some((program, setsid)) = found else {
        command.process_group(0);
        return command;
    };
    // Not in a group of its own: the leader of one cannot begin a session, and would start a child whose end nobody sees.
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

/// A program's file, if it can be run: as it is named, or in one of the folders of `$PATH`.
#[must_use]
pub fn find_program(name: &OsStr) -> Option<PathBuf> {
    let can_be_run = |path: &PathBuf| path.is_file() && access(path, Access::EXEC_OK).is_ok();
    if name.as_bytes().contains(&b'/') {
        return Some(PathBuf::from(name)).filter(can_be_run);
    }
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(can_be_run)
}

/// The program that is set to open links, with its arguments; nothing where it is left to the system.
fn browser(config: &Config) -> Vec<String> {
    if config.browser.is_empty() { browser_of_environment() } else { config.browser.clone() }
}

/// The programs that links are opened with, in the order in which they are tried.
#[must_use]
pub fn link_programs(config: &Config) -> Vec<String> {
    match browser(config).into_iter().next() {
        Some(program) => vec![program],
        None => open::commands("https://example.org/").iter().map(program).collect(),
    }
}

/// `$BROWSER`: a program, perhaps with arguments, or several with colons between them, of which the first counts.
fn browser_of_environment() -> Vec<String> {
    let browser = env::var("BROWSER").unwrap_or_default();
    let whole = browser.trim();
    if Path::new(whole).is_file() {
        return vec![whole.to_owned()];
    }
    whole.split(':').next().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// Waits for a program that has the terminal. When it is stopped (Ctrl-Z), the reader stops with it, so that the shell gets
/// the terminal; both are continued together.
fn wait_with_stops(child: &Child) -> std::io::Result<ExitStatus> {
    let pid = Pid::from_child(child);
    let _foreground = Foreground::is(pid);
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

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn check(ended: std::io::Result<ExitStatus>, name: &str, url: &WebUrl) -> Result<(), CleanText> {
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(name, &status.to_string(), url)),
        Err(error) => Err(failed(name, &error.to_string(), url)),
    }
}

fn failed(name: &str, reason: &str, url: &WebUrl) -> CleanText {
    CleanText::single_line(&format!("{name}: {reason}; not opened: {}", url.as_str()))
}
