//! Hostile posts: each alone through the real program, all together among good ones, and what is no file at all.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod alone;
mod files;
mod generator;
mod process;
#[path = "../support/mod.rs"]
mod support;
mod together;
