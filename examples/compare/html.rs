//! HTML within Markdown, tag by tag.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::text::{Gap, Text};

/// A comment, a declaration, or a tag with its name and its attributes.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"(?s)<!--.*?-->|<[!?].*?>|<(/?)([A-Za-z][\w:.-]*)((?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?|\s*/(?:[^>]|$))*?)\s*/?>"#,
    )
});

/// An attribute with its value.
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"#));

/// Elements whose text is not shown.
const HIDDEN: &str = " script style head title template noscript svg iframe ";

/// Elements that have no end tag.
const VOID: &str = " area base br col embed frame hr img input link meta param source track wbr ";

/// Elements that stand in a line.
const INLINE: &str = " a abbr acronym applet area b base basefont bdi bdo bgsound big blink button-text canvas cite \
    code col colgroup data datalist del dfn em embed font frame i img input ins kbd keygen label link map mark meta \
    meter nobr object output param picture progress q rb rp rt rtc ruby s samp script slot small source spacer span \
    strike strong style sub sup svg tbody template tfoot thead time track tt u var wbr iframe noscript math mrow mi mo \
    mn ms mtext mspace mstyle msup msub msubsup mfrac msqrt mroot mover munder semantics annotation ";

/// Elements that end a paragraph.
const BLOCK: &str = " address article aside audio blockquote body button caption center dd details dialog dir div dl \
    dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html head legend li listing \
    main marquee menu nav noframes ol optgroup option p pre search section select summary table td textarea th title \
    tr ul video ";

/// What is open.
#[derive(Debug, Default)]
pub struct Html {
    /// The hidden element that is open, and how many of its name.
    hidden: Option<(String, usize)>,
    /// What a hidden element has within a paragraph. If the element does not end there, it is shown.
    held: String,
    is_code: bool,
    /// Whether a link is open, of HTML or of Markdown.
    pub in_link: bool,
    /// Whether an open `video` or `audio` has no address yet.
    needs_source: Option<&'static str>,
    /// The start of an open heading.
    heading: Option<usize>,
    components: HashSet<String>,
}

impl Html {
    /// Nothing is open; `source` is the whole text.
    pub fn of(source: &str) -> Self {
        Self { components: components(source), ..Self::default() }
    }

    /// Ends what is open at the end of a block of Markdown.
    pub fn end_block(&mut self, text: &mut Text) {
        self.hidden = None;
        text.add(&std::mem::take(&mut self.held));
    }

    /// Adds text of Markdown.
    pub fn text(&mut self, run: &str, text: &mut Text) {
        match self.hidden {
            Some(_) => self.held.push_str(run),
            None if self.is_code => text.add_code(run),
            None => text.add(run),
        }
    }

    /// What is between blocks of Markdown: lines, if they are code.
    pub fn block_gap(&self) -> Gap {
        if self.is_code { Gap::Line } else { Gap::Block }
    }

    /// Adds a line break that is a blank, but in code.
    pub fn soft_break(&mut self, text: &mut Text) {
        if self.is_code { text.gap(Gap::Line) } else { self.text(" ", text) }
    }

    pub fn hides(&self) -> bool {
        self.hidden.is_some()
    }

    /// Reads a part of a source.
    pub fn read(&mut self, html: &str, text: &mut Text) {
        let mut done = 0;
        for tag in TAG.captures_iter(html) {
            let Some(range) = tag.get(0).map(|tag| tag.range()) else { continue };
            if range.start < done {
                continue;
            }
            self.raw_text(&html[done..range.start], text);
            done = range.end;
            if let Some(name) = tag.get(2) {
                self.tag(&name.as_str().to_ascii_lowercase(), &tag, text);
                if let Some((name, _)) = &self.hidden
                    && matches!(&**name, "script" | "style" | "title" | "noscript" | "iframe")
                {
                    let end = html[done..].to_ascii_lowercase().find(&format!("</{name}"));
                    done = end.map_or(html.len(), |end| done + end);
                }
            }
        }
        self.raw_text(&html[done.min(html.len())..], text);
    }

    fn raw_text(&mut self, source: &str, text: &mut Text) {
        if self.hidden.is_some() {
            return;
        }
        let decoded = htmlize::unescape(source);
        if !self.is_code {
            return text.add(&decoded);
        }
        for (at, line) in decoded.split('\n').enumerate() {
            if at > 0 {
                text.gap(Gap::Line);
            }
            text.add_code(line);
        }
    }

