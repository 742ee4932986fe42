//! Builds a page line by line.

use std::collections::HashMap;

use super::blocks;
use super::document::{Document, Line, LineKind, SectionKind, SectionStart, Span, SpanRole};
use super::runs::MIN_WIDTH;
use crate::markup::{Block, Emphasis, Inline, LinkTable};
use crate::model::{Post, PostDate, PostSource, SectionKey};
use crate::text::line_break::break_text;
use crate::text::{CleanText, cells};

/// Lays out a page at a width, from top to bottom.
pub(super) struct PageBuilder<'a> {
    width: usize,
    links: &'a LinkTable,
    document: Document,
    /// The line of each place that links lead to.
    places: HashMap<usize, usize>,
    offset: u32,
    /// In front of every line that is added.
    prefix: &'static str,
    /// Whether the tokens of code are found.
    highlights: bool,
}

impl<'a> PageBuilder<'a> {
    /// An empty page. `links` are those of the blocks that it will hold.
    pub(super) fn new(width: u16, links: &'a LinkTable) -> Self {
        Self {
            width: usize::from(width),
            links,
            document: Document::default(),
            places: HashMap::new(),
            offset: 0,
            prefix: "",
            highlights: false,
        }
    }

    /// Finds the tokens of code from now on.
    pub(super) fn highlight(&mut self) {
        self.highlights = true;
    }

