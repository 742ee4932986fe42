//! Programs that run in the terminal while the reader waits: the user's editor, and a command that gets a page.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, thread};

use super::browser::{read_from_terminal, wait_with_stops};
use crate::text::CleanText;

/// Opens a file in `$VISUAL`, `$EDITOR` or `vi`, and waits for the end of it.
///
/// # Errors
/// What to say if it could not be started or failed.
pub(super) fn edit(file: &Path) -> Result<CleanText, CleanText> {
    let editor = ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os).find(|value| !value.is_empty());
    let editor = editor.unwrap_or_else(|| OsString::from("vi"));
    let words = editor.to_string_lossy();
    let mut words = words.split_whitespace();
    // The name of an editor may have a space in it; arguments after it are more usual.
    let (program, arguments) = if Path::new(&editor).is_absolute() && Path::new(&editor).is_file() {
        (editor.clone(), Vec::new())
    } else {
        (words.next().unwrap_or("vi").into(), words.map(str::to_owned).collect())
    };
    let name = program.to_string_lossy().into_owned();
    let mut command = Command::new(program);
    // Posts have absolute paths, which no program takes for an option.
    command.args(arguments).arg(file);
    run(command, &name, None)
}

/// Runs a command of the user in a shell with a text as its input, and waits for a key after the end of it, so that its
/// output can be read.
///
/// # Errors
/// What to say if it could not be started or failed.
pub(super) fn pipe(command: &str, text: String) -> Result<CleanText, CleanText> {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command);
    let result = run(shell, command, Some(text));
    let end = match &result {
        Ok(_) => "[Press Enter to go back]".to_owned(),
        Err(reason) => format!("[{reason}. Press Enter to go back]"),
    };
    // The terminal may be gone, and then there is nobody to wait for. A program waits for the key: signals that end the
    // reader are forwarded to it.
    if write!(io::stdout(), "\n{end} ").and_then(|()| io::stdout().flush()).is_ok() {
        let mut wait = Command::new("sh");
        wait.arg("-c").arg("read -r _ < /dev/tty");
        let _ = run(wait, "sh", None);
    }
    result
}

/// Runs a program in the terminal, with a text as its input or else with the terminal.
fn run(mut command: Command, name: &str, text: Option<String>) -> Result<CleanText, CleanText> {
    let failed = |reason: String| CleanText::single_line(&format!("{name}: {reason}"));
    if text.is_some() {
        command.stdin(Stdio::piped());
    } else {
        read_from_terminal(&mut command);
    }
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    if let (Some(text), Some(mut input)) = (text, child.stdin.take()) {
        // A pager that is left early reads no more: that is no error.
        thread::spawn(move || drop(input.write_all(text.as_bytes())));
    }
    let status = wait_with_stops(&child).map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(CleanText::single_line(&format!("back from {name}")))
    } else {
        Err(failed(status.to_string()))
    }
}
