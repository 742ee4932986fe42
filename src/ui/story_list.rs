//! A list of stories, works or names in the place of the post list.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{LineWriter, border, draw_lines};
use crate::app::layout;
use crate::app::library_search::{DATE_WIDTH, DETAILS_INDENT};
use crate::app::{App, Focus, StoryGroup, StoryList, StoryListRow, messages};
use crate::config::theme::Theme;
use crate::insight::{StoryData, StoryHit, StoryRow};
use crate::layout::EIGHTHS;
use crate::model::{Post, issue_of};
use crate::search::Snippet;
use crate::text::{CleanText, cells, thousands, truncate};

/// The minimum width of a list for the name of a series in front of the number of an issue.
const WITH_SERIES: usize = 60;

/// The minimum width for the date of a story in a row of its own.
const WITH_DATE: usize = 44;

/// The widest name of an issue, in cells.
const MAX_ISSUE: usize = 20;

/// The least width of the number of stories of a work or a name: as that of the marks in front of a story.
const MIN_COUNT: usize = 2;

/// The most years that have bars, and the minimum room of a row that has them.
const MAX_YEARS: usize = 16;
const WITH_BARS: usize = 36;

/// What is between the parts of a row.
const SEPARATOR: &str = " · ";

pub(super) fn draw(app: &App, list: &StoryList, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let area = layout::inner(pane);
    let rows = list.rows().len();
    let place =
        if rows == 0 { String::new() } else { format!(" {}/{} ", thousands(list.cursor() + 1), thousands(rows)) };
    border(app, theme, pane, Focus::PostList, &CleanText::single_line(&list.title()), &place, buffer);
    let Some(data) = list.data().filter(|_| rows > 0) else {
        return draw_empty(app, list, theme, area, buffer);
    };
    // That of the row above is also that of the one below.
    let mut group: Option<(usize, StoryGroup)> = None;
    for (y, (index, nth)) in (area.y..).zip(list.visible(usize::from(area.height))) {
        let chosen = if app.focus() == Focus::PostList { theme.selected } else { theme.selected_elsewhere };
        let chosen = (index == list.cursor()).then_some(chosen);
        let line = Rect { y, height: 1, ..area };
        if let Some(chosen) = chosen {
            buffer.set_style(line, chosen);
        }
        let look = Look { app, theme, list, data, chosen };
        let writer = LineWriter::new(buffer, Rect { width: line.width.saturating_sub(1), ..line });
        match &list.rows()[index] {
            StoryListRow::Story(hit) => {
                let Some(post) = data.library().post(hit.post) else { continue };
                let row = Row { look, hit, post };
                if nth == 0 { row.draw_name(writer) } else { row.draw_details(writer) }
            }
            row @ (StoryListRow::Work(_) | StoryListRow::Name(_)) => {
                if group.as_ref().is_none_or(|(of, _)| *of != index) {
                    group = row.group(data).map(|group| (index, group));
                }
                let Some((_, group)) = &group else { continue };
                if nth == 0 { look.draw_group(group, writer) } else { look.draw_group_details(group, writer) }
            }
        }
    }
    if app.story_lists().shows_earlier_rows() {
        buffer.set_style(area, Modifier::DIM);
    }
}

/// What the rows are drawn with.
#[derive(Clone, Copy)]
struct Look<'a> {
    app: &'a App,
    theme: &'a Theme,
    list: &'a StoryList,
    data: &'a StoryData,
    /// The style of the selected row, if this is it.
    chosen: Option<Style>,
}

