//! The lists that open over the panes: their lines.

use super::messages;
use super::overlay::{Item, Overlay, OverlayKind};
use super::prompt::Purpose;
use super::state::App;
use crate::config::keymap::{Action, BoundAction, ChartAction, ConfirmAction, ListAction, PromptAction, TextAction};
use crate::layout::Destination;
use crate::model::{Filter, PostId, Sort, SortKey};
use crate::search::query::{SyntaxSection, post_syntax, syntax};
use crate::text::CleanText;

impl App {
    /// Opens a list with an entry selected.
    pub(super) fn open_list(&mut self, kind: OverlayKind, cursor: usize) {
        let items = match kind {
            OverlayKind::Help => self.help_items(),
            OverlayKind::Problems => self.problem_items(),
            OverlayKind::Problem => self.explanation_items(),
            OverlayKind::Links => self.link_items(),
            OverlayKind::Sort => self.sort_items(),
            OverlayKind::Outline => self.section_items(),
            OverlayKind::Titles | OverlayKind::Commands | OverlayKind::OnThisDay => Vec::new(),
            OverlayKind::Searches => self.search_items(&[]),
            OverlayKind::Syntax => syntax_items(self.mode.prompt().map(|prompt| prompt.purpose)),
        };
        let mut overlay = Overlay::new(kind, items);
        overlay.select(cursor);
        self.mode.open_list(overlay);
    }

    fn help_items(&self) -> Vec<Item> {
        let of_charts = ChartAction::SECTIONS.iter();
        let of_charts = of_charts.flat_map(|(section, actions)| self.help_section(section, actions, ChartAction::help));
        let of_charts: Vec<Item> = of_charts.collect();
        // The keys of what is open come first.
        let mut items = if self.chart.is_some() { of_charts.clone() } else { Vec::new() };
        for (section, actions) in Action::SECTIONS {
            items.extend(self.help_section(section, actions, Action::help));
            if *section == "Sources" {
                let help = "In the text, with Enter: open that link; before a key that moves: so often";
                items.push(Item::Entry("1 2 3 …".to_owned(), CleanText::single_line(help)));
            }
        }
        for (section, actions) in TextAction::SECTIONS {
            items.extend(self.help_section(section, actions, TextAction::help));
        }
        for (section, actions) in PromptAction::SECTIONS {
            items.extend(self.help_section(section, actions, PromptAction::help));
        }
        for (section, actions) in ListAction::SECTIONS {
            items.extend(self.help_section(section, actions, ListAction::help));
            let help = "In lists that show numbers: choose that line; behind letters, digits are a part of the filter";
            items.push(Item::Entry("1 2 3 …".to_owned(), CleanText::single_line(help)));
            let help = "While a filter is typed, the keys of the prompt edit it";
            let keys =
                [PromptAction::DeleteToStart, PromptAction::DeletePreviousWord].map(|edit| self.keymap.key(edit));
            items.push(Item::Entry(format!("{} {} …", keys[0], keys[1]), CleanText::single_line(help)));
        }
        if self.chart.is_none() {
            items.extend(of_charts);
        }
        for (section, actions) in ConfirmAction::SECTIONS {
            items.extend(self.help_section(section, actions, ConfirmAction::help));
        }
        items
    }

    fn help_section<A: BoundAction>(&self, section: &str, actions: &[A], help: fn(A) -> &'static str) -> Vec<Item> {
        let entry = |action: &A| Item::Entry(self.keymap.keys(*action), CleanText::single_line(help(*action)));
        [Item::Heading(section.to_owned())].into_iter().chain(actions.iter().map(entry)).collect()
    }

    /// The post that each entry of the problems list belongs to, if any.
    pub(super) fn problem_posts(&self) -> Vec<Option<PostId>> {
        let of_settings = self.config_warnings.iter().map(|_| None);
        let of_feeds = self.feeds.failed.iter().map(|_| None);
        let of_others = self.library.skipped.iter().map(|_| None);
        let of_posts = self.posts_with_problems().into_iter().map(Some);
        let of_series = self.library.series().gaps().into_iter().map(|_| None);
        of_settings.chain(of_feeds).chain(of_others).chain(of_posts).chain(of_series).collect()
    }

