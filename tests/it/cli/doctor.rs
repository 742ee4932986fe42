//! What the doctor finds, and that it changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use importai_reader::model::{MarkChange, MarkField};
use importai_reader::store::Store;
use importai_reader::store::back_up;

use super::{Ended, User, archive, path};
use crate::support::{Failures, assert_safe, within_timeout};

/// A user with whom all is well.
fn healthy() -> User {
    let user = User::new();
    install(&user, "browser");
    user
}

/// Puts a program into the user's path.
fn install(user: &User, name: &str) {
    let program = user.home.write(format!("bin/{name}"), "#!/bin/sh\n");
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What the doctor says, with one variable set or, where it has no value, unset.
fn doctor(user: &User, args: &[&str], (name, value): (&str, Option<&str>)) -> Ended {
    let mut program = user.program();
    program.arg("doctor").args(args).env("PATH", user.home.join("bin")).env("BROWSER", "browser");
    program.env("XDG_DATA_DIRS", user.home.join("share")).env("XDG_CONFIG_DIRS", user.home.join("etc"));
    program.env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("LC_CTYPE").env_remove("COLORTERM");
    match value {
        Some(value) => program.env(name, value),
        None => program.env_remove(name),
    };
    Ended::of(within_timeout("the doctor", move || program.output()).unwrap())
}

const NOTHING: Variable = ("NOTHING", None);

/// Every file below a folder, with what is in it.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            all.extend(everything(&entry));
            all.insert(entry, Vec::new());
        } else {
            let content = fs::read(&entry).unwrap();
            all.insert(entry, content);
        }
    }
    all
}

fn data(user: &User) -> PathBuf {
    user.home.join("data/importai-reader")
}

/// Stars two posts and makes a backup.
fn keep_marks(user: &User) {
    let (store, _) = Store::open(&data(user));
    let mut store = store.unwrap();
    for nth in 1..=2 {
        let identity = format!("https://example.org/{nth}");
        store.save(&[MarkChange { identity, field: MarkField::Starred(true) }]).unwrap();
    }
    back_up(&data(user)).unwrap().unwrap();
}

#[test]
fn doctor_ends_with_0_if_all_is_well() {
    let (user, archive) = (healthy(), archive());
    let before = everything(user.home.path());
    let ended = doctor(&user, &[path(archive.path())], NOTHING);
    let out = ended.out.clone();
    assert_eq!((ended.code, &*ended.err), (Some(0), ""), "{out}");
    assert!(out.ends_with("No problems found.\n") && !out.contains("WRONG"), "{out}");
    for part in [
        "ok     config    ~/config/importai-reader/config.toml not found; using the defaults\n",
        ": 3 posts, 1 with problems (press ! in the reader to list them)\n",
        "ok     marks     none yet; they will be kept in ~/data/importai-reader/marks.db\n",
        "ok     backups   none yet",
        "ok     terminal  xterm-256color; ",
        "ok     colours   16 colours",
        "ok     locale    LANG is C.UTF-8\n",
        "ok     links     opened with ",
        "ok     copying   ",
    ] {
        assert!(out.contains(part), "{part}\nis not in\n{out}");
    }
    assert_eq!(everything(user.home.path()), before, "nothing is changed");
}

#[test]
fn doctor_changes_no_marks_or_settings() {
    let user = healthy();
    keep_marks(&user);
    user.config("mouse = false\n");
    let before = everything(user.home.path());
    let out = doctor(&user, &[], NOTHING).fine();
    for part in [
        "ok     config    ~/config/importai-reader/config.toml\n",
        "ok     folder    none configured; the built-in samples are used\n",
        "/marks.db: intact, version 2, marks of 2 posts\n",
        "ok     backups   1, the newest of 20",
    ] {
        assert!(out.contains(part), "{part}\nis not in\n{out}");
    }
    assert_eq!(everything(user.home.path()), before, "nothing is changed");
}

