//! What stands before the panes for a while: help, problems, links, the sort menu, stories, titles, saved searches. All of them
//! are lists.

use unicode_width::UnicodeWidthStr;

use super::App;
use crate::config::keymap::Action;
use crate::layout::StoryStart;
use crate::model::{PostId, SortKey};
use crate::text::CleanText;

/// A list that stands before the panes. Its lines are made when it is opened, not when it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// What it lists.
    pub kind: Kind,
    /// What narrows it, as typed.
    pub query: String,
    /// The posts of the entries, in a list of posts.
    pub posts: Vec<PostId>,
    /// Whether Enter was pressed before the titles for what is typed were there.
    pub(super) chosen_early: bool,
    /// The selected entry; in the help the first line on the screen.
    pub cursor: usize,
    /// Its lines.
    pub items: Vec<Item>,
    /// Place in `items` of each line that can be selected.
    pub entries: Vec<usize>,
    /// Cells of the widest key.
    pub key_width: usize,
    /// Cells of the widest text.
    pub text_width: usize,
}

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The keys.
    Help,
    /// Files with something wrong.
    Problems,
    /// The links of the page.
    Links,
    /// What to sort by.
    Sort,
    /// The stories of the page.
    Outline,
    /// Posts by their titles.
    Titles,
    /// The searches that the user has named.
    Searches,
    /// What can be typed into the prompt.
    Syntax,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A heading in between; it cannot be selected.
    Heading(String),
    /// A key, number or place, and what it is about.
    Entry(String, CleanText),
    /// A second line of the entry above.
    Detail(CleanText),
}

impl Overlay {
    fn new(kind: Kind, items: Vec<Item>) -> Self {
        let mut overlay = Self {
            kind,
            query: String::new(),
            posts: Vec::new(),
            chosen_early: false,
            cursor: 0,
            items: Vec::new(),
            entries: Vec::new(),
            key_width: 0,
            text_width: 0,
        };
        overlay.list(items);
        overlay
    }

    /// Lists something else, from its first entry on.
    pub(super) fn list(&mut self, items: Vec<Item>) {
        let selectable = |item: &Item| self.kind.is_read() || matches!(item, Item::Entry(..));
        self.entries = items.iter().enumerate().filter(|(_, item)| selectable(item)).map(|(at, _)| at).collect();
        self.key_width = items.iter().map(Item::key_width).max().unwrap_or_default();
        self.text_width = items.iter().map(Item::text_width).max().unwrap_or_default();
        (self.items, self.cursor) = (items, 0);
    }

    /// Leaves those entries that have every word of the query in them.
    pub(super) fn narrow(&mut self) {
        let query = self.query.to_lowercase();
        let fits = |item: &Item| match item {
            Item::Entry(key, text) => {
                let text = format!("{key} {text}").to_lowercase();
                query.split_whitespace().all(|word| text.contains(word))
            }
            Item::Heading(_) | Item::Detail(_) => true,
        };
        self.entries = (0..self.items.len()).filter(|&at| fits(&self.items[at])).collect();
        self.select(0);
    }

    /// The lines that are shown: of a list that is narrowed those that fit, of others all.
    #[must_use]
    pub fn shown(&self) -> Vec<usize> {
        if self.query.is_empty() || self.kind == Kind::Titles {
            (0..self.items.len()).collect()
        } else {
            self.entries.clone()
        }
    }

    /// The story of the selected line, counted from 0.
    pub(super) fn story(&self) -> Option<usize> {
        self.entries.get(self.cursor).copied()
    }

    /// Moves to an entry; beyond the last is the last.
    pub(super) fn select(&mut self, entry: usize) {
        self.cursor = entry.min(self.entries.len().saturating_sub(1));
    }
}

impl Item {
    fn key_width(&self) -> usize {
        match self {
            Self::Entry(key, _) => key.width(),
            Self::Heading(_) | Self::Detail(_) => 0,
        }
    }

    fn text_width(&self) -> usize {
        match self {
            Self::Entry(_, text) | Self::Detail(text) => text.as_str().width(),
            Self::Heading(text) => text.width(),
        }
    }
}

impl Kind {
    /// What stands above the list.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Help => "Keys",
            Self::Problems => "Problems",
            Self::Links => "Links",
            Self::Sort => "Sort by",
            Self::Outline => "Stories",
            Self::Titles => "Go to",
            Self::Searches => "Searches",
            Self::Syntax => "What can be searched for",
        }
    }

    /// Whether it is only read: it has no selection, its cursor is where it is scrolled to.
    #[must_use]
    pub fn is_read(self) -> bool {
        matches!(self, Self::Help | Self::Syntax)
    }

    /// Whether typing narrows it.
    #[must_use]
    pub fn is_typed_into(self) -> bool {
        matches!(self, Self::Outline | Self::Titles)
    }
}

