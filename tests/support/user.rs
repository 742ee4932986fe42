//! A user without files of their own, for whom the program is run.

use std::process::{Command, Output, Stdio};

use super::{Folder, within_timeout};

/// A user with a home folder.
pub struct User {
    pub home: Folder,
}

impl User {
    pub fn new() -> Self {
        let home = Folder::new();
        home.folder("config");
        Self { home }
    }

    /// The program, without variables but those of the user.
    pub fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_importai-reader"));
        program
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .current_dir(self.home.path())
            .stdin(Stdio::null());
        program
    }

    /// Exit code, standard output and standard error.
    pub fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut program = self.program();
        program.args(args);
        Self::output(program)
    }

    /// Exit code, standard output and standard error of the program with other variables or arguments.
    pub fn output(mut program: Command) -> (Option<i32>, String, String) {
        let output: Output = within_timeout("the program", move || program.output()).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}
