//! Posts from the web: feeds and archives of newsletters to files in a folder.
//!
//! - `http`, `network`, `pacing`: requests, with limits and pauses.

pub mod http;
mod network;
pub mod pacing;
