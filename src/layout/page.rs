//! The whole page of a post: title, author and date, the text, and notes about it.

use super::document::{Document, LineKind, SectionKind};
use super::issue;
use super::page_builder::PageBuilder;
use crate::article::{Article, Content, ReadOptions, sections};
use crate::load::PostContent;
use crate::markup::{Block, Emphasis, Inline, LinkTable};
use crate::model::{Post, PostId, ProblemKind};
use crate::text::CleanText;

/// The widest column of text, in cells: about 12 words. In wider ones the eye loses the next line.
pub const TEXT_WIDTH: u16 = 76;

/// The options of a page.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// The width in cells.
    pub width: u16,
    /// The key that opens the source of the post, for the note that the text continues there.
    pub open_key: String,
    /// How the text is read.
    pub read: ReadOptions,
    /// Whether the tokens of code are found, for colours.
    pub highlights: bool,
    /// The issues that refer to this post, with their titles.
    pub backlinks: Vec<(PostId, CleanText)>,
    /// The issue before it in its series, with its title.
    pub previous: Option<(PostId, CleanText)>,
    /// The issue after it.
    pub next: Option<(PostId, CleanText)>,
}

/// Lays out the page of a post. `loaded` is the post as the post list shows it. If its file has changed since, the
/// page says so.
#[must_use]
pub fn lay_out(content: &PostContent, loaded: &Post, options: &PageOptions) -> Document {
    lay_out_article(Article::read(content, &options.read), content, loaded, options)
}

/// As [`lay_out`], for what was read of the post, or a part of that.
#[must_use]
pub fn lay_out_article(
    mut article: Article<'_>,
    content: &PostContent,
    loaded: &Post,
    options: &PageOptions,
) -> Document {
    let mut ends = backlinks(&options.backlinks, &mut article.links);
    ends.extend(neighbours(options, &mut article.links));
    let mut page = PageBuilder::new(options.width, &article.links);
    if options.highlights {
        page.highlight();
    }
    // A file without a date may have one in its library.
    let date = if content.post.date.is_of_file() { loaded.date } else { content.post.date };
    page.head(&content.post, date, article.description);
    if content.post.stamp != loaded.stamp {
        page.text("The file changed after it was loaded. This is its new text.", LineKind::Note);
        page.blank();
    }
    let start = page.line_count();
    match &article.content {
        Content::Verbatim(text) => {
            page.verbatim(text);
            page.note("This text has too much markup to lay out. It is shown as it is in the file.");
        }
        Content::Post { verbatim_excerpt, blocks } => {
            if let Some(excerpt) = verbatim_excerpt {
                page.verbatim(excerpt);
                page.blank();
            }
            lay_out_sections(&mut page, blocks);
        }
        Content::Issue(issue) => issue::lay_out(&mut page, issue),
    }
    if page.line_count() == start && article.furniture.is_empty() {
        let source = content.post.link.as_ref().filter(|_| !options.open_key.is_empty());
        let hint = source.map(|_| format!(" Press {} to open its source.", options.open_key)).unwrap_or_default();
        page.text(&format!("This post has no text.{hint}"), LineKind::Note);
    }
    if article.is_shortened {
        page.note("The text is longer than 1 MiB and continues in the file.");
    } else if is_cut_off(article.blocks().collect::<Vec<_>>().into_iter().rev())
        && let Some(link) = &content.post.link
    {
        let site = if content.post.domain.is_empty() { link } else { &content.post.domain };
        page.note(&format!("…continues at {site} (press {})", options.open_key));
    }
    if !article.furniture.is_empty() {
        page.blank();
        page.rule();
        page.blank();
        page.blocks(&article.furniture);
    }
    page.list(&ends);
    page.finish(article.blocks().chain(&article.furniture).chain(&ends))
}

/// Lays out an ordinary post.
fn lay_out_sections(page: &mut PageBuilder<'_>, blocks: &[Block]) {
    let (lead, sections) = sections(blocks);
    page.blocks(lead);
    let mut is_first = lead.is_empty();
    for section in sections {
        if !std::mem::take(&mut is_first) {
            page.blank();
        }
        page.section(section.heading, section.length.minutes(), SectionKind::Part(section.depth));
        page.blocks(section.blocks);
    }
}

/// The page of a post whose file cannot be read.
#[must_use]
pub fn error_page(post: &Post, problem: &ProblemKind, width: u16) -> Document {
    let links = LinkTable::default();
    let mut page = PageBuilder::new(width, &links);
    page.head(post, post.date, None);
    let path = CleanText::single_line(&post.source.path().to_string_lossy());
    page.note(&format!("{path}: {problem}"));
    page.finish([])
}

/// The last section of the page of an issue: the ones before and after it.
fn neighbours(options: &PageOptions, links: &mut LinkTable) -> Vec<Block> {
    let text = |text: &str, link| Inline::Text(CleanText::sanitized(text), Emphasis::default(), link);
    let mut line = |name: &str, (post, title): &(PostId, CleanText)| {
        let link = links.refer_to(*post);
        Block::Paragraph(vec![text(name, None), text(title, Some(link))])
    };
    let lines = [("Previous: ", &options.previous), ("Next: ", &options.next)];
    let lines: Vec<Block> = lines.into_iter().filter_map(|(name, issue)| Some(line(name, issue.as_ref()?))).collect();
    let head = (!lines.is_empty()).then(|| Block::Heading(2, vec![text("In this series", None)]));
    head.into_iter().chain(lines).collect()
}

/// A section at the end of the page: the issues that refer to the post.
fn backlinks(posts: &[(PostId, CleanText)], links: &mut LinkTable) -> Vec<Block> {
    if posts.is_empty() {
        return Vec::new();
    }
    let text = |text: &str, link| Inline::Text(CleanText::sanitized(text), Emphasis::default(), link);
    let head = Block::Heading(2, vec![text("Referred to in", None)]);
    let lines = posts.iter().map(|(post, title)| {
        let link = links.refer_to(*post);
        Block::Paragraph(vec![text("← ", None), text(title, Some(link))])
    });
    std::iter::once(head).chain(lines).collect()
}

/// Whether a text is cut off: its last paragraph ends in an ellipsis. Takes its blocks from the last to the first.
fn is_cut_off<'a>(mut last_first: impl Iterator<Item = &'a Block>) -> bool {
    let inlines = match last_first.find(|block| **block != Block::Rule) {
        Some(Block::Paragraph(inlines) | Block::Sources(inlines)) => inlines,
        Some(Block::Quote(blocks)) => return is_cut_off(blocks.iter().rev()),
        Some(Block::List { items, .. }) => return items.last().is_some_and(|item| is_cut_off(item.iter().rev())),
        _ => return false,
    };
    let Some(Inline::Text(text, ..)) = inlines.last() else { return false };
    let text = text.trim_end();
    text.ends_with('…') || text.ends_with("...") || text.ends_with("[…]") || text.ends_with("[...]")
}
