//! The whole page of a post: title, who and when, the text, and what has to be said about it.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::document::{Document, Line, LineKind, Span, StoryStart};
use super::{blocks, issue};
use crate::load::{self, PostContent};
use crate::markup::builder::{Block, Builder, Inline};
use crate::markup::link_table::Links;
use crate::markup::{Emphasis, html, markdown, marked_up};
use crate::model::{Post, PostId, PostSource, ProblemKind, ReferenceFinder};
use crate::story::Issue;
use crate::text::{CleanText, prefix, same_letters, wrap};

/// Widest column of text, in cells: about 12 words, beyond which the eye loses the next line.
pub const TEXT_WIDTH: u16 = 76;

/// Bytes of the excerpt's letters by which it is found in the body.
const EXCERPT_LETTERS: usize = 160;

/// What a page is set with.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// The width in cells.
    pub width: u16,
    /// The key that opens the post's source, for the line that says that the text goes on there.
    pub open_key: String,
    /// Where sources without an address are searched for, with `%s` for the words; empty: nowhere.
    pub search_url: String,
    /// The post's place in the library, if it is in one.
    pub post: Option<PostId>,
    /// What the library's issues are known by.
    pub references: Arc<ReferenceFinder>,
    /// The issues that refer to this post, with their titles.
    pub backlinks: Vec<(PostId, CleanText)>,
}

/// Sets a post's page. `loaded` is the post as the index shows it; where its file says something else by now, the page says
/// so.
#[must_use]
pub fn render(page: &PostContent, loaded: &Post, setting: &PageOptions) -> Document {
    let body = load::shown(&page.body);
    let mut builder = PageBuilder { width: usize::from(setting.width), ..PageBuilder::default() };
    builder.head(&page.post);
    if page.post.stamp != loaded.stamp {
        builder.text("The file has changed since it was loaded; this is what it says now.", LineKind::Note);
        builder.blank();
    }
    let links = Links::new(Arc::clone(&setting.references), setting.post);
    let issue = stories(page);
    let (blocks, mut links) = if load::is_plain(body) {
        builder.plain(body);
        (Vec::new(), links)
    } else if issue.stories.is_empty() {
        if let Some(excerpt) = plain_excerpt(page) {
            builder.plain(excerpt);
            builder.blank();
        }
        let (blocks, links) = blocks_of(page, body, links);
        builder.blocks(&blocks);
        (blocks, links)
    } else {
        issue::set(&mut builder, &issue, &setting.search_url, links)
    };
    if load::is_plain(body) {
        builder.note("The text has too many lines and marks to be set; this is how it stands in the file.");
    }
    if body.len() < page.body.len() {
        builder.note("The text is longer than 1 MiB; it continues in the file.");
    } else if is_cut_off(&blocks)
        && let Some(link) = &page.post.link
    {
        let place = if page.post.domain.is_empty() { link } else { &page.post.domain };
        builder.note(&format!("…continues at {place} (press {})", setting.open_key));
    }
    let backlinks = backlinks(&setting.backlinks, &mut links);
    builder.list(&backlinks);
    for span in builder.document.lines.iter_mut().flat_map(|line| &mut line.spans) {
        span.link = span.link.map(|link| links.place(link));
    }
    builder.document.links = links.finish(|note| {
        let mut note = |inline: &Inline| {
            if let Inline::Text(text, _, Some(link)) = inline {
                note(*link, text);
            }
        };
        blocks.iter().chain(&backlinks).for_each(|block| walk(block, &mut note));
    });
    builder.document
}

/// The stories of a post's text; none where it is no issue.
#[must_use]
pub fn stories(page: &PostContent) -> Issue {
    let body = load::shown(&page.body);
    if load::is_plain(body) {
        return Issue::default();
    }
    if page.html || is_html_body(body) { Issue::read(&marked_up::from_html(body)) } else { Issue::read(body) }
}

/// The page's last section: the issues that refer to the post.
fn backlinks(posts: &[(PostId, CleanText)], links: &mut Links) -> Vec<Block> {
    if posts.is_empty() {
        return Vec::new();
    }
    let text = |text: &str, link| Inline::Text(CleanText::run(text), Emphasis::default(), link);
    let head = Block::Heading(2, vec![text("Referred to in", None)]);
    let lines = posts.iter().map(|(post, title)| {
        let link = links.reference(*post);
        Block::Paragraph(vec![text("← ", None), text(title, Some(link))])
    });
    std::iter::once(head).chain(lines).collect()
}

