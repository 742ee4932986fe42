//! The one model of a post's text, made from a file's content. The page, the searched text, `stories` and lists
//! are made from it and from nothing else.
//!
//! - `excerpt`: whether the excerpt of the front matter repeats the text.
//! - `issue`: the blocks of an issue's paragraphs.
//! - `sections`: the parts of an ordinary post that have a heading.

mod excerpt;
mod issue;
mod sections;

pub use sections::{Section, sections};

use std::sync::Arc;

use crate::load::{self, PostContent};
use crate::markup::{self, Block, Format, Inline, LinkContext, LinkTable, furniture};
use crate::model::{PostId, PostPaths, ReferenceFinder};
use crate::story::{self, Story};
use crate::text::{CleanText, eq_alphanumeric};

/// A post's text.
#[derive(Debug)]
pub struct Article<'a> {
    /// The description of the front matter, unless the text or the title repeats it.
    pub description: Option<&'a CleanText>,
    /// What it consists of.
    pub content: Content<'a>,
    /// What the service that sent it put around the text: buttons and footers. They are not searched for.
    pub furniture: Vec<Block>,
    /// Its links.
    pub links: LinkTable,
    /// True if the text was cut at [`load::MAX_BODY`].
    pub is_shortened: bool,
}

/// What a text consists of.
#[derive(Debug)]
pub enum Content<'a> {
    /// Text with so much markup that it is shown as it is in the file.
    Verbatim(&'a str),
    /// An ordinary post.
    Post {
        /// An excerpt with so much markup that it is shown as it is in the file.
        verbatim_excerpt: Option<&'a str>,
        /// The text, after an excerpt that it does not repeat.
        blocks: Vec<Block>,
    },
    /// An issue.
    Issue(Issue),
}

/// The text of an issue.
#[derive(Debug)]
pub struct Issue {
    /// What precedes the first story.
    pub preamble: Vec<Block>,
    /// The stories in order, each with its text.
    pub stories: Vec<(Story, Vec<Block>)>,
    /// What follows the last story.
    pub farewell: Vec<Block>,
}

/// What a text is read with.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The post's place in the library, if it is in one: its own name is not a reference.
    pub post: Option<PostId>,
    /// Finds references to the library's issues.
    pub references: Arc<ReferenceFinder>,
    /// Finds the library's posts that relative addresses lead to.
    pub paths: Arc<PostPaths>,
    /// Where sources without an address are searched for, with `%s` for the words; empty for no such links.
    pub search_url: String,
}

impl ReadOptions {
    fn link_context(&self, file: &PostContent) -> LinkContext {
        let page = file.base.clone().or_else(|| file.post.link.as_ref().map(ToString::to_string));
        LinkContext {
            post: self.post,
            path: file.post.source.relative().to_owned(),
            page: page.unwrap_or_default(),
            references: Arc::clone(&self.references),
            paths: Arc::clone(&self.paths),
        }
    }
}

impl<'a> Article<'a> {
    /// Reads a file's content.
    #[must_use]
    pub fn read(file: &'a PostContent, options: &ReadOptions) -> Self {
        let body = load::displayable(&file.body);
        let is_shortened = body.len() < file.body.len();
        let mut links = LinkTable::new(options.link_context(file));
        if load::exceeds_markup_limit(body) {
            let content = Content::Verbatim(body);
            return Self { description: None, content, furniture: Vec::new(), links, is_shortened };
        }
        let is_html = file.html || markup::is_html(body);
        let (content, furniture, links) = match read_issue(body, is_html, &mut links, &options.search_url) {
            Some(issue) => (Content::Issue(issue), Vec::new(), links),
            None => {
                let format = if is_html { Format::Html } else { Format::of(body, file.excerpt.as_deref()) };
                read_post(file, body, format, links)
            }
        };
        let mut article = Self { description: None, content, furniture, links, is_shortened };
        let is_repeated =
            |text: &&CleanText| eq_alphanumeric(text, &file.post.title) || excerpt::is_among(text, article.blocks());
        article.description = file.description.as_ref().filter(|text| !is_repeated(text));
        article
    }

