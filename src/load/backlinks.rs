//! Which issues refer to which, found by reading them all once more, in the background.

use std::collections::HashMap;

use super::{give_way, read_page};
use crate::archive::{PostId, References, Source};

/// The posts that refer to each post. Files that cannot be read any more refer to nothing. Takes about 30 microseconds a
/// post, on one thread that gives way to the others.
#[must_use]
pub fn backlinks(posts: &[(PostId, Source)], references: &References) -> HashMap<PostId, Vec<PostId>> {
    give_way();
    let mut backlinks: HashMap<PostId, Vec<PostId>> = HashMap::new();
    for (post, source) in posts {
        let Ok(page) = read_page(source) else { continue };
        for reference in references.find(&page.body) {
            let from = backlinks.entry(reference.post).or_default();
            if reference.post != *post && from.last() != Some(post) {
                from.push(*post);
            }
        }
    }
    backlinks.retain(|_, from| !from.is_empty());
    backlinks
}
