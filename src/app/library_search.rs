//! Searching the library: a query is sent to the search thread with a ticket, and its results are listed.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::focus::Focus;
use super::layout;
use super::matches::Seek;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::post_list::ListRow;
use super::prompt::{Prompt, Purpose};
use super::search_state::{PromptSnapshot, Search};
use super::state::App;
use crate::model::{Marks, PostId, Sort, SortKey};
use crate::search::{Hit, Job, JobRequest, JobResult, Query, SearchResults, Snippet, Ticket};

/// Cells in front of the details of a post in their row.
pub const DETAILS_INDENT: usize = 3;

/// The width of the date in front of a snippet.
pub const DATE_WIDTH: usize = 12;

/// The order of results, until the user changes it: best first, or newest first where no result is better.
fn order_of(query: &Query) -> Sort {
    let key = if query.has_words() { SortKey::Relevance } else { SortKey::Date };
    Sort { key, reversed: false }
}

impl App {
    /// Opens the prompt: from the post list to search the library, from the reader to search the post.
    pub(super) fn open_prompt(&mut self) {
        // Empty, as in less and vim. The query of before is the first of the history.
        let purpose = match self.focus {
            Focus::PostList => self.list_prompt(),
            Focus::Reader => Purpose::SearchPost,
        };
        self.prompt_snapshot = Some(PromptSnapshot {
            search: self.search.clone(),
            post_list: self.post_list.clone(),
            story_list: self.story_lists.top().cloned(),
            page_query: self.page_query.clone(),
            position: self.jump_target().map(|target| (target, self.reader.is_user_scrolled())),
        });
        self.mode = Mode::Prompt(Prompt::new(purpose));
    }

    /// Searches for what is typed. An invalid query leaves the last results as they are; what is not finished at the
    /// end of the query waits for more.
    pub(super) fn query_changed(&mut self) {
        if let Some(prompt) = self.mode.prompt_mut().filter(|prompt| !prompt.purpose.is_search()) {
            prompt.error = None;
            return;
        }
        let top = self.prompt_snapshot.as_ref().map(PromptSnapshot::top).unwrap_or_default();
        let Some(prompt) = self.mode.prompt_mut() else { return };
        let (text, purpose) = (prompt.text().to_owned(), prompt.purpose);
        if purpose == Purpose::NarrowList {
            return self.narrow_by(&text);
        }
        let query = if purpose == Purpose::SearchPost { Query::phrase(&text) } else { Query::while_typing(&text) };
        match query {
            Err(error) => prompt.error = Some(error),
            Ok(query) => {
                prompt.error = None;
                match purpose {
                    Purpose::SearchLibrary if query.is_empty() => self.end_search(),
                    Purpose::SearchLibrary => self.request_query(text, Arc::new(query)),
                    Purpose::SearchPost => self.search_post(&text, query, top),
                    Purpose::NarrowList | Purpose::Trends | Purpose::Pipe | Purpose::NameSearch | Purpose::Export => {}
                }
            }
        }
    }

    /// Sends a query to the search thread, where it replaces earlier ones.
    fn request_query(&mut self, text: String, query: Arc<Query>) {
        let asks_marks = query.asks_marks();
        self.pending.query = Some((text, Arc::clone(&query), self.pending.generation));
        self.pending.query_ticket += 1;
        self.request(self.pending.query_ticket, JobRequest::Query(query), asks_marks);
    }

    /// Sends a request for a list, which replaces earlier ones for lists.
    pub(super) fn request_list(&mut self, request: JobRequest, needs_marks: bool) {
        self.pending.list_ticket += 1;
        self.pending.awaits_list = true;
        self.request(self.pending.list_ticket, request, needs_marks);
    }

    fn request(&mut self, ticket: Ticket, request: JobRequest, needs_marks: bool) {
        let marks = if needs_marks { self.marks.without_unloaded() } else { Marks::default() };
        let cache = self.search.as_ref().map(|search| Arc::clone(&search.cache)).unwrap_or_default();
        let job = Job { ticket, request, library: Arc::clone(&self.library), marks, cache };
        self.effects.push(Effect::Search(Box::new(job)));
    }

    /// Receives a result. A late one is dropped.
    pub(super) fn on_job_result(&mut self, ticket: Ticket, result: JobResult) {
        match result {
            JobResult::SearchResults(found) if ticket == self.pending.query_ticket => self.on_results(found),
            JobResult::Titles(posts) if ticket == self.pending.list_ticket => {
                self.pending.awaits_list = false;
                self.list_titles(&posts);
            }
            JobResult::Counts(counts) if ticket == self.pending.list_ticket => {
                self.pending.awaits_list = false;
                self.list_counts(&counts);
            }
            JobResult::SearchResults(_) | JobResult::Titles(_) | JobResult::Counts(_) => {}
        }
    }

