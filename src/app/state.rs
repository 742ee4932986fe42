//! The state of the program. `update` handles messages.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::chart::Chart;
use super::feeds::Feeds;
use super::focus::Focus;
use super::image_request::ImageSupport;
use super::jump_list::{JumpList, JumpTarget};
use super::matches::{Matches, PageQuery, Seek};
use super::message::Effect;
use super::mode::Mode;
use super::post_list::PostList;
use super::prompt::Histories;
use super::reader::ReaderPane;
use super::repeat_groups::Grouping;
use super::rescan::PendingRescan;
use super::search_state::{PendingJobs, PromptSnapshot, Search};
use super::story_lists::StoryLists;
use super::story_reading::Stories;
use super::undo_history::UndoHistory;
use super::unsaved::Unsaved;
use crate::config::Saved;
use crate::config::keymap::{Action, Key, Keymap};
use crate::config::theme::Themes;
use crate::load::Progress;
use crate::model::{Library, Marks, PostId, PostPaths, ReferenceFinder};
use crate::search::{Snippet, Ticket};
use crate::text::CleanText;

/// A message in the footer. The next key clears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The message.
    pub text: CleanText,
    /// What it is about.
    pub kind: StatusKind,
}

/// What a message in the footer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusKind {
    /// Something was done.
    Info,
    /// Something failed.
    Error,
    /// Marks are not kept. Only a key takes the place of this: no other failure costs the user more.
    MarksNotKept,
}

/// What the program is started with.
#[derive(Clone, Debug, Default)]
pub struct AppOptions {
    /// The name in the title bar: the folder, or "sample archive".
    pub name: CleanText,
    /// The keys.
    pub keymap: Keymap,
    /// The search page for sources without a URL, with `%s` for the words.
    pub search_url: String,
    /// Searches that the user has named.
    pub saved: Vec<Saved>,
    /// The path of `config.toml`, to show.
    pub config_file: CleanText,
    /// The folder of the user's settings.
    pub config_folder: Option<PathBuf>,
    /// True if the configuration names feeds.
    pub has_feeds: bool,
    /// The themes.
    pub themes: Themes,
    /// Warnings about the configuration, for the footer at start and the list of problems.
    pub config_warnings: Vec<CleanText>,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The width of the post list that the user has chosen before.
    pub list_width: Option<u16>,
    /// The year that it is: dates of this year are shown without it.
    pub this_year: i16,
    /// True if posts that tell the same news are one row from the start.
    pub is_grouped: bool,
    /// True if a single post is read, from a file or standard input: it has the whole screen and no list.
    pub is_single_post: bool,
    /// Whether images can be drawn.
    pub image_support: ImageSupport,
}

/// What the program was started with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opened {
    /// Posts that are listed.
    #[default]
    Posts,
    /// A single post: there is no list to go back to.
    SinglePost,
}

/// The whole state. Only [`App::update`] changes it.
#[derive(Debug, Default)]
pub struct App {
    pub(super) name: CleanText,
    /// The posts. A running search keeps its own reference.
    pub(super) library: Arc<Library>,
    /// Incremented when files that have changed make another library of it: the ticket of what is made of it.
    pub(super) library_version: Ticket,
    pub(super) marks: Marks,
    /// True once the stored marks have arrived. Before that, no post is shown as unread.
    pub(super) marks_known: bool,
    pub(super) progress: Progress,
    pub(super) post_list: PostList,
    pub(super) grouping: Grouping,
    pub(super) reader: ReaderPane,
    pub(super) focus: Focus,
    pub(super) mode: Mode,
    pub(super) status: Option<Status>,
    /// The stories of the posts, once something has asked for them.
    pub(super) stories: Stories,
    /// Lists of stories in the place of the post list.
    pub(super) story_lists: StoryLists,
    /// The drawn screen in the place of the panes, if one is open.
    pub(super) chart: Option<Chart>,
    /// The screen that a list of stories was opened from, and how many lists were open with it.
    pub(super) chart_under_lists: Option<(usize, Chart)>,
    /// The ticket of the newest request for a drawn screen.
    pub(super) chart_ticket: Ticket,
    /// The search whose result the post list shows.
    pub(super) search: Option<Search>,
    /// The search in the post that is read.
    pub(super) page_query: Option<PageQuery>,
    /// Matches on the page.
    pub(super) matches: Matches,
    /// The match to go to on the next page.
    pub(super) seek: Option<Seek>,
    /// Snippets of the visible posts, cut to `snippet_cells`.
    pub(super) snippets: HashMap<PostId, Snippet>,
    pub(super) snippet_cells: usize,
    /// Requests to the search thread.
    pub(super) pending: PendingJobs,
    pub(super) pending_rescan: PendingRescan,
    pub(super) feeds: Feeds,
    /// The entry of the list of problems that is explained, and the lines of that.
    pub(super) explained: (usize, Vec<String>),
    /// What was typed into prompts.
    pub(super) histories: Histories,
    /// What is restored when the prompt is cancelled.
    pub(super) prompt_snapshot: Option<PromptSnapshot>,
    /// Searches that the user has named.
    pub(super) saved: Vec<Saved>,
    /// An action for the text, until its page is there.
    pub(super) waits_for_page: Option<Action>,
    /// The theme that was used before another one is previewed.
    pub(super) previewed_from: Option<&'static str>,
    /// The path of `config.toml`, to show.
    pub(super) config_file: CleanText,
    /// The folder of the user's settings.
    pub(super) config_folder: Option<PathBuf>,
    pub(super) themes: Themes,
    pub(super) jump_list: JumpList,
    /// Where to go in the post that is shown next.
    pub(super) pending_jump: Option<JumpTarget>,
    pub(super) keymap: Keymap,
    /// Warnings about the configuration.
    pub(super) config_warnings: Vec<CleanText>,
    pub(super) unsaved: Unsaved,
    pub(super) undo_history: UndoHistory,
    /// Keys without an action of which the user was told.
    pub(super) unknown_keys: Vec<Key>,
    /// Posts whose sources are being opened: read once that has succeeded.
    pub(super) opening: Vec<PostId>,
    pub(super) should_quit: bool,
    pub(super) image_support: ImageSupport,
    /// The ticket of the newest request for an image.
    pub(super) image_ticket: Ticket,
    pub(super) size: (u16, u16),
    /// True if the focused pane has the whole screen.
    pub(super) is_zoomed: bool,
    pub(super) opened: Opened,
    pub(super) list_width: Option<u16>,
    pub(super) this_year: i16,
    pub(super) search_url: String,
    /// Finds references to issues, once every post is loaded.
    pub(super) references: Arc<ReferenceFinder>,
    /// Finds the posts that links between posts lead to, once every post is loaded.
    pub(super) paths: Arc<PostPaths>,
    /// For each post the issues that refer to it.
    pub(super) backlinks: HashMap<PostId, Vec<PostId>>,
    pub(super) effects: Vec<Effect>,
}

