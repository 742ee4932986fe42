//! Posts whose files were added, changed, renamed or removed while the program runs. Ids stay: a post that is gone
//! keeps its own, and has it again if its file comes back.

use std::sync::Arc;

use super::super::date::PostDate;
use super::super::post::{Post, PostId};
use super::super::problem::{Problem, ProblemKind};
use super::super::search_text::SearchText;
use super::super::series::Series;
use super::{Library, timestamp};
use crate::text::CleanText;

/// What is different in the files of a library.
#[derive(Debug, Default)]
pub struct FileChanges {
    /// Posts that were read again: changed, renamed or back.
    pub replaced: Vec<(PostId, Post)>,
    /// Posts whose files are gone.
    pub gone: Vec<PostId>,
    /// Posts that were not there before.
    pub added: Vec<Post>,
    /// All paths that could not be read as posts, with the problem.
    pub skipped: Vec<(CleanText, Problem)>,
}

impl Library {
    /// Takes in changes. The texts of the posts that were read are empty until they are added. Returns the ids of all
    /// posts that are different now.
    pub fn apply(&mut self, changes: FileChanges) -> Vec<PostId> {
        let FileChanges { replaced, gone, added, skipped } = changes;
        let mut different = gone.clone();
        self.skipped = skipped;
        self.gone.resize(self.posts.len(), false);
        for id in gone {
            self.forget_text(id);
            self.gone[id.index()] = true;
        }
        for (id, post) in replaced {
            self.forget_text(id);
            self.gone[id.index()] = false;
            self.posts[id.index()] = Arc::new(post);
            different.push(id);
        }
        let first = self.posts.len();
        self.posts.extend(added.into_iter().map(Arc::new));
        different.extend((first..self.posts.len()).filter_map(|index| u32::try_from(index).ok()).map(PostId));
        self.gone_count = self.gone.iter().filter(|gone| **gone).count();
        if self.gone_count == 0 {
            self.gone = Vec::new();
        }
        self.derive();
        different
    }

    fn forget_text(&mut self, id: PostId) {
        if let Some(text) = self.texts.get_mut(id.index()) {
            *text = SearchText::default();
        }
    }

    /// Makes everything again that follows from the posts.
    fn derive(&mut self) {
        let mut series = Series::default();
        self.present().for_each(|(id, post)| series.add(&post.title, id));
        self.series = series;
        let has_undated = self.present().any(|(_, post)| post.date.is_guess());
        self.has_undated = has_undated;
        if self.has_undated {
            self.forget_guesses();
        }
        self.timestamps = self.posts.iter().map(|post| timestamp(post.date)).collect();
        if self.has_undated {
            self.guess_dates(0);
        }
        let with_problems = self.present().filter(|(_, post)| !post.problems.is_empty()).count();
        self.with_problems = with_problems;
    }

    /// Gives posts whose dates were guessed from other posts those of their files again.
    fn forget_guesses(&mut self) {
        for post in self.posts.iter_mut().filter(|post| post.date.is_guess() && !post.date.is_of_file()) {
            let post = Arc::make_mut(post);
            post.date = PostDate::modified(post.stamp.modified);
            if let Some(problem) = post.problems.iter_mut().find(|one| one.kind == ProblemKind::DateOfNeighbours) {
                problem.kind = ProblemKind::NoDate;
            }
        }
    }
}
