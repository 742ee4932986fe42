//! What had to be repaired, guessed or passed over while a file was read.

use std::fmt;

use crate::text::CleanText;

/// A fault in a file, with the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, counted from 1; none where the whole file is meant.
    pub line: Option<u32>,
    /// What was wrong and what was done about it.
    pub kind: ProblemKind,
}

/// The kinds of faults. Their texts say what was found and what the reader did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No `---` on the first line.
    NoFrontMatter,
    /// `---` on the first line and none after it.
    Unterminated,
    /// The front matter is longer than is read.
    FrontMatterTooLong,
    /// A quoted value with quotes inside it that are not escaped.
    UnescapedQuotes(&'static str),
    /// A value that YAML would refuse or cut short, taken as it stands.
    InvalidYaml(&'static str),
    /// A key that stands twice; the first value counts.
    DuplicateKey(&'static str),
    /// A `date` that is none.
    BadDate(CleanText),
    /// No date in the front matter or the file's name.
    NoDate,
    /// No title in the front matter.
    NoTitle,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// UTF-16 with half a character missing.
    BadUtf16,
    /// UTF-16 that does not say so.
    NoByteOrderMark,
    /// A text that is longer than is set, in MiB.
    BodyTooLong(usize),
    /// A text with so many marks of Markdown and HTML that setting it would take too long.
    TooMuchMarkup,
    /// An empty file.
    Empty,
    /// A file over the limit, in MiB.
    TooLarge(u64),
    /// What the system said when the file was opened or read.
    Unreadable(CleanText),
    /// A FIFO, socket or device with a post's name.
    NotAFile,
}

impl Problem {
    /// A fault of the file as a whole.
    #[must_use]
    pub fn whole_file(kind: ProblemKind) -> Self {
        Self { line: None, kind }
    }

    /// A fault in one line, counted from 1.
    #[must_use]
    pub fn at(line: usize, kind: ProblemKind) -> Self {
        Self { line: u32::try_from(line).ok(), kind }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFrontMatter => write!(f, "no front matter; title and date come from the text and the file's name"),
            Self::Unterminated => write!(f, "the front matter has no closing ---; its fields were read up to the text"),
            Self::FrontMatterTooLong => {
                write!(f, "the front matter is longer than 256 KiB; the rest of it was not read")
            }
            Self::UnescapedQuotes(key) => write!(f, "unescaped quotes in {key}; read up to the last one"),
            Self::InvalidYaml(key) => write!(f, "{key} is not valid YAML; taken as it stands"),
            Self::DuplicateKey(key) => write!(f, "{key} stands twice; the first one counts"),
            Self::BadDate(date) => write!(f, "cannot read the date “{date}”"),
            Self::NoDate => {
                write!(f, "no date in the front matter or file name; the file's modification time stands in")
            }
            Self::NoTitle => write!(f, "no title; the text's first words or the file's name stand in"),
            Self::NotUtf8 => write!(f, "not UTF-8; the bytes that could not be read show as �"),
            Self::BadUtf16 => write!(f, "broken UTF-16; what could not be read shows as �"),
            Self::NoByteOrderMark => write!(f, "UTF-16 without a byte order mark; read as what it looks like"),
            Self::BodyTooLong(mib) => write!(f, "the text is longer than {mib} MiB; it continues in the file"),
            Self::TooMuchMarkup => write!(f, "too many lines and marks to be set; shown as plain text"),
            Self::Empty => write!(f, "the file is empty"),
            Self::TooLarge(mib) => write!(f, "larger than {mib} MiB; only its front matter was read"),
            Self::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
            Self::NotAFile => write!(f, "not a regular file; left alone"),
        }
    }
}
