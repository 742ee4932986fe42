//! The folder that posts are fetched into: what is there, and writing what is not.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use rustix::fs::{FlockOperation, flock};
use thiserror::Error;
use url::Url;

use super::item::{Item, hash};
use super::post_file;
use super::state::{Source, State, Written, remove_unfinished, write_whole};
use crate::load::{FolderError, KnownPost, known_posts};
use crate::model::issue_of;
use crate::text::CleanText;

/// How often the state is saved while posts come in.
const SAVE_INTERVAL: Duration = Duration::from_secs(1);

/// How far the dates of one issue may be apart that came out in two places, in seconds.
const SAME_ISSUE: i64 = 7 * 24 * 3600;

/// Parameters of addresses that say where a reader came from.
const TRACKING: [&str; 3] = ["utm_", "fbclid", "mc_"];

/// What became of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new. The name of its file.
    New(String),
    /// It was there, and was replaced by what the source says now.
    Updated(String),
    /// It changed, but so did the file: the file was left alone.
    Edited(String),
    /// It was there.
    Kept,
}

/// A folder that posts cannot be written to.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Another process fetches or imports into it.
    #[error("another fetch or import into {} is running; wait for its end", CleanText::single_line(&.0.to_string_lossy()))]
    Busy(PathBuf),
    /// A file cannot be written.
    #[error("cannot write {}: {error}; what came before is kept", CleanText::single_line(&path.to_string_lossy()))]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
}

/// A folder with what identifies its posts.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    files: Vec<KnownFile>,
    ids: HashMap<String, usize>,
    links: HashMap<String, usize>,
    issues: HashMap<(String, u32), Vec<usize>>,
    pub(super) state: State,
    saved: Instant,
    is_dry: bool,
    /// Held while this exists; none in a dry run.
    lock: Option<File>,
}

#[derive(Debug)]
struct KnownFile {
    /// Its path in the folder.
    name: String,
    id: Option<String>,
    date: Option<Timestamp>,
}

impl Folder {
    /// The lock on the folder for another program, which holds it as long as it runs. None in a dry run.
    ///
    /// # Errors
    /// The system has no more file descriptors.
    pub(super) fn shared_lock(&self) -> Result<Option<File>, StoreError> {
        let lock = self.lock.as_ref().map(File::try_clone).transpose();
        lock.map_err(|error| StoreError::Write { path: self.path.clone(), error })
    }

