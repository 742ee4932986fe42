//! Marks as JSON, to move them between machines: what was read and starred, and when. Where reading stopped is not part
//! of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::times::MarkTimes;
use super::{DbError, Store, StoreError, backup, db, marks_file};
use crate::model::{Mark, MarkChange, MarkField, has_web_scheme, split_identity, story_identity};
use crate::text::CleanText;

/// The version of the format.
const VERSION: u32 = 1;

/// Why marks cannot be imported. Nothing is changed then.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It is not JSON of this form.
    #[error("these are no marks written by `marks export`: {0}")]
    Malformed(CleanText),
    /// It was written by a newer version of the program.
    #[error("the marks were written by a newer version of this program; update it on this machine")]
    Newer,
    /// The marks of this machine cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Posts in the file.
    pub posts: usize,
    /// Marks that are different now.
    pub changed: usize,
    /// What was done to a damaged marks file; `None` if nothing was.
    pub notice: Option<CleanText>,
}

/// The whole file.
#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    marks: Vec<Record>,
    /// Those of stories by themselves; apart, so that a program that knows nothing of them does not take them for those
    /// of posts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    stories: Vec<Record>,
}

/// The version alone, which is read first: a newer one may have another form.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The marks of a post.
#[derive(Serialize, Deserialize)]
struct Record {
    /// Its link.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    link: Option<String>,
    /// Of a post without a link, its path relative to the folder.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    path: Option<String>,
    /// Of a story, what identifies it in its post.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    story: Option<String>,
    #[serde(default)]
    read: bool,
    /// When that was last changed; missing if it is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    read_at: Option<Timestamp>,
    #[serde(default)]
    starred: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    starred_at: Option<Timestamp>,
}

/// All marks in `folder` as JSON, and of how many posts they are. Without a marks file there are none.
///
/// # Errors
/// The marks cannot be read, and there is no good backup.
pub fn export_marks(folder: &Path) -> Result<(String, usize), StoreError> {
    let marks = read(folder)?;
    let record = |(identity, (mark, times)): (String, (Mark, MarkTimes))| {
        let (post, story) = split_identity(&identity);
        let (post, story) = (post.to_owned(), story.map(str::to_owned));
        let (link, path) = if has_web_scheme(&post) { (Some(post), None) } else { (None, Some(post)) };
        let (read_at, starred_at) = (timestamp(times.read), timestamp(times.starred));
        Record { link, path, story, read: mark.read, read_at, starred: mark.starred, starred_at }
    };
    let is_worth_it =
        |record: &Record| record.read || record.starred || record.read_at.is_some() || record.starred_at.is_some();
    let records = marks.into_iter().map(record).filter(is_worth_it);
    let (stories, marks): (Vec<Record>, Vec<Record>) = records.partition(|record| record.story.is_some());
    let count = posts_of(&marks, &stories);
    // Strings, numbers and lists always have a form in JSON.
    let mut text = serde_json::to_string_pretty(&File { version: VERSION, marks, stories }).unwrap_or_default();
    text.push('\n');
    Ok((text, count))
}

/// When the posts that are marked as read were marked so, by identity, as far as that is known. Nothing is written.
///
/// # Errors
/// The marks cannot be read, and there is no good backup.
pub fn read_times(folder: &Path) -> Result<HashMap<String, Timestamp>, StoreError> {
    let read_at = |(identity, (mark, times)): (String, (Mark, MarkTimes))| {
        Some((identity, timestamp(times.read).filter(|_| mark.read)?))
    };
    Ok(read(folder)?.into_iter().filter_map(read_at).collect())
}

