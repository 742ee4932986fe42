//! The program's own blocks: what Markdown and HTML are read into, and the only thing that pages are set from.
//!
//! [`Builder`] takes what two very different parsers see (tags opened and closed in any order, text in between) and makes
//! a shallow, clean tree of it. It keeps every letter: what it cannot place becomes a paragraph.

use super::autolink;
use super::block::{Block, Emphasis, Inline, LinkTarget};
use super::link_table::LinkTable;
use super::node::{Cell, Container, Node, Style, into_blocks, into_cells};
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

/// Builds blocks from tags and text.
#[derive(Debug, Default)]
pub struct Builder {
    root: Vec<Block>,
    /// Open containers, each with the blocks it holds so far (items, rows and cells hold their own).
    open: Vec<(Container, Vec<Node>)>,
    /// Text of the block at hand.
    inlines: Vec<Inline>,
    heading: Option<u8>,
    code: Option<String>,
    styles: [u32; 4],
    link: Option<LinkTarget>,
    /// The addresses of the links, in order of appearance, each once.
    links: LinkTable,
    /// Text keeps its no-break spaces, and addresses in it are not linked yet: what stories are read from.
    raw: bool,
}

impl Builder {
    /// A builder that numbers its links among these.
    pub(super) fn new(links: LinkTable) -> Self {
        Self { links, ..Self::default() }
    }

    /// A builder whose text is left as it is, for [`super::finish`] after stories were found in it.
    pub(super) fn raw() -> Self {
        Self { raw: true, ..Self::default() }
    }

    /// Closes whatever is open; gives the blocks and their links.
    pub(super) fn finish(mut self) -> (Vec<Block>, LinkTable) {
        (self.take_blocks(), self.links)
    }

    /// Closes whatever is open; gives the blocks read so far. Links go on being numbered.
    pub(super) fn take_blocks(&mut self) -> Vec<Block> {
        self.close_code();
        self.end_paragraph();
        while !self.open.is_empty() {
            self.close_top();
        }
        std::mem::take(&mut self.root)
    }

    /// A run of text. Seven `#` and more are a divider, wherever they stand.
    pub(super) fn text(&mut self, text: &str) {
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
            let text = if self.raw { CleanText::sanitized_with_nbsp(text) } else { CleanText::sanitized(text) };
            self.inlines.push(Inline::Text(text, self.emphasis(), self.link));
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
    pub(super) fn line_break(&mut self) {
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
        self.inlines.iter().rev().take_while(|inline| **inline != Inline::Break).map(Inline::chars).sum()
    }

    /// Ends the block of text at hand, if there is any text in it.
    pub(super) fn end_paragraph(&mut self) {
        let heading = self.heading.take();
        let mut inlines = std::mem::take(&mut self.inlines);
        if self.raw {
            autolink::trim(&mut inlines);
        } else {
            inlines = autolink::finish(inlines, &mut self.links);
        }
        let letters: usize = inlines.iter().map(Inline::chars).sum();
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
    pub(super) fn start_heading(&mut self, level: u8) {
        self.end_paragraph();
        self.heading = Some(level);
    }

    /// A divider.
    pub(super) fn rule(&mut self) {
        self.heading = None;
        self.end_paragraph();
        self.push(Block::Rule);
    }

    /// Begins a block of code, in which text is kept as it stands.
    pub(super) fn start_code(&mut self) {
        self.end_paragraph();
        self.code.get_or_insert_default();
    }

    /// Ends a block of code.
    pub(super) fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let lines: Vec<CleanText> = code.trim_matches('\n').lines().map(CleanText::code_line).collect();
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.push(Block::Code(lines));
        }
    }

    /// Whether text is being kept as it stands.
    pub(super) fn in_code(&self) -> bool {
        self.code.is_some()
    }

    /// Whether the block at hand has text that does not end in a blank.
    pub(super) fn wants_blank(&self) -> bool {
        matches!(self.inlines.last(), Some(Inline::Text(text, ..)) if !text.ends_with(' '))
    }

    /// Opens a style; styles count, so that an inner `<b>` does not end an outer one.
    pub(super) fn open_style(&mut self, style: Style) {
        self.styles[style as usize] += 1;
    }

    /// Closes a style.
    pub(super) fn close_style(&mut self, style: Style) {
        let open = &mut self.styles[style as usize];
        *open = open.saturating_sub(1);
    }