impl App {
    /// Opens a list with an entry selected.
    pub(super) fn open_list(&mut self, kind: Kind, cursor: usize) {
        let items = match kind {
            Kind::Help => self.help_items(),
            Kind::Problems => self.problem_items(),
            Kind::Links => self.link_items(),
            Kind::Sort => self.sort_items(),
            Kind::Outline => self.story_items(),
            Kind::Titles => Vec::new(),
            Kind::Searches => self.search_items(&[]),
            Kind::Syntax => syntax_items(),
        };
        let mut overlay = Overlay::new(kind, items);
        overlay.select(cursor);
        self.overlay = Some(overlay);
    }

    fn help_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for (section, actions) in Action::SECTIONS {
            items.push(Item::Heading((*section).to_owned()));
            let entry = |action: &Action| Item::Entry(self.keymap.keys(*action), CleanText::line(action.help()));
            items.extend(actions.iter().map(entry));
            if *section == "Sources" {
                items.push(Item::Entry("1 2 3 …".to_owned(), CleanText::line("Open the link with that number")));
            }
        }
        items
    }

    /// The post that each entry of the problems list belongs to, if any.
    pub(super) fn problem_posts(&self) -> Vec<Option<PostId>> {
        let of_settings = self.complaints.iter().map(|_| None);
        let of_others = self.library.others.iter().map(|_| None);
        let of_posts = self.posts_with_problems().map(Some);
        of_settings.chain(of_others).chain(of_posts).collect()
    }

    fn posts_with_problems(&self) -> impl Iterator<Item = PostId> {
        let posts = (0u32..).map(PostId).zip(self.library.posts());
        posts.filter(|(_, post)| !post.problems.is_empty()).map(|(id, _)| id)
    }

    fn problem_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for complaint in &self.complaints {
            items.push(Item::Entry(String::new(), complaint.clone()));
        }
        for (path, problem) in &self.library.others {
            items.push(Item::Entry(String::new(), path.clone()));
            items.push(Item::Detail(CleanText::line(&problem.kind.to_string())));
        }
        for post in self.posts_with_problems().filter_map(|id| self.library.post(id)) {
            items.push(Item::Entry(String::new(), CleanText::line(post.source.relative())));
            for problem in &post.problems {
                let line = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
                items.push(Item::Detail(CleanText::line(&format!("{line}{}", problem.kind))));
            }
        }
        items
    }

    fn link_items(&self) -> Vec<Item> {
        let source = self.selected().and_then(|id| self.library.post(id)).and_then(|post| post.link.clone());
        let mut items = vec![Item::Entry(self.keymap.key(Action::OpenSource), CleanText::line("the post's source"))];
        items.push(Item::Detail(source.unwrap_or_else(|| CleanText::line("this post has no link"))));
        for (number, link) in self.page.current().map(|document| &document.links).into_iter().flatten().enumerate() {
            items.push(Item::Entry((number + 1).to_string(), link.label.clone()));
            let target = link.post.and_then(|post| self.library.post(post)).map_or(&link.address, |post| &post.title);
            if link.label != *target {
                items.push(Item::Detail(target.clone()));
            }
        }
        items
    }

    fn story_items(&self) -> Vec<Item> {
        let stories = self.page.current().map(|document| document.stories.as_slice()).unwrap_or_default();
        let item = |(nth, story): (usize, &StoryStart)| {
            let kind = if story.is_fiction { "fiction · " } else { "" };
            let text = format!("{}  ({kind}{} min)", story.headline, story.minutes);
            Item::Entry((nth + 1).to_string(), CleanText::line(&text))
        };
        stories.iter().enumerate().map(item).collect()
    }

    fn sort_items(&self) -> Vec<Item> {
        let entry = |(nth, key): (usize, &SortKey)| {
            let order = match (key, *key == self.index.sort.key && self.index.sort.reversed) {
                (SortKey::Relevance, false) => "best first",
                (SortKey::Relevance, true) => "best last",
                (SortKey::Date, false) => "newest first",
                (SortKey::Date, true) => "oldest first",
                (SortKey::ReadingTime, false) => "shortest first",
                (SortKey::ReadingTime, true) => "longest first",
                (_, false) => "A to Z",
                (_, true) => "Z to A",
            };
            let now = if *key == self.index.sort.key { "now; again for the other way" } else { "" };
            let text = format!("{:13} {order}  {now}", key.name());
            Item::Entry((nth + 1).to_string(), CleanText::run(text.trim_end()))
        };
        self.sort_keys().iter().enumerate().map(entry).collect()
    }
}

/// The query language, by example.
fn syntax_items() -> Vec<Item> {
    let entry = |(example, what): (&str, &str)| Item::Entry(example.to_owned(), CleanText::line(what));
    let mut items = vec![Item::Heading("Words".to_owned())];
    items.extend(
        [
            ("robots arms", "both words, in any place"),
            ("\"robot arms\"", "the exact phrase"),
            ("-arms", "without it"),
            ("robots OR arms", "either of the two beside OR"),
            ("/robot(s|ic)/", "a regular expression"),
            ("Robots", "a capital letter: in that case alone"),
        ]
        .map(entry),
    );
    items.push(Item::Heading("Fields".to_owned()));
    items.extend(crate::search::query::prefixes().map(|(prefix, help)| entry((&prefix, help))));
    items
}
