//! Saved pages: what their heads say about them, and which part of them is the text.

use std::ops::Range;

use super::field_text::field_text;
use crate::markup::{SourceTag, Tags};
use crate::model::has_web_scheme;
use crate::text::{CleanText, prefix};

/// The start of a file in which the tags of a page are looked for, in bytes.
const START: usize = 4096;

/// Parts of a page that stand around its text.
const AROUND: [&str; 8] = ["nav", "header", "footer", "aside", "form", "template", "svg", "dialog"];

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct PageMeta<'a> {
    title: Option<&'a str>,
    /// The `title` element, which often ends in the name of the site.
    window_title: Option<&'a str>,
    pub(super) date: Option<&'a str>,
    author: Option<&'a str>,
    link: Option<&'a str>,
    canonical: Option<&'a str>,
    base: Option<&'a str>,
    is_page: bool,
    text: Option<Range<usize>>,
}

impl<'a> PageMeta<'a> {
    /// Reads a file of HTML. Nothing is known of one that is no whole page.
    pub(super) fn read(html: &'a str) -> Self {
        let start = prefix(html, START).to_ascii_lowercase();
        if !start.contains("<html") || !start.contains("<head") {
            return Self::default();
        }
        let mut page = Self { is_page: true, ..Self::default() };
        let mut finder = TextFinder::default();
        for tag in Tags::new(html) {
            if !finder.in_body {
                page.head_tag(&tag, html);
            }
            finder.tag(&tag, html);
        }
        page.text = finder.text();
        page
    }

    fn head_tag(&mut self, tag: &SourceTag<'a>, html: &'a str) {
        let is = |name: &str| !tag.closes && tag.name.eq_ignore_ascii_case(name);
        if is("title") {
            let rest = &html[tag.range.end..];
            self.window_title = self.window_title.or(rest.find('<').map(|end| &rest[..end]));
        } else if is("link") {
            let is_canonical = tag.attribute(html, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
            self.canonical = self.canonical.or_else(|| tag.attribute(html, "href").filter(|_| is_canonical));
        } else if is("base") {
            self.base = self.base.or_else(|| tag.attribute(html, "href"));
        } else if is("meta") {
            let Some(content) = tag.attribute(html, "content").filter(|content| !content.trim().is_empty()) else {
                return;
            };
            let name = tag.attribute(html, "property").or_else(|| tag.attribute(html, "name")).unwrap_or_default();
            let field = match name.to_ascii_lowercase().as_str() {
                "og:title" => &mut self.title,
                "article:published_time" => &mut self.date,
                "author" => &mut self.author,
                "og:url" => &mut self.link,
                _ => return,
            };
            field.get_or_insert(content);
        }
    }

    /// The part of the page that is its text.
    pub(super) fn body<'b>(&self, html: &'b str) -> &'b str {
        self.text.clone().and_then(|range| html.get(range)).unwrap_or(html)
    }

    /// The title, for which `heading` is the first one of the text.
    pub(super) fn title(&self, heading: impl FnOnce() -> Option<CleanText>) -> Option<CleanText> {
        let text = |raw: &str| Some(field_text(raw)).filter(|title| title.chars().any(char::is_alphanumeric));
        if !self.is_page {
            return None;
        }
        let without_site = |title: &'a str| title.rsplit_once(" | ").map_or(title, |(title, _)| title);
        self.title.and_then(text).or_else(heading).or_else(|| self.window_title.map(without_site).and_then(text))
    }

    pub(super) fn author(&self) -> Option<CleanText> {
        self.author.map(field_text)
    }

    /// The address that others in it are relative to.
    pub(super) fn base(&self) -> Option<&'a str> {
        self.base.or(self.canonical).map(str::trim).filter(|address| has_web_scheme(address))
    }

    pub(super) fn link(&self) -> Option<&'a str> {
        self.link.or(self.canonical).map(str::trim)
    }
}

/// Finds the one element that holds most of a page's text.
#[derive(Debug, Default)]
struct TextFinder {
    in_body: bool,
    article: Part,
    main: Part,
    /// Elements around the text that are open.
    around: usize,
    /// Letters of the page outside of them.
    letters: usize,
    /// Where the text after the last tag starts; `None` within a script or style.
    from: Option<usize>,
}

/// An element that may hold the text.
#[derive(Debug, Default)]
struct Part {
    /// How many of its name there are, and how many of them are open.
    count: usize,
    open: usize,
    range: Range<usize>,
    letters: usize,
}

impl Part {
    fn tag(&mut self, tag: &SourceTag<'_>) {
        if !tag.closes {
            self.count += 1;
            self.open += 1;
            self.range.start = tag.range.end;
        } else if self.open > 0 {
            self.open -= 1;
            self.range.end = tag.range.start;
        }
    }

    /// Where its text is, if there is but one and it holds most of the letters of the page.
    fn text(&self, of: usize) -> Option<Range<usize>> {
        (self.count == 1 && self.open == 0 && self.letters * 2 > of).then(|| self.range.clone())
    }
}

impl TextFinder {
    fn tag(&mut self, tag: &SourceTag<'_>, html: &str) {
        let name = &*tag.name.to_ascii_lowercase();
        if let Some(from) = self.from.filter(|_| self.in_body) {
            self.count(&html[from..tag.range.start]);
        }
        let is_raw = !tag.closes && matches!(name, "script" | "style" | "noscript" | "iframe" | "title");
        self.from = Some(tag.range.end).filter(|_| !is_raw);
        self.in_body |= name == "body" || (name == "head" && tag.closes);
        match name {
            "article" => self.article.tag(tag),
            "main" => self.main.tag(tag),
            _ if AROUND.contains(&name) && tag.closes => self.around = self.around.saturating_sub(1),
            _ if AROUND.contains(&name) && !tag.closes_itself => self.around += 1,
            _ => {}
        }
    }

    fn count(&mut self, text: &str) {
        let letters = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count();
        let (in_article, in_main) = (self.article.open > 0, self.main.open > 0);
        self.article.letters += letters * usize::from(in_article);
        self.main.letters += letters * usize::from(in_main);
        self.letters += letters * usize::from(in_article || in_main || self.around == 0);
    }

    fn text(&self) -> Option<Range<usize>> {
        self.article.text(self.letters).or_else(|| self.main.text(self.letters))
    }
}
