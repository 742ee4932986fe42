//! The line at the bottom: a message, or the keys that are useful now, and how the list is sorted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::{LineWriter, pluralize, prompt, truncate};

use crate::app::overlay::OverlayKind;
use crate::app::prompt::{Prompt, Scope};
use crate::app::{App, Focus, Mode, PendingOpen};
use crate::config::keymap::Action;
use crate::config::theme::Theme;

pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut writer = LineWriter::new(buffer, area);
    writer.text(" ", theme.message);
    match app.mode() {
        Mode::LinkNumber(number) => {
            return writer.text(&format!("open link {}▏  Enter opens, Esc forgets", number.digits), theme.message);
        }
        Mode::Confirm(PendingOpen { warning, .. }) => {
            let keys = "  y opens it, any other key does not";
            let room = writer.room().saturating_sub(keys.len());
            return writer.text(&format!("{}{keys}", truncate(&warning.to_string(), room)), theme.error);
        }
        Mode::Hints(_) => return writer.text("type the letters on a link; Esc puts them away", theme.message),
        Mode::Prompt(prompt) => return draw_for_prompt(app, prompt, theme, area, buffer),
        Mode::Normal | Mode::List(..) => {}
    }
    if let Some(status) = app.status() {
        let style = if status.is_error { theme.error } else { theme.message };
        let room = writer.room();
        return writer.text(&truncate(&status.text, room), style);
    }
    let order = order(app);
    let room = writer.room();
    let with_order = room > order.width() + 40;
    let for_hints = if with_order { room - order.width() - 3 } else { room };
    let mut used = 0;
    let has_stories = app.reader().current().is_some_and(|document| !document.stories.is_empty());
    for (action, what) in hints(app).iter().filter(|(action, _)| has_stories || *action != Action::NextStory) {
        let key = app.keymap().key(*action);
        let width = key.width() + 1 + what.width() + 2;
        if key.is_empty() {
            continue;
        }
        if used + width > for_hints + 2 {
            break;
        }
        used += width;
        writer.text(&key, theme.key);
        writer.text(&format!(" {what}  "), theme.detail);
    }
    if with_order {
        writer.skip_to_last(order.width() + 1);
        writer.text(&order, theme.detail);
    }
}

/// What is wrong with the query, or how many posts it found and the keys of the prompt.
fn draw_for_prompt(app: &App, prompt: &Prompt, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if let Some(error) = &prompt.error {
        return prompt::draw_error(prompt, &error.what, error.at, theme, area, buffer);
    }
    let mut writer = LineWriter::new(buffer, area);
    writer.text(" ", theme.message);
    if prompt.scope == Scope::Post && app.page_query().is_some() {
        writer.text(&format!("{}  ", pluralize(app.matches().count, "match", "matches")), theme.message);
    }
    for (key, what) in [("Enter", "keep"), ("Esc", "back"), ("?", "what can be typed"), ("Up", "earlier ones")] {
        if writer.room() > key.width() + what.width() + 2 {
            writer.text(key, theme.key);
            writer.text(&format!(" {what}  "), theme.detail);
        }
    }
}

fn order(app: &App) -> String {
    let reversed = if app.post_list().sort.reversed { " backwards" } else { "" };
    format!("by {}{reversed} · {}", app.post_list().sort.key.name(), app.post_list().filter.name())
}

/// The keys that are useful now, most useful first.
fn hints(app: &App) -> &'static [(Action, &'static str)] {
    if let Some(overlay) = app.mode().overlay() {
        return match overlay.kind {
            OverlayKind::Help => &[(Action::Back, "close"), (Action::Down, "down"), (Action::Up, "up")],
            OverlayKind::Problems => &[(Action::Read, "go to the post"), (Action::Back, "close")],
            OverlayKind::Links => &[(Action::Read, "open"), (Action::CopyLink, "copy"), (Action::Back, "close")],
            OverlayKind::Outline => {
                &[(Action::Read, "go to the story; letters narrow the list"), (Action::Back, "close")]
            }
            OverlayKind::Sort => &[(Action::Read, "sort"), (Action::Back, "close")],
            OverlayKind::Titles => {
                &[(Action::Read, "go to the post; letters narrow the list"), (Action::Back, "close")]
            }
            OverlayKind::Searches => &[(Action::Read, "search"), (Action::Back, "close")],
            OverlayKind::Syntax => &[(Action::Back, "close"), (Action::Down, "down"), (Action::Up, "up")],
        };
    }
    if app.search().is_some() && app.focus() == Focus::PostList {
        return &[
            (Action::Read, "read"),
            (Action::NextUnread, "next match"),
            (Action::Back, "end the search"),
            (Action::Search, "change it"),
            (Action::Sort, "sort"),
            (Action::OpenSource, "open source"),
        ];
    }
    if app.focus() == Focus::Reader && (app.search().is_some() || app.page_query().is_some()) {
        return &[
            (Action::Back, "back"),
            (Action::NextUnread, "next match"),
            (Action::PreviousUnread, "match before"),
            (Action::OpenSource, "open source"),
            (Action::HintLinks, "follow a link"),
        ];
    }
    match app.focus() {
        Focus::PostList => &[
            (Action::Read, "read"),
            (Action::OpenSource, "open source"),
            (Action::Search, "search"),
            (Action::Star, "star"),
            (Action::NextUnread, "next unread"),
            (Action::Filter, "filter"),
            (Action::Sort, "sort"),
            (Action::Quit, "quit"),
        ],
        Focus::Reader => &[
            (Action::Back, "back"),
            (Action::PageDown, "more"),
            (Action::OpenSource, "open source"),
            (Action::NextStory, "next story"),
            (Action::HintLinks, "follow a link"),
            (Action::NextUnread, "next unread"),
            (Action::Star, "star"),
            (Action::CopyLink, "copy link"),
        ],
    }
}
