//! Blocks as XHTML that is valid in HTML pages and in EPUB. Nothing is loaded from anywhere: images are links with
//! their descriptions. Every paragraph finds its own direction.

use std::fmt::Write;

use super::entry::Entry;
use super::volume::Volume;
use super::xml::escape;
use crate::article::Content;
use crate::markup::{Align, Block, Code, Emphasis, Inline, Table};
use crate::story::{Story, StoryKind};

/// Makes XHTML of a post.
pub(super) struct Fragment<'a> {
    volume: &'a Volume,
    entry: &'a Entry<'a>,
    /// The level of the heading with the title of the post.
    level: u8,
    out: String,
}

/// A post from its title to the end of its text. `level` is that of the heading with the title.
pub(super) fn of(volume: &Volume, entry: &Entry<'_>, level: u8) -> String {
    let mut fragment = Fragment { volume, entry, level, out: String::new() };
    fragment.head();
    fragment.body();
    fragment.out
}

/// A block on one line, for Markdown.
pub(super) fn on_one_line(volume: &Volume, entry: &Entry<'_>, block: &Block) -> String {
    let mut fragment = Fragment { volume, entry, level: 0, out: String::new() };
    fragment.block(block);
    let html = fragment.out.replace(" dir=\"auto\"", "").replace(" dir=\"ltr\"", "");
    // Line ends count only in code, and there as entities do.
    let mut out = String::with_capacity(html.len());
    for (number, part) in html.split("<pre").enumerate() {
        let (code, rest) = if number == 0 { ("", part) } else { part.split_once("</pre>").unwrap_or((part, "")) };
        if number > 0 {
            out.extend(["<pre", &code.replace('\n', "&#10;"), "</pre>"]);
        }
        out.push_str(&rest.replace("</a>\n", "</a> ").replace('\n', ""));
    }
    out
}

