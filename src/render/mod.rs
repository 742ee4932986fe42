//! Posts to pages: a body is parsed into blocks, and the blocks are set as styled lines at a width.

mod blocks;
mod clusters;
mod document;
mod html;
mod identifier;
mod inline;
mod issue;
mod links;
mod markdown;
mod marked_up;
mod page;
mod set;
mod text;

pub use blocks::Emphasis;
pub use document::{Document, Line, LineKind, Link, Span, StoryStart};
pub use page::{Setting, TEXT_WIDTH, render, stories, unreadable};
pub use text::{text, texts};