    fn on_results(&mut self, found: SearchResults) {
        let Some((text, query, generation)) = self.pending.query.take() else { return };
        let SearchResults { hits, matches, truncated, cache } = found;
        let posts: Vec<PostId> = hits.iter().map(|hit: &Hit| hit.post).collect();
        let before = self.search.replace(Search {
            text,
            query,
            posts: posts.len(),
            matches,
            truncated,
            cache: Arc::new(cache),
            generation,
        });
        self.snippets.clear();
        let again = before.as_ref().map(|search| &search.text) == self.search.as_ref().map(|search| &search.text);
        if again {
            self.post_list.refresh_results(posts, &self.library, &self.marks);
        } else {
            if before.is_none() {
                self.pending.view_before_search = (self.post_list.sort, self.post_list.selected());
            }
            let usual = self.search.as_ref().map(|search| order_of(&search.query)).unwrap_or_default();
            let sort = match before {
                // An order that was chosen stays.
                Some(before) if self.post_list.sort != order_of(&before.query) => self.post_list.sort,
                _ => usual,
            };
            self.post_list.show_results(Some(posts), sort, &self.library, &self.marks);
            self.post_list.select(0);
            self.page_query = None;
            self.matches.invalidate();
            self.seek = Some(Seek::First);
        }
        self.search_again();
    }

    /// Searches again if posts or texts were added since the last search. While they arrive, only after every quarter
    /// more: if each of some hundred batches were followed by a search of all before it, searching would take longer
    /// than loading.
    fn search_again(&mut self) {
        let Some(search) = &self.search else { return };
        let (searched, known) = (search.generation, self.pending.generation);
        let is_worth_it = if self.reads_texts() { known >= searched + searched / 4 } else { true };
        if self.pending.query.is_none() && searched != known && is_worth_it {
            let (text, query) = (search.text.clone(), Arc::clone(&search.query));
            self.request_query(text, query);
        }
    }

    /// Records that so many posts or texts were added.
    pub(super) fn more_to_search(&mut self, added: usize) {
        self.pending.generation += added.max(1) as u64;
        self.search_again();
    }

    /// Searches again, also for a query that is being searched for, because posts have changed.
    pub(super) fn search_changed_posts(&mut self) {
        self.pending.generation += 1;
        match self.pending.query.take() {
            Some((text, query, _)) => self.request_query(text, query),
            None => self.search_again(),
        }
    }

    /// Lists all posts again. The selection stays on its post, or else returns to the post selected before the search.
    pub(super) fn end_search(&mut self) {
        self.forget_query();
        if self.search.take().is_some() {
            let (sort, before) = self.pending.view_before_search;
            let selected = self.post_list.selected().or(before);
            self.post_list.show_results(None, sort, &self.library, &self.marks);
            if let Some(post) = selected {
                self.post_list.select_post(post);
            }
            self.matches.invalidate();
        }
    }

    /// True while the results of a query are not listed yet.
    pub(super) fn awaits_query(&self) -> bool {
        self.pending.query.is_some() && self.search.is_none()
    }

    /// Ignores the result of the running query.
    fn forget_query(&mut self) {
        self.pending.query = None;
        self.pending.query_ticket += 1;
    }

    /// True if what is listed is not what the query in the prompt asks for, because that has an error.
    #[must_use]
    pub fn lists_earlier_results(&self) -> bool {
        self.mode.prompt().is_some_and(|prompt| prompt.purpose.is_of_list() && prompt.error.is_some())
    }

    /// Enter in the prompt: the results stay. A query that is not finished does not wait any longer: it has an error.
    pub(super) fn accept_query(&mut self) {
        // Works and names are narrowed by words, not by a query.
        let is_of_groups = self.story_lists.top().is_some_and(|list| list.source.is_of_groups());
        let Some(prompt) = self.mode.prompt_mut() else { return };
        if prompt.purpose.is_of_list() && prompt.error.is_none() && !is_of_groups {
            prompt.error = Query::parse(prompt.text()).err();
        }
        if prompt.error.is_some() {
            return;
        }
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        let before = self.prompt_snapshot.take().and_then(|before| before.position);
        if let Some((target, _)) = before {
            self.jump_list.push(target);
        }
        let text = prompt.text().to_owned();
        self.histories.add(prompt.purpose, &text);
        if prompt.purpose == Purpose::SearchPost && text.trim().is_empty() {
            self.page_query = None;
            self.matches.invalidate();
        }
    }

