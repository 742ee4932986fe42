//! Typesetting: blocks are written as clean HTML and set by `html2text` as styled lines at a width.
//!
//! html2text hangs, panics or takes gigabytes on some HTML, so it never sees a file's own: only what is written here, one
//! block at a time, shallow, without spans, with tabs expanded, at a width of [`MIN_WIDTH`] and more. Links go through it
//! as numbers.

use std::fmt::Write as _;

use html2text::config;
use html2text::render::{TaggedLine, TextDecorator};

use super::document::{Span, SpanRole};
use super::placeholders::Clusters;
use crate::markup::{Block, Emphasis, Inline, LinkTable, LinkTarget};
use crate::text::{CleanText, wrap};

#[cfg(test)]
mod tests;

/// Narrower panes are set at this width and clipped.
pub(super) const MIN_WIDTH: usize = 20;

/// Stands for the bar of a quotation, and below for the bullet of a list: html2text measures these prefixes in bytes, so
/// they have to be ASCII, and no clean text has a control character in it.
const QUOTE: char = '\u{1}';
const BULLET: char = '\u{2}';

/// The bar of a quotation, or the bullet of a list, and the blank behind it.
const QUOTE_COLUMNS: usize = 2;
const BULLET_COLUMNS: usize = 2;

/// Text beside bars and labels has at least so many columns; in narrower ones it would be a column of syllables.
const MIN_COLUMNS: usize = 8;

/// What html2text is told to remember about a run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Tag {
    #[default]
    None,
    Strong,
    Italic,
    Struck,
    Code,
    Link(usize),
    Number(usize),
    Search(usize),
}

/// Runs of text that html2text is given at a time. It takes five kilobytes for each until the block is set; a paragraph of
/// 50,000 links took a third of a gigabyte. A longer paragraph, which no real post has, begins a new line behind so many.
const MAX_RUNS: usize = 2_000;

/// Before a line of sources.
const SOURCES: &str = "↗ ";

/// Lays out one block at a width: lines of spans. `links` are those of the block.
pub(super) fn lay_out(block: &Block, width: usize, links: &LinkTable) -> Vec<Vec<Span>> {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) if inlines.len() > MAX_RUNS => {
            let part = |runs: &[Inline]| lay_out_at_once(&Block::Paragraph(runs.to_vec()), width, links);
            inlines.chunks(MAX_RUNS).flat_map(part).collect()
        }
        block => lay_out_at_once(block, width, links),
    }
}

fn lay_out_at_once(block: &Block, width: usize, links: &LinkTable) -> Vec<Vec<Span>> {
    let width = width.max(MIN_WIDTH);
    let mut writer = HtmlWriter { html: String::new(), links };
    writer.block(block, width);
    let mut clusters = Clusters::default();
    let Some(html) = clusters.hide(&writer.html) else { return plain_lines(block, width) };
    let lines = config::with_decorator(Decorator).allow_width_overflow().unicode_strikeout(false);
    match lines.lines_from_read(html.as_bytes(), width) {
        Ok(lines) => {
            let spans = |line: &TaggedLine<Vec<Tag>>| {
                line.tagged_strings().map(|run| span(&clusters.show(&run.s), &run.tag)).collect()
            };
            lines.iter().map(spans).collect()
        }
        // Cannot happen with the HTML that is written here; if it does, the text is still there.
        Err(_) => plain_lines(block, width),
    }
}

fn span(text: &str, tags: &[Tag]) -> Span {
    let text = if text.contains([QUOTE, BULLET]) {
        CleanText::sanitized(&text.replace(QUOTE, "│").replace(BULLET, "•"))
    } else {
        CleanText::sanitized(text)
    };
    let mut span = Span { text, emphasis: Emphasis::default(), link: None, role: SpanRole::Text };
    for tag in tags {
        match *tag {
            Tag::None => {}
            Tag::Strong => span.emphasis.strong = true,
            Tag::Italic => span.emphasis.italic = true,
            Tag::Struck => span.emphasis.struck = true,
            Tag::Code => span.emphasis.code = true,
            Tag::Link(link) => span.link = Some(link),
            Tag::Number(link) => {
                span.link = Some(link);
                span.role = SpanRole::LinkNumber;
            }
            Tag::Search(link) => {
                span.link = Some(link);
                span.role = SpanRole::SearchLink;
            }
        }
    }
    span
}