/// The excerpt of a post that is no issue, where it is shown as it stands.
pub(super) fn plain_excerpt(page: &PostContent) -> Option<&str> {
    page.excerpt.as_deref().filter(|excerpt| load::is_plain(excerpt))
}

/// The text of a post that is no issue.
pub(super) fn blocks_of(page: &PostContent, body: &str, links: Links) -> (Vec<Block>, Links) {
    let (mut blocks, mut links) = read(body, page.html || is_html_body(body), links);
    without_title(&mut blocks, &page.post.title);
    let excerpt = page.excerpt.as_ref().filter(|excerpt| !load::is_plain(excerpt) && !repeats(body, excerpt));
    if let Some(excerpt) = excerpt {
        let is_html = is_html_body(excerpt);
        let (lead, _) = read(excerpt, is_html, Links::default());
        if !holds(&blocks, &lead) {
            // Read again, for links that are numbered after those of the text.
            let (lead, all_links) = read(excerpt, is_html, links);
            links = all_links;
            blocks.splice(0..0, lead);
        }
    }
    (blocks, links)
}

/// The page of a post whose file cannot be read.
#[must_use]
pub fn unreadable(post: &Post, fault: &ProblemKind, width: u16) -> Document {
    let mut builder = PageBuilder { width: usize::from(width), ..PageBuilder::default() };
    builder.head(post);
    let path = CleanText::line(&post.source.path().to_string_lossy());
    builder.note(&format!("{path}: {fault}"));
    builder.document
}

fn read(text: &str, is_html: bool, links: Links) -> (Vec<Block>, Links) {
    let mut builder = Builder::new(links);
    if is_html {
        html::read(text, &mut builder);
    } else {
        markdown::read(text, &mut builder);
    }
    builder.finish()
}

/// Whether a body is HTML from its first sign on, as feeds have it. In Markdown with tags around it, some paragraph begins
/// with something other than a tag.
fn is_html_body(body: &str) -> bool {
    let start = body.trim_start();
    let name = start.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(name.len())];
    HTML_STARTS.iter().any(|known| name.eq_ignore_ascii_case(known))
        && start.split("\n\n").all(|part| part.trim_start().is_empty() || part.trim_start().starts_with('<'))
}

/// Elements with which the HTML of feeds and pages begins.
const HTML_STARTS: [&str; 15] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "table",
    "ul",
    "ol",
    "blockquote",
    "article",
    "section",
    "figure",
    "html",
    "!doctype",
    "body",
];

/// Whether the text begins with the excerpt's beginning, word by word: nearly all do, and need no closer look.
fn repeats(body: &str, excerpt: &str) -> bool {
    let excerpt = prefix(excerpt.trim(), 2 * EXCERPT_LETTERS);
    // The last word may be cut.
    let words = excerpt.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words);
    let mut of_body = body.split_whitespace();
    words.len() > EXCERPT_LETTERS && words.split_whitespace().all(|word| of_body.next() == Some(word))
}

/// Whether the text has the excerpt's beginning in it, letter by letter.
fn holds(text: &[Block], excerpt: &[Block]) -> bool {
    let mut wanted = letters(excerpt);
    wanted.truncate(prefix(&wanted, EXCERPT_LETTERS).len());
    wanted.is_empty() || letters(text).contains(&wanted)
}

/// Letters and digits of blocks.
fn letters(blocks: &[Block]) -> String {
    let mut letters = String::new();
    for block in blocks {
        walk(block, &mut |inline| {
            if let Inline::Text(text, ..) = inline {
                letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
            }
        });
    }
    letters
}

/// Calls a function for each run of text in a block, in order; code has none.
fn walk(block: &Block, visit: &mut dyn FnMut(&Inline)) {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) => inlines.iter().for_each(visit),
        Block::Table(rows) => rows.iter().flatten().flatten().for_each(visit),
        Block::Quote(blocks) => blocks.iter().for_each(|block| walk(block, visit)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| walk(block, visit)),
        Block::Code(_) | Block::Rule => {}
    }
}

/// Drops the title where the text begins with it as a heading.
fn without_title(blocks: &mut Vec<Block>, title: &CleanText) {
    if let Some(first @ Block::Heading(..)) = blocks.first()
        && same_letters(&letters(std::slice::from_ref(first)), title)
    {
        blocks.remove(0);
    }
}

