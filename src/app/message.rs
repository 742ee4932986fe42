//! Messages to the state, and effects that it requests.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};

use super::export_request::{ExportOutcome, ExportRequest};
use super::feeds::FetchNews;
use super::image_request::ImageRequest;
use super::reader::PageId;
use super::repeat_groups::{RepeatGroups, RepeatsRequest};
use super::rescan::{LibraryUpdate, RescanRequest};
use super::rows_page::RowsPage;
use super::story_reading::{StoriesAnswer, StoriesRequest};
use super::story_request::{StoryAnswer, StoryRequest};
use super::timeline::{TimelineAnswer, TimelineRequest};
use super::trends::{TrendsAnswer, TrendsRequest};
use crate::config::Saved;
use crate::insight::StoryData;
use crate::layout::{self, Document, PageOptions};
use crate::load::{self, Batch};
use crate::model::{
    Library, Mark, MarkChange, Post, PostId, PostPaths, PostSource, ReferenceFinder, SearchText, WebUrl,
};
use crate::search::{Job, JobResult, Ticket};
use crate::text::CleanText;

/// A message to the state.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The new size of the screen, in columns and rows.
    Resize(u16, u16),
    /// Posts were loaded.
    Loaded(Batch),
    /// The stored marks were read.
    Marks {
        /// The marks by identity.
        stored: HashMap<String, Mark>,
        /// A notice for the footer.
        notice: Option<CleanText>,
    },
    /// A page was laid out.
    PageReady {
        /// The ticket of the request.
        ticket: Ticket,
        /// Which page it is.
        page: PageId,
        /// Its width.
        width: u16,
        /// The page.
        document: Arc<Document>,
        /// False if the file could not be read, and the page only says so.
        is_text: bool,
    },
    /// An image was decoded.
    ImageReady {
        /// The ticket of the request.
        ticket: Ticket,
        /// Why it was not, if that failed.
        result: Result<(), CleanText>,
    },
    /// The editor has ended.
    Edited,
    /// A search was added to the configuration, or why it was not.
    SearchSaved(Result<Saved, CleanText>),
    /// The search of that name was deleted from the configuration, or why it was not.
    SearchDeleted(Result<CleanText, CleanText>),
    /// An export has ended, or needs an answer.
    Exported(ExportOutcome),
    /// Text was pasted.
    Paste(String),
    /// Texts for searching were read.
    Texts {
        /// The texts, by post.
        texts: Vec<(PostId, SearchText)>,
        /// True for the last batch.
        finished: bool,
    },
    /// A result of the search thread.
    SearchDone {
        /// The ticket of the request.
        ticket: Ticket,
        /// The result.
        result: JobResult,
    },
    /// The stories of the library.
    Stories(StoriesAnswer),
    /// The rows of a list of stories.
    StoryRows(StoryAnswer),
    /// The calendar of the archive.
    Timeline(Box<TimelineAnswer>),
    /// The trends of queries, or the words that rise.
    Trends(Box<TrendsAnswer>),
    /// The posts that tell the same news, with the ticket of the request.
    Repeats(Ticket, Arc<RepeatGroups>),
    /// What links between posts lead to, with the ticket of the request.
    Paths(Ticket, Arc<PostPaths>),
    /// For each post, the posts that refer to it, with the ticket of the request.
    Backlinks(Ticket, HashMap<PostId, Vec<PostId>>),
    /// The oldest changes to marks were saved, or none could be.
    Saved {
        /// How many were saved; 0 if it failed.
        count: usize,
        /// The error, if it failed.
        result: Result<(), CleanText>,
    },
    /// An address was handed to the browser, or that failed.
    Opened {
        /// The post whose source it is, if any.
        post: Option<PostId>,
        /// The error, if it failed.
        result: Result<(), CleanText>,
    },
    /// Files may have changed.
    FilesChanged,
    /// What a rescan of the files found: `None` if nothing has changed, or why they cannot be scanned.
    Rescanned(Result<Option<Box<LibraryUpdate>>, CleanText>),
    /// Something happened while feeds are fetched.
    Fetch(FetchNews),
    /// Changes of the files may go unnoticed, for this reason.
    NotWatched(CleanText),
    /// A message for the footer.
    Notify {
        /// The message.
        text: CleanText,
        /// True for an error.
        is_error: bool,
    },
    /// The screen must be drawn again.
    Redraw,
}

