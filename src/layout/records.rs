//! A table that is too wide for the page: each row as a list of its cells, with the names of their columns.

use super::document::{Span, SpanRole};
use super::runs::{Style, broken, span};
use crate::markup::{Inline, LinkTable, Table};
use crate::text::line_break::Run;

/// In front of the second line of a cell and those that follow.
const INDENT: &str = "  ";

/// Lays out a table as records, with a blank line between them.
pub(super) fn lay_out(table: &Table, width: usize, links: &LinkTable) -> Vec<Vec<Span>> {
    let (head, rows) = match table.rows.split_first() {
        Some((head, rows)) if table.has_head && !rows.is_empty() => (head.as_slice(), rows),
        _ => (&[][..], table.rows.as_slice()),
    };
    let mut lines = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        let cell = |row: &'_ [Vec<Inline>], column| row.get(column).cloned().unwrap_or_default();
        let record = (0..table.columns.len()).flat_map(|column| {
            let (name, cell) = (cell(head, column), cell(row, column));
            // The first record has the names of all columns.
            let is_left_out = cell.is_empty() && (nth > 0 || name.is_empty());
            let lines = (!is_left_out).then(|| field(label(&name, nth == 0, links), &cell, width, links));
            lines.into_iter().flatten()
        });
        let record: Vec<_> = record.collect();
        if !lines.is_empty() && !record.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(record);
    }
    lines
}

fn field(label: Vec<Run<Style>>, cell: &[Inline], width: usize, links: &LinkTable) -> Vec<Vec<Span>> {
    let lines = broken(label, cell, width.saturating_sub(INDENT.len()), links);
    let indents = std::iter::once(None).chain(std::iter::repeat(Some((INDENT.to_owned(), Style::DECORATION))));
    let line = |(line, indent): (Vec<Run<Style>>, Option<Run<Style>>)| {
        indent.iter().chain(&line).map(|(text, style)| span(text, *style)).collect()
    };
    lines.into_iter().zip(indents).map(line).collect()
}

/// The name of a column, in front of its cell. It is text of the post in the first record, and repeated in the others.
fn label(name: &[Inline], is_first: bool, links: &LinkTable) -> Vec<Run<Style>> {
    let lines = broken(Vec::new(), name, usize::MAX, links);
    let mut label = lines.join(&(" ".to_owned(), Style::default()));
    let Some((last, _)) = label.last() else { return label };
    label.push((if last.ends_with([':', '?']) { " " } else { ": " }.to_owned(), Style::default()));
    if !is_first {
        label.retain(|(_, style)| style.role == SpanRole::Text);
    }
    for (_, style) in &mut label {
        if !is_first {
            *style = Style { emphasis: style.emphasis, ..Style::DECORATION };
        }
        style.emphasis.strong = true;
    }
    label
}
