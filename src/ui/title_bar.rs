//! The bar at the top: the folder, the number of posts, the progress of loading.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{LineWriter, pluralize, thousands};
use crate::app::App;

use crate::config::keymap::Action;
use crate::config::theme::Theme;
use crate::text::{cells, truncate};

/// A load that takes longer shows a gauge.
const GAUGE_AFTER: Duration = Duration::from_millis(500);

/// The width of the gauge.
const GAUGE: usize = 16;

pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, theme.title_bar);
    let style = theme.title_bar;
    let keys = keys(app);
    let counts = counts(app);
    let width = usize::from(area.width);
    let mut writer = LineWriter::new(buffer, area);
    if width >= 60 {
        writer.text(" Import AI Reader ", style.add_modifier(Modifier::BOLD));
        writer.text("  ", style);
    } else {
        writer.text(" ", style);
    }
    let room = writer.room().saturating_sub(cells(&counts) + 4);
    if room >= 8 {
        writer.text(&truncate(app.name(), room.min(width / 4)), style);
        writer.text("   ", style);
    }
    writer.text(&truncate(&counts, writer.room()), style);
    let progress = app.progress();
    if !progress.finished && progress.elapsed > GAUGE_AFTER && writer.room() > GAUGE + 4 {
        let full = GAUGE * progress.done / progress.total.max(1);
        writer.text("  ", style);
        writer.text(&"█".repeat(full), style.patch(theme.gauge));
        writer.text(&"░".repeat(GAUGE - full), style.patch(theme.gauge));
    }
    if writer.room() > cells(&keys) + 2 {
        writer.skip_to_last(cells(&keys) + 1);
        writer.text(&keys, style);
    }
}

fn keys(app: &App) -> String {
    format!("{} help", app.keymap().key(Action::Help))
}

fn counts(app: &App) -> String {
    let progress = app.progress();
    let mut parts = Vec::new();
    if progress.finished || progress.total == 0 || app.search().is_some() {
        parts.push(if let Some(search) = app.search() {
            let more = if search.truncated { "+" } else { "" };
            let matches = usize::try_from(search.matches).unwrap_or(usize::MAX);
            let of = pluralize(app.library().len(), "post", "posts");
            let so_far = if app.reads_texts() { " so far" } else { "" };
            let found = format!("{} of {of}{so_far}", thousands(search.posts));
            match matches {
                0 => found,
                1 => format!("{found} · 1{more} match"),
                _ => format!("{found} · {}{more} matches", thousands(matches)),
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
    let problems = app.library().with_problems() + app.config_warnings().len();
    if problems > 0 {
        parts.push(format!("{} with problems ({})", thousands(problems), app.keymap().key(Action::Problems)));
    }
    parts.join(" · ")
}
