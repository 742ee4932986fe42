//! The domain: posts, the library they form, their marks, and the text type that is safe to show.
//!
//! Nothing here knows of files being read or of a terminal.

mod clean;
mod date;
pub mod fold;
mod library;
mod link;
mod look;
mod marks;
mod position;
mod post;
mod problem;
pub mod query;
mod reference;
mod search;
mod sieve;
mod snippet;
pub mod story;
mod text;
mod trail;

pub use clean::{CleanText, prefix, same_letters, suffix};
pub use date::{DateOrigin, PostDate};
pub use library::{Filter, Library, Sort, SortKey};
pub use link::{Doubt, Refused, WebUrl, has_web_scheme, host};
pub use look::Place;
pub use marks::{Mark, MarkChange, MarkField, Marks};
pub use position::{Position, StoryKey};
pub use post::{Length, Post, PostId, Source, Stamp};
pub use problem::{Fault, Problem};
pub use query::{Query, QueryError};
pub use reference::{Reference, References, Series};
pub use search::{Found, Hit, search};
pub use snippet::Snippet;
pub use text::{Text, TextBuilder};
pub use trail::Trail;
