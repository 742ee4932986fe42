//! The timeline: a calendar of weeks by years, the selected week in words with its posts, and the gaps.

use std::fmt::Display;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::calendar::{BOTH, CalendarText, STARRED, UNREAD, gap_in_words, weeks_in_words};
use super::{LineWriter, draw_border, draw_lines, write_line};
use crate::app::layout;
use crate::app::{App, CalendarGrid, Timeline, TimelineLayout, WeekMeasure, messages};
use crate::config::theme::Theme;
use crate::insight::{Calendar, WeekPosts};
use crate::model::PostId;
use crate::text::cells;
use crate::text::line_break::break_line;

/// The minimum width for the first and the last year in the border.
const WITH_YEARS: u16 = 60;

/// Cells between the two parts of the legend.
const GAP: usize = 3;

pub(super) fn draw(app: &App, theme: &Theme, timeline: &Timeline, pane: Rect, buffer: &mut Buffer) {
    let what = measured(timeline.measure);
    let width = usize::from(layout::inner(pane).width);
    let text = timeline.calendar().map(|calendar| CalendarText::new(calendar, timeline.measure, width));
    let title = text.map(|text| format!("Timeline: {what} {}", per_cell(text.grid().weeks)));
    let title = title.unwrap_or_else(|| "Timeline".to_owned());
    // In a narrow window, the title is worth more.
    let years = text.map(|text| text.years()).filter(|years| !years.is_empty() && pane.width >= WITH_YEARS);
    let right = years.map(|years| span(years.start(), years.end())).unwrap_or_default();
    draw_border(theme, pane, app.mode().overlay().is_none(), (&title, &right), buffer);
    let inside = layout::inner(pane);
    let Some((text, calendar)) = text.zip(timeline.calendar()) else {
        return write_line(messages::READING_POSTS, theme.detail, inside, buffer);
    };
    let Some(layout) = timeline.layout(pane) else {
        let why = if timeline.measure == WeekMeasure::Read { messages::NO_READING } else { messages::NO_DATES };
        return draw_lines(why, theme.detail, inside, buffer);
    };
    LineWriter::new(buffer, layout.months).text(&text.month_line(), theme.month);
    draw_years(theme, timeline, &text, &layout, buffer);
    draw_details(app, theme, timeline, (&text, calendar), &layout, buffer);
}

/// The first and the last year or period, for the border.
pub(super) fn span<T: Display + PartialEq>(first: &T, last: &T) -> String {
    if first == last { format!(" {first} ") } else { format!(" {first} to {last} ") }
}

/// What the darkness shows.
fn measured(measure: WeekMeasure) -> &'static str {
    match measure {
        WeekMeasure::Posts => "posts",
        WeekMeasure::Unread => "unread posts",
        WeekMeasure::Starred => "starred posts",
        WeekMeasure::Read => "posts read",
    }
}

/// How many weeks a cell has.
fn per_cell(weeks: usize) -> String {
    if weeks == 1 { "a week".to_owned() } else { format!("in {weeks} weeks") }
}

/// The visible years, with the selected cell.
fn draw_years(theme: &Theme, timeline: &Timeline, text: &CalendarText, layout: &TimelineLayout, buffer: &mut Buffer) {
    let cursor = timeline.cursor();
    let years = layout.first_year..=*text.years().end();
    let rows = (layout.years.y..layout.years.y + layout.years.height).step_by(usize::from(layout.year_rows));
    for (y, year) in rows.zip(years) {
        let line = Rect { y, height: 1, ..layout.years };
        LineWriter::new(buffer, line).text(&text.year_line(year), Style::default());
        buffer.set_style(Rect { width: line.width.min(YEAR), ..line }, theme.day);
        let end = line.x + u16::try_from(layout.grid.column(layout.grid.cells())).unwrap_or(line.width);
        buffer.set_style(
            Rect { x: end.min(line.right()), width: line.right().saturating_sub(end), ..line },
            theme.detail,
        );
        if layout.year_rows > 1 && text.has_marks() {
            let marks = Rect { y: y + 1, ..line };
            LineWriter::new(buffer, marks).text(&text.mark_line(year), theme.unread);
            style_stars(theme, marks, buffer);
        }
        if cursor.year() == year {
            let x = line.x + u16::try_from(layout.grid.column(layout.grid.cell_of(cursor))).unwrap_or_default();
            let width = u16::try_from(layout.grid.cell.min(2)).unwrap_or(1).min(line.right().saturating_sub(x));
            // A sign of its own: the darkest cell looks empty in reversed colours.
            let cursor = format!("{CURSOR:width$}", width = usize::from(width));
            LineWriter::new(buffer, Rect { x, width, ..line }).text(&cursor, theme.selected);
            buffer.set_style(Rect { width: line.width.min(YEAR), ..line }, theme.title);
        }
    }
}

/// The sign of the selected cell.
const CURSOR: &str = "◆";

/// The cells of the year in front of its weeks.
const YEAR: u16 = 6;

/// Gives the stars of a line their style.
fn style_stars(theme: &Theme, line: Rect, buffer: &mut Buffer) {
    for x in line.x..line.right() {
        let symbol = buffer[(x, line.y)].symbol();
        if symbol == STARRED || symbol == BOTH {
            buffer.set_style(Rect { x, width: 1, ..line }, theme.star);
        }
    }
}

