//! The text of a file as `comrak` reads it.

use std::collections::HashMap;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::html::Html;
use super::text::{Gap, Text};

/// Columns between the stops of tabs in code.
const TAB: usize = 8;

/// An indented block with a longer line is text.
const CODE_LINE: usize = 120;

/// Characters that a heading has at most.
const HEADING: usize = 300;

/// The text of plain Markdown.
pub fn read(markdown: &str) -> Text {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.math_dollars = true;
    extension.wikilinks_title_after_pipe = true;
    options.parse.leave_footnote_definitions = true;
    options.parse.relaxed_tasklist_matching = false;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let mut reader = Reader { lines: markdown.lines().collect(), html: Html::of(markdown), ..Reader::default() };
    reader.children(root);
    let mut text = reader.text;
    reader.notes.into_iter().for_each(|note| text.append(note));
    text
}

#[derive(Default)]
struct Reader<'s> {
    /// The lines of the source.
    lines: Vec<&'s str>,
    text: Text,
    html: Html,
    /// The footnotes in the order in which they are named.
    notes: Vec<Text>,
    numbers: HashMap<String, usize>,
    in_link: bool,
    in_image: bool,
}

impl Reader<'_> {
    fn children<'a>(&mut self, node: &'a AstNode<'a>) {
        for child in node.children() {
            self.node(child);
        }
    }

    /// A block of lines.
    fn block<'a>(&mut self, node: &'a AstNode<'a>) {
        self.text.gap(self.html.block_gap());
        self.children(node);
        self.html.end_block(&mut self.text);
        self.text.gap(self.html.block_gap());
    }

    fn node<'a>(&mut self, node: &'a AstNode<'a>) {
        let data = node.data();
        match &data.value {
            NodeValue::Heading(_) => {
                let start = self.text.letters.len();
                self.block(node);
                if self.text.chars_from(start) <= HEADING {
                    self.text.headings.push(self.text.letters_from(start));
                }
            }
            NodeValue::TaskItem(task) => {
                self.text.gap(Gap::Block);
                self.text.add(task.symbol.map_or("[ ] ", |_| "[x] "));
                // The mark stands in the line of the text.
                self.task(node);
            }
            NodeValue::CodeBlock(code) => {
                let is_text = !code.fenced && code.literal.lines().any(|line| line.chars().count() > CODE_LINE);
                self.code(&code.literal, is_text);
            }
            NodeValue::HtmlBlock(html) => {
                self.text.gap(self.html.block_gap());
                self.html.read(&html.literal, &mut self.text);
                self.html.end_block(&mut self.text);
                self.text.gap(self.html.block_gap());
            }
            NodeValue::FootnoteDefinition(note) => {
                let number = self.number(&note.name);
                let outer = std::mem::take(&mut self.text);
                self.block(node);
                let note = std::mem::replace(&mut self.text, outer);
                self.notes[number].append(note);
            }
            NodeValue::FootnoteReference(note) => {
                let number = self.number(&note.name) + 1;
                let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
                let number: String =
                    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect();
                self.html.text(&number, &mut self.text);
            }
            value if value.block() => self.block(node),
            value => self.inline(node, value, (data.sourcepos.start.line, data.sourcepos.start.column)),
        }
    }

    fn inline<'a>(&mut self, node: &'a AstNode<'a>, value: &NodeValue, start: (usize, usize)) {
        match value {
            NodeValue::Text(run) => self.html.text(run, &mut self.text),
            NodeValue::Code(code) if self.html.hides() => self.html.text(&code.literal, &mut self.text),
            NodeValue::Code(code) => self.text.add_code(&code.literal),
            NodeValue::HtmlInline(html) => self.html.read(html, &mut self.text),
            NodeValue::SoftBreak => self.html.soft_break(&mut self.text),
            NodeValue::LineBreak => self.text.gap(Gap::Line),
            NodeValue::Math(math) => {
                let sign = if math.display_math { "$$" } else { "$" };
                self.code_or_text(&format!("{sign}{}{sign}", math.literal), math.display_math);
            }
            NodeValue::Link(link) => {
                let source = self.lines.get(start.0 - 1).and_then(|line| line.get(start.1 - 1..)).unwrap_or_default();
                let is_marked = source.starts_with(['[', '<']);
                if is_marked && !self.html.hides() {
                    self.text.links.push(link.url.clone());
                } else if !self.html.hides() && !link.url.starts_with("mailto:") {
                    self.text.links.push(
                        link.url
                            .split(|c: char| c.is_whitespace() || "”’\"，。、；）」".contains(c))
                            .next()
                            .unwrap_or_default()
                            .replace('\\', ""),
                    );
                }
                let outer = std::mem::replace(&mut self.in_link, true);
                self.html.in_link = true;
                self.children(node);
                self.html.in_link = outer;
                self.in_link = outer;
            }
            NodeValue::Image(image) => {
                let is_outer = !std::mem::replace(&mut self.in_image, true);
                if is_outer {
                    self.html.text(if node.first_child().is_some() { "[image: " } else { "[image" }, &mut self.text);
                }
                if !self.html.hides() && !self.in_link && !image.url.starts_with("data:") {
                    self.text.links.push(image.url.clone());
                }
                // The text of an image has no links.
                let links = self.text.links.len();
                self.children(node);
                self.text.links.truncate(links);
                if is_outer {
                    self.html.text("]", &mut self.text);
                    self.in_image = false;
                }
            }
            _ => self.children(node),
        }
    }

    /// An item with a box: its first paragraph goes on in the line of the box.
    fn task<'a>(&mut self, node: &'a AstNode<'a>) {
        for (at, child) in node.children().enumerate() {
            if at == 0 && matches!(child.data().value, NodeValue::Paragraph) {
                self.children(child);
                self.html.end_block(&mut self.text);
            } else {
                self.node(child);
            }
        }
        self.text.gap(Gap::Block);
    }

    /// A formula; one of several lines is set apart.
    fn code_or_text(&mut self, formula: &str, is_display: bool) {
        if !is_display || !formula.trim_matches('$').trim().contains('\n') {
            return self.html.text(formula, &mut self.text);
        }
        self.text.gap(Gap::Block);
        for line in formula.lines() {
            self.text.gap(Gap::Line);
            self.text.add_code(line);
        }
        self.text.gap(Gap::Block);
    }

    fn code(&mut self, literal: &str, is_text: bool) {
        self.text.gap(Gap::Block);
        for line in literal.lines() {
            if is_text {
                self.text.gap(Gap::Block);
                self.text.add(line.trim());
            } else {
                self.text.add_code_line(&visible(line));
            }
        }
        self.text.gap(Gap::Block);
    }

    /// The index of a footnote.
    fn number(&mut self, name: &str) -> usize {
        let next = self.notes.len();
        let number = *self.numbers.entry(name.to_lowercase()).or_insert(next);
        if number == next {
            self.notes.push(Text::default());
        }
        number
    }
}

/// A line of code as it is shown.
fn visible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if c == '\t' {
            let blanks = TAB - out.chars().count() % TAB;
            out.extend(std::iter::repeat_n(' ', blanks));
        } else if c == '\u{a0}' {
            out.push(' ');
        } else if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
            // Nobody sees it.
        } else {
            out.push(c);
        }
    }
    out
}
