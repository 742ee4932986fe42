//! The program's own blocks: what Markdown and HTML are read into, and the only thing that pages are set from.
//!
//! [`Builder`] takes what two very different parsers see (tags opened and closed in any order, text in between) and makes
//! a shallow, clean tree of it. It keeps every letter: what it cannot place becomes a paragraph.

use super::autolink;
pub(crate) use super::container::{Container, Style};
use super::link_table::Links;
use crate::text::CleanText;

/// Elements deep that quotes and lists make; what is deeper joins the level above. html2text is given 16 at most, and six
/// of those are a paragraph, a link and four styles.
const MAX_DEPTH: usize = 10;

/// Containers open within each other, with those that make no elements: tables within others are set cell by cell.
const MAX_OPEN: usize = 24;

/// A longer heading is a paragraph: a row of dashes under a paragraph makes it one by Markdown's rules.
const MAX_HEADING: usize = 300;

/// A line break behind so many characters parts paragraphs; behind fewer it may be that of an address or a verse.
const LONG_LINE: usize = 100;

/// A cell with more text than this belongs to a table that is there for layout, as in mails.
const MAX_CELL: usize = 200;

/// Emphasis of a span; several may hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent attributes of type")]
pub struct Emphasis {
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub italic: bool,
    /// Struck out.
    pub struck: bool,
    /// Code.
    pub code: bool,
}

/// Text within a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// A run of text of one style; the link is an index into the list of links.
    Text(CleanText, Emphasis, Option<usize>),
    /// A line break.
    Break,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Lines of code.
    Code(Vec<CleanText>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list; numbered from `start` where there is one.
    List {
        /// The first number.
        start: Option<i64>,
        /// What each item holds.
        items: Vec<Vec<Block>>,
    },
    /// A table: rows of cells; the first row is the head.
    Table(Vec<Vec<Vec<Inline>>>),
    /// A divider.
    Rule,
}

/// Builds blocks from tags and text.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    root: Vec<Block>,
    /// Open containers, each with the blocks it holds so far (items, rows and cells hold their own).
    open: Vec<(Container, Vec<Block>)>,
    /// Text of the block at hand.
    inlines: Vec<Inline>,
    heading: Option<u8>,
    code: Option<String>,
    styles: [u32; 4],
    link: Option<usize>,
    /// The addresses of the links, in order of appearance, each once.
    links: Links,
}

impl Builder {
    /// A builder that numbers its links among these.
    pub(crate) fn new(links: Links) -> Self {
        Self { links, ..Self::default() }
    }

    /// Closes whatever is open; gives the blocks and their links.
    pub(crate) fn finish(mut self) -> (Vec<Block>, Links) {
        (self.take_blocks(), self.links)
    }

    /// Closes whatever is open; gives the blocks read so far. Links go on being numbered.
    pub(crate) fn take_blocks(&mut self) -> Vec<Block> {
        self.close_code();
        self.end_paragraph();
        while !self.open.is_empty() {
            self.close_top();
        }
        std::mem::take(&mut self.root)
    }

