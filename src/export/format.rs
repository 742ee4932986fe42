//! The formats, and which one the name of a file asks for.

use std::path::Path;

/// A format of exported posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown with front matter.
    Markdown,
    /// One page of HTML.
    Html,
    /// An EPUB 3 book.
    Epub,
    /// Plain text, laid out as a page.
    Text,
    /// One JSON object per line.
    JsonLines,
}

/// Each format with the extensions of its files; the first is used for new files.
const EXTENSIONS: [(Format, &[&str]); 5] = [
    (Format::Markdown, &["md", "markdown"]),
    (Format::Html, &["html", "htm"]),
    (Format::Epub, &["epub"]),
    (Format::Text, &["txt", "text"]),
    (Format::JsonLines, &["jsonl", "ndjson"]),
];

impl Format {
    /// The format with a name, which is the first extension of its files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        EXTENSIONS.iter().find(|(_, extensions)| extensions[0] == name).map(|(format, _)| *format)
    }

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().map(|(_, extensions)| extensions[0])
    }

    /// The format that the extension of a file asks for.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        EXTENSIONS.iter().find(|(_, extensions)| extensions.contains(&&*extension)).map(|(format, _)| *format)
    }

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        EXTENSIONS.iter().find(|(format, _)| *format == self).map_or("", |(_, extensions)| extensions[0])
    }

    /// True if it is text, which may be printed.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::Epub
    }

    /// True if a folder may hold a file of it for each post.
    #[must_use]
    pub fn can_be_split(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Text)
    }
}