    /// Its stories in order; none unless it is an issue.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        let stories = match &self.content {
            Content::Issue(issue) => issue.stories.as_slice(),
            Content::Verbatim(_) | Content::Post { .. } => &[],
        };
        stories.iter().map(|(story, _)| story)
    }

    /// Its blocks in order, without headlines, deks and furniture.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let (first, issue): (&[Block], _) = match &self.content {
            Content::Verbatim(_) => (&[], None),
            Content::Post { blocks, .. } => (blocks, None),
            Content::Issue(issue) => (&issue.preamble, Some(issue)),
        };
        let stories = issue.into_iter().flat_map(|issue| &issue.stories).flat_map(|(_, blocks)| blocks);
        first.iter().chain(stories).chain(issue.into_iter().flat_map(|issue| &issue.farewell))
    }
}

/// Reads a body as an issue, and adds its links; `None` if it is none.
fn read_issue(body: &str, is_html: bool, links: &mut LinkTable, search_url: &str) -> Option<Issue> {
    if !story::may_be_issue(body, is_html) {
        return None;
    }
    let (blocks, unfinished) = markup::read_unfinished(body, is_html);
    let issue = story::read(blocks, &unfinished)?;
    let mut finisher = issue::Finisher { unfinished: &unfinished, links, search_url };
    let preamble = finisher.blocks(&issue.preamble);
    let stories = issue.stories.into_iter().map(|story| {
        let blocks = finisher.blocks(&story.paragraphs);
        (story, blocks)
    });
    let stories = stories.collect();
    let farewell = finisher.blocks(&issue.farewell);
    Some(Issue { preamble, stories, farewell })
}

/// Reads a body that is not an issue.
fn read_post<'a>(
    content: &'a PostContent,
    body: &str,
    format: Format,
    links: LinkTable,
) -> (Content<'a>, Vec<Block>, LinkTable) {
    let (text, around) = if format == Format::Html { furniture::cut(body) } else { (body.into(), String::new()) };
    let (mut blocks, mut links) = markup::read(&text, format, links);
    let mut furniture = furniture::take(&mut blocks, &links);
    if !around.is_empty() {
        let (marked, all_links) = markup::read(&around, Format::Html, links);
        links = all_links;
        furniture.extend(marked);
    }
    remove_title(&mut blocks, &content.post.title);
    let excerpt = content.excerpt.as_deref();
    let verbatim_excerpt = excerpt.filter(|excerpt| load::exceeds_markup_limit(excerpt));
    if let Some(excerpt) = excerpt.filter(|excerpt| verbatim_excerpt.is_none() && !excerpt::starts_body(excerpt, body))
    {
        let format = Format::of(excerpt, None);
        let (lead, _) = markup::read(excerpt, format, LinkTable::default());
        if !excerpt::is_in(&lead, &blocks) {
            // Read again, for links that are numbered after those of the text.
            let (lead, all_links) = markup::read(excerpt, format, links);
            links = all_links;
            blocks.splice(0..0, lead);
        }
    }
    (Content::Post { verbatim_excerpt, blocks }, furniture, links)
}

/// Removes the title from the start of the text, if it is a heading there. One with a link stays: the link would be
/// lost.
fn remove_title(blocks: &mut Vec<Block>, title: &CleanText) {
    let has_link = |inlines: &[Inline]| inlines.iter().any(|inline| matches!(inline, Inline::Text(_, _, Some(_))));
    if let Some(first @ Block::Heading(_, inlines)) = blocks.first()
        && !has_link(inlines)
        && eq_alphanumeric(&markup::letters(std::slice::from_ref(first)), title)
    {
        blocks.remove(0);
    }
}
