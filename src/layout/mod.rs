//! Blocks at a width to lines.
//!
//! - `document`: [`Document`], a page as styled lines.
//! - `blocks`: one block as lines, by html2text.
//! - `placeholders`: characters that html2text cannot measure.
//! - `page`: the whole page of a post.
//! - `issue`: an issue as its stories.
//! - `search_text`: the text of a page, for searching.

mod blocks;
mod document;
mod issue;
mod page;
mod placeholders;
mod search_text;

pub use document::{Document, Line, LineKind, Link, Span, StoryStart};
pub use page::{PageOptions, TEXT_WIDTH, render, stories, unreadable};
pub use search_text::{text, texts};