#[test]
fn doctor_reads_marks_while_a_reader_writes_them() {
    let user = healthy();
    keep_marks(&user);
    let (store, _) = Store::open(&data(&user));
    let change = MarkChange { identity: "https://example.org/3".to_owned(), field: MarkField::Starred(true) };
    store.unwrap().save(std::slice::from_ref(&change)).unwrap();
    let (store, _) = Store::open(&data(&user));
    let mut store = store.unwrap();
    store.save(&[MarkChange { identity: "https://example.org/4".to_owned(), ..change }]).unwrap();
    assert!(doctor(&user, &[], NOTHING).fine().contains("marks of 4 posts\n"));
    drop(store);
}

/// Does something to a user's files.
type Harm = fn(&User);

/// A variable's name and value.
type Variable = (&'static str, Option<&'static str>);

/// What can be wrong: the harm, a variable, and what is said of it.
const HARMS: [(Harm, Variable, &str); 25] = [
    (|user| user.config("mouse = 5\n"), NOTHING, "config    config.toml line 1: mouse: expected true or false"),
    (
        |user| drop(user.home.write("config/importai-reader/keys.toml", "\nquit = \"j\"\n")),
        NOTHING,
        "keys      keys.toml line 2: ",
    ),
    (
        |user| drop(user.home.write("config/importai-reader/theme.toml", "heading = \"loud\"\n")),
        NOTHING,
        "theme     theme.toml line 1: heading: unknown colour or attribute “loud”",
    ),
    (
        |user| drop(user.home.write("config/importai-reader/aliases.toml", "[boat]\nKeel = []\n")),
        NOTHING,
        "aliases   aliases.toml line 1: unknown kind of name `boat`",
    ),
    (|user| user.config("folder = \"/nowhere/at/all\"\n"), NOTHING, "folder    cannot open /nowhere/at/all: "),
    (|user| user.config("folder = \"~/work\"\n"), NOTHING, "folder    no posts in "),
    (
        |user| drop(user.home.write("data/importai-reader/marks.db", "no marks ".repeat(500))),
        NOTHING,
        "marks.db: the file is damaged (file is not a database)",
    ),
    (|user| harm_store(user, |path| fs::write(path, "").unwrap()), NOTHING, "marks.db: the file is missing or empty"),
    (
        |user| harm_store(user, |path| set(path, "PRAGMA user_version = 3")),
        NOTHING,
        "marks.db: the file was written by a newer version",
    ),
    (
        |user| harm_store(user, |path| set(path, "DROP TABLE mark")),
        NOTHING,
        "marks.db: the file is damaged (it has no table",
    ),
    (|user| drop(user.home.folder("data/importai-reader/marks.db")), NOTHING, "marks.db: "),
    (
        |user| drop(user.home.write("data/importai-reader/backups/marks-2024-05-03.db", "no backup")),
        NOTHING,
        "backups/marks-2024-05-03.db is damaged",
    ),
    (|_| (), ("TERM", Some("dumb")), "terminal  TERM is dumb"),
    (|_| (), ("TERM", None), "terminal  TERM is not set"),
    (|_| (), ("LANG", Some("de_DE.ISO-8859-1")), "locale    LANG is de_DE.ISO-8859-1, which is not UTF-8"),
    (|_| (), ("LC_ALL", Some("C")), "locale    LC_ALL is C, which is not UTF-8"),
    (|_| (), ("LANG", None), "locale    not set"),
    (|_| (), ("BROWSER", Some("missing-browser -x")), "links     missing-browser is not installed"),
    (|user| user.config("browser = \"/bin/missing %s\"\n"), NOTHING, "links     /bin/missing is not installed"),
    (|_| (), ("BROWSER", None), "links     no program found to open links (tried "),
    (|user| install(user, "gio"), ("BROWSER", None), "links     no browser found: "),
    (|user| install(user, "gio"), ("BROWSER", Some("gio open")), "links     no browser found: "),
    (|user| install(user, "xdg-open"), ("BROWSER", None), "links     no browser found: "),
    (
        |user| {
            // A browser that was removed, one whose program was, and one that only works in a terminal.
            install(user, "xdg-open");
            install(user, "w3m");
            user.home.write("config/mimeapps.list", "x-scheme-handler/https=gone.desktop;\n");
            user.home.write("share/applications/mimeinfo.cache", HANDLER);
            user.home.write("share/applications/web.desktop", "[Desktop Entry]\nExec=missing %U\n");
        },
        ("BROWSER", None),
        "xdg-open is to start gone.desktop, which is not installed",
    ),
    (|user| install(user, "w3m"), ("BROWSER", Some("w3m")), "/w3m runs in the terminal"),
];