impl Look<'_> {
    /// On the selected row a style loses its colour, which may be the colour of the row.
    fn style(&self, role: Style) -> Style {
        self.chosen.map_or(role, |chosen| chosen.add_modifier(role.add_modifier & Modifier::BOLD))
    }

    /// What is in front of the name: a bar where the selection has no other background, because the text has the keys.
    fn bar(&self) -> &'static str {
        if self.chosen.is_some() && self.app.focus() == Focus::Reader { "▌" } else { " " }
    }

    /// A text with what the query found in it highlighted.
    fn draw_matched(&self, text: &str, found: &[Range<usize>], style: Style, writer: &mut LineWriter<'_>) {
        let mut at = 0;
        for found in found {
            writer.text(text.get(at..found.start).unwrap_or_default(), style);
            writer.text(text.get(found.clone()).unwrap_or_default(), style.patch(self.theme.matched));
            at = found.end;
        }
        writer.text(text.get(at..).unwrap_or_default(), style);
    }

    /// A name with what the query found in it highlighted, as much as there is room for.
    fn draw_matched_name(&self, name: &str, style: Style, writer: &mut LineWriter<'_>) {
        let name = truncate(name, writer.room());
        let found = self.list.query().map(|query| query.find_in_title(&name)).unwrap_or_default();
        self.draw_matched(&name, &found, style, writer);
    }

    /// How many stories a work or a name has, and what it is called.
    fn draw_group(&self, group: &StoryGroup, mut writer: LineWriter<'_>) {
        let width = self.count_width();
        let count = format!("{:>width$}", format!("{}×", thousands(group.stories)));
        writer.text(&count, self.style(self.theme.day));
        writer.text(self.bar(), self.style(self.theme.border_focused));
        let bars = if self.list.row_height() == 1 { bars(group, writer.room()) } else { String::new() };
        let end = writer.end;
        writer.end -= u16::try_from(cells(&bars)).unwrap_or_default();
        self.draw_matched_name(&group.name, self.style(self.theme.unread_title), &mut writer);
        writer.end = end;
        writer.skip_to_last(cells(&bars));
        writer.text(&bars, self.style(self.theme.detail));
    }

    /// The width of the numbers of stories: the first work and the first name have most.
    fn count_width(&self) -> usize {
        let most = match self.list.rows().first() {
            Some(StoryListRow::Name(_)) => {
                self.data.known_names().and_then(|names| names.all().first()).map(|name| name.rows.len())
            }
            _ => self.data.known_works().first().map(|work| work.stories.len()),
        };
        (cells(&thousands(most.unwrap_or_default())) + 1).max(MIN_COUNT)
    }

    /// The row below: the years of the stories, and what else is known.
    fn draw_group_details(&self, group: &StoryGroup, mut writer: LineWriter<'_>) {
        let plain = self.style(self.theme.detail);
        writer.text(&" ".repeat(self.count_width()), plain);
        writer.text(self.bar(), self.style(self.theme.border_focused));
        let bars = bars(group, writer.room());
        let years = group.years.as_ref().map(ToString::to_string);
        let parts: Vec<String> = years.into_iter().chain(group.known.as_ref().map(ToString::to_string)).collect();
        let room = writer.room().saturating_sub(cells(&bars));
        writer.text(&truncate(&parts.join(SEPARATOR), room), plain);
        writer.skip_to_last(cells(&bars));
        writer.text(&bars, plain);
    }
}

/// A bar for each year, from the first to the last that has one of the stories, with a space in front; none if all are
/// of one year, or there is little room.
fn bars(group: &StoryGroup, room: usize) -> String {
    let years = group.years.as_ref().map(|years| &years.counts[..]).unwrap_or_default();
    let most = years.iter().max().copied().unwrap_or_default();
    if years.len() < 2 || most < 2 || years.len() > MAX_YEARS || room < WITH_BARS {
        return String::new();
    }
    let bar = |count: &usize| match count {
        0 => EIGHTHS[0],
        count => EIGHTHS[(count * (EIGHTHS.len() - 1)).div_ceil(most)],
    };
    std::iter::once(" ").chain(years.iter().map(bar)).collect()
}

/// A story of the list.
struct Row<'a> {
    look: Look<'a>,
    hit: &'a StoryHit,
    post: &'a Post,
}

