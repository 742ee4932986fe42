//! What goes wrong: the exit code, and one line on standard error that names what it is about.

use std::fs::File;
use std::process::Command;

use super::{Ended, User, archive, path};
use crate::support::{Failures, Folder, assert_safe};

/// Arguments, and what the message names besides the path given last.
const USAGE: [(&[&str], &str); 16] = [
    (&["list", "missing"], "missing"),
    (&["missing"], "missing"),
    (&["show", "missing.md"], "missing.md"),
    (&["list", "good", "missing"], "missing"),
    (&["good", "missing"], "missing"),
    (&["list", "empty"], "empty"),
    (&["empty"], "empty"),
    (&["list", "empty"], ".markdown"),
    (&["empty"], "node_modules"),
    (&["list", "no-posts"], "no-posts"),
    (&["list", "notes.txt"], "notes.txt"),
    (&["show", "notes.txt"], "notes.txt"),
    (&["show", "good"], "good"),
    (&["show", "good/a.md", "missing.md"], "missing.md"),
    (&["list", "good/a.md/x"], "good/a.md/x"),
    (&["show", "pipe.md"], "pipe.md"),
];

#[test]
fn missing_paths_end_with_2_and_are_named() {
    let user = User::new();
    user.home.write("work/good/a.md", "---\ntitle: A title\ndate: 2024-03-05\n---\nText.");
    user.home.write("work/no-posts/notes.txt", "");
    user.home.write("work/no-posts/_site/a.md", "");
    user.home.write("work/notes.txt", "");
    user.home.folder("work/empty");
    assert!(Command::new("mkfifo").arg(user.home.join("work/pipe.md")).status().unwrap().success());
    let mut wrong = Failures::default();
    for (args, named) in USAGE {
        let what = args.join(" ");
        let ended = user.run(args);
        wrong.compare(&what, &ended.code, &Some(2));
        wrong.compare(&what, &ended.err.lines().count(), &1);
        wrong.unless(ended.err.contains(named), || format!("{what}: {}", ended.err));
        wrong.unless(ended.err.starts_with("importai-reader: "), || format!("{what}: {}", ended.err));
        wrong.unless(args[0] == "show" || ended.out.is_empty(), || format!("{what}: {}", ended.out));
    }
    wrong.report();
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    for args in [
        &["--nothing"][..],
        &["list", "--nothing", folder],
        &["list", "--width", "40", folder],
        &["show"],
        &["show", "--width"],
        &["show", "--width", "x", folder],
        &["show", "--width", "0", folder],
        &["show", "--width", "-1", folder],
        &["show", "--width", "70000", folder],
        &["--json", folder],
    ] {
        let ended = user.run(args);
        assert_eq!((ended.code, &*ended.out), (Some(2), ""), "{args:?}");
        assert!(ended.err.starts_with("error: "), "{args:?}: {}", ended.err);
    }
}

#[test]
fn output_that_cannot_be_written_ends_with_1() {
    let (user, archive) = (User::new(), archive());
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: no /dev/full here");
        return;
    };
    let file = archive.join("b.md");
    for args in [
        &["list", path(archive.path())][..],
        &["list", "--json", path(archive.path())],
        &[path(archive.path())],
        &["show", path(&file)],
    ] {
        let mut program = user.program();
        let ended = Ended::of(program.args(args).stdout(full.try_clone().unwrap()).output().unwrap());
        assert_eq!(ended.code, Some(1), "{args:?}: {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{args:?}: {}", ended.err);
    }
}

#[test]
fn a_closed_standard_error_changes_nothing() {
    let user = User::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = user.program().args(["list", "missing"]).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn messages_carry_no_escapes_out_of_names() {
    let user = User::new();
    for args in [["list", "\u{1b}[31m\u{202e}x\ny"], ["show", "\u{1b}[31mx\ny.md"]] {
        let ended = user.run(&args);
        assert_eq!((ended.code, ended.err.lines().count()), (Some(2), 1), "{}", ended.err);
        assert_safe(&ended.err, "a message");
    }
}

#[test]
fn names_that_are_not_utf_8_can_be_given() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (user, folder) = (User::new(), Folder::new());
    let name = folder.join(OsStr::from_bytes(b"caf\xe9.md"));
    let ended = Ended::of(user.program().arg("list").arg(&name).output().unwrap());
    assert_eq!((ended.code, ended.err.lines().count()), (Some(2), 1), "{}", ended.err);
    if std::fs::write(&name, "---\ntitle: A title\ndate: 2024-03-05\n---\n").is_ok() {
        let ended = Ended::of(user.program().arg("list").arg(&name).output().unwrap());
        assert_eq!(ended.fine(), "2024-03-05\tA title\t\n");
    }
}
