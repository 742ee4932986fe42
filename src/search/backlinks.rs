//! Which issues refer to which.

use std::collections::HashMap;

use crate::model::{Library, PostId, ReferenceFinder};

/// For each post, the posts whose texts refer to it.
#[must_use]
pub fn backlinks(library: &Library, references: &ReferenceFinder) -> HashMap<PostId, Vec<PostId>> {
    let mut backlinks: HashMap<PostId, Vec<PostId>> = HashMap::new();
    for post in references.posts() {
        for reference in references.find(library.text(post).as_str()) {
            let from = backlinks.entry(reference.post).or_default();
            if reference.post != post && from.last() != Some(&post) {
                from.push(post);
            }
        }
    }
    backlinks.retain(|_, from| !from.is_empty());
    backlinks
}
