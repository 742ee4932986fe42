//! Tests of the library and of the commands, in one binary: it is linked once.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod architecture;
#[path = "../archives/mod.rs"]
mod archives;
mod cache;
mod cli;
mod load;
mod readme;
mod real_posts;
mod render;
mod saved_searches;
mod screens;
mod search;
mod store;
mod stories;
#[path = "../support/mod.rs"]
mod support;
mod walk;
