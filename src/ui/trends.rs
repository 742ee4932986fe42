//! Trends: a chart of the queries with the selected period in words, or the words that rise.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::chart::{LineChart, SIGNS, Series, round_up};
use super::timeline::span;
use super::{LineWriter, draw_border, draw_lines, write_line};
use crate::app::layout;
use crate::app::{App, RISING_ROWS, StoryQuery, TrendsChart, TrendsLayout, messages};
use crate::config::keymap::ChartAction;
use crate::config::theme::Theme;
use crate::insight::{Counts, Rising, RisingTerm, StoryHit, Trend, Trends};
use crate::layout::{bar, percent};
use crate::text::{cells, pluralize, thousands, truncate};

/// The widest name of a query in front of its numbers.
const MAX_NAME: usize = 28;

/// The narrowest.
const MIN_NAME: usize = 8;

/// The minimum width for the first and the last period in the border.
const WITH_PERIODS: u16 = 60;

/// Cells of the signs in front of the name of a query, and of the blanks around it.
const MARKS: usize = 5;

/// Cells between the parts of a line.
const GAP: usize = 3;

pub(super) fn draw(app: &App, theme: &Theme, chart: &TrendsChart, pane: Rect, buffer: &mut Buffer) {
    let title = title(chart);
    // In a narrow window, the title is worth more.
    let periods = chart.trends().filter(|_| pane.width >= WITH_PERIODS).and_then(|trends| {
        let last = trends.totals.len().checked_sub(1)?;
        Some(span(&trends.period(0)?, &trends.period(last)?))
    });
    let is_focused = app.mode().overlay().is_none();
    draw_border(theme, pane, is_focused, (&title, periods.as_deref().unwrap_or_default()), buffer);
    let inside = layout::inner(pane);
    match (chart.trends(), chart.rising()) {
        (Some(trends), _) => match app.trends_layout(pane) {
            Some(layout) => draw_trends(chart, trends, &layout, theme, buffer),
            None if trends.totals.is_empty() => draw_lines(messages::NO_DATED_STORIES, theme.detail, inside, buffer),
            None => draw_figures(chart, trends, (u16::MAX, 0), inside, theme, buffer),
        },
        (None, Some(rising)) if rising.terms.is_empty() => {
            let why = if rising.before == 0 { messages::NOTHING_BEFORE } else { messages::NOTHING_RISES };
            let how = messages::how_to_compare(&app.keymap().key(ChartAction::Ask));
            draw_lines(&format!("{why}; {how}"), theme.detail, inside, buffer);
        }
        (None, Some(rising)) => draw_rising(chart, rising, theme, inside, buffer),
        (None, None) => draw_lines(messages::READING_STORIES, theme.detail, inside, buffer),
    }
}

fn title(chart: &TrendsChart) -> String {
    if chart.queries.is_empty() {
        return format!("Trends: {}", messages::RISING);
    }
    let length = chart.trends().and_then(|trends| trends.first).map(|first| first.length().name());
    let what = if chart.shows_counts { "stories" } else { "share of stories" };
    length.map_or_else(|| "Trends".to_owned(), |length| format!("Trends: {what} by {length}"))
}

/// The styles of the lines.
fn styles(theme: &Theme) -> [Style; SIGNS.len()] {
    [theme.line_1, theme.line_2, theme.line_3, theme.line_4, theme.line_5, theme.line_6]
}

fn draw_trends(chart: &TrendsChart, trends: &Trends, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
    let styles = styles(theme);
    let series = |(nth, (query, trend)): (usize, (&StoryQuery, &Trend))| Series {
        name: query.text.to_string(),
        sign: SIGNS[nth % SIGNS.len()],
        style: styles[nth % styles.len()],
        values: chart.values(trends, trend),
    };
    let series: Vec<Series> = chart.queries.iter().zip(&trends.trends).enumerate().map(series).collect();
    let periods: Vec<(String, bool)> = (0..trends.totals.len())
        .filter_map(|at| trends.period(at).map(|period| (period.to_string(), period.begins_year())))
        .collect();
    let visible = layout.first..layout.first + layout.count;
    let shown = series.iter().enumerate().filter(|(nth, _)| !layout.has_bars || *nth == chart.line);
    let values = shown.flat_map(|(_, series)| series.values.get(visible.clone()).unwrap_or_default());
    let most = values.flatten().fold(0.0, |most: f64, value| most.max(*value));
    let lines = LineChart {
        series: &series,
        line: chart.line,
        cursor: chart.cursor,
        periods: &periods,
        // Without any match, the scale is that of all stories.
        most: if most > 0.0 { round_up(most) } else { 1.0 },
        format: if chart.shows_counts { count } else { scale },
    };
    lines.draw(layout, theme, buffer);
    draw_figures(chart, trends, (layout.queries, layout.notes), layout.details, theme, buffer);
}

