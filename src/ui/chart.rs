//! Charts of lines in braille, and of bars where there is no room for lines. Lines are told apart by their signs, not
//! only by their colours, and where there is nothing to count they break: a gap is not zero.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::LineWriter;
use crate::app::TrendsLayout;
use crate::config::theme::Theme;
use crate::layout::EIGHTHS;
use crate::text::{cells, truncate};

/// The signs of the lines.
pub(super) const SIGNS: [&str; 6] = ["●", "■", "▲", "◇", "○", "✚"];

/// Columns between two signs on a line.
const SIGN_DISTANCE: u16 = 6;

/// Nothing to count.
const NOTHING: &str = "-";

/// A line of a chart.
pub(super) struct Series {
    /// What it is called.
    pub(super) name: String,
    /// Its sign.
    pub(super) sign: &'static str,
    /// Its style.
    pub(super) style: Style,
    /// A value for each period; `None` where there is nothing to count.
    pub(super) values: Vec<Option<f64>>,
}

impl Series {
    /// The parts of a line between the periods without anything to count.
    fn runs(&self, layout: &TrendsLayout) -> Vec<Run> {
        let visible = self.values.iter().skip(layout.first).take(layout.count).enumerate();
        let mut runs: Vec<Run> = Vec::new();
        let mut is_open = false;
        for (nth, value) in visible {
            let Some(value) = value else {
                is_open = false;
                continue;
            };
            if !std::mem::replace(&mut is_open, true) {
                runs.push((self.style, Vec::new()));
            }
            let x = if layout.count > 1 { number(nth) } else { 0.0 };
            runs.last_mut().into_iter().for_each(|(_, run)| run.push((x, *value)));
        }
        runs
    }

    /// True for a point without neighbours, of which no line is seen.
    fn is_single(&self, period: usize) -> bool {
        let has = |period: Option<usize>| period.and_then(|at| self.values.get(at)).copied().flatten().is_some();
        !has(period.checked_sub(1)) && !has(Some(period + 1))
    }
}

/// A chart of lines with the same scale.
pub(super) struct LineChart<'a> {
    pub(super) series: &'a [Series],
    /// The index of the selected line.
    pub(super) line: usize,
    /// The selected period.
    pub(super) cursor: usize,
    /// The name of each period, and true if it is worth a name where there is little room.
    pub(super) periods: &'a [(String, bool)],
    /// The value at the upper edge.
    pub(super) most: f64,
    /// How values are written.
    pub(super) format: fn(f64) -> String,
}

