//! The command line: every action by its name, the themes, and numbers and dates to go to.

use std::path::Path;

use super::export::COMMAND;
use super::focus::Focus;
use super::message::Effect;
use super::messages;
use super::overlay::{Command, Item, OverlayKind};
use super::state::App;
use super::trending;
use crate::config::keymap::{Action, KeyAction};
use crate::config::theme::Themes;
use crate::export::names_folder;
use crate::model::PostId;
use crate::search::query;
use crate::text::CleanText;

impl App {
    /// Opens the command line.
    pub(super) fn open_command_line(&mut self) {
        self.open_list(OverlayKind::Commands, 0);
        self.list_commands();
    }

    /// Lists what the typed letters may mean.
    pub(super) fn list_commands(&mut self) {
        let typed = self.mode.overlay().map(|list| list.query().to_owned()).unwrap_or_default();
        let commands = self.commands(&typed);
        let items = commands.iter().map(|command| self.command_item(*command, &typed)).collect();
        let nothing = self.why_nothing(&typed);
        if let Some(list) = self.mode.overlay_mut() {
            list.list(items);
            list.commands = commands;
            list.nothing = nothing;
        }
    }

    /// Completes the name of the selected command.
    pub(super) fn complete_command(&mut self) {
        let selected = self.mode.overlay().and_then(|list| list.items.get(list.cursor));
        let Some(Item::Entry(name, _)) = selected else { return };
        let name = name.clone();
        if let Some(list) = self.mode.overlay_mut() {
            list.input = name.into();
        }
        self.list_commands();
    }

    /// Enter: runs the command that was selected, or the one that what is typed means. If that may mean several, none
    /// is run, and the list stays.
    pub(super) fn accept_command(&mut self) {
        let Some(list) = self.mode.overlay() else { return };
        let typed = list.query().trim().to_lowercase();
        if list.cursor > 0 {
            return self.run_command();
        }
        if typed.is_empty() {
            return drop(self.mode.close_list());
        }
        let names: Vec<String> = list.commands.iter().map(|command| command.name()).collect();
        let is_place = names.first().is_some_and(String::is_empty);
        // A single letter is no beginning of a name, but perhaps a command of another program.
        let is_letter = typed.chars().nth(1).is_none();
        let may_be = |name: &&String| if is_letter { name.contains(&typed) } else { name.starts_with(&typed) };
        let mut candidates: Vec<&str> = names.iter().filter(may_be).map(String::as_str).collect();
        if candidates.is_empty() {
            candidates = names.iter().map(String::as_str).collect();
        }
        if is_place || candidates.len() < 2 || names.contains(&typed) {
            return self.run_command();
        }
        self.notify_error(&messages::ambiguous_command(&typed, &candidates));
    }

    /// Runs the selected command.
    pub(super) fn run_command(&mut self) {
        let Some(list) = self.mode.close_list() else { return };
        match list.commands.get(list.cursor) {
            Some(Command::Action(action)) => self.perform(*action),
            Some(Command::Theme(name)) => {
                self.previewed_from = None;
                self.set_theme(name);
                self.notify(&messages::theme_chosen(name));
                self.effects.push(Effect::KeepTheme(name));
            }
            Some(Command::Post(post) | Command::Nearest(post)) => {
                self.push_jump();
                self.select_anywhere(*post);
            }
            Some(Command::Number(number)) => {
                self.close_chart();
                self.go_to_number(*number);
            }
            Some(Command::Export) => self.export_to(exported_name(list.query())),
            Some(Command::Digest) => {
                self.close_chart();
                self.open_digest(digest_label(list.query()));
            }
            Some(Command::Trends) => self.compare(compared(list.query())),
            None => self.notify_error(&self.why_nothing(list.query())),
        }
    }

    /// Shows the selected theme while it is selected, and the one of before when another line is, or none.
    pub(super) fn preview_theme(&mut self) {
        let selected = self.mode.overlay().and_then(|list| list.commands.get(list.cursor).copied());
        match (selected, self.previewed_from) {
            (Some(Command::Theme(name)), before) => {
                self.previewed_from = before.or(Some(self.themes().name()));
                self.set_theme(name);
            }
            (_, Some(before)) => {
                self.previewed_from = None;
                self.set_theme(before);
            }
            (_, None) => {}
        }
    }

