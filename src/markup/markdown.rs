//! Markdown to blocks, by `pulldown-cmark`. HTML within it is read by `html`.
//!
//! Two things are special in real archives: where tags were stripped, a single line break separates paragraphs; and
//! posts from chats have links in the form `<address|label>`.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::html;
use super::node::{Container, Style};

/// The length of hand-wrapped lines, in characters. Longer and shorter lines were broken for another reason.
const WRAPPED_LINE: Range<usize> = 45..101;

/// An indented block with a longer line, in characters, is text, not code.
const CODE_LINE: usize = 120;

/// Reads Markdown into a builder.
pub(super) fn read(markdown: &str, builder: &mut Builder) {
    let markdown = &*protect_addresses(markdown);
    let mut reader = Reader { builder, html: String::new(), wrapped: false, code: None, image: None, label: None };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.event(event, &markdown[range]);
    }
}

struct Reader<'a> {
    builder: &'a mut Builder,
    /// The HTML of the current block.
    html: String,
    /// True if the current paragraph is hand-wrapped, so that its line ends are spaces.
    wrapped: bool,
    /// Text of an indented block, until it is known to be code.
    code: Option<String>,
    /// Text of an image, which is its `alt`.
    image: Option<String>,
    /// The label of a link from a chat, which replaces the text that follows.
    label: Option<String>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if self.image.is_some() {
                    return self.text(&text);
                }
                self.builder.open_style(Style::Code);
                self.builder.text(&text);
                self.builder.close_style(Style::Code);
            }
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(text) if html::is_known(&text) => html::read(&text, self.builder),
            Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak if self.wrapped || self.image.is_some() => self.text(" "),
            Event::SoftBreak => self.builder.end_paragraph(),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.text(&format!("[{name}]")),
        }
    }

    fn text(&mut self, text: &str) {
        let label = self.label.take();
        let text = label.as_deref().unwrap_or(text);
        match (&mut self.image, &mut self.code) {
            (Some(buffer), _) | (None, Some(buffer)) => buffer.push_str(text),
            (None, None) => self.builder.text(text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::Paragraph => self.wrapped = is_wrapped(source),
            Tag::Heading { level, .. } => {
                self.wrapped = true;
                self.builder.start_heading(level as u8);
            }
            Tag::BlockQuote(_) => self.builder.open(Container::Quote),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code = Some(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.builder.start_code(),
            Tag::List(start) => {
                self.builder.open(Container::List(start.map(|start| i64::try_from(start).unwrap_or(1))));
            }
            Tag::Item => {
                self.wrapped = true;
                self.builder.open(Container::Item);
            }
            Tag::Table(_) => self.builder.open(Container::Table),
            Tag::TableHead | Tag::TableRow => self.builder.open(Container::Row),
            Tag::TableCell => self.builder.open(Container::Cell),
            Tag::Emphasis => self.builder.open_style(Style::Italic),
            Tag::Strong => self.builder.open_style(Style::Strong),
            Tag::Strikethrough => self.builder.open_style(Style::Struck),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { .. } => self.image = Some(String::new()),
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'_>) {
        match address.split_once('|') {
            Some((address, label)) if kind == LinkType::Autolink => {
                self.label = Some(label.to_owned());
                if self.image.is_none() {
                    self.builder.open_link(address);
                }
            }
            // The text of an image has no links.
            _ if self.image.is_some() => {}
            _ if kind == LinkType::Email => self.builder.open_link(&format!("mailto:{address}")),
            _ => self.builder.open_link(address),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.builder.end_paragraph(),
            TagEnd::BlockQuote(_) => self.builder.close(Container::Quote),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => html::read(&std::mem::take(&mut self.html), self.builder),
            TagEnd::List(_) => self.builder.close(Container::List(None)),
            TagEnd::Item => self.builder.close(Container::Item),
            TagEnd::Table => self.builder.close(Container::Table),
            TagEnd::TableHead | TagEnd::TableRow => self.builder.close(Container::Row),
            TagEnd::TableCell => self.builder.close(Container::Cell),
            TagEnd::Emphasis => self.builder.close_style(Style::Italic),
            TagEnd::Strong => self.builder.close_style(Style::Strong),
            TagEnd::Strikethrough => self.builder.close_style(Style::Struck),
            TagEnd::Link if self.image.is_none() => self.builder.close_link(),
            TagEnd::Image => {
                if let Some(alt) = self.image.take() {
                    self.builder.image(&alt);
                }
            }
            _ => {}
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

/// True if a paragraph is hand-wrapped: all lines but the last are as long as in a mail, and at least one does not
/// end a sentence.
fn is_wrapped(paragraph: &str) -> bool {
    let mut lines = paragraph.lines().peekable();
    let mut within_sentence = false;
    while let Some(line) = lines.next() {
        if lines.peek().is_none() {
            break;
        }
        let line = line.trim_end();
        if !WRAPPED_LINE.contains(&line.chars().count()) {
            return false;
        }
        within_sentence |= !line.ends_with(['.', '!', '?', ':', '…', '”', '"', ')', '*', '_']);
    }
    within_sentence
}

/// Puts bare addresses that contain `*` between `<` and `>`: two of them in a paragraph (as those of images of
/// Medium) would make the text between them emphasis. Texts with fenced code are not changed.
fn protect_addresses(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains('*') || !markdown.contains("://") || markdown.contains("```") {
        return Cow::Borrowed(markdown);
    }
    // Not the address of a link, an attribute or an address in angle brackets already.
    let is_free = |before: &str| {
        before.is_empty() || before.ends_with(char::is_whitespace) || (before.ends_with('(') && !before.ends_with("]("))
    };
    let mut out = String::new();
    let (mut copied, mut seen) = (0, 0);
    for (at, _) in markdown.match_indices("http") {
        // Within the last address.
        if at < seen {
            continue;
        }
        let before = &markdown[..at];
        let address =
            markdown[at..].split(|c: char| c.is_whitespace() || "<>()\"`".contains(c)).next().unwrap_or_default();
        seen = at + address.len();
        let address = before_entity(address);
        if address.contains('*') && address.contains("://") && is_free(before) {
            let address = address.trim_end_matches(['*', '_', '.', ',', ';', ':', '!', '?']);
            out.push_str(&markdown[copied..at]);
            out.extend(["<", address, ">"]);
            copied = at + address.len();
        }
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// An address up to the entity that ends it: `&nbsp;` does, `&page=2` does not.
fn before_entity(address: &str) -> &str {
    let is_entity = |at: usize| {
        let name = &address[at + 1..];
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        len > 0 && name[len..].starts_with(';')
    };
    let end = address.match_indices('&').map(|(at, _)| at).find(|&at| is_entity(at));
    &address[..end.unwrap_or(address.len())]
}
