//! A book in EPUB 3: a cover, a table of contents by issue and story, and a chapter for each post.
//!
//! - `cover`: the picture of the cover.
//! - `package`: what the book consists of, and its table of contents.
//!
//! The format: <https://www.w3.org/TR/epub-33/>.

mod cover;
mod package;

use std::io::{Seek, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::entry::Entry;
use super::fragment;
use super::volume::Volume;
use super::xml::escape;
use package::{Chapter, Contents};

/// The style sheet.
const STYLE: &str = include_str!("../../assets/export/book.css");

/// Where the parts of the book are in its archive.
const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// A book as it is written.
pub(super) struct Book<W: Write + Seek> {
    zip: ZipWriter<W>,
    contents: Contents,
}

/// The name of the file with a post.
pub(super) fn chapter_name(number: usize) -> String {
    format!("post-{}.xhtml", number + 1)
}

impl<W: Write + Seek> Book<W> {
    /// Starts a book. Readers know a book by its first file, which is not compressed.
    pub(super) fn new(out: W) -> ZipResult<Self> {
        let mut zip = ZipWriter::new(out);
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file("mimetype", stored)?;
        zip.write_all(b"application/epub+zip")?;
        let mut book = Self { zip, contents: Contents::default() };
        book.file("META-INF/container.xml", CONTAINER)?;
        book.file("book/style.css", STYLE)?;
        Ok(book)
    }

    fn file(&mut self, name: &str, text: &str) -> ZipResult<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options)?;
        Ok(self.zip.write_all(text.as_bytes())?)
    }

    /// Adds a post as a chapter.
    pub(super) fn add(&mut self, volume: &Volume, entry: &Entry<'_>) -> ZipResult<()> {
        let name = chapter_name(entry.number);
        let language = entry.language();
        let text = fragment::of(volume, entry, 1);
        self.file(&format!("book/{name}"), &page(&entry.post.title, language, "", &text))?;
        self.contents.add(Chapter::of(entry, name, language));
        Ok(())
    }

    /// Writes what the book consists of, which is known only now.
    pub(super) fn finish(mut self, volume: &Volume) -> ZipResult<W> {
        let language = self.contents.language();
        self.file("book/cover.svg", &cover::picture(&volume.title, &self.contents.about()))?;
        let cover = format!("<div class=\"cover\"><img src=\"cover.svg\" alt=\"{}\"/></div>\n", escape(&volume.title));
        self.file("book/cover.xhtml", &page(&volume.title, language, " epub:type=\"cover\"", &cover))?;
        let nav = self.contents.navigation();
        self.file("book/nav.xhtml", &page("Contents", Some("en"), "", &nav))?;
        let package = self.contents.package(&volume.title);
        self.file("book/package.opf", &package)?;
        self.zip.finish()
    }
}

/// A page of the book.
fn page(title: &str, language: Option<&str>, kind: &str, body: &str) -> String {
    let language =
        language.map(|name| format!(" xml:lang=\"{name}\"{}", super::language::attributes(name))).unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"{language}>\n<head>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body{kind}>\n\
         {body}</body>\n</html>\n",
        escape(title)
    )
}
