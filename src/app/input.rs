//! Keys: the mode decides what a key is for.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tui_input::InputRequest;

use super::focus::Focus;
use super::messages;
use super::mode::Mode;
use super::number::digit;
use super::overlay::{Overlay, OverlayKind};
use super::prompt::{MAX_QUERY, PromptEvent, Purpose, edit};
use super::state::App;
use crate::config::key::Key;
use crate::config::keymap::{Action, ListAction, PromptAction, TextAction};
use crate::model::PostId;
use crate::text::CleanText;

impl App {
    pub(super) fn on_key(&mut self, event: &KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        if self.suspends(event) {
            return self.perform(Action::Suspend);
        }
        self.status = None;
        self.waits_for_page = None;
        match &self.mode {
            Mode::Normal if self.chart.is_some() => self.on_chart_key(event),
            Mode::Normal => self.on_normal_key(event),
            Mode::Prompt(_) => self.on_prompt_key(event),
            Mode::List(..) => self.on_list_key(event),
            Mode::Hints(_) => self.on_hint_key(event),
            Mode::Confirm(_) => self.on_confirm_key(Key::of(event)),
            Mode::Number(_) => self.on_number_key(event),
            Mode::Select(_) => self.on_selection_key(event),
            Mode::Image(_) => self.on_image_key(event),
        }
    }

