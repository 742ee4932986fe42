//! The cache, as a user meets it: what the commands print is the same with and without it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::{Ended, User, path};
use crate::support::Folder;
use crate::support::rng::Rng;

/// More posts than an archive without a cache has. Written long enough ago to be cached.
fn archive() -> Folder {
    let folder = Folder::new();
    for nth in 0..200 {
        folder.write(format!("{nth:03}.md"), format!("---\ntitle: Post {nth}\ndate: 2020-01-02\n---\nHarbour {nth}."));
    }
    settle();
    folder
}

/// Waits until files that were just written are old enough to be cached.
fn settle() {
    sleep(Duration::from_millis(3200));
}

fn caches(user: &User) -> Vec<PathBuf> {
    let folder = fs::read_dir(user.home.join("cache/importai-reader"));
    folder.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn search_writes_a_cache_and_finds_the_same_with_it() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let search = || user.run(&["search", "/harbour 17/", folder]).fine();
    let list = user.run(&["list", folder]).fine();
    assert!(caches(&user).is_empty(), "list only reads it");
    let found = search();
    let [file] = &caches(&user)[..] else { panic!("no cache: {:?}", caches(&user)) };
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(file.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!((search(), user.run(&["list", folder]).fine()), (found.clone(), list));
    let says = user.run(&["doctor", folder]).out;
    assert!(says.contains("KiB, in use"), "{says}");
    // A file that has changed is read again.
    archive.write("017.md", "---\ntitle: Post 17\ndate: 2020-01-02\n---\nMeadows.");
    assert!(!search().contains("Post 17\t"), "{}", search());
    fs::write(file, "no cache").unwrap();
    let says = user.run(&["doctor", folder]).out;
    assert!(says.contains("not usable; it is made anew"), "{says}");
    archive.write("017.md", "---\ntitle: Post 17\ndate: 2020-01-02\n---\nHarbour 17.");
    assert_eq!(search(), found);
}

#[test]
fn nothing_is_cached_where_the_user_wants_that() {
    let (user, archive) = (User::new(), archive());
    user.config("cache = false\n");
    user.run(&["search", "/harbour/", path(archive.path())]).fine();
    assert!(!user.home.join("cache").exists());
    let says = user.run(&["doctor", path(archive.path())]).out;
    assert!(says.contains("off, by cache = false in config.toml"), "{says}");
}

/// Without a cache, only the texts are made that plain words may match.
#[test]
fn plain_words_are_found_without_a_cache_and_leave_none() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    for (name, text) in [
        ("201.md", "Saff<b>ron</b> lamps"),
        ("202.md", "S&#97;ffron lamps"),
        ("203.md", "Saf**fr**on lamps"),
        ("204.md", "[Saf](https://example.org/a)fron lamps"),
        ("205.md", "S\u{e1}ffr\u{f6}n lamps"),
        ("206.md", "Sa\u{fb00}ron lamps"),
        ("207.md", "saf&shy;fron lamps"),
        ("208.html", "<p>saf<span hidden>x</span>fron lamps"),
        ("209.md", "\u{ff33}affron lamps"),
        ("210.md", "Saf<!-- a note -->fron lamps"),
        ("211.md", "Saf[^1]fron lamps\n\n[^1]: A note."),
    ] {
        archive.write(name, format!("---\ntitle: A post\ndate: 2020-01-03\n---\n{text}."));
    }
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    archive.write("212.md", wide("\u{feff}---\ntitle: A post\ndate: 2020-01-03\n---\nSaffron lamps."));
    archive.write("213.md", "---\ntitle: \"S\\u0061ffron\"\ndate: 2020-01-03\n---\nText.");
    archive.write("214.md", "No front matter, but saffron lamps.");
    let queries = [
        "saffron",
        "saffron lamps",
        "saffron OR harbour 17",
        "saffron -lamps",
        "title:saffron",
        "story:saffron",
        "\"saffron lamps\"",
        "harbour words:<5",
        "harbour year:2020",
        "lamps -harbour",
        "Saffron",
    ];
    let found: Vec<String> = queries.map(|query| user.run(&["search", query, folder]).out).into();
    // A footnote is not in its word.
    assert_eq!(found[0].matches("lamps").count(), 12, "{}", found[0]);
    assert_eq!(caches(&user), [] as [PathBuf; 0]);
    settle();
    user.run(&["search", "/saffron/", folder]).fine();
    assert_eq!(caches(&user).len(), 1);
    for (query, found) in queries.iter().zip(&found) {
        assert_eq!(user.run(&["search", query, folder]).out, *found, "{query}");
    }
}

/// A search for plain words keeps few texts in memory, and the cache whole all the same.
#[test]
fn a_search_for_plain_words_keeps_the_cache_fresh() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    user.run(&["search", "/harbour/", folder]).fine();
    for nth in 0..10 {
        archive.write(format!("{nth:03}.md"), "---\ntitle: New\ndate: 2020-01-02\n---\nMeadow.");
    }
    settle();
    assert_eq!(user.run(&["search", "meadow", folder]).fine().matches("New\t").count(), 10);
    let cache = String::from_utf8_lossy(&fs::read(&caches(&user)[0]).unwrap()).into_owned();
    assert_eq!((cache.matches("Meadow.").count(), cache.matches("Harbour ").count()), (10, 190));
}

/// A full disk is stood in for by a limit of the size of files.
#[test]
fn a_cache_that_does_not_fit_on_the_disk_leaves_nothing() {
    let (user, archive) = (User::new(), archive());
    let args = ["search", "/harbour 1/", path(archive.path())];
    let found = user.run(&args).fine();
    fs::remove_dir_all(user.home.join("cache")).unwrap();
    let program = user.program();
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""]).arg(program.get_program()).args(args);
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdin(Stdio::null());
    assert_eq!(Ended::of(shell.output().unwrap()).fine(), found);
    assert_eq!(caches(&user), [] as [PathBuf; 0]);
    // A cache from before stays, and goes on being used.
    assert_eq!(user.run(&args).fine(), found);
    assert_eq!(caches(&user).len(), 1);
    (0..200).for_each(|nth| {
        archive.write(format!("{nth:03}.md"), format!("---\ntitle: Post {nth}\ndate: 2020-01-02\n---\nMeadow {nth}."));
    });
    settle();
    let before = fs::read(&caches(&user)[0]).unwrap();
    assert_eq!(Ended::of(shell.output().unwrap()).code, Some(1), "no post has the word any more");
    assert_eq!(caches(&user).len(), 1);
    assert!(fs::read(&caches(&user)[0]).unwrap() == before, "the cache was changed");
}

/// The program is killed 200 times, at any moment of a search that writes the cache.
#[test]
fn a_search_that_is_killed_leaves_nothing_that_misleads() {
    let (user, archive) = (User::new(), archive());
    let args = ["search", "/harbour 1/", path(archive.path())];
    let found = user.run(&args).fine();
    let mut rng = Rng::new(29);
    for nth in 0..200 {
        let mut program = user.program();
        let mut child = program.args(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_micros(rng.below(60_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        if nth % 20 == 0 {
            assert_eq!(user.run(&args).fine(), found, "kill {nth}");
        }
        // The next one writes it again.
        caches(&user).iter().filter(|path| path.extension().is_some_and(|end| end == "cache")).for_each(|path| {
            fs::remove_file(path).unwrap();
        });
    }
    assert_eq!(user.run(&args).fine(), found);
}
