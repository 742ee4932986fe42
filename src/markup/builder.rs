//! Builds blocks from tags and text.
//!
//! [`Builder`] takes the tags and text of two very different parsers, in any order, and builds a shallow, clean tree.
//! It keeps every letter: what fits nowhere becomes a paragraph.

pub(super) mod links;

use super::autolink;
use super::block::{Block, Code, Emphasis, Inline, LinkTarget};
use super::link_table::LinkTable;
use super::node::{Cell, Container, Node, Style, into_blocks, into_cells};
use super::table;
use crate::text::CleanText;

/// Maximum depth of quotations and lists. Deeper ones join the level above.
const MAX_DEPTH: usize = 10;

/// Maximum number of open containers, with tables, rows and cells.
const MAX_OPEN: usize = 24;

/// A longer heading, in characters, is a paragraph: in Markdown, dashes under a paragraph make it a heading.
const MAX_HEADING: usize = 300;

/// A line break after this many characters ends the paragraph; after fewer, it may be part of an address or a verse.
const LONG_LINE: usize = 100;

/// Builds blocks from tags and text.
#[derive(Debug, Default)]
pub struct Builder {
    root: Vec<Block>,
    /// Open containers, each with its nodes so far.
    open: Vec<(Container, Vec<Node>)>,
    /// The text of the current block.
    inlines: Vec<Inline>,
    heading: Option<u8>,
    code: Option<String>,
    /// The language of the block of code.
    language: String,
    styles: [u32; 4],
    link: Option<LinkTarget>,
    /// The inlines of the block in front of the link.
    before_link: usize,
    /// The addresses of the links, in order of appearance, each once.
    links: LinkTable,
    /// True if no-break spaces are kept and addresses are not linked yet: for story recovery.
    raw: bool,
}

/// What a builder had built when it was set aside.
#[derive(Debug)]
pub(super) struct SetAside {
    root: Vec<Block>,
    open: Vec<(Container, Vec<Node>)>,
}

impl Builder {
    /// A builder that adds its links to `links`.
    pub(super) fn new(links: LinkTable) -> Self {
        Self { links, ..Self::default() }
    }

    /// A builder for story recovery; [`super::finish`] finishes its inlines.
    pub(super) fn raw() -> Self {
        Self { raw: true, ..Self::default() }
    }

    /// Closes what is open and returns the blocks and their links.
    pub(super) fn finish(mut self) -> (Vec<Block>, LinkTable) {
        (self.take_blocks(), self.links)
    }

    /// Closes what is open and returns the blocks so far. The links stay.
    pub(super) fn take_blocks(&mut self) -> Vec<Block> {
        self.close_code();
        self.end_paragraph();
        while !self.open.is_empty() {
            self.close_top();
        }
        std::mem::take(&mut self.root)
    }

    /// Sets aside what was built so far, to build blocks that belong elsewhere.
    pub(super) fn set_aside(&mut self) -> SetAside {
        self.end_paragraph();
        SetAside { root: std::mem::take(&mut self.root), open: std::mem::take(&mut self.open) }
    }

    /// Goes on with what was set aside, and returns the blocks that were built since.
    pub(super) fn resume(&mut self, aside: SetAside) -> Vec<Block> {
        let blocks = self.take_blocks();
        (self.root, self.open) = (aside.root, aside.open);
        blocks
    }

    /// Adds a finished block.
    pub(super) fn add(&mut self, block: Block) {
        self.end_paragraph();
        self.push(block);
    }

    /// Adds a run of text. Seven or more `#` are a divider, wherever they are.
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

    /// Adds a line break. Two in a row end the paragraph, and so does one after a long line.
    pub(super) fn line_break(&mut self) {
        if let Some(code) = &mut self.code {
            return code.push('\n');
        }
        match self.inlines.iter().rfind(|inline| !matches!(inline, Inline::Place(_))) {
            None => {}
            Some(Inline::Text(..)) if self.line_length() < LONG_LINE => self.inlines.push(Inline::Break),
            Some(_) => self.end_paragraph(),
        }
    }

    /// Characters since the last line break.
    fn line_length(&self) -> usize {
        self.inlines.iter().rev().take_while(|inline| **inline != Inline::Break).map(Inline::chars).sum()
    }

    /// Ends the current block of text, if it has any text.
    pub(super) fn end_paragraph(&mut self) {
        if let Some(code) = self.code.as_mut().filter(|code| !code.is_empty() && !code.ends_with('\n')) {
            code.push('\n');
        }
        let heading = self.heading.take();
        let mut inlines = std::mem::take(&mut self.inlines);
        if self.raw {
            autolink::trim(&mut inlines);
        } else {
            inlines = autolink::finish(inlines, &mut self.links);
        }
        let letters: usize = inlines.iter().map(Inline::chars).sum();
        if inlines.iter().all(|inline| matches!(inline, Inline::Place(_))) {
            if heading.is_some() {
                self.push(Block::Rule);
            }
            // Places without text are at the start of the text that follows.
            self.inlines = inlines;
            return;
        }
        if autolink::is_divider(&inlines) {
            return self.push(Block::Rule);
        }
        match heading {
            Some(level) if letters <= MAX_HEADING => {
                self.mark_heading(&mut inlines);
                self.push(Block::Heading(level, inlines));
            }
            _ => self.push(Block::Paragraph(inlines)),
        }
    }

