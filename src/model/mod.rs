//! What the program is about: posts and the library that they form. Plain data; no files, no terminal.
//!
//! - `post`: [`Post`], the fields of one file.
//! - `file_path`: where the file of a post is.
//! - `library`: [`Library`], all posts with their orders.
//! - `search_text`: the text of a post as it is searched. `story_facts`: what a query can ask of its stories besides.
//! - `date`: the date of a post and where it was found.
//! - `date_text`: dates as people and programs write them.
//! - `mark`: what the user did with a post: read, starred, where reading stopped.
//! - `reading_position`: where reading stopped. `story_key`: which story of a post marks are of.
//! - `post_paths`: which posts the links between posts lead to.
//! - `series`: numbered issues, and references to them in texts. `series_gaps`: the numbers that are missing.
//! - `web_url`: which addresses may be opened.
//! - `work_id`: which work an address leads to; `web_address`: addresses without what differs between two links to the
//!   same page.
//! - `problem`: what was wrong with a file.

mod date;
mod date_text;
mod file_path;
mod library;
mod mark;
mod post;
mod post_paths;
mod problem;
mod reading_position;
mod search_text;
mod series;
mod series_gaps;
mod story_facts;
mod story_key;
mod web_address;
mod web_url;
mod work_id;

pub use date::{DateOrigin, PostDate, today};
pub use date_text::month_number;
pub use file_path::FilePath;
pub use library::{FileChanges, Filter, Library, Sort, SortKey};
pub use mark::{Mark, MarkChange, MarkField, Marks};
pub use post::{COARSEST_TIME, FileStamp, Post, PostId, PostSource, WordCount};
pub use post_paths::PostPaths;
pub use problem::{Problem, ProblemKind};
pub use reading_position::{Position, SectionKey};
pub use search_text::{SearchText, SearchTextBuilder, TextPlaces};
pub use series::{Reference, ReferenceFinder, Series, issue_of, without_series};
pub use series_gaps::SeriesGaps;
pub use story_facts::StoryFacts;
pub use story_key::{StoryKey, split_identity, story_identity};
pub use web_url::{LinkWarning, UrlError, WebUrl, decoded, has_scheme, has_web_scheme, host, join, without_www};
pub use work_id::WorkId;
