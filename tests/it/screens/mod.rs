//! Keys in, screen out: the real state and the real views on a test backend.

mod behaviour;
mod following;
mod keys;
mod pictures;
mod searching;
mod session;
