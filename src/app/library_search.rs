//! Searching the library: a query goes out with a ticket, and what it found comes back into the index.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::focus::Focus;
use super::layout;
use super::matches::Seek;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::post_list::ListRow;
use super::prompt::{Prompt, Scope};
use super::search_state::{PromptSnapshot, Search};
use super::state::App;
use crate::model::{Marks, PostId, Sort, SortKey};
use crate::search::{Hit, Job, JobRequest, JobResult, Query, SearchResults, Snippet, Ticket};

/// Cells before a snippet in its row.
pub const SNIPPET_INDENT: usize = 3;

/// How a result is sorted, unless the user wants it otherwise.
const BEST_FIRST: Sort = Sort { key: SortKey::Relevance, reversed: false };

impl App {
    /// Opens the prompt: for the library from the index, for the post from its text.
    pub(super) fn open_prompt(&mut self) {
        let (scope, text) = match self.focus {
            Focus::PostList => (Scope::Library, self.search.as_ref().map(|search| search.text.clone())),
            Focus::Reader => (Scope::Post, None),
        };
        self.prompt_snapshot = Some(PromptSnapshot {
            search: self.search.clone(),
            post_list: self.post_list.clone(),
            page_query: self.page_query.clone(),
            place: self.place().map(|place| (place, self.reader.is_user_scrolled())),
        });
        self.mode = Mode::Prompt(Prompt::new(scope, &text.unwrap_or_default()));
    }

    /// Asks for what is typed now. A faulty query leaves the last result where it is.
    pub(super) fn query_changed(&mut self) {
        let top = self.prompt_snapshot.as_ref().map(PromptSnapshot::top).unwrap_or_default();
        let Some(prompt) = self.mode.prompt_mut() else { return };
        let (text, scope) = (prompt.text().to_owned(), prompt.scope);
        let query = if scope == Scope::Post { Query::phrase(&text) } else { Query::parse(&text) };
        match query {
            Err(error) => prompt.error = Some(error),
            Ok(query) => {
                prompt.error = None;
                match scope {
                    Scope::Library if query.is_empty() => self.end_search(),
                    Scope::Library => self.ask_query(text, Arc::new(query)),
                    Scope::Post => self.search_post(&text, query, top),
                }
            }
        }
    }

    /// Sends a query out; it overtakes those before it.
    fn ask_query(&mut self, text: String, query: Arc<Query>) {
        let asks_marks = query.asks_marks();
        self.pending.query = Some((text, Arc::clone(&query), self.pending.generation));
        self.pending.query_ticket += 1;
        self.ask(self.pending.query_ticket, JobRequest::Query(query), asks_marks);
    }

    /// Asks for a list; the question overtakes those for lists before it.
    pub(super) fn ask_list(&mut self, ask: JobRequest, asks_marks: bool) {
        self.pending.list_ticket += 1;
        self.pending.awaits_list = true;
        self.ask(self.pending.list_ticket, ask, asks_marks);
    }

    fn ask(&mut self, ticket: Ticket, ask: JobRequest, asks_marks: bool) {
        let marks = if asks_marks { self.marks.without_unloaded() } else { Marks::default() };
        let previous = self.search.as_ref().map(|search| Arc::clone(&search.rejected)).unwrap_or_default();
        let question = Job { ticket, request: ask, library: Arc::clone(&self.library), marks, previous };
        self.effects.push(Effect::Ask(Box::new(question)));
    }