/// A request for a page.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Returned with the page.
    pub ticket: Ticket,
    /// Which page it is.
    pub page: PageId,
    /// Its width.
    pub width: u16,
    /// What it shows.
    pub content: PageContent,
}

/// What a page shows.
#[derive(Clone, Debug)]
pub enum PageContent {
    /// A post as it was loaded, and how it is laid out.
    Post(Box<(Post, PageOptions)>),
    /// Rows of a list of stories.
    Rows(RowsPage),
}

impl PageRequest {
    /// Lays out the page. The file of a post is read again; if it cannot be read, the page says so.
    #[must_use]
    pub fn run(&self) -> Msg {
        let &Self { ticket, page, width, ref content } = self;
        let (document, is_text) = match content {
            PageContent::Rows(rows) => (rows.lay_out(width), true),
            PageContent::Post(post) => {
                let (post, options) = &**post;
                match load::read_content(&post.source) {
                    Ok(content) => (layout::lay_out(&content, post, options), true),
                    Err(problem) => (layout::error_page(post, &problem, width), false),
                }
            }
        };
        Msg::PageReady { ticket, page, width, document: Arc::new(document), is_text }
    }
}

/// Work outside the state.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Lay out a page. Only the newest request is needed.
    LayOutPage(Box<PageRequest>),
    /// Read the texts of these posts for searching.
    ReadTexts(Vec<(PostId, PostSource)>),
    /// Write the cache of the library, for the next start.
    WriteCache(Arc<Library>),
    /// Search. Only the newest request is needed.
    Search(Box<Job>),
    /// Read the stories of the library. Only the newest request is needed. The answer is a [`Msg::Stories`].
    ReadStories(Box<StoriesRequest>),
    /// Make the rows of a list of stories. Only the newest request is needed. The answer is a [`Msg::StoryRows`].
    ListStories(Box<StoryRequest>),
    /// Make the calendar of the archive. The answer is a [`Msg::Timeline`].
    ReadTimeline(Box<TimelineRequest>),
    /// Count stories over time. Only the newest request is needed. The answer is a [`Msg::Trends`].
    ReadTrends(Box<TrendsRequest>),
    /// Find the posts that tell the same news. Only the newest request is needed. The answer is a [`Msg::Repeats`].
    FindRepeats(RepeatsRequest),
    /// Free what was made of an earlier library, which takes too long for the event loop.
    Free(Arc<StoryData>),
    /// Prepare for links between posts. The answer is a [`Msg::Paths`].
    IndexPaths(Ticket, Arc<Library>),
    /// Find the references between posts.
    FindBacklinks(Ticket, Arc<Library>, Arc<ReferenceFinder>),
    /// Look for changes of the files. The answer is a [`Msg::Rescanned`].
    Rescan(Box<RescanRequest>),
    /// Fetch the feeds of the configuration. The answers are [`Msg::Fetch`].
    FetchFeeds,
    /// Open an address in the browser. The answer is a [`Msg::Opened`] with the post.
    Open(WebUrl, Option<PostId>),
    /// Copy lines of text.
    Copy {
        /// The lines.
        lines: Vec<CleanText>,
        /// How many lines of the page were selected for that, if any.
        selected: Option<usize>,
    },
    /// Decode an image and draw it over the reader. The answer is a [`Msg::ImageReady`].
    ShowImage(ImageRequest),
    /// Open a file in the editor. The answer is a [`Msg::Edited`].
    Edit(PathBuf),
    /// Run a command of the user with a text as its input.
    Pipe {
        /// The command, for a shell.
        command: String,
        /// The text.
        text: String,
    },
    /// Add a search to the configuration. The answer is a [`Msg::SearchSaved`].
    SaveSearch(Saved),
    /// Write the theme of that name into the configuration.
    KeepTheme(&'static str),
    /// Delete the search of that name from the configuration. The answer is a [`Msg::SearchDeleted`].
    DeleteSearch(CleanText),
    /// Export posts. The answer is a [`Msg::Exported`].
    Export(Box<ExportRequest>),
    /// Save a change to a mark.
    Save(MarkChange),
    /// Restore the terminal and stop until continued.
    Suspend,
    /// Clear the screen before it is drawn again.
    Clear,
}
