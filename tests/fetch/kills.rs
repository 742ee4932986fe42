//! A fetch that is killed at any moment leaves no partial file, and the next one completes it.

use std::path::Path;
use std::time::Duration;

use crate::commands::User;
use crate::rss;
use crate::server::{Reply, Server};
use crate::support::{Folder, load_one};
use crate::{names, wait_until};

const POSTS: usize = 40;

/// Posts that are long enough for a write to be interrupted.
fn server() -> Server {
    let item = |number: usize| {
        format!(
            "<item><title>Notes {number}</title><link>https://n.example/{number}</link><guid>{number}</guid>\
             <content:encoded><![CDATA[<p>{}</p><p>The end.</p>]]></content:encoded></item>",
            "Some words. ".repeat(8000)
        )
    };
    let feed = rss(&(1..=POSTS).map(item).collect::<String>());
    Server::start(move |_| Reply::feed(feed.clone()))
}

fn check(folder: &Path) {
    for name in names(folder).into_iter().filter(|name| !name.starts_with('.')) {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        assert!(text.ends_with("<p>The end.</p>\n"), "{name} is not whole");
        assert!(load_one(&folder.join(&name)).title.starts_with("Notes "), "{name}");
    }
}

/// Each round kills a little later after the same file.
fn kill_at(server: &Server, moments: impl Iterator<Item = usize>, round: u64, signal: rustix::process::Signal) {
    let user = User::new();
    let folder = Folder::new();
    let run = |wait: Option<usize>| {
        let mut program = user.program();
        program.args(["fetch", &server.url("/feed"), "--into", folder.path().to_str().unwrap()]);
        let mut child = program.stdout(std::process::Stdio::null()).spawn().unwrap();
        if let Some(count) = wait {
            let is_there = |child: &mut std::process::Child| {
                names(folder.path()).len() >= count || child.try_wait().unwrap().is_some()
            };
            wait_until("the post", || is_there(&mut child));
            // Between two files, too.
            std::thread::sleep(Duration::from_micros((count as u64 * 97 + round * 331) % 3000));
            let _ = rustix::process::kill_process(rustix::process::Pid::from_child(&child), signal);
        }
        child.wait().unwrap()
    };
    for moment in moments {
        run(Some(moment));
        check(folder.path());
    }
    assert!(run(None).success());
    check(folder.path());
    let names = names(folder.path());
    assert_eq!(names.len(), POSTS, "{names:?}");
}

#[test]
fn a_killed_fetch_is_completed_by_the_next_one() {
    let server = server();
    for round in 0..6 {
        kill_at(&server, (0..POSTS).step_by(3), round, rustix::process::Signal::KILL);
    }
}

#[test]
fn an_interrupted_fetch_is_completed_by_the_next_one() {
    let server = server();
    kill_at(&server, (1..POSTS).step_by(9), 0, rustix::process::Signal::INT);
}
