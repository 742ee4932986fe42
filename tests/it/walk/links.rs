//! Symbolic links: followed, ended, and never a second way to the same file.

use std::fs;
use std::path::{Path, PathBuf};

use importai_reader::model::ProblemKind;

use super::files;
use crate::support::{Failures, Folder, load_paths, within_timeout};

/// Links to make in a folder `in` (name and target, relative to the folder above it), and the files that are listed.
/// Beside it stand `in/a.md`, `in/x/b.md`, `out/c.md`, `out/y/d.md` and `notes.txt`.
struct Links(&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const LINKS: [Links; 20] = [
    Links("none", &[], &["in/a.md", "in/x/b.md"]),
    Links("to a file inside", &[("in/l.md", "in/a.md")], &["in/a.md", "in/x/b.md"]),
    Links(
        "to a file inside, listed before it",
        &[("in/0.md", "in/a.md"), ("in/0/0.md", "in/x/b.md")],
        &["in/a.md", "in/x/b.md"],
    ),
    Links("to a file outside", &[("in/l.md", "out/c.md")], &["in/a.md", "in/x/b.md", "out/c.md"]),
    Links(
        "two to one file",
        &[("in/l.md", "out/c.md"), ("in/x/m.md", "out/c.md")],
        &["in/a.md", "in/x/b.md", "out/c.md"],
    ),
    Links(
        "to a link to a file",
        &[("in/l.md", "out/m.md"), ("out/m.md", "out/c.md")],
        &["in/a.md", "in/x/b.md", "out/c.md"],
    ),
    Links("to a file of another name", &[("in/l.md", "notes.txt")], &["in/a.md", "in/x/b.md", "notes.txt"]),
    Links("of another name", &[("in/l.txt", "out/c.md")], &["in/a.md", "in/x/b.md"]),
    Links("to a folder inside", &[("in/l", "in/x")], &["in/a.md", "in/x/b.md"]),
    Links("to a folder outside", &[("in/l", "out")], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"]),
    Links(
        "to a folder outside, by a post's name",
        &[("in/l.md", "out")],
        &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"],
    ),
    Links(
        "two to one folder",
        &[("in/l", "out"), ("in/x/m", "out")],
        &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"],
    ),
    Links(
        "to a folder and to one in it",
        &[("in/k", "out/y"), ("in/l", "out")],
        &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"],
    ),
    Links(
        "to a folder and to a file in it",
        &[("in/0.md", "out/c.md"), ("in/l", "out")],
        &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"],
    ),
    Links("to the folder itself", &[("in/l", "in")], &["in/a.md", "in/x/b.md"]),
    Links("to the folder above", &[("in/x/l", "in")], &["in/a.md", "in/x/b.md"]),
    Links(
        "from folder to folder and back",
        &[("in/l", "out"), ("out/m", "in")],
        &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"],
    ),
    Links("to itself", &[("in/l.md", "in/l.md"), ("in/m", "in/n"), ("in/n", "in/m")], &["in/a.md", "in/x/b.md"]),
    Links("to nothing", &[("in/l.md", "nothing.md"), ("in/m", "nothing")], &["in/a.md", "in/x/b.md"]),
    Links(
        "by the names of folders that are skipped",
        &[("in/_site", "out"), ("in/node_modules", "out"), ("in/.git", "out")],
        &["in/a.md", "in/x/b.md"],
    ),
];

fn tree(links: &[(&str, &str)]) -> Folder {
    let folder =
        Folder::with(&[("in/a.md", ""), ("in/x/b.md", ""), ("out/c.md", ""), ("out/y/d.md", ""), ("notes.txt", "")]);
    for (name, target) in links {
        folder.link(name, folder.join(target));
    }
    folder
}

fn paths(folder: &Folder, names: &[&str]) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = names.iter().map(|name| fs::canonicalize(folder.join(name)).unwrap()).collect();
    paths.sort();
    paths
}

#[test]
fn every_file_once() {
    let mut wrong = Failures::default();
    for Links(what, links, want) in LINKS {
        let folder = tree(links);
        wrong.compare(what, &files(&[folder.join("in")]), &paths(&folder, want));
    }
    wrong.report();
}

#[test]
fn every_file_once_where_links_are_opened() {
    let folder = tree(&[("to-in", "in"), ("to-a.md", "in/a.md"), ("to-c.md", "out/c.md"), ("in/to-out", "out")]);
    let mut wrong = Failures::default();
    for (roots, want) in [
        (&["to-in"][..], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"][..]),
        (&["in", "to-in"], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"]),
        (&["to-in", "in/x"], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"]),
        (&["to-a.md"], &["in/a.md"]),
        (&["to-a.md", "in/a.md"], &["in/a.md"]),
        (&["in/a.md", "to-a.md"], &["in/a.md"]),
        (&["to-a.md", "to-c.md", "out/c.md"], &["in/a.md", "out/c.md"]),
        (&["to-c.md", "in"], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"]),
        (&["in", "to-c.md"], &["in/a.md", "in/x/b.md", "out/c.md", "out/y/d.md"]),
        (&["in/to-out/c.md"], &["out/c.md"]),
        (&["in/to-out/c.md", "out"], &["out/c.md", "out/y/d.md"]),
        (&["out", "in/to-out/c.md"], &["out/c.md", "out/y/d.md"]),
    ] {
        let given: Vec<PathBuf> = roots.iter().map(|root| folder.join(root)).collect();
        wrong.compare(&format!("{roots:?}"), &files(&given), &paths(&folder, want));
    }
    wrong.report();
}

#[test]
fn a_linked_file_has_the_name_of_its_link() {
    let folder = tree(&[("in/sub/l.md", "out/c.md")]);
    folder.write("in/sub/z.md", "");
    let loaded = load_paths(&[folder.join("in")]).unwrap();
    assert_eq!(loaded.relative(), ["a.md", "sub/l.md", "sub/z.md", "x/b.md"]);
}

#[test]
fn posts_of_a_linked_folder_have_an_identity_of_their_own() {
    let folder = tree(&[("in/l", "out")]);
    folder.write("out/a.md", "");
    let loaded = load_paths(&[folder.join("in")]).unwrap();
    let mut identities: Vec<&str> = loaded.posts.iter().map(importai_reader::model::Post::identity).collect();
    identities.sort_unstable();
    assert_eq!(identities, ["a.md", "l/a.md", "l/c.md", "l/y/d.md", "x/b.md"]);
}

#[test]
fn dangling_links_with_the_name_of_a_post_are_reported() {
    let folder = tree(&[("in/l.md", "nothing.md"), ("in/loop.md", "in/loop.md"), ("in/m", "nothing")]);
    let loaded = load_paths(&[folder.join("in")]).unwrap();
    let mut told: Vec<&str> = loaded.skipped.iter().map(|(path, _)| path.rsplit('/').next().unwrap()).collect();
    told.sort_unstable();
    assert_eq!(told, ["l.md", "loop.md"]);
    assert!(loaded.skipped.iter().all(|(_, problem)| matches!(problem.kind, ProblemKind::Unreadable(_))));
}

#[test]
fn a_link_to_a_pipe_is_left_alone() {
    let folder = tree(&[]);
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    folder.link("in/l.md", folder.join("pipe"));
    let loaded = load_paths(&[folder.join("in")]).unwrap();
    assert_eq!(loaded.relative(), ["a.md", "x/b.md"]);
    assert!(
        matches!(&*loaded.skipped, [(path, problem)] if path.ends_with("l.md") && problem.kind == ProblemKind::NotAFile)
    );
}

#[test]
fn a_folder_with_only_links_to_posts_has_posts() {
    let folder = tree(&[("links/l.md", "out/c.md")]);
    assert_eq!(load_paths(&[folder.join("links")]).unwrap().relative(), ["l.md"]);
    let folder = tree(&[("links/l", "out")]);
    assert_eq!(load_paths(&[folder.join("links")]).unwrap().posts.len(), 2);
}

#[test]
fn many_folders_behind_links_are_found_once() {
    let folder = Folder::with(&[("in/a.md", "")]);
    // Folders within folders, those within first: each is walked again with the one around it.
    let folders = 300;
    for nth in 0..folders {
        folder.write(format!("out/{nth}/x/b.md"), "");
        folder.link(&format!("in/{nth}-z"), folder.join(format!("out/{nth}/x")));
        folder.link(&format!("in/{nth}-y"), folder.join(format!("out/{nth}")));
    }
    let root = folder.join("in");
    let found = within_timeout("walking folders behind links", move || load_paths(&[root]).unwrap().posts.len());
    assert_eq!(found, folders + 1);
}

#[test]
fn posts_found_again_have_the_path_in_the_larger_folder() {
    let folder = Folder::with(&[("in/a.md", ""), ("out/x/b.md", ""), ("out/c.md", "")]);
    for [first, second] in [["l", "m"], ["m", "l"]] {
        folder.link(&format!("in/{first}-{second}"), folder.join("out/x"));
        folder.link(&format!("in/{second}-{first}"), folder.join("out"));
        let loaded = load_paths(&[folder.join("in")]).unwrap();
        let around = format!("{second}-{first}");
        assert_eq!(loaded.relative(), ["a.md".to_owned(), format!("{around}/c.md"), format!("{around}/x/b.md")]);
        std::fs::remove_file(folder.join(format!("in/{first}-{second}"))).unwrap();
        std::fs::remove_file(folder.join(format!("in/{second}-{first}"))).unwrap();
    }
}

#[test]
fn what_is_not_on_a_disk_is_not_walked() {
    let folder = Folder::with(&[("in/a.md", "")]);
    for target in ["/proc", "/proc/self", "/sys", "/sys/kernel"] {
        if Path::new(target).exists() {
            folder.link(&format!("in/{}", target.replace('/', "-")), target);
        }
    }
    if Path::new("/proc/self/environ").exists() {
        folder.link("in/x.md", "/proc/self/environ");
    }
    let root = folder.join("in");
    let loaded = within_timeout("a walk beside /proc", move || load_paths(&[root]).unwrap());
    assert_eq!(loaded.relative(), ["a.md"]);
    assert!(loaded.skipped.iter().all(|(path, problem)| {
        path.ends_with("x.md") && matches!(problem.kind, ProblemKind::NotAFile | ProblemKind::Unreadable(_))
    }));
}