    /// Opens a folder; makes it, unless it is there. In a dry run nothing is made and written.
    ///
    /// # Errors
    /// If the folder cannot be made or read, or another process fetches into it.
    pub fn open(path: &Path, is_dry: bool) -> Result<Self, StoreError> {
        let failed = |error| StoreError::Write { path: path.to_owned(), error };
        let mut folder = Self {
            path: path.to_owned(),
            files: Vec::new(),
            ids: HashMap::new(),
            links: HashMap::new(),
            issues: HashMap::new(),
            state: State::default(),
            saved: Instant::now(),
            is_dry,
            lock: None,
        };
        if is_dry && !path.exists() {
            return Ok(folder);
        }
        if !is_dry {
            fs::create_dir_all(path).map_err(failed)?;
            let lock = File::open(path).map_err(failed)?;
            if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
                return Err(StoreError::Busy(path.to_owned()));
            }
            folder.lock = Some(lock);
            remove_unfinished(path).map_err(failed)?;
        }
        folder.path = fs::canonicalize(path).map_err(failed)?;
        folder.state = State::read(&folder.path);
        folder.reload()?;
        Ok(folder)
    }

    /// Its path; absolute, unless it is missing in a dry run.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// True if nothing is to be written.
    pub(super) fn is_dry(&self) -> bool {
        self.is_dry
    }

    /// Finds the posts that are in it.
    pub(super) fn reload(&mut self) -> Result<(), StoreError> {
        self.files.clear();
        self.ids.clear();
        self.links.clear();
        self.issues.clear();
        for known in known_posts(&self.path)? {
            self.add_known(&known);
        }
        Ok(())
    }

    /// Its number of posts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True without any post.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn add_known(&mut self, known: &KnownPost) {
        let date = (!known.post.date.is_guess()).then(|| known.post.date.instant());
        let links = known.links.iter().map(String::as_str).chain(known.post.link.as_deref());
        let links: Vec<String> = links.filter_map(|link| Url::parse(link).ok()).map(|link| link_key(&link)).collect();
        let issue = issue_key(&known.post.title);
        self.add(known.post.source.relative().to_owned(), known.id.clone(), links, issue, date);
    }

    fn add(
        &mut self,
        name: String,
        id: Option<String>,
        links: Vec<String>,
        issue: Option<(String, u32)>,
        date: Option<Timestamp>,
    ) {
        let at = self.files.len();
        if let Some(id) = &id {
            self.ids.entry(id.clone()).or_insert(at);
        }
        for link in links {
            self.links.entry(link).or_insert(at);
        }
        if let Some(issue) = issue {
            self.issues.entry(issue).or_default().push(at);
        }
        self.files.push(KnownFile { name, id, date });
    }

    /// The file of a post. Of a newsletter with several homes, also that of the same issue from another one.
    fn find(&self, item: &Item, place: &Place) -> Option<usize> {
        // Posts that come side by side are different ones, even if they lead to the same page.
        let is_other = |at: &usize| self.files[*at].id.as_ref().is_none_or(|id| !place.ids.contains(id));
        let by_link = || self.links.get(&link_key(item.link.as_ref()?)).filter(|at| is_other(at));
        let found = self.ids.get(&item.id).or_else(by_link).copied();
        let by_number = || {
            let issues = self.issues.get(&issue_key(&item.title).filter(|_| place.has_homes)?)?;
            issues.iter().copied().filter(is_other).find(|&at| match (item.date, self.files[at].date) {
                (Some(a), Some(b)) => (a.as_second() - b.as_second()).abs() <= SAME_ISSUE,
                _ => true,
            })
        };
        found.or_else(by_number)
    }

    /// True if a post is there.
    pub(super) fn has(&self, item: &Item, place: &Place) -> bool {
        self.find(item, place).is_some()
    }

    /// True if all files are there that were written.
    pub(super) fn is_complete(&self) -> bool {
        self.state.files.values().all(|written| self.ids.contains_key(&written.id))
    }

    /// Writes a post that is not there, or that changed if it is to be updated.
    pub(crate) fn take(&mut self, item: &Item, place: &Place, updates: bool) -> Result<Outcome, StoreError> {
        match self.find(item, place) {
            None => self.write_new(item),
            Some(at) if updates && self.files[at].id.as_deref() == Some(&item.id) => self.update(at, item),
            Some(_) => Ok(Outcome::Kept),
        }
    }

    fn write_new(&mut self, item: &Item) -> Result<Outcome, StoreError> {
        let name = self.free_name(item);
        self.write(&name, item)?;
        let links = item.link.iter().map(link_key).collect();
        self.add(name.clone(), Some(item.id.clone()), links, issue_key(&item.title), item.date);
        Ok(Outcome::New(name))
    }

    /// A name that no file has. Ids whose hashes begin alike are rare, but a source may make them.
    fn free_name(&self, item: &Item) -> String {
        let name = post_file::name(item);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "html"));
        let names = std::iter::once(name.clone()).chain((2..).map(|number| format!("{stem}-{number}.{extension}")));
        let is_free = |name: &String| {
            let is_known = self.files.iter().any(|file| file.name == *name);
            !is_known && fs::symlink_metadata(self.path.join(name)).is_err()
        };
        names.into_iter().find(is_free).unwrap_or(name)
    }

    fn update(&mut self, at: usize, item: &Item) -> Result<Outcome, StoreError> {
        let name = self.files[at].name.clone();
        let Ok(there) = fs::read(self.path.join(&name)) else { return Ok(Outcome::Kept) };
        let there = hash(&there);
        if there == hash(post_file::text(item).as_bytes()) {
            // Perhaps the last fetch was ended before it could remember the file.
            self.remember(&name, item, there);
            return Ok(Outcome::Kept);
        }
        let is_as_written = |written: &Written| written.id == item.id && written.sha256 == there;
        if !self.state.files.values().any(is_as_written) {
            return Ok(Outcome::Edited(name));
        }
        self.write(&name, item)?;
        Ok(Outcome::Updated(name))
    }

    fn write(&mut self, name: &str, item: &Item) -> Result<(), StoreError> {
        if self.is_dry {
            return Ok(());
        }
        let path = self.path.join(name);
        let text = post_file::text(item);
        write_whole(&self.path, &path, text.as_bytes()).map_err(|error| StoreError::Write { path, error })?;
        self.remember(name, item, hash(text.as_bytes()));
        if self.saved.elapsed() >= SAVE_INTERVAL { self.save() } else { Ok(()) }
    }

    fn remember(&mut self, name: &str, item: &Item, sha256: String) {
        self.state.files.insert(name.to_owned(), Written { id: item.id.clone(), sha256 });
    }

    pub(super) fn remember_source(&mut self, typed: &str, source: Source) {
        self.state.sources.insert(typed.to_owned(), source);
    }

    /// Remembers when a home of a newsletter was fetched, or why that failed, under its first address.
    pub(super) fn remember_outcome(&mut self, addresses: &[Url], error: Option<String>) {
        for address in addresses {
            if let Some(source) = self.state.sources.get_mut(address.as_str()) {
                (source.failed, source.error) = (None, None);
            }
        }
        let Some(first) = addresses.first() else { return };
        let source = self.state.sources.entry(first.to_string()).or_default();
        let now = Some(now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        match error {
            Some(error) => (source.failed, source.error) = (now, Some(error)),
            None => source.fetched = now,
        }
    }

    /// Saves what is to be remembered.
    pub(crate) fn save(&mut self) -> Result<(), StoreError> {
        self.saved = Instant::now();
        if self.is_dry {
            return Ok(());
        }
        self.state.write(&self.path).map_err(|error| StoreError::Write { path: self.path.clone(), error })
    }
}

/// Where a post comes from, as far as it matters for what it is the same as.
#[derive(Debug, Default)]
pub(crate) struct Place {
    /// True if the newsletter comes out in several places.
    pub(crate) has_homes: bool,
    /// The ids of posts that come side by side.
    pub(crate) ids: HashSet<String>,
}

/// The time. A clock that is set to before the year 0 shows nothing of use.
fn now() -> Timestamp {
    Timestamp::try_from(SystemTime::now()).unwrap_or_default()
}

/// The series and number of an issue. `ImportAI 12` and `Import AI: #12` are the same.
fn issue_key(title: &str) -> Option<(String, u32)> {
    let (name, number) = issue_of(title)?;
    Some((name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect(), number))
}

/// What is the same of all addresses of a page: without scheme, `www.`, fragment, tracking and the last slash.
fn link_key(link: &Url) -> String {
    let host = link.host_str().unwrap_or_default();
    let port = link.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut key = format!("{}{port}{}", host.trim_start_matches("www."), link.path().trim_end_matches('/'));
    let is_of_page = |part: &&str| !part.is_empty() && !TRACKING.iter().any(|name| part.starts_with(name));
    for part in link.query().unwrap_or_default().split('&').filter(is_of_page) {
        key.push('&');
        key.push_str(part);
    }
    key
}
