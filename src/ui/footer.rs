//! The line at the bottom: a message, or the keys that are useful now, and how the list is sorted.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::key_hints::hints;
use super::{KeyAreas, LineWriter, clear, prompt};

use crate::app::overlay::OverlayKind;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::{App, Focus, LineSelection, Mode, Number, Question, StatusKind, messages};
use crate::config::key::Key;
use crate::config::keymap::{Action, ConfirmAction, PromptAction};
use crate::config::theme::Theme;
use crate::export::names_folder;
use crate::text::{cells, pluralize, truncate};

/// Cells that where a link leads leaves to the keys beside it.
const LEFT_OF_TARGET: usize = 22;

/// Draws the footer. Returns where a click presses a key.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> KeyAreas {
    let lines = app.footer_message(area.width, area.height);
    if let (Mode::Prompt(prompt), [_]) = (app.mode(), &*lines)
        && let Some(error) = &prompt.error
    {
        prompt::draw_error(prompt, &error.message, error.offset, theme, area, buffer);
        return Vec::new();
    }
    if !lines.is_empty() {
        draw_message(app, theme, &lines, area, buffer);
        return Vec::new();
    }
    let mut writer = LineWriter::new(buffer, area);
    write(app, theme, &mut writer);
    writer.keys
}

/// Draws a message, which may have several lines.
fn draw_message(app: &App, theme: &Theme, lines: &[String], area: Rect, buffer: &mut Buffer) {
    let is_info =
        !matches!(app.mode(), Mode::Prompt(_)) && app.status().is_some_and(|status| status.kind == StatusKind::Info);
    clear(theme, area, buffer);
    for (y, line) in (area.y..area.y + area.height).zip(lines) {
        let mut writer = LineWriter::new(buffer, Rect { y, height: 1, ..area });
        writer.text(" ", theme.message);
        writer.text(line, if is_info { theme.message } else { theme.error });
    }
}

fn write(app: &App, theme: &Theme, writer: &mut LineWriter<'_>) {
    writer.text(" ", theme.message);
    match app.mode() {
        Mode::Number(number) => return write_for_number(app, number, theme, writer),
        Mode::Confirm(question) => {
            write_hint(app.keymap().first_key(ConfirmAction::Yes), question_verb(question), theme, writer);
            return writer.text(messages::OTHER_KEYS_CANCEL, theme.detail);
        }
        Mode::Hints(_) => return writer.text(messages::TYPE_A_LABEL, theme.message),
        Mode::Prompt(prompt) => return write_for_prompt(app, prompt, theme, writer),
        Mode::Select(selection) => return write_for_selection(app, *selection, theme, writer),
        Mode::Image(shown) => return write_for_image(app, shown.is_ready, theme, writer),
        Mode::Normal | Mode::List(..) => {}
    }
    if let Some(progress) = app.fetch_progress() {
        let room = writer.room();
        writer.text(&truncate(&progress, room), theme.message);
        writer.text("  ", theme.detail);
    }
    let sort = app.list_sort();
    let order = match app.story_lists().top() {
        Some(list) => {
            let (name, order) = messages::list_order(&list.source, sort.key, sort.reversed);
            format!("by {name}, {order}")
        }
        None => messages::sorted_by(sort.key, sort.reversed, app.post_list().filter, app.grouping_state()),
    };
    let room = writer.room();
    let with_order = app.chart().is_none() && room > cells(&order) + 40;
    let for_hints = if with_order { room - cells(&order) - 3 } else { room };
    let mut used = 0;
    for (key, what) in hints(app) {
        let Some(key) = key else { continue };
        let width = cells(&key.to_string()) + 1 + cells(what) + 2;
        if used + width > for_hints + 2 {
            break;
        }
        used += width;
        writer.key(key, (what, theme));
        writer.text("  ", theme.detail);
    }
    if with_order {
        writer.skip_to_last(cells(&order) + 1);
        writer.text(&order, theme.detail);
    }
}

/// A key and what it does, if there is room for both.
fn write_hint(key: Option<Key>, what: &str, theme: &Theme, writer: &mut LineWriter<'_>) {
    if let Some(key) = key
        && writer.room() > cells(&key.to_string()) + cells(what) + 2
    {
        writer.key(key, (what, theme));
        writer.text("  ", theme.detail);
    }
}

