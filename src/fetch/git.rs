//! A folder in a git repository: a clone of only its newest commit and only that folder, brought up to date later.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::git_address::GitFolder;
use super::git_command::{Git, GitError};
use super::intake::{Event, FetchError, Intake};
use crate::load::is_post_name;
use crate::text::CleanText;

/// Where a clone is made, before it gets its name. Hidden, so that no reader takes it for posts.
const UNFINISHED: &str = ".importai-fetch-clone";

/// The commit that the files are from, and the one that was fetched last.
const TIP: &str = "refs/importai/tip";
const NEWEST: &str = "refs/importai/newest";

/// Names of settings of the clone: the branch or tag, and the folder in it.
const REF: &str = "importai.ref";
const FOLDER: &str = "importai.folder";

/// Lists the files of git that differ from the commit.
const STATUS: [&str; 3] = ["status", "--porcelain", "--untracked-files=no"];

/// In the folder of git while files are being replaced: they may then differ without any change of the user.
const REPLACING: &str = "importai-replacing";

/// The same while the newest commit comes in: git's own locks, which are there then, hold back nobody later.
const FETCHING: &str = "importai-fetching";

/// Fetches a folder of a repository into one of its own.
pub(super) fn fetch(intake: &mut Intake<'_>, address: &GitFolder) -> Result<(), FetchError> {
    let clone = intake.folder.path().join(address.clone_name());
    if intake.folder.is_dry() {
        let what = if clone.exists() { "would be updated" } else { "would be cloned" };
        intake.note(format!("{what} by git in {}", clone.display()));
        return Ok(());
    }
    let (stop, lock) = (intake.client.stop(), intake.folder.shared_lock()?);
    let on_event = &mut *intake.on_event;
    let mut on_progress = |text: CleanText| on_event(Event::Working(text));
    let mut git = |folder: &Path, run: &mut dyn FnMut(&mut Git<'_>) -> Result<Changes, GitError>| {
        run(&mut Git { folder, stop: stop.clone(), lock: lock.as_ref(), on_progress: &mut on_progress })
    };
    let changes = if clone.join(".git").is_dir() {
        git(&clone, &mut |git| update(git, address))?
    } else if fs::symlink_metadata(&clone).is_ok() {
        return Err(GitError::InTheWay(clone).into());
    } else {
        let unfinished = intake.folder.path().join(UNFINISHED);
        remove(&unfinished)?;
        fs::create_dir_all(&unfinished).map_err(GitError::Io)?;
        let changes = git(&unfinished, &mut |git| make(git, address)).inspect_err(|_| drop(remove(&unfinished)))?;
        fs::rename(&unfinished, &clone).map_err(GitError::Io)?;
        changes
    };
    intake.counts.new += changes.new;
    intake.counts.updated += changes.changed;
    intake.counts.kept += changes.kept;
    if changes.removed > 0 {
        let posts = if changes.removed == 1 { "1 post is" } else { &format!("{} posts are", changes.removed) };
        intake.note(format!("{posts} not in the repository any more, and removed from {}", clone.display()));
    }
    intake.folder.reload()?;
    Ok(())
}

/// Posts by what became of them.
#[derive(Default)]
struct Changes {
    new: usize,
    changed: usize,
    removed: usize,
    kept: usize,
}

fn remove(folder: &Path) -> Result<(), GitError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(GitError::Io(error)),
        _ => Ok(()),
    }
}

/// Makes the clone.
fn make(git: &mut Git<'_>, address: &GitFolder) -> Result<Changes, GitError> {
    git.run(&["init", "--quiet", "--template="])?;
    let (reference, folder) = find_branch(git, address)?;
    let settings = [
        ("remote.origin.url", address.repository.as_str()),
        (REF, &reference),
        (FOLDER, &folder),
        ("core.symlinks", "false"),
        ("core.sparseCheckout", "true"),
        ("core.hooksPath", "/dev/null"),
        ("submodule.recurse", "false"),
    ];
    for (name, value) in settings {
        git.run(&["config", name, value])?;
    }
    let info = git.folder.join(".git/info");
    fs::create_dir_all(&info)?;
    let pattern = if folder.is_empty() { "/*\n".to_owned() } else { format!("/{}/\n", folder.replace(' ', "\\ ")) };
    fs::write(info.join("sparse-checkout"), pattern)?;
    fetch_newest(git, &reference)?;
    if !folder.is_empty() {
        let found = git.line(&["ls-tree", NEWEST, "--", &folder])?;
        if !found.contains(" tree ") {
            return Err(GitError::NoFolder(CleanText::single_line(&folder)));
        }
    }
    check_out(git, &reference)?;
    let posts = posts(git, &folder)?;
    Ok(Changes { new: posts, ..Changes::default() })
}

/// Brings the clone up to date, if the user changed nothing in it.
fn update(git: &mut Git<'_>, address: &GitFolder) -> Result<Changes, GitError> {
    let path = || git_path(git.folder);
    if git.line(&["config", "--get", "remote.origin.url"]).ok().as_deref() != Some(&address.repository) {
        return Err(GitError::InTheWay(path()));
    }
    let reference = git.line(&["config", "--get", REF]).map_err(|_| GitError::InTheWay(git_path(git.folder)))?;
    let folder = git.line(&["config", "--get", FOLDER]).unwrap_or_default();
    let own = git.folder.join(".git");
    let is_interrupted = own.join(REPLACING).exists();
    if is_interrupted || own.join(FETCHING).exists() {
        remove_leftovers(&own)?;
    }
    if is_interrupted {
        git.run(&["reset", "--quiet", "--hard", NEWEST, "--"])?;
        finish(git)?;
    }
    let is_changed = !git.run(&STATUS)?.is_empty();
    let tip = git.line(&["rev-parse", "--verify", "--quiet", TIP])?;
    if is_changed || git.line(&["rev-parse", "--verify", "--quiet", "HEAD"])? != tip {
        return Err(GitError::Changed(git_path(git.folder)));
    }
    fs::write(own.join(FETCHING), "")?;
    fetch_newest(git, &reference)?;
    fs::remove_file(own.join(FETCHING))?;
    if git.line(&["rev-parse", "--verify", "--quiet", NEWEST])? == tip {
        let kept = posts(git, &folder)?;
        return Ok(if is_interrupted {
            Changes { changed: kept, ..Changes::default() }
        } else {
            Changes { kept, ..Changes::default() }
        });
    }
    let mut changes = compare(git, &tip, &folder)?;
    check_out(git, &reference)?;
    changes.kept = posts(git, &folder)?.saturating_sub(changes.new + changes.changed);
    Ok(changes)
}

