//! The state of the program and everything that can happen to it. One mutator, [`App::update`]; no terminal, no files: what
//! it wants done it returns as effects, and hears of it again as messages.

mod commands;
mod focus;
mod input;
mod jump_list;
pub mod layout;
pub mod library_search;
mod link_hints;
mod message;
mod mouse;
mod outline;
pub mod overlay;
mod page_search;
mod picker;
mod post_list;
pub mod prompt;
mod reader;

pub use focus::Focus;
pub use jump_list::{JumpList, JumpTarget};
pub use library_search::{Answer, Ask, Question, Search, backlinks};
pub use link_hints::LinkHints;
pub use message::{Effect, Msg, PageRequest, Ticket};
pub use overlay::Overlay;
pub use page_search::{MatchSegment, Matches, PageQuery};
pub use post_list::{ListRow, PostList};
pub use prompt::Prompt;
pub use reader::ReaderPane;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::config::Saved;
use crate::config::keymap::Keymap;
use crate::load::Progress;
use crate::model::{Library, LinkWarning, Marks, PostId, ReferenceFinder, WebUrl};
use crate::search::Snippet;
use crate::text::CleanText;
use layout::Layout;

/// An address that is opened only at the user's word.
#[derive(Clone, Debug)]
pub struct PendingOpen {
    /// The address.
    pub url: WebUrl,
    /// What there is to see about it.
    pub doubt: LinkWarning,
    /// Whether it is the source of the selected post.
    pub is_source: bool,
}

/// A message in the footer, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The message.
    pub text: CleanText,
    /// True where something failed.
    pub is_error: bool,
}

/// What the program was started with.
#[derive(Clone, Debug, Default)]
pub struct AppOptions {
    /// What the title bar calls the archive: the folder, or "sample archive".
    pub name: CleanText,
    /// The keys.
    pub keymap: Keymap,
    /// Where sources without an address are searched for.
    pub search_url: String,
    /// The searches that the user has named.
    pub saved: Vec<Saved>,
    /// What is wrong with the user's settings; shown in the footer at start, and among the problems.
    pub config_warnings: Vec<CleanText>,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
}

/// The whole state.
#[derive(Debug, Default)]
pub struct App {
    /// What the title bar calls the archive.
    pub name: CleanText,
    /// The posts. A search keeps a copy of it while it runs.
    pub library: Arc<Library>,
    /// Their marks.
    pub marks: Marks,
    /// How far loading has come.
    pub progress: Progress,
    /// The list of posts.
    pub post_list: PostList,
    /// The text.
    pub reader: ReaderPane,
    /// Which of them has the keys.
    pub focus: Focus,
    /// What stands before them.
    pub overlay: Option<Overlay>,
    /// The message in the footer.
    pub status: Option<Status>,
    /// The letters on the links.
    pub hints: Option<LinkHints>,
    /// The line that a query is typed into.
    pub prompt: Option<Prompt>,
    /// What the index lists the result of.
    pub search: Option<Search>,
    /// What is searched in the post that is read.
    pub page_query: Option<PageQuery>,
    /// What was found in the posts on the screen.
    pub snippets: HashMap<PostId, Snippet>,
    /// Matches on the page.
    pub matches: Matches,
    /// The searches that the user has named.
    pub saved: Vec<Saved>,
    /// Where the reader was before.
    pub jump_list: JumpList,
    /// An address that waits for the user's word.
    pub doubt: Option<PendingOpen>,
    /// Digits of a link's number typed so far.
    pub link_number: String,
    /// The keys.
    pub keymap: Keymap,
    /// What is wrong with the user's settings.
    pub config_warnings: Vec<CleanText>,
    /// Whether the kept marks have arrived; until then no post is shown as unread.
    pub marks_known: bool,
    /// Posts with changes to their marks that are not on the disk yet, with how many.
    pub unsaved: HashMap<String, u32>,
    /// Identities whose marks could not be put on the disk; the next one that can takes them with it.
    pub failed_saves: HashSet<String>,
    /// True once the program is to end.
    pub quit: bool,
    size: (u16, u16),
    search_url: String,
    /// What the library's issues are known by, once all of it is there.
    references: Arc<ReferenceFinder>,
    /// The issues that refer to a post.
    backlinks: HashMap<PostId, Vec<PostId>>,
    /// Where to go in the post that is turned to next.
    pending_jump: Option<JumpTarget>,
    save_failed: bool,
    /// Queries that were kept, oldest first.
    remembered: prompt::Remembered,
    /// What is asked of the thread that searches.
    pending: library_search::PendingJobs,
    /// Cells that the snippets were cut to.
    snippet_cells: usize,
    /// The match to go to on the page that comes next.
    seek: Option<page_search::Seek>,
    effects: Vec<Effect>,
}

impl App {
    /// The state at the start, before any post is there.
    #[must_use]
    pub fn new(start: AppOptions) -> Self {
        let status = start.config_warnings.first().map(|first| {
            let more = match start.config_warnings.len() {
                1 => String::new(),
                count => {
                    format!(" ({} more: {})", count - 1, start.keymap.key(crate::config::keymap::Action::Problems))
                }
            };
            Status { text: CleanText::line(&format!("{first}{more}")), is_error: true }
        });
        Self {
            name: start.name,
            keymap: start.keymap,
            config_warnings: start.config_warnings,
            size: start.size,
            search_url: start.search_url,
            saved: start.saved,
            status,
            ..Self::default()
        }
    }

