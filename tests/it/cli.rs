//! The program as a shell runs it: what it prints, where, and how it ends.

mod cache;
mod doctor;
mod errors;
mod export;
mod help;
mod insight;
mod manual;
mod marks;
mod records;
mod search;
mod settings;
mod stdin;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{Folder, letters, within_timeout};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// A user without files of their own, and the program to run as that user.
struct User {
    home: Folder,
}

impl User {
    fn new() -> Self {
        let home = Folder::new();
        for folder in ["config", "data", "work"] {
            home.folder(folder);
        }
        Self { home }
    }

    /// The program, which sees nothing of the real user.
    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_importai-reader"));
        program
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("BROWSER")
            .current_dir(self.home.join("work"))
            .stdin(Stdio::null());
        program
    }

    fn run(&self, args: &[&str]) -> Ended {
        let mut program = self.program();
        program.args(args);
        Ended::of(within_timeout("the program", move || program.output()).unwrap())
    }

    fn config(&self, text: &str) {
        self.home.write("config/importai-reader/config.toml", text);
    }
}

/// How the program ended and what it said.
#[derive(Debug, PartialEq, Eq)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// What it printed, where all went well.
    fn fine(self) -> String {
        assert_eq!((self.code, &*self.err), (Some(0), ""), "{}", self.out);
        self.out
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Three posts: one in order, one with faults, one in a subfolder.
fn archive() -> Folder {
    Folder::with(&[
        (
            "2024-03-05-a.md",
            "---\ntitle: \"First &amp; \\\"best\\\"\"\ndate: 2024-03-05 08:24:06\nlink: https://www.example.org/a\nauthor: Jo Doe\n---\n\
             ### First &amp; \"best\"\n\nFour words of text, and [a link](https://a.example/).",
        ),
        ("b.md", "---\ntitle: \"The \"second\"\"\ndate: 2024-03-06 09:00:00 +0200\n---\nText."),
        ("sub/2023-01-02-c.html", "<title>Third</title><p>Text &#27;[31m.</p>"),
    ])
}

const LIST: &str =
    "2024-03-06\tThe \"second\"\t\n2024-03-05\tFirst & \"best\"\thttps://www.example.org/a\n2023-01-02\tThird\t\n";

#[test]
fn list_prints_the_index_newest_first() {
    let (user, archive) = (User::new(), archive());
    assert_eq!(user.run(&["list", path(archive.path())]).fine(), LIST);
    let files = ["2024-03-05-a.md", "b.md"].map(|name| archive.join(name));
    let list = user.run(&["list", path(&archive.join("sub")), path(&files[0]), path(&files[1])]).fine();
    assert_eq!(list, LIST);
    assert_eq!(user.run(&["list", path(&files[1])]).fine(), LIST.lines().next().unwrap().to_owned() + "\n");
}

#[test]
fn a_guessed_date_is_marked_in_the_list() {
    let folder = Folder::with(&[("a.md", "Words.")]);
    assert_eq!(User::new().run(&["list", path(folder.path())]).fine(), "undated\tWords.\t\n");
}

#[test]
fn list_json_prints_an_object_a_line() {
    let (user, archive) = (User::new(), archive());
    let out = user.run(&["list", "--json", path(archive.path())]).fine();
    let posts: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(posts.len(), 3);
    for (post, name) in posts.iter().zip(["b.md", "2024-03-05-a.md", "sub/2023-01-02-c.html"]) {
        let shown = Path::new(post["path"].as_str().unwrap());
        assert_eq!(shown.canonicalize().unwrap(), archive.join(name).canonicalize().unwrap());
    }
    let first = &posts[1];
    assert_eq!(first["title"], "First & \"best\"");
    assert_eq!(first["date"], "2024-03-05T08:24:06Z");
    assert_eq!(first["link"], "https://www.example.org/a");
    assert_eq!(first["domain"], "example.org");
    assert_eq!(first["author"], "Jo Doe");
    assert_eq!(first["words"], 7);
    assert_eq!(first["problems"], serde_json::json!([]));
    assert_eq!(posts[0]["date"], "2024-03-06T07:00:00Z");
    assert_eq!(posts[0]["link"], Value::Null);
    assert_eq!(posts[0]["problems"][0]["line"], 2);
    assert!(posts[0]["problems"][0]["reason"].as_str().unwrap().contains("title"), "{}", posts[0]["problems"]);
    assert!(!out.contains('\u{1b}') && !out.contains("\\u001b"), "{out}");
}

#[test]
fn list_reports_what_it_leaves_out() {
    let folder = Folder::with(&[("a.md", "---\ntitle: A title\ndate: 2024-03-05\n---\n")]);
    folder.link("\u{1b}[31mx.md", "nowhere");
    let ended = User::new().run(&["list", path(folder.path())]);
    assert_eq!((ended.code, &*ended.out), (Some(0), "2024-03-05\tA title\t\n"));
    assert!(ended.err.contains("[31mx.md: cannot be read") && !ended.err.contains('\u{1b}'), "{:?}", ended.err);
}

#[test]
fn list_json_says_which_dates_are_guessed() {
    let folder = Folder::with(&[
        ("a.md", "---\ntitle: \"Tides 1: a\"\ndate: 2017-03-05\n---\nWords."),
        ("b.md", "---\ntitle: \"Tides 2: b\"\n---\nWords."),
        ("c.md", "---\ntitle: \"Tides 3: c\"\ndate: 2017-03-19\n---\nWords."),
    ]);
    let out = User::new().run(&["list", "--json", path(folder.path())]).fine();
    let posts: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let guessed = |post: &Value| (post["date_guessed"].as_bool().unwrap(), post["date_from"].clone());
    assert_eq!(guessed(&posts[0]), (false, "front_matter".into()));
    assert_eq!(guessed(&posts[1]), (true, "neighbours".into()));
    assert_eq!(posts[1]["date"], "2017-03-12T00:00:00Z");
}

#[test]
fn names_in_json_are_escaped_and_still_the_same() {
    let folder = Folder::new();
    let file = folder.write("a\u{202e}\u{9b}31m\u{e0041}.md", "Words.");
    let out = User::new().run(&["list", "--json", path(folder.path())]).fine();
    assert!(out.contains("a\\u202e\\u009b31m\\udb40\\udc41.md"), "{out}");
    let post: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(post["path"].as_str().unwrap(), path(&file.canonicalize().unwrap()));
}

#[test]
fn an_option_that_is_a_hostile_name_is_refused_in_clean_words() {
    let ended = User::new().run(&["--\u{1b}[31m\u{202e}x.md"]);
    assert_eq!(ended.code, Some(2));
    crate::support::assert_safe(&ended.err, "a message");
}

#[test]
fn show_prints_the_page() {
    let (user, archive) = (User::new(), archive());
    let page = "First & \"best\"\nJo Doe · example.org · 5 Mar 2024 · 1 min\n\nFour words of text, and a link[1].\n\n[1] https://a.example/\n";
    assert_eq!(user.run(&["show", path(&archive.join("2024-03-05-a.md"))]).fine(), page);
    let out = user
        .run(&["show", path(&archive.join("2024-03-05-a.md")), path(&archive.join("sub/2023-01-02-c.html"))])
        .fine();
    assert!(out.starts_with(page), "{out}");
    assert!(out.contains("Third\n2 Jan 2023") && out.contains("Text [31m."), "{out}");
    crate::support::assert_safe(&out, "two pages");
}

#[test]
fn show_keeps_to_its_width() {
    let user = User::new();
    let folder = Folder::with(&[("a.md", &*format!("# A title\n\n{}\n", "Some words that go on. ".repeat(60)))]);
    let file = folder.join("a.md");
    for width in [20, 33, 76, 200] {
        let out = user.run(&["show", "--width", &width.to_string(), path(&file)]).fine();
        let widest = out.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width && widest + 10 > width, "{widest} at {width}");
        assert_eq!(letters(&out), letters(&user.run(&["show", path(&file)]).fine()), "{width}");
    }
    assert_eq!(user.run(&["show", path(&file)]), user.run(&["show", "--width=76", path(&file)]));
}