impl Fragment<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Opens an element whose text finds its own direction.
    fn open(&mut self, name: &str, class: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        // Writing to a string does not fail.
        let _ = write!(self.out, "<{name}{class} dir=\"auto\">");
    }

    /// An element with a text.
    fn text(&mut self, name: &str, class: &str, text: &str) {
        self.open(name, class);
        let _ = writeln!(self.out, "{}</{name}>", escape(text));
    }

    /// The title with a link to the source, and what is known of the post.
    fn head(&mut self) {
        let entry = self.entry;
        let name = format!("h{}", self.level);
        let link = entry.post.link.as_deref().and_then(super::xml::web_address);
        let title = escape(&entry.post.title);
        self.open(&name, "title");
        match link {
            Some(link) => {
                let _ = write!(self.out, "<a href=\"{}\">{title}</a>", escape(&link));
            }
            None => self.push(&title),
        }
        let _ = writeln!(self.out, "</{name}>");
        let byline = entry.byline();
        if !byline.is_empty() {
            // Each part by itself, or Arabic names would change places with dates.
            let parts: Vec<String> = byline.iter().map(|part| format!("<bdi>{}</bdi>", escape(part))).collect();
            let _ = writeln!(self.out, "<p class=\"byline\">{}</p>", parts.join(" · "));
        }
        if let Some(description) = entry.article.description {
            self.text("p", "description", description);
        }
    }

    fn body(&mut self) {
        let entry = self.entry;
        match &entry.article.content {
            Content::Verbatim(text) => self.verbatim(text),
            Content::Post { verbatim_excerpt, blocks } => {
                if let Some(excerpt) = verbatim_excerpt {
                    self.verbatim(excerpt);
                }
                self.blocks(blocks);
            }
            Content::Issue(issue) => {
                self.blocks(&issue.preamble);
                for (number, (story, blocks)) in issue.stories.iter().enumerate() {
                    self.story(number, story, blocks);
                }
                if !issue.farewell.is_empty() {
                    self.push("<hr/>\n");
                    self.blocks(&issue.farewell);
                }
            }
        }
        if entry.article.is_shortened {
            self.push("<p class=\"note\">The text is longer than 1 MiB and continues in its file.</p>\n");
        }
    }

    fn story(&mut self, number: usize, story: &Story, blocks: &[Block]) {
        let class = if story.kind == StoryKind::Fiction { "story fiction" } else { "story" };
        let _ = writeln!(self.out, "<section class=\"{class}\" id=\"{}\">", self.entry.story_id(number));
        if let Some(kicker) = &story.kicker {
            self.text("p", "kicker", kicker);
        }
        if story.kicker.is_none() || !story.headline.is_empty() {
            self.text(&format!("h{}", self.level + 1), "headline", &story.name());
        }
        if let Some(dek) = &story.dek {
            self.text("p", "dek", dek);
        }
        self.blocks(blocks);
        self.push("</section>\n");
    }

    fn verbatim(&mut self, text: &str) {
        let _ = writeln!(self.out, "<pre class=\"verbatim\" dir=\"auto\">{}</pre>", escape(text));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, inlines) => {
                let below = level.saturating_add(self.level).clamp(self.level + 1, 6);
                self.of_inlines(&format!("h{below}"), "", inlines);
            }
            Block::Paragraph(inlines) => self.of_inlines("p", "", inlines),
            Block::Sources(inlines) => self.of_inlines("p", "sources", inlines),
            Block::Code(code) => self.code(code),
            Block::Quote(blocks) => {
                self.push("<blockquote>\n");
                self.blocks(blocks);
                self.push("</blockquote>\n");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Table(table) => self.table(table),
            Block::Rule => self.push("<hr/>\n"),
        }
    }

    fn of_inlines(&mut self, name: &str, class: &str, inlines: &[Inline]) {
        self.open(name, class);
        self.inlines(inlines);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn code(&mut self, code: &Code) {
        let language = if code.language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escape(&code.language))
        };
        let lines: Vec<String> = code.lines.iter().map(|line| escape(line)).collect();
        // The first line end in `pre` is not part of it.
        let _ = writeln!(self.out, "<pre dir=\"ltr\"><code{language}>{}</code></pre>", lines.join("\n"));
    }

    fn list(&mut self, start: Option<i64>, items: &[Vec<Block>]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let start = start.filter(|start| *start != 1).map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
        let _ = writeln!(self.out, "<{name}{start}>");
        for item in items {
            match item.split_first() {
                Some((Block::Paragraph(inlines), rest))
                    if rest.iter().all(|block| matches!(block, Block::List { .. })) =>
                {
                    self.push("<li>");
                    self.inlines(inlines);
                    self.blocks(rest);
                }
                _ => {
                    self.push("<li>");
                    self.blocks(item);
                }
            }
            self.push("</li>\n");
        }
        let _ = writeln!(self.out, "</{name}>");
    }

    fn table(&mut self, table: &Table) {
        self.push("<div class=\"table\"><table>\n");
        let head = usize::from(table.has_head);
        for (number, row) in table.rows.iter().enumerate() {
            let part = if number < head { "thead" } else { "tbody" };
            if number == 0 || number == head {
                let _ = writeln!(self.out, "<{part}>");
            }
            self.push("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let class = match table.columns.get(column).copied().unwrap_or_default() {
                    Align::Left => "",
                    Align::Center => "center",
                    Align::Right => "right",
                };
                let name = if number < head { "th" } else { "td" };
                self.open(name, class);
                self.inlines(cell);
                let _ = write!(self.out, "</{name}>");
            }
            self.push("</tr>\n");
            if number + 1 == head || number + 1 == table.rows.len() {
                let _ = writeln!(self.out, "</{part}>");
            }
        }
        self.push("</table></div>\n");
    }

    /// Text with its links. Neighbours with one target are one link.
    fn inlines(&mut self, inlines: &[Inline]) {
        let mut open = None;
        for inline in inlines {
            let target = if let Inline::Text(_, _, target) = inline { *target } else { None };
            if open.is_some() && open != target {
                self.push("</a>");
                open = None;
            }
            match inline {
                Inline::Text(text, emphasis, _) => {
                    let starts = target.filter(|_| open.is_none());
                    if let Some(address) = starts.and_then(|target| self.volume.address(self.entry, target)) {
                        let _ = write!(self.out, "<a href=\"{}\">", escape(&address));
                        open = target;
                    }
                    self.run(text, *emphasis);
                }
                Inline::Break => self.push("<br/>\n"),
                Inline::Place(place) => {
                    let _ = write!(self.out, "<span id=\"{}\"></span>", self.entry.place_id(*place));
                }
                Inline::Search(_) => {}
            }
        }
        if open.is_some() {
            self.push("</a>");
        }
    }

    fn run(&mut self, text: &str, emphasis: Emphasis) {
        let Emphasis { strong, italic, struck, code } = emphasis;
        let names = [(strong, "strong"), (italic, "em"), (struck, "del"), (code, "code")];
        let names = || names.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name);
        names().for_each(|name| self.out.extend(["<", name, ">"]));
        self.out.push_str(&escape(text));
        names().rev().for_each(|name| self.out.extend(["</", name, ">"]));
    }
}
