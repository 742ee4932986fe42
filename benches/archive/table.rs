//! What a user waits for, beside programs that look at the same files: `ls -U` lists them, `rg -il` reads them.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::fs::Advice;

use super::ratios::{median_of, time};

/// Runs of each command.
const RUNS: usize = 9;

/// A word of the generated posts.
const WORD: &str = "reward";

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
        let mut command = Command::new(env!("CARGO_BIN_EXE_importai-reader"));
        command.args(args).arg(archive).env("HOME", &home);
        for (variable, folder) in
            [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(variable, home.join(folder));
        }
        command
    };
    measured("list, without a cache", Some(("ls", ls)), &no_cache, &mut reader(&["list"]));
    measured("search, without a cache (and writes it)", Some(("rg", rg)), &no_cache, &mut reader(&["search", WORD]));
    measured("search, with the cache", Some(("rg", rg)), &nothing, &mut reader(&["search", WORD]));
    measured("list, with the cache", Some(("ls", ls)), &nothing, &mut reader(&["list"]));
    fs::remove_dir_all(&home).expect("to remove what was made");
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
