//! The cache, as a user meets it: what the commands print is the same with and without it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::{User, path};
use crate::support::Folder;
use crate::support::rng::Rng;

/// More posts than an archive without a cache has. Written long enough ago to be cached.
fn archive() -> Folder {
    let folder = Folder::new();
    for nth in 0..200 {
        folder.write(format!("{nth:03}.md"), format!("---\ntitle: Post {nth}\ndate: 2020-01-02\n---\nHarbour {nth}."));
    }
    sleep(Duration::from_millis(3200));
    folder
}

fn caches(user: &User) -> Vec<PathBuf> {
    let folder = fs::read_dir(user.home.join("cache/importai-reader"));
    folder.into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn search_writes_a_cache_and_finds_the_same_with_it() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let search = || user.run(&["search", "harbour 17", folder]).fine();
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
    user.run(&["search", "harbour", path(archive.path())]).fine();
    assert!(!user.home.join("cache").exists());
    let says = user.run(&["doctor", path(archive.path())]).out;
    assert!(says.contains("off, by cache = false in config.toml"), "{says}");
}

/// The program is killed 200 times, at any moment of a search that writes the cache.
#[test]
fn a_search_that_is_killed_leaves_nothing_that_misleads() {
    let (user, archive) = (User::new(), archive());
    let args = ["search", "harbour 1", path(archive.path())];
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
