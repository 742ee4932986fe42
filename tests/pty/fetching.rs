//! Feeds that are fetched in the program while it runs, from a server on this machine.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use portable_pty::CommandBuilder;

use crate::server::{Reply, Server};
use crate::support::keys::ESC;
use crate::support::{Setup, footer, shows, wait_until};

/// A feed of so many posts.
fn feed(posts: usize) -> String {
    let item = |number: usize| {
        format!(
            "<item><title>Dispatch {number} arrives</title><link>https://d.example/{number}</link>\
             <guid>d{number}</guid><pubDate>{:02} Mar 2025 10:00:00 GMT</pubDate>\
             <description>{}</description></item>",
            number % 28 + 1,
            "Some words of it. ".repeat(80)
        )
    };
    let items: String = (1..=posts).map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>Dispatches</title><link>https://d.example/</link>{items}</channel></rss>"
    )
}

fn settings(server: &Server, more: &str) -> String {
    format!("{more}\n[[feeds]]\nurl = \"{}\"\nname = \"dispatches\"\n", server.url("/feed"))
}

/// Keeps answers back until it is opened.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    fn wait(&self) {
        let (is_open, changed) = &*self.0;
        drop(changed.wait_while(is_open.lock().unwrap(), |is_open| !*is_open));
    }

    fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }
}

