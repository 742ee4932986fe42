//! Searching the library: a query goes out with a ticket, and what it found comes back into the index.

use std::collections::HashMap;
use std::sync::Arc;

use super::find::{Local, Seek};
use super::prompt::{Prompt, Scope};
use super::{App, Effect, Focus, Ticket};
use crate::archive::{Found, Hit, Library, Marks, PostId, Query, Snippet, Sort, SortKey};

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
    pub more: bool,
}

/// What is asked of the thread that searches; only the newest question counts.
#[derive(Clone, Debug)]
pub struct Question {
    /// Comes back with the answer.
    pub ticket: Ticket,
    /// What is asked.
    pub ask: Ask,
    /// What is searched.
    pub library: Arc<Library>,
    /// What is read and starred, if that is asked.
    pub marks: Marks,
    /// The posts that can be the answer, where an earlier one says so.
    pub within: Option<Vec<PostId>>,
}

/// The kinds of questions.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Which posts a query holds for.
    Query(Arc<Query>),
    /// Which titles have these letters in them.
    Titles(String),
    /// How many posts, and how many unread ones, each of these queries holds for.
    Counts(Vec<Arc<Query>>),
}

/// The answers to them.
#[derive(Debug)]
pub enum Answer {
    /// What a query holds for.
    Found(Found),
    /// Posts by their titles, best first.
    Titles(Vec<PostId>),
    /// Posts and unread posts, by query.
    Counts(Vec<(usize, usize)>),
}

impl Question {
    /// Looks for the answer. None where `wanted` said that it is not wanted any more.
    #[must_use]
    pub fn answer(&self, wanted: impl Fn() -> bool + Sync) -> Option<Answer> {
        let (library, marks) = (&*self.library, &self.marks);
        let within = self.within.as_deref();
        Some(match &self.ask {
            Ask::Query(query) => Answer::Found(crate::archive::search(library, marks, query, within, wanted)?),
            Ask::Titles(letters) => Answer::Titles(super::jump::titles(library, letters)),
            Ask::Counts(queries) => {
                let count = |query: &Arc<Query>| {
                    let found = crate::archive::search(library, marks, query, None, &wanted)?;
                    let unread = found.hits.iter().filter(|hit| !marks.get(hit.post).read).count();
                    Some((found.hits.len(), unread))
                };
                Answer::Counts(queries.iter().map(count).collect::<Option<_>>()?)
            }
        })
    }
}

/// What is asked, and of what.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// The query that no answer has come to yet.
    query: Option<(String, Arc<Query>)>,
    /// Of the newest question.
    ticket: Ticket,
    /// Whether every text can be searched.
    texts_known: bool,
    /// Whether texts have come that the search under way does not know.
    stale: bool,
    /// How the index was sorted before anything was searched.
    sort_unsearched: Sort,
}

/// What a prompt gives back when it is given up.
#[derive(Debug)]
pub(super) struct Before {
    search: Option<Search>,
    index: super::Index,
    local: Option<Local>,
    top: usize,
}

impl App {
    /// Opens the prompt: for the library from the index, for the post from its text.
    pub(super) fn open_prompt(&mut self) {
        let (scope, text) = match self.focus {
            Focus::Index => (Scope::Library, self.search.as_ref().map(|search| search.text.clone())),
            Focus::Page => (Scope::Post, None),
        };
        let before = Before {
            search: self.search.clone(),
            index: self.index.clone(),
            local: self.local.clone(),
            top: self.page.top(),
        };
        self.prompt = Some(Prompt::new(scope, &text.unwrap_or_default(), before));
    }

    /// Asks for what is typed now. A faulty query leaves the last result where it is.
    pub(super) fn query_changed(&mut self) {
        let Some(prompt) = &mut self.prompt else { return };
        let (text, scope, top) = (prompt.text().to_owned(), prompt.scope, prompt.before.top);
        let query = if scope == Scope::Post { Query::phrase(&text) } else { Query::parse(&text) };
        match query {
            Err(error) => prompt.error = Some(error),
            Ok(query) => {
                prompt.error = None;
                match scope {
                    Scope::Library if query.is_empty() => self.end_search(),
                    Scope::Library => self.ask_query(&text, query),
                    Scope::Post => self.search_post(&text, query, top),
                }
            }
        }
    }

    /// Sends a query out.
    fn ask_query(&mut self, text: &str, query: Query) {
        let query = Arc::new(query);
        let narrows = self
            .search
            .as_ref()
            .is_some_and(|search| self.asking.texts_known && !self.asking.stale && query.narrows(&search.query));
        let within = if narrows { self.index.found().map(<[PostId]>::to_vec) } else { None };
        self.ask_for(text, query, within);
    }

    fn ask_for(&mut self, text: &str, query: Arc<Query>, within: Option<Vec<PostId>>) {
        let asks_marks = query.asks_marks();
        self.asking.query = Some((text.to_owned(), Arc::clone(&query)));
        self.ask(Ask::Query(query), asks_marks, within);
    }

    /// Sends a question out; it overtakes those before it.
    pub(super) fn ask(&mut self, ask: Ask, asks_marks: bool, within: Option<Vec<PostId>>) {
        self.asking.ticket += 1;
        let marks = if asks_marks { self.marks.snapshot() } else { Marks::default() };
        let question = Question { ticket: self.asking.ticket, ask, library: Arc::clone(&self.library), marks, within };
        self.effects.push(Effect::Ask(Box::new(question)));
    }

    /// Takes in an answer; a late one is dropped.
    pub(super) fn on_answer(&mut self, ticket: Ticket, answer: Answer) {
        if ticket != self.asking.ticket {
            return;
        }
        match answer {
            Answer::Found(found) => self.on_found(found),
            Answer::Titles(posts) => self.list_titles(&posts),
            Answer::Counts(counts) => self.list_counts(&counts),
        }
    }

