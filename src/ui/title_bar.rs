//! The bar at the top: the folder, the number of posts, the progress of loading.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{KeyAreas, LineWriter};
use crate::app::{App, messages};

use crate::config::keymap::Action;
use crate::config::theme::Theme;
use crate::text::{cells, pluralize, thousands, truncate, truncate_start};

/// A load that takes longer shows a gauge.
const GAUGE_AFTER: Duration = Duration::from_millis(500);

/// What is between two numbers.
const SEPARATOR: &str = " · ";

/// The width of the gauge.
const GAUGE: usize = 16;

/// Draws the title bar. Returns where a click presses a key.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> KeyAreas {
    buffer.set_style(area, theme.title_bar);
    let style = theme.title_bar;
    let help = app.keymap().first_key(Action::Help);
    let keys = format!("{} help", help.map(|key| key.to_string()).unwrap_or_default());
    let width = usize::from(area.width);
    let counts = counts(app, width.saturating_sub(2));
    let mut writer = LineWriter::new(buffer, area);
    if width >= 60 {
        writer.text(" Import AI Reader ", style.add_modifier(Modifier::BOLD));
        writer.text("  ", style);
    } else {
        writer.text(" ", style);
    }
    let room = writer.room().saturating_sub(cells(&counts) + 3 + cells(&keys) + 4);
    // The end of a path is worth showing, that of another name is not.
    if room >= cells(app.name()) || (room >= 8 && app.name().contains('/')) {
        writer.text(&truncate_start(app.name(), room), style);
        writer.text("   ", style);
    }
    // The list of problems is what may be wanted about any of the numbers.
    let problems = app.keymap().first_key(Action::Problems).filter(|_| counts.ends_with(')'));
    writer.text_for(problems, &truncate(&counts, writer.room()), style);
    let progress = app.progress();
    if !progress.finished && progress.elapsed > GAUGE_AFTER && writer.room() > GAUGE + 4 {
        let full = GAUGE * progress.done / progress.total.max(1);
        writer.text("  ", style);
        writer.text(&"█".repeat(full), style.patch(theme.gauge));
        writer.text(&"░".repeat(GAUGE - full), style.patch(theme.gauge));
    }
    if writer.room() > cells(&keys) + 2 {
        writer.skip_to_last(cells(&keys) + 1);
        writer.text_for(help, &keys, style);
    }
    writer.keys
}

/// As many of the numbers as fit into a width, most important first.
fn counts(app: &App, width: usize) -> String {
    let progress = app.progress();
    let mut parts = Vec::new();
    if let Some(list) = app.story_lists().top().filter(|list| list.data().is_some()) {
        parts.push(messages::list_counts(&list.source, list.counts()));
    } else if progress.finished || progress.total == 0 || app.search().is_some() {
        parts.push(if let Some(search) = app.search() {
            let at_least = if search.truncated { "at least " } else { "" };
            let matches = usize::try_from(search.matches).unwrap_or(usize::MAX);
            let of = pluralize(app.library().len(), "post", "posts");
            let so_far = if app.may_find_more() { " so far" } else { "" };
            let found = format!("{} of {of}{so_far}", thousands(search.posts));
            match matches {
                0 => found,
                1 => format!("{found} · {at_least}1 match"),
                _ => format!("{found} · {at_least}{} matches", thousands(matches)),
            }
        } else if progress.finished {
            pluralize(app.library().len(), "post", "posts")
        } else {
            "reading…".to_owned()
        });
    } else {
        parts.push(format!("{} of {}", thousands(progress.done), pluralize(progress.total, "post", "posts")));
    }
    if app.marks_known() && !app.library().is_empty() {
        parts.push(format!("{} unread", thousands(app.marks().unread())));
    }
    let of_settings = app.config_warnings().len();
    if of_settings > 0 {
        parts.push(pluralize(of_settings, "error in settings", "errors in settings"));
    }
    let of_feeds = app.failed_feeds();
    if of_feeds > 0 {
        parts.push(pluralize(of_feeds, "feed failed", "feeds failed"));
    }
    let of_posts = app.library().with_problems();
    if of_posts > 0 {
        parts.push(pluralize(of_posts, "problem", "problems"));
    }
    if let (true, Some(last)) = (of_settings + of_feeds + of_posts > 0, parts.last_mut()) {
        *last = format!("{last} ({})", app.keymap().key(Action::Problems));
    }
    while parts.len() > 1 && cells(&parts.join(SEPARATOR)) > width {
        parts.pop();
    }
    parts.join(SEPARATOR)
}
