//! Tables, drawn by html2text.
//!
//! html2text hangs, panics or takes gigabytes on some HTML, and tears words where it chooses the widths of columns. So
//! it never sees the HTML of a file, and chooses nothing. It gets only what is written here: one table, whose cells
//! hold lines of text that fit their column, and a first row that is as wide as the columns, which is taken out again.
//! It puts the cells side by side and draws the lines between them. Links go through it as numbers.

use std::fmt::Write as _;

use html2text::config;
use html2text::render::{TaggedLine, TextDecorator};

use super::columns::{least, width_of, widths};
use super::document::{Span, SpanRole};
use super::placeholders::Placeholders;
use super::records;
use super::runs::{Style, broken};
use crate::markup::{Align, Inline, LinkTable, Table};
use crate::text::CleanText;
use crate::text::line_break::Run;

#[cfg(test)]
mod tests;

/// What html2text remembers about a run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Tag {
    #[default]
    None,
    Strong,
    Italic,
    Struck,
    Code,
    Link(usize, SpanRole),
}

/// A row: the lines of each of its cells.
type Row = Vec<Vec<Vec<Run<Style>>>>;

/// The lines of the first row and of the rule below it.
const RULER: std::ops::RangeInclusive<usize> = 1..=2;

/// Lays out a table, as records if it is too wide.
pub(super) fn lay_out(table: &Table, width: usize, links: &LinkTable) -> Vec<Vec<Span>> {
    let grid = widths(table, width, links).and_then(|widths| grid(table, &widths, links));
    grid.unwrap_or_else(|| records::lay_out(table, width, links))
}

/// A table at these widths of its columns. `None` if html2text cannot draw it.
fn grid(table: &Table, widths: &[usize], links: &LinkTable) -> Option<Vec<Vec<Span>>> {
    let lines = |(cell, width): (&Vec<Inline>, &usize)| broken(Vec::new(), cell, *width, links);
    let rows: Vec<Row> = table.rows.iter().map(|row| row.iter().zip(widths).map(lines).collect()).collect();
    let widths = used(&rows, widths.len());
    let mut placeholders = Placeholders::default();
    let html = html(&rows, &widths, &table.columns, &mut placeholders)?;
    let width = widths.iter().sum::<usize>() + widths.len() - 1;
    let config = config::with_decorator(Decorator).min_wrap_width(width).unicode_strikeout(false);
    let lines = config.lines_from_read(html.as_bytes(), width).ok()?;
    let spans = |line: &TaggedLine<Vec<Tag>>| {
        line.tagged_strings().map(|run| span(&placeholders.show(&run.s), &run.tag)).collect()
    };
    let lines = lines.iter().enumerate().filter(|(nth, _)| !RULER.contains(nth));
    Some(lines.map(|(_, line)| spans(line)).collect())
}

/// The widths that columns need for lines that are broken already.
fn used(rows: &[Row], columns: usize) -> Vec<usize> {
    let mut widths = vec![1; columns];
    for row in rows {
        for (cell, width) in row.iter().zip(&mut widths) {
            *width = cell.iter().map(|line| width_of(line).max(least(line))).fold(*width, usize::max);
        }
    }
    widths
}

fn span(text: &str, tags: &[Tag]) -> Span {
    let mut span = Span::plain(CleanText::sanitized(text));
    for tag in tags {
        match *tag {
            Tag::None => {}
            Tag::Strong => span.emphasis.strong = true,
            Tag::Italic => span.emphasis.italic = true,
            Tag::Struck => span.emphasis.struck = true,
            Tag::Code => span.emphasis.code = true,
            Tag::Link(link, role) => (span.link, span.role) = (Some(link), role),
        }
    }
    span
}

/// A table as HTML, with a first row of the widths of its columns. `None` if there are too few placeholders.
fn html(rows: &[Row], widths: &[usize], aligns: &[Align], placeholders: &mut Placeholders) -> Option<String> {
    let mut html = String::from("<table><tr>");
    for width in widths {
        html.extend(["<td>", &"x".repeat(*width), "</td>"]);
    }
    html.push_str("</tr>");
    for row in rows {
        html.push_str("<tr>");
        for (nth, (width, align)) in widths.iter().zip(aligns).enumerate() {
            html.push_str("<td>");
            for (nth, line) in row.get(nth).into_iter().flatten().enumerate() {
                html.push_str(if nth > 0 { "<br>" } else { "" });
                let left = if line.is_empty() { 0 } else { width - width_of(line) };
                let indent = match align {
                    Align::Left => 0,
                    Align::Center => left / 2,
                    Align::Right => left,
                };
                html.push_str(&placeholders.hide(&" ".repeat(indent))?);
                for (text, style) in line {
                    write_run(&mut html, &placeholders.hide(text)?, *style);
                }
            }
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    Some(html)
}

fn write_run(html: &mut String, text: &str, style: Style) {
    let Style { emphasis, link, role, .. } = style;
    let styles = [(emphasis.strong, "b"), (emphasis.italic, "em"), (emphasis.struck, "s"), (emphasis.code, "code")];
    if let Some(index) = link {
        let _ = write!(html, "<a href=\"{}{index}\">", role_letter(role));
    }
    styles.iter().filter(|(on, _)| *on).for_each(|(_, name)| html.extend(["<", name, ">"]));
    html.push_str(&htmlize::escape_text(text));
    styles.iter().rev().filter(|(on, _)| *on).for_each(|(_, name)| html.extend(["</", name, ">"]));
    html.push_str(if link.is_some() { "</a>" } else { "" });
}

/// The letter in front of the number of a link.
fn role_letter(role: SpanRole) -> char {
    match role {
        SpanRole::Text | SpanRole::Place(_) | SpanRole::Wrap(_) | SpanRole::Decoration => 't',
        SpanRole::LinkNumber => 'n',
        SpanRole::SearchLink => 's',
    }
}

#[derive(Clone)]
struct Decorator;

impl TextDecorator for Decorator {
    type Annotation = Tag;

    fn decorate_link_start(&mut self, address: &str) -> (String, Tag) {
        let roles = [SpanRole::Text, SpanRole::LinkNumber, SpanRole::SearchLink];
        let link = roles.into_iter().find_map(|role| {
            let index = address.strip_prefix(role_letter(role))?;
            Some(Tag::Link(index.parse().ok()?, role))
        });
        (String::new(), link.unwrap_or_default())
    }

    fn decorate_link_end(&mut self) -> String {
        String::new()
    }

    fn decorate_em_start(&self) -> (String, Tag) {
        (String::new(), Tag::Italic)
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, Tag) {
        (String::new(), Tag::Strong)
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, Tag) {
        (String::new(), Tag::Struck)
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, Tag) {
        (String::new(), Tag::Code)
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) -> Tag {
        Tag::Code
    }

    fn decorate_preformat_cont(&self) -> Tag {
        Tag::Code
    }

    fn decorate_image(&mut self, _src: &str, title: &str) -> (String, Tag) {
        (title.to_owned(), Tag::None)
    }

    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        String::new()
    }

    fn unordered_item_prefix(&self) -> String {
        String::new()
    }

    fn ordered_item_prefix(&self, _number: i64) -> String {
        String::new()
    }

    fn make_subblock_decorator(&self) -> Self {
        Self
    }
}
