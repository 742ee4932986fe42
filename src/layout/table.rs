//! Tables, laid out by html2text.
//!
//! html2text hangs, panics or takes gigabytes on some HTML, so it never sees the HTML of a file. It gets only what is
//! written here: one table, whose cells hold runs of text, at a width of [`MIN_WIDTH`] or more. Links go through it
//! as numbers.

use std::fmt::Write as _;

use html2text::config;
use html2text::render::{TaggedLine, TextDecorator};

use super::document::{Span, SpanRole};
use super::placeholders::Placeholders;
use super::runs::{MIN_WIDTH, Style, runs};
use crate::markup::{Inline, LinkTable};
use crate::text::CleanText;

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

/// Lays out a table. `None` if html2text cannot.
pub(super) fn lay_out(rows: &[Vec<Vec<Inline>>], width: usize, links: &LinkTable) -> Option<Vec<Vec<Span>>> {
    let mut placeholders = Placeholders::default();
    let html = html(rows, links);
    let html = placeholders.hide(&html)?;
    let config = config::with_decorator(Decorator).allow_width_overflow().unicode_strikeout(false);
    let lines = config.lines_from_read(html.as_bytes(), width.max(MIN_WIDTH)).ok()?;
    let spans = |line: &TaggedLine<Vec<Tag>>| {
        line.tagged_strings().map(|run| span(&placeholders.show(&run.s), &run.tag)).collect()
    };
    Some(lines.iter().map(spans).collect())
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

/// A table as HTML; the first row is its head.
fn html(rows: &[Vec<Vec<Inline>>], links: &LinkTable) -> String {
    let mut html = String::from("<table>");
    for (row, name) in rows.iter().zip(std::iter::once("th").chain(std::iter::repeat("td"))) {
        html.push_str("<tr>");
        for cell in row {
            html.extend(["<", name, ">"]);
            for (nth, line) in cell.split(|inline| *inline == Inline::Break).enumerate() {
                html.push_str(if nth > 0 { "<br>" } else { "" });
                runs(line, links).for_each(|(text, style)| write_run(&mut html, &text, style));
            }
            html.extend(["</", name, ">"]);
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

fn write_run(html: &mut String, text: &str, style: Style) {
    let Style { emphasis, link, role } = style;
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
        SpanRole::Text | SpanRole::Place(_) | SpanRole::Decoration => 't',
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
