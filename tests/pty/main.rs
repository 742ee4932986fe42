//! The real program in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod changes;
mod endings;
mod fetching;
mod hyperlinks;
mod links;
mod lost_marks;
mod marks;
mod no_browser;
mod panic;
mod printing;
mod programs;
mod reading;
#[path = "../support/rng.rs"]
mod rng;
mod safety;
#[path = "../support/server.rs"]
mod server;
mod single;
mod sizes;
mod support;