/// Below the years: the legend, the selected week with its posts, and at the bottom the gaps.
fn draw_details(
    app: &App,
    theme: &Theme,
    timeline: &Timeline,
    (text, calendar): (&CalendarText, &Calendar),
    layout: &TimelineLayout,
    buffer: &mut Buffer,
) {
    let area = layout.details;
    let width = usize::from(area.width).saturating_sub(2).max(1);
    let Some((first, last, posts)) = timeline.selected(layout.grid) else { return };
    let gap = calendar.gap_of(first).filter(|_| posts.posts.is_empty());
    let words = weeks_in_words(first, last, &posts);
    let words = gap.map_or(words.clone(), |gap| format!("{words}, {}", messages::in_gap(&gap_in_words(gap))));
    let mut week = break_line(&words, width);
    week.truncate(2);
    let legend = legend(text, layout.year_rows > 1, width);
    let notes = notes(calendar);
    let rows = usize::from(area.height);
    let mut lines: Vec<(String, Style)> = Vec::new();
    if rows > legend.len() + week.len() {
        lines.extend(legend.into_iter().map(|line| (line, theme.detail)));
    }
    let has_notes = !notes.is_empty() && rows > lines.len() + week.len();
    let room = rows.saturating_sub(lines.len() + week.len() + usize::from(has_notes));
    let blanks = usize::from(room > 2);
    lines.extend((0..blanks).map(|_| (String::new(), theme.detail)));
    lines.extend(week.into_iter().map(|line| (line, theme.title)));
    let room = room.saturating_sub(2 * blanks);
    let titles = titles(app, theme, &posts, room);
    let room = room.saturating_sub(titles.len());
    lines.extend(titles);
    lines.extend(other_years(app, theme, timeline, layout.grid, room));
    for (y, (line, style)) in (area.y..area.y + area.height).zip(&lines) {
        write_line(line, *style, Rect { y, ..area }, buffer);
    }
    if has_notes {
        let y = area.y + area.height - 1;
        write_line(&notes, theme.detail, Rect { y, ..area }, buffer);
    }
}

/// What shades and marks mean: on one line if it fits, else on two.
fn legend(text: &CalendarText, has_marks: bool, width: usize) -> Vec<String> {
    let shades = text.legend();
    if !has_marks || !text.has_marks() {
        return vec![shades];
    }
    let marks = CalendarText::mark_legend();
    if cells(&shades) + GAP + cells(&marks) <= width {
        return vec![format!("{shades}{}{marks}", " ".repeat(GAP))];
    }
    vec![shades, marks]
}

/// The gaps, and what is in no week.
fn notes(calendar: &Calendar) -> String {
    let gaps: Vec<String> = calendar.gaps.iter().rev().map(|gap| gap_in_words(*gap)).collect();
    let gaps = (!gaps.is_empty()).then(|| messages::gaps(&gaps));
    let undated = (calendar.undated > 0).then(|| messages::without_date(calendar.undated));
    undated.into_iter().chain(gaps).collect::<Vec<_>>().join("; ")
}

/// What came out in the same weeks of other years, newest first, if there is room for some of it.
fn other_years(app: &App, theme: &Theme, timeline: &Timeline, grid: CalendarGrid, room: usize) -> Vec<(String, Style)> {
    let (Some(calendar), true) = (timeline.calendar(), room > 3) else { return Vec::new() };
    let cursor = timeline.cursor();
    let years = WeekMeasure::Posts.years(calendar).rev().filter(|year| *year != cursor.year());
    let line = |year: i16| {
        let posts = grid.posts_of(calendar, year, grid.cell_of(cursor)).posts;
        let post = app.library().post(*posts.first()?)?;
        let more =
            if posts.len() > 1 { format!(" ({})", messages::more_posts(posts.len() - 1)) } else { String::new() };
        Some((format!("{year}  {}{more}", post.title), theme.detail))
    };
    let mut lines: Vec<(String, Style)> = years.filter_map(line).take(room - 2).collect();
    if !lines.is_empty() {
        lines.insert(0, (messages::OTHER_YEARS.to_owned(), theme.month));
        lines.insert(0, (String::new(), theme.detail));
    }
    lines
}

/// The titles of a week, as many as there is room for.
fn titles(app: &App, theme: &Theme, week: &WeekPosts, room: usize) -> Vec<(String, Style)> {
    // The number of all is above.
    let has_more = week.posts.len() > room && room > 1;
    let shown = week.posts.len().min(if has_more { room - 1 } else { room });
    let title = |post: &PostId| {
        let mark = app.marks().get(*post);
        let unread = app.marks_known() && !mark.read;
        let signs = [if unread { UNREAD } else { " " }, if mark.starred { STARRED } else { " " }].concat();
        let post = app.library().post(*post)?;
        let style = if unread { theme.unread_title } else { theme.read_title };
        Some((format!("{signs} {:>6}  {}", post.date.date_utc().strftime("%-d %b").to_string(), post.title), style))
    };
    let mut lines: Vec<(String, Style)> = week.posts[..shown].iter().filter_map(title).collect();
    if has_more {
        lines.push((messages::more_posts(week.posts.len() - shown), theme.detail));
    }
    lines
}
