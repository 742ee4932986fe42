//! Characters, safe text, line breaking. Nothing about posts.
//!
//! - `clean_text`: [`CleanText`], the text that may be shown.
//! - `sanitize`: which characters of outside text are kept.
//! - `folding`: which characters are the same in a search.
//! - `folded_ranges`: where a text has some of these.
//! - `kinsoku`: where words of Chinese and Japanese may be broken.
//! - `line_break`: text broken into lines.
//! - `numbers`: numbers with their nouns.
//! - `width`: the width of text in cells, and truncation.

mod clean_text;
mod folded_ranges;
pub mod folding;
mod kinsoku;
pub mod line_break;
mod numbers;
mod sanitize;
mod width;

pub use clean_text::{CleanText, TAB_WIDTH, are_clean, collapse_spaces, eq_alphanumeric, opening_len, prefix, suffix};
pub use folded_ranges::FoldedRanges;
pub use kinsoku::is_cjk;
pub use numbers::{pluralize, thousands};
pub(crate) use width::split_wide;
pub use width::{cells, truncate, truncate_start};
