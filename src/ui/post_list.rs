//! The list of posts.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{LineWriter, border};
use crate::app::ListRow;
use crate::app::layout;
use crate::app::library_search::{DATE_WIDTH, DETAILS_INDENT};
use crate::app::{App, Focus, messages};
use crate::config::keymap::Action;
use crate::config::theme::Theme;
use crate::model::{Filter, Post, PostId, SortKey, without_series};
use crate::search::Snippet;
use crate::text::line_break::break_line;
use crate::text::{CleanText, cells, thousands, truncate};

/// The room that titles keep in front of the site and the reading time.
const TITLE: usize = 45;

/// The width of the site.
const DOMAIN: usize = 19;

/// The width of the reading time: a space, three digits and an m.
const MINUTES: usize = 5;

/// Shorter posts show no reading time.
const SHOWN_MINUTES: u32 = 2;

/// The sign in front of a post that stands below one that tells the same news.
const BELOW: &str = "└ ";

/// The minimum width for the date of a post in a row of its own.
const WITH_DATE: u16 = 44;

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
    let mut is_first = true;
    for (y, row) in (list.y..).zip(app.post_list().rows(usize::from(list.height))) {
        let line = Rect { y, height: 1, ..list };
        match row {
            ListRow::Heading(heading) => {
                let mut writer = LineWriter::new(buffer, line);
                writer.text(&truncate(heading, writer.room().saturating_sub(1)), theme.month);
            }
            ListRow::Post(index) => {
                if let Some(row) = Row::new(app, theme, index) {
                    row.draw_title(std::mem::take(&mut is_first), row.writer(line, buffer));
                }
            }
            ListRow::Details(index) => {
                if let Some(row) = Row::new(app, theme, index) {
                    row.draw_details(row.writer(line, buffer));
                }
            }
        }
    }
    if app.lists_earlier_results() {
        buffer.set_style(list, Modifier::DIM);
    }
}

/// A post of the list.
struct Row<'a> {
    app: &'a App,
    theme: &'a Theme,
    index: usize,
    id: PostId,
    post: &'a Post,
    /// The style of the selected row, if this is it.
    chosen: Option<Style>,
}

impl<'a> Row<'a> {
    fn new(app: &'a App, theme: &'a Theme, index: usize) -> Option<Self> {
        let id = *app.post_list().order().get(index)?;
        let chosen = if app.focus() == Focus::PostList { theme.selected } else { theme.selected_elsewhere };
        let chosen = (index == app.post_list().cursor()).then_some(chosen);
        Some(Self { app, theme, index, id, post: app.library().post(id)?, chosen })
    }

