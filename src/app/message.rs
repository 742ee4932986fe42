//! What the state hears and what it wants done.

use std::collections::HashMap;
use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::layout::{Document, PageOptions};
use crate::load::Batch;
use crate::model::{Library, Mark, MarkChange, Post, PostId, PostSource, ReferenceFinder, SearchText, WebUrl};
use crate::search::{Job, JobResult, Ticket};
use crate::text::CleanText;

/// What can happen.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The screen has so many columns and rows now.
    Resize(u16, u16),
    /// Posts were loaded.
    Loaded(Batch),
    /// The marks that were kept, with what there is to say about their file.
    Marks {
        /// The marks by identity.
        stored: HashMap<String, Mark>,
        /// For the footer.
        notice: Option<CleanText>,
    },
    /// A page was set.
    PageReady {
        /// Of the request that it answers.
        ticket: Ticket,
        /// The post.
        post: PostId,
        /// The width it was set at.
        width: u16,
        /// The page.
        document: Arc<Document>,
    },
    /// SearchText was pasted.
    Paste(String),
    /// Texts were read, to be searched.
    Texts {
        /// The texts, by post.
        texts: Vec<(PostId, SearchText)>,
        /// Whether they are the last ones.
        finished: bool,
    },
    /// An answer from the thread that searches.
    SearchDone {
        /// Of the question.
        ticket: Ticket,
        /// The answer.
        answer: JobResult,
    },
    /// Which issues refer to which: the posts that refer to a post.
    Backlinks(HashMap<PostId, Vec<PostId>>),
    /// A change to a mark is on the disk, or is not.
    Saved {
        /// The identity of the post.
        identity: String,
        /// What went wrong.
        result: Result<(), CleanText>,
    },
    /// Something to be told in the footer.
    Notify {
        /// The message.
        text: CleanText,
        /// Whether something failed.
        is_error: bool,
    },
    /// The screen has to be drawn anew.
    Redraw,
}

/// A page to be set.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Comes back with the page.
    pub ticket: Ticket,
    /// The post's place in the library.
    pub id: PostId,
    /// The post as it was loaded.
    pub post: Post,
    /// What it is set with.
    pub options: PageOptions,
}

/// What is to be done outside the state.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Set a page; only the newest request counts.
    LayOutPage(Box<PageRequest>),
    /// Read these posts again, for what is searched.
    ReadTexts(Vec<(PostId, PostSource)>),
    /// Search; only the newest question counts.
    Ask(Box<Job>),
    /// Find out which posts refer to which.
    FindBacklinks(Arc<Library>, Arc<ReferenceFinder>),
    /// Open an address in the browser.
    Open(WebUrl),
    /// Copy an address.
    Copy(CleanText),
    /// Keep a change to a mark.
    Save(MarkChange),
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Clear the screen before it is drawn next.
    Clear,
}