/// A number on the scale.
fn count(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of stories")]
    let whole = value as usize;
    if value.fract() > 0.0 { format!("{value:.1}") } else { thousands(whole) }
}

/// A share on the scale.
fn scale(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 10.0 || percent.fract() < 0.001 { format!("{percent:.0}%") } else { format!("{percent:.2}%") }
}

/// The selected period of each query in words, and the first and last story of the selected one.
fn draw_figures(
    chart: &TrendsChart,
    trends: &Trends,
    (queries, notes): (u16, u16),
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let width = usize::from(area.width).saturating_sub(2);
    let name = chart.queries.iter().map(|query| cells(&query.text)).max().unwrap_or_default();
    let name = name.clamp(MIN_NAME, MAX_NAME.max(width / 5)).min(width / 3);
    let all = queries as usize >= chart.queries.len();
    let room = usize::from(area.width).saturating_sub(name + MARKS);
    let parts: Vec<Vec<String>> = trends.trends.iter().map(|trend| figures(chart, trends, trend, room)).collect();
    let width_of = |part: usize| parts.iter().filter_map(|parts| parts.get(part)).map(|part| cells(part)).max();
    let mut y = area.y;
    let bottom = area.bottom();
    for (nth, (query, parts)) in chart.queries.iter().zip(&parts).enumerate() {
        if y >= bottom || (!all && nth != chart.line) {
            continue;
        }
        let is_selected = nth == chart.line;
        let mut writer = LineWriter::new(buffer, Rect { y, height: 1, ..area });
        let mark = if is_selected && chart.queries.len() > 1 { "▌" } else { " " };
        writer.text(mark, theme.border_focused);
        writer.text(SIGNS[nth % SIGNS.len()], styles(theme)[nth % SIGNS.len()]);
        let title = truncate(&query.text, name);
        let pad = " ".repeat(name.saturating_sub(cells(&title)));
        writer.text(&format!(" {title}{pad}  "), if is_selected { theme.title } else { Style::default() });
        for (nth, part) in parts.iter().enumerate() {
            if nth == 0 || writer.room() > cells(part) {
                writer.text(part, if nth == 0 { Style::default() } else { theme.detail });
                let pad = width_of(nth).unwrap_or_default().saturating_sub(cells(part));
                writer.text(&" ".repeat(pad + GAP), Style::default());
            }
        }
        y += 1;
    }
    let mut lines = Vec::new();
    if let Some(trend) = trends.trends.get(chart.line).filter(|_| notes >= 2) {
        for (what, hit) in [("first", &trend.first), ("last", &trend.last)] {
            lines.push(hit.as_ref().and_then(|hit| story(chart, hit)).map(|story| format!("  {what:5}  {story}")));
        }
    }
    if trends.trends.get(chart.line).is_some_and(|trend| trend.first.is_none()) && notes >= 2 {
        lines.push(Some(format!("  {}", messages::NO_STORY_MATCHES)));
    }
    lines.extend((notes > 2).then(|| Some(format!("  {}", messages::undated_stories(trends.undated.stories)))));
    for (y, line) in (y..bottom).zip(lines.into_iter().flatten()) {
        write_line(&line, theme.detail, Rect { y, ..area }, buffer);
    }
}