impl LineChart<'_> {
    /// Draws the chart.
    pub(super) fn draw(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        if layout.has_bars {
            self.draw_bars(layout, theme, buffer);
        } else {
            self.draw_lines(layout, theme, buffer);
            self.draw_cursor(layout, theme, buffer);
            self.draw_signs(layout, buffer);
            self.draw_names(layout, buffer);
        }
        self.draw_scale(layout, theme, buffer);
        self.draw_axis(layout, theme, buffer);
    }

    fn draw_lines(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        // A point without neighbours has only its sign.
        let runs = self.ordered().flat_map(|series| series.runs(layout)).filter(|(_, run)| run.len() > 1);
        let runs: Vec<Run> = runs.collect();
        let last = if layout.count > 1 { number(layout.count - 1) } else { 1.0 };
        let first = if layout.count > 1 { 0.0 } else { -1.0 };
        let chart = Chart::new(runs.iter().map(dataset).collect())
            .style(theme.window)
            .x_axis(Axis::default().bounds([first, last]))
            .y_axis(Axis::default().bounds([0.0, self.most]));
        chart.render(layout.plot, buffer);
    }

    /// The lines, the selected one last: it is in front of the others.
    fn ordered(&self) -> impl Iterator<Item = &Series> {
        let is_selected = |(nth, _): &(usize, &Series)| *nth == self.line;
        let all = || self.series.iter().enumerate();
        all().filter(move |series| !is_selected(series)).chain(all().filter(is_selected)).map(|(_, series)| series)
    }

    /// The row of a value, counted from that of the plot.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the plot")]
    fn row(&self, value: f64, layout: &TrendsLayout) -> u16 {
        let dots = f64::from(layout.plot.height * 4 - 1);
        let dot = ((self.most - value) / self.most * dots).round().clamp(0.0, dots);
        dot as u16 / 4
    }

    /// A vertical line through the selected period, where nothing else is.
    fn draw_cursor(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        let Some(column) = layout.column(self.cursor) else { return };
        for y in layout.plot.y..layout.plot.bottom() {
            let x = layout.plot.x + column;
            if matches!(buffer[(x, y)].symbol(), " " | "\u{2800}") {
                buffer.set_stringn(x, y, "│", 1, theme.detail);
            }
        }
    }

    /// The sign of each line at some of its points, and at the selected period.
    fn draw_signs(&self, layout: &TrendsLayout, buffer: &mut Buffer) {
        for (nth, series) in self.series.iter().enumerate().filter(|(nth, _)| *nth != self.line) {
            self.draw_signs_of(nth, series, layout, buffer);
        }
        if let Some(series) = self.series.get(self.line) {
            self.draw_signs_of(self.line, series, layout, buffer);
        }
    }

    fn draw_signs_of(&self, nth: usize, series: &Series, layout: &TrendsLayout, buffer: &mut Buffer) {
        let mut before: Option<u16> = None;
        let value = |period: usize| series.values.get(period).copied().flatten();
        for period in layout.first..layout.first + layout.count {
            let (Some(value), Some(column)) = (value(period), layout.column(period)) else { continue };
            // Those of several lines are not all in the same columns.
            let shift = u16::try_from(nth).unwrap_or_default() * 2 % SIGN_DISTANCE;
            let next = before.map_or(shift, |before| before + SIGN_DISTANCE);
            let is_single = series.is_single(period);
            if column < next && period != self.cursor && !is_single {
                continue;
            }
            if period != self.cursor {
                before = Some(column);
            }
            let style = if nth == self.line { series.style.add_modifier(Modifier::BOLD) } else { series.style };
            let (x, y) = (layout.plot.x + column, layout.plot.y + self.row(value, layout));
            buffer.set_stringn(x, y, series.sign, 1, style);
        }
    }

    /// The names of the lines beside their last values. Those that would be on the same row go to the next one.
    fn draw_names(&self, layout: &TrendsLayout, buffer: &mut Buffer) {
        if layout.names == 0 {
            return;
        }
        let end = (layout.first + layout.count).min(self.periods.len());
        let last =
            |series: &Series| series.values[..end.min(series.values.len())].iter().rev().flatten().next().copied();
        let mut rows: Vec<(u16, &Series)> = self
            .series
            .iter()
            .map(|series| (last(series).map_or(u16::MAX, |value| self.row(value, layout)), series))
            .collect();
        rows.sort_by_key(|(row, _)| *row);
        let count = u16::try_from(rows.len()).unwrap_or_default();
        let mut next = 0;
        for ((row, series), left) in rows.iter().zip((0..count).rev()) {
            let row = (*row).max(next).min(layout.plot.height.saturating_sub(left + 1));
            next = row + 1;
            let width = layout.names.saturating_sub(1);
            let area = Rect { x: layout.plot.right() + 1, y: layout.plot.y + row, width, height: 1 };
            let name = truncate(&series.name, usize::from(width).saturating_sub(2));
            LineWriter::new(buffer, area).text(&format!("{} {name}", series.sign), series.style);
        }
    }

    /// Bars of the selected line.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the plot")]
    fn draw_bars(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        let Some(series) = self.series.get(self.line) else { return };
        let wide = layout.bar();
        for period in layout.first..layout.first + layout.count {
            let (Some(value), Some(column)) = (series.values.get(period), layout.column(period)) else { continue };
            let width = if wide > 1 { wide - 1 } else { 1 };
            let room = f64::from(layout.plot.height * 8);
            let eighths = value.map(|value| (value / self.most * room).round() as u16);
            // What is not zero is seen.
            let eighths = eighths.map(|eighths| if *value > Some(0.0) { eighths.max(1) } else { 0 });
            let style = if period == self.cursor { series.style.patch(theme.selected) } else { series.style };
            for row in 0..layout.plot.height {
                let y = layout.plot.bottom() - 1 - row;
                let part = eighths.map(|eighths| usize::from(eighths.saturating_sub(row * 8).min(8)));
                let symbol = match part {
                    Some(part) => EIGHTHS[part],
                    None if row == 0 => NOTHING,
                    None => continue,
                };
                let line = Rect { x: layout.plot.x + column, y, width, height: 1 };
                if symbol != " " || (row == 0 && period == self.cursor) {
                    LineWriter::new(buffer, line).text(&symbol.repeat(usize::from(width)), style);
                }
            }
        }
    }

    /// The values of the upper edge, the middle and the lower edge.
    fn draw_scale(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        let height = layout.plot.height;
        let middle = (height >= 5).then_some((height / 2, self.most / 2.0));
        for (row, value) in [Some((0, self.most)), middle, Some((height - 1, 0.0))].into_iter().flatten() {
            let text = (self.format)(value);
            let x = layout.plot.x.saturating_sub(u16::try_from(cells(&text) + 1).unwrap_or_default());
            let area = Rect { x, y: layout.plot.y + row, width: layout.plot.x - x, height: 1 };
            LineWriter::new(buffer, area).text(&text, theme.detail);
        }
    }

    /// The line below the chart, which breaks where there is nothing to count, and the names of periods below it.
    fn draw_axis(&self, layout: &TrendsLayout, theme: &Theme, buffer: &mut Buffer) {
        let axis = Rect { y: layout.plot.bottom(), height: 1, ..layout.plot };
        let has_any =
            |period: usize| self.series.iter().any(|series| series.values.get(period).copied().flatten().is_some());
        let mut periods = layout.first;
        for x in 0..axis.width {
            // The period of the column: the last one that begins at or before it.
            while periods + 1 < layout.first + layout.count && layout.column(periods + 1).is_some_and(|at| at <= x) {
                periods += 1;
            }
            let symbol = if layout.count == 1 || has_any(periods) { "─" } else { " " };
            buffer.set_stringn(axis.x + x, axis.y, symbol, 1, theme.detail);
        }
        let names = Rect { y: axis.y + 1, ..axis };
        let Some(cursor) = layout.column(self.cursor) else { return };
        buffer.set_stringn(axis.x + cursor, axis.y, "▲", 1, theme.border_focused);
        self.draw_period_names(layout, names, theme, buffer);
    }

    /// The names of the periods: of all if there is room, or else of the first one and of those that begin a year, with
    /// as many years between them as needed.
    fn draw_period_names(&self, layout: &TrendsLayout, line: Rect, theme: &Theme, buffer: &mut Buffer) {
        let visible = layout.first..layout.first + layout.count;
        let width = self.periods.iter().map(|(name, _)| cells(name)).max().unwrap_or_default();
        let has_room = usize::from(layout.plot.width) >= (width + 2) * layout.count;
        let is_year = |period: usize| self.periods.get(period).is_some_and(|(_, begins_year)| *begins_year);
        let named = visible
            .filter(|&period| has_room || is_year(period) || period == layout.first)
            .filter_map(|period| {
                let (name, begins_year) = self.periods.get(period)?;
                let is_short = *begins_year && !has_room;
                let name = if is_short { name.get(..4).unwrap_or(name) } else { name };
                // At the right edge, a name begins further left than its period.
                let last = line.width.checked_sub(wide(name))?;
                Some((layout.column(period)?.min(last), name))
            })
            .collect::<Vec<_>>();
        for (column, name) in fitting(&named) {
            let area = Rect { x: line.x + column, width: line.width - column, ..line };
            LineWriter::new(buffer, area).text(name, theme.detail);
        }
    }
}

