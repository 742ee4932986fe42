//! HTML to blocks, by the tokenizer of `html5ever`, which takes linear time on any input. No tree is built: trees of
//! hostile HTML are deep, and html5ever takes time quadratic in their depth.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::block::Align;
use super::builder::Builder;
use super::builder::links::is_page_address;
use super::elements::{BLOCKS, HIDDEN, INLINES, RAW, VOID, heading, is_element, is_inline, style};
use super::hidden::{End, Hidden, is_hidden};
use super::node::{CellForm, Container};
use super::tags::{Components, may_have_components, with_few_attributes};

/// The largest number of a list's first item: nine digits, as in Markdown.
const MAX_NUMBER: i64 = 999_999_999;

/// Columns and rows that one cell may span; a table that is shown as one has fewer.
const MAX_SPAN: u16 = 1000;

/// What is open in a source of which only a part has been read.
#[derive(Debug, Default)]
pub(super) struct State {
    hidden: Option<Hidden>,
    media: Option<Media>,
    pub(super) components: Components,
}

/// An open element that may have its address in an element within it.
#[derive(Clone, Copy, Debug)]
struct Media {
    kind: &'static str,
    /// True if it is a link already.
    is_linked: bool,
}

impl State {
    /// True for the tag of an element; `<int>` is text.
    pub(super) fn is_known(&self, tag: &str) -> bool {
        let name = tag.trim_start_matches(['<', '/']);
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let name = &name[..name.find(is_end).unwrap_or(name.len())];
        tag.starts_with("<!")
            || tag.starts_with("<?")
            || is_element(name)
            || self.components.get(&name.to_ascii_lowercase()).is_some()
    }

    /// True within a hidden element.
    pub(super) fn hides(&self) -> bool {
        self.hidden.is_some()
    }

    /// Ends what is open, at the end of a block.
    pub(super) fn end_block(&mut self) {
        self.hidden = None;
        self.media = None;
    }

    /// Keeps track of hidden elements. True if the tag is one or is within one.
    fn skips(&mut self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        let opens = tag.kind == StartTag;
        if let Some(hidden) = &mut self.hidden {
            let end = if opens { hidden.open(name) } else { hidden.close(name) };
            if end != End::Later {
                self.hidden = None;
            }
            if end != End::Before {
                return true;
            }
        }
        let is_hidden = HIDDEN.contains(&name) || (opens && is_hidden(|name| attribute(tag, name)));
        if is_hidden && opens && !tag.self_closing && !VOID.contains(&name) {
            self.hidden = Some(Hidden::new(name));
        }
        is_hidden
    }

    /// Takes the tag of an element that shows what is elsewhere; returns what kind of thing that is, and its address.
    fn embeds<'a>(&mut self, tag: &'a Tag) -> Option<(&'static str, &'a str)> {
        let address = address(tag);
        let open = self.media.filter(|media| !media.is_linked);
        let kind = match &*tag.name {
            "video" | "iframe" => "video",
            "embed" if self.media.is_none() || open.is_some() => "video",
            "object" => "object",
            "audio" => "audio",
            "source" => open.filter(|media| media.kind != "object")?.kind,
            _ => return None,
        };
        if matches!(&*tag.name, "video" | "audio" | "object") {
            self.media = Some(Media { kind, is_linked: address.is_some() });
        } else if let (Some(media), Some(_)) = (&mut self.media, address) {
            media.is_linked = true;
        }
        Some((if kind == "object" { "video" } else { kind }, address?))
    }
}

/// Reads HTML into a builder.
pub(super) fn read(html: &str, builder: &mut Builder) {
    let mut state = State::default();
    if may_have_components(html) {
        state.components.add(html, 0..html.len());
    }
    read_part(html, &mut state, builder);
}

/// Reads a part of a source into a builder.
pub(super) fn read_part(html: &str, state: &mut State, builder: &mut Builder) {
    let html = &*with_few_attributes(html);
    let sink = Sink {
        builder: RefCell::new(std::mem::take(builder)),
        state: RefCell::new(std::mem::take(state)),
        space: Cell::new(false),
    };
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
    *state = tokenizer.sink.state.into_inner();
}

