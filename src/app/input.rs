//! Keys: the mode decides what a key is for.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::focus::Focus;
use super::mode::{LinkNumber, Mode};
use super::overlay::OverlayKind;
use super::prompt::{MAX_QUERY, PromptEvent};
use super::state::App;
use crate::config::keymap::{Action, Key};
use crate::model::PostId;
use crate::text::CleanText;

impl App {
    pub(super) fn on_key(&mut self, event: &KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        self.status = None;
        match &self.mode {
            Mode::Normal => self.on_normal_key(event),
            Mode::Prompt(_) => self.on_prompt_key(event),
            Mode::List(..) => self.on_list_key(event),
            Mode::Hints(_) => self.on_hint_key(event.code),
            Mode::Confirm(_) => self.on_confirm_key(event.code),
            Mode::LinkNumber(_) => self.on_number_key(event),
        }
    }

    fn on_normal_key(&mut self, event: &KeyEvent) {
        if let Some(digit) = digit(event) {
            if self.is_reader_visible() {
                self.on_digit(digit);
            }
        } else if let Some(action) = self.keymap.action(Key::of(event)) {
            self.perform(action);
        }
    }

    fn on_prompt_key(&mut self, event: &KeyEvent) {
        let Mode::Prompt(prompt) = &mut self.mode else { return };
        match prompt.on_key(event, &self.query_history) {
            PromptEvent::Unchanged => {}
            PromptEvent::Changed => self.query_changed(),
            PromptEvent::Accepted => self.accept_query(),
            PromptEvent::Cancelled => self.cancel_prompt(),
            PromptEvent::ShowSyntax => self.open_list(OverlayKind::Syntax, 0),
        }
    }

    /// Pasted text: its lines joined, for the list that can be filtered, else for the prompt.
    pub(super) fn on_paste(&mut self, text: &str) {
        let clean = CleanText::run(crate::text::prefix(text, MAX_QUERY));
        if let Some(list) = self.mode.overlay_mut().filter(|list| list.kind.is_filterable()) {
            list.query.push_str(&clean);
            self.filter_list();
        } else if let Some(prompt) = self.mode.prompt_mut() {
            prompt.paste(&clean);
            self.query_changed();
        }
    }

    /// A digit of a link's number. The link is opened as soon as no longer number is possible, else by Enter.
    fn on_digit(&mut self, digit: char) {
        let links = self.reader.current().map_or(0, |document| document.links.len());
        let mut number = match std::mem::take(&mut self.mode) {
            Mode::LinkNumber(number) => number,
            Mode::List(list, _) => LinkNumber { digits: String::new(), list: Some(list) },
            Mode::Normal | Mode::Prompt(_) | Mode::Hints(_) | Mode::Confirm(_) => LinkNumber::default(),
        };
        number.digits.push(digit);
        let typed = number.digits.parse::<usize>().unwrap_or_default();
        self.mode = Mode::LinkNumber(number);
        if typed == 0 || typed > links {
            self.mode.leave_link_number();
            let reason =
                if links == 0 { "this page has no links".to_owned() } else { format!("links go from 1 to {links}") };
            return self.notify_error(&format!("no link {typed}: {reason}"));
        }
        if typed * 10 > links {
            self.open_link_number();
        }
    }

    /// Enter opens the link whose number is typed, Backspace deletes a digit, Esc forgets the number. Any other key
    /// forgets it too, and does what it always does.
    fn on_number_key(&mut self, event: &KeyEvent) {
        if let Some(digit) = digit(event) {
            return self.on_digit(digit);
        }
        let Mode::LinkNumber(number) = &mut self.mode else { return };
        match event.code {
            KeyCode::Enter => self.open_link_number(),
            KeyCode::Backspace => {
                number.digits.pop();
                if number.digits.is_empty() {
                    self.mode.leave_link_number();
                }
            }
            KeyCode::Esc => self.mode.leave_link_number(),
            _ => {
                self.mode.leave_link_number();
                self.on_key(event);
            }
        }
    }

    fn open_link_number(&mut self) {
        if let Mode::LinkNumber(number) = std::mem::take(&mut self.mode) {
            let number: usize = number.digits.parse().unwrap_or_default();
            self.open_link(number.wrapping_sub(1));
        }
    }

    fn on_list_key(&mut self, event: &KeyEvent) {
        let Some(kind) = self.mode.overlay().map(|list| list.kind) else { return };
        if kind.is_filterable() && self.on_filter_key(event) {
            return;
        }
        match (digit(event), kind) {
            (Some(digit), OverlayKind::Links) => self.on_digit(digit),
            (Some(digit), OverlayKind::Sort) => {
                let nth = digit.to_digit(10).and_then(|digit| digit.checked_sub(1)).map(|nth| nth as usize);
                let keys = self.sort_keys();
                nth.and_then(|nth| keys.get(nth)).into_iter().for_each(|key| self.sort_by(*key));
            }
            (Some(_), _) => {}
            (None, _) => self.on_list_action(kind, self.keymap.action(Key::of(event))),
        }
    }

