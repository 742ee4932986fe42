//! The real program in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod changes;
mod endings;
mod hyperlinks;
mod links;
mod lost_marks;
mod marks;
mod panic;
mod reading;
#[path = "../support/rng.rs"]
mod rng;
mod safety;
mod sizes;
mod support;