#[test]
fn without_a_terminal_the_list_is_printed() {
    let (user, archive) = (User::new(), archive());
    assert_eq!(user.run(&[path(archive.path())]).fine(), LIST);
    let mut program = user.program();
    program.env("TERM", "dumb").arg(archive.path());
    assert_eq!(Ended::of(program.output().unwrap()).fine(), LIST);
}

#[test]
fn help_and_version_are_printed() {
    let user = User::new();
    let help = user.run(&["--help"]).fine();
    for word in ["list", "show", "--version", "DIR", "config"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    assert_eq!(user.run(&["-h"]).code, Some(0));
    assert_eq!(user.run(&["--version"]).fine(), format!("importai-reader {}\n", env!("CARGO_PKG_VERSION")));
    assert!(user.run(&["list", "--help"]).fine().contains("--json"));
    assert!(user.run(&["show", "--help"]).fine().contains("--width"));
}

#[test]
fn a_closed_pipe_ends_with_0() {
    let user = User::new();
    let folder = Folder::new();
    let body = "Some words that go on and on.\n\n".repeat(20_000);
    for number in 0..300 {
        folder.write(format!("{number}.md"), format!("---\ntitle: {}\n---\n", "word ".repeat(300)));
    }
    let long = folder.write("long.md", body);
    for args in [vec!["list"], vec!["list", "--json"], vec![], vec!["show"]] {
        let mut program = user.program();
        let what = if args == ["show"] { &*long } else { folder.path() };
        let mut child = program.args(&args).arg(what).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let ended = within_timeout("a program whose reader is gone", move || child.wait_with_output()).unwrap();
        assert_eq!(Ended::of(ended), Ended { code: Some(0), out: String::new(), err: String::new() }, "{args:?}");
    }
}

#[test]
fn nothing_is_written_by_printing() {
    let (user, archive) = (User::new(), archive());
    user.run(&["list", path(archive.path())]).fine();
    user.run(&["show", path(&archive.join("b.md"))]).fine();
    user.run(&[path(archive.path())]).fine();
    for query in ["text", "is:unread", "-is:starred"] {
        user.run(&["search", query, path(archive.path())]).fine();
    }
    for folder in ["config", "data", "work"] {
        assert_eq!(user.home.join(folder).read_dir().unwrap().count(), 0, "{folder}");
    }
}

#[test]
fn names_that_start_with_a_dash_can_be_given() {
    let user = User::new();
    user.home.write("work/-x.md", "---\ntitle: A title\ndate: 2024-03-05\n---\nText.");
    assert_eq!(user.run(&["list", "--", "-x.md"]).fine(), "2024-03-05\tA title\t\n");
    assert!(user.run(&["show", "--", "-x.md"]).fine().starts_with("A title\n"));
    assert_eq!(user.run(&["list", "."]).fine(), "2024-03-05\tA title\t\n");
}