/// Whether the text breaks off: its last paragraph ends in dots.
fn is_cut_off(blocks: &[Block]) -> bool {
    let inlines = match blocks.iter().rev().find(|block| **block != Block::Rule) {
        Some(Block::Paragraph(inlines)) => inlines,
        Some(Block::Quote(blocks)) => return is_cut_off(blocks),
        Some(Block::List { items, .. }) => return items.last().is_some_and(|item| is_cut_off(item)),
        _ => return false,
    };
    let Some(Inline::Text(text, ..)) = inlines.last() else { return false };
    let text = text.trim_end();
    text.ends_with('…') || text.ends_with("...") || text.ends_with("[…]") || text.ends_with("[...]")
}

#[derive(Default)]
pub(super) struct PageBuilder {
    width: usize,
    document: Document,
    offset: u32,
    /// Stands before every line that is set.
    prefix: &'static str,
}

impl PageBuilder {
    fn head(&mut self, post: &Post) {
        self.text(&post.title, LineKind::Title);
        let minutes = post.length.minutes();
        let author = if post.author.eq_ignore_ascii_case(&post.domain) { "" } else { &post.author };
        let parts = [author.to_owned(), post.domain.to_string(), post.date.long(), format!("{minutes} min")];
        self.meta(parts.iter().map(String::as_str).filter(|part| !part.is_empty()));
        if let PostSource::Sample { .. } = post.source {
            self.text("from the built-in sample archive", LineKind::Meta);
        }
        self.blank();
    }

    /// Parts of a line that is broken only between them.
    fn meta<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && line.width() + part.width() + 3 > self.width.max(blocks::MIN_WIDTH) {
                self.text(&std::mem::take(&mut line), LineKind::Meta);
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(part);
        }
        self.text(&line, LineKind::Meta);
    }

    /// Puts a sign before every line from now on, which are set narrower by its width.
    pub(super) fn set_prefix(&mut self, prefix: &'static str) {
        let whole = self.width + self.prefix.width();
        let prefix = if whole < blocks::MIN_WIDTH + prefix.width() { "" } else { prefix };
        self.width = whole - prefix.width();
        self.prefix = prefix;
    }

    /// Takes note that a story begins at the next line.
    pub(super) fn story(&mut self, story: StoryStart) {
        let line = self.document.lines.len();
        self.document.stories.push(StoryStart { line, ..story });
    }

    pub(super) fn text(&mut self, text: &str, kind: LineKind) {
        let inlines = vec![Inline::Text(CleanText::line(text), Emphasis::default(), None)];
        self.set(&Block::Paragraph(inlines), kind);
    }

    /// Text as it stands.
    fn plain(&mut self, text: &str) {
        for line in wrap::lines(text, self.width.max(blocks::MIN_WIDTH)) {
            self.push(vec![Span::plain(line)], LineKind::Text);
        }
    }

    fn note(&mut self, text: &str) {
        self.blank();
        self.text(text, LineKind::Note);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 && !(issue::is_sources(block) && issue::is_sources(&blocks[at - 1])) {
                self.blank();
            }
            match block {
                Block::Rule => self.rule(),
                Block::Heading(level, _) => self.set(block, LineKind::Heading(*level)),
                Block::Quote(_) => self.set(block, LineKind::Quote),
                Block::Code(_) => self.set(block, LineKind::Code),
                Block::Paragraph(_) | Block::List { .. } | Block::Table(_) => self.set(block, LineKind::Text),
            }
        }
    }

    /// A section whose paragraphs follow one another without a blank.
    fn list(&mut self, blocks: &[Block]) {
        for block in blocks {
            let kind = if let Block::Heading(level, _) = block { LineKind::Heading(*level) } else { LineKind::Text };
            if kind != LineKind::Text {
                self.blank();
            }
            self.set(block, kind);
        }
    }

    fn set(&mut self, block: &Block, kind: LineKind) {
        for spans in blocks::set(block, self.width) {
            self.push(spans, kind);
        }
    }

    pub(super) fn rule(&mut self) {
        let width = self.width.max(blocks::MIN_WIDTH);
        let line = CleanText::run(&"─".repeat(width));
        self.push(vec![Span::plain(line)], LineKind::Rule);
    }

    pub(super) fn blank(&mut self) {
        self.push(Vec::new(), LineKind::Text);
    }

    fn push(&mut self, mut spans: Vec<Span>, kind: LineKind) {
        if !self.prefix.is_empty() {
            spans.insert(0, issue::prefix_span(self.prefix));
        }
        let letters = spans.iter().flat_map(|span| span.text.chars()).filter(|c| c.is_alphanumeric()).count();
        self.document.lines.push(Line { spans, kind, offset: self.offset });
        self.offset = self.offset.saturating_add(u32::try_from(letters).unwrap_or(u32::MAX));
    }
}