    fn on_found(&mut self, found: Found) {
        let Some((text, query)) = self.asking.query.take() else { return };
        let again = self.search.as_ref().is_some_and(|search| search.text == text);
        if self.search.is_none() {
            self.asking.sort_unsearched = self.index.sort;
        }
        let sort =
            if self.search.is_some() { self.index.sort } else { Sort { key: SortKey::Relevance, reversed: false } };
        let Found { hits, matches, more } = found;
        self.search = Some(Search { text, query, posts: hits.len(), matches, more });
        let posts: Vec<PostId> = hits.iter().map(|hit: &Hit| hit.post).collect();
        let selected = self.selected();
        self.index.list_found(Some(posts), sort, &self.library, &self.marks);
        match selected.filter(|_| again) {
            Some(post) => drop(self.index.select_post(post)),
            None => self.index.select(0),
        }
        self.matches.forget();
        if !again {
            self.seek = Some(Seek::First);
        }
        if self.asking.stale {
            self.search_again();
        }
    }

    /// Searches again: there are more texts by now.
    pub(super) fn search_again(&mut self) {
        if self.asking.query.is_some() {
            self.asking.stale = true;
            return;
        }
        self.asking.stale = false;
        if let Some(Search { text, query, .. }) = self.search.clone() {
            self.ask_for(&text, query, None);
        }
    }

    /// Lists all posts again, with the selection on the post it is on.
    pub(super) fn end_search(&mut self) {
        self.asking.query = None;
        self.asking.ticket += 1;
        if self.search.take().is_some() {
            self.index.list_found(None, self.asking.sort_unsearched, &self.library, &self.marks);
            self.matches.forget();
        }
    }

    /// Enter in the prompt: the result stays.
    pub(super) fn accept_query(&mut self) {
        let Some(prompt) = self.prompt.take_if(|prompt| prompt.error.is_none()) else { return };
        let text = prompt.text().to_owned();
        self.remember(&text);
        if prompt.scope == Scope::Post && text.trim().is_empty() {
            self.local = None;
            self.matches.forget();
        }
    }

    /// Esc in the prompt: everything is as it was.
    pub(super) fn give_up_query(&mut self) {
        let Some(Prompt { scope, before, .. }) = self.prompt.take() else { return };
        self.asking.query = None;
        self.asking.ticket += 1;
        self.seek = None;
        match scope {
            Scope::Library => {
                self.search = before.search;
                self.index = before.index;
                // Posts may have come meanwhile.
                self.index.arrange(&self.library, &self.marks);
            }
            Scope::Post => {
                self.local = before.local;
                self.page.scroll_to(before.top);
            }
        }
        self.matches.forget();
    }

    /// Searches the library for a query that was not typed.
    pub(super) fn search_for(&mut self, text: &str) {
        match Query::parse(text) {
            Ok(query) if !query.is_empty() => {
                self.leave_place();
                self.remember(text);
                self.local = None;
                self.focus = Focus::Index;
                self.ask_query(text, query);
            }
            Ok(_) => self.say("there is nothing to search for"),
            Err(error) => self.fail(&format!("cannot search for {text}: {error}")),
        }
    }

    /// Searches the library for what is searched in the post, else for the headline or title at hand.
    pub(super) fn search_headline(&mut self) {
        let local = self.local.as_ref().filter(|_| self.focus == Focus::Page).map(|local| &local.text);
        let story = self.page.current().filter(|_| self.focus == Focus::Page);
        let story = story.and_then(|page| Some(&page.stories[page.story_at(self.page.top())?].headline));
        let title = self.selected().and_then(|post| self.library.post(post)).map(|post| &post.title);
        let phrase = |words: &str| match words.strip_prefix('/') {
            Some(_) => words.to_owned(),
            None => format!("\"{}\"", words.replace(['"', '“', '”'], " ")),
        };
        match local.map(String::as_str).or(story.map(|words| &**words)).or(title.map(|words| &**words)) {
            Some(text) => self.search_for(&phrase(text)),
            None => self.say("there is nothing to search for"),
        }
    }

    /// What a search found in a post, for its row.
    #[must_use]
    pub fn snippet(&self, post: PostId, cells: usize) -> Option<Snippet> {
        let search = self.search.as_ref()?;
        Some(Snippet::of(self.library.text(post), &search.query, cells))
    }

    /// What can be sorted by.
    #[must_use]
    pub fn sort_keys(&self) -> Vec<SortKey> {
        let relevance = self.index.is_of_search().then_some(SortKey::Relevance);
        relevance.into_iter().chain(SortKey::ALL).collect()
    }

    /// The texts of posts have been read.
    pub(super) fn on_texts(&mut self, texts: Vec<(PostId, crate::archive::Text)>, finished: bool) {
        Arc::make_mut(&mut self.library).add_texts(texts);
        self.asking.texts_known = finished;
        self.search_again();
        if finished && !self.references.is_empty() {
            self.effects.push(Effect::FindBacklinks(Arc::clone(&self.library), Arc::clone(&self.references)));
        }
    }
}

/// Which issues refer to which: the posts that refer to each post, by the texts.
#[must_use]
pub fn backlinks(library: &Library, references: &crate::archive::References) -> HashMap<PostId, Vec<PostId>> {
    let mut backlinks: HashMap<PostId, Vec<PostId>> = HashMap::new();
    for post in references.posts() {
        for reference in references.find(library.text(post).as_str()) {
            let from = backlinks.entry(reference.post).or_default();
            if reference.post != post && from.last() != Some(&post) {
                from.push(post);
            }
        }
    }
    backlinks.retain(|_, from| !from.is_empty());
    backlinks
}
