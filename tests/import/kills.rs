//! An import that is killed at any moment leaves no partial file, and the next one completes it.

use std::process::Stdio;
use std::time::Duration;

use crate::support::fresh_rng;
use crate::{User, names, zip};

const POSTS: usize = 40;

/// Posts that are long enough for a write to be interrupted.
fn export() -> Vec<u8> {
    let text = |number: usize| {
        let words = format!("Words of {number}. ").repeat(6000);
        format!("---\ntitle: Post {number}\nid: p{number}\n---\n{words}\n\nThe end.\n")
    };
    let posts: Vec<(String, String)> = (1..=POSTS).map(|number| (format!("{number}.md"), text(number))).collect();
    zip(&posts.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>())
}

fn check(user: &User) {
    let folder = user.home.join("posts");
    for name in names(&folder) {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        assert!(text.starts_with("---\ntitle: 'Post ") && text.ends_with("The end.\n"), "{name} is not whole");
    }
}

/// Kills an import `rounds` times, each at some moment after it has started.
fn kill(user: &User, rounds: u64, signal: rustix::process::Signal) {
    let (mut killed, mut rng) = (0, fresh_rng("kills of import"));
    for _ in 0..rounds {
        let mut program = user.program();
        program.args(["import", "e.zip", "--into", "posts"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = program.spawn().unwrap();
        let there = || names(&user.home.join("posts")).len();
        let before = there();
        // From its start to some posts later, and between two files, too.
        let wanted = before + rng.below(3);
        for _ in 0..2000 {
            if there() >= wanted || child.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        std::thread::sleep(Duration::from_micros(rng.below(20_000) as u64));
        let _ = rustix::process::kill_process(rustix::process::Pid::from_child(&child), signal);
        // The exit code of one that was over by then is 0.
        killed += u64::from(child.wait().unwrap().code() != Some(0));
        check(user);
        if there() >= POSTS {
            std::fs::remove_dir_all(user.home.join("posts")).unwrap();
        }
    }
    println!("{killed} of {rounds} imports were killed");
    assert!(killed > 0);
}

fn complete(user: &User) {
    assert_eq!(user.import(&["e.zip"]).0, Some(0));
    check(user);
    assert_eq!(names(&user.home.join("posts")).len(), POSTS);
    let nothing = format!("e.zip: nothing new, {POSTS} there already\n");
    assert_eq!(user.import(&["e.zip"]), (Some(0), nothing, String::new()));
}

#[test]
fn a_killed_import_is_completed_by_the_next_one() {
    let user = User::new();
    user.home.write("e.zip", export());
    kill(&user, 200, rustix::process::Signal::KILL);
    complete(&user);
}

#[test]
fn an_interrupted_import_is_completed_by_the_next_one() {
    let user = User::new();
    user.home.write("e.zip", export());
    kill(&user, 20, rustix::process::Signal::INT);
    complete(&user);
}
