//! Posts to the file of a cache, a chunk at a time, so that no second copy of the texts is in memory.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::entry::Entry;
use super::format::{Chunk, HEADER, Header, Table, program};
use super::place::CachePlace;
use super::version::FileVersion;
use crate::model::{Post, SearchText};

/// The most posts of a chunk, and the size of its texts, in bytes, at which it ends: as those that `search` packs into
/// one buffer.
const CHUNK_POSTS: usize = 128;
const CHUNK_TEXTS: usize = 256 * 1024;

/// Writes a cache whole or not at all: it replaces the old one when it is finished.
#[derive(Debug)]
pub struct CacheWriter<'a> {
    place: &'a CachePlace,
    temporary: PathBuf,
    file: File,
    at: u64,
    chunks: Vec<Chunk>,
    entries: Vec<u8>,
    texts: String,
    posts: usize,
    is_finished: bool,
}

impl<'a> CacheWriter<'a> {
    /// Starts a cache.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be written.
    pub fn create(place: &'a CachePlace) -> io::Result<Self> {
        let (temporary, file) = place.create()?;
        let mut writer = Self {
            place,
            temporary,
            file,
            at: 0,
            chunks: Vec::new(),
            entries: Vec::new(),
            texts: String::new(),
            posts: 0,
            is_finished: false,
        };
        writer.put(&[0; HEADER])?;
        Ok(writer)
    }

    /// Adds a post that was read from this version of its file, with its text; an empty text is not stored.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, version: FileVersion, post: &Post, text: &SearchText) -> io::Result<()> {
        let entry = Entry::new(version, post, text);
        self.entries = postcard::to_extend(&entry, std::mem::take(&mut self.entries)).map_err(io::Error::other)?;
        if !text.is_empty() {
            self.texts.push_str(text.as_str());
            self.texts.push('\n');
        }
        self.posts += 1;
        if self.posts == CHUNK_POSTS || self.texts.len() >= CHUNK_TEXTS { self.end_chunk() } else { Ok(()) }
    }

    /// Ends the cache and puts it in its place.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.end_chunk()?;
        let chunks = std::mem::take(&mut self.chunks);
        let table = Table { program: program(), archive: self.place.archive(), chunks };
        let table = postcard::to_allocvec(&table).map_err(io::Error::other)?;
        let header = Header { at: self.at, len: table.len() as u64, crc: crc32fast::hash(&table) };
        self.put(&table)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&header.to_bytes())?;
        self.place.replace_with(&self.temporary)?;
        self.is_finished = true;
        Ok(())
    }

    fn end_chunk(&mut self) -> io::Result<()> {
        if self.posts == 0 {
            return Ok(());
        }
        let len = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(io::Error::other);
        let (entries, texts) = (std::mem::take(&mut self.entries), std::mem::take(&mut self.texts));
        self.chunks.push(Chunk {
            at: self.at,
            entries_len: len(&entries)?,
            entries_crc: crc32fast::hash(&entries),
            texts_len: len(texts.as_bytes())?,
            texts_crc: crc32fast::hash(texts.as_bytes()),
        });
        self.put(&entries)?;
        self.put(texts.as_bytes())?;
        (self.entries, self.texts, self.posts) = (entries, texts, 0);
        self.entries.clear();
        self.texts.clear();
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

impl Drop for CacheWriter<'_> {
    fn drop(&mut self) {
        if !self.is_finished {
            // It is removed later if that fails.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}
