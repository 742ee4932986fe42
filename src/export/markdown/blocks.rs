//! Blocks as Markdown.

use super::inlines::{self, Setting};
use crate::export::entry::Entry;
use crate::export::fragment;
use crate::export::volume::Volume;
use crate::markup::{Align, Block, Code, Inline, Table};

/// Writes the blocks of a post.
pub(super) struct Writer<'a> {
    volume: &'a Volume,
    entry: &'a Entry<'a>,
    /// True for an issue: there every line is read as a paragraph, so what needs several lines is written as HTML on
    /// one.
    is_issue: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(volume: &'a Volume, entry: &'a Entry<'a>, is_issue: bool) -> Self {
        Self { volume, entry, is_issue }
    }

    /// The text of an ordinary post, with its footnotes as such.
    pub(super) fn of_post(&self, blocks: &[Block]) -> String {
        let Some((notes, rest)) = blocks.split_last().and_then(|(last, rest)| Some((self.footnotes(last)?, rest)))
        else {
            return self.of(blocks);
        };
        let rest = if rest.last() == Some(&Block::Rule) { &rest[..rest.len() - 1] } else { rest };
        let text = self.of(rest);
        format!("{text}\n\n{}", notes.join("\n\n"))
    }

    /// The definitions of footnotes, if a block is the list of them.
    fn footnotes(&self, block: &Block) -> Option<Vec<String>> {
        let Block::List { start: Some(1), items } = block else { return None };
        items.iter().map(|item| self.footnote(item)).collect()
    }

    fn footnote(&self, item: &[Block]) -> Option<String> {
        let mut name = None;
        item.first()?.visit_inlines(&mut |inline| {
            if let (Inline::Place(place), None) = (inline, &name) {
                let place = self.entry.article.links.place_name(*place).and_then(|name| name.strip_prefix('^'));
                name = place.map(inlines::note_name);
            }
        });
        Some(format!("[^{}]: {}", name?, indented(&self.of(item), "    ")))
    }

    /// Some blocks, with blank lines between them.
    pub(super) fn of(&self, blocks: &[Block]) -> String {
        let mut out = Vec::with_capacity(blocks.len());
        let mut was_list: Option<(bool, bool)> = None;
        for block in blocks {
            // Two lists in a row would be one; another bullet begins another list.
            let is_other = was_list.is_some_and(|(is_numbered, is_other)| {
                matches!(block, Block::List { start, .. } if start.is_some() == is_numbered) && !is_other
            });
            out.push(self.block(block, is_other));
            was_list = if let Block::List { start, .. } = block { Some((start.is_some(), is_other)) } else { None };
        }
        out.retain(|block| !block.is_empty());
        out.join("\n\n")
    }

    fn block(&self, block: &Block, is_other_list: bool) -> String {
        match block {
            Block::Heading(level, inlines) => {
                let setting = Setting { is_line: true, is_heading: true, ..Setting::default() };
                format!("{} {}", "#".repeat(usize::from(*level)), self.inlines(inlines, setting))
            }
            Block::Paragraph(inlines) | Block::Sources(inlines) => self.inlines(inlines, Setting::default()),
            Block::Rule => "***".to_owned(),
            Block::Code(_) | Block::Table(_) | Block::Quote(_) if self.is_issue && !is_line(block) => self.html(block),
            Block::List { items, .. } if self.is_issue && !items.iter().flatten().all(is_line) => self.html(block),
            Block::Code(code) => self::code(code),
            Block::Quote(blocks) => prefixed(&self.of(blocks), "> ", "> "),
            Block::List { start, items } => self.list(*start, items, is_other_list),
            Block::Table(table) => self.table(table),
        }
    }

    fn inlines(&self, inlines: &[Inline], setting: Setting) -> String {
        inlines::of(self.volume, self.entry, inlines, setting)
    }

    /// A block as HTML on one line.
    fn html(&self, block: &Block) -> String {
        fragment::on_one_line(self.volume, self.entry, block)
    }

    fn list(&self, start: Option<i64>, items: &[Vec<Block>], is_other: bool) -> String {
        let is_short = |item: &Vec<Block>| {
            item.iter().all(|block| matches!(block, Block::Paragraph(_) | Block::List { .. }))
                && item.iter().filter(|block| matches!(block, Block::Paragraph(_))).count() == 1
        };
        let is_tight = items.iter().all(is_short);
        let item = |(number, item): (i64, &Vec<Block>)| {
            let marker = match start {
                Some(start) => {
                    let number = start.saturating_add(number).clamp(0, 999_999_999);
                    format!("{number}{} ", if is_other { ")" } else { "." })
                }
                None if is_other => "+ ".to_owned(),
                None => "- ".to_owned(),
            };
            let text = self.of(item);
            let text = if is_tight { text.replace("\n\n", "\n") } else { text };
            format!("{marker}{}", indented(&text, &" ".repeat(marker.len())))
        };
        let items: Vec<String> = (0..).zip(items).map(item).collect();
        items.join(if is_tight { "\n" } else { "\n\n" })
    }

    fn table(&self, table: &Table) -> String {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        let setting = Setting { is_line: true, in_table: true, ..Setting::default() };
        let row = |row: &Vec<Vec<Inline>>| {
            let cells = (0..columns).map(|column| row.get(column).map(|cell| self.inlines(cell, setting)));
            let cells: Vec<String> = cells.map(Option::unwrap_or_default).collect();
            format!("| {} |", cells.join(" | "))
        };
        let rules = (0..columns).map(|column| match table.columns.get(column).copied().unwrap_or_default() {
            Align::Left => "---",
            Align::Center => ":-:",
            Align::Right => "--:",
        });
        let rule = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
        let mut lines: Vec<String> = table.rows.iter().map(row).collect();
        if table.has_head {
            lines.insert(1.min(lines.len()), rule);
            return lines.join("\n");
        }
        // Markdown has no table without a head.
        self.html(&Block::Table(table.clone()))
    }
}

/// True for a block that is one line of Markdown, or whose lines may be read as paragraphs.
fn is_line(block: &Block) -> bool {
    match block {
        Block::Paragraph(inlines) => !inlines.contains(&Inline::Break),
        Block::List { start: None, items } => items.iter().flatten().all(is_line),
        _ => false,
    }
}

/// A fenced block of code, between more backticks than are in it.
fn code(code: &Code) -> String {
    let ticks = |line: &str| line.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let longest = code.lines.iter().map(|line| ticks(line)).max().unwrap_or_default();
    let fence = "`".repeat((longest + 1).max(3));
    let language = if code.language.contains(['`', '\n']) { "" } else { &code.language };
    let lines: Vec<&str> = code.lines.iter().map(|line| &**line).collect();
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

/// A text whose lines but the first are indented.
fn indented(text: &str, indent: &str) -> String {
    prefixed(text, "", indent)
}

fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let prefix = if number == 0 { first } else { others };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}
