//! Fetching, against servers on this machine.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod http;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/mod.rs"]
mod support;