/// The number that is typed, and what Enter does with it.
fn write_for_number(app: &App, number: &Number, theme: &Theme, writer: &mut LineWriter<'_>) {
    writer.text(&format!("{}▏  ", number.digits), theme.message);
    let list = number.list.as_ref().map(|list| list.kind);
    let opens_link = list.map_or(app.focus() == Focus::Reader, |kind| kind == OverlayKind::Links);
    let what = if opens_link {
        let target = number.digits.parse().ok().and_then(|number| app.link_target(number));
        let room = writer.room().saturating_sub(cells(&messages::open_link(&number.digits, None)) + LEFT_OF_TARGET);
        let target = target.map(|target| truncate(&target, room).to_string()).filter(|target| !target.is_empty());
        messages::open_link(&number.digits, target.as_deref())
    } else if list.is_some() {
        messages::choose_line(&number.digits)
    } else {
        messages::go_to_post(&number.digits)
    };
    write_hint(Some(Key::ENTER), &what, theme, writer);
    write_hint(Some(Key::ESC), "cancel", theme, writer);
}

/// What keys do while an image is shown.
fn write_for_image(app: &App, is_ready: bool, theme: &Theme, writer: &mut LineWriter<'_>) {
    if !is_ready {
        writer.text(&format!("{}  ", messages::DECODING), theme.message);
    }
    write_hint(app.keymap().first_key(Action::ShowImage), "next image", theme, writer);
    writer.text(messages::OTHER_KEYS_CLOSE, theme.detail);
}

/// How many lines are selected, and what keys do with them.
fn write_for_selection(app: &App, selection: LineSelection, theme: &Theme, writer: &mut LineWriter<'_>) {
    writer.text(&format!("{}  ", messages::selected_lines(selection.range().count())), theme.message);
    for (action, what) in [
        (Action::CopyLink, "copy"),
        (Action::CopyCitation, "copy as a quotation"),
        (Action::OpenSource, "other end"),
        (Action::Back, "cancel"),
    ] {
        write_hint(app.keymap().first_key(action), what, theme, writer);
    }
}

/// What the key for yes does.
fn question_verb(question: &Question) -> &'static str {
    match question {
        Question::Open(_) => "open",
        Question::MarkAllRead(_) => "mark",
        Question::DeleteSearch(_) => "delete",
        Question::ReplaceFile(_) => "replace",
    }
}

/// The number of results, and the keys of the prompt.
fn write_for_prompt(app: &App, prompt: &Prompt, theme: &Theme, writer: &mut LineWriter<'_>) {
    if prompt.purpose == Purpose::SearchPost && app.page_query().is_some() {
        writer.text(&format!("{}  ", pluralize(app.matches().count, "match", "matches")), theme.message);
    }
    let hints: &[(PromptAction, &str)] = match prompt.purpose {
        Purpose::SearchLibrary => &[
            (PromptAction::Accept, "show results"),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Syntax, "syntax"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::NarrowList => &[
            (PromptAction::Accept, "show these"),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Syntax, "syntax"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::SearchPost => &[
            (PromptAction::Accept, "go to match"),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Syntax, "syntax"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::Trends => &[
            (PromptAction::Accept, "compare; commas divide up to six queries"),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::Pipe => &[
            (PromptAction::Accept, "run the command with this page as input"),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::Export => &[
            (PromptAction::Accept, app.export_hint().unwrap_or_else(|| export_verb(prompt.text()))),
            (PromptAction::Cancel, "cancel"),
            (PromptAction::Earlier, "history"),
        ],
        Purpose::NameSearch => {
            &[(PromptAction::Accept, "save the search in config.toml"), (PromptAction::Cancel, "cancel")]
        }
    };
    for &(action, what) in hints {
        write_hint(app.keymap().first_key(action), what, theme, writer);
    }
}

/// What Enter does with the name of an export.
fn export_verb(name: &str) -> &'static str {
    match name.trim() {
        "" => "export the list: .md .html .epub .txt .jsonl, or a folder",
        name if names_folder(Path::new(name)) => "export to a folder with a file for each post",
        _ => "export the list to this file",
    }
}
