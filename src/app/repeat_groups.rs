//! The posts that tell the same news: request, answer, and whether they are one row.

use std::collections::HashMap;
use std::sync::Arc;

use crate::insight::{RepeatGroup, repeats};
use crate::model::{Library, PostId};
use crate::search::Ticket;
use crate::text::CleanText;

/// Whether posts that tell the same news are one row, and which do.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    /// True if they are one row.
    pub(super) is_on: bool,
    /// The groups, and the version of the library that they are of.
    pub(super) groups: Option<(Ticket, Arc<RepeatGroups>)>,
    /// The version of the library for which they were requested last.
    pub(super) requested: Option<Ticket>,
    /// True if the user waits for them.
    pub(super) is_asked: bool,
}

/// A request for the posts that tell the same news.
#[derive(Clone, Debug)]
pub struct RepeatsRequest {
    /// The version of the library, returned with the answer.
    pub ticket: Ticket,
    /// The posts, with their texts.
    pub library: Arc<Library>,
}

impl RepeatsRequest {
    /// Finds them. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<RepeatGroups> {
        Some(RepeatGroups::new(&repeats(&self.library, is_wanted)?))
    }
}

/// Which posts tell the same news.
#[derive(Clone, Debug, Default)]
pub struct RepeatGroups {
    /// For each post in a group its number, and why it is in it.
    groups: HashMap<PostId, (u32, CleanText)>,
}

impl RepeatGroups {
    fn new(groups: &[RepeatGroup]) -> Self {
        let numbered = (0..).zip(groups);
        let posts = numbered.flat_map(|(group, posts)| posts.posts.iter().map(move |hit| (group, hit)));
        Self { groups: posts.map(|(group, hit)| (hit.post, (group, hit.why.clone()))).collect() }
    }

    /// The number of the group that a post is in.
    #[must_use]
    pub fn group_of(&self, post: PostId) -> Option<u32> {
        self.groups.get(&post).map(|(group, _)| *group)
    }

    /// Why a post is in its group: what it has in common with the oldest post of that.
    pub(super) fn why(&self, post: PostId) -> Option<&str> {
        self.groups.get(&post).map(|(_, why)| why.as_str())
    }
}
