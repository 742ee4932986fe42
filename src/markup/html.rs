//! HTML to blocks, by the tokenizer of `html5ever`, which takes linear time on any input. No tree is built: trees of
//! hostile HTML are deep, and html5ever takes time quadratic in their depth.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::builder::Builder;
use super::node::{Container, Style};

/// The largest number of a list's first item: nine digits, as in Markdown.
const MAX_NUMBER: i64 = 999_999_999;

/// Elements whose text is not shown.
const HIDDEN: [&str; 8] = ["script", "style", "head", "title", "template", "noscript", "svg", "iframe"];

/// Elements that start and end a paragraph and have no other effect.
const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "figure",
    "figcaption",
    "address",
    "center",
    "form",
    "fieldset",
    "legend",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "body",
    "html",
    "caption",
    "hgroup",
    "optgroup",
    "option",
    "select",
    "button",
    "dialog",
    "search",
    "video",
    "audio",
];

/// Elements within a line that have no effect.
const INLINES: [&str; 34] = [
    "span", "u", "ins", "mark", "small", "big", "font", "sub", "sup", "abbr", "acronym", "q", "time", "label", "wbr",
    "bdi", "bdo", "data", "ruby", "rt", "rp", "rb", "thead", "tbody", "tfoot", "col", "colgroup", "meta", "link",
    "base", "input", "source", "picture", "nobr",
];

/// True for the tag of an HTML element; `<int>` is text.
pub(super) fn is_known(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())].to_ascii_lowercase();
    tag.starts_with("<!")
        || tag.starts_with("<?")
        || HIDDEN.contains(&&*name)
        || BLOCKS.contains(&&*name)
        || INLINES.contains(&&*name)
        || OTHERS.contains(&&*name)
        || style(&name).is_some()
        || heading(&name).is_some()
}

/// Elements that [`open`] and [`close`] handle.
const OTHERS: [&str; 17] = [
    "a",
    "img",
    "br",
    "hr",
    "pre",
    "textarea",
    "listing",
    "blockquote",
    "ul",
    "menu",
    "dir",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
];

/// Reads HTML into a builder.
pub(super) fn read(html: &str, builder: &mut Builder) {
    let sink =
        Sink { builder: RefCell::new(std::mem::take(builder)), hidden: RefCell::default(), space: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    // A tag that never ends swallows the rest of the text. Ended here, it is text if it is not a known tag.
    if html.rfind('<') > html.rfind('>') {
        queue.push_back(StrTendril::from(">"));
    }
    // The tokenizer pauses after scripts, so that they can be run.
    while let html5ever::TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
    tokenizer.end();
    *builder = tokenizer.sink.builder.into_inner();
}

struct Sink {
    builder: RefCell<Builder>,
    /// The current hidden element, and how many elements of its name are open in it.
    hidden: RefCell<Option<(String, usize)>>,
    /// True after white space, which is one space if text follows.
    space: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text(&text),
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn text(&self, text: &str) {
        if self.hidden.borrow().is_some() {
            return;
        }
        let mut builder = self.builder.borrow_mut();
        if builder.in_code() {
            return builder.text(text);
        }
        let is_space = |c: char| c.is_ascii_whitespace();
        for (at, word) in text.split(is_space).enumerate() {
            self.space.set(self.space.get() || at > 0);
            if !word.is_empty() {
                if self.space.take() && builder.needs_space() {
                    builder.text(" ");
                }
                builder.text(word);
            }
        }
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let opens = tag.kind == StartTag;
        if self.skips(name, opens, tag.self_closing) {
            return match name {
                "script" if opens => TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "iframe" | "noscript" if opens => TokenSinkResult::RawData(RawKind::Rawtext),
                "title" if opens => TokenSinkResult::RawData(RawKind::Rcdata),
                _ => TokenSinkResult::Continue,
            };
        }
        let builder = &mut *self.builder.borrow_mut();
        if self.space.get() && builder.needs_space() && is_inline(name) {
            builder.text(" ");
            self.space.set(false);
        }
        if opens {
            open(builder, tag);
        } else {
            close(builder, tag);
        }
        TokenSinkResult::Continue
    }

    /// Keeps track of hidden elements. True if the tag is one or is within one.
    fn skips(&self, name: &str, opens: bool, self_closing: bool) -> bool {
        let mut hidden = self.hidden.borrow_mut();
        match &mut *hidden {
            Some((element, depth)) => {
                if element == name {
                    *depth = if opens { *depth + 1 } else { *depth - 1 };
                    if *depth == 0 {
                        *hidden = None;
                    }
                } else if element == "head" && opens && name == "body" {
                    *hidden = None;
                    return false;
                }
                true
            }
            None if HIDDEN.contains(&name) => {
                if opens && !self_closing {
                    *hidden = Some((name.to_owned(), 1));
                }
                true
            }
            None => false,
        }
    }
}

fn is_inline(name: &str) -> bool {
    INLINES.contains(&name) || style(name).is_some() || matches!(name, "a" | "img")
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "b" | "strong" => Style::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Style::Italic,
        "s" | "strike" | "del" => Style::Struck,
        "code" | "kbd" | "samp" | "tt" => Style::Code,
        _ => return None,
    })
}

fn container(tag: &Tag) -> Option<Container> {
    Some(match &*tag.name {
        "blockquote" => Container::Quote,
        "ul" | "menu" | "dir" => Container::List(None),
        "ol" => Container::List(Some(
            attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1).clamp(0, MAX_NUMBER),
        )),
        "li" => Container::Item,
        "table" => Container::Table,
        "tr" => Container::Row,
        "td" | "th" => Container::Cell,
        _ => return None,
    })
}

fn open(builder: &mut Builder, tag: &Tag) {
    if let Some(style) = style(&tag.name) {
        return builder.open_style(style);
    }
    if let Some(container) = container(tag) {
        if matches!(container, Container::Item | Container::Cell | Container::Row) {
            builder.close(container);
        }
        return builder.open(container);
    }
    match &*tag.name {
        "a" => builder.open_link(attribute(tag, "href").unwrap_or_default()),
        "img" => builder.image(attribute(tag, "alt").unwrap_or_default()),
        "br" => builder.line_break(),
        "hr" => builder.rule(),
        "pre" | "textarea" | "listing" => builder.start_code(),
        name if BLOCKS.contains(&name) => builder.end_paragraph(),
        name if INLINES.contains(&name) => {}
        name => match heading(name) {
            Some(level) => builder.start_heading(level),
            None => builder.text(&as_written(tag)),
        },
    }
}

fn close(builder: &mut Builder, tag: &Tag) {
    if let Some(style) = style(&tag.name) {
        return builder.close_style(style);
    }
    if let Some(container) = container(tag) {
        return builder.close(container);
    }
    match &*tag.name {
        "a" => builder.close_link(),
        "pre" | "textarea" | "listing" => builder.close_code(),
        "br" => builder.line_break(),
        "img" | "hr" => {}
        name if BLOCKS.contains(&name) || heading(name).is_some() => builder.end_paragraph(),
        name if INLINES.contains(&name) => {}
        _ => builder.text(&as_written(tag)),
    }
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// An unknown tag as text: `Vec<int>`.
fn as_written(tag: &Tag) -> String {
    let slash = if tag.kind == StartTag { "" } else { "/" };
    let mut text = format!("<{slash}{}", &*tag.name);
    for attribute in &tag.attrs {
        text.push(' ');
        text.push_str(&attribute.name.local);
        if !attribute.value.is_empty() {
            text.push('=');
            text.push_str(&attribute.value);
        }
    }
    text.push('>');
    text
}
