//! Posts from the files of other programs: exports of newsletter services, mail, lists of links, feeds.
//!
//! - `kind`: what a file is, by how it starts.
//! - `error`: why a file cannot be imported.
//! - `input`: reading files with limits; `files`, `zip_file`: those of a folder or a zip.
//! - `intake`: posts to files, counted.
//! - `importer`: imports a path.
//! - `substack`, `wordpress`, `ghost`, `post_file`: posts of newsletter services.
//! - `table`, `bookmarks`: lists of posts and of links; `opml`: lists of feeds; `feed_file`: feeds.
//! - `xml`: XML by pieces.
//! - `mbox`, `mail`, `mail_html`: newsletters by mail.

mod bookmarks;
mod error;
mod feed_file;
mod files;
mod ghost;
mod importer;
mod input;
mod intake;
mod kind;
mod mail;
mod mail_html;
mod mbox;
mod opml;
mod post_file;
mod substack;
mod table;
mod wordpress;
mod xml;
mod zip_file;

pub use error::ImportError;
pub use importer::{Importer, Report};
pub use intake::{Counts, Event, Options, is_for_subscribers};
