//! A post: the short fields of one file, as the index shows them. Its text stays on disk until its page is opened.

use std::path::{Path, PathBuf};

use super::date::PostDate;
use super::problem::Problem;
use super::web_url::{has_web_scheme, host, without_www};
use crate::text::CleanText;

/// Words a minute that adults read silently: 238 for English non-fiction (Brysbaert 2019, a meta-analysis of 190 studies,
/// "How many words do we read per minute?", Journal of Memory and Language 109).
pub const WORDS_PER_MINUTE: f64 = 238.0;

/// Characters a minute for Chinese and Japanese, which part no words: the lower of the two figures, 255 for Chinese and
/// 357 for Japanese, of Trauzettel-Klosinski and Dietz 2012 (IReST, read aloud).
pub const CJK_PER_MINUTE: f64 = 255.0;

/// A post's place in its [`super::Library`]; it never changes while the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(pub u32);

impl PostId {
    /// The place as an index into the library's list.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a post's text is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostSource {
    /// A file.
    File {
        /// The whole path.
        path: PathBuf,
        /// The part of it below the folder that was opened.
        relative: Box<str>,
    },
    /// A post of the built-in sample archive.
    Sample {
        /// A name in the shape of a file's name.
        name: &'static str,
        /// The file's text.
        text: &'static str,
    },
}

impl PostSource {
    /// The path as it is opened and shown.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } => path,
            Self::Sample { name, .. } => Path::new(name),
        }
    }

    /// The path below the folder that was opened; it tells apart posts that have no link.
    #[must_use]
    pub fn relative(&self) -> &str {
        match self {
            Self::File { relative, .. } => relative,
            Self::Sample { name, .. } => name,
        }
    }

    /// The file's name as text that may be shown.
    #[must_use]
    pub fn file_name(&self) -> CleanText {
        CleanText::single_line(&self.path().file_name().unwrap_or_default().to_string_lossy())
    }
}

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordCount {
    /// Words parted by white space.
    pub words: u32,
    /// Chinese, Japanese and Korean characters, each counted by itself.
    pub cjk: u32,
}

impl WordCount {
    /// Reading time in minutes, 1 or more.
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

/// What tells one state of a file from another: its last change, in seconds since 1970, and its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// Last change.
    pub modified: i64,
    /// Bytes.
    pub bytes: u64,
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
    /// Its link as the file has it, whatever its scheme; [`super::WebUrl::parse`] says whether it may be opened.
    pub link: Option<CleanText>,
    /// Its site without `www.`; empty where there is none.
    pub domain: CleanText,
    /// Its author; empty where there is none.
    pub author: CleanText,
    /// Its category; empty where there is none.
    pub category: CleanText,
    /// The length of its text.
    pub length: WordCount,
    /// The state of its file when it was read.
    pub stamp: FileStamp,
    /// What was wrong with the file.
    pub problems: Box<[Problem]>,
}

impl Post {
    /// What marks are kept under: the post's web link, else its path below the folder opened. Marks so survive that files
    /// are renamed or moved, and two files with one link are one post to them.
    #[must_use]
    pub fn identity(&self) -> &str {
        match &self.link {
            Some(link) if has_web_scheme(link) => link,
            _ => self.source.relative(),
        }
    }

    /// The site to show for a link and the front matter's `domain`.
    #[must_use]
    pub fn display_domain(domain: Option<&str>, link: Option<&str>) -> CleanText {
        let domain = domain.filter(|domain| !domain.is_empty()).map(without_www);
        let domain = domain.or_else(|| link.filter(|link| has_web_scheme(link)).and_then(host));
        CleanText::from_html_line(&domain.unwrap_or_default().to_lowercase())
    }
}
