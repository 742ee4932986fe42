//! Folders in git repositories. git itself is told to take a repository on this disk for the one on the web.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use importai_reader::fetch::GitFolder;
use url::Url;

use crate::support::user::User;
use crate::support::{Folder, within_timeout};

/// A repository with posts in `_posts`, and other files.
pub(crate) struct Repository {
    pub(crate) root: Folder,
}

pub(crate) fn git(folder: &Path, args: &[&str]) -> String {
    let settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(settings).args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Repository {
    pub(crate) fn new() -> Self {
        let root = Folder::new();
        let work = root.folder("desk/notes.git");
        git(&work, &["init", "-q", "-b", "main"]);
        git(&work, &["config", "uploadpack.allowFilter", "true"]);
        git(&work, &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        let repository = Self { root };
        for number in 1..=3 {
            repository.write(&format!("_posts/2021-03-0{number}-note.md"), &post(number, "First."));
        }
        repository.write("README.md", "# Not a post of the folder\n");
        repository.write("other/page.md", "Neither.\n");
        repository.commit("First");
        repository
    }

    fn work(&self) -> PathBuf {
        self.root.join("desk/notes.git")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.root.write(format!("desk/notes.git/{name}"), text);
    }

    pub(crate) fn commit(&self, what: &str) {
        git(&self.work(), &["add", "-A"]);
        git(&self.work(), &["commit", "-qm", what]);
    }

    /// The program, for which `https://github.com/` is this disk.
    pub(crate) fn program(&self, user: &User, args: &[&str]) -> Command {
        let mut program = user.program();
        let base = format!("url.file://{}/.insteadOf", self.root.path().display());
        program.args(args).env("PATH", std::env::var_os("PATH").unwrap()).env("GIT_CONFIG_COUNT", "2");
        program.env("GIT_CONFIG_KEY_0", base).env("GIT_CONFIG_VALUE_0", "https://github.com/");
        program.env("GIT_CONFIG_KEY_1", "protocol.file.allow").env("GIT_CONFIG_VALUE_1", "always");
        program
    }

    pub(crate) fn run(&self, user: &User, args: &[&str]) -> (Option<i32>, String, String) {
        let mut program = self.program(user, args);
        let output = within_timeout("the program", move || program.output()).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

pub(crate) fn post(number: usize, text: &str) -> String {
    format!("---\ntitle: Note {number}\ndate: 2021-03-0{number}\nlink: https://notes.example/{number}\n---\n\n{text}\n")
}

/// The folder with the clone.
pub(crate) fn clone_of(user: &User) -> PathBuf {
    let found = fs::read_dir(user.home.join("posts")).unwrap().map(|entry| entry.unwrap().path());
    let clones: Vec<PathBuf> = found.filter(|path| path.is_dir()).collect();
    assert_eq!(clones.len(), 1, "{clones:?}");
    clones[0].clone()
}

pub(crate) const URL: &str = "https://github.com/desk/notes/tree/main/_posts";
pub(crate) const ARGS: [&str; 4] = ["fetch", URL, "--into", "posts"];

#[test]
fn a_folder_of_a_repository_is_cloned_and_kept_up_to_date() {
    let (user, repository) = (User::new(), Repository::new());
    let (code, out, err) = repository.run(&user, &ARGS);
    assert_eq!((code, out, &*err), (Some(0), format!("{URL}: 3 new; 3 posts in the folder\n"), ""));
    let clone = clone_of(&user);
    let name = clone.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("desk-notes-_posts-"), "{name}");
    // Only that folder, and only its newest commit.
    assert!(!clone.join("README.md").exists() && !clone.join("other").exists());
    assert_eq!(git(&clone, &["rev-list", "--count", "HEAD"]), "1");
    assert_eq!(git(&clone, &["status", "--porcelain"]), "");
    let (_, list, _) = user.run(&["list", "posts"]);
    assert!(list.starts_with("2021-03-03\tNote 3\t"), "{list}");
    let (code, out, err) = repository.run(&user, &ARGS);
    assert_eq!((code, out, &*err), (Some(0), format!("{URL}: nothing new; 3 posts in the folder\n"), ""));
    repository.write("_posts/2021-03-04-note.md", &post(4, "New."));
    repository.write("_posts/2021-03-01-note.md", &post(1, "Second."));
    fs::remove_file(repository.work().join("_posts/2021-03-02-note.md")).unwrap();
    repository.commit("Second");
    let (code, out, err) = repository.run(&user, &ARGS);
    assert_eq!((code, out), (Some(0), format!("{URL}: 1 new, 1 updated; 3 posts in the folder\n")), "{err}");
    assert!(err.contains("1 post is not in the repository any more, and removed from "), "{err}");
    assert!(fs::read_to_string(clone.join("_posts/2021-03-01-note.md")).unwrap().contains("Second."));
    let (_, out, _) = repository.run(&user, &ARGS);
    assert_eq!(out, format!("{URL}: nothing new; 3 posts in the folder\n"));
}

#[test]
fn what_the_user_changed_stays() {
    let (user, repository) = (User::new(), Repository::new());
    repository.run(&user, &ARGS);
    let clone = clone_of(&user);
    let mine = clone.join("_posts/2021-03-01-note.md");
    fs::write(&mine, "Mine.\n").unwrap();
    repository.write("_posts/2021-03-04-note.md", &post(4, "New."));
    repository.commit("Second");
    let (code, _, err) = repository.run(&user, &ARGS);
    assert!(
        code == Some(1) && err.contains("has changes of yours, so it stays as it is; undo them (git stash)"),
        "{err}"
    );
    assert_eq!(fs::read_to_string(&mine).unwrap(), "Mine.\n");
    git(&clone, &["commit", "-qam", "Mine"]);
    assert!(repository.run(&user, &ARGS).2.contains("has changes of yours"));
    git(&clone, &["reset", "-q", "--hard", "refs/importai/tip"]);
    // A new file of the user that the repository has now, too.
    let new = clone.join("_posts/2021-03-04-note.md");
    fs::write(&new, "Mine.\n").unwrap();
    let (code, _, err) = repository.run(&user, &ARGS);
    assert!(code == Some(1) && err.contains("2021-03-04-note.md is in the way; move it away"), "{err}");
    assert_eq!(fs::read_to_string(&new).unwrap(), "Mine.\n");
    fs::remove_file(&new).unwrap();
    assert_eq!(repository.run(&user, &ARGS).1, format!("{URL}: 1 new; 4 posts in the folder\n"));
}

#[test]
fn nothing_of_a_repository_leads_out_of_its_folder_or_is_run() {
    let (user, repository) = (User::new(), Repository::new());
    user.home.write("secret.md", "A secret.\n");
    std::os::unix::fs::symlink(user.home.join("secret.md"), repository.work().join("_posts/link.md")).unwrap();
    std::os::unix::fs::symlink(user.home.path(), repository.work().join("_posts/folder")).unwrap();
    repository.write(".gitattributes", "* filter=evil\n");
    repository.write(".gitmodules", "[submodule \"s\"]\n\tpath = _posts/s\n\turl = https://github.com/desk/notes\n");
    repository.commit("Links");
    // A hook and a template of the user, which must not be run for this.
    let hook = user.home.write("hooks/post-checkout", format!("#!/bin/sh\ntouch {}/ran\n", user.home.path().display()));
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    user.home.write(".gitconfig", format!("[core]\n\thooksPath = {}\n", user.home.join("hooks").display()));
    let (code, _, err) = repository.run(&user, &ARGS);
    assert_eq!(code, Some(0), "{err}");
    let clone = clone_of(&user);
    for name in ["_posts/link.md", "_posts/folder"] {
        assert!(fs::symlink_metadata(clone.join(name)).unwrap().is_file(), "{name}");
    }
    assert!(!user.home.join("ran").exists() && !clone.join("_posts/s").exists());
    assert!(!user.run(&["search", "secret", "posts"]).1.contains("A secret"));
    assert_eq!(repository.run(&user, &ARGS).0, Some(0), "and again");
}

#[test]
fn branches_may_have_slashes_and_tags_do_as_well() {
    let repository = Repository::new();
    git(&repository.work(), &["branch", "to/come"]);
    git(&repository.work(), &["tag", "v1"]);
    repository.write("_posts/deep er/2021-03-05-note.md", &post(5, "Deep."));
    repository.commit("Deep");
    for (path, posts) in [("to/come/_posts", 3), ("v1/_posts", 3), ("main/_posts/deep%20er", 1), ("main", 6)] {
        let user = User::new();
        let url = format!("https://github.com/desk/notes/tree/{path}");
        let args = ["fetch", &url, "--into", "posts"];
        let (code, out, err) = repository.run(&user, &args);
        assert!(code == Some(0) && out.contains(&format!(": {posts} new; {posts} post")), "{path}: {out}{err}");
        let (code, out, err) = repository.run(&user, &args);
        assert!(code == Some(0) && out.contains("nothing new"), "{path}: {out}{err}");
    }
}

#[test]
fn what_cannot_be_cloned_says_why_and_leaves_nothing() {
    let (user, repository) = (User::new(), Repository::new());
    for (path, want) in [
        ("desk/notes/tree/gone/_posts", "has no branch or tag “gone/_posts”; copy the address"),
        ("desk/notes/tree/main/gone", "the branch has no folder “gone”; copy the address"),
        ("desk/none/tree/main/x", "check the address and your connection"),
    ] {
        let (code, _, err) =
            repository.run(&user, &["fetch", &format!("https://github.com/{path}"), "--into", "posts"]);
        assert!(code == Some(1) && err.contains(want), "{err}");
    }
    let left: Vec<_> = fs::read_dir(user.home.join("posts")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, [".importai-fetch.json"]);
    // Only https, whatever the settings of git make of an address.
    let mut program = repository.program(&user, &ARGS);
    program.env("GIT_CONFIG_COUNT", "1");
    let output = within_timeout("the program", move || program.output()).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("transport 'file' not allowed"), "{err}");
    let mut program = repository.program(&user, &ARGS);
    program.env("PATH", user.home.path());
    let output = within_timeout("the program", move || program.output()).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("is not installed; install it (Debian: apt install git)"), "{err}");
    let (code, out, err) = repository.run(&user, &["fetch", URL, "--into", "dry", "--dry-run"]);
    assert_eq!((code, user.home.join("dry").exists()), (Some(0), false), "{out}");
    assert!(err.contains("would be cloned by git"), "{err}");
}

#[test]
fn a_fetch_that_was_interrupted_goes_on() {
    let (user, repository) = (User::new(), Repository::new());
    // While it was cloned.
    user.home.write("posts/.importai-fetch-clone/.git/HEAD", "half");
    assert_eq!(repository.run(&user, &ARGS).1, format!("{URL}: 3 new; 3 posts in the folder\n"));
    let clone = clone_of(&user);
    repository.write("_posts/2021-03-04-note.md", &post(4, "New."));
    repository.commit("Second");
    // While files were replaced: one is cut, one is missing, and git's own lock is there.
    fs::write(clone.join(".git/importai-replacing"), "").unwrap();
    fs::write(clone.join(".git/index.lock"), "").unwrap();
    fs::write(clone.join("_posts/2021-03-01-note.md"), "---\ntit").unwrap();
    fs::remove_file(clone.join("_posts/2021-03-02-note.md")).unwrap();
    let (code, out, err) = repository.run(&user, &ARGS);
    assert_eq!((code, out), (Some(0), format!("{URL}: 1 new; 4 posts in the folder\n")), "{err}");
    assert_eq!(git(&clone, &["status", "--porcelain"]), "");
}

#[test]
fn options_that_a_repository_has_no_use_for_are_refused() {
    let (user, repository) = (User::new(), Repository::new());
    for (option, value) in [("--since", "2021-03-02"), ("--limit", "1")] {
        for sources in [&[URL][..], &["n.example", URL]] {
            let args = [&["fetch"], sources, &["--into", "posts", option, value]].concat();
            let (code, out, err) = repository.run(&user, &args);
            assert_eq!((code, &*out), (Some(2), ""), "{err}");
            let want = format!("importai-reader: {option} does not work with {URL}, a folder in a repository");
            assert!(err.starts_with(&want), "{err}");
            assert!(!user.home.join("posts").exists(), "nothing was fetched");
        }
    }
}

#[test]
fn only_sound_addresses_reach_git() {
    let parse = |url: &str| GitFolder::at(&Url::parse(url).unwrap());
    for url in [
        URL,
        "https://github.com/desk/notes/tree/main/",
        "https://gitlab.com/group/below/notes/-/tree/main/_posts",
        "https://codeberg.org/desk/notes/src/branch/main/content/posts",
        "https://git.example:3000/desk/notes/src/tag/v1/posts",
    ] {
        assert!(parse(url).is_some(), "{url}");
    }
    for url in [
        "http://github.com/desk/notes/tree/main/_posts",
        "https://github.com/desk/notes",
        "https://github.com/desk/notes/blob/main/a.md",
        "https://github.com/desk/notes/tree",
        "https://github.com/--upload-pack=x/notes/tree/main",
        "https://github.com/desk/-notes/tree/main",
        "https://github.com/desk/notes/tree/--help/x",
        "https://github.com/desk/notes/tree/main/%2e%2e%2f%2e%2e",
        "https://github.com/desk/notes/tree/main/a%2f..%2fb",
        "https://github.com/desk/notes/tree/main/.git/hooks",
        "https://github.com/desk/notes/tree/main/a%0ab",
        "https://github.com/desk/notes/tree/main/a*",
        "https://github.com/desk/notes/tree/HEAD@%7B1%7D/x",
        "https://github.com/de%20sk/notes/tree/main",
        "https://github.com//notes/tree/main",
        "https://gitlab.com/-/tree/main/x",
    ] {
        assert_eq!(parse(url), None, "{url}");
    }
}
