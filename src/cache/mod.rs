//! The cache of an archive: the posts and searchable texts that loading made, kept on disk so that the next start reads
//! only files that have changed.
//!
//! - `place`: where the file of a cache is.
//! - `version`: which version of a file an entry was made from.
//! - `entry`: a post as it is stored.
//! - `format`: the parts of the file.
//! - `reader`: the file to posts.
//! - `writer`: posts to the file.
//!
//! A cache is only ever a copy. One that is missing, damaged, of another program or of another archive is not used, and
//! nothing is said about it: the posts are read from their files. What comes out of a cache is checked as if it came
//! from a stranger: texts are valid UTF-8 and clean, ranges lie within their texts.

mod entry;
mod format;
mod place;
mod reader;
mod version;
mod writer;

pub use entry::CachedPost;
pub use place::{CacheInfo, CachePlace};
pub use reader::{CacheReader, ChunkBytes};
pub use version::FileVersion;
pub use writer::CacheWriter;