/// What is said of a query in so many cells: the selected period, the period with the greatest share, and all of it.
fn figures(chart: &TrendsChart, trends: &Trends, trend: &Trend, room: usize) -> Vec<String> {
    let words = |at: usize| {
        let (counts, total) = (trend.counts.get(at)?, trends.totals.get(at)?);
        let (period, share) = (trends.period(at)?.to_string(), counts.share_of_stories(*total).map(percent));
        let words = messages::period_in_words(&period, counts.stories, total.stories, share.as_deref());
        let numbers = || messages::period_in_numbers(&period, counts.stories, total.stories, share.as_deref());
        Some(if cells(&words) > room { numbers() } else { words })
    };
    let peak = |at: usize| {
        let share = trend.counts.get(at)?.share_of_stories(*trends.totals.get(at)?)?;
        Some(format!("peak {}, {}", trends.period(at)?, percent(share)))
    };
    let sum = |counts: &[Counts]| counts.iter().map(|counts| counts.stories).sum::<usize>();
    let (found, of) = (sum(&trend.counts), sum(&trends.totals));
    let in_all = format!("in all {} of {}", thousands(found), thousands(of));
    let peak = trend.peak.and_then(peak).unwrap_or_default();
    [words(chart.cursor), Some(peak), Some(in_all)].into_iter().flatten().collect()
}

/// The date and the headline of a story.
fn story(chart: &TrendsChart, hit: &StoryHit) -> Option<String> {
    let data = chart.data()?;
    let post = data.library().post(hit.post)?;
    let row = data.table().row(hit)?;
    Some(format!("{}  {}", post.date.format_long(), row.name(data.library())))
}

/// The words that rise, each with its share now and before.
fn draw_rising(chart: &TrendsChart, rising: &Rising, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let until = rising.until.map(|date| date.format_long()).unwrap_or_default();
    let head = messages::rising_in(&until, rising.recent, rising.before);
    let is_long = cells(&head) + 2 > usize::from(area.width);
    let head = if is_long { messages::rising_in_short(&until, rising.recent, rising.before) } else { head };
    write_line(&head, theme.detail, area, buffer);
    let word = rising.terms.iter().map(|term| cells(&term.term)).max().unwrap_or_default().clamp(4, 30);
    let columns = format!("{:word$}  {:>6}  {:>6}  ", "", "now", "before");
    if area.height > 1 {
        write_line(columns.trim_end(), theme.month, Rect { y: area.y + 1, ..area }, buffer);
    }
    let list = Rect { y: area.y + RISING_ROWS, height: area.height.saturating_sub(RISING_ROWS + 1), ..area };
    let now = |term: &RisingTerm| rising.shares(term).0;
    let most = rising.terms.iter().map(now).fold(0.0, f64::max);
    let first = chart.first_word(area);
    for (y, (nth, term)) in (list.y..list.bottom()).zip(rising.terms.iter().enumerate().skip(first)) {
        let line = Rect { y, height: 1, ..list };
        let chosen = (nth == chart.line).then_some(theme.selected);
        if let Some(style) = chosen {
            buffer.set_style(line, style);
        }
        let plain = chosen.unwrap_or_default();
        let name = truncate(&term.term, word);
        let pad = " ".repeat(word.saturating_sub(cells(&name)));
        let mut writer = LineWriter::new(buffer, Rect { width: line.width.saturating_sub(1), ..line });
        writer.text(&format!(" {name}{pad}  "), plain);
        writer.text(&format!("{:>6}  ", percent(now(term))), plain);
        writer.text(&format!("{:>6}  ", percent(rising.shares(term).1)), chosen.unwrap_or(theme.detail));
        let stories = pluralize(term.rows.len(), "story", "stories");
        let room = writer.room().saturating_sub(cells(&stories) + 2).min(40);
        let filled = bar(now(term), most, room);
        let pad = " ".repeat(room.saturating_sub(cells(&filled)));
        if room >= 8 {
            writer.text(&format!("{filled}{pad}  "), chosen.unwrap_or(theme.line_1));
        }
        writer.text(&stories, chosen.unwrap_or(theme.detail));
    }
    if rising.undated > 0 && area.height > RISING_ROWS + 1 {
        let y = area.bottom() - 1;
        write_line(&messages::undated_stories(rising.undated), theme.detail, Rect { y, ..area }, buffer);
    }
}
