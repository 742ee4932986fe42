//! What a book consists of: its package document and its table of contents.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::Timestamp;
use ring::digest::{SHA256, digest};

use crate::export::entry::Entry;
use crate::export::xml::escape;
use crate::model::PostDate;

/// Authors that are named; a book of more is a collection of many.
const MAX_AUTHORS: usize = 20;

/// A post of the book.
pub(super) struct Chapter {
    /// The name of its file.
    file: String,
    title: String,
    /// The names of its stories, each with its place.
    stories: Vec<(String, String)>,
    author: String,
    date: Option<PostDate>,
    language: Option<&'static str>,
    /// What the identifier of the book is made of.
    identity: String,
}

impl Chapter {
    pub(super) fn of(entry: &Entry<'_>, file: String, language: Option<&'static str>) -> Self {
        let story = |(number, (story, _)): (usize, &(crate::story::Story, _))| {
            (entry.story_id(number), story.name().to_string())
        };
        Self {
            file,
            title: entry.post.title.to_string(),
            stories: entry.stories().iter().enumerate().map(story).collect(),
            author: entry.post.author.to_string(),
            date: Some(entry.date).filter(|date| !date.is_of_file()),
            language,
            identity: entry.post.identity().to_owned(),
        }
    }
}

/// The chapters of a book.
#[derive(Default)]
pub(super) struct Contents {
    chapters: Vec<Chapter>,
}

impl Contents {
    pub(super) fn add(&mut self, chapter: Chapter) {
        self.chapters.push(chapter);
    }

    /// The language of most chapters.
    pub(super) fn language(&self) -> Option<&'static str> {
        let known = || self.chapters.iter().filter_map(|chapter| chapter.language);
        let names: BTreeSet<&str> = known().collect();
        names.into_iter().max_by_key(|name| known().filter(|other| other == name).count())
    }

    /// What the cover says below the title: how many posts, and from when to when.
    pub(super) fn about(&self) -> Vec<String> {
        let count = self.chapters.len();
        let posts = if count == 1 { "1 post".to_owned() } else { format!("{count} posts") };
        let dates = || self.chapters.iter().filter_map(|chapter| chapter.date);
        let first = dates().min_by_key(PostDate::instant).map(|date| date.format_long());
        let last = dates().max_by_key(PostDate::instant).map(|date| date.format_long());
        let span = match (first, last) {
            (Some(first), Some(last)) if first == last => Some(first),
            (Some(first), Some(last)) => Some(format!("{first} – {last}")),
            _ => None,
        };
        std::iter::once(posts).chain(span).collect()
    }

    /// The table of contents.
    pub(super) fn navigation(&self) -> String {
        let mut out = String::from("<nav epub:type=\"toc\" id=\"toc\" role=\"doc-toc\">\n<h1>Contents</h1>\n<ol>\n");
        for chapter in &self.chapters {
            let (file, title) = (&chapter.file, escape(&chapter.title));
            // Writing to a string does not fail.
            let _ = write!(out, "<li><a href=\"{file}\"><bdi>{title}</bdi></a>");
            if !chapter.stories.is_empty() {
                out.push_str("\n<ol class=\"stories\">\n");
                for (id, name) in &chapter.stories {
                    let name = escape(name);
                    let _ = writeln!(out, "<li><a href=\"{file}#{id}\"><bdi>{name}</bdi></a></li>");
                }
                out.push_str("</ol>\n");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</nav>\n");
        out
    }

    /// The package document. The same posts make the same book, byte for byte.
    pub(super) fn package(&self, title: &str) -> String {
        let newest = self.chapters.iter().filter_map(|chapter| chapter.date).map(|date| date.instant()).max();
        let modified = newest.unwrap_or(Timestamp::UNIX_EPOCH).max(Timestamp::UNIX_EPOCH);
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" \
             version=\"3.0\" \
             unique-identifier=\"id\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
             <dc:identifier id=\"id\">urn:uuid:{}</dc:identifier>\n<dc:title>{}</dc:title>\n\
             <dc:language>{}</dc:language>\n<meta property=\"dcterms:modified\">{}</meta>\n",
            self.identifier(title),
            escape(title),
            self.language().unwrap_or("und"),
            modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        );
        let authors: BTreeSet<&str> = self.chapters.iter().map(|chapter| &*chapter.author).collect();
        let authors: Vec<&str> = authors.into_iter().filter(|author| !author.trim().is_empty()).collect();
        if authors.len() <= MAX_AUTHORS {
            for author in authors {
                let _ = writeln!(out, "<dc:creator>{}</dc:creator>", escape(author));
            }
        }
        out.push_str(
            "</metadata>\n<manifest>\n\
             <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
             <item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n\
             <item id=\"picture\" href=\"cover.svg\" media-type=\"image/svg+xml\" properties=\"cover-image\"/>\n\
             <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n",
        );
        for (number, chapter) in self.chapters.iter().enumerate() {
            let file = &chapter.file;
            let _ = writeln!(
                out,
                "<item id=\"chapter-{}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>",
                number + 1
            );
        }
        out.push_str("</manifest>\n<spine>\n<itemref idref=\"cover\"/>\n<itemref idref=\"nav\"/>\n");
        for number in 1..=self.chapters.len() {
            let _ = writeln!(out, "<itemref idref=\"chapter-{number}\"/>");
        }
        out.push_str("</spine>\n</package>\n");
        out
    }

    /// A UUID of version 8 (RFC 9562) made of the title and the posts.
    fn identifier(&self, title: &str) -> String {
        let mut text = title.to_owned();
        for chapter in &self.chapters {
            text.extend(["\n", &chapter.identity]);
            chapter.stories.iter().for_each(|(_, name)| text.extend(["\t", name]));
        }
        let digest = digest(&SHA256, text.as_bytes());
        let mut bytes = [0_u8; 16];
        bytes.iter_mut().zip(digest.as_ref()).for_each(|(byte, of_digest)| *byte = *of_digest);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut out = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                out.push('-');
            }
            let _ = write!(out, "{byte:02x}");
        }
        out
    }
}