    fn on_list_action(&mut self, kind: OverlayKind, action: Option<Action>) {
        let Some(action) = action else { return };
        let opens_same = match kind {
            OverlayKind::Help => Action::Help,
            OverlayKind::Problems => Action::Problems,
            OverlayKind::Links => Action::ChooseLink,
            OverlayKind::Sort => Action::Sort,
            OverlayKind::Outline => Action::Outline,
            OverlayKind::Titles => Action::Titles,
            OverlayKind::Searches => Action::Searches,
            OverlayKind::Syntax => Action::Help,
        };
        match action {
            Action::Read => self.choose(),
            Action::Suspend | Action::Redraw => self.perform(action),
            Action::OpenSource if kind == OverlayKind::Links => {
                self.mode.close_list();
                self.perform(action);
            }
            Action::CopyLink if kind == OverlayKind::Links => {
                let line = self.mode.overlay().map_or(0, |overlay| overlay.cursor);
                self.copy_listed(line);
            }
            Action::Back | Action::Quit => drop(self.mode.close_list()),
            action if action == opens_same => drop(self.mode.close_list()),
            action => self.move_in_list(action),
        }
    }

    /// A key in a list that typing narrows: Backspace takes a sign back. True where the key meant this.
    fn on_filter_key(&mut self, event: &KeyEvent) -> bool {
        let Some(overlay) = self.mode.overlay_mut() else { return false };
        let plain = (event.modifiers - KeyModifiers::SHIFT).is_empty();
        match event.code {
            KeyCode::Char(sign) if plain => overlay.query.push(sign),
            KeyCode::Backspace if !overlay.query.is_empty() => drop(overlay.query.pop()),
            KeyCode::Char('n') if event.modifiers == KeyModifiers::CONTROL => {
                overlay.select(overlay.cursor + 1);
                return true;
            }
            KeyCode::Char('p') if event.modifiers == KeyModifiers::CONTROL => {
                overlay.select(overlay.cursor.saturating_sub(1));
                return true;
            }
            _ => return false,
        }
        self.filter_list();
        true
    }

    /// Lists what fits what is typed by now.
    pub(super) fn filter_list(&mut self) {
        match self.mode.overlay_mut() {
            Some(overlay) if overlay.kind == OverlayKind::Titles => self.ask_titles(),
            Some(overlay) => overlay.filter(),
            None => {}
        }
    }

    fn move_in_list(&mut self, action: Action) {
        let rows = isize::try_from(self.layout().body.height).unwrap_or_default().saturating_sub(2).max(1);
        let by = match action {
            Action::Down => 1,
            Action::Up => -1,
            Action::PageDown => rows,
            Action::PageUp => -rows,
            Action::HalfPageDown => rows / 2,
            Action::HalfPageUp => -rows / 2,
            Action::Top => isize::MIN,
            Action::Bottom => isize::MAX,
            _ => return,
        };
        if let Some(overlay) = self.mode.overlay_mut() {
            overlay.select(overlay.cursor.saturating_add_signed(by));
        }
    }

    /// Enter on a line of a list.
    pub(super) fn choose(&mut self) {
        let Some((kind, cursor)) = self.mode.overlay().map(|list| (list.kind, list.cursor)) else { return };
        match kind {
            OverlayKind::Help | OverlayKind::Syntax => drop(self.mode.close_list()),
            OverlayKind::Titles if self.awaits_titles() => {
                self.mode.overlay_mut().into_iter().for_each(|list| list.accept_when_ready = true)
            }
            OverlayKind::Titles => {
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
                let story = self.mode.close_list().and_then(|overlay| overlay.story());
                if let Some(story) = story {
                    self.jump_to_story(story);
                }
            }
            OverlayKind::Problems => {
                if let Some(Some(post)) = self.problem_posts().get(cursor).copied() {
                    self.mode.close_list();
                    self.go_to_post(post);
                }
            }
        }
    }

    /// Selects a post in the index, which gets the keys.
    fn go_to_post(&mut self, post: PostId) {
        self.push_jump();
        self.select_anywhere(post);
        self.focus = Focus::PostList;
    }
}

/// The digit of a key without modifiers.
fn digit(event: &KeyEvent) -> Option<char> {
    match event.code {
        KeyCode::Char(digit @ '0'..='9') if event.modifiers.is_empty() => Some(digit),
        _ => None,
    }
}
