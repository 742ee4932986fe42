//! What the tests share: folders made for a test, posts loaded from them, pages as lines of text.

#![allow(dead_code, reason = "every test file uses its own part of this")]

pub mod clean;
pub mod rng;
pub mod user;

use std::fmt::Debug;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, thread};

use importai_reader::layout;
use importai_reader::layout::{Document, LineKind, PageOptions};
use importai_reader::load::{self, Input, PostContent};
use importai_reader::load::{FolderError, Roots};
use importai_reader::model::{DateOrigin, Filter, Library, Marks, Post, Problem, Sort};
use tempfile::TempDir;

/// No test takes a second; one that is not over after this time never will be.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The last change of every file that a [`Folder`] writes: 2 May 2021.
pub const MODIFIED: u64 = 1_619_950_000;

/// A folder that lasts as long as its test.
pub struct Folder(TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// Writes a file, and the folders above it, with a known time of change.
    pub fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(MODIFIED)).unwrap();
        path
    }

    /// Makes a folder in it.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Makes a symbolic link in it.
    pub fn link(&self, name: &str, target: impl AsRef<Path>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, &path).unwrap();
        path
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The path of something in it.
    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    /// Loads it.
    pub fn load(&self) -> Loaded {
        load_paths(&[self.path().to_owned()]).unwrap()
    }
}

/// What loading gave: posts as the index lists them, and the faults of what is no post.
pub struct Loaded {
    pub posts: Vec<Post>,
    pub skipped: Vec<(String, Problem)>,
}

impl Loaded {
    /// The paths of the posts below the folder opened, in alphabetical order.
    pub fn relative(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.posts.iter().map(|post| post.source.relative().to_owned()).collect();
        paths.sort();
        paths
    }

    /// The titles, in the order of the index.
    pub fn titles(&self) -> Vec<&str> {
        self.posts.iter().map(|post| &*post.title).collect()
    }
}

/// Loads folders and files; posts come newest first.
pub fn load_paths(paths: &[PathBuf]) -> Result<Loaded, FolderError> {
    let archive = Input::Folders(Roots::open(paths)?);
    Ok(within_timeout("loading", move || load_archive(&archive)))
}

/// Loads an archive; posts come newest first.
pub fn load_archive(archive: &Input) -> Loaded {
    let mut library = Library::default();
    let mut skipped = Vec::new();
    load::load(archive, load::LoadOptions::default(), |batch| {
        library.add(batch.posts);
        skipped.extend(batch.skipped.into_iter().map(|(path, problem)| (path.to_string(), problem)));
        ControlFlow::Continue(())
    });
    let order = library.list(&Marks::default(), Sort::default(), Filter::All, None, None);
    Loaded { posts: order.into_iter().map(|id| library.post(id).unwrap().clone()).collect(), skipped }
}

/// One file as a post, the way the index has it.
pub fn load_one(path: &Path) -> Post {
    let loaded = load_paths(&[path.to_owned()]).unwrap();
    assert_eq!(loaded.posts.len(), 1, "{}", path.display());
    loaded.posts.into_iter().next().unwrap()
}

/// One file's text, the way its page has it.
pub fn read_content(path: &Path) -> PostContent {
    let source = load::open_file(path).unwrap();
    within_timeout("reading", move || load::read_content(&source)).unwrap()
}

/// What pages are set with in tests.
pub fn setting(width: u16) -> PageOptions {
    PageOptions {
        width,
        open_key: "o".to_owned(),
        read: importai_reader::article::ReadOptions {
            search_url: "https://find.example.org/?q=%s".to_owned(),
            ..Default::default()
        },
        ..PageOptions::default()
    }
}

/// One file's page.
pub fn page(path: &Path, width: u16) -> Document {
    let page = read_content(path);
    within_timeout("setting the page", move || layout::lay_out(&page, &page.post, &setting(width)))
}

/// A post's short fields and its problems in one line: title, date and its origin, link, domain, author, and faults,
/// each with its line.
pub fn summary(post: &Post) -> String {
    let origin = match post.date.origin {
        DateOrigin::FrontMatter => "",
        DateOrigin::FileName => " by name",
        DateOrigin::Neighbours => " by number",
        DateOrigin::Modified => " by file",
    };
    let date = format!("{}{origin}", post.date.format_iso());
    let link = post.link.as_deref().unwrap_or("-");
    [&post.title, &*date, link, &post.domain, &post.author, &faults(post)].join(" | ").trim_end().to_owned()
}

/// A post's faults, each with its line.
pub fn faults(post: &Post) -> String {
    post.problems.iter().map(fault).collect::<Vec<_>>().join(", ")
}

/// A fault with its line: `4 DuplicateKey("title")`.
pub fn fault(problem: &Problem) -> String {
    problem.line.map_or_else(|| format!("{:?}", problem.kind), |line| format!("{line} {:?}", problem.kind))
}

/// The lines of a page below its head, without blanks at their ends.
pub fn body_lines(document: &Document) -> Vec<String> {
    let head = document.lines.iter().take_while(|line| matches!(line.kind, LineKind::Title | LineKind::Meta)).count();
    let lines = document.lines.iter().skip(head + 1).map(|line| line.text().trim_end().to_owned());
    let mut lines: Vec<String> = lines.collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// All lines of a page as one text.
pub fn text_of(document: &Document) -> String {
    document.lines.iter().map(|line| line.text() + "\n").collect()
}

/// Letters and digits of a text, one after the other.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Fails on control characters and invisible characters.
pub fn assert_safe(text: &str, what: &str) {
    assert_eq!(clean::unclean(text, &['\n']), None, "{what}: in {text:?}");
}

/// What a table's rows got wrong, so that a failing test names all of them at once.
#[derive(Default)]
pub struct Failures(Vec<String>);

impl Failures {
    /// Notes a difference.
    pub fn compare<T: PartialEq + Debug + ?Sized>(&mut self, what: &str, got: &T, want: &T) {
        if got != want {
            self.0.push(format!("{what}\n  want {want:?}\n  got  {got:?}"));
        }
    }

    /// Notes a failure where something does not hold.
    pub fn unless(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.0.push(what());
        }
    }

    /// Fails if there is anything.
    pub fn report(&self) {
        assert!(self.0.is_empty(), "{} wrong:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// Runs `work` on a thread of its own; fails with `what` if it is not over in time.
pub fn within_timeout<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, result) = channel();
    let worker = thread::spawn(move || {
        let _ = done.send(work());
    });
    match result.recv_timeout(TIMEOUT) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => panic!("{what} does not come to an end"),
        Err(RecvTimeoutError::Disconnected) => match worker.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => unreachable!("{what} ended without a result"),
        },
    }
}

/// Randomness that is another one in every run. Its seed is printed, so that a test that failed shows it; `KILL_SEED`
/// sets it.
pub fn fresh_rng(what: &str) -> rng::Rng {
    let set = std::env::var("KILL_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = || u64::try_from(UNIX_EPOCH.elapsed().unwrap().as_micros()).unwrap();
    let seed: u64 = set.unwrap_or_else(now);
    println!("{what}: KILL_SEED={seed}");
    rng::Rng::new(seed)
}
