//! The parts of the file of a cache: a header, chunks of posts, and a table of the chunks at the end.
//!
//! A chunk has the entries of its posts, in postcard's format, and behind them their texts, each with a line end. So
//! posts can be read without their texts, and a chunk's texts are one buffer in memory.

use std::env;
use std::os::unix::fs::MetadataExt;

use serde::{Deserialize, Serialize};

/// The first bytes of a cache. The number changes with the format.
pub(super) const MAGIC: [u8; 16] = *b"importai-cache 2";

/// The length of the header: the first bytes, and place, length and checksum of the table.
pub(super) const HEADER: usize = MAGIC.len() + 8 + 8 + 4;

/// The largest table that is read, in bytes: of some ten million posts.
const MAX_TABLE: u64 = 16 * 1024 * 1024;

/// Where the table of a cache is, and its checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) at: u64,
    pub(super) len: u64,
    pub(super) crc: u32,
}

/// What a cache was made of, and where its chunks are.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Table<'a> {
    /// The program that made it: another one may read files in another way.
    pub(super) program: String,
    /// The paths that were opened.
    #[serde(borrow)]
    pub(super) archive: Vec<&'a [u8]>,
    pub(super) chunks: Vec<Chunk>,
}

/// The place of a chunk: its entries, and right behind them its texts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Chunk {
    pub(super) at: u64,
    pub(super) entries_len: u32,
    pub(super) entries_crc: u32,
    pub(super) texts_len: u32,
    pub(super) texts_crc: u32,
}

impl Header {
    pub(super) fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        let (magic, rest) = bytes.split_at_mut(MAGIC.len());
        magic.copy_from_slice(&MAGIC);
        rest[..8].copy_from_slice(&self.at.to_le_bytes());
        rest[8..16].copy_from_slice(&self.len.to_le_bytes());
        rest[16..].copy_from_slice(&self.crc.to_le_bytes());
        bytes
    }

    /// `None` if it is not that of a cache of `file_len` bytes.
    pub(super) fn from_bytes(bytes: &[u8; HEADER], file_len: u64) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let header = Self {
            at: u64::from_le_bytes(rest[..8].try_into().ok()?),
            len: u64::from_le_bytes(rest[8..16].try_into().ok()?),
            crc: u32::from_le_bytes(rest[16..].try_into().ok()?),
        };
        let is_whole = header.at.checked_add(header.len) == Some(file_len);
        (is_whole && header.len <= MAX_TABLE).then_some(header)
    }
}

/// Identifies this build of the program: its version, and size and time of its file.
pub(super) fn program() -> String {
    let file = env::current_exe().and_then(std::fs::metadata);
    let file = file.map(|file| (file.len(), file.mtime(), file.mtime_nsec())).unwrap_or_default();
    format!("{} {file:?}", env!("CARGO_PKG_VERSION"))
}