/// Merges marks of [`export_marks`] into those in `folder`. Of each mark, the newer change counts; if it is not known
/// which is newer, the mark stays set. Importing twice changes nothing.
///
/// # Errors
/// The text is not of that form, or the marks cannot be written. Nothing is changed then.
pub fn import_marks(folder: &Path, text: &str) -> Result<Imported, ImportError> {
    let malformed = |error: serde_json::Error| ImportError::Malformed(CleanText::single_line(&error.to_string()));
    let Version { version } = serde_json::from_str(text).map_err(malformed)?;
    if version > VERSION {
        return Err(ImportError::Newer);
    }
    let file: File = serde_json::from_str(text).map_err(malformed)?;
    let reason = |what: &str| ImportError::Malformed(CleanText::single_line(what));
    let of_posts = file.marks.iter().map(|record| {
        let identity = record.post().ok_or_else(|| reason("a mark has neither link nor path"))?;
        Ok((identity.to_owned(), record))
    });
    let of_stories = file.stories.iter().map(|record| {
        let identity = record.post().zip(record.story.as_deref()).and_then(|(post, key)| story_identity(post, key));
        Ok((identity.ok_or_else(|| reason("a mark of a story does not say of which"))?, record))
    });
    let marks = of_posts.chain(of_stories);
    let marks: Vec<(String, &Record)> = marks.collect::<Result<_, ImportError>>()?;
    let (store, report) = Store::open(folder);
    let mut store = store?;
    let known = db::read_timed(&marks_file(folder));
    let known = known.map_err(|reason| failed(folder, reason))?;
    let changes = changes(known, &marks);
    let changed = changes.len();
    store.save_timed(&changes)?;
    Ok(Imported { posts: posts_of(&file.marks, &file.stories), changed, notice: report.notice })
}

impl Record {
    /// The identity of the post.
    fn post(&self) -> Option<&str> {
        self.link.as_deref().or(self.path.as_deref()).filter(|identity| !identity.is_empty())
    }
}

/// How many posts have marks, or stories that have some.
fn posts_of(marks: &[Record], stories: &[Record]) -> usize {
    marks.iter().chain(stories).filter_map(Record::post).collect::<HashSet<_>>().len()
}

/// The changes that a merge makes, each with its time.
fn changes(mut known: HashMap<String, (Mark, MarkTimes)>, marks: &[(String, &Record)]) -> Vec<(MarkChange, i64)> {
    let mut changes = Vec::new();
    for (identity, record) in marks {
        let (mark, times) = known.entry(identity.clone()).or_default();
        let mut merge =
            |old: &mut bool, old_at: &mut i64, new: bool, new_at: Option<Timestamp>, field: fn(bool) -> MarkField| {
                let new_at = new_at.map_or(0, Timestamp::as_millisecond);
                let wins = new_at > *old_at || (new_at == *old_at && new && !*old);
                if wins {
                    (*old, *old_at) = (new, new_at);
                    changes.push((MarkChange { identity: identity.clone(), field: field(new) }, new_at));
                }
            };
        merge(&mut mark.read, &mut times.read, record.read, record.read_at, MarkField::Read);
        merge(&mut mark.starred, &mut times.starred, record.starred, record.starred_at, MarkField::Starred);
    }
    changes
}

/// The marks in `folder`, sorted, or those of the newest good backup if the file cannot be read.
fn read(folder: &Path) -> Result<BTreeMap<String, (Mark, MarkTimes)>, StoreError> {
    let from_backup = || db::read_timed(&backup::newest_good(folder)?.path).ok();
    let marks = match db::read_timed(&marks_file(folder)) {
        Ok(marks) => marks,
        Err(reason) => match from_backup() {
            Some(marks) => marks,
            None if matches!(reason, DbError::Missing) => HashMap::new(),
            None => return Err(failed(folder, reason)),
        },
    };
    Ok(marks.into_iter().collect())
}

fn failed(folder: &Path, reason: DbError) -> StoreError {
    StoreError::File { action: "read", path: marks_file(folder), reason }
}

/// A time as it is in the file; `None` if it is not known.
fn timestamp(milliseconds: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(milliseconds).ok().filter(|_| milliseconds != 0)
}