/// Writes blocks as the HTML that html2text lays out.
struct HtmlWriter<'a> {
    html: String,
    links: &'a LinkTable,
}

impl HtmlWriter<'_> {
    /// Writes a block for a number of columns.
    fn block(&mut self, block: &Block, columns: usize) {
        match block {
            // A heading is laid out as a paragraph; its lines know that it is one, which shows in their style.
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => self.element("p", |html| html.inlines(inlines)),
            Block::Sources(inlines) => self.element("p", |html| {
                html.html.push_str(SOURCES);
                html.inlines(inlines);
            }),
            Block::Code(lines) => self.element("pre", |html| {
                for line in lines {
                    html.html.push_str(&htmlize::escape_text(line.as_str()));
                    html.html.push('\n');
                }
            }),
            Block::Quote(blocks) => match columns_beside(columns, QUOTE_COLUMNS) {
                Some(columns) => self.element("blockquote", |html| html.blocks(blocks, columns)),
                None => self.blocks(blocks, columns),
            },
            Block::List { start, items } => match columns_beside(columns, label_columns(*start, items.len())) {
                Some(columns) => self.list(*start, items, columns),
                None => self.flat_list(*start, items, columns),
            },
            Block::Table(rows) => self.element("table", |html| html.rows(rows)),
            Block::Rule => self.html.push_str("<p>* * *</p>"),
        }
    }

    fn blocks(&mut self, blocks: &[Block], columns: usize) {
        for block in blocks {
            self.block(block, columns);
        }
    }

    fn list(&mut self, start: Option<i64>, items: &[Vec<Block>], columns: usize) {
        let _ = match start {
            Some(start) => write!(self.html, "<ol start=\"{start}\">"),
            None => write!(self.html, "<ul>"),
        };
        for item in items {
            self.element("li", |html| match item.as_slice() {
                [Block::Paragraph(inlines)] => html.inlines(inlines),
                [Block::Paragraph(inlines), list @ Block::List { .. }] => {
                    html.inlines(inlines);
                    html.block(list, columns);
                }
                blocks => html.blocks(blocks, columns),
            });
        }
        self.html.push_str(if start.is_some() { "</ol>" } else { "</ul>" });
    }

    /// A list that has no room beside its labels: they are part of its text.
    fn flat_list(&mut self, start: Option<i64>, items: &[Vec<Block>], columns: usize) {
        for (number, item) in items.iter().enumerate() {
            // Only what html2text writes before lines has to be ASCII; it drops controls in a text.
            let label = label(start, number).replace(BULLET, "•");
            let rest = self.element("p", |html| {
                html.html.push_str(&label);
                match item.split_first() {
                    Some((Block::Paragraph(inlines), rest)) => {
                        html.inlines(inlines);
                        rest
                    }
                    _ => item,
                }
            });
            self.blocks(rest, columns);
        }
    }

    fn rows(&mut self, rows: &[Vec<Vec<Inline>>]) {
        for (row, name) in rows.iter().zip(std::iter::once("th").chain(std::iter::repeat("td"))) {
            self.element("tr", |html| {
                for cell in row {
                    html.element(name, |html| html.inlines(cell));
                }
            });
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Break => self.html.push_str("<br>"),
                Inline::Search(index) => {
                    let _ = write!(self.html, "<a href=\"s{index}\">[search {}]</a>", index + 1);
                }
                Inline::Text(text, emphasis, link) => {
                    let next = match inlines.get(at + 1) {
                        Some(Inline::Text(_, _, next)) => *next,
                        _ => None,
                    };
                    self.run(text, *emphasis, *link, next);
                }
            }
        }
    }

    /// A run of text, with the number of its link unless the next run belongs to the same link.
    fn run(&mut self, text: &CleanText, emphasis: Emphasis, link: Option<LinkTarget>, next: Option<LinkTarget>) {
        let styles = [(emphasis.strong, "b"), (emphasis.italic, "em"), (emphasis.struck, "s"), (emphasis.code, "code")];
        let index = link.and_then(|link| self.links.list_index(link));
        if let Some(index) = index {
            let _ = write!(self.html, "<a href=\"{index}\">");
        }
        styles.iter().filter(|(on, _)| *on).for_each(|(_, name)| self.html.extend(["<", name, ">"]));
        self.html.push_str(&htmlize::escape_text(text.as_str()));
        styles.iter().rev().filter(|(on, _)| *on).for_each(|(_, name)| self.html.extend(["</", name, ">"]));
        if let Some(index) = index {
            self.html.push_str("</a>");
            if next != link && matches!(link, Some(LinkTarget::Web(_))) {
                let _ = write!(self.html, "<a href=\"n{index}\">[{}]</a>", index + 1);
            }
        }
    }

    fn element<T>(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.html.extend(["<", name, ">"]);
        let inner = inner(self);
        self.html.extend(["</", name, ">"]);
        inner
    }
}