#[test]
fn a_key_fetches_the_feeds_into_the_open_folder() {
    let posts = Arc::new(AtomicUsize::new(1));
    let (now, gone) = (Arc::clone(&posts), Arc::new(AtomicBool::new(false)));
    let is_gone = Arc::clone(&gone);
    let server = Server::start(move |_| {
        if is_gone.load(Ordering::SeqCst) {
            return Reply::status(404);
        }
        Reply::feed(feed(now.load(Ordering::SeqCst)))
    });
    let setup = Setup::new().settings(&settings(&server, ""));
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("R");
    reader.wait_for_text("Dispatch 1 arrives");
    reader.wait_for("the end", |screen| footer(screen).contains("1 new post fetched"));
    posts.store(3, Ordering::SeqCst);
    reader.type_keys("R");
    reader.wait_for("two more", |screen| footer(screen).contains("2 new posts fetched"));
    reader.wait_for_text("8 posts");
    gone.store(true, Ordering::SeqCst);
    reader.type_keys("R");
    reader.wait_for("the failure", |screen| footer(screen).contains("nothing new in the feeds; 1 feed failed"));
    reader.type_keys("!");
    reader.wait_for_text("status 404");
    reader.type_keys(ESC);
    reader.wait_for("no list", |screen| !shows(screen, "status 404"));
    reader.type_keys("Q");
    reader.ends_with(0);
    // The next reader knows what failed.
    let mut reader = setup.start();
    reader.wait_for_text("1 feed failed");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn keys_work_while_a_server_keeps_it_waiting_and_quitting_does_not_wait_for_it() {
    let gate = Gate::default();
    let held = gate.clone();
    let server = Server::start(move |_| {
        held.wait();
        Reply::feed(feed(1))
    });
    let setup = Setup::new().settings(&settings(&server, ""));
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("R");
    reader.wait_for("a running fetch", |screen| footer(screen).contains("fetching dispatches"));
    wait_until("the request", || !server.requests().is_empty());
    reader.type_keys("R");
    reader.wait_for("that it runs", |screen| footer(screen).contains("are being fetched"));
    reader.type_keys("?");
    reader.wait_for_text("Half a page down");
    reader.type_keys(ESC);
    reader.wait_for("no help", |screen| !shows(screen, "Half a page down"));
    reader.type_keys("Q");
    reader.ends_with(0);
    assert_eq!(server.requests().len(), 1);
    gate.open();
}

#[test]
fn a_command_that_is_interrupted_says_that_nothing_is_lost() {
    let gate = Gate::default();
    let held = gate.clone();
    let server = Server::start(move |_| {
        held.wait();
        Reply::feed(feed(1))
    });
    let setup = Setup::new();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_importai-reader"));
    command.args(["fetch", &server.url("/feed"), "--into", "fetched"]);
    let mut fetch = setup.run(command);
    fetch.wait_for_text("waiting for an answer");
    wait_until("the request", || !server.requests().is_empty());
    fetch.type_keys("\u{3}");
    fetch.wait_for_text("stopped; what was fetched is kept, and the same command goes on from there");
    assert!(!fetch.end().success());
    gate.open();
}

#[test]
fn quitting_in_the_middle_leaves_whole_posts_and_the_next_time_goes_on() {
    let server = Server::start(|_| Reply::feed(feed(300)));
    let setup = Setup::new().settings(&settings(&server, ""));
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("R");
    let fetched = || {
        let names = fs::read_dir(setup.posts()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("2025-03-")).collect::<Vec<_>>()
    };
    wait_until("some posts", || fetched().len() > 20);
    reader.type_keys("Q");
    reader.ends_with(0);
    let there = fetched();
    assert!(there.len() < 300, "the end came too late for this test");
    for name in &there {
        let text = fs::read_to_string(setup.posts().join(name)).unwrap();
        assert!(text.contains("The feed has no more") || text.trim_end().ends_with("of it."), "{name} is not whole");
    }
    assert!(!setup.posts().join(".importai-fetch.tmp").exists());
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("R");
    reader.wait_for("the rest", |screen| footer(screen).contains("new posts fetched"));
    assert_eq!(fetched().len(), 300);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn feeds_are_fetched_at_intervals_if_that_is_set() {
    let server = Server::start(|_| Reply::feed(feed(2)));
    // Never before: it is due at once. The folder is configured, so nobody needs to ask.
    let setup = Setup::new();
    let folder = format!("folder = \"{}\"\nfetch_every = \"6h\"", setup.posts().display());
    let setup = setup.settings(&settings(&server, &folder));
    let mut reader = setup.start();
    reader.wait_for_text("Dispatch 2 arrives");
    reader.wait_for("that it is told", |screen| footer(screen).contains("2 new posts fetched"));
    reader.type_keys("Q");
    reader.ends_with(0);
    // Now it is not, and a folder that is merely open is not written to unasked.
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("j");
    reader.wait_for("no fetch", |screen| !shows(screen, "fetching"));
    reader.type_keys("Q");
    reader.ends_with(0);
    assert_eq!(server.requests().len(), 1);
    let other = Setup::new().settings(&settings(&server, "fetch_every = \"6h\""));
    let mut reader = other.start();
    reader.wait_until_loaded();
    reader.type_keys("Q");
    reader.ends_with(0);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_fetch_on_a_terminal_says_how_far_it_is() {
    let gate = Gate::default();
    let held = gate.clone();
    let server = Server::start(move |request| {
        if request.path == "/late" {
            held.wait();
        }
        Reply::feed(feed(3))
    });
    let setup = Setup::new();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_importai-reader"));
    let into = setup.posts();
    command.args(["fetch", &server.url("/feed"), &server.url("/late"), "--into", into.to_str().unwrap()]);
    let mut program = setup.run(command);
    program.wait_for_text(": 3 new; 8 posts in the folder");
    program.wait_for("the second", |screen| shows(screen, "/late  waiting for an answer"));
    gate.open();
    assert_eq!(program.end().exit_code(), 0);
    assert!(program.look(|screen| shows(screen, "/late: nothing new; 8 posts in the folder")));
    assert!(!program.look(|screen| shows(screen, "fetching")), "the line is cleared");
    let bytes = String::from_utf8(program.bytes()).unwrap();
    assert!(bytes.contains("\u{1b}[K"), "{bytes:?}");
}

#[test]
fn a_bad_interval_is_named_and_nothing_is_fetched() {
    let server = Server::start(|_| Reply::feed(feed(1)));
    for (value, want) in
        [("\"soon\"", "expected a time such as"), ("\"5m\"", "the shortest time is"), ("6", "expected a string")]
    {
        let setup = Setup::new().settings(&settings(&server, &format!("fetch_every = {value}")));
        let mut reader = setup.start();
        reader.wait_for("the error", |screen| footer(screen).contains(want));
        reader.type_keys("Q");
        reader.ends_with(0);
    }
    assert_eq!(server.requests().len(), 0);
}
