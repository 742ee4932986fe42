//! What leaves the reader: a citation, the page for a command, the file for an editor, a search for `config.toml`.

use std::sync::Arc;

use super::focus::Focus;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::state::App;
use super::story_list::StoryList;
use crate::config::keymap::Action;
use crate::config::{Saved, is_setting};
use crate::insight::Work;
use crate::layout::Document;
use crate::model::{Post, PostSource, WebUrl};
use crate::search::Query;
use crate::text::CleanText;

impl App {
    /// Copies the story, post or work as a citation in Markdown, below the selected lines if there are any.
    pub(super) fn copy_citation(&mut self) {
        let work = self.story_lists.top().and_then(StoryList::selected_work);
        if let Some(work) = work.filter(|_| self.selected().is_none() && matches!(self.mode, Mode::Normal)) {
            let line = CleanText::sanitized(&cite_work(work));
            return self.effects.push(Effect::Copy { lines: vec![line], selected: None });
        }
        if let Some(line) = self.cited_name().filter(|_| matches!(self.mode, Mode::Normal)) {
            return self.effects.push(Effect::Copy { lines: vec![line], selected: None });
        }
        let Some(post) = self.selected().and_then(|post| self.library.post(post)) else {
            return self.say_what_is_selected();
        };
        let source = cite(post);
        let (mut lines, mut selected) = (Vec::new(), None);
        if let Mode::Select(selection) = self.mode {
            let quoted = self.selected_text(selection);
            lines.extend(quoted.iter().map(|line| format!("> {line}").trim_end().to_owned()));
            lines.extend([String::new(), format!("— {source}")]);
            selected = Some(selection.range().count());
        } else {
            let story = self.current_story().map(|headline| format!("“{}”, in {source}", escaped(&headline)));
            lines.push(story.unwrap_or(source));
        }
        self.mode = Mode::Normal;
        let lines = lines.iter().map(|line| CleanText::sanitized(line)).collect();
        self.effects.push(Effect::Copy { lines, selected });
    }

    /// The name that is selected, in Markdown: `Ada Lovelace (person), in 3 stories, 2017–2020`.
    fn cited_name(&self) -> Option<CleanText> {
        let list = self.story_lists.top()?;
        let (name, data) = list.selected_name().filter(|_| self.selected().is_none()).zip(list.data())?;
        let summary = name.summary(data.table(), data.library());
        Some(CleanText::single_line(&format!("{}{summary}", escaped(&name.name))))
    }

    /// The headline of the story that is read, or selected in a list of stories.
    pub(super) fn current_story(&self) -> Option<CleanText> {
        if let Some(list) = self.story_lists.acting(self.focus) {
            let row = list.data()?.table().row(list.selected_story()?)?;
            return row.story.is_some().then(|| row.headline.clone());
        }
        let page = self.reader.current().filter(|_| self.focus == Focus::Reader)?;
        let section = page.sections.get(self.reader.section()?)?;
        section.kind.is_story().then(|| section.heading.clone())
    }

    /// Opens the file of the selected post in the user's editor.
    pub(super) fn edit(&mut self) {
        let source = self.selected().and_then(|post| self.library.post(post)).map(|post| &post.source);
        match source {
            Some(PostSource::File(path)) => self.effects.push(Effect::Edit(path.whole().to_owned())),
            Some(PostSource::Sample { .. } | PostSource::Stdin { .. }) => self.notify(messages::NO_FILE),
            None => self.notify(messages::NOTHING_SELECTED),
        }
    }

    /// The editor has ended: the file is read again.
    pub(super) fn on_edited(&mut self) {
        self.reader.invalidate();
        self.rescan();
    }

    /// Asks for a command that gets the page.
    pub(super) fn open_pipe(&mut self) {
        // The page is laid out once it is on the screen.
        if !self.has_page() || (!self.is_reader_visible() && !self.focus_page()) {
            return self.notify(messages::NOTHING_SELECTED);
        }
        self.mode = Mode::Prompt(Prompt::new(Purpose::Pipe));
    }

    /// Asks for the name of the search that is listed.
    pub(super) fn name_search(&mut self) {
        match self.newest_query() {
            Some(_) => self.mode = Mode::Prompt(Prompt::new(Purpose::NameSearch)),
            None => self.notify(&messages::no_search_to_save(&self.keymap.key(Action::Search))),
        }
    }

    /// Enter in the prompt for a command.
    pub(super) fn accept_pipe(&mut self) {
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        let command = prompt.text().trim().to_owned();
        self.histories.add(Purpose::Pipe, &command);
        let page = self.reader.current().filter(|_| self.reader.shows_text()).map(Document::plain_text);
        match page {
            _ if command.is_empty() => {}
            Some(text) => self.effects.push(Effect::Pipe { command, text }),
            None => self.notify_error(messages::NO_PAGE),
        }
    }

    /// Enter in the prompt for the name of a search.
    pub(super) fn accept_search_name(&mut self) {
        let Mode::Prompt(prompt) = std::mem::take(&mut self.mode) else { return };
        let name = CleanText::single_line(prompt.text());
        self.histories.add(Purpose::NameSearch, &name);
        if is_setting(&name) {
            return self.notify_error(&messages::name_of_setting(&name));
        }
        if let (Some((text, query)), false) = (self.newest_query(), name.is_empty()) {
            self.effects.push(Effect::SaveSearch(Saved { name, text, query }));
        }
    }

    /// The query that is being run, or else the one whose results are listed.
    fn newest_query(&self) -> Option<(String, Arc<Query>)> {
        let pending = self.pending.query.as_ref().map(|(text, query, _)| (text.clone(), Arc::clone(query)));
        pending.or_else(|| self.search.as_ref().map(|search| (search.text.clone(), Arc::clone(&search.query))))
    }

    /// A search was saved, or could not be.
    pub(super) fn on_search_saved(&mut self, result: Result<Saved, CleanText>) {
        match result {
            Ok(saved) => {
                let key = self.keymap.key(Action::Searches);
                self.notify(&messages::search_saved(&saved.name, &key));
                self.saved.retain(|known| known.name != saved.name);
                self.saved.push(saved);
            }
            Err(reason) => self.notify_error(&reason),
        }
    }
}

/// A post in Markdown: `[Title](https://…), Author, example.org, 28 Dec 2020`.
fn cite(post: &Post) -> String {
    let title = linked(&post.title, post.link.as_deref());
    let date = if post.date.is_of_file() { String::new() } else { post.date.format_long() };
    let parts = [title, escaped(&post.author), post.domain.to_string(), date];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A work in Markdown: `[Title](https://…), arXiv`.
fn cite_work(work: &Work) -> String {
    let parts = [linked(&work.name(), work.url.as_deref()), escaped(work.source.as_deref().unwrap_or_default())];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A title with its address, if that may be opened.
fn linked(title: &str, link: Option<&str>) -> String {
    let title = escaped(title);
    match link.filter(|link| WebUrl::parse(link).is_ok()) {
        Some(link) => format!("[{title}]({})", link.replace('(', "%28").replace(')', "%29").replace(' ', "%20")),
        None => title,
    }
}

/// A text whose signs of Markdown are escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
