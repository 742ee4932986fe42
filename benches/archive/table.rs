//! What a user waits for, beside programs that look at the same files: `ls -U` lists them, `rg -il` reads them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::fs::Advice;

use super::ratios::{median_of, time};
use super::terminal::{self, Reader};

/// Runs of each command.
const RUNS: usize = 9;

/// A word of the generated posts.
const WORD: &str = "reward";

/// Keys that are typed while posts and texts are read.
const KEYS: usize = 200;

const PROGRAM: &str = env!("CARGO_BIN_EXE_importai-reader");

/// Prints the table. `is_cold`: the files are dropped from memory before each run, which needs a real disk.
pub fn print(archive: &Path, is_cold: bool) {
    let home = archive.with_extension("home");
    fs::create_dir_all(&home).expect("a folder beside the archive");
    let drop_files = || {
        if is_cold {
            drop_from_memory(archive);
        }
    };
    let measured = |name: &str, beside: Option<(&str, Duration)>, before: &dyn Fn(), command: &mut Command| {
        let took = median_of(RUNS, || {
            before();
            drop_files();
            time(|| command.stdout(Stdio::null()).stderr(Stdio::null()).status())
        });
        let ratio = beside.map(|(other, time)| format!("{:.2} x {other}", took.as_secs_f64() / time.as_secs_f64()));
        println!("{name:44} {took:>10.1?}  {}", ratio.unwrap_or_default());
        took
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{threads} processors, medians of {RUNS}");
    let nothing = || ();
    let ls = measured("ls -U", None, &nothing, Command::new("ls").arg("-U").arg(archive));
    let rg = measured("rg -il", None, &nothing, Command::new("rg").args(["-il", WORD]).arg(archive));
    let no_cache = || drop(fs::remove_dir_all(home.join("cache")));
    let reader = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(args).arg(archive).envs(variables(&home));
        command
    };
    measured("list, without a cache", Some(("ls", ls)), &no_cache, &mut reader(&["list"]));
    measured("search, without a cache", Some(("rg", rg)), &no_cache, &mut reader(&["search", WORD]));
    no_cache();
    in_terminal(archive, &home, &drop_files, &no_cache, ("first start", ls, rg));
    // A reader that was ended early may not have written one.
    time(|| reader(&["search", "/a regular expression/"]).stdout(Stdio::null()).status());
    in_terminal(archive, &home, &drop_files, &nothing, ("with the cache", ls, rg));
    measured("search, with the cache", Some(("rg", rg)), &nothing, &mut reader(&["search", WORD]));
    measured("list, with the cache", Some(("ls", ls)), &nothing, &mut reader(&["list"]));
    fs::remove_dir_all(&home).expect("to remove what was made");
}

/// The variables of a user whose files are all in a folder.
fn variables(home: &Path) -> [(&'static str, PathBuf); 4] {
    [
        ("HOME", home.to_owned()),
        ("XDG_CONFIG_HOME", home.join("config")),
        ("XDG_DATA_HOME", home.join("data")),
        ("XDG_CACHE_HOME", home.join("cache")),
    ]
}

/// Prints the rows of the reader in a terminal: `what` it starts with, and the times to compare with.
fn in_terminal(
    archive: &Path,
    home: &Path,
    drop_files: &dyn Fn(),
    before: &dyn Fn(),
    (what, ls, rg): (&str, Duration, Duration),
) {
    let start = || {
        before();
        drop_files();
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg(archive);
        command.env("TERM", "xterm-256color");
        for (name, value) in variables(home) {
            command.env(name, value);
        }
        Reader::start(command)
    };
    let row = |name: &str, of: &dyn Fn() -> Duration, (other, beside): (&str, Duration)| {
        let took = median_of(RUNS, of);
        let ratio = took.as_secs_f64() / beside.as_secs_f64();
        println!("{:44} {took:>10.1?}  {ratio:.2} x {other}", format!("{name}, {what}"));
    };
    let shows_posts = |screen: &vt100::Screen| terminal::border(screen).contains("Posts");
    row("first screen", &|| start().until(shows_posts), ("ls", ls));
    let is_listed = |screen: &vt100::Screen| {
        let title = terminal::title(screen);
        title.contains(" posts ·") && !title.contains(" of ") && !title.contains("reading")
    };
    row("all listed", &|| start().until(is_listed), ("ls", ls));
    let is_searched = |screen: &vt100::Screen| {
        let title = terminal::title(screen);
        title.contains(" matches") && !title.contains("so far")
    };
    let searchable = || {
        let mut reader = start();
        reader.until(shows_posts);
        reader.keys(format!("/{WORD}\r").as_bytes());
        reader.until(is_searched)
    };
    row("all searchable, a query typed at once", &searchable, ("rg", rg));
    row("processor time until idle", &|| start().processor_time_until_idle(), ("rg", rg));
    let worst_key = || {
        let mut reader = start();
        reader.until(shows_posts);
        let keys = (0..KEYS).map(|_| reader.key(b"j", terminal::selected));
        keys.max().unwrap_or_default()
    };
    row(&format!("worst key of {KEYS}, at once"), &worst_key, ("ls", ls));
}

/// Asks the system to forget what it has read of the files.
fn drop_from_memory(folder: &Path) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if let Ok(file) = File::open(path) {
            let _ = file.sync_all();
            let _ = rustix::fs::fadvise(&file, 0, None, Advice::DontNeed);
        }
    }
}
