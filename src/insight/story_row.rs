//! A row of the table of stories, made from an article.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::article::{Article, Content, ReadOptions};
use crate::load::PostContent;
use crate::markup::{Block, Emphasis, Inline, LinkTable, LinkTarget};
use crate::model::{Library, PostId, SearchText, has_web_scheme};
use crate::search::extract_stories;
use crate::story::{Paragraph, ParagraphKind, Story, StoryKind};
use crate::text::{CleanText, collapse_spaces};

/// A story, or a post without stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryRow {
    /// The post.
    pub post: PostId,
    /// Which of its stories, counted from 0; `None` for a post without stories.
    pub story: Option<usize>,
    /// The headline of the story; empty for a post without stories, whose title is in the library.
    pub headline: CleanText,
    /// The teaser under the headline.
    pub dek: Option<CleanText>,
    /// The parts of the story that begin with a label.
    pub parts: Box<[LabelledPart]>,
    /// What it cites: the sources that it names, and all other addresses in its text.
    pub citations: Box<[CitedSource]>,
    /// The words with a capital that its text has as code, each once.
    pub code: Box<[Box<str>]>,
    /// True for fiction.
    pub is_fiction: bool,
    /// Words of its text; for a post without stories, with its Chinese and Japanese characters.
    pub words: usize,
    /// Its text with its headline: bytes of the post's searchable text.
    pub text: Range<usize>,
}

/// A part of a story that begins with a label, such as `Why this matters`, up to the next label or sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledPart {
    /// The label.
    pub label: CleanText,
    /// Its text with the label: bytes of the post's searchable text.
    pub text: Range<usize>,
}

/// A source that a story cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedSource {
    /// Its title; of an address in the text, the words of the link.
    pub title: CleanText,
    /// Where it was published, as the story says.
    pub source: Option<CleanText>,
    /// Its address, if the text kept it.
    pub url: Option<Box<str>>,
    /// How it is cited.
    pub kind: CitationKind,
}

/// How a source is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationKind {
    /// The story names it as its source: `Read more: Title (arXiv)`.
    Named,
    /// A link in the text.
    Linked,
    /// The post is about it: it is the link of a post without stories.
    Subject,
}

/// The most links of a text that are looked at.
const MAX_LINKS: usize = 2_000;

impl StoryRow {
    /// What lists call it: its headline, or the title of its post.
    #[must_use]
    pub fn name<'a>(&'a self, library: &'a Library) -> &'a str {
        let title = || library.post(self.post).map_or("", |post| &*post.title);
        if self.story.is_some() { &self.headline } else { title() }
    }

    /// Its text with its headline, from the searchable text of its post; empty if that is not loaded.
    #[must_use]
    pub fn text_in<'a>(&self, library: &'a Library) -> &'a str {
        library.text(self.post).as_str().get(self.text.clone()).unwrap_or_default()
    }

    /// A row for each story of a post, or one for the post if it has none, with the post's searchable text.
    #[must_use]
    pub fn read(post: PostId, content: &PostContent) -> (SearchText, Vec<Self>) {
        let article = Article::read(content, &ReadOptions::default());
        let (text, ranges) = extract_stories(&article, &content.post);
        let rows = match &article.content {
            Content::Issue(issue) => {
                let rows = issue.stories.iter().zip(ranges).enumerate();
                rows.map(|(number, ((story, blocks), range))| Self {
                    post,
                    story: Some(number),
                    headline: story.name(),
                    dek: story.dek.clone(),
                    parts: labelled_parts(story, &range, text.as_str()),
                    citations: citations_of_story(story, blocks, &article.links, content),
                    code: code_words(blocks),
                    is_fiction: story.kind == StoryKind::Fiction,
                    words: story.words(),
                    text: range,
                })
                .collect()
            }
            Content::Post { blocks, .. } => vec![Self::of_post(post, content, &text, blocks, &article.links)],
            Content::Verbatim(_) => vec![Self::of_post(post, content, &text, &[], &article.links)],
        };
        (text, rows)
    }

    fn of_post(post: PostId, content: &PostContent, text: &SearchText, blocks: &[Block], links: &LinkTable) -> Self {
        let subject = content.post.link_identity().map(|link| CitedSource {
            title: content.post.title.clone(),
            source: None,
            url: Some(link.into()),
            kind: CitationKind::Subject,
        });
        let linked = links_of(blocks, links, content, &HashSet::new());
        Self {
            post,
            story: None,
            headline: CleanText::default(),
            dek: None,
            parts: Box::default(),
            citations: subject.into_iter().chain(linked).collect(),
            code: code_words(blocks),
            is_fiction: false,
            words: text.as_str().split_whitespace().count(),
            text: 0..text.as_str().len(),
        }
    }
}

