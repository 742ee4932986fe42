//! Problems in files: what was repaired, guessed or skipped while a file was read.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::CleanText;

/// A problem in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line in the file, counted from 1. `None` for the whole file.
    pub line: Option<u32>,
    /// What was wrong. `Display` also says what was done about it.
    pub kind: ProblemKind,
}

/// The kinds of problems. `Display` says what was found and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProblemKind {
    /// No `---` on the first line.
    NoFrontMatter,
    /// No `---` after the front matter.
    Unterminated,
    /// The front matter is longer than the limit, in KiB.
    FrontMatterTooLong(usize),
    /// A quoted value with quotes inside it that are not escaped.
    UnescapedQuotes(CleanText),
    /// A value that is not valid YAML, or that YAML would cut short. It is used as written.
    InvalidYaml(CleanText),
    /// Front matter in TOML that is not valid.
    InvalidToml,
    /// A key that occurs twice. The first value is used.
    DuplicateKey(CleanText),
    /// A `date` that cannot be parsed.
    BadDate(CleanText),
    /// A `date` of which only the day can be parsed.
    OnlyDay(CleanText),
    /// No date in the front matter or the file name.
    NoDate,
    /// No date either, but the issues before and after it have one.
    DateOfNeighbours,
    /// No title in the front matter.
    NoTitle,
    /// A problem that most posts of a folder have, with the number of posts. It is no problem of a post.
    #[serde(skip)]
    Common(Box<ProblemKind>, usize),
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// UTF-16 with half a character.
    BadUtf16,
    /// UTF-16 without a byte order mark.
    NoByteOrderMark,
    /// A text longer than the limit, in MiB.
    BodyTooLong(usize),
    /// A text with so much markup that laying it out would take too long.
    TooMuchMarkup,
    /// An empty file.
    Empty,
    /// A file over the limit, in MiB.
    TooLarge(u64),
    /// The error of the system when the file was opened or read.
    Unreadable(CleanText),
    /// A pipe, socket or device with the name of a post.
    NotAFile,
}

impl Problem {
    /// True if it is one that most posts have.
    #[must_use]
    pub fn is_common(&self) -> bool {
        matches!(self.kind, ProblemKind::Common(..))
    }

    /// A problem of the whole file.
    #[must_use]
    pub fn whole_file(kind: ProblemKind) -> Self {
        Self { line: None, kind }
    }

    /// A problem in one line, counted from 1.
    #[must_use]
    pub fn at(line: usize, kind: ProblemKind) -> Self {
        Self { line: u32::try_from(line).ok(), kind }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFrontMatter => write!(f, "no front matter; title and date come from text and file name"),
            Self::Unterminated => write!(f, "no closing --- after the front matter; read up to the text"),
            Self::FrontMatterTooLong(kib) => write!(f, "front matter longer than {kib} KiB; the rest was not read"),
            Self::UnescapedQuotes(key) => write!(f, "unescaped quotes in `{key}`; read up to the last quote"),
            Self::InvalidYaml(key) => write!(f, "`{key}` is not valid YAML; used as written"),
            Self::InvalidToml => write!(f, "front matter is not valid TOML; using the valid part"),
            Self::DuplicateKey(key) => write!(f, "duplicate key `{key}`; using the first"),
            Self::BadDate(date) => write!(f, "cannot parse the date “{date}”"),
            Self::OnlyDay(date) => write!(f, "cannot parse all of the date “{date}”; using its day"),
            Self::NoDate => write!(f, "no date in the front matter or path; listed as undated"),
            Self::DateOfNeighbours => write!(f, "no date; guessed from the numbers of its neighbours"),
            Self::NoTitle => write!(f, "no title, heading or file name in words; using the first words"),
            Self::Common(kind, count) => write!(f, "{count} posts: {kind}"),
            Self::NotUtf8 => write!(f, "not valid UTF-8; invalid bytes are shown as �"),
            Self::BadUtf16 => write!(f, "not valid UTF-16; invalid characters are shown as �"),
            Self::NoByteOrderMark => write!(f, "UTF-16 without a byte order mark; byte order guessed"),
            Self::BodyTooLong(mib) => write!(f, "text longer than {mib} MiB; the rest is not shown"),
            Self::TooMuchMarkup => write!(f, "too much markup to lay out; shown as plain text"),
            Self::Empty => write!(f, "the file is empty"),
            Self::TooLarge(mib) => write!(f, "larger than {mib} MiB; only the front matter was read"),
            Self::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
            Self::NotAFile => write!(f, "not a regular file; skipped"),
        }
    }
}