fn harm_store(user: &User, harm: impl FnOnce(&Path)) {
    keep_marks(user);
    harm(&data(user).join("marks.db"));
}

fn set(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn doctor_reports_every_problem_with_advice() {
    let mut table = Failures::default();
    for (harm, variable, said) in HARMS {
        let user = healthy();
        harm(&user);
        let before = everything(user.home.path());
        let ended = doctor(&user, &[], variable);
        let out = &ended.out;
        table.compare(said, &ended.code, &Some(1));
        table.unless(ended.err.is_empty(), || format!("{said}: {}", ended.err));
        let mut lines = out.lines().skip_while(|line| !(line.starts_with("WRONG  ") && line.contains(said)));
        table.unless(lines.next().is_some(), || format!("{said} is not in\n{out}"));
        table.unless(lines.next().is_some_and(|line| line.trim_start().starts_with("→ ")), || {
            format!("{said}: {out}")
        });
        table.unless(out.ends_with("1 problem found.\n"), || format!("{said}: {out}"));
        table.unless(everything(user.home.path()) == before, || format!("{said}: something was changed"));
    }
    table.report();
}

#[test]
fn an_opener_with_a_browser_is_fine() {
    let set_up: [(&str, &str, Harm); 6] = [
        ("gio", "web.desktop", |user| drop(user.home.write("share/applications/mimeinfo.cache", HANDLER))),
        ("gio", "web.desktop", |user| drop(user.home.write("config/mimeapps.list", HANDLER))),
        ("xdg-open", "web.desktop", |user| drop(user.home.write("data/applications/mimeapps.list", HANDLER))),
        ("kde-open", "web.desktop", |user| drop(user.home.write("etc/kde-mimeapps.list", HANDLER))),
        ("xdg-open", "firefox", |user| install(user, "firefox")),
        ("xdg-open", "web.desktop", |user| {
            // The first one that is installed.
            let list = "[Default Applications]\nx-scheme-handler/https=gone.desktop;web.desktop\n";
            user.home.write("config/mimeapps.list", list);
        }),
    ];
    for (opener, browser, set_up) in set_up {
        let user = healthy();
        install(&user, opener);
        user.home.write("share/applications/web.desktop", "[Desktop Entry]\nExec=browser %U\n");
        set_up(&user);
        let ended = doctor(&user, &[], ("BROWSER", None));
        let bin = user.home.join("bin");
        let fine = format!("ok     links     opened with {}/{opener}, which starts {browser}\n", bin.display());
        assert!(ended.out.contains(&fine), "{opener}: {}", ended.out);
    }
    let user = healthy();
    install(&user, "gio");
    user.home
        .write("share/applications/mimeinfo.cache", "[MIME Cache]\nx-scheme-handler/https=\ntext/html=x.desktop;\n");
    assert!(doctor(&user, &[], ("BROWSER", None)).out.contains("no browser found"));
}

const HANDLER: &str = "[MIME Cache]\ntext/html=web.desktop;\nx-scheme-handler/https=web.desktop;\n";

#[test]
fn files_that_share_their_marks_are_counted() {
    let user = healthy();
    let post = |title: &str| format!("---\ntitle: {title}\nlink: https://example.org/1\n---\n\nText.\n");
    user.home.write("posts/a.md", post("A"));
    user.home.write("posts/b.md", post("B"));
    let ended = doctor(&user, &[path(&user.home.join("posts"))], NOTHING);
    assert!(ended.out.contains("1 with the link of another, whose marks it shares"), "{}", ended.out);
    assert_eq!(ended.code, Some(0), "{}", ended.out);
}

#[test]
fn doctor_counts_problems() {
    let user = healthy();
    user.config("mouse = 5\nbrowser = 6\nfolder = \"/nowhere\"\n");
    let ended = doctor(&user, &[], NOTHING);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.ends_with("\n3 problems found.\n"), "{}", ended.out);
}

