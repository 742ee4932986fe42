//! What the keys are for at the moment. There is exactly one mode, so nothing has to rank open lists, prompts and
//! questions.

use std::ops::RangeInclusive;

use super::export_request::ExportRequest;
use super::image_request::ImageView;
use super::overlay::Overlay;
use super::prompt::Prompt;
use crate::model::{LinkWarning, PostId, WebUrl};
use crate::text::CleanText;

/// The mode of the keys.
#[derive(Debug, Default)]
pub enum Mode {
    /// Keys are actions of the focused pane.
    #[default]
    Normal,
    /// A query is typed.
    Prompt(Prompt),
    /// A list is open, possibly over the prompt, which comes back when the list closes.
    List(Overlay, Option<Box<Prompt>>),
    /// Labels are on the links.
    Hints(LinkHints),
    /// Something waits for confirmation.
    Confirm(Question),
    /// A number is typed.
    Number(Number),
    /// Lines of the text are selected.
    Select(LineSelection),
    /// An image is shown.
    Image(ImageView),
}

/// Selected lines of the page, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSelection {
    /// The end that stays.
    pub fixed: usize,
    /// The end that keys move.
    pub moving: usize,
}

impl LineSelection {
    /// The lines.
    #[must_use]
    pub fn range(self) -> RangeInclusive<usize> {
        self.fixed.min(self.moving)..=self.fixed.max(self.moving)
    }
}

/// The labels on the visible links, while one is chosen.
#[derive(Debug, Default)]
pub struct LinkHints {
    /// The letters typed so far.
    pub typed: String,
    /// The links with their labels.
    pub targets: Vec<Target>,
    /// True to copy the link that is chosen, false to open it.
    pub(super) copies: bool,
}

/// A visible link.
#[derive(Debug)]
pub struct Target {
    /// Its label: one or two letters.
    pub letters: String,
    /// The row, counted from the top of the visible text.
    pub row: usize,
    /// The column of the text.
    pub column: usize,
    pub(super) link: usize,
}

/// What needs confirmation.
#[derive(Clone, Debug)]
pub enum Question {
    /// Whether to open a URL.
    Open(PendingOpen),
    /// Whether to mark these posts as read: those that were listed.
    MarkAllRead(Vec<PostId>),
    /// Whether to delete the saved search of that name.
    DeleteSearch(CleanText),
    /// Whether to replace the file that posts are exported to.
    ReplaceFile(Box<ExportRequest>),
}

/// A URL that is opened only after the user confirms it.
#[derive(Clone, Debug)]
pub struct PendingOpen {
    /// The URL.
    pub url: WebUrl,
    /// Why it needs confirmation.
    pub warning: LinkWarning,
    /// Whether it is the source of the selected post.
    pub is_source: bool,
}

/// A number, while it is typed: how often an action is repeated, where to go, or which link to open.
#[derive(Debug, Default)]
pub struct Number {
    /// The digits.
    pub digits: String,
    /// The list, if the number is that of one of its lines.
    pub list: Option<Overlay>,
}

impl Mode {
    /// The list that is visible.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        match self {
            Self::List(list, _) => Some(list),
            Self::Number(number) => number.list.as_ref(),
            Self::Normal | Self::Prompt(_) | Self::Hints(_) | Self::Confirm(_) | Self::Select(_) | Self::Image(_) => {
                None
            }
        }
    }

    pub(super) fn overlay_mut(&mut self) -> Option<&mut Overlay> {
        match self {
            Self::List(list, _) => Some(list),
            Self::Number(number) => number.list.as_mut(),
            Self::Normal | Self::Prompt(_) | Self::Hints(_) | Self::Confirm(_) | Self::Select(_) | Self::Image(_) => {
                None
            }
        }
    }

    /// The prompt that is visible, also under a list.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Prompt(prompt) => Some(prompt),
            Self::List(_, covered) => covered.as_deref(),
            Self::Normal | Self::Hints(_) | Self::Confirm(_) | Self::Number(_) | Self::Select(_) | Self::Image(_) => {
                None
            }
        }
    }

    pub(super) fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Prompt(prompt) => Some(prompt),
            Self::List(_, covered) => covered.as_deref_mut(),
            Self::Normal | Self::Hints(_) | Self::Confirm(_) | Self::Number(_) | Self::Select(_) | Self::Image(_) => {
                None
            }
        }
    }

    /// The labels on the links.
    #[must_use]
    pub fn hints(&self) -> Option<&LinkHints> {
        if let Self::Hints(hints) = self { Some(hints) } else { None }
    }

    /// Opens a list. An open prompt is kept under it.
    pub(super) fn open_list(&mut self, list: Overlay) {
        let covered = if let Self::Prompt(prompt) = std::mem::take(self) { Some(Box::new(prompt)) } else { None };
        *self = Self::List(list, covered);
    }

    /// Closes the list, if one is open, and returns to the prompt under it.
    pub(super) fn close_list(&mut self) -> Option<Overlay> {
        match std::mem::take(self) {
            Self::List(list, covered) => {
                *self = covered.map_or(Self::Normal, |prompt| Self::Prompt(*prompt));
                Some(list)
            }
            other => {
                *self = other;
                None
            }
        }
    }

    /// Drops the number that is typed, and returns to the list if it was typed there.
    pub(super) fn leave_number(&mut self) {
        if let Self::Number(number) = self {
            *self = number.list.take().map_or(Self::Normal, |list| Self::List(list, None));
        }
    }
}
