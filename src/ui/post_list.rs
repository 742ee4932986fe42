//! The list of posts.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{LineWriter, border, thousands};
use crate::app::ListRow;
use crate::app::layout;
use crate::app::library_search::SNIPPET_INDENT;
use crate::app::{App, Focus, messages};
use crate::config::keymap::Action;
use crate::config::theme::Theme;
use crate::model::{Filter, Post, PostId, SortKey};
use crate::search::Snippet;
use crate::text::{CleanText, cells, truncate};

/// The minimum width for reading times.
const WITH_MINUTES: u16 = 44;

/// The minimum width for domains.
const WITH_DOMAIN: u16 = 68;

/// The width of the domain.
const DOMAIN: usize = 20;

/// The width of the reading time: a space, three digits and an m.
const MINUTES: usize = 5;

pub(super) fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let list = layout::inner(pane);
    let posts = app.post_list().order().len();
    let filter = if app.post_list().filter == Filter::All {
        "Posts".to_owned()
    } else {
        capitalized(app.post_list().filter.name())
    };
    let title = match app.search() {
        Some(search) => format!("{filter}: {}", CleanText::single_line(&search.text)),
        None => filter,
    };
    let place = if posts == 0 {
        String::new()
    } else {
        format!(" {}/{} ", thousands(app.post_list().cursor() + 1), thousands(posts))
    };
    border(app, theme, pane, Focus::PostList, &title, &place, buffer);
    if posts == 0 {
        return draw_empty(app, theme, list, buffer);
    }
    let chosen = if app.focus() == Focus::PostList { theme.selected } else { theme.selected_elsewhere };
    for (y, row) in (list.y..).zip(app.post_list().rows(usize::from(list.height))) {
        let line = Rect { y, height: 1, ..list };
        match row {
            ListRow::Heading(heading) => {
                let mut writer = LineWriter::new(buffer, line);
                writer.text(&truncate(heading, writer.room().saturating_sub(1)), theme.month);
            }
            ListRow::Post(id, selected) => {
                let Some(post) = app.library().post(id) else { continue };
                if selected {
                    buffer.set_style(line, chosen);
                }
                // On the selected row a style loses its colour, which may be the colour of the row.
                let role = |style: Style| {
                    if selected { chosen.add_modifier(style.add_modifier & Modifier::BOLD) } else { style }
                };
                draw_post(app, theme, (id, post), &role, line, buffer);
            }
            ListRow::Snippet(id, selected) => {
                let Some(snippet) = app.snippet(id) else { continue };
                if selected {
                    buffer.set_style(line, chosen);
                }
                draw_snippet(theme, snippet, selected.then_some(chosen), line, buffer);
            }
        }
    }
    if app.lists_earlier_results() {
        buffer.set_style(list, Modifier::DIM);
    }
}

/// The snippet under the title of a post: the headline of the story if there is room, and the words around the match.
fn draw_snippet(theme: &Theme, snippet: &Snippet, chosen: Option<Style>, line: Rect, buffer: &mut Buffer) {
    let mut writer = LineWriter::new(buffer, Rect { width: line.width.saturating_sub(1), ..line });
    let plain = chosen.unwrap_or(theme.detail);
    writer.text(&" ".repeat(SNIPPET_INDENT), plain);
    let mut at = 0;
    for found in &snippet.matches {
        writer.text(&snippet.text[at..found.start], plain);
        writer.text(&snippet.text[found.clone()], chosen.unwrap_or_default().patch(theme.matched));
        at = found.end;
    }
    writer.text(&snippet.text[at..], plain);
    if let Some(story) = snippet.story.as_ref().filter(|_| writer.room() > 16) {
        let room = writer.room();
        writer.text(&truncate(&format!("  ▌ {story}"), room), plain);
    }
}

fn draw_empty(app: &App, theme: &Theme, list: Rect, buffer: &mut Buffer) {
    let text = match (app.progress().finished, app.post_list().filter) {
        (_, filter) if app.search().is_some() => messages::nothing_found(filter),
        (false, Filter::All) => messages::LOADING.to_owned(),
        (true, Filter::All) => messages::NO_POSTS.to_owned(),
        (_, filter) => messages::none_pass(filter, &app.keymap().key(Action::Filter)),
    };
    let mut writer = LineWriter::new(buffer, Rect { height: list.height.min(1), ..list });
    if list.height > 0 {
        let room = writer.room();
        writer.text(&truncate(&format!(" {text}"), room), theme.detail);
    }
}

fn draw_post(
    app: &App,
    theme: &Theme,
    (id, post): (PostId, &Post),
    role: &dyn Fn(Style) -> Style,
    line: Rect,
    buffer: &mut Buffer,
) {
    let mark = app.marks().get(id);
    let unread = app.marks_known() && !mark.read;
    let star = match mark.starred {
        false => " ",
        true if app.is_unsaved(post.identity()) => "☆",
        true => "★",
    };
    let mut writer = LineWriter::new(buffer, Rect { width: line.width.saturating_sub(1), ..line });
    writer.text(if unread { "●" } else { " " }, role(theme.unread));
    writer.text(star, role(theme.star));
    let guess = if post.date.is_guess() { "~" } else { " " };
    match app.post_list().sort.key {
        SortKey::Date if app.search().is_none() => {
            writer.text(&format!("{guess}{:02} ", post.date.day()), role(theme.day));
        }
        _ if line.width >= WITH_MINUTES => writer.text(&format!(" {:>11} ", post.date.format_iso()), role(theme.day)),
        _ => writer.text(" ", role(Style::default())),
    }
    let with_domain = line.width >= WITH_DOMAIN && app.post_list().sort.key != SortKey::Domain;
    let details = match line.width {
        _ if with_domain => DOMAIN + 1 + MINUTES,
        WITH_MINUTES.. => MINUTES,
        _ => 0,
    };
    let title = truncate(&post.title, writer.room().saturating_sub(details + usize::from(details > 0)));
    writer.text(&title, role(if unread { theme.unread_title } else { theme.read_title }));
    if with_domain {
        writer.skip_to_last(details);
        writer.text(&truncate(&post.domain, DOMAIN), role(theme.detail));
    }
    if details > 0 {
        let minutes = format!("{}m", post.length.minutes());
        writer.skip_to_last(cells(&minutes));
        writer.text(&minutes, role(theme.detail));
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