    /// Takes in a message; gives what is to be done about it.
    pub fn update(&mut self, message: Msg) -> Vec<Effect> {
        if matches!(message, Msg::Mouse(_) | Msg::Resize(..) | Msg::PageReady { .. }) {
            // What the letters stood on has moved.
            self.hints = None;
        }
        match message {
            Msg::Key(event) => self.on_key(&event),
            Msg::Mouse(event) => self.on_mouse(event),
            Msg::Resize(columns, rows) => self.size = (columns, rows),
            Msg::Loaded(batch) => self.on_loaded(batch),
            Msg::Marks { stored, notice } => self.on_marks(stored, notice),
            Msg::PageReady { ticket, post, width, document } => self.reader.receive(ticket, post, width, document),
            Msg::Paste(text) => self.on_paste(&text),
            Msg::Texts { texts, finished } => self.on_texts(texts, finished),
            Msg::SearchDone { ticket, answer } => self.on_answer(ticket, answer),
            Msg::Backlinks(backlinks) => self.on_backlinks(backlinks),
            Msg::Saved { identity, result } => self.on_saved(&identity, result),
            Msg::Notify { text, is_error } => self.status = Some(Status { text, is_error }),
            Msg::Redraw => {}
        }
        self.sync_panes();
        std::mem::take(&mut self.effects)
    }

    /// Where everything is on the screen.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.focus, self.has_stories(), self.prompt.is_some())
    }

    /// Whether the page is that of an issue.
    #[must_use]
    pub fn has_stories(&self) -> bool {
        self.reader.document().is_some_and(|document| !document.stories.is_empty())
    }

    /// The post that the keys are about.
    #[must_use]
    pub fn selected(&self) -> Option<PostId> {
        self.post_list.selected()
    }

    /// Whether the page is on the screen.
    #[must_use]
    pub fn page_visible(&self) -> bool {
        self.layout().reader.is_some()
    }

    /// Brings the panes in line with what has changed: the page follows the selection, rows stay within the screen, and a
    /// post whose end was seen is read.
    fn sync_panes(&mut self) {
        let layout = self.layout();
        if let Some(area) = layout.post_list {
            let height = usize::from(layout::inner(area).height);
            self.post_list.show_snippets(height);
            self.post_list.keep_visible(height);
            self.fill_snippets(height, area);
        }
        let Some(area) = layout.reader else { return };
        let text = layout::text_area(area);
        if let Some(post) = self.selected() {
            self.show_post(post, text.width);
        }
        self.reader.set_height(usize::from(text.height));
        self.update_matches();
        if self.focus == Focus::Reader && self.overlay.is_none() && self.reader.take_end_reached() {
            self.mark_read(true);
        }
    }

    /// Says something in the footer.
    fn notify(&mut self, text: &str) {
        self.status = Some(Status { text: CleanText::line(text), is_error: false });
    }

    /// Says in the footer what failed.
    fn notify_error(&mut self, text: &str) {
        self.status = Some(Status { text: CleanText::line(text), is_error: true });
    }

    fn on_loaded(&mut self, batch: crate::load::Batch) {
        self.progress = batch.progress;
        let library = Arc::make_mut(&mut self.library);
        library.others.extend(batch.others);
        if !batch.posts.is_empty() {
            library.add(batch.posts);
            self.marks.extend(&self.library);
            self.post_list.arrange(&self.library, &self.marks);
            self.more_to_search();
        }
        if self.progress.finished {
            self.find_references();
            self.effects.push(Effect::ReadTexts(self.library.sources()));
        }
    }

    /// Once every post is there, what they say of one another can be linked.
    fn find_references(&mut self) {
        let references = self.library.series().references();
        if references.is_empty() {
            return;
        }
        self.references = Arc::new(references);
        self.reader.invalidate();
    }

    fn on_backlinks(&mut self, mut backlinks: HashMap<PostId, Vec<PostId>>) {
        let date = |id: &PostId| self.library.post(*id).map(|post| post.date.instant());
        for posts in backlinks.values_mut() {
            posts.sort_by_key(|post| std::cmp::Reverse(date(post)));
        }
        self.backlinks = backlinks;
        if self.reader.post().is_some_and(|post| self.backlinks.contains_key(&post)) {
            self.reader.invalidate();
        } else {
            self.reader.evict_hidden();
        }
    }

    fn on_marks(&mut self, stored: HashMap<String, crate::model::Mark>, notice: Option<CleanText>) {
        self.marks.restore(stored, &self.library);
        self.marks_known = true;
        if let Some(text) = notice {
            self.status = Some(Status { text, is_error: true });
        }
        if let Some(post) = self.reader.post() {
            self.reader.go_to(self.marks.get(post).position, None);
        }
    }

    /// A mark is on the disk, or is not: that is said once, and reading goes on.
    fn on_saved(&mut self, identity: &str, result: Result<(), CleanText>) {
        if let Some(count) = self.unsaved.get_mut(identity) {
            *count -= 1;
            if *count == 0 {
                self.unsaved.remove(identity);
            }
        }
        match result {
            Ok(()) => {
                self.failed_saves.clear();
                self.save_failed = false;
            }
            Err(text) => {
                self.failed_saves.insert(identity.to_owned());
                if !std::mem::replace(&mut self.save_failed, true) {
                    self.status = Some(Status { text, is_error: true });
                }
            }
        }
    }
}
