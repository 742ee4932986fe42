//! The sample archive: posts written for this project in the shapes of real ones, built into the program.

use crate::archive::Source;

const POSTS: [(&str, &str); 0] = [];

/// The sample posts.
pub(super) fn sources() -> Vec<Source> {
    POSTS.iter().map(|&(name, text)| Source::Sample { name, text }).collect()
}