struct Sink {
    builder: RefCell<Builder>,
    state: RefCell<State>,
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
        if self.state.borrow().hides() {
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
        let state = &mut *self.state.borrow_mut();
        let was_hidden = state.hides();
        if state.skips(tag) {
            let is_hidden = was_hidden || is_hidden(|name| attribute(tag, name));
            if name == "iframe" && opens && !is_hidden {
                self.embed(tag, state);
            }
            return if opens && !tag.self_closing { raw(name) } else { TokenSinkResult::Continue };
        }
        let mut builder = self.builder.borrow_mut();
        if self.space.get() && builder.needs_space() && (is_inline(name) || !is_element(name)) {
            builder.text(" ");
            self.space.set(false);
        }
        if !opens {
            if matches!(name, "video" | "audio" | "object") {
                state.media = None;
            }
            close(&mut builder, tag, &state.components);
            return TokenSinkResult::Continue;
        }
        open(&mut builder, tag, &state.components);
        let name = attribute(tag, "id").or_else(|| attribute(tag, "name").filter(|_| name == "a"));
        if let Some(name) = name {
            builder.place(name);
        }
        drop(builder);
        self.embed(tag, state);
        TokenSinkResult::Continue
    }

    /// Adds what an element shows from elsewhere.
    fn embed(&self, tag: &Tag, state: &mut State) {
        let Some((kind, address)) = state.embeds(tag) else { return };
        let builder = &mut *self.builder.borrow_mut();
        if builder.needs_space() {
            builder.text(" ");
        }
        builder.embedded(kind, address);
        if state.media.is_some_and(|media| media.kind != "object") {
            builder.end_paragraph();
        } else {
            self.space.set(true);
        }
    }
}

/// How the text of an element is read.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ if RAW.contains(&name) => TokenSinkResult::RawData(RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
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
        "td" | "th" => Container::Cell(CellForm {
            columns: span(tag, "colspan"),
            rows: span(tag, "rowspan"),
            align: align(tag),
            is_head: &*tag.name == "th",
        }),
        _ => return None,
    })
}

/// On which side of its column a cell stands.
fn align(tag: &Tag) -> Align {
    let style = attribute(tag, "style").and_then(|style| style.split_once("text-align"));
    let align = style.map(|(_, value)| value.trim_start_matches([' ', ':'])).or_else(|| attribute(tag, "align"));
    match align.map(str::trim_start) {
        Some(align) if align.starts_with("right") => Align::Right,
        Some(align) if align.starts_with("center") => Align::Center,
        _ => Align::Left,
    }
}

/// How many columns or rows a cell spans. No rows are all that follow.
fn span(tag: &Tag, name: &str) -> u16 {
    let span = attribute(tag, name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
    if span == 0 && name == "rowspan" { MAX_SPAN } else { span.clamp(1, MAX_SPAN) }
}

/// The language of code that a class names: `rust` of `language-rust`. Empty if none does.
fn language(tag: &Tag) -> String {
    let prefixes = ["language-", "lang-", "highlight-source-"];
    let language = |word: &str| prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).map(str::to_lowercase);
    attribute(tag, "class").unwrap_or_default().split_whitespace().find_map(language).unwrap_or_default()
}

fn open(builder: &mut Builder, tag: &Tag, components: &Components) {
    if let Some(style) = style(&tag.name) {
        builder.set_language(language(tag));
        return builder.open_style(style);
    }
    if let Some(container) = container(tag) {
        if matches!(container, Container::Item | Container::Cell(_) | Container::Row) {
            builder.close(container);
        }
        return builder.open(container);
    }
    match &*tag.name {
        "a" => builder.open_link(attribute(tag, "href").unwrap_or_default()),
        "img" => builder.image(attribute(tag, "alt").unwrap_or_default(), address(tag).unwrap_or_default()),
        "br" => builder.line_break(),
        "hr" => builder.rule(),
        "base" => builder.set_page(attribute(tag, "href").unwrap_or_default()),
        "pre" | "textarea" | "listing" => builder.start_code_in(language(tag)),
        name if BLOCKS.contains(&name) => builder.end_paragraph(),
        name if INLINES.contains(&name) => {}
        name => match heading(name) {
            Some(level) => builder.start_heading(level),
            None => unknown(builder, tag, components),
        },
    }
}

fn close(builder: &mut Builder, tag: &Tag, components: &Components) {
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
        _ => unknown(builder, tag, components),
    }
}

/// A tag that is not of HTML: that of a component is dropped, any other is text.
fn unknown(builder: &mut Builder, tag: &Tag, components: &Components) {
    match components.get(&tag.name) {
        Some(true) => builder.end_paragraph(),
        Some(false) => {}
        None => builder.text(&as_written(tag)),
    }
}

/// The address of what an element shows. Pages that load pictures late keep it in another attribute.
fn address(tag: &Tag) -> Option<&str> {
    let names: &[&str] = if &*tag.name == "object" { &["data"] } else { &["src", "data-src"] };
    names.iter().filter_map(|name| attribute(tag, name)).find(|address| is_page_address(address))
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
