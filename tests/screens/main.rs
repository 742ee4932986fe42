//! Keys in, screen out: the real state and the real views on a test backend.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod behaviour;
mod following;
mod keys;
mod pictures;
mod searching;
mod session;