    /// Begins a link to an address; one that is empty or only a place on the page is text.
    pub(super) fn open_link(&mut self, address: &str) {
        let address = address.trim();
        self.link = if address.is_empty() || address.starts_with('#') {
            None
        } else {
            self.links.intern(address).map(LinkTarget::Web)
        };
    }

    /// Ends a link.
    pub(super) fn close_link(&mut self) {
        self.link = None;
    }

    /// An image, by what is known of it.
    pub(super) fn image(&mut self, alt: &str) {
        let alt = CleanText::single_line(alt);
        let text = if alt.is_empty() { "[image]".to_owned() } else { format!("[image: {alt}]") };
        self.text(&text);
    }

    /// Opens a container, with the ones it must stand in; beyond [`MAX_DEPTH`] its blocks join what is around them.
    pub(super) fn open(&mut self, container: Container) {
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
                let depth: usize = self.open.iter().map(|(open, _)| open.depth()).sum();
                depth + container.depth() <= MAX_DEPTH && self.open.len() < MAX_OPEN
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
    pub(super) fn close(&mut self, container: Container) {
        self.end_paragraph();
        let Some(at) = self.open.iter().rposition(|(open, _)| open.is_like(container)) else { return };
        let bound = match container {
            Container::Item => Some(Container::List(None)),
            Container::Row | Container::Cell => Some(Container::Table),
            _ => None,
        };
        let is_bound = |open: Container| bound.is_some_and(|bound| open.is_like(bound));
        if self.open[at + 1..].iter().any(|(open, _)| is_bound(*open)) {
            return;
        }
        while self.open.len() > at {
            self.close_top();
        }
    }

    /// Closes the innermost container and adds what it holds to the one around it.
    fn close_top(&mut self) {
        let Some((container, nodes)) = self.open.pop() else { return };
        match container {
            Container::Quote => {
                let blocks = into_blocks(nodes);
                if !blocks.is_empty() {
                    self.push(Block::Quote(blocks));
                }
            }
            Container::List(start) => {
                let item = |node| match node {
                    Node::Item(blocks) => blocks,
                    other => into_blocks(vec![other]),
                };
                let items: Vec<_> = nodes.into_iter().map(item).filter(|item| !item.is_empty()).collect();
                if !items.is_empty() {
                    self.push(Block::List { start, items });
                }
            }
            Container::Item => self.push_node(Node::Item(into_blocks(nodes))),
            Container::Cell => self.push_node(Node::Cell(into_blocks(nodes))),
            Container::Row => self.push_node(Node::Row(into_cells(nodes))),
            Container::Table => self.close_table(nodes),
        }
    }

    /// A table of short cells is one; any other is there for layout, and the blocks of its cells follow in order.
    fn close_table(&mut self, nodes: Vec<Node>) {
        let row = |node| match node {
            Node::Row(cells) => cells,
            other => into_cells(vec![other]),
        };
        let mut rows: Vec<Vec<Cell>> = nodes.into_iter().map(row).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        // A caption was read as a row of one cell.
        if columns > 1 && rows.first().is_some_and(|row| row.len() == 1) {
            rows.remove(0).into_iter().flatten().for_each(|block| self.push(block));
        }
        let short = |cell: &Cell| match cell.as_slice() {
            [] => true,
            [Block::Paragraph(inlines) | Block::Heading(_, inlines)] => {
                inlines.iter().map(Inline::chars).sum::<usize>() <= MAX_CELL
            }
            _ => false,
        };
        if self.open.is_empty() && (2..=8).contains(&columns) && rows.iter().flatten().all(short) {
            let inlines = |cell: Cell| match cell.into_iter().next() {
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
        if block == Block::Rule && self.is_after_rule_or_first() {
            return;
        }
        self.push_node(match self.top() {
            Some(Container::List(_)) => Node::Item(vec![block]),
            Some(Container::Row) => Node::Cell(vec![block]),
            Some(Container::Table) => Node::Row(vec![vec![block]]),
            _ => Node::Block(block),
        });
    }

    fn push_node(&mut self, node: Node) {
        match self.open.last_mut() {
            Some((_, nodes)) => nodes.push(node),
            None => self.root.extend(into_blocks(vec![node])),
        }
    }

    fn is_after_rule_or_first(&self) -> bool {
        match self.open.last() {
            None => self.root.last().is_none_or(|last| *last == Block::Rule),
            Some((_, nodes)) => nodes.last().is_none_or(|last| *last == Node::Block(Block::Rule)),
        }
    }
}
