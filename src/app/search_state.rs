//! The state of the search in the library: its result, what is requested, and what the prompt restores.

use std::sync::Arc;

use super::jump_list::JumpTarget;
use super::matches::PageQuery;
use super::post_list::PostList;
use crate::model::{PostId, Sort};
use crate::search::Ticket;
use crate::search::{Query, Rejected};

/// A search whose result the index lists.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query as it was typed.
    pub text: String,
    /// The query.
    pub query: Arc<Query>,
    /// Posts that it holds for, whichever of them the filter shows.
    pub posts: usize,
    /// Matches in them.
    pub matches: u64,
    /// Whether there are more matches than were counted.
    pub truncated: bool,
    /// Where it was found, for the next search.
    pub(super) rejected: Arc<Rejected>,
    /// What there was to search: counts up with posts and texts.
    pub(super) generation: u64,
}

/// What is asked, and of what.
#[derive(Debug, Default)]
pub(super) struct PendingJobs {
    /// The query that no answer has come to yet, and what it searches.
    pub(super) query: Option<(String, Arc<Query>, u64)>,
    /// Of the newest query.
    pub(super) query_ticket: Ticket,
    /// Of the newest question for a list.
    pub(super) list_ticket: Ticket,
    /// Whether no answer has come to that yet.
    pub(super) awaits_list: bool,
    /// What there is to search: counts up with posts and texts.
    pub(super) generation: u64,
    /// Whether every text can be searched.
    pub(super) texts_known: bool,
    /// How the index was sorted, and which post was selected, before anything was searched.
    pub(super) view_before_search: (Sort, Option<PostId>),
}

/// What a prompt gives back when it is given up.
#[derive(Debug)]
pub(super) struct PromptSnapshot {
    pub(super) search: Option<Search>,
    pub(super) post_list: PostList,
    pub(super) page_query: Option<PageQuery>,
    /// The place in the text, and whether the reader had moved there.
    pub(super) place: Option<(JumpTarget, bool)>,
}

impl PromptSnapshot {
    /// The line that was at the top of the text.
    pub(super) fn top(&self) -> usize {
        self.place.and_then(|(place, _)| place.line).unwrap_or_default()
    }
}