    /// Newest first, as in the list of posts: the order in which threads have read them is another at every start.
    fn posts_with_problems(&self) -> Vec<PostId> {
        let has_problem = self.library.present().filter(|(_, post)| !post.problems.is_empty()).map(|(id, _)| id);
        let found: Vec<PostId> = has_problem.collect();
        self.library.list(&self.marks, Sort::default(), Filter::All, Some(&found), None)
    }

    pub(super) fn problem_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for warning in &self.config_warnings {
            items.push(Item::Entry(String::new(), warning.clone()));
        }
        for feed in &self.feeds.failed {
            items.push(Item::Entry(String::new(), feed.name.clone()));
            items.push(Item::Detail(feed.error.clone()));
        }
        for (path, problem) in &self.library.skipped {
            items.push(Item::Entry(String::new(), path.clone()));
            items.push(Item::Detail(CleanText::single_line(&problem.kind.to_string())));
        }
        for post in self.posts_with_problems().into_iter().filter_map(|id| self.library.post(id)) {
            items.push(Item::Entry(String::new(), CleanText::single_line(post.source.relative())));
            for problem in &post.problems {
                let line = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
                items.push(Item::Detail(CleanText::single_line(&format!("{line}{}", problem.kind))));
            }
        }
        let key = self.keymap.key(ListAction::Choose);
        for series in self.library.series().gaps() {
            items.push(Item::Entry(String::new(), CleanText::single_line(series.name)));
            let detail = messages::missing_issues(&series.in_words(), &key, &series.query());
            items.push(Item::Detail(CleanText::single_line(&detail)));
        }
        items
    }

    fn link_items(&self) -> Vec<Item> {
        let source = self.source();
        let mut items =
            vec![Item::Entry(self.keymap.key(Action::OpenSource), CleanText::single_line("the post's source"))];
        items.push(Item::Detail(source.unwrap_or_else(|| CleanText::single_line(messages::NO_LINK))));
        let Some(document) = self.reader.current() else { return items };
        for (number, link) in document.links.iter().enumerate() {
            items.push(Item::Entry((number + 1).to_string(), link.label.clone()));
            let target = match link.destination {
                Destination::Web(ref address) => address.clone(),
                Destination::Post(post) | Destination::Story(post, _) => {
                    self.library.post(post).map(|post| post.title.clone()).unwrap_or_default()
                }
                Destination::Line(Some(line)) => CleanText::single_line(&document.lines[line].text()),
                Destination::Line(None) => CleanText::single_line(messages::NO_SUCH_PLACE),
            };
            if link.label != target {
                items.push(Item::Detail(target));
            }
        }
        items
    }

    fn sort_items(&self) -> Vec<Item> {
        let entry = |(nth, key): (usize, &SortKey)| {
            let sort = self.list_sort();
            let is_current = *key == sort.key;
            let is_reversed = is_current && sort.reversed;
            let (name, order) = match self.story_lists.top() {
                Some(list) => messages::list_order(&list.source, *key, is_reversed),
                None => (key.name(), messages::order(*key, is_reversed)),
            };
            let now = if is_current { messages::CURRENT_ORDER } else { "" };
            let text = format!("{name:13} {order}{now}");
            Item::Entry((nth + 1).to_string(), CleanText::sanitized(&text))
        };
        self.sort_keys().iter().enumerate().map(entry).collect()
    }
}

/// The query language, by example: all of it, or what can be searched for in a post.
fn syntax_items(purpose: Option<Purpose>) -> Vec<Item> {
    let entry = |(example, what): (String, &str)| Item::Entry(example, CleanText::single_line(what));
    let section = |section: SyntaxSection| {
        std::iter::once(Item::Heading(section.heading.to_owned())).chain(section.rows.into_iter().map(entry))
    };
    match purpose {
        Some(Purpose::SearchPost) => post_syntax().into_iter().flat_map(section).collect(),
        _ => syntax().into_iter().flat_map(section).collect(),
    }
}
