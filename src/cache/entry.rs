//! A post as it is stored: its short fields, the version of its file, and the places of its text.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::version::FileVersion;
use crate::model::{DateOrigin, Post, PostDate, PostSource, Problem, SearchText, TextPlaces, WordCount};
use crate::text::{CleanText, are_clean};

/// A post of a cache.
#[derive(Debug)]
pub struct CachedPost<'a> {
    /// The whole path of its file.
    pub path: &'a OsStr,
    /// The length of its path relative to the folder that was opened, which is the end of the whole one.
    pub relative: u32,
    /// The version of the file that it was made from.
    pub version: FileVersion,
    /// Where its text starts in the texts of its chunk, and its places there; `None` if it was not stored.
    text: Option<(u32, TextPlaces)>,
    fields: Fields<'a>,
}

/// An entry of a chunk.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry<'a> {
    #[serde(borrow)]
    path: &'a [u8],
    relative: u32,
    version: FileVersion,
    #[serde(borrow)]
    fields: Fields<'a>,
    /// `None` if the text is not stored.
    text: Option<TextPlaces>,
}

/// The fields of a post, but for its source and the version of its file.
#[derive(Debug, Serialize, Deserialize)]
struct Fields<'a> {
    title: &'a str,
    /// Seconds since 1970, and nanoseconds after that second.
    instant: (i64, i32),
    origin: DateOrigin,
    link: Option<&'a str>,
    domain: &'a str,
    author: &'a str,
    category: &'a str,
    tags: &'a str,
    is_draft: bool,
    length: WordCount,
    problems: Vec<Problem>,
}

impl<'a> Entry<'a> {
    /// The entry of a post as it was read.
    pub(super) fn new(version: FileVersion, post: &'a Post, text: &SearchText) -> Self {
        let instant = post.date.instant();
        Self {
            path: post.source.path().as_os_str().as_bytes(),
            relative: u32::try_from(post.source.relative().len()).unwrap_or(u32::MAX),
            version,
            fields: Fields {
                title: &post.title,
                instant: (instant.as_second(), instant.subsec_nanosecond()),
                origin: post.date.origin,
                link: post.link.as_deref(),
                domain: &post.domain,
                author: &post.author,
                category: &post.category,
                tags: &post.tags,
                is_draft: post.is_draft,
                length: post.length,
                problems: post.problems.to_vec(),
            },
            text: (!text.is_empty()).then(|| text.places()),
        }
    }

    /// The length of its text in its chunk, with the line end.
    pub(super) fn text_len(&self) -> u32 {
        self.text.as_ref().map_or(0, |text| text.length.saturating_add(1))
    }

    /// The post, whose text starts at `at` in the texts of its chunk.
    pub(super) fn into_post(self, at: u32) -> CachedPost<'a> {
        let Self { path, relative, version, fields, text } = self;
        let text = text.map(|places| (at, places));
        CachedPost { path: OsStr::from_bytes(path), relative, version, text, fields }
    }
}

impl CachedPost<'_> {
    /// Its searchable text, as a part of those of its chunk; empty if it was not stored. `None` if its places are
    /// invalid.
    #[must_use]
    pub fn text_in(&self, texts: &Arc<String>) -> Option<SearchText> {
        let Some((start, places)) = &self.text else { return Some(SearchText::default()) };
        SearchText::within(texts, *start, places.clone())
    }

    /// The bytes of its text in those of its chunk, which nobody has checked. `None` if that was not stored or has
    /// accents and the like.
    #[must_use]
    pub fn plain_text<'t>(&self, texts: &'t [u8]) -> Option<&'t [u8]> {
        let (_, places) = self.text.as_ref()?;
        if places.has_folded() { None } else { self.bytes(texts) }
    }

    /// Its searchable text in memory of its own; empty if it was not stored. `None` if it is damaged.
    #[must_use]
    pub fn own_text(&self, texts: &[u8]) -> Option<SearchText> {
        let Some((_, places)) = &self.text else { return Some(SearchText::default()) };
        let text = clean_texts(self.bytes(texts)?.to_vec())?;
        SearchText::within(&text, 0, places.clone())
    }

    fn bytes<'t>(&self, texts: &'t [u8]) -> Option<&'t [u8]> {
        let (start, places) = self.text.as_ref()?;
        let start = usize::try_from(*start).ok()?;
        texts.get(start..start.checked_add(usize::try_from(places.length).ok()?)?)
    }

    /// The post of a file of this version.
    #[must_use]
    pub fn to_post(&self, source: PostSource) -> Post {
        let Fields { title, instant, origin, link, domain, author, category, tags, is_draft, length, problems } =
            &self.fields;
        let instant = Timestamp::new(instant.0, instant.1).unwrap_or(Timestamp::UNIX_EPOCH);
        Post {
            source,
            title: CleanText::sanitized(title),
            date: PostDate::new(instant, *origin),
            link: link.map(CleanText::sanitized),
            domain: CleanText::sanitized(domain),
            author: CleanText::sanitized(author),
            category: CleanText::sanitized(category),
            tags: CleanText::sanitized(tags),
            is_draft: *is_draft,
            length: *length,
            stamp: self.version.stamp,
            common_problems: 0,
            problems: problems.clone().into_boxed_slice(),
        }
    }
}

/// Texts that can be shown and searched; `None` for others, which no program of this kind has written.
pub(super) fn clean_texts(bytes: Vec<u8>) -> Option<Arc<String>> {
    let texts = String::from_utf8(bytes).ok()?;
    are_clean(&texts).then(|| Arc::new(texts))
}
