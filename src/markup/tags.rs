//! Finds the tags in the source of HTML, in one pass, and takes from them what the tokenizer cannot: it looks through
//! all attributes of a tag for each of them, and forgets how names were written.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::elements::{RAW, is_element};

/// Attributes of a tag that are read. No page has as many; the tokenizer takes time quadratic in their number.
const MAX_ATTRIBUTES: usize = 100;

/// A tag in the source.
#[derive(Debug)]
pub(crate) struct SourceTag<'a> {
    /// Where it is, with its brackets.
    pub(crate) range: Range<usize>,
    pub(crate) name: &'a str,
    pub(crate) closes: bool,
    /// True for `<br/>`.
    pub(crate) closes_itself: bool,
    /// The source of its attributes.
    attributes: Range<usize>,
    /// Where the first attribute starts that is too many.
    excess: Option<usize>,
}

impl<'a> SourceTag<'a> {
    /// The value of an attribute as it is written; `html` is the source.
    pub(crate) fn attribute(&self, html: &'a str, name: &str) -> Option<&'a str> {
        let source = &html[..self.attributes.end];
        let mut at = self.attributes.start;
        while let Some(attribute) = Attribute::next(source, at) {
            if attribute.name.eq_ignore_ascii_case(name) {
                return Some(attribute.value);
            }
            at = attribute.end;
        }
        None
    }
}

/// The tags of a source, in order. Comments have none, nor has what a script holds.
pub(crate) struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// The tag whose name starts there.
    fn tag(&mut self, start: usize, name_start: usize) -> SourceTag<'a> {
        let html = self.html;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_len = html.as_bytes()[name_start..].iter().position(is_end).unwrap_or(html.len() - name_start);
        let name = &html[name_start..name_start + name_len];
        let (mut at, mut count, mut excess) = (name_start + name_len, 0, None);
        let attributes = at;
        while let Some(attribute) = Attribute::next(html, at) {
            count += 1;
            if count > MAX_ATTRIBUTES && excess.is_none() {
                excess = Some(attribute.start);
                // What follows is text, and may have tags of its own.
                if !is_element(name) {
                    at = attribute.start;
                    break;
                }
            }
            at = attribute.end;
        }
        let end = if excess.is_some() && !is_element(name) { at } else { end_of_tag(html, at) };
        let closes_itself = html[at..end].contains('/');
        let range = start..end;
        SourceTag { range, name, closes: name_start > start + 1, closes_itself, attributes: attributes..at, excess }
    }

    /// Where the text of a raw element ends.
    fn end_of_raw(&self, name: &str, from: usize) -> usize {
        let rest = &self.html.as_bytes()[from..];
        let closes = |at: &usize| {
            rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        };
        memmem::find_iter(rest, "</").find(closes).map_or(self.html.len(), |at| from + at)
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = SourceTag<'a>;

    fn next(&mut self) -> Option<SourceTag<'a>> {
        loop {
            let bytes = self.html.as_bytes();
            let start = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            let rest = &bytes[start + 1..];
            if rest.starts_with(b"!--") {
                let is_end = |end: &usize| rest[1..*end].ends_with(b"--") || rest[1..*end].ends_with(b"--!");
                self.at = start + 2 + memchr_iter(b'>', rest).find(is_end)?;
                continue;
            }
            let name_start = start + 1 + usize::from(rest.first() == Some(&b'/'));
            match bytes.get(name_start)? {
                byte if byte.is_ascii_alphabetic() => {}
                b'!' | b'?' => {
                    self.at = start + 1 + memchr(b'>', rest)?;
                    continue;
                }
                _ => {
                    self.at = name_start;
                    continue;
                }
            }
            let tag = self.tag(start, name_start);
            self.at = tag.range.end;
            if !tag.closes && !tag.closes_itself && RAW.iter().any(|raw| tag.name.eq_ignore_ascii_case(raw)) {
                self.at = self.end_of_raw(tag.name, self.at);
            }
            return Some(tag);
        }
    }
}

