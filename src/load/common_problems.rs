//! Problems that most posts have: told once for the archive, not for each post.

use super::Batch;
use crate::model::{Post, Problem, ProblemKind};
use crate::text::CleanText;

/// Of fewer posts than this, most are each told.
const FEW: usize = 10;

/// Of fewer posts than this, even all are each told.
const VERY_FEW: usize = 3;

/// The kinds of problems that a whole archive can have, because it is written without front matter.
const KINDS: [ProblemKind; 3] = [ProblemKind::NoFrontMatter, ProblemKind::NoDate, ProblemKind::NoTitle];

/// Counts the problems that most of the first posts have.
#[derive(Debug, Default)]
pub(super) struct CommonProblems {
    /// Each kind with the number of its posts; `None` before the first posts.
    counts: Option<Vec<(ProblemKind, usize)>>,
}

impl CommonProblems {
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
                    false
                }
                None => true,
            });
            post.problems = problems.into_boxed_slice();
        }
    }

    /// Adds the common problems to the last batch, as problems of the archive with this name.
    pub(super) fn report(&mut self, name: &CleanText, batch: &mut Batch) {
        for (kind, count) in self.counts.take().unwrap_or_default().into_iter().filter(|(_, count)| *count > 0) {
            let problem = Problem::whole_file(ProblemKind::Common(Box::new(kind), count));
            batch.skipped.push((name.clone(), problem));
        }
    }
}
