//! Which files are posts: every one once and once only, whatever the folders hold and however they are named.

mod links;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Failures, Folder, fault, load_paths};
use importai_reader::load::open_file;
use importai_reader::load::{FolderError, Roots};
use importai_reader::model::{Problem, ProblemKind};

/// What stands in a folder, and the posts found in it.
struct Tree(&'static str, &'static [&'static str], &'static [&'static str]);

const TREES: [Tree; 10] = [
    Tree("one", &["a.md"], &["a.md"]),
    Tree(
        "extensions in any case",
        &["a.md", "b.MD", "c.markdown", "d.Markdown", "e.html", "f.HTML", "g.htm", "h.hTm"],
        &["a.md", "b.MD", "c.markdown", "d.Markdown", "e.html", "f.HTML", "g.htm", "h.hTm"],
    ),
    Tree(
        "other files",
        &["a.md", "b.txt", "c.mdy", "d.md.bak", "e", "md", "f.xhtml", "g.markdown~", ".md", "h.m", "i.html.gz"],
        &["a.md"],
    ),
    Tree(
        "subfolders",
        &["a.md", "2024/b.md", "2024/05/c.md", "x/y/z/d.md"],
        &["2024/05/c.md", "2024/b.md", "a.md", "x/y/z/d.md"],
    ),
    Tree("hidden folders", &["a.md", ".git/b.md", "x/.cache/c.md", ".x/y/d.md"], &["a.md"]),
    Tree("hidden files", &["a.md", "._a.md", ".#a.md", "x/.b.html", ".hidden.md"], &["a.md"]),
    Tree(
        "a site's output and its tools",
        &["a.md", "_site/b.html", "node_modules/x/README.md", "x/_site/c.html", "x/node_modules/d.md"],
        &["a.md"],
    ),
    Tree(
        "folders that only look like those",
        &["_posts/a.md", "_sites/b.md", "my_node_modules/c.md", "x.git/d.md"],
        &["_posts/a.md", "_sites/b.md", "my_node_modules/c.md", "x.git/d.md"],
    ),
    Tree("the same name in two folders", &["x/a.md", "y/a.md", "a.md"], &["a.md", "x/a.md", "y/a.md"]),
    Tree(
        "names with blanks and signs",
        &["a b.md", "-x.md", "[a] #1: %s?.md", "日本語.md", "a\\b.md", "x.y.z.md"],
        &["-x.md", "[a] #1: %s?.md", "a b.md", "a\\b.md", "x.y.z.md", "日本語.md"],
    ),
];

#[test]
fn posts_are_recognised_by_their_names() {
    let mut wrong = Failures::default();
    for Tree(what, files, want) in TREES {
        let folder = Folder::new();
        for file in files {
            folder.write(file, "The text.");
        }
        let loaded = folder.load();
        wrong.compare(what, &*loaded.relative(), &*want.iter().map(|&path| path.to_owned()).collect::<Vec<_>>());
        let of_files = |(_, problem): &&(String, Problem)| !matches!(problem.kind, ProblemKind::Common(..));
        wrong.unless(!loaded.skipped.iter().any(|skipped| of_files(&skipped)), || {
            format!("{what}: {:?}", loaded.skipped)
        });
    }
    wrong.report();
}

#[test]
fn folders_of_any_name_can_be_opened() {
    let folder =
        Folder::with(&[(".hidden/a.md", ""), ("_site/b.md", ""), ("node_modules/c.md", ""), ("x.md/d.md", "")]);
    for (name, post) in [(".hidden", "a.md"), ("_site", "b.md"), ("node_modules", "c.md"), ("x.md", "d.md")] {
        assert_eq!(load_paths(&[folder.join(name)]).unwrap().relative(), [post], "{name}");
    }
}

#[test]
fn a_hidden_file_that_is_named_is_opened() {
    let folder = Folder::new();
    folder.write(".draft.md", "# A draft\n");
    assert_eq!(load_paths(&[folder.join(".draft.md")]).unwrap().relative(), [".draft.md"]);
}

#[test]
fn folders_are_never_posts() {
    let folder = Folder::with(&[("a.md", "The text."), ("x.md/inner.md", "The text.")]);
    folder.folder("empty.md");
    folder.folder("page.html");
    let loaded = folder.load();
    assert_eq!(loaded.relative(), ["a.md", "x.md/inner.md"]);
    assert!(loaded.skipped.is_empty());
}

/// Paths to open, relative to a folder with `a.md`, `x/b.md`, `x/y/c.md` and `z/d.md`, and the files that are listed.
const ROOTS: [(&[&str], &[&str]); 14] = [
    (&["."], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&[".", "."], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&["x", "x/", "z/../x", "x/./y/.."], &["x/b.md", "x/y/c.md"]),
    (&[".", "x"], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&["x", "."], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&["x/y", "x", "."], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&["x", "z"], &["x/b.md", "x/y/c.md", "z/d.md"]),
    (&["a.md"], &["a.md"]),
    (&["a.md", "a.md"], &["a.md"]),
    (&["a.md", "x/../a.md", "./a.md"], &["a.md"]),
    (&["a.md", "."], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&[".", "a.md"], &["a.md", "x/b.md", "x/y/c.md", "z/d.md"]),
    (&["x/y/c.md", "x/b.md", "x"], &["x/b.md", "x/y/c.md"]),
    (&["x/y/c.md", "x/y", "a.md", "x"], &["a.md", "x/b.md", "x/y/c.md"]),
];

#[test]
fn nothing_is_listed_twice() {
    let folder = Folder::with(&[("a.md", "a"), ("x/b.md", "b"), ("x/y/c.md", "c"), ("z/d.md", "d")]);
    let mut wrong = Failures::default();
    for (roots, want) in ROOTS {
        let paths: Vec<PathBuf> = roots.iter().map(|root| folder.join(root)).collect();
        let want: Vec<PathBuf> = want.iter().map(|path| fs::canonicalize(folder.join(path)).unwrap()).collect();
        wrong.compare(&format!("{roots:?}"), &files(&paths), &want);
    }
    wrong.report();
}

/// The files that are listed, each as often as it is.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let loaded = load_paths(paths).unwrap();
    let mut files: Vec<PathBuf> =
        loaded.posts.iter().map(|post| fs::canonicalize(post.source.path()).unwrap()).collect();
    files.sort();
    files
}

#[test]
fn pipes_and_sockets_are_skipped_and_reported() {
    let folder = Folder::with(&[("a.md", "The text.")]);
    assert!(Command::new("mkfifo").arg(folder.join("pipe.md")).status().unwrap().success());
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    let _socket = UnixListener::bind(folder.join("socket.html")).unwrap();
    let loaded = folder.load();
    assert_eq!(loaded.relative(), ["a.md"]);
    let mut told = loaded.skipped;
    told.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(told.len(), 2, "{told:?}");
    for ((path, problem), name) in told.iter().zip(["pipe.md", "socket.html"]) {
        assert!(path.ends_with(name), "{path}");
        assert_eq!(problem.kind, ProblemKind::NotAFile, "{path}");
    }
}

#[test]
fn a_pipe_is_not_a_post() {
    let folder = Folder::new();
    let pipe = folder.join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [folder.path(), &pipe] {
        let error = crate::support::within_timeout("opening a pipe", {
            let path = path.to_owned();
            move || Roots::open(&[path]).unwrap_err().to_string()
        });
        assert!(error.contains(&*path.to_string_lossy()), "{error}");
    }
    assert!(open_file(&pipe).is_err());
}

/// Whether this system lets this user read what nobody may read, as it does for root.
fn may_read_everything(path: &Path) -> bool {
    let may = File::open(path).is_ok();
    if may {
        eprintln!("skipped: this user may read every file");
    }
    may
}

#[test]
fn a_file_that_cannot_be_read_is_listed_as_such() {
    let folder = Folder::with(&[("a.md", "The text."), ("2024-03-05-b.md", "The text.")]);
    let closed = folder.join("2024-03-05-b.md");
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    if may_read_everything(&closed) {
        return;
    }
    let loaded = folder.load();
    assert_eq!(loaded.relative(), ["2024-03-05-b.md", "a.md"]);
    let post = loaded.posts.iter().find(|post| post.source.relative() == "2024-03-05-b.md").unwrap();
    assert_eq!((&*post.title, &*post.date.format_iso()), ("2024-03-05-b.md", "2024-03-05"));
    assert!(
        matches!(&*post.problems, [problem] if matches!(problem.kind, ProblemKind::Unreadable(_))),
        "{:?}",
        post.problems
    );
    assert!(Roots::open(&[closed]).is_err());
}

#[test]
fn a_folder_that_cannot_be_listed_is_reported() {
    let folder = Folder::with(&[("a.md", "The text."), ("closed/b.md", "The text.")]);
    let closed = folder.join("closed");
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    if !may_read_everything(&closed) {
        let loaded = folder.load();
        assert_eq!(loaded.relative(), ["a.md"]);
        assert!(matches!(&*loaded.skipped, [(path, _)] if path.ends_with("closed")), "{:?}", loaded.skipped);
        assert!(matches!(Roots::open(std::slice::from_ref(&closed)), Err(FolderError::Unreadable { .. })));
    }
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn names_that_are_not_utf_8_are_posts() {
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"caf\xe9.md");
    if fs::write(folder.join(name), "").is_err() {
        eprintln!("skipped: this file system takes only UTF-8");
        return;
    }
    let path = folder.write(name, "---\ntitle: A title\ndate: 2024-03-05\n---\nThe text.");
    folder.write(OsStr::from_bytes(b"\xff\xfe/b\xff.MD"), "");
    let loaded = folder.load();
    assert_eq!(loaded.titles(), ["A title", "b\u{fffd}"]);
    assert_eq!(loaded.posts[0].source.path(), path);
    assert_eq!(crate::support::page(&path, 40).lines[0].text(), "A title");
}

#[test]
fn names_with_line_ends_and_escapes_are_shown_clean() {
    let folder = Folder::new();
    folder.write("a\nb\u{1b}[31m.md", "");
    let loaded = folder.load();
    assert_eq!(loaded.titles(), ["a b[31m"]);
    assert_eq!(
        loaded.posts[0].problems.len(),
        2,
        "{:?}",
        loaded.posts[0].problems.iter().map(fault).collect::<Vec<_>>()
    );
}

#[test]
fn many_files_are_all_there() {
    let folder = Folder::new();
    for number in 0..500 {
        folder
            .write(format!("{}/{number}.md", number % 7), format!("---\ntitle: No. {number}\ndate: 2024-03-05\n---\n"));
    }
    let loaded = folder.load();
    let mut titles: Vec<&str> = loaded.titles();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!((loaded.posts.len(), titles.len()), (500, 500));
}

/// What cannot be opened, and what the message says besides the path.
#[test]
fn errors_name_the_path() {
    let folder = Folder::with(&[("a.md", ""), ("notes.txt", ""), ("_site/b.md", ""), (".x/c.md", "")]);
    folder.folder("empty");
    folder.folder("posts");
    folder.write("posts/README", "");
    let mut wrong = Failures::default();
    for (paths, named, says) in [
        (&["missing"][..], "missing", "cannot open"),
        (&[".", "missing"], "missing", "cannot open"),
        (&["a.md", "b.md"], "b.md", "cannot open"),
        (&["a.md/x"], "a.md/x", "cannot open"),
        (&["empty"], "empty", ".markdown"),
        (&["posts"], "posts", ".markdown"),
        (&["empty", "posts"], "empty", "no posts"),
        (&["empty", "posts"], "posts", "no posts"),
        (&["notes.txt"], "notes.txt", "not a post"),
        (&[".", "notes.txt"], "notes.txt", "not a post"),
    ] {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        let error = Roots::open(&paths).map_or_else(|error| error.to_string(), |_| "no error".to_owned());
        let named = folder.join(named).display().to_string();
        wrong.unless(error.contains(&named) && error.contains(says), || format!("{paths:?}: {error}"));
        wrong.unless(!error.contains('\n'), || format!("{error:?}"));
    }
    wrong.report();
}

#[test]
fn a_folder_without_posts_beside_one_with_posts_is_no_error() {
    let folder = Folder::with(&[("x/a.md", "The text.")]);
    let loaded = load_paths(&[folder.folder("empty"), folder.join("x")]).unwrap();
    assert_eq!(loaded.relative(), ["a.md"]);
}

#[test]
fn messages_carry_no_escapes_out_of_names() {
    let folder = Folder::new();
    let error = Roots::open(&[folder.join("\u{1b}[31m\u{202e}x\ny")]).unwrap_err().to_string();
    crate::support::assert_safe(&error, "a missing folder");
    assert!(!error.contains('\n'));
}