    fn writer<'b>(&self, line: Rect, buffer: &'b mut Buffer) -> LineWriter<'b> {
        if let Some(chosen) = self.chosen {
            buffer.set_style(line, chosen);
        }
        LineWriter::new(buffer, Rect { width: line.width.saturating_sub(1), ..line })
    }

    /// On the selected row a style loses its colour, which may be the colour of the row.
    fn style(&self, role: Style) -> Style {
        self.chosen.map_or(role, |chosen| chosen.add_modifier(role.add_modifier & Modifier::BOLD))
    }

    /// What is in front of the title: a bar where the selection has no other background, because the text has the keys.
    fn bar(&self) -> &'static str {
        if self.chosen.is_some() && self.app.focus() == Focus::Reader { "▌" } else { " " }
    }

    /// The row of the title. That of the first one on the screen is whole.
    fn draw_title(&self, is_first: bool, mut writer: LineWriter<'_>) {
        let (app, theme) = (self.app, self.theme);
        let mark = app.marks().get(self.id);
        let unread = app.marks_known() && !mark.read;
        let star = match mark.starred {
            false => " ",
            true if app.is_unsaved(self.post.identity()) => "☆",
            true => "★",
        };
        let folded = app.post_list().folds().folded(self.id);
        let hides_unread = app.marks_known() && folded.iter().any(|post| !app.marks().get(*post).read);
        let dot = if unread { "●" } else { " " };
        writer.text(if hides_unread && !unread { "○" } else { dot }, self.style(theme.unread));
        writer.text(star, self.style(theme.star));
        let has_details = app.post_list().post_rows() > 1;
        if has_details {
            writer.text(self.bar(), self.style(theme.border_focused));
        } else {
            writer.text(&self.date(writer.room()), self.style(theme.day));
        }
        if self.is_below() {
            writer.text(BELOW, self.style(theme.detail));
        }
        let others = if folded.is_empty() { String::new() } else { format!(" +{}", thousands(folded.len())) };
        let title = if is_first { Cow::Borrowed(self.post.title.as_str()) } else { self.title() };
        let is_below = has_details && app.snippet(self.id).is_none();
        let detail = if is_below {
            String::new()
        } else {
            self.detail_beside(&title, writer.room().saturating_sub(others.len()))
        };
        let taken = cells(&detail) + usize::from(!detail.is_empty()) + others.len();
        let room = writer.room().saturating_sub(taken);
        let style = self.style(if unread { theme.unread_title } else { theme.read_title });
        self.draw_matched(&truncate(&title, room), style, &mut writer);
        writer.text(&others, self.style(theme.detail));
        writer.skip_to_last(cells(&detail));
        writer.text(&detail, self.style(theme.detail));
    }

    /// A title, with what a search found in it highlighted.
    fn draw_matched(&self, title: &str, style: Style, writer: &mut LineWriter<'_>) {
        let found = self.app.search().map(|search| search.query.find_in_title(title)).unwrap_or_default();
        let mut at = 0;
        for matched in found {
            writer.text(&title[at..matched.start], style);
            writer.text(&title[matched.clone()], style.patch(self.theme.matched));
            at = matched.end;
        }
        writer.text(&title[at..], style);
    }

    /// The title, without the name of its series below a title that has it.
    fn title(&self) -> Cow<'a, str> {
        let title = &self.post.title;
        let above = self.index.checked_sub(1).and_then(|above| self.app.post_list().order().get(above));
        let above = above.and_then(|above| self.app.library().post(*above));
        match above.and_then(|above| without_series(title, &above.title)) {
            Some(rest) => format!("#{rest}").into(),
            None => title.as_str().into(),
        }
    }

    /// The date in front of the title: the day, if it is below the heading of its month.
    fn date(&self, room: usize) -> String {
        let date = self.post.date;
        let list = self.app.post_list();
        if list.sort.key == SortKey::Date && list.has_headings() {
            // The heading says all that is known of a guess.
            return match date {
                _ if date.is_guess() => "    ".to_owned(),
                _ if self.is_below() => format!(" {} ", date.format_narrow(self.app.this_year())),
                _ => format!(" {:02} ", date.day()),
            };
        }
        if room + 2 < usize::from(WITH_DATE) {
            return " ".to_owned();
        }
        format!("{:>12} ", date.format_narrow(self.app.this_year()))
    }

    /// The site and the reading time, as far as there is room for them beside the title.
    fn detail_beside(&self, title: &str, room: usize) -> String {
        let minutes = self.minutes().map_or(String::new(), |minutes| format!("{minutes}m"));
        let list = self.app.post_list();
        let is_above = list.sort.key == SortKey::Domain && list.has_headings() && !self.is_below();
        if !is_above && room > cells(title).min(TITLE) + DOMAIN + MINUTES {
            let by = truncate(self.origin(), DOMAIN);
            return format!("{by}{}{minutes:>MINUTES$}", " ".repeat(DOMAIN - cells(&by)));
        }
        let has_room = room > cells(title).min(TITLE) + cells(&minutes);
        if has_room && room + 2 >= usize::from(WITH_DATE) { minutes } else { String::new() }
    }

    /// Whether it stands below a post that tells the same news.
    fn is_below(&self) -> bool {
        self.app.post_list().folds().is_below(self.id)
    }

    /// The author in a list by authors, else the site.
    fn origin(&self) -> &'a CleanText {
        if self.app.post_list().sort.key == SortKey::Author { &self.post.author } else { &self.post.domain }
    }

    /// The reading time, if it is worth mentioning.
    fn minutes(&self) -> Option<u32> {
        Some(self.post.length.minutes()).filter(|minutes| *minutes >= SHOWN_MINUTES)
    }

    /// The row below the title: the date, and the words that were found or what else is known.
    fn draw_details(&self, mut writer: LineWriter<'_>) {
        let plain = self.style(self.theme.detail);
        writer.text(&" ".repeat(DETAILS_INDENT - 1), plain);
        writer.text(self.bar(), self.style(self.theme.border_focused));
        if let Some(snippet) = self.app.snippet(self.id) {
            let date = self.post.date.format_narrow(self.app.this_year());
            writer.text(&format!("{date:<DATE_WIDTH$}  "), plain);
            return self.draw_snippet(snippet, plain, writer);
        }
        let date = self.post.date.format_short(self.app.this_year());
        let origin = Some(self.origin().to_string()).filter(|origin| !origin.is_empty());
        let minutes = self.minutes().map(|minutes| format!("{minutes} min"));
        let why = self.app.post_list().folds().why(self.id).map(str::to_owned);
        let details = [Some(date), why, origin, minutes].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        writer.text(&truncate(&details, writer.room()), plain);
    }

    fn draw_snippet(&self, snippet: &Snippet, plain: Style, mut writer: LineWriter<'_>) {
        let matched = self.chosen.unwrap_or_default().patch(self.theme.matched);
        let mut at = 0;
        for found in &snippet.matches {
            writer.text(&snippet.text[at..found.start], plain);
            writer.text(&snippet.text[found.clone()], matched);
            at = found.end;
        }
        writer.text(&snippet.text[at..], plain);
    }
}

fn draw_empty(app: &App, theme: &Theme, list: Rect, buffer: &mut Buffer) {
    let text = match (app.progress().finished, app.post_list().filter) {
        (_, filter) if app.search().is_some() => messages::nothing_found(filter),
        (false, Filter::All) => messages::LOADING.to_owned(),
        (true, Filter::All) => messages::NO_POSTS.to_owned(),
        (_, filter) => messages::none_pass(filter, &app.keymap().key(Action::Filter)),
    };
    let lines = break_line(&text, usize::from(list.width).saturating_sub(2).max(1));
    for (y, line) in (list.y..list.y + list.height).zip(&lines) {
        LineWriter::new(buffer, Rect { y, height: 1, ..list }).text(&format!(" {line}"), theme.detail);
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
