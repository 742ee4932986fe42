//! Which posts of the list are in the row of another one that tells the same news.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::repeat_groups::RepeatGroups;
use crate::model::PostId;

/// The rows that stand for several posts. The first listed post of a group has the row.
#[derive(Clone, Debug, Default)]
pub struct Folds {
    /// Which posts tell the same news; `None` if each post has a row.
    pub(super) groups: Option<Arc<RepeatGroups>>,
    /// The posts of the groups that the user has opened.
    opened: HashSet<PostId>,
    /// The other listed posts of each group, by its first one.
    others: HashMap<PostId, Vec<PostId>>,
    /// The first posts of their groups.
    firsts: HashMap<PostId, PostId>,
}

impl Folds {
    /// The posts with a row, of those that are listed. The other posts of an open group follow its first one. The group
    /// of `shown` is opened, if that would have no row.
    pub(super) fn fold(&mut self, listed: &[PostId], shown: Option<PostId>) -> Vec<PostId> {
        self.others.clear();
        self.firsts.clear();
        let Some(groups) = &self.groups else { return listed.to_vec() };
        let mut first_of: HashMap<u32, PostId> = HashMap::new();
        let mut rows = Vec::with_capacity(listed.len());
        for &post in listed {
            let Some(group) = groups.group_of(post) else {
                rows.push(post);
                continue;
            };
            match first_of.entry(group) {
                Entry::Vacant(slot) => {
                    slot.insert(post);
                    rows.push(post);
                }
                Entry::Occupied(first) => {
                    self.firsts.insert(post, *first.get());
                    self.others.entry(*first.get()).or_default().push(post);
                }
            }
        }
        self.opened.extend(shown.filter(|post| self.firsts.contains_key(post)));
        let open = |first: &PostId| if self.is_open(*first) { self.others(*first) } else { &[] };
        rows.iter().flat_map(|first| [first].into_iter().chain(open(first))).copied().collect()
    }

    /// Opens the group of its first post, or closes it. Returns its other posts.
    pub(super) fn toggle(&mut self, first: PostId) -> Vec<PostId> {
        let others = self.others(first).to_vec();
        let posts = || others.iter().copied().chain([first]);
        if self.is_open(first) {
            posts().for_each(|post| {
                self.opened.remove(&post);
            });
        } else {
            self.opened.extend(posts());
        }
        others
    }

    /// The posts in the row of a post, besides itself.
    #[must_use]
    pub fn folded(&self, first: PostId) -> &[PostId] {
        if self.is_open(first) { &[] } else { self.others(first) }
    }

    /// The next row in a direction that has a post that fits, wrapping around the end; true if it wrapped. It may be
    /// that of the cursor, if another post in it than the first one fits.
    pub(super) fn next(
        &self,
        rows: &[PostId],
        cursor: usize,
        backwards: bool,
        fits: impl Fn(PostId) -> bool,
    ) -> Option<(usize, bool)> {
        let hides = |at: usize| rows.get(at).is_some_and(|post| self.folded(*post).iter().any(|post| fits(*post)));
        let has = |&at: &usize| rows.get(at).is_some_and(|post| fits(*post)) || hides(at);
        let here = Some(cursor).filter(|at| hides(*at));
        let (mut before, mut after) = (0..cursor, cursor + 1..rows.len());
        if backwards {
            let found = before.rfind(has).map(|at| (at, false));
            return found.or_else(|| after.rfind(has).or(here).map(|at| (at, true)));
        }
        let found = here.or_else(|| after.find(has)).map(|at| (at, false));
        found.or_else(|| before.find(has).map(|at| (at, true)))
    }

    /// The first post of the group of another one.
    pub(super) fn first(&self, post: PostId) -> Option<PostId> {
        self.firsts.get(&post).copied()
    }

    /// Whether a post stands below the first one of its group, or is in its row.
    #[must_use]
    pub fn is_below(&self, post: PostId) -> bool {
        self.firsts.contains_key(&post)
    }

    /// Why a post is in its group, if it stands below its first one.
    #[must_use]
    pub fn why(&self, post: PostId) -> Option<&str> {
        self.groups.as_ref().filter(|_| self.is_below(post))?.why(post)
    }

    /// How many groups have more than one listed post.
    pub(super) fn count(&self) -> usize {
        self.others.len()
    }

    /// Whether the group of its first post is open.
    #[must_use]
    pub fn is_open(&self, first: PostId) -> bool {
        let others = self.others(first);
        !others.is_empty() && others.iter().chain([&first]).any(|post| self.opened.contains(post))
    }

    fn others(&self, first: PostId) -> &[PostId] {
        self.others.get(&first).map(Vec::as_slice).unwrap_or_default()
    }
}