impl App {
    /// The state at the start, without posts.
    #[must_use]
    pub fn new(start: AppOptions) -> Self {
        let status = start.config_warnings.first().map(|first| {
            let more = match start.config_warnings.len() {
                1 => String::new(),
                count => {
                    format!(" ({} more: {})", count - 1, start.keymap.key(Action::Problems))
                }
            };
            Status { text: CleanText::single_line(&format!("{first}{more}")), kind: StatusKind::Error }
        });
        Self {
            name: start.name,
            keymap: start.keymap,
            config_warnings: start.config_warnings,
            size: start.size,
            list_width: start.list_width,
            this_year: start.this_year,
            focus: if start.is_single_post { Focus::Reader } else { Focus::PostList },
            is_zoomed: start.is_single_post,
            opened: if start.is_single_post { Opened::SinglePost } else { Opened::Posts },
            image_support: start.image_support,
            search_url: start.search_url,
            saved: start.saved,
            feeds: Feeds::new(start.has_feeds),
            grouping: Grouping { is_on: start.is_grouped, ..Grouping::default() },
            config_file: start.config_file,
            config_folder: start.config_folder,
            themes: start.themes,
            status,
            ..Self::default()
        }
    }

    /// Uses the theme of that name from the next frame on. Returns false if there is none; `Themes::names` has all.
    pub fn set_theme(&mut self, name: &str) -> bool {
        self.themes.choose(name)
    }
}

/// What drawing and the event loop may read.
impl App {
    /// The name in the title bar.
    #[must_use]
    pub fn name(&self) -> &CleanText {
        &self.name
    }

    /// The posts.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The marks of the posts.
    #[must_use]
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Whether the stored marks have arrived.
    #[must_use]
    pub fn marks_known(&self) -> bool {
        self.marks_known
    }

    /// Progress of loading.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The post list.
    #[must_use]
    pub fn post_list(&self) -> &PostList {
        &self.post_list
    }

    /// The lists of stories in its place.
    #[must_use]
    pub fn story_lists(&self) -> &StoryLists {
        &self.story_lists
    }

    /// The reader.
    #[must_use]
    pub fn reader(&self) -> &ReaderPane {
        &self.reader
    }

    /// The pane that receives the keys.
    #[must_use]
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// What the keys are for.
    #[must_use]
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The message in the footer.
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// The search whose result the post list shows.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// The search in the post that is read.
    #[must_use]
    pub fn page_query(&self) -> Option<&PageQuery> {
        self.page_query.as_ref()
    }

    /// Matches on the page.
    #[must_use]
    pub fn matches(&self) -> &Matches {
        &self.matches
    }

    /// The snippet of a visible post.
    #[must_use]
    pub fn snippet(&self, post: PostId) -> Option<&Snippet> {
        self.snippets.get(&post)
    }

    /// The year that it is.
    #[must_use]
    pub fn this_year(&self) -> i16 {
        self.this_year
    }

    /// The keys.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The themes, and which one is used.
    #[must_use]
    pub fn themes(&self) -> &Themes {
        &self.themes
    }

    /// Warnings about the configuration.
    #[must_use]
    pub fn config_warnings(&self) -> &[CleanText] {
        &self.config_warnings
    }

    /// The feeds that are being fetched, in words.
    #[must_use]
    pub fn fetch_progress(&self) -> Option<CleanText> {
        self.feeds.progress.as_ref().map(|progress| CleanText::single_line(&super::messages::fetching(progress)))
    }

    /// How many feeds could not be fetched the last time.
    #[must_use]
    pub fn failed_feeds(&self) -> usize {
        self.feeds.failed.len()
    }

    /// Whether changes to a post's marks are not on disk.
    #[must_use]
    pub fn is_unsaved(&self, identity: &str) -> bool {
        self.unsaved.changes().iter().any(|change| change.identity == identity)
    }

    /// True while marks are being saved or a page is being laid out: waiting a moment may save a frame.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.reader.is_waiting() || self.unsaved.are_being_written()
    }

    /// True if a single post is read, and there is no list.
    #[must_use]
    pub fn is_single_post(&self) -> bool {
        self.opened == Opened::SinglePost
    }

    /// True if the program should end.
    #[must_use]
    pub fn should_quit(&self) -> bool {
        self.should_quit
    }
}
