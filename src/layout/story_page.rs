//! Pages that are made of stories of several posts: a work with the stories that cite it, and a digest.

use super::document::{Document, LineKind, SectionKind};
use super::page_builder::PageBuilder;
use crate::insight::{DigestPart, StoryHit, StoryTable, Work, period_of};
use crate::markup::{Destination, Link, LinkTable};
use crate::model::{Library, SectionKey, issue_of};
use crate::text::CleanText;

/// In front of a headline, as on the page of an issue.
const BAR: &str = "▌ ";

/// What a page of stories is made from.
pub type Stories<'a> = (&'a StoryTable, &'a Library);

/// Lays out the page of a work: what is known of it, and each story that cites it with the words that do.
#[must_use]
pub fn lay_out_work(work: &Work, stories: Stories<'_>, width: u16) -> Document {
    let table = LinkTable::default();
    let mut page = StoryPage::new(width, &table, stories);
    page.lines.text(&work.name(), LineKind::Title);
    let count = match work.stories.len() {
        1 => "cited in 1 story".to_owned(),
        stories => format!("cited in {stories} stories"),
    };
    let ids = [work.arxiv().map(|id| format!("arXiv:{id}")), work.doi().map(|id| format!("doi:{id}"))];
    let has_id = ids.iter().any(Option::is_some);
    let source = work.source.as_ref().filter(|_| !has_id).map(ToString::to_string);
    let items = ids.into_iter().flatten().chain(source).chain([count]).chain(period_of(&work.stories, stories.1));
    page.lines.meta(items.collect::<Vec<_>>().iter().map(String::as_str));
    if let Some(url) = &work.url {
        let address = CleanText::single_line(url);
        page.link(&address, LineKind::Text, Destination::Web(address.clone()));
    }
    for hit in &work.stories {
        page.story(hit);
        // The title of a post that is about the work says nothing new.
        if !hit.why.is_empty() && *hit.why != *page.name(hit) {
            page.lines.blank();
            page.lines.text(&hit.why, LineKind::Text);
        }
    }
    page.finish()
}

/// Lays out labelled parts of stories one below the other, each as a section with its headline, date and post.
#[must_use]
pub fn lay_out_digest(
    title: &str,
    note: Option<&str>,
    parts: &[DigestPart],
    stories: Stories<'_>,
    width: u16,
) -> Document {
    let table = LinkTable::default();
    let mut page = StoryPage::new(width, &table, stories);
    page.lines.text(title, LineKind::Title);
    let count = match parts.len() {
        1 => "1 story".to_owned(),
        parts => format!("{parts} stories"),
    };
    let hits: Vec<&StoryHit> = parts.iter().map(|part| &part.hit).collect();
    let items = [count].into_iter().chain(period_of(hits, stories.1)).collect::<Vec<_>>();
    page.lines.meta(items.iter().map(String::as_str));
    for part in parts {
        page.story(&part.hit);
        if let Some(tail) = &part.tail {
            page.lines.set_prefix("  ");
            page.lines.text(tail, LineKind::Dek);
            page.lines.set_prefix("");
        }
        for paragraph in &part.paragraphs {
            page.lines.blank();
            page.lines.text(paragraph, LineKind::Text);
        }
    }
    if let Some(note) = note {
        page.lines.note(note);
    }
    page.finish()
}

/// A page whose sections are stories of other pages.
struct StoryPage<'a> {
    lines: PageBuilder<'a>,
    links: Vec<Link>,
    stories: Stories<'a>,
}

impl<'a> StoryPage<'a> {
    fn new(width: u16, table: &'a LinkTable, stories: Stories<'a>) -> Self {
        Self { lines: PageBuilder::new(width, table), links: Vec::new(), stories }
    }

    /// The headline of a story, or the title of its post.
    fn name(&self, hit: &StoryHit) -> CleanText {
        let (table, library) = self.stories;
        CleanText::single_line(table.row(hit).map_or("", |row| row.name(library)))
    }

    /// A headline, which leads to the story, with its date and its post.
    fn story(&mut self, hit: &StoryHit) {
        let (_, library) = self.stories;
        let name = self.name(hit);
        self.lines.blank();
        self.lines.blank();
        self.lines.section(name.clone(), 0, SectionKind::Part(0));
        self.lines.set_prefix(BAR);
        let key = hit.story.map(|story| SectionKey::new(story, &name));
        self.link(&name, LineKind::Headline, Destination::Story(hit.post, key));
        self.lines.set_prefix("");
        let Some(post) = library.post(hit.post) else { return };
        let issue = || issue_of(&post.title).map_or_else(|| post.title.to_string(), |(of, nth)| format!("{of} {nth}"));
        let items = [post.date.format_long(), if hit.story.is_some() { issue() } else { post.domain.to_string() }];
        self.lines.meta(items.iter().map(String::as_str).filter(|item| !item.is_empty()));
    }

    /// Lines that are a link. That to an address has a number, as on other pages.
    fn link(&mut self, text: &str, kind: LineKind, destination: Destination) {
        let start = self.lines.line_count();
        let is_numbered = matches!(destination, Destination::Web(_));
        let number = if is_numbered { format!(" [{}]", self.links.len() + 1) } else { String::new() };
        self.lines.text(&format!("{text}{number}"), kind);
        self.lines.link_lines(start, self.links.len(), &number);
        self.links.push(Link { label: CleanText::single_line(text), destination, image: None });
    }

    fn finish(self) -> Document {
        Document { links: self.links, ..self.lines.finish([]) }
    }
}
