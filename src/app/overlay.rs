//! The lists over the panes: help, problems, links, the sort menu, sections, titles, saved searches, commands, and the
//! query syntax.

use tui_input::Input;

use super::messages;
use crate::config::keymap::Action;
use crate::model::PostId;
use crate::text::{CleanText, cells};

/// A list over the panes. Its lines are made when it is opened, not when it is drawn.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What it lists.
    pub kind: OverlayKind,
    /// The filter, as it is typed.
    pub input: Input,
    /// What is shown if nothing passes the filter.
    pub nothing: String,
    /// True while the filter of a list without a selection is typed.
    pub is_filtering: bool,
    /// The posts of the entries, in a list of posts.
    pub posts: Vec<PostId>,
    /// What the entries do, in the list of commands.
    pub(super) commands: Vec<Command>,
    /// True if Enter was pressed before the titles for the filter arrived.
    pub(super) accept_when_ready: bool,
    /// The selected entry, or the first visible line of a list without a selection.
    pub cursor: usize,
    /// Its lines.
    pub items: Vec<Item>,
    /// The index in `items` of each line that can be selected.
    pub entries: Vec<usize>,
    /// The width of the widest key.
    pub key_width: usize,
    /// The width of the widest text.
    pub text_width: usize,
}

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayKind {
    /// The keys.
    Help,
    /// Files with problems.
    Problems,
    /// One problem that no post of the list has.
    Problem,
    /// The links of the page.
    Links,
    /// The sort keys.
    Sort,
    /// The sections of the page.
    Outline,
    /// Posts by their titles.
    Titles,
    /// Saved searches.
    Searches,
    /// Actions, themes and places by what is typed.
    Commands,
    /// What can be typed into the prompt.
    Syntax,
    /// The posts of this day in all years.
    OnThisDay,
}

/// What a line of the list of commands does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Run an action.
    Action(Action),
    /// Use a theme.
    Theme(&'static str),
    /// Go to an issue of that number, or to the first post of a year, month or day.
    Post(PostId),
    /// Go to the post that is nearest to a date of which there is none.
    Nearest(PostId),
    /// Export the listed posts to the file that is typed.
    Export,
    /// Make a digest of the label that is typed.
    Digest,
    /// Show the trends of the queries that are typed.
    Trends,
    /// Go to a post of the list, or to a line of the text, counted from 1.
    Number(usize),
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A heading in between; it cannot be selected.
    Heading(String),
    /// A key, number or path, and its text.
    Entry(String, CleanText),
    /// A second line of the entry above.
    Detail(CleanText),
}

impl Overlay {
    pub(super) fn new(kind: OverlayKind, items: Vec<Item>) -> Self {
        let mut overlay = Self {
            kind,
            input: Input::default(),
            nothing: messages::NOTHING_IN_LIST.to_owned(),
            is_filtering: false,
            posts: Vec::new(),
            commands: Vec::new(),
            accept_when_ready: false,
            cursor: 0,
            items: Vec::new(),
            entries: Vec::new(),
            key_width: 0,
            text_width: 0,
        };
        overlay.list(items);
        overlay
    }

    /// The filter.
    #[must_use]
    pub fn query(&self) -> &str {
        self.input.value()
    }

    /// Replaces the lines and selects the first entry.
    pub(super) fn list(&mut self, items: Vec<Item>) {
        let selectable = |item: &Item| self.kind.is_static() || matches!(item, Item::Entry(..));
        self.entries = items.iter().enumerate().filter(|(_, item)| selectable(item)).map(|(at, _)| at).collect();
        self.key_width = items.iter().map(Item::key_width).max().unwrap_or_default();
        self.text_width = items.iter().map(Item::text_width).max().unwrap_or_default();
        (self.items, self.cursor) = (items, 0);
    }

    /// Keeps the entries that contain every word of the query, and the headings above them.
    pub(super) fn filter(&mut self) {
        let query = self.query().to_lowercase();
        let mut heading = None;
        self.entries.clear();
        for (at, item) in self.items.iter().enumerate() {
            match item {
                Item::Heading(_) => heading = Some(at),
                Item::Detail(_) => {}
                Item::Entry(key, text) => {
                    let text = format!("{key} {text}").to_lowercase();
                    if query.split_whitespace().all(|word| text.contains(word)) {
                        self.entries.extend(heading.take().into_iter().chain([at]));
                    }
                }
            }
        }
        self.select(0);
    }

    /// Shows all lines again. Returns false if there was no filter.
    pub(super) fn end_filter(&mut self) -> bool {
        let had_filter = std::mem::take(&mut self.is_filtering) | !self.query().is_empty();
        self.input.reset();
        self.filter();
        had_filter
    }

    /// True if characters that are typed extend the filter.
    pub(super) fn takes_text(&self) -> bool {
        self.is_filtering || self.kind == OverlayKind::Outline || self.kind.is_listed_anew()
    }

    /// The visible lines: all, or those that pass the filter.
    #[must_use]
    pub fn shown(&self) -> Vec<usize> {
        if self.query().is_empty() || self.kind.is_listed_anew() {
            (0..self.items.len()).collect()
        } else {
            self.entries.clone()
        }
    }

    /// The section of the selected line, counted from 0.
    pub(super) fn section(&self) -> Option<usize> {
        self.entries.get(self.cursor).copied()
    }

    /// Selects an entry, at most the last.
    pub(super) fn select(&mut self, entry: usize) {
        self.cursor = entry.min(self.entries.len().saturating_sub(1));
    }
}

impl Item {
    fn key_width(&self) -> usize {
        match self {
            Self::Entry(key, _) => cells(key),
            Self::Heading(_) | Self::Detail(_) => 0,
        }
    }

    fn text_width(&self) -> usize {
        match self {
            Self::Entry(_, text) | Self::Detail(text) => cells(text),
            Self::Heading(text) => cells(text),
        }
    }
}

impl OverlayKind {
    /// The title of the list.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help => "Keys",
            Self::Problems => "Problems",
            Self::Problem => "Problem",
            Self::Links => "Links",
            Self::Sort => "Sort by",
            Self::Outline => "Outline",
            Self::Titles => "Go to",
            Self::Searches => "Searches",
            Self::Commands => "Command",
            Self::Syntax => "Query syntax",
            Self::OnThisDay => "On this day",
        }
    }

    /// True if its lines are made anew for each letter that is typed.
    #[must_use]
    pub fn is_listed_anew(self) -> bool {
        matches!(self, Self::Titles | Self::Commands)
    }

    /// True for lists without a selection; `cursor` is then the scroll offset.
    #[must_use]
    pub fn is_static(self) -> bool {
        matches!(self, Self::Help | Self::Syntax | Self::Problem)
    }

    /// True for lists that show the numbers of their lines: a digit chooses one of them.
    #[must_use]
    pub fn has_numbers(self) -> bool {
        matches!(self, Self::Links | Self::Sort | Self::Outline)
    }
}