    fn tag(&mut self, name: &str, tag: &Captures<'_>, text: &mut Text) {
        let closes = tag.get(1).is_some_and(|slash| !slash.is_empty());
        let attributes = tag.get(3).map_or("", |attributes| attributes.as_str());
        let itself = tag.get(0).is_some_and(|tag| tag.as_str().ends_with("/>"));
        let is_in = |names: &str| names.contains(&format!(" {name} "));
        if let Some((hidden, open)) = &mut self.hidden {
            if hidden == name {
                *open = if closes { *open - 1 } else { *open + 1 };
            }
            if *open == 0 {
                self.hidden = None;
                self.held.clear();
            }
            return;
        }
        if !closes && !is_hidden(attributes) {
            self.media(name, attributes, text);
        }
        if !closes && (is_in(HIDDEN) || is_hidden(attributes)) {
            if !is_in(VOID) && !itself {
                self.hidden = Some((name.to_owned(), 1));
            }
            return;
        }
        if name == "a" {
            self.in_link = !closes;
            text.links.extend(attribute(attributes, "href").filter(|_| !closes));
        } else if name == "br" {
            text.gap(Gap::Line);
        } else if is_in(BLOCK) {
            self.block(name, closes, text);
        } else if !is_in(INLINE) && !self.components.contains(name) {
            text.add(tag.get(0).map_or("", |tag| tag.as_str()));
        }
    }

    fn block(&mut self, name: &str, closes: bool, text: &mut Text) {
        text.gap(Gap::Block);
        if matches!(name, "pre" | "textarea" | "listing") {
            self.is_code = !closes;
        }
        if name.starts_with('h') && name.ends_with(|c: char| c.is_ascii_digit()) {
            match self.heading.take() {
                Some(start) if closes => text.headings.push(text.letters_from(start)),
                _ => self.heading = (!closes).then_some(text.letters.len()),
            }
        }
        if closes && matches!(name, "video" | "audio") {
            self.needs_source = None;
        }
    }

    /// Adds what is shown from elsewhere.
    fn media(&mut self, name: &str, attributes: &str, text: &mut Text) {
        let address = ["src", "data-src", "data"].iter().find_map(|key| attribute(attributes, key));
        let address = address.filter(|address| !address.starts_with("data:"));
        let kind = match name {
            "img" => {
                let alt = attribute(attributes, "alt").filter(|alt| !alt.is_empty());
                text.add(&alt.map_or_else(|| "[image]".to_owned(), |alt| format!("[image: {alt}]")));
                text.links.extend(address.filter(|_| !self.in_link));
                return;
            }
            "source" => self.needs_source.take(),
            "video" | "iframe" | "embed" | "object" => Some("video"),
            "audio" => Some("audio"),
            _ => None,
        };
        let Some(kind) = kind else { return };
        match address {
            Some(address) => {
                text.add(&format!(" {kind} {} ", host(&address)));
                text.links.extend(Some(address).filter(|_| !self.in_link));
            }
            None if matches!(name, "video" | "audio") => self.needs_source = Some(kind),
            None => {}
        }
    }
}

/// The host of an address.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// The value of an attribute.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let found = ATTRIBUTE.captures_iter(attributes).find(|found| found[1].eq_ignore_ascii_case(name))?;
    let value = (2..=4).find_map(|group| found.get(group)).map_or("", |value| value.as_str());
    Some(htmlize::unescape_attribute(value.trim()).into_owned())
}

/// Whether the attributes of an element hide it.
fn is_hidden(attributes: &str) -> bool {
    let style = attribute(attributes, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    attribute(attributes, "hidden").is_some() || style.contains("display:none") || style.contains("mso-hide:all")
}

/// The names of the components of a source.
fn components(source: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    for tag in TAG.captures_iter(source) {
        let (Some(range), Some(name)) = (tag.get(0), tag.get(2)) else { continue };
        let text = name.as_str();
        let has_case = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.contains(char::is_lowercase);
        let before = source[..range.start()].trim_end_matches([' ', '\t']);
        let after = source[range.end()..].trim_start_matches([' ', '\t']);
        let is_alone = (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
        let is_used = is_alone || &tag[1] == "/" || range.as_str().ends_with("/>") || tag[3].contains('=');
        if (text.contains(['-', ':']) || has_case) && is_used {
            names.insert(text.to_ascii_lowercase());
        }
    }
    names
}

/// A pattern that is written in this program.
pub fn regex(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns do not depend on the input")]
    Regex::new(pattern).expect("a pattern")
}
