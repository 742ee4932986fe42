//! Saved pages: what their heads say about them, and which part of them is the text.

use std::borrow::Cow;
use std::ops::Range;

use super::field_text::field_text;
use super::json_ld;
use crate::markup::{SourceTag, Tags};
use crate::model::has_web_scheme;
use crate::text::{CleanText, prefix};

/// The start of a file in which the tags of a page are looked for, in bytes.
const START: usize = 4096;

/// Parts of a page that stand around its text.
const AROUND: [&str; 8] = ["nav", "header", "footer", "aside", "form", "template", "svg", "dialog"];

/// What stands between the title of a page and the name of its site.
const DIVIDERS: [char; 8] = [' ', '|', '-', '–', '—', '·', ':', '•'];

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct PageMeta<'a> {
    title: Option<Cow<'a, str>>,
    /// The `title` element, which often ends in the name of the site.
    window_title: Option<&'a str>,
    site: Option<Cow<'a, str>>,
    pub(super) date: Option<Cow<'a, str>>,
    pub(super) author: Option<Cow<'a, str>>,
    pub(super) description: Option<Cow<'a, str>>,
    pub(super) category: Option<Cow<'a, str>>,
    pub(super) tags: Option<Cow<'a, str>>,
    /// Its address, by how it is known: from its head, from its text, or from the program that saved it.
    links: [Option<Cow<'a, str>>; 4],
    /// What addresses in it are relative to, if it says so.
    base: Option<&'a str>,
    pub(super) is_draft: bool,
    /// True if there is a page, and not only a piece of HTML.
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
        page.links[3] = saved_from(prefix(html, START)).map(Cow::Borrowed);
        let mut finder = TextFinder::default();
        let mut article = None;
        for tag in Tags::new(html) {
            if !finder.in_body {
                page.head_tag(&tag, html);
            } else if !tag.closes {
                page.body_tag(&tag, html);
            }
            let is_data = |kind: &str| kind.eq_ignore_ascii_case("application/ld+json");
            if article.is_none()
                && tag.name.eq_ignore_ascii_case("script")
                && tag.attribute(html, "type").is_some_and(is_data)
            {
                article = html[tag.range.end..].split("</").next().and_then(json_ld::article);
            }
            finder.tag(&tag, html);
        }
        page.text = finder.text();
        if let Some(article) = article {
            page.title = page.title.or(article.title.map(Cow::Owned));
            page.date = page.date.or(article.date.map(Cow::Owned));
            page.author = page.author.or(article.author.map(Cow::Owned));
        }
        page
    }

    /// What a list of pages says about one that is only a piece of HTML.
    pub(super) fn listed(
        title: Option<Cow<'a, str>>,
        description: Option<Cow<'a, str>>,
        date: Option<Cow<'a, str>>,
        is_draft: bool,
    ) -> Self {
        Self { title, description, date, is_draft, is_page: true, ..Self::default() }
    }

    fn head_tag(&mut self, tag: &SourceTag<'a>, html: &'a str) {
        let is = |name: &str| !tag.closes && tag.name.eq_ignore_ascii_case(name);
        if is("title") {
            let rest = &html[tag.range.end..];
            self.window_title = self.window_title.or(rest.find('<').map(|end| &rest[..end]));
        } else if is("link") {
            let is_canonical = tag.attribute(html, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
            let address = tag.attribute(html, "href").filter(|_| is_canonical);
            self.links[1] = self.links[1].take().or(address.map(Cow::Borrowed));
        } else if is("base") {
            self.base = self.base.or_else(|| tag.attribute(html, "href"));
        } else if is("meta") {
            let Some(content) = tag.attribute(html, "content").filter(|content| !content.trim().is_empty()) else {
                return;
            };
            let name = tag.attribute(html, "property").or_else(|| tag.attribute(html, "name")).unwrap_or_default();
            let field = match name.to_ascii_lowercase().as_str() {
                "og:title" => &mut self.title,
                "article:published_time" | "date" => &mut self.date,
                "author" | "authors" => &mut self.author,
                "summary" => &mut self.description,
                "category" => &mut self.category,
                "tags" => &mut self.tags,
                "og:url" => &mut self.links[0],
                "og:site_name" => &mut self.site,
                _ => return,
            };
            field.get_or_insert(Cow::Borrowed(content));
        }
    }

    /// What an element of the text says, by the classes of microformats and the properties of microdata.
    fn body_tag(&mut self, tag: &SourceTag<'a>, html: &'a str) {
        let attribute = |name: &str| tag.attribute(html, name).filter(|value| !value.trim().is_empty());
        let text = || html[tag.range.end..].split('<').next().filter(|text| !text.trim().is_empty());
        let classes = attribute("class").unwrap_or_default();
        let is = |name: &str| classes.split_ascii_whitespace().any(|class| class == name);
        let has_property = |name: &str| attribute("itemprop") == Some(name);
        if is("dt-published") || has_property("datePublished") {
            let date = attribute("datetime").or_else(|| attribute("content"));
            self.date = self.date.take().or(date.map(Cow::Borrowed));
        } else if is("p-author") {
            self.author = self.author.take().or(text().map(Cow::Borrowed));
        } else if is("p-summary") {
            self.description = self.description.take().or(text().map(Cow::Borrowed));
        } else if is("p-canonical") {
            self.links[2] = self.links[2].take().or(attribute("href").map(Cow::Borrowed));
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
        let title = self.title.as_deref().and_then(text).or_else(heading);
        title.or_else(|| self.window_title.map(|title| self.without_site(title)).and_then(text))
    }

    /// The title of a window without the name of the site: what follows the last ` | `, or what the page calls so.
    fn without_site(&self, title: &'a str) -> &'a str {
        let title = title.rsplit_once(" | ").map_or(title, |(title, _)| title).trim();
        let Some(site) = self.site.as_deref().map(str::trim).filter(|site| *site != title) else { return title };
        let has_divider = |rest: &&str| rest.starts_with(DIVIDERS) || rest.ends_with(DIVIDERS);
        let rest = title.strip_suffix(site).or_else(|| title.strip_prefix(site)).filter(has_divider);
        rest.map_or(title, |rest| rest.trim_matches(DIVIDERS))
    }

    /// The address that others in it are relative to, unless that is its link.
    pub(super) fn base(&self) -> Option<&'a str> {
        self.base.map(str::trim).filter(|address| has_web_scheme(address))
    }

    pub(super) fn link(&self) -> Option<Cow<'a, str>> {
        self.links.iter().flatten().next().map(|link| Cow::Owned(link.trim().to_owned()))
    }
}

