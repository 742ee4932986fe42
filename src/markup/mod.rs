//! Markdown and HTML to blocks; no widths.
//!
//! - `builder`: the blocks, and what makes them out of tags and text.
//! - `markdown`, `html`: the two parsers.
//! - `autolink`, `paper_id`: addresses and identifiers of papers that are not marked as links.
//! - `link_table`: the links of a page, numbered.
//! - `marked_up`: HTML as the text that stories are read from.

pub mod autolink;
pub mod builder;
pub mod container;
pub mod html;
pub mod link_table;
pub mod markdown;
pub mod marked_up;
pub mod paper_id;

pub use builder::Emphasis;
