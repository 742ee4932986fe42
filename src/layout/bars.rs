//! Bars of blocks, which are read without colours: one line for each period, one column or one chart below the other
//! for each query.

use crate::text::{CleanText, cells, truncate};

/// The values of a query.
pub struct Column {
    /// What it is called.
    pub title: CleanText,
    /// A share for each line; `None` where there is nothing to have a share of.
    pub values: Vec<Option<f64>>,
    /// The numbers behind it.
    pub counts: Vec<(usize, usize)>,
}

/// The narrowest column beside others, in cells.
const MIN_COLUMN: usize = 16;

/// The narrowest bar, in cells: the screen may be narrower than it needs.
const MIN_BAR: usize = 4;

/// Cells between columns.
const GAP: usize = 2;

/// The parts of a cell, in eighths, from the left.
const FROM_LEFT: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The parts of a cell, in eighths, from below.
pub const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A share in percent: `6.6%`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// The columns as lines, side by side if they are wide enough. All have the same scale.
#[must_use]
pub fn bar_lines(labels: &[String], columns: &[Column], width: usize) -> Vec<String> {
    let label = labels.iter().map(|label| cells(label)).max().unwrap_or_default();
    let most =
        columns.iter().flat_map(|column| &column.values).flatten().fold(0.0, |most: f64, value| most.max(*value));
    let each = (width.saturating_sub(label) / columns.len().max(1)).saturating_sub(GAP);
    if columns.len() > 1 && each < MIN_COLUMN {
        let sizes = (label, width.saturating_sub(label + GAP), most);
        let chart = |(nth, column): (usize, &Column)| {
            let mut lines = if nth > 0 { vec![String::new()] } else { Vec::new() };
            lines.push(truncate(&column.title, width).into_owned());
            lines.extend(beside(labels, std::slice::from_ref(column), sizes));
            lines
        };
        return columns.iter().enumerate().flat_map(chart).collect();
    }
    let mut lines = Vec::new();
    if columns.len() > 1 {
        let mut head = " ".repeat(label);
        for column in columns {
            let title = truncate(&column.title, each);
            head.push_str(&" ".repeat(GAP));
            head.push_str(&title);
            head.push_str(&" ".repeat(each - cells(&title).min(each)));
        }
        lines.push(head.trim_end().to_owned());
    }
    lines.extend(beside(labels, columns, (label, each, most)));
    lines
}

/// The lines of columns that are side by side.
fn beside(labels: &[String], columns: &[Column], (label, each, most): (usize, usize, f64)) -> Vec<String> {
    let line = |(at, name): (usize, &String)| {
        let mut line = format!("{name}{}", " ".repeat(label - cells(name)));
        for column in columns {
            line.push_str(&" ".repeat(GAP));
            line.push_str(&cell(column, at, each, most));
        }
        line.trim_end().to_owned()
    };
    labels.iter().enumerate().map(line).collect()
}

/// A bar with its share, and with the numbers behind it if there is room.
fn cell(column: &Column, at: usize, width: usize, most: f64) -> String {
    let digits = column.counts.iter().map(|(part, whole)| format!("{part}/{whole}").len()).max().unwrap_or_default();
    let share = column.values[at].map(percent);
    let (part, whole) = column.counts[at];
    let numbers =
        if width >= 2 * MIN_COLUMN { format!(" {:>digits$}", format!("{part}/{whole}")) } else { String::new() };
    let text = format!(" {:>6}{numbers}", share.as_deref().unwrap_or("–"));
    let room = width.saturating_sub(cells(&text)).max(MIN_BAR);
    let bar = column.values[at].map(|value| bar(value, most, room)).unwrap_or_default();
    format!("{bar}{}{text}", " ".repeat(room - cells(&bar).min(room)))
}

/// A bar of so many cells for the greatest value. What is not zero has at least an eighth.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "cells")]
#[must_use]
pub fn bar(value: f64, most: f64, room: usize) -> String {
    if value <= 0.0 || most <= 0.0 {
        return String::new();
    }
    let eighths = ((value / most * (room * 8) as f64).round() as usize).clamp(1, room * 8);
    format!("{}{}", "█".repeat(eighths / 8), FROM_LEFT[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(columns: usize, width: usize) -> Vec<String> {
        let column = |nth: usize| Column {
            title: CleanText::single_line(&format!("query {nth}")),
            values: vec![Some(0.0), Some(0.5), None, Some(0.25)],
            counts: vec![(0, 4), (2, 4), (0, 0), (1, 4)],
        };
        let columns: Vec<Column> = (0..columns).map(column).collect();
        let labels = ["2017", "2018", "2019", "2020"].map(str::to_owned);
        bar_lines(&labels, &columns, width)
    }

    #[test]
    fn bars_fit_the_width() {
        let want = [
            "2017                            0.0% 0/4",
            "2018  ███████████████████████  50.0% 2/4",
            "2019                               – 0/0",
            "2020  ███████████▌             25.0% 1/4",
        ];
        assert_eq!(printed(1, 40), want);
        for columns in 1..=6 {
            for width in [40, 80, 120, 200] {
                let lines = printed(columns, width);
                assert!(lines.iter().all(|line| cells(line) <= width), "{columns} {width}: {lines:#?}");
            }
        }
        assert_eq!(printed(2, 40).len(), 5, "side by side");
        assert_eq!(printed(3, 40).len(), 17, "one below the other");
    }
}