fn wide(name: &str) -> u16 {
    u16::try_from(cells(name)).unwrap_or(u16::MAX)
}

/// Every so many of some names, each with its first cell, from the last one on, that have room beside each other; and
/// the first one if it has.
fn fitting<'a>(named: &[(u16, &'a str)]) -> Vec<(u16, &'a str)> {
    let has_room = |left: (u16, &str), right: (u16, &str)| left.0.saturating_add(wide(left.1) + 2) <= right.0;
    let every = |step: usize| -> Vec<(u16, &'a str)> { named.iter().rev().step_by(step).rev().copied().collect() };
    let is_free = |names: &Vec<(u16, &'a str)>| names.windows(2).all(|pair| has_room(pair[0], pair[1]));
    let mut names = (1..=named.len()).map(every).find(is_free).unwrap_or_default();
    if let (Some(first), Some(next)) = (named.first(), names.first())
        && first != next
        && has_room(*first, *next)
    {
        names.insert(0, *first);
    }
    names
}

/// The points of a part of a line.
type Run = (Style, Vec<(f64, f64)>);

fn dataset((style, run): &Run) -> Dataset<'_> {
    // Only the colour counts: a dot has no other attributes.
    let style = Style { bg: None, ..*style };
    Dataset::default().marker(Marker::Braille).graph_type(GraphType::Line).style(style).data(run)
}

/// A round number that is not smaller: with one digit that is not 0.
pub(super) fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let factor =
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0].into_iter().find(|factor| factor * power >= value * 0.999_999);
    factor.unwrap_or(10.0) * power
}

#[expect(clippy::cast_precision_loss, reason = "numbers of periods")]
fn number(count: usize) -> f64 {
    count as f64
}
