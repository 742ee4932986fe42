//! Each hostile post by itself, in processes of its own: `list` and `show`.

use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use unicode_width::UnicodeWidthStr;

use super::generator::{self, Faults, Hostile, Kind, WORD};
use super::process::run;
use super::support::{Folder, letters};

/// Columns of a page.
const WIDTH: usize = 76;

/// Files at least; fewer would mean that a kind was lost.
const FILES: usize = 500;

#[test]
fn every_kind_has_a_name_and_a_reason() {
    let kinds = generator::kinds();
    let mut names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
    assert!(kinds.iter().all(|kind| !kind.why.is_empty() && kind.count > 0));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), kinds.len(), "two kinds of one name");
    let files: usize = kinds.iter().map(|kind| kind.count).sum();
    assert!(files >= FILES, "only {files} files");
    eprintln!("{files} hostile files of {} kinds", kinds.len());
}

#[test]
fn every_file_has_its_defined_result() {
    let kinds = generator::kinds();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, NonZero::get) {
            scope.spawn(|| {
                while let Some(kind) = kinds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let complaints = check(kind);
                    wrong.lock().unwrap().extend(complaints);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs the program on every file of a kind; gives what went wrong.
fn check(kind: &'static Kind) -> Vec<String> {
    let folder = Folder::new();
    let mut wrong = Vec::new();
    for file in generator::files(kind) {
        let path = folder.write(&file.name, &file.bytes);
        let complaints = [listed(&path, &file), shown(&path, &file)];
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(complaints.into_iter().flatten().map(|what| format!("{name:?}: {what}")));
        std::fs::remove_file(&path).unwrap();
    }
    wrong
}

/// What is wrong with the file's line of the list.
fn listed(path: &Path, file: &Hostile) -> Option<String> {
    let ended = run(["list".as_ref(), "--json".as_ref(), path.as_os_str()]);
    if let Some(complaint) = ended.complaint(0) {
        return Some(format!("list {complaint}"));
    }
    let posts = ended.posts();
    let [post] = posts.as_slice() else { return Some(format!("listed as {} posts", posts.len())) };
    if post["title"].as_str().is_none_or(str::is_empty) {
        return Some("has no title".to_owned());
    }
    complaint_of_faults(&post["problems"], file.want.faults)
}

/// What is wrong with the faults that are listed for a file.
pub(super) fn complaint_of_faults(problems: &serde_json::Value, want: Faults) -> Option<String> {
    let reasons: Vec<&str> = problems.as_array().unwrap().iter().map(|p| p["reason"].as_str().unwrap()).collect();
    let right = match want {
        Faults::None => reasons.is_empty(),
        Faults::Told(words) => reasons.iter().any(|reason| reason.contains(words)),
        Faults::Any => true,
    };
    (!right).then(|| format!("wants {want:?}, not {reasons:?}"))
}

/// What is wrong with the file's page.
fn shown(path: &Path, file: &Hostile) -> Option<String> {
    let ended = run(["show".as_ref(), path.as_os_str()]);
    if let Some(complaint) = ended.complaint(0) {
        return Some(format!("show {complaint}"));
    }
    if ended.out.contains('\t') {
        return Some("show lets a tab through".to_owned());
    }
    if file.want.word && !letters(&ended.out).contains(WORD) {
        return Some("lost its word".to_owned());
    }
    // The addresses at the page's end are not set.
    let page = ended.out.lines().take_while(|line| !line.starts_with("[1] "));
    let widest = page.map(UnicodeWidthStr::width).max().unwrap_or_default();
    (widest > WIDTH).then(|| format!("a line of {widest} columns"))
}

/// `HOSTILE_DIR=/tmp/x cargo test --test hostile -- --ignored write` puts all files into a folder, to be looked at.
#[test]
#[ignore = "writes half a gigabyte where it is told to"]
fn write_all_files() {
    let folder = std::path::PathBuf::from(std::env::var_os("HOSTILE_DIR").expect("HOSTILE_DIR is not set"));
    std::fs::create_dir_all(&folder).unwrap();
    for file in generator::kinds().into_iter().flat_map(generator::files) {
        std::fs::write(folder.join(&file.name), &file.bytes).unwrap();
    }
}