    /// Whether a key suspends the reader, whatever the keys are for at the moment. Not if it is a character: it may be
    /// typed. The prompt may use it for something else.
    fn suspends(&self, event: &KeyEvent) -> bool {
        let key = Key::of(event);
        let is_typed = (event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT)).is_empty();
        let is_for_prompt = matches!(self.mode, Mode::Prompt(_)) && self.keymap.action::<PromptAction>(key).is_some();
        !is_typed && !is_for_prompt && self.keymap.action(key) == Some(Action::Suspend)
    }

    fn on_normal_key(&mut self, event: &KeyEvent) {
        match digit(event) {
            Some(digit) if digit != '0' => self.on_digit(digit),
            _ => self.on_pane_key(Key::of(event), None),
        }
    }

    /// The action of a key in the focused pane.
    pub(super) fn pane_action(&self, key: Key) -> Option<Action> {
        let of_text = self.keymap.action::<TextAction>(key).filter(|_| self.focus == Focus::Reader);
        of_text.map(Action::from).or_else(|| self.keymap.action(key))
    }

    /// A key of the panes, with the number typed in front of it. A key without an action says so, once.
    pub(super) fn on_pane_key(&mut self, key: Key, count: Option<usize>) {
        match (self.pane_action(key), count) {
            (Some(action), Some(count)) => self.perform_counted(action, count),
            (Some(action), None) => self.perform(action),
            (None, _) => self.on_unknown_key(key),
        }
    }

    pub(super) fn on_unknown_key(&mut self, key: Key) {
        if !self.unknown_keys.contains(&key) {
            self.unknown_keys.push(key);
            self.notify(&messages::unknown_key(&key.to_string(), &self.keymap.key(Action::Help)));
        }
    }

    fn on_prompt_key(&mut self, event: &KeyEvent) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        let purpose = prompt.purpose;
        match prompt.on_key(event, &self.keymap, &self.histories) {
            PromptEvent::Unchanged => {}
            PromptEvent::Changed => self.query_changed(),
            PromptEvent::Accepted => match purpose {
                Purpose::SearchLibrary | Purpose::SearchPost | Purpose::NarrowList => self.accept_query(),
                Purpose::Trends => self.accept_trends(),
                Purpose::Pipe => self.accept_pipe(),
                Purpose::NameSearch => self.accept_search_name(),
                Purpose::Export => self.accept_export(),
            },
            PromptEvent::ShowSyntax if !purpose.is_search() => {}
            PromptEvent::Cancelled => self.cancel_prompt(),
            PromptEvent::ShowSyntax => self.open_list(OverlayKind::Syntax, 0),
        }
    }

    /// Pasted text: its lines joined, for the list that can be filtered, else for the prompt.
    pub(super) fn on_paste(&mut self, text: &str) {
        let clean = CleanText::sanitized(crate::text::prefix(text, MAX_QUERY));
        if let Some(list) = self.mode.overlay_mut().filter(|list| list.takes_text()) {
            for c in clean.chars() {
                list.input.handle(InputRequest::InsertChar(c));
            }
            self.filter_list();
        } else if let Some(prompt) = self.mode.prompt_mut() {
            // A part of a command does something else than the whole.
            if prompt.purpose == Purpose::Pipe && prompt.text().len() + text.len() > MAX_QUERY {
                return self.notify_error(messages::TOO_LONG);
            }
            prompt.paste(&clean);
            self.query_changed();
        }
    }

    fn on_list_key(&mut self, event: &KeyEvent) {
        let Some((kind, takes_text)) = self.mode.overlay().map(|list| (list.kind, list.takes_text())) else { return };
        let is_filtered = self.mode.overlay().is_some_and(|list| !list.query().is_empty());
        match digit(event) {
            // The number of a line; behind letters, a part of the filter.
            Some(digit) if kind.has_numbers() && !is_filtered => self.on_digit(digit),
            _ if takes_text && self.on_filter_key(event) => {}
            Some(_) => {}
            None => self.on_list_action(kind, Key::of(event)),
        }
    }

    fn on_list_action(&mut self, kind: OverlayKind, key: Key) {
        let Some(action) = self.keymap.action(key) else { return self.on_pane_key_in_list(kind, key) };
        match action {
            ListAction::Choose if kind == OverlayKind::Commands => self.accept_command(),
            ListAction::Choose => self.choose(),
            ListAction::Close if kind.is_static() && self.mode.overlay_mut().is_some_and(Overlay::end_filter) => {}
            ListAction::Close => self.close_list(),
            ListAction::OpenSource if kind == OverlayKind::Links => {
                self.mode.close_list();
                self.perform(Action::OpenSource);
            }
            ListAction::CopyLink if kind == OverlayKind::Links => {
                let line = self.mode.overlay().map_or(0, |list| list.cursor);
                self.copy_listed(line);
            }
            ListAction::Delete if kind == OverlayKind::Searches => self.ask_to_delete_search(),
            action => self.move_in_list(action),
        }
    }

    /// A key that is an action of the panes: the key that opened a list closes it.
    fn on_pane_key_in_list(&mut self, kind: OverlayKind, key: Key) {
        let opens_same = match kind {
            OverlayKind::Help | OverlayKind::Syntax => Action::Help,
            OverlayKind::Problems | OverlayKind::Problem => Action::Problems,
            OverlayKind::Links => Action::ChooseLink,
            OverlayKind::Sort => Action::Sort,
            OverlayKind::Outline => Action::Outline,
            OverlayKind::Titles => Action::Titles,
            OverlayKind::Searches => Action::Searches,
            OverlayKind::Commands => Action::CommandLine,
            OverlayKind::OnThisDay => Action::Timeline,
        };
        match self.keymap.action(key) {
            Some(action @ (Action::Suspend | Action::Redraw)) => self.perform(action),
            Some(Action::Search) if kind.is_static() => {
                self.mode.overlay_mut().into_iter().for_each(|list| list.is_filtering = true);
            }
            Some(action) if action == opens_same => self.close_list(),
            _ => {}
        }
    }

    /// A key in a list that typing filters: characters extend the filter, the keys of the prompt edit it, and Enter
    /// ends typing in a list without a selection. Returns whether the key was used: one that has nothing to edit moves
    /// in the list.
    fn on_filter_key(&mut self, event: &KeyEvent) -> bool {
        let edit = self.keymap.action::<PromptAction>(Key::of(event)).and_then(edit);
        let Some(overlay) = self.mode.overlay_mut() else { return false };
        let plain = (event.modifiers - KeyModifiers::SHIFT).is_empty();
        match event.code {
            KeyCode::Char(typed) if plain => {
                overlay.input.handle(InputRequest::InsertChar(typed));
            }
            KeyCode::Enter if overlay.is_filtering => overlay.is_filtering = false,
            KeyCode::Tab if overlay.kind == OverlayKind::Commands => {
                self.complete_command();
                return true;
            }
            _ if !overlay.query().is_empty() => {
                let Some(request) = edit else { return false };
                return match overlay.input.handle(request) {
                    Some(changed) => {
                        if changed.value {
                            self.filter_list();
                        }
                        true
                    }
                    // At the left end, the key that closes the list would be pressed once too often.
                    None => request == InputRequest::GoToPrevChar,
                };
            }
            KeyCode::Backspace if overlay.kind == OverlayKind::Commands => {
                self.mode.close_list();
                return true;
            }
            KeyCode::Backspace if overlay.is_filtering => overlay.is_filtering = false,
            _ => return false,
        }
        self.filter_list();
        true
    }

    /// Applies the filter that is typed.
    pub(super) fn filter_list(&mut self) {
        match self.mode.overlay_mut() {
            Some(overlay) if overlay.kind == OverlayKind::Titles => self.request_titles(),
            Some(overlay) if overlay.kind == OverlayKind::Commands => self.list_commands(),
            Some(overlay) => overlay.filter(),
            None => {}
        }
    }

    fn move_in_list(&mut self, action: ListAction) {
        let rows = isize::try_from(self.layout().body.height).unwrap_or_default().saturating_sub(2).max(1);
        let by = match action {
            ListAction::Down => 1,
            ListAction::Up => -1,
            ListAction::PageDown => rows,
            ListAction::PageUp => -rows,
            ListAction::HalfPageDown => rows / 2,
            ListAction::HalfPageUp => -rows / 2,
            ListAction::Top => isize::MIN,
            ListAction::Bottom => isize::MAX,
            _ => return,
        };
        let body = self.layout().body;
        if let Some(overlay) = self.mode.overlay_mut() {
            overlay.step(by, body);
        }
    }

    /// Chooses the selected line of the list.
    pub(super) fn choose(&mut self) {
        let Some((kind, cursor)) = self.mode.overlay().map(|list| (list.kind, list.cursor)) else { return };
        match kind {
            OverlayKind::Help | OverlayKind::Syntax | OverlayKind::Problem => self.close_list(),
            OverlayKind::Commands => self.run_command(),
            OverlayKind::Titles if self.awaits_titles() => {
                self.mode.overlay_mut().into_iter().for_each(|list| list.accept_when_ready = true);
            }
            OverlayKind::Titles | OverlayKind::OnThisDay => {
                if let Some(post) = self.mode.close_list().and_then(|overlay| overlay.posts.get(cursor).copied()) {
                    self.jump_to_post(post);
                }
            }
            OverlayKind::Searches => {
                self.mode.close_list();
                if let Some(saved) = self.saved.get(cursor) {
                    let text = saved.text.clone();
                    self.search_for(&text);
                }
            }
            OverlayKind::Links => {
                self.mode.close_list();
                match cursor.checked_sub(1) {
                    None => self.perform(Action::OpenSource),
                    Some(link) => self.open_link(link),
                }
            }
            OverlayKind::Sort => {
                if let Some(key) = self.sort_keys().get(cursor) {
                    self.sort_by(*key);
                }
            }
            OverlayKind::Outline => {
                let section = self.mode.close_list().and_then(|overlay| overlay.section());
                if let Some(section) = section {
                    self.jump_to_section(section);
                }
            }
            OverlayKind::Problems => match self.problem_posts().get(cursor).copied() {
                Some(Some(post)) => {
                    self.mode.close_list();
                    self.go_to_post(post);
                }
                Some(None) => self.explain_problem(cursor),
                None => {}
            },
        }
    }

    /// Selects a post in the post list and focuses it.
    fn go_to_post(&mut self, post: PostId) {
        self.push_jump();
        self.focus = Focus::PostList;
        self.select_anywhere(post);
    }
}