/// Removes what a git that was killed leaves in its folder: locks, whose holder is gone, as only one fetch at a time is
/// there; and unfinished packs, which it would never look at again.
fn remove_leftovers(own: &Path) -> Result<(), GitError> {
    let mut folders = vec![own.to_owned(), own.join("objects/pack")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (name, path) = (entry.file_name(), entry.path());
            let is_pack = folder.ends_with("pack") && name.as_bytes().starts_with(b"tmp_");
            if entry.file_type()?.is_dir() {
                folders.extend((name == "refs" || folder.starts_with(own.join("refs"))).then_some(path));
            } else if is_pack || name.as_bytes().ends_with(b".lock") {
                fs::remove_file(path)?;
            }
        }
    }
    match fs::remove_file(own.join(FETCHING)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn git_path(folder: &Path) -> PathBuf {
    folder.to_owned()
}

/// Finds the branch or tag at the beginning of a path. Both may have slashes; no branch begins with the whole name of
/// another one and a slash.
fn find_branch(git: &mut Git<'_>, address: &GitFolder) -> Result<(String, String), GitError> {
    let listed = git.run(&["ls-remote", "--heads", "--tags", "--", &address.repository])?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_once('\t')).map(|(_, name)| name).collect();
    for count in 1..=address.rest.len() {
        let (branch, folder) = address.rest.split_at(count);
        for kind in ["refs/heads/", "refs/tags/"] {
            let reference = format!("{kind}{}", branch.join("/"));
            if names.contains(&reference.as_str()) {
                return Ok((reference, folder.join("/")));
            }
        }
    }
    Err(GitError::NoBranch(CleanText::single_line(&address.rest.join("/"))))
}

/// Fetches the newest commit, without the files.
fn fetch_newest(git: &mut Git<'_>, reference: &str) -> Result<(), GitError> {
    let branch = format!("+{reference}:{NEWEST}");
    let options = ["--depth=1", "--filter=blob:none", "--no-tags", "--no-recurse-submodules", "--progress"];
    let args: Vec<&str> = ["fetch"].into_iter().chain(options).chain(["--", "origin", &branch]).collect();
    git.run(&args).map(drop)
}

/// Replaces the files by those of the newest commit.
fn check_out(git: &mut Git<'_>, reference: &str) -> Result<(), GitError> {
    fs::write(git.folder.join(".git").join(REPLACING), "")?;
    let out = match reference.strip_prefix("refs/heads/") {
        Some(branch) => git.run(&["checkout", "--progress", "--no-track", "-B", branch, NEWEST, "--"]),
        None => git.run(&["checkout", "--progress", "--detach", NEWEST, "--"]),
    };
    if let Err(error @ GitError::Failed(_)) = out {
        // It found something in its way before it replaced anything; unless the disk is full.
        if git.run(&STATUS).is_ok_and(|changed| changed.is_empty()) {
            let _ = fs::remove_file(git.folder.join(".git").join(REPLACING));
        }
        return Err(error);
    }
    out?;
    finish(git)
}

/// Remembers which commit the files are from.
fn finish(git: &mut Git<'_>) -> Result<(), GitError> {
    git.run(&["update-ref", TIP, NEWEST])?;
    fs::remove_file(git.folder.join(".git").join(REPLACING))?;
    Ok(())
}

/// The number of posts in the folder.
fn posts(git: &mut Git<'_>, folder: &str) -> Result<usize, GitError> {
    let listed =
        git.run(&["ls-tree", "-r", "-z", "--name-only", "HEAD", "--", if folder.is_empty() { "." } else { folder }])?;
    Ok(listed.split(|byte| *byte == 0).filter(|name| is_post(name)).count())
}

/// The posts in which the newest commit differs from another one. Fails if the user has a file in the place of a new
/// one: in a sparse clone, git would replace it.
fn compare(git: &mut Git<'_>, tip: &str, folder: &str) -> Result<Changes, GitError> {
    let folder = if folder.is_empty() { "." } else { folder };
    let args = ["diff-tree", "-r", "-z", "--no-renames", "--name-status", tip, NEWEST, "--", folder];
    let listed = git.run(&args)?;
    let mut changes = Changes::default();
    let mut parts = listed.split(|byte| *byte == 0);
    while let (Some(kind), Some(name)) = (parts.next(), parts.next()) {
        let path = git.folder.join(OsStr::from_bytes(name));
        if kind == b"A" && fs::symlink_metadata(&path).is_ok() {
            return Err(GitError::InTheWay(path));
        }
        if is_post(name) {
            match kind {
                b"A" => changes.new += 1,
                b"D" => changes.removed += 1,
                _ => changes.changed += 1,
            }
        }
    }
    Ok(changes)
}

fn is_post(name: &[u8]) -> bool {
    is_post_name(Path::new(&*String::from_utf8_lossy(name)))
}
