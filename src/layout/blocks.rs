//! Breaks blocks into lines of spans that fit a width.

use super::document::{Span, SpanRole, Wrap};
use super::highlight::{LineTokens, tokens};
use super::runs::{MIN_WIDTH, Style, broken, span};
use super::table;
use crate::markup::{Block, Emphasis, Inline, LinkTable};
use crate::text::line_break::break_anywhere;
use crate::text::{CleanText, cells};

/// Minimum width left for text beside a bar or label; narrower text is hard to read.
const MIN_COLUMNS: usize = 8;

/// In front of each line of a quotation.
const QUOTE_BAR: &str = "│ ";

/// In front of an item of a list.
const BULLET: &str = "• ";

/// In front of what continues a line of code: an arrow that is one cell wide in every terminal, and no emoji.
const CONTINUED: &str = "↳ ";

/// In front of a paragraph of sources.
const SOURCES: &str = "↗ ";

/// Lays out one block at a width. `links` are the links of the page.
pub(super) fn lay_out(block: &Block, width: usize, links: &LinkTable, highlights: bool) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    Layout { links, highlights }.block(block, width.max(MIN_WIDTH), &mut lines);
    lines
}

/// Lines of spans.
type Lines = Vec<Vec<Span>>;

struct Layout<'a> {
    links: &'a LinkTable,
    /// Whether the tokens of code are found.
    highlights: bool,
}

impl Layout<'_> {
    fn block(&self, block: &Block, width: usize, lines: &mut Lines) {
        match block {
            // A heading is laid out like a paragraph; the kind of its lines gives it a style.
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => self.paragraph("", inlines, width, lines),
            Block::Sources(inlines) => self.paragraph(SOURCES, inlines, width, lines),
            Block::Code(code) => {
                let tokens = if self.highlights { tokens(code) } else { Vec::new() };
                let lines_of = |(nth, line): (usize, &CleanText)| code_lines(line, tokens.get(nth), width);
                lines.extend(code.lines.iter().enumerate().flat_map(lines_of));
            }
            Block::Quote(blocks) => match columns_beside(width, cells(QUOTE_BAR)) {
                Some(width) => {
                    lines.extend(self.blocks(blocks, width).into_iter().map(|line| prefixed(QUOTE_BAR, line)));
                }
                None => lines.extend(self.blocks(blocks, width)),
            },
            Block::List { start, items } => self.list(*start, items, width, lines),
            Block::Table(table) => {
                let first = lines.len();
                lines.extend(table::lay_out(table, width, self.links));
                if let Some(line) = lines.get_mut(first) {
                    table.rows.iter().flatten().for_each(|cell| line.extend(places(cell)));
                }
            }
            Block::Rule => lines.push(vec![Span::plain(CleanText::sanitized("* * *"))]),
        }
    }

    /// Lays out blocks, with a blank line in front of each but the first and lists.
    fn blocks(&self, blocks: &[Block], width: usize) -> Lines {
        let mut lines = Lines::new();
        for block in blocks {
            self.next_block(block, width, &mut lines);
        }
        lines
    }

    fn next_block(&self, block: &Block, width: usize, lines: &mut Lines) {
        if !lines.is_empty() && !matches!(block, Block::List { .. }) {
            lines.push(Vec::new());
        }
        self.block(block, width, lines);
    }

    fn paragraph(&self, prefix: &str, inlines: &[Inline], width: usize, lines: &mut Lines) {
        let start = vec![(prefix.to_owned(), Style::DECORATION)];
        let broken = broken(start, inlines, width, self.links);
        let first = lines.len();
        lines.extend(broken.iter().map(|line| line.iter().map(|(text, style)| span(text, *style)).collect()));
        if let Some(line) = lines.get_mut(first) {
            line.extend(places(inlines));
        }
    }

    fn list(&self, start: Option<i64>, items: &[Vec<Block>], width: usize, lines: &mut Lines) {
        let label_width = label_width(start, items.len());
        let Some(width) = columns_beside(width, label_width) else { return self.flat_list(start, items, width, lines) };
        for (nth, item) in items.iter().enumerate() {
            let label = format!("{:label_width$}", label(start, nth));
            let indent = " ".repeat(label_width);
            let prefixes = std::iter::once(label.as_str()).chain(std::iter::repeat(indent.as_str()));
            let item = self.blocks(item, width).into_iter().zip(prefixes);
            lines.extend(item.map(|(line, prefix)| prefixed(prefix, line)));
        }
    }

    /// Lays out a list without room for a column of labels: each label starts the text of its item.
    fn flat_list(&self, start: Option<i64>, items: &[Vec<Block>], width: usize, lines: &mut Lines) {
        for (nth, item) in items.iter().enumerate() {
            let (inlines, rest) = match item.split_first() {
                Some((Block::Paragraph(inlines), rest)) => (inlines.as_slice(), rest),
                _ => (&[][..], item.as_slice()),
            };
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            self.paragraph(&label(start, nth), inlines, width, lines);
            for block in rest {
                self.next_block(block, width, lines);
            }
        }
    }
}

/// The places in some inlines, as spans without text.
fn places(inlines: &[Inline]) -> impl Iterator<Item = Span> {
    inlines.iter().filter_map(|inline| match inline {
        Inline::Place(place) => Some(Span { role: SpanRole::Place(*place), ..Span::plain(CleanText::default()) }),
        _ => None,
    })
}

/// A line of code at a width, with its tokens, if they are known. What does not fit goes on below, indented like the
/// line itself.
fn code_lines(line: &str, tokens: Option<&LineTokens>, width: usize) -> Lines {
    let emphasis = Emphasis { code: true, ..Emphasis::default() };
    let indent = cells(&line[..line.len() - line.trim_start().len()]).min(width / 4);
    let prefix = format!("{:indent$}{CONTINUED}", "");
    let mut start = 0;
    let mut lines = Lines::new();
    for (nth, part) in break_anywhere(line, width, width - cells(&prefix)).iter().enumerate() {
        let spans = tokens.map_or_else(|| vec![(part.as_str(), None)], |tokens| tokens.of_part(part, start));
        let style = |token| Style { emphasis, token, ..Style::default() };
        let spans = spans.into_iter().map(|(text, token)| span(text, style(token))).collect();
        lines.push(if nth > 0 { continued(&prefix, spans) } else { spans });
        start += part.len();
    }
    lines
}

/// A part of a line of code, below the part in front of it.
fn continued(prefix: &str, mut line: Vec<Span>) -> Vec<Span> {
    let role = SpanRole::Wrap(Wrap::WithinWord);
    line.push(Span { role, ..Span::plain(CleanText::default()) });
    prefixed(prefix, line)
}

fn prefixed(prefix: &str, mut line: Vec<Span>) -> Vec<Span> {
    line.insert(0, span(prefix, Style::DECORATION));
    line
}

/// Columns left beside a bar or a label. `None` if they are too few.
fn columns_beside(columns: usize, label: usize) -> Option<usize> {
    columns.checked_sub(label).filter(|&left| left >= MIN_COLUMNS)
}

/// The width of the bullet, or of the longest number, of a list.
fn label_width(start: Option<i64>, items: usize) -> usize {
    cells(&label(start, 0)).max(cells(&label(start, items.saturating_sub(1))))
}

/// The label of an item, counted from 0.
fn label(start: Option<i64>, nth: usize) -> String {
    let number = |start: i64| start.saturating_add(i64::try_from(nth).unwrap_or(i64::MAX));
    start.map_or_else(|| BULLET.to_owned(), |start| format!("{}. ", number(start)))
}