    /// Esc in the prompt: restores what was shown before.
    pub(super) fn cancel_prompt(&mut self) {
        let Mode::Prompt(Prompt { purpose, .. }) = std::mem::take(&mut self.mode) else { return };
        let Some(before) = self.prompt_snapshot.take() else { return };
        if let Some(list) = before.story_list.filter(|_| purpose == Purpose::NarrowList) {
            self.restore_story_list(list);
        }
        if purpose == Purpose::SearchLibrary {
            self.forget_query();
            self.search = before.search;
            self.snippets.clear();
            let groups = self.post_list.folds().groups.clone();
            self.post_list = before.post_list;
            self.post_list.set_groups(groups);
            // Posts and texts may have been added in the meantime.
            self.post_list.arrange(&self.library, &self.marks);
            self.search_again();
        }
        (self.page_query, self.seek) = (before.page_query, None);
        if let Some((target, moved)) = before.position.filter(|(target, _)| self.reader.page() == Some(target.page)) {
            self.reader.go_to(target.position, target.line);
            self.reader.set_user_scrolled(moved);
        }
        self.matches.invalidate();
    }

    /// Searches the library for a query that was not typed.
    pub(super) fn search_for(&mut self, text: &str) {
        match Query::parse(text) {
            Ok(query) if !query.is_empty() => {
                self.close_chart();
                self.push_jump();
                self.close_story_lists();
                self.histories.add(Purpose::SearchLibrary, text);
                self.page_query = None;
                self.focus = Focus::PostList;
                self.request_query(text.to_owned(), Arc::new(query));
            }
            Ok(_) => self.notify(messages::NOTHING_TO_SEARCH),
            Err(error) => self.notify_error(&format!("cannot search for {text}: {error}")),
        }
    }

    /// Searches the library for the query of the search in the post, or else for the current headline or title.
    pub(super) fn search_headline(&mut self) {
        let local = self.page_query.as_ref().filter(|_| self.focus == Focus::Reader).map(|local| &local.text);
        let title = || self.selected().and_then(|post| self.library.post(post)).map(|post| post.title.clone());
        let found = match (local, self.current_story().or_else(title)) {
            (Some(text), _) if text.starts_with('/') && text.ends_with('/') => Some(text.clone()),
            (Some(text), _) => Some(as_phrases(text)),
            (None, headline) => headline.map(|headline| as_phrases(&headline)),
        };
        match found {
            Some(text) => self.search_for(&text),
            None => self.notify(messages::NOTHING_TO_SEARCH),
        }
    }

    /// Updates the snippets of the visible posts.
    pub(super) fn fill_snippets(&mut self, height: usize, pane: Rect) {
        let Some(search) = &self.search else { return self.snippets.clear() };
        let cells = usize::from(layout::inner(pane).width).saturating_sub(DETAILS_INDENT + DATE_WIDTH + 3);
        if self.snippet_cells != cells {
            self.snippets.clear();
            self.snippet_cells = cells;
        }
        for row in self.post_list.rows(height) {
            if let ListRow::Details(index) = row
                && let Some(&post) = self.post_list.order().get(index)
            {
                let snippet = || Snippet::of(self.library.text(post), &search.query, cells);
                self.snippets.entry(post).or_insert_with(snippet);
            }
        }
    }

    /// True while the results of the search may not be all: texts are being read, or are to be searched again.
    #[must_use]
    pub fn may_find_more(&self) -> bool {
        self.reads_texts() || self.search.as_ref().is_some_and(|search| search.generation != self.pending.generation)
    }

    /// True while texts are being read.
    #[must_use]
    pub fn reads_texts(&self) -> bool {
        !self.pending.texts_known || !self.progress.finished
    }

    /// How the list is sorted: that of stories, or the post list.
    #[must_use]
    pub fn list_sort(&self) -> Sort {
        self.story_lists.top().map_or(self.post_list.sort, |list| list.sort)
    }

    /// The sort keys that are available.
    #[must_use]
    pub fn sort_keys(&self) -> Vec<SortKey> {
        if let Some(list) = self.story_lists.top() {
            return list.sort_keys();
        }
        let has_words = self.search.as_ref().is_some_and(|search| search.query.has_words());
        let relevance = has_words.then_some(SortKey::Relevance);
        relevance.into_iter().chain(SortKey::ALL).collect()
    }

    /// The texts of posts have been read.
    pub(super) fn on_texts(&mut self, texts: Vec<(PostId, crate::model::SearchText)>, finished: bool) {
        let added = texts.len();
        Arc::make_mut(&mut self.library).add_texts(texts);
        self.pending.texts_known = finished;
        self.more_to_search(added);
        if finished && !self.references.is_empty() {
            self.effects.push(Effect::FindBacklinks(
                self.library_version,
                Arc::clone(&self.library),
                Arc::clone(&self.references),
            ));
        }
        if finished {
            if std::mem::take(&mut self.progress.is_cache_stale) {
                self.effects.push(Effect::WriteCache(Arc::clone(&self.library)));
            }
            self.request_rows();
            self.request_trends();
            self.request_repeats();
            // What has changed since the files were listed.
            self.rescan();
        }
    }
}

/// Words as quoted phrases, one for each part between quotes.
fn as_phrases(words: &str) -> String {
    let pieces = words.split(['"', '“', '”']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" ")
}
