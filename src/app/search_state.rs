//! The state of the library search: its results, the pending requests, and what the prompt restores.

use std::sync::Arc;

use super::jump_list::JumpTarget;
use super::matches::PageQuery;
use super::post_list::PostList;
use super::story_list::StoryList;
use crate::model::{PostId, Sort};
use crate::search::Ticket;
use crate::search::{MatchCache, Query};

/// A search whose results are listed.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query as it was typed.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
    /// The number of posts that match, with those that the filter hides.
    pub posts: usize,
    /// The number of matches in them.
    pub matches: u64,
    /// True if not all matches were counted.
    pub truncated: bool,
    /// What the next search need not scan.
    pub(super) cache: Arc<MatchCache>,
    /// The generation of the library that was searched.
    pub(super) generation: u64,
}

/// Requests to the search thread.
#[derive(Debug, Default)]
pub(super) struct PendingJobs {
    /// The running query, with its text and the generation of the library.
    pub(super) query: Option<(String, Arc<Query>, u64)>,
    /// The ticket of the newest query.
    pub(super) query_ticket: Ticket,
    /// The ticket of the newest request for a list.
    pub(super) list_ticket: Ticket,
    /// True while that is running.
    pub(super) awaits_list: bool,
    /// Grows by the number of posts and texts whenever some are added, and when posts change.
    pub(super) generation: u64,
    /// True once all texts are loaded.
    pub(super) texts_known: bool,
    /// The order and selection before the search.
    pub(super) view_before_search: (Sort, Option<PostId>),
}

/// What is restored when the prompt is cancelled.
#[derive(Debug)]
pub(super) struct PromptSnapshot {
    pub(super) search: Option<Search>,
    pub(super) post_list: PostList,
    pub(super) story_list: Option<StoryList>,
    pub(super) page_query: Option<PageQuery>,
    /// The position in the text, and whether the user had scrolled.
    pub(super) position: Option<(JumpTarget, bool)>,
}

impl PromptSnapshot {
    /// The line that was at the top of the text.
    pub(super) fn top(&self) -> usize {
        self.position.and_then(|(target, _)| target.line).unwrap_or_default()
    }
}