#[test]
fn names_are_shown_safely() {
    let user = healthy();
    let ended = doctor(&user, &["\u{1b}[31m\u{202e}x"], ("BROWSER", Some("\u{1b}]0;x\u{7}browser")));
    assert_eq!(ended.code, Some(1));
    assert_safe(&ended.out, "the findings");
}

#[test]
fn a_data_folder_that_cannot_be_made_is_not_fine() {
    let user = healthy();
    user.home.write("file", "");
    for path in [user.home.join("file").display().to_string(), "/dev/null/x".to_owned()] {
        let ended = doctor(&user, &[], ("XDG_DATA_HOME", Some(&path)));
        let place = if path.starts_with("/dev") { "/dev/null" } else { "~/file" };
        let told = format!("WRONG  marks     cannot write {place}: not a directory\n");
        assert!(ended.out.contains(&told) && ended.code == Some(1), "{}", ended.out);
        assert!(!ended.out.contains("ok     marks") && !ended.out.contains("ok     backups"), "{}", ended.out);
    }
    // A link that leads nowhere is no folder, and none can be made in its place.
    user.home.link("dangling", "nowhere");
    let path = user.home.join("dangling").display().to_string();
    let ended = doctor(&user, &[], ("XDG_DATA_HOME", Some(&path)));
    assert!(ended.out.contains("WRONG  marks     cannot write ~/dangling: "), "{}", ended.out);
    // The folder of the backups.
    keep_marks(&user);
    fs::remove_dir_all(data(&user).join("backups")).unwrap();
    fs::write(data(&user).join("backups"), "").unwrap();
    let ended = doctor(&user, &[], NOTHING);
    assert!(ended.out.contains("WRONG  marks     cannot write ~/data/importai-reader/backups: "), "{}", ended.out);
    assert!(ended.out.contains("ok     marks") && !ended.out.contains("ok     backups"), "{}", ended.out);
}

#[test]
fn missing_issues_are_told_with_the_search_that_may_find_them() {
    let user = healthy();
    let series = |name: &str, numbers: &[u32]| {
        for number in numbers {
            let text = format!("---\ntitle: \"{name} {number}: lamps\"\ndate: 2020-01-02\n---\n\nText.\n");
            user.home.write(format!("work/{name}-{number}.md"), text);
        }
    };
    series("Pier Notes", &[3, 4, 6, 7, 8, 11, 12, 13]);
    // All there, too few to say, and a choice of issues.
    series("Reef Notes", &[1, 2, 3, 4, 5, 6]);
    series("Tide Notes", &[1, 2, 4]);
    series("Keel Notes", &[1, 50, 90, 200, 300, 400]);
    let ended = doctor(&user, &[path(&user.home.join("work"))], NOTHING);
    let lines: Vec<&str> = ended.out.lines().filter(|line| line.contains("  series ")).collect();
    assert_eq!(
        lines,
        [
            "ok     series    Pier Notes: 3 of 3–13 missing: 5, 9–10 (search '/Pier Notes 5\\b/' finds posts that mention it)"
        ]
    );
}