    /// Takes in an answer; a late one is dropped.
    pub(super) fn on_answer(&mut self, ticket: Ticket, answer: JobResult) {
        match answer {
            JobResult::SearchResults(found) if ticket == self.pending.query_ticket => self.on_found(found),
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

    fn on_found(&mut self, found: SearchResults) {
        let Some((text, query, generation)) = self.pending.query.take() else { return };
        let SearchResults { hits, matches, truncated, rejected } = found;
        let posts: Vec<PostId> = hits.iter().map(|hit: &Hit| hit.post).collect();
        let before = self.search.replace(Search {
            text,
            query,
            posts: posts.len(),
            matches,
            truncated,
            rejected: Arc::new(rejected),
            generation,
        });
        self.snippets.clear();
        let again = before.as_ref().map(|search| &search.text) == self.search.as_ref().map(|search| &search.text);
        if again {
            self.post_list.refresh_results(posts, &self.library, &self.marks);
        } else {
            if before.is_none() {
                self.pending.view_before_search = (self.post_list.sort, self.selected());
            }
            let sort = if before.is_some() { self.post_list.sort } else { BEST_FIRST };
            self.post_list.show_results(Some(posts), sort, &self.library, &self.marks);
            self.post_list.select(0);
            self.page_query = None;
            self.matches.invalidate();
            self.seek = Some(Seek::First);
        }
        self.search_again();
    }

    /// Searches again if there is more to search by now than what the result is of.
    fn search_again(&mut self) {
        let Some(search) = &self.search else { return };
        if self.pending.query.is_none() && search.generation != self.pending.generation {
            let (text, query) = (search.text.clone(), Arc::clone(&search.query));
            self.ask_query(text, query);
        }
    }

    /// Takes note that there are more posts or texts to search.
    pub(super) fn more_to_search(&mut self) {
        self.pending.generation += 1;
        self.search_again();
    }

    /// Lists all posts again, with the selection on the post it is on, or else on that from before the search.
    pub(super) fn end_search(&mut self) {
        self.forget_query();
        if self.search.take().is_some() {
            let (sort, before) = self.pending.view_before_search;
            let selected = self.selected().or(before);
            self.post_list.show_results(None, sort, &self.library, &self.marks);
            if let Some(post) = selected {
                self.post_list.select_post(post);
            }
            self.matches.invalidate();
        }
    }

    /// Whether a query is out that the index does not list the result of yet.
    pub(super) fn awaits_query(&self) -> bool {
        self.pending.query.is_some() && self.search.is_none()
    }

    /// Drops the answer to the query that is out.
    fn forget_query(&mut self) {
        self.pending.query = None;
        self.pending.query_ticket += 1;
    }

    /// Enter in the prompt: the result stays.
    pub(super) fn accept_query(&mut self) {
        if self.mode.prompt().is_none_or(|prompt| prompt.error.is_some()) {
            return;
        }
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        self.prompt_snapshot = None;
        let text = prompt.text().to_owned();
        self.query_history.add(&text);
        if prompt.scope == Scope::Post && text.trim().is_empty() {
            self.page_query = None;
            self.matches.invalidate();
        }
    }

    /// Esc in the prompt: everything is as it was.
    pub(super) fn cancel_prompt(&mut self) {
        let Mode::Prompt(Prompt { scope, .. }) = std::mem::take(&mut self.mode) else { return };
        let Some(before) = self.prompt_snapshot.take() else { return };
        if scope == Scope::Library {
            self.forget_query();
            self.search = before.search;
            self.snippets.clear();
            self.post_list = before.post_list;
            // Posts and texts may have come meanwhile.
            self.post_list.arrange(&self.library, &self.marks);
            self.search_again();
        }
        (self.page_query, self.seek) = (before.page_query, None);
        if let Some((place, moved)) = before.place.filter(|(place, _)| self.reader.post() == Some(place.post)) {
            self.reader.go_to(place.position, place.line);
            self.reader.set_user_scrolled(moved);
        }
        self.matches.invalidate();
    }

    /// Searches the library for a query that was not typed.
    pub(super) fn search_for(&mut self, text: &str) {
        match Query::parse(text) {
            Ok(query) if !query.is_empty() => {
                self.push_jump();
                self.query_history.add(text);
                self.page_query = None;
                self.focus = Focus::PostList;
                self.ask_query(text.to_owned(), Arc::new(query));
            }
            Ok(_) => self.notify(messages::NOTHING_TO_SEARCH),
            Err(error) => self.notify_error(&format!("cannot search for {text}: {error}")),
        }
    }

    /// Searches the library for what is searched in the post, else for the headline or title at hand.
    pub(super) fn search_headline(&mut self) {
        let local = self.page_query.as_ref().filter(|_| self.focus == Focus::Reader).map(|local| &local.text);
        let story = self.reader.current().filter(|_| self.focus == Focus::Reader);
        let story = story.and_then(|page| Some(&page.stories[page.story_at(self.reader.top())?].headline));
        let title = self.selected().and_then(|post| self.library.post(post)).map(|post| &post.title);
        let found = match (local, story.or(title)) {
            (Some(text), _) if text.starts_with('/') && text.ends_with('/') => Some(text.clone()),
            (Some(text), _) => Some(as_phrases(text)),
            (None, headline) => headline.map(|headline| as_phrases(headline)),
        };
        match found {
            Some(text) => self.search_for(&text),
            None => self.notify(messages::NOTHING_TO_SEARCH),
        }
    }

    /// Finds the words around the matches in the posts on the screen, for their rows.
    pub(super) fn fill_snippets(&mut self, height: usize, pane: Rect) {
        let Some(search) = &self.search else { return self.snippets.clear() };
        let cells = usize::from(layout::inner(pane).width).saturating_sub(SNIPPET_INDENT + 1);
        if self.snippet_cells != cells {
            self.snippets.clear();
            self.snippet_cells = cells;
        }
        for row in self.post_list.rows(height) {
            if let ListRow::Snippet(post, _) = row {
                let snippet = || Snippet::of(self.library.text(post), &search.query, cells);
                self.snippets.entry(post).or_insert_with(snippet);
            }
        }
    }

    /// Whether texts are still being read, and more may be found.
    #[must_use]
    pub fn reads_texts(&self) -> bool {
        !self.pending.texts_known || !self.progress.finished
    }

    /// What can be sorted by.
    #[must_use]
    pub fn sort_keys(&self) -> Vec<SortKey> {
        let relevance = self.search.is_some().then_some(SortKey::Relevance);
        relevance.into_iter().chain(SortKey::ALL).collect()
    }

    /// The texts of posts have been read.
    pub(super) fn on_texts(&mut self, texts: Vec<(PostId, crate::model::SearchText)>, finished: bool) {
        Arc::make_mut(&mut self.library).add_texts(texts);
        self.pending.texts_known = finished;
        self.more_to_search();
        if finished && !self.references.is_empty() {
            self.effects.push(Effect::FindBacklinks(Arc::clone(&self.library), Arc::clone(&self.references)));
        }
    }
}

/// Words as phrases: what stands between quotes in them, and what stands around it.
fn as_phrases(words: &str) -> String {
    let pieces = words.split(['"', '“', '”']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" ")
}
