//! git, or the program that runs it, is killed in the middle of a clone or a pull: the next fetch completes it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::git::{ARGS, Repository, clone_of, git, post};
use crate::support::fresh_rng;
use crate::support::rng::Rng;
use crate::support::user::User;

const POSTS: usize = 60;

/// A repository with more posts than git writes at once.
fn repository(text: &str) -> Repository {
    let repository = Repository::new();
    write_posts(&repository, text);
    repository
}

fn write_posts(repository: &Repository, text: &str) {
    for number in 1..=POSTS {
        repository.write(&format!("_posts/2021-03-0{}-note-{number}.md", number % 9 + 1), &post(number % 9 + 1, text));
    }
    repository.commit(text);
}

/// The program, with a script of the test in the place of git.
fn program(user: &User, repository: &Repository, script: &str) -> Command {
    let paths = std::env::var_os("PATH").unwrap();
    let real = std::env::split_paths(&paths).map(|folder| folder.join("git")).find(|path| path.is_file()).unwrap();
    let (path, text) = (user.home.join("bin/git"), format!("#!/bin/sh\n{script}\nexec {} \"$@\"\n", real.display()));
    // One that may be running is not written.
    if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        user.home.write("bin/git", text);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut program = repository.program(user, &ARGS);
    let own = path.parent().unwrap().to_owned();
    let all = std::iter::once(own).chain(std::env::split_paths(&paths));
    program.env("PATH", std::env::join_paths(all).unwrap()).env("REAL_GIT", real);
    program
}

/// All posts are there as they are in the repository, and git finds nothing to do.
fn check_whole(user: &User, text: &str, what: &str) {
    let clone = clone_of(user);
    assert_eq!(git(&clone, &["status", "--porcelain"]), "", "{what}");
    let files: Vec<PathBuf> = fs::read_dir(clone.join("_posts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), POSTS + 3, "{what}");
    let is_whole = |path: &&PathBuf| fs::read_to_string(path).unwrap().ends_with(&format!("\n{text}\n"));
    assert_eq!(files.iter().filter(is_whole).count(), POSTS, "{what}");
    assert_eq!(locks(&clone.join(".git")), Vec::<PathBuf>::new(), "{what}");
}

fn locks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(locks(&path));
        } else if path.extension().is_some_and(|extension| extension == "lock") {
            found.push(path);
        }
    }
    found
}

/// Each command of git is killed once: before it has done anything, in the middle, and at its end, with all of the
/// locks that it may hold.
#[test]
fn a_killed_git_is_gone_on_with_by_the_next_fetch() {
    let locks = "mkdir -p .git/refs/importai .git/objects/pack; touch .git/index.lock .git/shallow.lock .git/HEAD.lock \
                 .git/packed-refs.lock .git/refs/importai/newest.lock .git/objects/pack/tmp_pack_x";
    for command in ["fetch", "checkout", "update-ref"] {
        for (moment, work) in [
            ("before", String::new()),
            (
                "in the middle of",
                "\"$REAL_GIT\" \"$@\" 2>/dev/null; rm -f _posts/2021-03-01*; echo x > _posts/2021-03-02-note.md"
                    .to_owned(),
            ),
            ("at the end of", "\"$REAL_GIT\" \"$@\" 2>/dev/null".to_owned()),
        ] {
            // A file of the user is not one of git: only `checkout` writes files.
            let work = if command == "checkout" { work } else { work.replace("rm -f", ": ").replace("echo x >", ":") };
            let script = format!(
                "case \" $* \" in *\" {command} \"*) if [ -e \"$HOME/kill\" ]; then rm \"$HOME/kill\"; {work}\n{locks}; \
                 kill -KILL $$; fi;; esac"
            );
            let (user, repository) = (User::new(), repository("First text."));
            for (what, text) in [("clone", "First text."), ("pull", "Second text.")] {
                let what = format!("{what} killed {moment} {command}");
                if text == "Second text." {
                    write_posts(&repository, text);
                }
                user.home.write("kill", "");
                let output = program(&user, &repository, &script).output().unwrap();
                let err = String::from_utf8(output.stderr).unwrap();
                assert!(output.status.code() == Some(1) && err.contains("git was killed"), "{what}: {err}");
                assert!(!user.home.join("kill").exists(), "{what}");
                let (code, out, err) = repository.run(&user, &ARGS);
                assert_eq!((code, &*err), (Some(0), ""), "{what}: {out}");
                check_whole(&user, text, &what);
                let (code, out, err) = repository.run(&user, &ARGS);
                assert!(code == Some(0) && out.contains(": nothing new; ") && err.is_empty(), "{what}: {out}{err}");
            }
        }
    }
}

/// Runs a fetch, and kills the program or the git that it runs after some time. False if it was over by then.
fn kill_one(user: &User, repository: &Repository, rng: &mut Rng) -> bool {
    // Each git tells its number, and then is that process.
    let mut program = program(user, repository, "echo $$ > \"$HOME/pid\"");
    let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_micros(u64::try_from(rng.below(400_000)).unwrap()));
    let kills_git = rng.below(2) == 0;
    let pid = fs::read_to_string(user.home.join("pid")).ok().and_then(|pid| pid.trim().parse::<i32>().ok());
    let is_git = |pid: &i32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains("protocol.allow=never")
    };
    match pid.filter(is_git).and_then(Pid::from_raw).filter(|_| kills_git) {
        Some(git) => drop(kill_process(git, Signal::KILL)),
        None => drop(kill_process(Pid::from_child(&child), Signal::KILL)),
    }
    child.wait().unwrap().code() != Some(0)
}

#[test]
fn a_clone_or_pull_that_is_killed_at_any_moment_is_completed() {
    let mut rng = fresh_rng("kills of git");
    let mut killed = 0;
    for round in 0..8 {
        let (user, repository) = (User::new(), repository("First text."));
        for (what, text) in [("clone", "First text."), ("pull", "Second text.")] {
            let what = format!("{what} of round {round}");
            if text == "Second text." {
                write_posts(&repository, text);
            }
            for _ in 0..3 {
                killed += usize::from(kill_one(&user, &repository, &mut rng));
            }
            // A git whose program was killed holds the folder until it ends.
            let mut last = (None, String::new(), String::new());
            for _ in 0..100 {
                last = repository.run(&user, &ARGS);
                if !last.2.contains("another fetch or import") {
                    break;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            assert_eq!((last.0, &*last.2), (Some(0), ""), "{what}");
            check_whole(&user, text, &what);
        }
    }
    println!("{killed} of 48 were killed");
    assert!(killed > 0);
}
