//! Moving in the focused pane: by lines, pages, paragraphs and posts.

use super::focus::Focus;
use super::layout;
use super::list_scroll::ScreenPart;
use super::messages;
use super::state::App;
use super::story_list::StoryList;
use crate::config::keymap::Action;
use crate::insight::{StoryData, StoryHit};

impl App {
    /// Runs an action that moves in the focused pane.
    pub(super) fn move_in_pane(&mut self, action: Action) {
        match action {
            Action::Down => self.move_cursor(1),
            Action::Up => self.move_cursor(-1),
            Action::HalfPageDown => self.move_cursor(self.rows() / 2),
            Action::HalfPageUp => self.move_cursor(-self.rows() / 2),
            Action::Advance if self.advances_to_unread() => self.go_to_unread(false),
            Action::PageDown | Action::Advance => self.move_cursor(self.rows() - 1),
            Action::PageUp => self.move_cursor(1 - self.rows()),
            Action::Top => self.go_to_end(true),
            Action::Bottom => self.go_to_end(false),
            Action::ScrollDown => self.scroll_pane(1),
            Action::ScrollUp => self.scroll_pane(-1),
            Action::NextParagraph => self.go_to_paragraph(true),
            Action::PreviousParagraph => self.go_to_paragraph(false),
            Action::ScreenTop | Action::ScreenMiddle | Action::ScreenBottom => self.select_on_screen(action),
            _ => {}
        }
    }

    /// True at the end of a post: its reader wants the next one. A page of rows has none.
    #[must_use]
    pub fn advances_to_unread(&self) -> bool {
        self.focus == Focus::Reader && self.reader.is_at_end() && self.reader.post().is_some()
    }

    /// Moves in the focused pane: by posts in the post list, by lines in the reader.
    pub(super) fn move_cursor(&mut self, by: isize) {
        match self.focus {
            Focus::PostList => self.select_by(by),
            Focus::Reader => self.reader.scroll(by),
        }
    }

    pub(super) fn select_by(&mut self, posts: isize) {
        match self.story_lists.top_mut() {
            Some(list) => {
                list.move_by(posts);
                self.story_lists.visited = None;
            }
            None => self.post_list.move_by(posts),
        }
    }

    /// The number of posts, or of lines of text, that the focused pane has room for.
    pub(super) fn rows(&self) -> isize {
        let of_list = || self.story_lists.top().map_or(self.post_list.post_rows(), StoryList::row_height);
        let lines = if self.focus == Focus::PostList { of_list() } else { 1 };
        isize::try_from(self.pane_height() / lines).unwrap_or(1).max(2)
    }

    /// The height of the focused pane in rows.
    fn pane_height(&self) -> usize {
        let layout = self.layout();
        let pane = match self.focus {
            Focus::PostList => layout.post_list,
            Focus::Reader => layout.reader,
        };
        pane.map_or(1, |pane| usize::from(layout::inner(pane).height))
    }

    /// Goes to the first or last post, or to the top or end of the text.
    pub(super) fn go_to_end(&mut self, first: bool) {
        self.push_jump();
        match self.focus {
            Focus::PostList => self.select_index(if first { 0 } else { usize::MAX }),
            Focus::Reader => self.reader.jump(if first { 0 } else { usize::MAX }),
        }
    }

    /// Scrolls the focused pane by lines.
    pub(super) fn scroll_pane(&mut self, lines: isize) {
        let height = self.pane_height();
        match self.focus {
            Focus::PostList => self.scroll_list(lines, height),
            Focus::Reader => self.reader.scroll(lines),
        }
    }

    /// Scrolls the list by rows of the screen.
    pub(super) fn scroll_list(&mut self, rows: isize, height: usize) {
        match self.story_lists.top_mut() {
            Some(list) => list.scroll(rows, height),
            None => self.post_list.scroll(rows, height),
        }
    }

    /// Selects a row of the list by its index, at most the last.
    pub(super) fn select_index(&mut self, index: usize) {
        match self.story_lists.top_mut() {
            Some(list) => list.select(index),
            None => self.post_list.select(index),
        }
    }

    /// The number of posts that are listed, or of the rows of a list of stories.
    pub(super) fn listed_len(&self) -> usize {
        self.story_lists.top().map_or(self.post_list.listed().len(), |list| list.rows().len())
    }

    /// The number of rows of the list.
    pub(super) fn list_len(&self) -> usize {
        self.story_lists.top().map_or(self.post_list.order().len(), |list| list.rows().len())
    }

    /// Goes to the next or previous paragraph of the text, or to the post under the next or previous heading.
    pub(super) fn go_to_paragraph(&mut self, forwards: bool) {
        match (self.focus, self.reader.current()) {
            (Focus::PostList, _) => match self.story_lists.top_mut() {
                Some(list) => list.go_to_post(forwards),
                None => self.post_list.go_to_heading(forwards),
            },
            (Focus::Reader, Some(document)) => {
                let (top, end) = (self.reader.top(), document.lines.len());
                let line = if forwards {
                    document.next_paragraph(top).unwrap_or(end)
                } else {
                    document.previous_paragraph(top).unwrap_or(0)
                };
                self.reader.scroll_to(line);
            }
            (Focus::Reader, None) => {}
        }
    }

    /// Selects the first, middle or last post on the screen.
    pub(super) fn select_on_screen(&mut self, action: Action) {
        let part = match action {
            Action::ScreenTop => ScreenPart::Top,
            Action::ScreenMiddle => ScreenPart::Middle,
            _ => ScreenPart::Bottom,
        };
        match self.focus {
            Focus::PostList => {
                let height = self.pane_height();
                match self.story_lists.top_mut() {
                    Some(list) => list.select_on_screen(part, height),
                    None => self.post_list.select_on_screen(part, height),
                }
            }
            Focus::Reader => self.notify(&messages::only_in_list(&self.keymap.key(action))),
        }
    }

    /// Goes to the next or previous unread post of the list.
    pub(super) fn go_to_unread(&mut self, backwards: bool) {
        let here = self.jump_target();
        let next = match self.story_lists.top() {
            Some(list) => {
                let is_unread = |hit: &StoryHit, data: &StoryData| !self.story_mark(hit, data).read;
                list.next(backwards, |row| row.story().zip(list.data()).is_some_and(|(hit, data)| is_unread(hit, data)))
            }
            None => self.post_list.next_unread(&self.marks, backwards),
        };
        match next {
            Some((place, around)) => {
                if let Some(here) = here {
                    self.jump_list.push(here);
                }
                self.story_lists.visited = None;
                self.select_index(place);
                if around {
                    self.notify(if backwards { messages::WRAPPED_TO_END } else { messages::WRAPPED_TO_TOP });
                }
            }
            None => self.notify(messages::NO_UNREAD),
        }
    }
}
