//! What is no plain file, or does not stay as it is: each has its defined result, and the rest of the list stays right.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use importai_reader::model::Post;

use super::process::run;
use super::support::{Failures, Folder, Loaded, fault, summary};

/// A file in order, which stands beside every other one.
const GOOD: &str = "---\ntitle: A good post\ndate: 2024-03-05\n---\n\nThe text.\n";
const GOOD_SUMMARY: &str = "A good post | 2024-03-05 | - |  |  |";

/// What comes of a file named `x.md`.
enum Result {
    /// It is a post with this summary.
    Post(&'static str),
    /// It is no post, and is told with this fault, which begins so.
    Told(&'static str),
    /// It is no post, and there is nothing to tell.
    Nothing,
    /// It may be read by this user, as by root, and then is a post; else it is one that begins with this summary.
    Closed(&'static str),
}

/// What it is, how it is made, what comes of it, and the code with which `show` ends.
struct Row(&'static str, fn(&Path), Result, i32);

/// Two tests more: [`files_that_change_while_they_load`] and, in `tests/it/load/limits.rs`, files around 16 MiB.
const TABLE: [Row; 23] = [
    Row("a FIFO", mkfifo, Result::Told("NotAFile"), 2),
    Row("a socket", |path| drop(UnixListener::bind(path).unwrap()), Result::Told("NotAFile"), 2),
    Row("a link to a device without end", |path| link("/dev/zero", path), Result::Told("NotAFile"), 2),
    Row("a link to a device without anything", |path| link("/dev/null", path), Result::Told("NotAFile"), 2),
    Row(
        "a link to a FIFO",
        |path| {
            mkfifo(&path.with_extension("pipe"));
            link(path.with_extension("pipe"), path);
        },
        Result::Told("NotAFile"),
        2,
    ),
    Row("a folder", |path| fs::create_dir(path).unwrap(), Result::Nothing, 2),
    Row("a link to itself", |path| link(path, path), Result::Told("Unreadable"), 2),
    Row(
        "a loop of two links",
        |path| {
            link(path.with_extension("other"), path);
            link(path, &path.with_extension("other"));
        },
        Result::Told("Unreadable"),
        2,
    ),
    Row("a dangling link", |path| link("nowhere", path), Result::Told("Unreadable"), 2),
    Row("a link to its folder", |path| link(path.parent().unwrap(), path), Result::Nothing, 2),
    Row(
        "an unreadable file",
        |path| {
            fs::write(path, GOOD).unwrap();
            fs::set_permissions(path, Permissions::from_mode(0o000)).unwrap();
        },
        Result::Closed("x.md | undated by file | - |  |  | Unreadable"),
        1,
    ),
    Row("an empty file", |path| write(path, ""), Result::Post("x | undated by file | - |  |  | Empty, NoDate"), 0),
    Row(
        "NUL bytes alone",
        |path| write(path, "\0\0\0\0"),
        Result::Post("x | undated by file | - |  |  | NoDate, 1 NoFrontMatter"),
        0,
    ),
    Row("NUL bytes within", |path| write(path, &GOOD.replace("good", "go\0od")), Result::Post(GOOD_SUMMARY), 0),
    Row(
        "16 MiB of one line",
        |path| write(path, &(GOOD.to_owned() + &"x".repeat(16 * 1024 * 1024 - GOOD.len()))),
        Result::Post("A good post | 2024-03-05 | - |  |  | BodyTooLong(1)"),
        0,
    ),
    Row("UTF-16 with BOM", |path| utf16(path, &format!("\u{feff}{GOOD}")), Result::Post(GOOD_SUMMARY), 0),
    Row(
        "UTF-16 without BOM",
        |path| utf16(path, GOOD),
        Result::Post("A good post | 2024-03-05 | - |  |  | NoByteOrderMark"),
        0,
    ),
    Row("CRLF", |path| write(path, &GOOD.replace('\n', "\r\n")), Result::Post(GOOD_SUMMARY), 0),
    Row("lone CR", |path| write(path, &GOOD.replace('\n', "\r")), Result::Post(GOOD_SUMMARY), 0),
    Row(
        "duplicate keys",
        |path| write(path, &GOOD.replace("date", "title: Another\ndate")),
        Result::Post("A good post | 2024-03-05 | - |  |  | 3 DuplicateKey(\"title\")"),
        0,
    ),
    Row(
        "an odd date",
        |path| write(path, &GOOD.replace("03-05", "02-30")),
        Result::Post("A good post | undated by file | - |  |  | NoDate, 3 BadDate(\"2024-02-30\")"),
        0,
    ),
    Row(
        "the year 0",
        |path| write(path, &GOOD.replace("2024", "0000")),
        Result::Post("A good post | 0000-03-05 | - |  |  |"),
        0,
    ),
    Row(
        "the year 9999",
        |path| write(path, &GOOD.replace("2024-03-05", "9999-12-31 23:00:00 -0600")),
        Result::Post("A good post | undated by file | - |  |  | NoDate, 3 BadDate(\"9999-12-31 23:00:00 -0600\")"),
        0,
    ),
];

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

fn utf16(path: &Path, text: &str) {
    fs::write(path, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
}

fn mkfifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn link(target: impl AsRef<Path>, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

/// Gives a file that can be given one a known time of change: 9 March 2024.
fn set_time(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
        && let Ok(file) = File::options().write(true).open(path)
    {
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_709_980_000)).unwrap();
    }
}

#[test]
fn every_kind_of_file_has_its_result() {
    let mut wrong = Failures::default();
    for Row(what, make, want, code) in TABLE {
        let folder = Folder::with(&[("a.md", GOOD)]);
        let path = folder.join("x.md");
        make(&path);
        set_time(&path);
        let loaded = folder.load();
        let (good, posts): (Vec<&Post>, Vec<&Post>) =
            loaded.posts.iter().partition(|post| post.source.relative() == "a.md");
        wrong.compare(
            &format!("{what}: its neighbour"),
            &*good.iter().map(|post| summary(post)).collect::<Vec<_>>(),
            &[GOOD_SUMMARY.to_owned()],
        );
        wrong.compare(what, &*result(&posts, &loaded), &*wanted(&want, &path));
        let ended = run(["show".as_ref(), path.as_os_str()]);
        let code = if matches!(want, Result::Closed(_)) && File::open(&path).is_ok() { 0 } else { code };
        let complaint = ended.complaint(code);
        wrong.unless(complaint.is_none(), || format!("{what}: show {complaint:?}"));
    }
    wrong.report();
}

/// What came of a file: a post's summary, a fault, or nothing; of faults with a reason from the system only their
/// names.
fn result(posts: &[&Post], loaded: &Loaded) -> String {
    let told = || loaded.skipped.iter().find(|(path, _)| path.ends_with("x.md")).map(|(_, problem)| fault(problem));
    let whole = posts.first().map(|post| summary(post)).or_else(told).unwrap_or_default();
    whole.split_once("Unreadable(").map_or(whole.clone(), |(before, _)| format!("{before}Unreadable"))
}

fn wanted(want: &Result, path: &Path) -> String {
    match want {
        Result::Post(summary) | Result::Told(summary) => (*summary).to_owned(),
        Result::Nothing => String::new(),
        Result::Closed(_) if File::open(path).is_ok() => {
            eprintln!("this user may read {}", path.display());
            GOOD_SUMMARY.to_owned()
        }
        Result::Closed(summary) => (*summary).to_owned(),
    }
}

/// Files of the test below.
const CHANGING: usize = 200;

/// How often the folder is loaded while they change.
const ROUNDS: usize = 20;

#[test]
fn files_that_change_while_they_load() {
    let folder = Folder::new();
    for number in 0..CHANGING {
        folder.write(format!("good/{number}.md"), GOOD);
        folder.write(format!("changing/{number}.md"), GOOD);
    }
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| change(&folder.join("changing"), &over));
        for _ in 0..ROUNDS {
            let loaded = folder.load();
            let good = |post: &&Post| post.source.relative().starts_with("good/");
            let summaries: Vec<String> = loaded.posts.iter().filter(good).map(summary).collect();
            let all_right = summaries.len() == CHANGING && summaries.iter().all(|summary| summary == GOOD_SUMMARY);
            over.store(!all_right, Ordering::Relaxed);
            assert!(all_right, "{summaries:?}");
            let mut names = loaded.relative();
            names.dedup();
            assert_eq!(names.len(), loaded.posts.len(), "a post is listed twice");
        }
        over.store(true, Ordering::Relaxed);
    });
}

/// Makes files grow, shrink, vanish and come back until it is over.
fn change(folder: &Path, over: &AtomicBool) {
    let long = GOOD.repeat(2_000);
    for round in (0..4).cycle() {
        for number in 0..CHANGING {
            if over.load(Ordering::Relaxed) {
                return;
            }
            let path = folder.join(format!("{number}.md"));
            match round {
                0 => fs::write(&path, &long).unwrap(),
                1 => fs::write(&path, "---\ntit").unwrap(),
                2 => fs::remove_file(&path).unwrap(),
                _ => fs::write(&path, GOOD).unwrap(),
            }
        }
    }
}
