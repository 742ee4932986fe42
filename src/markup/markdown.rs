//! Markdown to blocks, by `pulldown-cmark`. HTML within it is read by `html`.
//!
//! Two things are special in real archives: where tags were stripped, a single line break separates paragraphs; and
//! posts from chats have links in the form `<address|label>`.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::bare_addresses;
use super::block::Align;
use super::builder::Builder;
use super::fences::language;
use super::footnotes::Footnotes;
use super::html::{self, State};
use super::node::{CellForm, Container, Style};
use super::tags::may_have_components;

/// An indented block with a longer line, in characters, is text, not code.
const CODE_LINE: usize = 120;

/// What is read in every text besides `CommonMark`.
const EXTENSIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// What is read where people wrote Markdown, but not where tags were stripped from a text.
const FOR_AUTHORS: Options = Options::ENABLE_FOOTNOTES
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_MATH);

/// Reads Markdown into a builder. `joins_lines` is true if a single line break is a space, and false if it ends a
/// paragraph.
pub(super) fn read(markdown: &str, joins_lines: bool, builder: &mut Builder) {
    let options = if joins_lines { EXTENSIONS | FOR_AUTHORS } else { EXTENSIONS };
    let markdown = &*bare_addresses::protect(markdown, |markdown| text_ranges(markdown, options));
    let mut reader = Reader {
        builder,
        html: String::new(),
        state: State::default(),
        unseen: String::new(),
        joins_lines,
        joins_here: joins_lines,
        code: None,
        image: None,
        label: None,
        columns: Vec::new(),
        cells: Vec::new().into_iter(),
        footnotes: Footnotes::default(),
    };
    if may_have_components(markdown) {
        for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
            if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
                reader.state.components.add(markdown, range);
            }
        }
    }
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.event(event, &markdown[..range.start], &markdown[range.end..]);
    }
    let footnotes = reader.footnotes;
    footnotes.write(builder);
}

struct Reader<'a> {
    builder: &'a mut Builder,
    /// The HTML of the current block.
    html: String,
    /// The elements of HTML that are open in the current block.
    state: State,
    /// The text of a hidden element, which is shown if that does not end in its block.
    unseen: String,
    /// True if a line break is a space in paragraphs.
    joins_lines: bool,
    /// True if it is one in the current block: always in headings and items.
    joins_here: bool,
    /// Text of an indented block, until it is known to be code.
    code: Option<String>,
    /// The image that is being read.
    image: Option<Image>,
    /// The label of a link from a chat, which replaces the text that follows.
    label: Option<String>,
    /// The columns of the current table.
    columns: Vec<Align>,
    /// The cells of the current row that are still to come.
    cells: std::vec::IntoIter<CellForm>,
    footnotes: Footnotes,
}

/// An image; what is in its text is only text, another image too.
struct Image {
    /// Its text, which is its `alt`.
    text: String,
    address: String,
    /// True if it is of the author's own notes; its text may be its size.
    is_note: bool,
    /// Images in its text that are open.
    inner: usize,
}

