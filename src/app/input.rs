//! Keys: to an action, a link's number, or a line of the list that stands before the panes.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::overlay::{Overlay, OverlayKind};
use super::{App, Focus};
use crate::config::keymap::{Action, Key};
use crate::model::PostId;

impl App {
    pub(super) fn on_key(&mut self, event: &KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        let key = Key::of(event);
        self.status = None;
        if self.doubt.is_some() {
            return self.on_doubt_key(event.code);
        }
        if self.hints.is_some() {
            return self.on_hint_key(event.code);
        }
        if self.prompt.is_some() && self.overlay.is_none() {
            return self.on_prompt_key(event);
        }
        if self.overlay.as_ref().is_some_and(|overlay| overlay.kind.is_filterable()) && self.on_filter_key(event) {
            return;
        }
        if let KeyCode::Char(digit @ '0'..='9') = event.code
            && event.modifiers.is_empty()
        {
            return self.on_digit(digit);
        }
        if !self.link_number.is_empty() && self.on_key_after_number(event.code) {
            return;
        }
        let action = self.keymap.action(key);
        match self.overlay.as_ref().map(|overlay| overlay.kind) {
            Some(kind) => self.on_overlay_key(kind, action),
            None => {
                if let Some(action) = action {
                    self.perform(action);
                }
            }
        }
    }

    /// A digit of a link's number. The link is opened as soon as no longer number is possible; else Enter opens it.
    fn on_digit(&mut self, digit: char) {
        if self.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Sort) {
            let nth = digit.to_digit(10).and_then(|digit| digit.checked_sub(1)).map(|nth| nth as usize);
            let keys = self.sort_keys();
            return nth.and_then(|nth| keys.get(nth)).into_iter().for_each(|key| self.sort_by(*key));
        }
        let links = self.reader.current().map_or(0, |document| document.links.len());
        let in_links = self.overlay.as_ref().is_some_and(|overlay| overlay.kind == OverlayKind::Links);
        let meant_for_page = self.overlay.is_none() && self.page_visible();
        if !in_links && !meant_for_page {
            return;
        }
        self.link_number.push(digit);
        let Ok(number) = self.link_number.parse::<usize>() else { return self.link_number.clear() };
        if number == 0 || number > links {
            let reason =
                if links == 0 { "this page has no links".to_owned() } else { format!("links go from 1 to {links}") };
            self.link_number.clear();
            return self.notify_error(&format!("no link {number}: {reason}"));
        }
        if number * 10 > links {
            self.open_number();
        }
    }

    /// Enter opens the link whose number was typed, Backspace takes a digit back; any other key forgets it. True where
    /// the key meant nothing else.
    fn on_key_after_number(&mut self, code: KeyCode) -> bool {
        match code {
            KeyCode::Enter => self.open_number(),
            KeyCode::Backspace => drop(self.link_number.pop()),
            KeyCode::Esc => self.link_number.clear(),
            _ => {
                self.link_number.clear();
                return false;
            }
        }
        true
    }

    fn open_number(&mut self) {
        let number: usize = std::mem::take(&mut self.link_number).parse().unwrap_or_default();
        self.overlay = None;
        self.open_link(number.wrapping_sub(1));
    }

    fn on_overlay_key(&mut self, kind: OverlayKind, action: Option<Action>) {
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
                self.overlay = None;
                self.perform(action);
            }
            Action::CopyLink if kind == OverlayKind::Links => {
                let line = self.overlay.as_ref().map_or(0, |overlay| overlay.cursor);
                self.copy_listed(line);
            }
            Action::Back | Action::Quit => self.overlay = None,
            action if action == opens_same => self.overlay = None,
            action => self.move_in_list(action),
        }
    }

    /// A key in a list that typing narrows: Backspace takes a sign back. True where the key meant this.
    fn on_filter_key(&mut self, event: &KeyEvent) -> bool {
        let Some(overlay) = &mut self.overlay else { return false };
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
        match &mut self.overlay {
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
        if let Some(overlay) = &mut self.overlay {
            overlay.select(overlay.cursor.saturating_add_signed(by));
        }
    }

    /// Enter on a line of a list.
    pub(super) fn choose(&mut self) {
        let Some(Overlay { kind, cursor, .. }) = self.overlay else { return };
        match kind {
            OverlayKind::Help | OverlayKind::Syntax => self.overlay = None,
            OverlayKind::Titles if self.awaits_titles() => {
                self.overlay.iter_mut().for_each(|list| list.accept_when_ready = true)
            }
            OverlayKind::Titles => {
                if let Some(post) = self.overlay.take().and_then(|overlay| overlay.posts.get(cursor).copied()) {
                    self.jump_to_post(post);
                }
            }
            OverlayKind::Searches => {
                self.overlay = None;
                if let Some(saved) = self.saved.get(cursor) {
                    let text = saved.text.clone();
                    self.search_for(&text);
                }
            }
            OverlayKind::Links => {
                self.overlay = None;
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
                let story = self.overlay.take().and_then(|overlay| overlay.story());
                if let Some(story) = story {
                    self.jump_to_story(story);
                }
            }
            OverlayKind::Problems => {
                if let Some(Some(post)) = self.problem_posts().get(cursor).copied() {
                    self.overlay = None;
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