/// Columns left beside a bar or a label, if they are enough to be read. html2text writes beyond the width where the labels of
/// lists in lists leave none.
fn columns_beside(columns: usize, label: usize) -> Option<usize> {
    columns.checked_sub(label).filter(|&left| left >= MIN_COLUMNS)
}

/// Columns of the bullet, or of the longest number, of a list.
fn label_columns(start: Option<i64>, items: usize) -> usize {
    let longest = |start| label(start, items.saturating_sub(1)).len();
    start.map_or(BULLET_COLUMNS, |start| longest(Some(start)))
}

/// The label of an item, counted from 0.
fn label(start: Option<i64>, item: usize) -> String {
    let number = |start: i64| start.saturating_add(i64::try_from(item).unwrap_or(i64::MAX));
    start.map_or_else(|| format!("{BULLET} "), |start| format!("{}. ", number(start)))
}

/// The text of a block without any setting but line breaks.
fn plain_lines(block: &Block, width: usize) -> Vec<Vec<Span>> {
    let mut text = String::new();
    write_text(&mut text, block);
    wrap::lines(&text, width).into_iter().map(|line| vec![Span::plain(line)]).collect()
}

fn write_text(text: &mut String, block: &Block) {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Sources(inlines) => {
            write_plainly(text, inlines);
        }
        Block::Code(lines) => lines.iter().for_each(|line| text.extend([line.as_str(), "\n"])),
        Block::Quote(blocks) => blocks.iter().for_each(|block| write_text(text, block)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| write_text(text, block)),
        Block::Table(rows) => rows.iter().flatten().for_each(|cell| write_plainly(text, cell)),
        Block::Rule => {}
    }
}

fn write_plainly(text: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(run, ..) => text.push_str(run),
            Inline::Break => text.push('\n'),
            Inline::Search(_) => {}
        }
    }
    text.push('\n');
}

#[derive(Clone)]
struct Decorator;

impl TextDecorator for Decorator {
    type Annotation = Tag;

    fn decorate_link_start(&mut self, address: &str) -> (String, Tag) {
        let tag = match address.split_at_checked(1) {
            Some(("n", index)) => index.parse().map(Tag::Number),
            Some(("s", index)) => index.parse().map(Tag::Search),
            _ => address.parse().map(Tag::Link),
        };
        (String::new(), tag.unwrap_or_default())
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
        format!("{QUOTE} ")
    }

    fn unordered_item_prefix(&self) -> String {
        label(None, 0)
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        label(Some(number), 0)
    }

    fn make_subblock_decorator(&self) -> Self {
        Self
    }
}