/// The address that a browser wrote into a page when it saved it.
fn saved_from(start: &str) -> Option<&str> {
    let chrome = || start.split_once("<!-- saved from url=(")?.1.split_once(')').map(|(_, rest)| rest);
    let single_file = || start.split_once("Page saved with SingleFile")?.1.split_once("url: ").map(|(_, rest)| rest);
    let address = chrome().or_else(single_file)?.split_ascii_whitespace().next()?;
    address.starts_with("http").then_some(address)
}

/// Finds the one element that holds most of a page's text, or is marked as the text.
#[derive(Debug, Default)]
struct TextFinder {
    in_body: bool,
    article: Part,
    main: Part,
    /// An element of the class `e-content`, and its name.
    content: Part,
    content_name: String,
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

    /// A tag within it that has its name.
    fn nested(&mut self, tag: &SourceTag<'_>) {
        self.open = if tag.closes { self.open - 1 } else { self.open + 1 };
        self.range.end = tag.range.start;
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
        let classes = tag.attribute(html, "class").unwrap_or_default();
        if self.content.open > 0 && name == self.content_name {
            self.content.nested(tag);
        } else if !tag.closes && classes.split_ascii_whitespace().any(|class| class == "e-content") {
            self.content.tag(tag);
            name.clone_into(&mut self.content_name);
        }
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
        self.content.letters += letters * usize::from(self.content.open > 0);
        self.letters += letters * usize::from(in_article || in_main || self.around == 0);
    }

    fn text(&self) -> Option<Range<usize>> {
        let marked = self.content.text(0);
        marked.or_else(|| self.article.text(self.letters)).or_else(|| self.main.text(self.letters))
    }
}
