//! Posts from the web: feeds and archives of newsletters to files in a folder.
//!
//! - `http`, `http_error`, `network`, `pacing`: requests, with limits and pauses. `certificates`: which servers are
//!   trusted.
//! - `feed`, `page`, `site`: what is at an address.
//! - `item`: a post as it comes.
//! - `post_file`, `folder`, `state`: posts to files, each once.
//! - `newsletters`: newsletters that are known by name.
//! - `status`: when a newsletter was fetched last, for lists of feeds.
//! - `opml`: lists of feeds as files of OPML.
//! - `git`, `git_address`, `git_command`: folders in git repositories.
//! - `fetcher`, `intake`: takes the posts of a newsletter.
//! - `archive`, `wordpress`, `substack`, `ghost`, `sitemap`: everything back to the beginning.

mod archive;
mod certificates;
pub mod feed;
mod fetcher;
mod folder;
mod ghost;
mod git;
mod git_address;
mod git_command;
pub mod http;
mod http_error;
mod intake;
pub mod item;
mod network;
mod newsletters;
pub mod opml;
pub mod pacing;
pub mod page;
mod post_file;
pub mod site;
mod sitemap;
mod state;
mod status;
mod substack;
mod wordpress;

pub use fetcher::{Fetcher, Report};
pub(crate) use folder::Place;
pub use folder::{Folder, Outcome, StoreError};
pub use git_address::GitFolder;
pub use git_command::GitError;
pub(crate) use intake::date;
pub use intake::{Counts, Event, FetchError, Options};
pub use newsletters::Newsletter;
pub use state::STATE_FILE;
pub use status::{FeedStatus, FolderStatus};