    /// A run of text. Seven `#` and more are a divider, wherever they stand.
    pub(crate) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut rest = text;
        while let Some((before, after)) = autolink::split_at_divider(rest) {
            self.span(before);
            self.rule();
            rest = after;
        }
        self.span(rest);
    }

    fn span(&mut self, text: &str) {
        if !text.is_empty() {
            self.inlines.push(Inline::Text(CleanText::run(text), self.emphasis(), self.link));
        }
    }

    fn emphasis(&self) -> Emphasis {
        let on = |style: Style| self.styles[style as usize] > 0;
        Emphasis {
            strong: on(Style::Strong),
            italic: on(Style::Italic),
            struck: on(Style::Struck),
            code: on(Style::Code),
        }
    }

    /// A line break; two in a row end the paragraph, and so does one behind a line as long as a paragraph.
    pub(crate) fn line_break(&mut self) {
        if let Some(code) = &mut self.code {
            return code.push('\n');
        }
        match self.inlines.last() {
            None => {}
            Some(Inline::Text(..)) if self.line_length() < LONG_LINE => self.inlines.push(Inline::Break),
            Some(_) => self.end_paragraph(),
        }
    }

    /// Characters since the last line break.
    fn line_length(&self) -> usize {
        self.inlines.iter().rev().take_while(|inline| **inline != Inline::Break).map(autolink::length).sum()
    }

    /// Ends the block of text at hand, if there is any text in it.
    pub(crate) fn end_paragraph(&mut self) {
        let heading = self.heading.take();
        let inlines = autolink::tidy(std::mem::take(&mut self.inlines), &mut self.links);
        let letters: usize = inlines.iter().map(autolink::length).sum();
        if inlines.is_empty() {
            if heading.is_some() {
                self.push(Block::Rule);
            }
            return;
        }
        if autolink::is_divider(&inlines) {
            return self.push(Block::Rule);
        }
        self.push(match heading {
            Some(level) if letters <= MAX_HEADING => Block::Heading(level, inlines),
            _ => Block::Paragraph(inlines),
        });
    }

    /// Begins a heading; [`Builder::end_paragraph`] ends it.
    pub(crate) fn start_heading(&mut self, level: u8) {
        self.end_paragraph();
        self.heading = Some(level);
    }

    /// A divider.
    pub(crate) fn rule(&mut self) {
        self.heading = None;
        self.end_paragraph();
        self.push(Block::Rule);
    }

    /// Begins a block of code, in which text is kept as it stands.
    pub(crate) fn start_code(&mut self) {
        self.end_paragraph();
        self.code.get_or_insert_default();
    }

    /// Ends a block of code.
    pub(crate) fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let lines: Vec<CleanText> = code.trim_matches('\n').lines().map(CleanText::code).collect();
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.push(Block::Code(lines));
        }
    }

    /// Whether text is being kept as it stands.
    pub(crate) fn in_code(&self) -> bool {
        self.code.is_some()
    }

    /// Whether the block at hand has text that does not end in a blank.
    pub(crate) fn wants_blank(&self) -> bool {
        matches!(self.inlines.last(), Some(Inline::Text(text, ..)) if !text.ends_with(' '))
    }

    /// Opens a style; styles count, so that an inner `<b>` does not end an outer one.
    pub(crate) fn open_style(&mut self, style: Style) {
        self.styles[style as usize] += 1;
    }

    /// Closes a style.
    pub(crate) fn close_style(&mut self, style: Style) {
        let open = &mut self.styles[style as usize];
        *open = open.saturating_sub(1);
    }

    /// Begins a link to an address; one that is empty or only a place on the page is text.
    pub(crate) fn open_link(&mut self, address: &str) {
        let address = address.trim();
        self.link = if address.is_empty() || address.starts_with('#') { None } else { self.links.number(address) };
    }

    /// Ends a link.
    pub(crate) fn close_link(&mut self) {
        self.link = None;
    }

    /// An image, by what is known of it.
    pub(crate) fn image(&mut self, alt: &str) {
        let alt = CleanText::line(alt);
        let text = if alt.is_empty() { "[image]".to_owned() } else { format!("[image: {alt}]") };
        self.text(&text);
    }

    /// Opens a container, with the ones it must stand in; beyond [`MAX_DEPTH`] its blocks join what is around them.
    pub(crate) fn open(&mut self, container: Container) {
        self.end_paragraph();
        match container {
            Container::Item if !matches!(self.top(), Some(Container::List(_))) => {
                self.open_or_join(Container::List(None));
            }
            Container::Row if !matches!(self.top(), Some(Container::Table)) => self.open_or_join(Container::Table),
            Container::Cell if !matches!(self.top(), Some(Container::Row)) => self.open(Container::Row),
            _ => {}
        }
        self.open_or_join(container);
    }

    fn open_or_join(&mut self, container: Container) {
        let fits = match container {
            Container::Item => matches!(self.top(), Some(Container::List(_))),
            Container::Row => self.top() == Some(Container::Table),
            Container::Cell => self.top() == Some(Container::Row),
            Container::Quote | Container::List(_) | Container::Table => {
                let depth: usize = self.open.iter().map(|(open, _)| open.elements()).sum();
                depth + container.elements() <= MAX_DEPTH && self.open.len() < MAX_OPEN
            }
        };
        if fits {
            self.open.push((container, Vec::new()));
        }
    }

    fn top(&self) -> Option<Container> {
        self.open.last().map(|(container, _)| *container)
    }

    /// Closes the nearest open container of that kind with all that is open in it. Items, rows and cells are closed only
    /// within their own list or table; a close tag without an open one does nothing.
    pub(crate) fn close(&mut self, container: Container) {
        self.end_paragraph();
        let same = |open: Container| std::mem::discriminant(&open) == std::mem::discriminant(&container);
        let Some(at) = self.open.iter().rposition(|(open, _)| same(*open)) else { return };
        let bound = match container {
            Container::Item => Some(Container::List(None)),
            Container::Row | Container::Cell => Some(Container::Table),
            _ => None,
        };
        let within = |open: Container| {
            bound.is_some_and(|bound| std::mem::discriminant(&open) == std::mem::discriminant(&bound))
        };
        if self.open[at + 1..].iter().any(|(open, _)| within(*open)) {
            return;
        }
        while self.open.len() > at {
            self.close_top();
        }
    }

    /// Closes the innermost container and hands what it holds to the one around it.
    fn close_top(&mut self) {
        let Some((container, blocks)) = self.open.pop() else { return };
        match container {
            Container::Quote if !blocks.is_empty() => self.push(Block::Quote(blocks)),
            Container::List(start) => {
                let items = blocks.into_iter().map(into_blocks).filter(|item| !item.is_empty()).collect::<Vec<_>>();
                if !items.is_empty() {
                    self.push(Block::List { start, items });
                }
            }
            // Items, rows and cells are kept as quotes until what they stand in is closed.
            Container::Item | Container::Row | Container::Cell => self.push_raw(Block::Quote(blocks)),
            Container::Table => self.close_table(blocks),
            Container::Quote => {}
        }
    }

    /// A table of short cells is one; any other is there for layout, and what its cells hold stands in order.
    fn close_table(&mut self, rows: Vec<Block>) {
        let mut rows: Vec<Vec<Vec<Block>>> =
            rows.into_iter().map(|row| into_blocks(row).into_iter().map(into_blocks).collect()).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        // A caption was read as a row of one cell.
        if columns > 1 && rows.first().is_some_and(|row| row.len() == 1) {
            rows.remove(0).into_iter().flatten().for_each(|block| self.push(block));
        }
        let short = |cell: &Vec<Block>| match cell.as_slice() {
            [] => true,
            [Block::Paragraph(inlines) | Block::Heading(_, inlines)] => {
                inlines.iter().map(autolink::length).sum::<usize>() <= MAX_CELL
            }
            _ => false,
        };
        if self.open.is_empty() && (2..=8).contains(&columns) && rows.iter().flatten().all(short) {
            let inlines = |cell: Vec<Block>| match cell.into_iter().next() {
                Some(Block::Paragraph(inlines) | Block::Heading(_, inlines)) => inlines,
                _ => Vec::new(),
            };
            self.push(Block::Table(rows.into_iter().map(|row| row.into_iter().map(inlines).collect()).collect()));
        } else {
            rows.into_iter().flatten().flatten().for_each(|block| self.push(block));
        }
    }

    /// Adds a block to what is open. In a list, a table or a row it is an item or a cell of its own.
    fn push(&mut self, block: Block) {
        if block == Block::Rule && self.blocks().last().is_none_or(|last| *last == Block::Rule) {
            return;
        }
        let wrapped = match self.top() {
            Some(Container::List(_) | Container::Row) => Block::Quote(vec![block]),
            Some(Container::Table) => Block::Quote(vec![Block::Quote(vec![block])]),
            _ => block,
        };
        self.push_raw(wrapped);
    }

    fn push_raw(&mut self, block: Block) {
        self.open.last_mut().map_or(&mut self.root, |(_, blocks)| blocks).push(block);
    }

    fn blocks(&self) -> &[Block] {
        self.open.last().map_or(&self.root, |(_, blocks)| blocks)
    }
}

/// What a part of a list or table holds.
fn into_blocks(part: Block) -> Vec<Block> {
    match part {
        Block::Quote(blocks) => blocks,
        other => vec![other],
    }
}