    /// The page, with the links of these blocks.
    pub(super) fn finish<'b>(mut self, blocks: impl IntoIterator<Item = &'b Block>) -> Document {
        self.document.links = self.links.to_list(blocks, |place| self.places.get(&place).copied());
        self.document.has_local_links = self.links.has_local();
        self.document
    }

    /// Title, description, author, site, date and reading time, tags.
    pub(super) fn head(&mut self, post: &Post, date: PostDate, description: Option<&CleanText>) {
        self.text(&post.title, LineKind::Title);
        if let Some(description) = description {
            self.text(description, LineKind::Dek);
        }
        let minutes = post.length.minutes();
        let author = if post.author.eq_ignore_ascii_case(&post.domain) { "" } else { &post.author };
        let draft = if post.is_draft { "draft" } else { "" };
        let items = [author, &post.domain, &date.format_long(), &format!("{minutes} min"), draft, &post.tags];
        self.meta(items.into_iter().filter(|item| !item.is_empty()));
        if let PostSource::Sample { .. } = post.source {
            self.text("from the built-in sample archive", LineKind::Meta);
        }
        self.blank();
    }

    /// Adds items separated by ` · `; lines are broken only between them.
    pub(super) fn meta<'t>(&mut self, items: impl Iterator<Item = &'t str>) {
        let mut line = String::new();
        for item in items {
            if !line.is_empty() && cells(&line) + cells(item) + 3 > self.width.max(MIN_WIDTH) {
                self.text(&std::mem::take(&mut line), LineKind::Meta);
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(item);
        }
        self.text(&line, LineKind::Meta);
    }

    /// Puts a prefix in front of the following lines, which get narrower by its width.
    pub(super) fn set_prefix(&mut self, prefix: &'static str) {
        let whole = self.width + cells(self.prefix);
        let prefix = if whole < MIN_WIDTH + cells(prefix) { "" } else { prefix };
        self.width = whole - cells(prefix);
        self.prefix = prefix;
    }

    /// Starts a section at the next line.
    pub(super) fn section(&mut self, heading: CleanText, minutes: u32, kind: SectionKind) {
        let (line, number) = (self.document.lines.len(), self.document.sections.len());
        let key = SectionKey::new(number, &heading);
        self.document.sections.push(SectionStart { line, heading, key, minutes, kind });
    }

    /// The width of the next line, in cells.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The number of lines so far.
    pub(super) fn line_count(&self) -> usize {
        self.document.lines.len()
    }

    pub(super) fn text(&mut self, text: &str, kind: LineKind) {
        let inlines = vec![Inline::Text(CleanText::single_line(text), Emphasis::default(), None)];
        self.lay_out(&Block::Paragraph(inlines), kind);
    }

    /// A line that is not broken.
    pub(super) fn line(&mut self, line: CleanText) {
        self.push(vec![Span::plain(line)], LineKind::Text);
    }

    /// Text as it is in the file.
    pub(super) fn verbatim(&mut self, text: &str) {
        for line in break_text(text, self.width.max(MIN_WIDTH)) {
            self.push(vec![Span::plain(line)], LineKind::Text);
        }
    }

    /// Makes a link of the lines from one on. What is behind it, its number if it has one, is at the end of the last.
    pub(super) fn link_lines(&mut self, start: usize, link: usize, number: &str) {
        let lines = &mut self.document.lines[start..];
        for span in lines.iter_mut().flat_map(|line| &mut line.spans).filter(|span| span.role == SpanRole::Text) {
            span.link = Some(link);
        }
        if number.is_empty() {
            return;
        }
        let Some(spans) = lines.last_mut().map(|line| &mut line.spans) else { return };
        let Some(text) = spans.last().and_then(|last| last.text.strip_suffix(number)).map(CleanText::sanitized) else {
            return;
        };
        let of_number = Span { role: SpanRole::LinkNumber, ..Span::plain(CleanText::sanitized(number)) };
        if let Some(last) = spans.last_mut() {
            last.text = text;
        }
        spans.push(Span { link: Some(link), ..of_number });
    }

    pub(super) fn note(&mut self, text: &str) {
        self.blank();
        self.text(text, LineKind::Note);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 && !(matches!((&blocks[at - 1], block), (Block::Sources(_), Block::Sources(_)))) {
                self.blank();
            }
            match block {
                Block::Rule => self.rule(),
                Block::Heading(level, _) => self.lay_out(block, LineKind::Heading(*level)),
                Block::Quote(_) => self.lay_out(block, LineKind::Quote),
                Block::Code(_) => self.lay_out(block, LineKind::Code),
                Block::Paragraph(_) | Block::Sources(_) | Block::List { .. } | Block::Table(_) => {
                    self.lay_out(block, LineKind::Text);
                }
            }
        }
    }

    /// A section without blank lines between its paragraphs.
    pub(super) fn list(&mut self, blocks: &[Block]) {
        for block in blocks {
            let kind = if let Block::Heading(level, _) = block { LineKind::Heading(*level) } else { LineKind::Text };
            if kind != LineKind::Text {
                self.blank();
            }
            self.lay_out(block, kind);
        }
    }

    fn lay_out(&mut self, block: &Block, kind: LineKind) {
        for spans in blocks::lay_out(block, self.width, self.links, self.highlights) {
            self.push(spans, kind);
        }
    }

    pub(super) fn rule(&mut self) {
        let width = self.width.max(MIN_WIDTH);
        let line = CleanText::sanitized(&"─".repeat(width));
        self.push(vec![Span::plain(line)], LineKind::Rule);
    }

    pub(super) fn blank(&mut self) {
        self.push(Vec::new(), LineKind::Text);
    }

    fn push(&mut self, mut spans: Vec<Span>, kind: LineKind) {
        let line = self.document.lines.len();
        let mut wrap = None;
        spans.retain(|span| {
            match span.role {
                SpanRole::Place(place) => drop(self.places.entry(place).or_insert(line)),
                SpanRole::Wrap(at) => wrap = Some(at),
                _ => return true,
            }
            false
        });
        if !self.prefix.is_empty() {
            let text = CleanText::sanitized(self.prefix);
            spans.insert(0, Span { role: SpanRole::Decoration, ..Span::plain(text) });
        }
        let texts = spans.iter().filter(|span| span.role != SpanRole::Decoration).flat_map(|span| span.text.chars());
        let letters = texts.filter(|c| c.is_alphanumeric()).count();
        self.document.lines.push(Line { spans, kind, offset: self.offset, wrap });
        self.offset = self.offset.saturating_add(u32::try_from(letters).unwrap_or(u32::MAX));
    }
}
