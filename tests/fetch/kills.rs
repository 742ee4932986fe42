//! A fetch that is killed at any moment leaves no partial file, and the next one completes it.

use std::path::Path;
use std::time::Duration;

use crate::rss;
use crate::server::{Reply, Server};
use crate::support::rng::Rng;
use crate::support::user::User;
use crate::support::{Folder, fresh_rng, load_one};
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

/// Kills a fetch once so many files are there, and some time later.
fn kill_at(server: &Server, moments: impl Iterator<Item = usize>, rng: &mut Rng, signal: rustix::process::Signal) {
    let user = User::new();
    let folder = Folder::new();
    let run = |wait: Option<(usize, usize)>| {
        let mut program = user.program();
        program.args(["fetch", &server.url("/feed"), "--into", folder.path().to_str().unwrap()]);
        let mut child = program.stdout(std::process::Stdio::null()).spawn().unwrap();
        if let Some((count, pause)) = wait {
            let is_there = |child: &mut std::process::Child| {
                names(folder.path()).len() >= count || child.try_wait().unwrap().is_some()
            };
            wait_until("the post", || is_there(&mut child));
            // Between two files, too.
            std::thread::sleep(Duration::from_micros(pause as u64));
            let _ = rustix::process::kill_process(rustix::process::Pid::from_child(&child), signal);
        }
        child.wait().unwrap()
    };
    for moment in moments {
        run(Some((moment, rng.below(3000))));
        check(folder.path());
    }
    assert!(run(None).success());
    check(folder.path());
    let names = names(folder.path());
    assert_eq!(names.len(), POSTS, "{names:?}");
}

/// Fourteen rounds of fourteen random moments, on several threads.
#[test]
fn a_killed_fetch_is_completed_by_the_next_one() {
    let (server, mut rng) = (server(), fresh_rng("kills of fetch"));
    std::thread::scope(|scope| {
        for first in 0..4 {
            let (server, mut rng) = (&server, Rng::new(rng.next()));
            scope.spawn(move || {
                for _ in (first..14).step_by(4) {
                    let mut moments: Vec<usize> = (0..14).map(|_| rng.below(POSTS)).collect();
                    moments.sort_unstable();
                    kill_at(server, moments.into_iter(), &mut rng, rustix::process::Signal::KILL);
                }
            });
        }
    });
}

/// A full disk, as far as that can be had without being root: no file may be larger than 16 KiB.
#[test]
fn a_file_that_cannot_be_written_leaves_nothing_and_what_came_before_stays() {
    let item = |number: usize| {
        let text = "Some words. ".repeat(if number == 3 { 3000 } else { 10 });
        format!(
            "<item><title>Notes {number}</title><link>https://n.example/{number}</link><guid>{number}</guid>\
             <content:encoded><![CDATA[<p>{text}</p><p>The end.</p>]]></content:encoded></item>"
        )
    };
    let feed = rss(&(1..=4).map(item).collect::<String>());
    let server = Server::start(move |_| Reply::feed(feed.clone()));
    let (user, folder) = (User::new(), Folder::new());
    let program = user.program();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 32; exec \"$@\"", "sh"]).arg(program.get_program());
    shell.args(["fetch", &server.url("/feed"), "--into", folder.path().to_str().unwrap()]);
    let output = shell.env("HOME", user.home.path()).current_dir(user.home.path()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("cannot write ") && err.contains("what came before is kept"), "{err}");
    check(folder.path());
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
    let (code, out, _) = user.run(&["fetch", &server.url("/feed"), "--into", folder.path().to_str().unwrap()]);
    assert!(code == Some(0) && out.ends_with(": 2 new; 4 posts in the folder\n"), "{out}");
    check(folder.path());
}

#[test]
fn an_interrupted_fetch_is_completed_by_the_next_one() {
    let server = server();
    kill_at(&server, (1..POSTS).step_by(9), &mut fresh_rng("interrupts"), rustix::process::Signal::INT);
}
