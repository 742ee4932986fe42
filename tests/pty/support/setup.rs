//! What the program is started with: a folder of posts, a home of its own, settings, variables and a terminal's size.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

use super::posts::{self, Post};
use super::{Reader, modes};

const PROGRAM: &str = env!("CARGO_BIN_EXE_importai-reader");

/// Held while a process is started or a script written. A script cannot be run while a process that another test starts
/// just then has inherited the open file, nor a terminal be closed that was inherited so.
static STARTING: Mutex<()> = Mutex::new(());

/// Does something while no process is being started.
pub fn while_nothing_starts<T>(run: impl FnOnce() -> T) -> T {
    let _held = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    run()
}

/// Everything that a test sets up before the start. Several readers can be started from one, one after the other or at
/// once, as by one user.
pub struct Setup {
    folder: Arc<TempDir>,
    size: (u16, u16),
    variables: Vec<(String, String)>,
    answers: bool,
}

impl Setup {
    /// The posts of [`posts::some`] on a screen with room for both panes.
    pub fn new() -> Self {
        Self::with_posts(&posts::some())
    }

    pub fn with_posts(posts: &[Post]) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder for the test"));
        let setup = Self { folder, size: (120, 36), variables: Vec::new(), answers: true };
        for folder in [setup.posts(), setup.config(), setup.data()] {
            std::fs::create_dir_all(folder).expect("a folder for the test");
        }
        for (name, text) in posts {
            std::fs::write(setup.posts().join(name), text).expect("writing a post");
        }
        setup
    }

    #[must_use]
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// In a terminal that does not tell where its cursor is.
    #[must_use]
    pub fn without_answers(mut self) -> Self {
        self.answers = false;
        self
    }

    /// Writes the user's `config.toml`.
    #[must_use]
    pub fn settings(self, text: &str) -> Self {
        std::fs::write(self.config().join("config.toml"), text).expect("writing settings");
        self
    }

    /// A path that is this test's own.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn posts(&self) -> PathBuf {
        self.path("home/posts")
    }

    pub fn config(&self) -> PathBuf {
        self.path("config/importai-reader")
    }

    /// The folder of the marks.
    pub fn data(&self) -> PathBuf {
        self.path("data/importai-reader")
    }

    /// Starts the program on the posts.
    pub fn start(&self) -> Reader {
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg(self.posts());
        self.run(command)
    }

    /// Starts the program on the posts under a shell that outlives its terminal: the end of that is then no signal to
    /// the program, only an end of input. The shell first prints the program's number.
    pub fn start_under_shell(&self) -> Reader {
        let script = "trap : HUP; sh -c 'echo \"number $$.\"; exec \"$@\"' - \"$@\"; exit 0";
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script, "-", PROGRAM]);
        command.arg(self.posts());
        self.run(command)
    }

    /// Starts a program in a terminal of its own, with nothing of this process's variables but the path.
    pub fn run(&self, mut command: CommandBuilder) -> Reader {
        command.env_clear();
        command.cwd(self.folder.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home"));
        command.env("XDG_CONFIG_HOME", self.path("config"));
        command.env("XDG_DATA_HOME", self.path("data"));
        command.env("XDG_CACHE_HOME", self.path("cache"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let (cols, rows) = self.size;
        let size = PtySize { rows, cols, ..PtySize::default() };
        while_nothing_starts(|| {
            let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
            let before = modes(pair.master.as_ref());
            let child = pair.slave.spawn_command(command).expect("starting the program");
            // Only the program holds the terminal now, so that its end is heard.
            drop(pair.slave);
            let reader = Reader::new(pair.master, child, before, Arc::clone(&self.folder));
            if self.answers { reader } else { reader.without_answers() }
        })
    }
}