/// Where a tag ends whose last attribute ends at `at`.
fn end_of_tag(html: &str, at: usize) -> usize {
    memchr(b'>', &html.as_bytes()[at..]).map_or(html.len(), |end| at + end + 1)
}

struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Attribute<'a> {
    /// The next attribute of a tag; `None` at the end of the tag.
    fn next(html: &'a str, at: usize) -> Option<Self> {
        let bytes = html.as_bytes();
        let skip = |from: usize, skipped: fn(&u8) -> bool| {
            bytes[from..].iter().position(|byte| !skipped(byte)).map_or(bytes.len(), |len| from + len)
        };
        let start = skip(at, |byte| byte.is_ascii_whitespace() || *byte == b'/');
        if *bytes.get(start)? == b'>' {
            return None;
        }
        // A name may begin with `=`.
        let name_end = skip(start + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let name = &html[start..name_end];
        let sign = skip(name_end, u8::is_ascii_whitespace);
        if bytes.get(sign) != Some(&b'=') {
            return Some(Self { name, value: "", start, end: name_end });
        }
        let from = skip(sign + 1, u8::is_ascii_whitespace);
        let (value, end) = match bytes.get(from) {
            Some(quote @ (b'"' | b'\'')) => {
                let len = memchr(*quote, &bytes[from + 1..]).unwrap_or(bytes.len() - from - 1);
                (from + 1..from + 1 + len, (from + 2 + len).min(bytes.len()))
            }
            _ => {
                let end = skip(from, |byte| !byte.is_ascii_whitespace() && *byte != b'>');
                (from..end, end)
            }
        };
        Some(Self { name, value: &html[value], start, end })
    }
}

/// The source without the attributes that are too many. A tag that is none, with as many words in it, becomes text.
pub(super) fn with_few_attributes(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for tag in Tags::new(html) {
        let Some(excess) = tag.excess else { continue };
        if is_element(tag.name) {
            out.push_str(&html[copied..excess]);
            copied = tag.attributes.end;
        } else {
            out.push_str(&html[copied..tag.range.start]);
            out.push_str(&html[tag.range.start..excess].replace('<', "&lt;"));
            copied = excess;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Elements that are not of HTML, but were made for a site: `<youtube-player …>`, `<Note>`.
#[derive(Debug, Default)]
pub(super) struct Components {
    /// The names, in small letters. True for one that stands on a line of its own.
    names: HashMap<String, bool>,
}

impl Components {
    /// Adds those in a range of a source. A name such as `<branch-name>` or `<String>` within a line, without
    /// attributes and never closed, was written to be read.
    pub(super) fn add(&mut self, source: &str, range: Range<usize>) {
        let part = &source[range.clone()];
        for tag in Tags::new(part).filter(|tag| is_component_name(tag.name)) {
            let before = source[..range.start + tag.range.start].trim_end_matches([' ', '\t']);
            let after = source[range.start + tag.range.end..].trim_start_matches([' ', '\t']);
            let is_alone =
                (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with(['\r', '\n']));
            if is_alone || tag.closes || tag.closes_itself || part[tag.attributes.clone()].contains('=') {
                *self.names.entry(tag.name.to_ascii_lowercase()).or_default() |= is_alone;
            }
        }
    }

    /// Whether a component ends the paragraph; `None` if the name is that of none.
    pub(super) fn get(&self, name: &str) -> Option<bool> {
        self.names.get(name).copied()
    }
}

/// True for a name with a hyphen or a colon, or with capitals and small letters. `<https:…>`, `<std::string>` and `<T>`
/// are text.
fn is_component_name(name: &str) -> bool {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match name.split_once(':') {
        Some((space, name)) => is_word(space) && is_word(name),
        None => {
            let has_case = || name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(char::is_lowercase);
            is_word(name) && !is_element(name) && (name.contains('-') || has_case())
        }
    }
}

/// True if a source may have tags of components: a look at the character after each `<` and at its name.
pub(super) fn may_have_components(source: &str) -> bool {
    memchr_iter(b'<', source.as_bytes()).any(|at| {
        let name = source[at + 1..].trim_start_matches('/');
        let len = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte)).count();
        is_component_name(&name[..len])
    })
}
