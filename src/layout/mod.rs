//! Blocks at a width to lines.
//!
//! - `document`: [`Document`], a page as styled lines.
//! - `blocks`: one block as lines.
//! - `highlight`, `languages`: the tokens of code.
//! - `runs`: runs of text of one style.
//! - `table`: a table as lines, drawn by html2text.
//! - `columns`: the widths of its columns.
//! - `records`: a table that is too wide.
//! - `placeholders`: stand in for characters that html2text cannot measure.
//! - `page`: the whole page of a post.
//! - `issue`: an issue as its stories.
//! - `story_page`: pages made of stories of several posts.
//! - `bars`: bars of blocks, as text.
//! - `page_builder`: a page as it grows, line by line.

mod bars;
mod blocks;
mod columns;
mod document;
mod highlight;
mod issue;
mod languages;
mod page;
mod page_builder;
mod placeholders;
mod records;
mod runs;
mod story_page;
mod table;

pub use crate::markup::{Destination, Link};
pub use bars::{Column, EIGHTHS, bar, bar_lines, percent};
pub use document::{Document, Line, LineKind, SectionKind, SectionStart, Span, SpanRole, Token, Wrap};
pub use page::{PageOptions, TEXT_WIDTH, error_page, lay_out, lay_out_article};
pub use story_page::{lay_out_digest, lay_out_name, lay_out_work};
