//! The domain: posts, the library they form, their marks, and the text type that is safe to show.
//!
//! Nothing here knows of files being read or of a terminal.

mod clean;
mod date;
mod library;
mod link;
mod marks;
mod position;
mod post;
mod problem;
mod reference;
mod sieve;
pub mod story;

pub use clean::{CleanText, prefix, same_letters, suffix};
pub use date::{DateOrigin, PostDate};
pub use library::{Filter, Library, Sort, SortKey};
pub use link::{Refused, WebUrl, has_web_scheme, host};
pub use marks::{Mark, MarkChange, MarkField, Marks};
pub use position::{Position, StoryKey};
pub use post::{Length, Post, PostId, Source, Stamp};
pub use problem::{Fault, Problem};
pub use reference::{Reference, References, Series};