impl Row<'_> {
    /// The marks of the story, and the headline.
    fn draw_name(&self, mut writer: LineWriter<'_>) {
        let Look { app, theme, list, data, .. } = self.look;
        let mark = app.story_mark(self.hit, data);
        let unread = app.marks_known() && !mark.read;
        let star = match mark.starred {
            false => " ",
            true if app.is_story_unsaved(self.hit, data) => "☆",
            true => "★",
        };
        writer.text(if unread { "●" } else { " " }, self.look.style(theme.unread));
        writer.text(star, self.look.style(theme.star));
        writer.text(self.look.bar(), self.look.style(theme.border_focused));
        if list.row_height() == 1 && writer.room() + DETAILS_INDENT >= WITH_DATE {
            let date = self.post.date.format_narrow(app.this_year());
            writer.text(&format!("{date:>DATE_WIDTH$}  "), self.look.style(theme.day));
        }
        let row = data.table().row(self.hit);
        let name = row.map_or("", |row| row.name(data.library()));
        let fiction = if row.is_some_and(|row| row.is_fiction) { "✦ " } else { "" };
        let style = self.look.style(if unread { theme.unread_title } else { theme.read_title });
        writer.text(fiction, style);
        self.look.draw_matched_name(name, style, &mut writer);
    }

    /// The row below: the date, the issue, and why the story is listed.
    fn draw_details(&self, mut writer: LineWriter<'_>) {
        let plain = self.look.style(self.look.theme.detail);
        writer.text(&" ".repeat(DETAILS_INDENT - 1), plain);
        writer.text(self.look.bar(), self.look.style(self.look.theme.border_focused));
        let mut parts = vec![self.post.date.format_short(self.look.app.this_year())];
        parts.extend(self.issue(writer.room()));
        writer.text(&parts.join(SEPARATOR), plain);
        let room = writer.room().saturating_sub(cells(SEPARATOR));
        let why = self.why(room);
        if !why.text.is_empty() {
            writer.text(SEPARATOR, plain);
            self.look.draw_matched(&why.text, &why.matches, plain, &mut writer);
        }
    }

    /// The issue of a story, in short.
    fn issue(&self, room: usize) -> Option<String> {
        self.hit.story?;
        Some(match issue_of(&self.post.title) {
            Some((name, number)) if room >= WITH_SERIES && cells(name) < MAX_ISSUE => format!("{name} {number}"),
            Some((_, number)) => format!("#{number}"),
            None => truncate(&self.post.title, MAX_ISSUE).into_owned(),
        })
    }

    /// Why the story is listed, or else how its text begins.
    fn why(&self, width: usize) -> Snippet {
        let whole = |text: &str| Snippet { text: CleanText::single_line(&truncate(text, width)), ..Snippet::default() };
        let is_said = |row: &StoryRow| *self.hit.why == *row.name(self.look.data.library());
        if !self.hit.why.is_empty() && !self.look.data.table().row(self.hit).is_some_and(is_said) {
            return whole(&self.hit.why);
        }
        let Some(row) = self.look.data.table().row(self.hit) else { return Snippet::default() };
        if let Some(query) = self.look.list.query() {
            let text = self.look.data.library().text(row.post);
            // A part would be a copy of the places in the text.
            let part = row.story.map(|_| text.part(row.text.clone()));
            return Snippet::of(part.as_ref().unwrap_or(text), query, width);
        }
        // Below the headline, or the title.
        let below = row.text_in(self.look.data.library()).split_once('\n').map_or("", |(_, below)| below);
        whole(below.lines().next().unwrap_or_default())
    }
}

fn draw_empty(app: &App, list: &StoryList, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let text =
        if app.story_lists().awaits_rows() { messages::READING_STORIES } else { messages::nothing_fits(&list.source) };
    draw_lines(text, theme.detail, area, buffer);
}