    /// Starts a heading; [`Builder::end_paragraph`] ends it.
    pub(super) fn start_heading(&mut self, level: u8) {
        self.end_paragraph();
        self.heading = (!self.in_code()).then_some(level);
    }

    /// Adds a divider.
    pub(super) fn rule(&mut self) {
        self.heading = None;
        self.end_paragraph();
        self.push(Block::Rule);
    }

    /// Starts a block of code, in which white space is kept.
    pub(super) fn start_code(&mut self) {
        self.end_paragraph();
        self.code.get_or_insert_default();
    }

    /// Starts a block of code in a language; empty if that is not known.
    pub(super) fn start_code_in(&mut self, language: String) {
        self.start_code();
        self.set_language(language);
    }

    /// Names the language of the block of code, if there is one.
    pub(super) fn set_language(&mut self, language: String) {
        if self.in_code() && !language.is_empty() {
            self.language = language;
        }
    }

    /// Ends a block of code.
    pub(super) fn close_code(&mut self) {
        let language = std::mem::take(&mut self.language);
        let Some(code) = self.code.take() else { return };
        let lines: Vec<CleanText> = code.trim_matches('\n').lines().map(CleanText::code_line).collect();
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.push(Block::Code(Code { language, lines }));
        }
    }

    /// True within a block of code.
    pub(super) fn in_code(&self) -> bool {
        self.code.is_some()
    }

    /// True if the current block has text that does not end in a space.
    pub(super) fn needs_space(&self) -> bool {
        let last = self.inlines.iter().rfind(|inline| !matches!(inline, Inline::Place(_)));
        matches!(last, Some(Inline::Text(text, ..)) if !text.ends_with(' '))
    }

    /// Opens a style. Styles are counted, so that an inner `</b>` does not close an outer `<b>`.
    pub(super) fn open_style(&mut self, style: Style) {
        self.styles[style as usize] += 1;
    }

    /// Closes a style.
    pub(super) fn close_style(&mut self, style: Style) {
        let open = &mut self.styles[style as usize];
        *open = open.saturating_sub(1);
    }

    /// Opens a container, with the containers it must be in. Beyond [`MAX_DEPTH`] its blocks join the container
    /// around it.
    pub(super) fn open(&mut self, container: Container) {
        self.end_paragraph();
        match container {
            Container::Item if !matches!(self.top(), Some(Container::List(_))) => {
                self.open_or_join(Container::List(None));
            }
            Container::Row if !matches!(self.top(), Some(Container::Table)) => self.open_or_join(Container::Table),
            Container::Cell(_) if !matches!(self.top(), Some(Container::Row)) => self.open(Container::Row),
            _ => {}
        }
        self.open_or_join(container);
    }

    fn open_or_join(&mut self, container: Container) {
        let fits = match container {
            Container::Item => matches!(self.top(), Some(Container::List(_))),
            Container::Row => self.top() == Some(Container::Table),
            Container::Cell(_) => self.top() == Some(Container::Row),
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

    /// Closes the nearest open container of a kind with all containers in it. Items, rows and cells are closed only
    /// within their own list or table. A close tag without an open tag does nothing.
    pub(super) fn close(&mut self, container: Container) {
        self.end_paragraph();
        let Some(at) = self.open.iter().rposition(|(open, _)| open.is_like(container)) else { return };
        let bound = match container {
            Container::Item => Some(Container::List(None)),
            Container::Row | Container::Cell(_) => Some(Container::Table),
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

    /// Closes the innermost container and adds its content to the one around it.
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
            Container::Cell(form) => self.push_node(Node::Cell(Cell { blocks: into_blocks(nodes), form })),
            Container::Row => self.push_node(Node::Row(into_cells(nodes))),
            Container::Table => {
                let is_outermost = self.open.is_empty();
                for block in table::blocks(nodes, is_outermost) {
                    self.push(block);
                }
            }
        }
    }

    /// Adds a block to the innermost container. In a list, table or row it becomes an item or cell.
    fn push(&mut self, block: Block) {
        if block == Block::Rule && self.is_after_rule_or_first() {
            return;
        }
        self.push_node(match self.top() {
            Some(Container::List(_)) => Node::Item(vec![block]),
            Some(Container::Row) => Node::Cell(vec![block].into()),
            Some(Container::Table) => Node::Row(vec![vec![block].into()]),
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