impl Reader<'_> {
    /// An event, with the source in front of it and after it.
    fn event(&mut self, event: Event<'_>, before: &str, after: &str) {
        match event {
            Event::Start(tag) => {
                if is_block(tag.to_end()) {
                    self.end_unseen();
                }
                self.start(tag);
            }
            Event::End(tag) => {
                if is_block(tag) {
                    self.end_unseen();
                }
                self.end(tag);
            }
            Event::Text(text) => self.text(&text),
            Event::InlineMath(formula) => self.text(&format!("${formula}$")),
            Event::DisplayMath(formula) => self.formula(&formula),
            Event::Code(text) => {
                if self.image.is_some() || self.state.hides() {
                    return self.text(&text);
                }
                self.builder.open_style(Style::Code);
                self.builder.text(&text);
                self.builder.close_style(Style::Code);
            }
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(text) if self.state.is_known(&text) => self.inline_html(&text),
            Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.soft_break(before, after),
            Event::HardBreak if self.image.is_some() || self.state.hides() => self.text(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => {
                let number = self.footnotes.number(&name);
                if self.image.is_some() || self.state.hides() {
                    return self.text(&number);
                }
                self.builder.footnote_reference(&name, &number);
            }
        }
    }

    fn inline_html(&mut self, html: &str) {
        html::read_part(html, &mut self.state, self.builder);
        if !self.state.hides() {
            self.unseen.clear();
        }
    }

    /// Ends hidden elements at the end of a block. One that is still open was written to be read: `the <script> tag`.
    fn end_unseen(&mut self) {
        self.state.end_block();
        if !self.unseen.is_empty() {
            self.builder.text(&std::mem::take(&mut self.unseen));
        }
    }

    fn text(&mut self, text: &str) {
        let label = self.label.take();
        let text = label.as_deref().unwrap_or(text);
        match (&mut self.image, &mut self.code) {
            (Some(Image { text: buffer, .. }), _) | (None, Some(buffer)) => buffer.push_str(text),
            (None, None) if self.state.hides() => self.unseen.push_str(text),
            (None, None) => self.builder.text(text),
        }
    }

    /// A line break within a paragraph, between two parts of the source.
    fn soft_break(&mut self, before: &str, after: &str) {
        if self.builder.in_code() {
            self.text("\n");
        } else if self.joins_here || self.image.is_some() || self.state.hides() {
            self.text(soft_break(before, after));
        } else {
            self.builder.end_paragraph();
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.joins_here = self.joins_lines;
                // What is a paragraph to Markdown is lines of code within `<pre>`, which goes on after a blank line.
                if self.builder.in_code() {
                    self.builder.text("\n");
                }
            }
            Tag::HtmlBlock => self.builder.end_paragraph(),
            Tag::Heading { level, .. } => {
                self.joins_here = true;
                self.builder.start_heading(level as u8);
            }
            Tag::BlockQuote(_) => self.builder.open(Container::Quote),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code = Some(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.builder.start_code_in(language(&info)),
            Tag::List(start) => {
                self.builder.open(Container::List(start.map(|start| i64::try_from(start).unwrap_or(1))));
            }
            Tag::Item => {
                self.joins_here = true;
                self.builder.open(Container::Item);
            }
            Tag::Table(columns) => {
                self.columns = columns.into_iter().map(align).collect();
                self.builder.open(Container::Table);
            }
            Tag::TableHead => self.start_row(true),
            Tag::TableRow => self.start_row(false),
            Tag::TableCell => {
                self.builder.open(Container::Cell(self.cells.next().unwrap_or(CellForm::PLAIN)));
            }
            Tag::Emphasis => self.builder.open_style(Style::Italic),
            Tag::Strong => self.builder.open_style(Style::Strong),
            Tag::Strikethrough => self.builder.open_style(Style::Struck),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            // A note within a note, as `![[Tides]]`, is a link; a file has an extension.
            Tag::Image { link_type: LinkType::WikiLink { .. }, ref dest_url, .. }
                if self.image.is_none() && !self.state.hides() && !dest_url.contains('.') =>
            {
                self.builder.open_wiki_link(dest_url);
            }
            Tag::Image { dest_url, link_type, .. } => self.start_image(link_type, dest_url.into_string()),
            Tag::FootnoteDefinition(name) => {
                self.joins_here = true;
                self.footnotes.open(&name, self.builder);
            }
            Tag::DefinitionListTitle => {
                self.joins_here = true;
                self.builder.end_paragraph();
                self.builder.open_style(Style::Strong);
            }
            Tag::DefinitionListDefinition => {
                self.joins_here = true;
                self.builder.open(Container::Quote);
            }
            _ => {}
        }
    }

    /// Starts an image, or one in the text of another.
    fn start_image(&mut self, link_type: LinkType, address: String) {
        match &mut self.image {
            Some(image) => image.inner += 1,
            None => {
                let is_note = matches!(link_type, LinkType::WikiLink { .. });
                self.image = Some(Image { text: String::new(), address, is_note, inner: 0 });
            }
        }
    }

    fn start_row(&mut self, is_head: bool) {
        let cells: Vec<_> = self.columns.iter().map(|&align| CellForm { align, is_head, ..CellForm::PLAIN }).collect();
        self.cells = cells.into_iter();
        self.builder.open(Container::Row);
    }

    /// A formula as it is in the file; one of several lines is set apart.
    fn formula(&mut self, formula: &str) {
        if self.image.is_some() || !formula.trim().contains('\n') {
            return self.text(&format!("$${formula}$$"));
        }
        self.builder.start_code();
        self.builder.text(&format!("$${formula}$$"));
        self.builder.close_code();
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'_>) {
        match address.split_once('|') {
            Some((address, label)) if kind == LinkType::Autolink => {
                self.label = Some(label.to_owned());
                if self.image.is_none() {
                    self.builder.open_link(address);
                }
            }
            // The text of an image has no links, and a hidden one leads nowhere.
            _ if self.image.is_some() || self.state.hides() => {}
            _ if matches!(kind, LinkType::WikiLink { .. }) => self.builder.open_wiki_link(address),
            _ if kind == LinkType::Email => self.builder.open_link(&format!("mailto:{address}")),
            _ => self.builder.open_link(address),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.builder.end_paragraph(),
            TagEnd::BlockQuote(_) => self.builder.close(Container::Quote),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                html::read_part(&std::mem::take(&mut self.html), &mut self.state, self.builder);
                self.state.end_block();
                self.builder.end_paragraph();
            }
            TagEnd::List(_) => self.builder.close(Container::List(None)),
            TagEnd::Item => self.builder.close(Container::Item),
            TagEnd::Table => self.builder.close(Container::Table),
            TagEnd::TableHead | TagEnd::TableRow => self.builder.close(Container::Row),
            TagEnd::TableCell => self.builder.close(Container::Cell(CellForm::PLAIN)),
            TagEnd::Emphasis => self.builder.close_style(Style::Italic),
            TagEnd::Strong => self.builder.close_style(Style::Strong),
            TagEnd::Strikethrough => self.builder.close_style(Style::Struck),
            TagEnd::FootnoteDefinition => self.footnotes.close(self.builder),
            TagEnd::DefinitionListTitle => {
                self.builder.close_style(Style::Strong);
                self.builder.end_paragraph();
            }
            TagEnd::DefinitionListDefinition => self.builder.close(Container::Quote),
            TagEnd::Link if self.image.is_none() => self.builder.close_link(),
            TagEnd::Image => match self.image.take() {
                Some(image) if image.inner > 0 => self.image = Some(Image { inner: image.inner - 1, ..image }),
                Some(image) if image.is_note && is_size(&image.text) => self.image(&image.address, &image.address),
                Some(image) => self.image(&image.text, &image.address),
                None => self.builder.close_link(),
            },
            _ => {}
        }
    }

    fn image(&mut self, alt: &str, address: &str) {
        if self.state.hides() {
            self.unseen.push_str(alt);
        } else {
            self.builder.image(alt, address);
        }
    }

    fn end_code(&mut self) {
        let Some(text) = self.code.take() else { return self.builder.close_code() };
        if text.lines().all(|line| line.chars().count() <= CODE_LINE) {
            self.builder.start_code();
            self.builder.text(&text);
            return self.builder.close_code();
        }
        for line in text.lines() {
            self.builder.text(line.trim());
            self.builder.end_paragraph();
        }
    }
}

/// True for the size of an image: `300`, `300x200`.
fn is_size(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split('x').count() <= 2 && text.split('x').all(is_number)
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// True for what contains lines of text, and is not part of one.
fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// What a line break within a paragraph stands for: a space, but nothing between two characters of a script without
/// spaces.
fn soft_break(before: &str, after: &str) -> &'static str {
    let is_markup = |c: char| c.is_whitespace() || "*_~`[]<>".contains(c);
    let last = before.trim_end_matches(is_markup).chars().next_back();
    let next = after.trim_start_matches(is_markup).chars().next();
    if last.is_some_and(is_unspaced) && next.is_some_and(is_unspaced) { "" } else { " " }
}

/// True for Han characters, kana, and the punctuation of Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3134f}')
}

/// Where text stands in Markdown: not code, HTML, links or their addresses.
fn text_ranges(markdown: &str, options: Options) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut depth = 0;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => depth -= 1,
            Event::Text(_) if depth == 0 => ranges.push(range),
            _ => {}
        }
    }
    ranges
}