/// The named sources of a story, and the other links of its text.
fn citations_of_story(story: &Story, blocks: &[Block], links: &LinkTable, content: &PostContent) -> Box<[CitedSource]> {
    let named = story.citations().map(|citation| CitedSource {
        title: citation.title.clone(),
        source: citation.source.clone(),
        url: citation.url.as_deref().map(Into::into),
        kind: CitationKind::Named,
    });
    let named: Vec<CitedSource> = named.collect();
    let known: HashSet<&str> = named.iter().filter_map(|source| source.url.as_deref()).collect();
    let linked = links_of(blocks, links, content, &known);
    named.iter().cloned().chain(linked).collect()
}

/// The web links of some blocks with their words, in order, without those known and those to the post itself.
fn links_of(blocks: &[Block], links: &LinkTable, content: &PostContent, known: &HashSet<&str>) -> Vec<CitedSource> {
    let mut found: Vec<(usize, String)> = Vec::new();
    // The link that goes on: one with emphasis in it is several texts.
    let mut open = None;
    let mut add = |inline: &Inline| {
        let link = match inline {
            Inline::Text(text, _, Some(LinkTarget::Web(index))) => Some((*index, text)),
            _ => None,
        };
        let goes_on = std::mem::replace(&mut open, link.map(|(index, _)| index));
        let Some((index, text)) = link else { return };
        let count = found.len();
        match found.iter_mut().rev().find(|(other, _)| *other == index) {
            Some((_, words)) if goes_on == Some(index) && words != text.as_str() => words.push_str(text),
            Some(_) => {}
            None if count < MAX_LINKS => found.push((index, text.to_string())),
            None => {}
        }
    };
    for block in blocks {
        block.visit_inlines(&mut add);
    }
    let own = content.post.link_identity();
    let source = |(index, words): (usize, String)| {
        let url =
            links.address(index).filter(|url| has_web_scheme(url) && !known.contains(url) && own != Some(*url))?;
        Some(CitedSource {
            title: CleanText::single_line(&words),
            source: None,
            url: Some(url.into()),
            kind: CitationKind::Linked,
        })
    };
    found.into_iter().filter_map(source).collect()
}

/// The most words in code that are looked at.
const MAX_CODE: usize = 500;

/// The words with a capital that some blocks have as code.
fn code_words(blocks: &[Block]) -> Box<[Box<str>]> {
    let mut words: BTreeSet<Box<str>> = BTreeSet::new();
    let mut add = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        let is_word = |part: &&str| part.contains(char::is_uppercase) && part.chars().nth(1).is_some();
        for part in parts.filter(is_word) {
            if words.len() < MAX_CODE && !words.contains(part) {
                words.insert(part.into());
            }
        }
    };
    for block in blocks {
        if let Block::Code(code) = block {
            code.lines.iter().for_each(|line| add(line));
        }
        block.visit_inlines(&mut |inline| {
            if let Inline::Text(text, Emphasis { code: true, .. }, _) = inline {
                add(text);
            }
        });
    }
    words.into_iter().collect()
}

/// The parts of a story that begin with a label. `text` is the post's, `range` that of the story in it: a line for the
/// headline, one for the dek, then those of the paragraphs.
fn labelled_parts(story: &Story, range: &Range<usize>, text: &str) -> Box<[LabelledPart]> {
    let head = 1 + usize::from(story.dek.as_ref().is_some_and(|dek| !dek.trim().is_empty()));
    let mut line_start = range.start;
    let lines = text.get(range.clone()).unwrap_or_default().split('\n').map(|line| {
        let start = line_start;
        line_start += line.len() + 1;
        start..start + line.len()
    });
    let mut lines = lines.skip(head);
    let mut parts: Vec<LabelledPart> = Vec::new();
    let mut is_open = false;
    for paragraph in &story.paragraphs {
        let mut own = lines.by_ref().take(line_count(paragraph));
        let Some(first) = own.next() else { continue };
        let Range { start, end } = first.start..own.last().map_or(first.end, |line| line.end);
        let begins = paragraph.label.is_some() && !(is_open && matches!(paragraph.kind, ParagraphKind::Item(_)));
        match &paragraph.label {
            _ if matches!(paragraph.kind, ParagraphKind::Sources | ParagraphKind::Heading(_)) => is_open = false,
            Some(label) if begins => {
                parts.push(LabelledPart { label: label.clone(), text: start..end });
                is_open = true;
            }
            _ => {
                if let Some(part) = parts.last_mut().filter(|_| is_open) {
                    part.text.end = end.max(part.text.end);
                }
            }
        }
    }
    parts.into()
}

/// The lines that a paragraph has in the searchable text.
fn line_count(paragraph: &Paragraph) -> usize {
    let has_text = |line: &str| !collapse_spaces(line).is_empty();
    if let ParagraphKind::Block(block) = &paragraph.kind {
        let mut count = 0;
        block.visit_text(&mut |line| count += usize::from(has_text(line)));
        return count;
    }
    paragraph.text.as_str().split('\n').filter(|line| has_text(line)).count()
}
