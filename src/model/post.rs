//! A post: the short fields of one file, as the post list shows them. Its text is a [`super::SearchText`].

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::date::PostDate;
use super::file_path::FilePath;
use super::problem::Problem;
use super::web_url::{has_web_scheme, host, without_www};
use crate::text::CleanText;

/// Words a minute that adults read silently: 238 for English non-fiction (Brysbaert 2019, a meta-analysis of 190
/// studies, "How many words do we read per minute?", Journal of Memory and Language 109).
pub const WORDS_PER_MINUTE: f64 = 238.0;

/// Characters a minute for Chinese and Japanese, which have no spaces between words: the lower of the two figures,
/// 255 for Chinese and 357 for Japanese, of Trauzettel-Klosinski and Dietz 2012 (IReST, read aloud).
pub const CJK_PER_MINUTE: f64 = 255.0;

/// The index of a post in its [`super::Library`]. It does not change while the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(pub u32);

impl PostId {
    /// The index as a `usize`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where the text of a post is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostSource {
    /// A file.
    File(FilePath),
    /// A post of the built-in sample archive.
    Sample {
        /// A name like that of a file.
        name: &'static str,
        /// The content of the file.
        text: &'static str,
    },
    /// Standard input.
    Stdin {
        /// What was read.
        text: Arc<[u8]>,
        /// When it was read, in seconds since 1970.
        read_at: i64,
    },
}

impl PostSource {
    /// The path that is opened and shown.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) => path.whole(),
            Self::Sample { name, .. } => Path::new(name),
            Self::Stdin { .. } => Path::new("-"),
        }
    }

    /// The path relative to the folder that was opened. It identifies a post without a link.
    #[must_use]
    pub fn relative(&self) -> &str {
        match self {
            Self::File(path) => path.relative(),
            Self::Sample { name, .. } => name,
            Self::Stdin { .. } => "-",
        }
    }

    /// The file name, safe to show.
    #[must_use]
    pub fn file_name(&self) -> CleanText {
        CleanText::single_line(&self.path().file_name().unwrap_or_default().to_string_lossy())
    }
}

/// The length of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordCount {
    /// Words separated by white space.
    pub words: u32,
    /// Chinese, Japanese and Korean characters, each counted by itself.
    pub cjk: u32,
}

impl WordCount {
    /// The reading time in minutes, at least 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of at most 2^33 words")]
    pub fn minutes(self) -> u32 {
        let minutes = f64::from(self.words) / WORDS_PER_MINUTE + f64::from(self.cjk) / CJK_PER_MINUTE;
        (minutes.round() as u32).max(1)
    }

    /// Words and characters together.
    #[must_use]
    pub fn total(self) -> u32 {
        self.words.saturating_add(self.cjk)
    }
}

/// The coarsest time of a file that a common file system keeps: 2 s, on FAT. What was changed less than that before it
/// was looked at may have been changed again without another time.
pub const COARSEST_TIME: Duration = Duration::from_secs(2);

/// Identifies a version of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileStamp {
    /// The time of the last change, in seconds since 1970.
    pub modified: i64,
    /// The nanoseconds after that second: a file may be written twice within one.
    pub nanoseconds: u32,
    /// The size in bytes.
    pub bytes: u64,
}

impl FileStamp {
    /// The version of a file now.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let nanoseconds = u32::try_from(metadata.mtime_nsec()).unwrap_or_default();
        Self { modified: metadata.mtime(), nanoseconds, bytes: metadata.len() }
    }
}

/// The short fields of a post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where its text is.
    pub source: PostSource,
    /// Its title, never empty.
    pub title: CleanText,
    /// Its date.
    pub date: PostDate,
    /// Its link as in the file, with any scheme. [`super::WebUrl::parse`] decides if it can be opened.
    pub link: Option<CleanText>,
    /// Its site without `www.`; empty if there is none.
    pub domain: CleanText,
    /// Its author; empty if there is none.
    pub author: CleanText,
    /// Its category; empty if there is none.
    pub category: CleanText,
    /// Its categories and tags, separated by commas; empty if there are none.
    pub tags: CleanText,
    /// True if it says that it is not published.
    pub is_draft: bool,
    /// The length of its text.
    pub length: WordCount,
    /// The version of the file that was read.
    pub stamp: FileStamp,
    /// Problems that most posts have and that are told once for all of them: a bit for each kind.
    pub common_problems: u8,
    /// What else was wrong with the file.
    pub problems: Box<[Problem]>,
}

impl Post {
    /// The key of the post's marks: its web link, or else its path relative to the folder. So marks survive when files
    /// are renamed or moved, and two files with the same link share them.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.link_identity().unwrap_or_else(|| self.source.relative())
    }

    /// Its web link, if that identifies it.
    #[must_use]
    pub fn link_identity(&self) -> Option<&str> {
        self.link.as_deref().filter(|link| has_web_scheme(link))
    }

    /// The site to show for a link and the `domain` of the front matter.
    #[must_use]
    pub fn display_domain(domain: Option<&str>, link: Option<&str>) -> CleanText {
        let domain = domain.filter(|domain| !domain.is_empty()).map(without_www);
        let domain = domain.or_else(|| link.filter(|link| has_web_scheme(link)).and_then(host));
        CleanText::from_html_line(&domain.unwrap_or_default().to_lowercase())
    }
}