    /// What some letters may mean, most probable first: a number or a date, names that begin with them, names and
    /// explanations that contain every word of them.
    fn commands(&self, typed: &str) -> Vec<Command> {
        if names_file(typed) {
            return vec![Command::Export];
        }
        if !digest_label(typed).is_empty() {
            return vec![Command::Digest];
        }
        if !compared(typed).is_empty() {
            return vec![Command::Trends];
        }
        let typed = typed.trim().to_lowercase();
        let mut found = self.places(&typed);
        let all = Action::all().filter(|action| *action != Action::CommandLine).map(Command::Action);
        let all = all.chain(Themes::names().into_iter().map(Command::Theme));
        let rank = |command: &Command| {
            let name = command.name();
            let text = format!("{name} {}", command.help());
            let has_words = |text: &str| typed.split_whitespace().all(|word| text.to_lowercase().contains(word));
            [name.starts_with(&typed), has_words(&name), has_words(&text)].iter().position(|is_so| *is_so)
        };
        let mut ranked: Vec<(usize, Command)> = all.filter_map(|command| Some((rank(&command)?, command))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        found.extend(ranked.into_iter().map(|(_, command)| command));
        found
    }

    /// What is said of letters that mean nothing: what was looked for, and what can be typed.
    fn why_nothing(&self, typed: &str) -> String {
        let typed = typed.trim();
        match typed.parse() {
            Ok(number) => messages::no_such_place(number, self.last_place(), self.focus == Focus::Reader),
            Err(_) => messages::no_such_command(typed),
        }
    }

    /// The number of the last post of the list, or of the last line of the text.
    fn last_place(&self) -> usize {
        match self.focus {
            Focus::PostList => self.list_len(),
            Focus::Reader => self.reader.current().map_or(0, |document| document.lines.len()),
        }
    }

    /// The places that a number or a date leads to.
    fn places(&self, typed: &str) -> Vec<Command> {
        let mut places = Vec::new();
        if let Some(issue) = issue_number(typed) {
            places.extend(self.library.series().numbered(issue).map(Command::Post));
            return places;
        }
        let number = typed.parse().ok().filter(|number| *number > 0);
        if let Some(number) = number {
            places.extend(self.library.series().numbered(number).map(Command::Post));
        }
        places.extend(self.first_post_of(typed));
        let last = self.last_place();
        let place = number.and_then(|number| usize::try_from(number).ok()).filter(|number| *number <= last);
        places.extend(place.map(Command::Number));
        places
    }

    /// The first post of the list that is of a year, month or day, or else the one next to it in time.
    fn first_post_of(&self, typed: &str) -> Option<Command> {
        let (first, last) = query::calendar_days(typed)?;
        let listed = self.post_list.listed().iter().filter_map(|id| Some((*id, self.library.post(*id)?.date)));
        let dated: Vec<_> = listed.filter(|(_, date)| !date.is_of_file()).collect();
        let within = dated.iter().find(|(_, date)| (first..=last).contains(&date.date_utc()));
        let distance = |date: jiff::civil::Date| date.since(first).map_or(i32::MAX, |span| span.get_days().abs());
        let nearest = || dated.iter().min_by_key(|(_, date)| distance(date.date_utc()));
        let within = within.map(|(post, _)| Command::Post(*post));
        within.or_else(|| nearest().map(|(post, _)| Command::Nearest(*post)))
    }

    fn title_and_date(&self, post: PostId) -> String {
        self.library.post(post).map(|post| format!("{}, {}", post.title, post.date.format_long())).unwrap_or_default()
    }

    fn command_item(&self, command: Command, typed: &str) -> Item {
        let (name, help) = match command {
            Command::Action(action) => {
                let keys = self.keymap.keys(action);
                let help =
                    if keys.is_empty() { action.help().to_owned() } else { format!("{} ({keys})", action.help()) };
                (command.name(), help)
            }
            Command::Theme(_) => (command.name(), command.help().to_owned()),
            Command::Post(post) => (typed.to_owned(), messages::go_to(&self.title_and_date(post))),
            Command::Nearest(post) => (typed.to_owned(), messages::go_to_nearest(&self.title_and_date(post))),
            Command::Export => (
                typed.to_owned(),
                messages::export_listed(self.listed_len(), names_folder(Path::new(exported_name(typed)))),
            ),
            Command::Digest => (typed.to_owned(), messages::digest_of(digest_label(typed))),
            Command::Trends => (typed.to_owned(), messages::show_trends(compared(typed))),
            Command::Number(number) => (typed.to_owned(), messages::go_to_place(number, self.focus == Focus::Reader)),
        };
        Item::Entry(name, CleanText::single_line(&help))
    }
}

/// The number of `#219` or `issue 219`.
fn issue_number(typed: &str) -> Option<u32> {
    typed.strip_prefix('#').or_else(|| typed.strip_prefix("issue "))?.trim().parse().ok()
}

/// True if what is typed is the command to export, with the name of a file.
fn names_file(typed: &str) -> bool {
    !exported_name(typed).is_empty()
}

/// The queries behind the command for trends.
fn compared(typed: &str) -> &str {
    typed.trim_start().strip_prefix(trending::COMMAND).unwrap_or_default().trim()
}

/// The name of a file or folder behind the command to export.
fn exported_name(typed: &str) -> &str {
    typed.trim_start().strip_prefix(COMMAND).unwrap_or_default().trim()
}

/// The label behind the command for a digest.
fn digest_label(typed: &str) -> &str {
    typed.trim_start().strip_prefix("digest ").unwrap_or_default().trim()
}

impl Command {
    /// What is typed for it; nothing for a place.
    fn name(self) -> String {
        match self {
            Self::Action(action) => action.name().to_owned(),
            Self::Theme(name) => format!("theme {name}"),
            Self::Post(_) | Self::Nearest(_) | Self::Number(_) => String::new(),
            Self::Export | Self::Digest | Self::Trends => String::new(),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Action(action) => action.help(),
            Self::Theme(_) => messages::USE_THEME,
            Self::Post(_) | Self::Nearest(_) | Self::Number(_) => "",
            Self::Export | Self::Digest | Self::Trends => "",
        }
    }
}
