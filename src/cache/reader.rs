//! The file of a cache to posts. Several threads may read chunks at once.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::entry::{CachedPost, Entry, clean_texts};
use super::format::{Chunk, HEADER, Header, Table, program};
use super::place::CachePlace;

/// An open cache. A file that replaces it while it is read does no harm.
#[derive(Debug)]
pub struct CacheReader {
    file: File,
    chunks: Vec<Chunk>,
    /// Buffers of chunks that nobody needs any more. With new ones, half the time would go into pages of memory that
    /// the system gives and takes back.
    free: Mutex<Vec<Vec<u8>>>,
}

/// A chunk that was read and whose checksums are right. Its texts are still to be checked.
#[derive(Debug)]
pub struct ChunkBytes {
    entries: Vec<u8>,
    /// Empty if they were not asked for.
    texts: Vec<u8>,
}

impl CacheReader {
    /// Opens a cache. `None` if there is none for this archive and this program, or if it is damaged.
    #[must_use]
    pub fn open(place: &CachePlace) -> Option<Self> {
        let file = place.open().ok()?;
        let file_len = file.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
        let mut header = [0; HEADER];
        file.read_exact_at(&mut header, 0).ok()?;
        let header = Header::from_bytes(&header, file_len)?;
        let mut table = vec![0; usize::try_from(header.len).ok()?];
        file.read_exact_at(&mut table, header.at).ok()?;
        if crc32fast::hash(&table) != header.crc {
            return None;
        }
        let Table { program: made_by, archive, chunks } = postcard::from_bytes(&table).ok()?;
        let fits = |chunk: &Chunk| {
            let len = u64::from(chunk.entries_len) + u64::from(chunk.texts_len);
            chunk.at.checked_add(len).is_some_and(|end| end <= header.at)
        };
        let is_usable = made_by == program() && archive == place.archive() && chunks.iter().all(fits);
        is_usable.then(|| Self { file, chunks, free: Mutex::default() })
    }

    /// The number of chunks.
    #[must_use]
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// Reads a chunk, with the texts of its posts if they are wanted. `None` if it is damaged.
    #[must_use]
    pub fn read(&self, chunk: usize, with_texts: bool) -> Option<ChunkBytes> {
        let chunk = self.chunks.get(chunk)?;
        let part = |at: u64, len: u32, crc: u32| {
            let mut bytes = self.free().pop().unwrap_or_default();
            bytes.resize(usize::try_from(len).ok()?, 0);
            self.file.read_exact_at(&mut bytes, at).ok()?;
            (crc32fast::hash(&bytes) == crc).then_some(bytes)
        };
        let entries = part(chunk.at, chunk.entries_len, chunk.entries_crc)?;
        let texts = if with_texts {
            part(chunk.at + u64::from(chunk.entries_len), chunk.texts_len, chunk.texts_crc)?
        } else {
            Vec::new()
        };
        Some(ChunkBytes { entries, texts })
    }

    /// Takes back a chunk, to read another into its memory.
    pub fn recycle(&self, chunk: ChunkBytes) {
        self.free().extend([chunk.texts, chunk.entries]);
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChunkBytes {
    /// The bytes of its texts, which nobody has checked.
    #[must_use]
    pub fn texts(&self) -> &[u8] {
        &self.texts
    }

    /// Its texts; `None` if they are not valid and clean.
    #[must_use]
    pub fn take_texts(&mut self) -> Option<Arc<String>> {
        clean_texts(std::mem::take(&mut self.texts))
    }

    /// The posts of the chunk; those after an invalid one are left out.
    #[must_use]
    pub fn posts(&self) -> Vec<CachedPost<'_>> {
        let mut posts = Vec::new();
        let (mut rest, mut at) = (&*self.entries, 0_u32);
        while !rest.is_empty() {
            let Ok((entry, after)) = postcard::take_from_bytes::<Entry<'_>>(rest) else { break };
            let len = entry.text_len();
            posts.push(entry.into_post(at));
            rest = after;
            at = at.saturating_add(len);
        }
        posts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clean_texts_are_taken() {
        let taken = |bytes: &[u8]| clean_texts(bytes.to_vec()).map(|texts| texts.to_string());
        for text in ["", "A title\nA line – “naïve”\n", "表題\n本文\n"] {
            assert_eq!(taken(text.as_bytes()).as_deref(), Some(text));
        }
        let hostile: [&[u8]; 6] =
            [b"a\xff\n", b"\xc3", b"a\x1b[31mb\n", b"\xc2\x9b1m", b"a\0b", "a\u{202e}b".as_bytes()];
        for bytes in hostile {
            assert_eq!(taken(bytes), None, "{bytes:?}");
        }
    }
}
