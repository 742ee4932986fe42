//! Characters and safe text; knows nothing of posts.
//!
//! - `clean_text`: [`CleanText`], the text that may be shown.
//! - `sanitize`: which characters of outside text are let through.
//! - `folding`: which characters count as the same in a search.
//! - `wrap`: plain text broken into lines.

mod clean_text;
pub mod folding;
mod sanitize;
pub mod wrap;

pub use clean_text::{CleanText, TAB_WIDTH, eq_alphanumeric, prefix, suffix};
