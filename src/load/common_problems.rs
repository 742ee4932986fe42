//! Problems that most posts have: told once for the archive, not for each post.

use std::borrow::Cow;

use crate::model::{Library, Post, PostDate, Problem, ProblemKind};
use crate::text::CleanText;

/// Of fewer posts than this, most are each told.
const FEW: usize = 10;

/// Of fewer posts than this, even all are each told.
const VERY_FEW: usize = 3;

/// The kinds of problems that a whole archive can have, because it is written without front matter.
const KINDS: [ProblemKind; 3] = [ProblemKind::NoFrontMatter, ProblemKind::NoDate, ProblemKind::NoTitle];

/// Counts the problems that most of the first posts have. While the program runs, these stay the common ones.
#[derive(Debug, Default)]
pub(super) struct CommonProblems {
    /// Each kind with the number of its posts; `None` before the first posts.
    counts: Option<Vec<(ProblemKind, usize)>>,
}

impl CommonProblems {
    /// Those of a library that is loaded.
    pub(super) fn of(library: &Library) -> Self {
        let kind = |(_, problem): &(CleanText, Problem)| match &problem.kind {
            ProblemKind::Common(kind, _) => Some(((**kind).clone(), 0)),
            _ => None,
        };
        Self { counts: Some(library.skipped.iter().filter_map(kind).collect()) }
    }

    /// Adds the common problems of posts that were loaded earlier.
    pub(super) fn count<'a>(&mut self, posts: impl Iterator<Item = &'a Post>) {
        let counts = self.counts.get_or_insert_default();
        for post in posts.filter(|post| post.common_problems != 0) {
            let shared = counts.iter_mut().filter(|(kind, _)| post.common_problems & bit(kind) != 0);
            shared.for_each(|(_, count)| *count += 1);
        }
    }

    /// Removes the common problems from posts. The first posts decide which these are.
    pub(super) fn take_from(&mut self, posts: &mut [Post]) {
        let has = |post: &Post, kind: &ProblemKind| post.problems.iter().any(|problem| problem.kind == *kind);
        let counts = self.counts.get_or_insert_with(|| {
            let is_common = |kind: &ProblemKind| {
                let count = posts.iter().filter(|post| has(post, kind)).count();
                (posts.len() >= FEW && count * 2 > posts.len()) || (posts.len() >= VERY_FEW && count == posts.len())
            };
            KINDS.into_iter().filter(is_common).map(|kind| (kind, 0)).collect()
        });
        if counts.is_empty() {
            return;
        }
        for post in posts {
            let mut problems = std::mem::take(&mut post.problems).into_vec();
            problems.retain(|problem| match counts.iter_mut().find(|(kind, _)| *kind == problem.kind) {
                Some((_, count)) => {
                    *count += 1;
                    post.common_problems |= bit(&problem.kind);
                    false
                }
                None => true,
            });
            post.problems = problems.into_boxed_slice();
        }
    }

    /// The common problems, as problems of the archive with this name.
    pub(super) fn report(&mut self, name: &CleanText) -> impl Iterator<Item = (CleanText, Problem)> {
        let counts = self.counts.take().unwrap_or_default().into_iter().filter(|(_, count)| *count > 0);
        counts.map(|(kind, count)| (name.clone(), Problem::whole_file(ProblemKind::Common(Box::new(kind), count))))
    }
}

/// A post as it was read, before it was compared with the other posts of its library.
pub(super) fn as_read(post: &Post) -> Cow<'_, Post> {
    let is_guessed = post.date.is_guess() && !post.date.is_of_file();
    if post.common_problems == 0 && !is_guessed {
        return Cow::Borrowed(post);
    }
    let mut post = post.clone();
    let mut problems = std::mem::take(&mut post.problems).into_vec();
    if is_guessed {
        post.date = PostDate::modified(post.stamp.modified);
        if let Some(problem) = problems.iter_mut().find(|problem| problem.kind == ProblemKind::DateOfNeighbours) {
            problem.kind = ProblemKind::NoDate;
        }
    }
    let common = KINDS.into_iter().filter(|kind| post.common_problems & bit(kind) != 0);
    problems.extend(common.map(|kind| match kind {
        ProblemKind::NoFrontMatter => Problem::at(1, kind),
        kind => Problem::whole_file(kind),
    }));
    problems.sort_by_key(|problem| (problem.line, problem.kind == ProblemKind::NoDate));
    post.common_problems = 0;
    post.problems = problems.into_boxed_slice();
    Cow::Owned(post)
}

/// The bit of a kind in [`Post::common_problems`].
fn bit(kind: &ProblemKind) -> u8 {
    KINDS.iter().position(|known| known == kind).map_or(0, |nth| 1 << nth)
}
